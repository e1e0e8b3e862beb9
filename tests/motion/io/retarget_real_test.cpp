// Retargeting of real captures; the reader is needed, so these lie in this room.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "motion/core/contacts.h"
#include "motion/core/retarget.h"
#include "motion/io/bone_names_file.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using test::data_root;

const std::pair<BodyPart, BodyPart> kLimbBones[] = {
    {BodyPart::kLeftUpperArm, BodyPart::kLeftLowerArm},
    {BodyPart::kLeftLowerArm, BodyPart::kLeftHand},
    {BodyPart::kRightUpperArm, BodyPart::kRightLowerArm},
    {BodyPart::kRightLowerArm, BodyPart::kRightHand},
    {BodyPart::kLeftUpperLeg, BodyPart::kLeftLowerLeg},
    {BodyPart::kLeftLowerLeg, BodyPart::kLeftFoot},
    {BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg},
    {BodyPart::kRightLowerLeg, BodyPart::kRightFoot}};

struct AngleError {
  double mean_deg = 0.0, worst_deg = 0.0;
};

/// Angles between the limb bones of a clip and of its retargeted self.
AngleError limb_error(const Clip& source, const Clip& out, const BoneMap& map) {
  const WorldMotion a = forward_kinematics(source), b = forward_kinematics(out);
  const BodyMap body = find_body_parts(*out.skeleton);
  AngleError error;
  int count = 0;
  for (const auto& [from, to] : kLimbBones) {
    const int i = body[from], j = body[to];
    if (i < 0 || j < 0 || map.source_of(i) < 0 || map.source_of(j) < 0) continue;
    for (int f = 0; f < a.frame_count; ++f) {
      const Vec3 u =
          glm::normalize(a.position(f, map.source_of(j)) - a.position(f, map.source_of(i)));
      const Vec3 v = glm::normalize(b.position(f, j) - b.position(f, i));
      const double angle = degrees_from_rad(std::acos(std::clamp(glm::dot(u, v), -1.0, 1.0)));
      error.mean_deg += angle;
      error.worst_deg = std::max(error.worst_deg, angle);
      ++count;
    }
  }
  EXPECT_GT(count, 0);
  error.mean_deg /= std::max(1, count);
  return error;
}

struct RealClip {
  std::string file, preset;
};

class RetargetReal : public ::testing::TestWithParam<RealClip> {};

TEST_P(RetargetReal, ToTheCanonicalSkeleton_KeepsBonesAndFeet) {
  const fs::path path = data_root() / GetParam().file;
  KINEMOTE_NEEDS_DATA(path);
  const auto presets = read_bone_name_folder(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "bones");
  ASSERT_TRUE(presets.ok());
  const auto import = read_bvh(path, {});
  ASSERT_TRUE(import.ok()) << import.error().message;
  const BoneMap map = match_bones(*import->clip.skeleton, *canonical_skeleton(), *presets);
  EXPECT_EQ(map.preset, GetParam().preset);

  // Without hands and feet held, every limb points exactly where it did.
  const auto plain = retarget(import->clip, canonical_skeleton(), map,
                              {.plants_feet = false, .keeps_hands = false});
  ASSERT_TRUE(plain.ok()) << plain.error().message;
  EXPECT_LT(limb_error(import->clip, *plain, map).worst_deg, 1e-4);

  const auto out = retarget(import->clip, canonical_skeleton(), map);
  ASSERT_TRUE(out.ok());
  ASSERT_TRUE(out->validate().ok());
  const AngleError error = limb_error(import->clip, *out, map);
  const FootSlide slide = foot_slide(forward_kinematics(*out), *find_body(*out->skeleton));
  RecordProperty("mean_deg", std::to_string(error.mean_deg));
  RecordProperty("worst_deg", std::to_string(error.worst_deg));
  EXPECT_LT(error.mean_deg, 5.0);
  EXPECT_LT(error.worst_deg, 30.0);
  EXPECT_GT(slide.stance_count, 0);
  EXPECT_LT(slide.worst_m, 0.01);
}

INSTANTIATE_TEST_SUITE_P(
    Clips, RetargetReal,
    ::testing::Values(
        RealClip{"bandai-namco/dataset-1/data/dataset-1_bow_happy_001.bvh", "bandai-namco"},
        RealClip{"bandai-namco/dataset-1/data/dataset-1_run_angry_001.bvh", "bandai-namco"},
        RealClip{"bandai-namco/dataset-2/data/dataset-2_walk_normal_001.bvh", "bandai-namco"},
        RealClip{"odd-bvh/cmu_12_01_walk.bvh", "cmu"}, RealClip{"odd-bvh/bvh_test2.bvh", "xsens"},
        RealClip{"odd-bvh/bvh_test3.bvh", "motionbuilder"},
        RealClip{"odd-bvh/bvh_example.bvh", "motionbuilder"},
        RealClip{"reactidle/002_genuine.bvh", "rigify"}),
    [](const auto& test) {
      std::string name = fs::path(test.param.file).stem().string();
      std::replace_if(
          name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
      return name;
    });

TEST(RetargetRoundTrip, CanonicalToBandaiAndBack_KeepsLimbsAndPlace) {
  const fs::path walk = data_root() / "odd-bvh/cmu_12_01_walk.bvh";
  const fs::path bandai = data_root() / "bandai-namco/dataset-1/data/dataset-1_bow_happy_001.bvh";
  KINEMOTE_NEEDS_DATA(walk);
  KINEMOTE_NEEDS_DATA(bandai);
  const auto presets = read_bone_name_folder(fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "bones");
  const auto cmu = read_bvh(walk, {});
  const auto other = read_bvh(bandai, {});
  ASSERT_TRUE(presets.ok() && cmu.ok() && other.ok());
  const RetargetSettings plain{.plants_feet = false, .keeps_hands = false};
  const auto convert = [&](const Clip& clip, const SkeletonPtr& target) {
    auto out = retarget(clip, target, match_bones(*clip.skeleton, *target, *presets), plain);
    EXPECT_TRUE(out.ok());
    return *out;
  };
  const Clip start = convert(cmu->clip, canonical_skeleton());
  const Clip there = convert(start, other->clip.skeleton);
  const Clip back = convert(there, canonical_skeleton());
  const BoneMap same = match_bones(*canonical_skeleton(), *canonical_skeleton(), {});
  EXPECT_LT(limb_error(start, back, same).worst_deg, 1e-4);
  const WorldMotion a = forward_kinematics(start), b = forward_kinematics(back);
  // Hip joints come back to their path; up and down the whole figure may be set on the floor anew.
  const int hip = canonical_skeleton()->find("LeftUpperLeg");
  const double lifted = b.position(0, hip).y - a.position(0, hip).y;
  EXPECT_LT(std::abs(lifted), 0.02);
  for (int f = 0; f < start.frame_count; ++f) {
    EXPECT_LT(glm::length(b.position(f, hip) - a.position(f, hip) - Vec3(0, lifted, 0)), 0.005);
  }
}

}  // namespace
}  // namespace kinemote::io
