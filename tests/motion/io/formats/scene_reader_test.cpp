// Scenes as other programs write them: several animations, uneven keys, helpers, odd units.
#include "motion/io/scene_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "motion/core/kinematics.h"
#include "motion/io/atomic_file.h"
#include "motion/io/formats/motion_samples.h"
#include "motion/io/gltf_writer.h"
#include "motion/io/round_trip.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using nlohmann::json;
using test::lively_clip;
using testing::HasSubstr;

class SceneReader : public testing::Test {
 protected:
  /// The lively clip as glTF text, to be changed.
  json gltf(int frames = 12) {
    const std::vector<Clip> clips{lively_clip(frames)};
    EXPECT_TRUE(write_gltf(folder_.file("base.gltf"), clips));
    return json::parse(*read_file(folder_.file("base.gltf")));
  }
  Result<MotionImport> read(const json& scene, const MotionReadSettings& settings = {}) {
    EXPECT_TRUE(write_atomically(folder_.file("a.gltf"), scene.dump()));
    return read_scene(folder_.file("a.gltf"), settings);
  }
  static void drop_skin(json& scene) {
    for (json& node : scene["nodes"]) {
      node.erase("skin");
      node.erase("mesh");
    }
    scene.erase("skins");
    scene.erase("meshes");
  }

  test::TemporaryFolder folder_;
};

TEST_F(SceneReader, SceneWithoutASkeleton_IsBadInput) {
  const json scene = {
      {"asset", {{"version", "2.0"}}}, {"scene", 0}, {"scenes", {{{"nodes", json::array()}}}}};
  const auto motion = read(scene);
  ASSERT_FALSE(motion);
  EXPECT_EQ(motion.error().code, ErrorCode::kBadInput);
}

TEST_F(SceneReader, AnimationThatIsNotThere_IsAUsageErrorThatListsThem) {
  const auto motion = read(gltf(), {.animation = "dance"});
  ASSERT_FALSE(motion);
  EXPECT_EQ(motion.error().code, ErrorCode::kUsage);
  EXPECT_THAT(motion.error().message, HasSubstr("0 \"lively\""));
}

TEST_F(SceneReader, SeveralAnimations_AreChosenByNameOrNumber) {
  json scene = gltf();
  json second = scene["animations"][0];
  second["name"] = "legs";
  // The second one moves nothing but the root.
  json channels = json::array();
  for (const json& channel : second["channels"]) {
    if (channel["target"]["node"] == 1) channels.push_back(channel);
  }
  second["channels"] = channels;
  scene["animations"].push_back(second);
  const auto first = read(scene);
  const auto by_name = read(scene, {.animation = "legs"});
  const auto by_number = read(scene, {.animation = "1"});
  ASSERT_TRUE(first && by_name && by_number);
  EXPECT_THAT(first->animations, testing::ElementsAre("lively", "legs"));
  EXPECT_EQ(first->animation, 0);
  EXPECT_EQ(by_name->animation, 1);
  const Clip& legs = by_name->figures[0].clip;
  EXPECT_EQ(legs.rotations, by_number->figures[0].clip.rotations);
  EXPECT_LT(std::abs(legs.frame_rotations(5)[8].w - 1.0), 1e-6);  // at rest
  EXPECT_GT(std::abs(first->figures[0].clip.frame_rotations(5)[8].w - 1.0), 1e-3);
}

TEST_F(SceneReader, CurvesWithTangents_AreMetAtTheirKeysWithAWarning) {
  json scene = gltf();
  drop_skin(scene);
  // Keys at 0, 0.2 and 0.4 s as in-tangent, value, out-tangent; tangents that nothing may mistake
  // for values.
  const std::vector<float> floats{0.0f, 0.2f, 0.4f,                                // times
                                  90,   91,   92,   0.1f, 0.9f, 0.0f, 93, 94, 95,  //
                                  90,   91,   92,   0.3f, 1.0f, 0.5f, 93, 94, 95,  //
                                  90,   91,   92,   0.5f, 0.9f, 1.0f, 93, 94, 95};
  std::string bytes(floats.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), floats.data(), bytes.size());
  ASSERT_TRUE(write_atomically(folder_.file("curve.bin"), bytes));
  const size_t buffer = scene["buffers"].size(), view = scene["bufferViews"].size();
  const size_t accessor = scene["accessors"].size();
  scene["buffers"].push_back({{"byteLength", bytes.size()}, {"uri", "curve.bin"}});
  scene["bufferViews"].push_back({{"buffer", buffer}, {"byteOffset", 0}, {"byteLength", 12}});
  scene["bufferViews"].push_back(
      {{"buffer", buffer}, {"byteOffset", 12}, {"byteLength", bytes.size() - 12}});
  scene["accessors"].push_back({{"bufferView", view},
                                {"componentType", 5126},
                                {"count", 3},
                                {"type", "SCALAR"},
                                {"min", {0.0}},
                                {"max", {0.4}}});
  scene["accessors"].push_back(
      {{"bufferView", view + 1}, {"componentType", 5126}, {"count", 9}, {"type", "VEC3"}});
  json& animation = scene["animations"][0];
  animation["samplers"].push_back(
      {{"input", accessor}, {"output", accessor + 1}, {"interpolation", "CUBICSPLINE"}});
  bool is_found = false;
  for (json& channel : animation["channels"]) {
    if (channel["target"]["node"] != 1 || channel["target"]["path"] != "translation") continue;
    channel["sampler"] = animation["samplers"].size() - 1;
    is_found = true;
  }
  ASSERT_TRUE(is_found);
  const auto motion = read(scene);
  ASSERT_TRUE(motion) << motion.error().message;
  EXPECT_THAT(motion->warnings, testing::Contains(HasSubstr("CUBICSPLINE")));
  const Clip& clip = motion->figures[0].clip;
  ASSERT_NEAR(clip.fps(), 30.0, 1e-3);
  EXPECT_LT(glm::distance(clip.local_translation(0, 0), Vec3(0.1, 0.9, 0.0)), 1e-6);
  EXPECT_LT(glm::distance(clip.local_translation(6, 0), Vec3(0.3, 1.0, 0.5)), 1e-6);
  EXPECT_LT(glm::distance(clip.local_translation(12, 0), Vec3(0.5, 0.9, 1.0)), 1e-6);
}

TEST_F(SceneReader, EveryFormat_CarriesTheNameOfTheClip) {
  const std::vector<Clip> clips{lively_clip(6, 30.0, "wave & \"bow\"")};
  for (const char* name : {"take.fbx", "take.glb", "take.gltf", "take.dae", "LOUD.GLB"}) {
    ASSERT_TRUE(write_motion(folder_.file(name), clips));
    const auto motion = read_scene(folder_.file(name), {});
    ASSERT_TRUE(motion) << motion.error().message;
    EXPECT_THAT(motion->animations, testing::ElementsAre("wave & \"bow\"")) << name;
  }
}

TEST_F(SceneReader, WithoutSkin_TheNodesWithKeysAreTheSkeleton) {
  json scene = gltf();
  drop_skin(scene);
  const auto motion = read(scene);
  ASSERT_TRUE(motion) << motion.error().message;
  const auto difference = compare_motion(lively_clip(12), motion->figures[0].clip);
  ASSERT_TRUE(difference) << difference.error().message;
  EXPECT_LT(difference->worst_m, 1e-5);
}

TEST_F(SceneReader, WithoutAnimation_TheRestPoseIsOneFrame) {
  json scene = gltf();
  scene.erase("animations");
  const auto motion = read(scene);
  ASSERT_TRUE(motion) << motion.error().message;
  EXPECT_EQ(motion->figures[0].clip.frame_count, 1);
  EXPECT_THAT(motion->warnings, testing::Contains(HasSubstr("no animation")));
}

TEST_F(SceneReader, TurnedAndScaledHolder_GoesIntoTheRoot) {
  // What Blender and many others put above the hips: a turn to another up axis and a scale.
  json scene = gltf();
  json& holder = scene["nodes"][0];
  holder["rotation"] = {0.0, 0.70710678, 0.0, 0.70710678};  // a quarter turn to the left
  holder["scale"] = {2.0, 2.0, 2.0};
  holder["translation"] = {1.0, 0.0, 0.0};
  drop_skin(scene);
  const auto motion = read(scene);
  ASSERT_TRUE(motion) << motion.error().message;
  const WorldMotion expected = forward_kinematics(lively_clip(12));
  const WorldMotion found = forward_kinematics(motion->figures[0].clip);
  for (int j = 0; j < expected.joint_count; ++j) {
    const Vec3 p = expected.position(7, j);
    const Vec3 turned = Vec3(1.0 + 2.0 * p.z, 2.0 * p.y, -2.0 * p.x);
    EXPECT_LT(glm::distance(found.position(7, j), turned), 1e-5);
  }
}

TEST_F(SceneReader, RestRotations_BecomeIdentityAndPlacesStay) {
  // A node between two joints that is turned and has no keys: its turn belongs to the motion, not
  // to the rest pose's frames.
  json scene = gltf();
  drop_skin(scene);
  json channels = json::array();
  for (const json& channel : scene["animations"][0]["channels"]) {
    if (channel["target"]["node"] != 2) channels.push_back(channel);  // the spine stays as it is
  }
  scene["animations"][0]["channels"] = channels;
  scene["nodes"][2]["rotation"] = {0.0, 0.0, 0.38268343, 0.92387953};
  const auto motion = read(scene);
  ASSERT_TRUE(motion) << motion.error().message;
  const Clip& clip = motion->figures[0].clip;
  EXPECT_NEAR(std::abs(clip.frame_rotations(3)[1].w), 1.0, 1e-6);
  // The chest rests an eighth of a turn to the left of the spine.
  const Vec3 offset = clip.skeleton->joints[2].offset;
  EXPECT_NEAR(offset.x, -offset.y, 1e-6);
}

TEST_F(SceneReader, RateOfSamples_IsTheRateOfKeysUnlessAsked) {
  const json scene = gltf(31);
  const auto own = read(scene);
  const auto asked = read(scene, {.fps = 60.0});
  ASSERT_TRUE(own && asked);
  EXPECT_DOUBLE_EQ(own->figures[0].clip.fps(), 30.0);
  EXPECT_DOUBLE_EQ(asked->figures[0].clip.fps(), 60.0);
  EXPECT_EQ(asked->figures[0].clip.frame_count, 61);
}

TEST_F(SceneReader, UnitThatMakesNoSense_GivesWayWithAWarning) {
  const std::vector<Clip> clips{lively_clip(4)};
  const std::string path = folder_.file("giant.fbx");
  // Centimetres that are declared to be metres.
  Clip giant = clips[0];
  Skeleton skeleton = *giant.skeleton;
  for (Joint& joint : skeleton.joints) {
    joint.offset *= 100.0;
    if (joint.end_site) *joint.end_site *= 100.0;
  }
  giant.skeleton = std::make_shared<const Skeleton>(skeleton);
  for (Vec3& t : giant.translations) t *= 100.0;
  ASSERT_TRUE(write_motion(path, std::vector<Clip>{giant}, {.metres_per_unit = 1.0}));
  const auto detected = read_scene(path);
  ASSERT_TRUE(detected) << detected.error().message;
  EXPECT_EQ(detected->figures[0].unit, "cm");
  EXPECT_THAT(detected->warnings, testing::Contains(HasSubstr("declared unit")));
  const auto told = read_scene(path, {.metres_per_unit = 1.0});
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->warnings.empty());
  EXPECT_GT(body_height_m(*told->figures[0].clip.skeleton), 100.0);
}

TEST_F(SceneReader, UpAxis_IsTheDeclaredOneUnlessTold) {
  const std::vector<Clip> clips{lively_clip(4)};
  const std::string path = folder_.file("z.fbx");
  ASSERT_TRUE(write_motion(path, clips, {.up_axis = UpAxis::kZ}));
  const auto detected = read_scene(path);
  const auto told = read_scene(path, {.up_axis = UpAxis::kY});
  ASSERT_TRUE(detected && told);
  EXPECT_EQ(detected->figures[0].up_axis, "Z");
  EXPECT_TRUE(detected->figures[0].is_converted_to_y_up);
  const Vec3 head = forward_kinematics(clips[0]).position(2, 5);
  EXPECT_LT(glm::distance(forward_kinematics(detected->figures[0].clip).position(2, 5), head),
            1e-5);
  EXPECT_LT(glm::distance(forward_kinematics(told->figures[0].clip).position(2, 5),
                          Vec3(head.x, -head.z, head.y)),
            1e-5);
}

}  // namespace
}  // namespace kinemote::io
