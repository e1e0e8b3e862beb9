// Real motion capture against reference numbers that other programs have computed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::io {
namespace {

using test::data_root;
using test::oracle_root;

constexpr double kTolerance_m = 1e-9;

Vec3 vector_of(const nlohmann::json& numbers) {
  return {numbers[0].get<double>(), numbers[1].get<double>(), numbers[2].get<double>()};
}

void expect_near(const Vec3& actual, const Vec3& wanted, double tolerance,
                 const std::string& where) {
  EXPECT_LT(glm::length(actual - wanted), tolerance)
      << where << ": " << actual.x << " " << actual.y << " " << actual.z << " instead of "
      << wanted.x << " " << wanted.y << " " << wanted.z;
}

std::vector<std::filesystem::path> bvh_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".bvh") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void expect_clip_matches(const nlohmann::json& wanted) {
  const std::string file = wanted["file"];
  const auto read = read_bvh(data_root() / "bandai-namco" / file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const Clip& clip = read->clip;
  EXPECT_EQ(clip.frame_count, wanted["frames_total"].get<int>()) << file;
  EXPECT_EQ(clip.frame_time_s, wanted["dt"].get<double>()) << file;
  EXPECT_EQ(read->unit, "cm");
  ASSERT_EQ(clip.joint_count(), static_cast<int>(wanted["joints"].size()));
  for (int j = 0; j < clip.joint_count(); ++j) {
    EXPECT_EQ(clip.skeleton->joints[j].name, wanted["joints"][j].get<std::string>());
    EXPECT_EQ(clip.skeleton->joints[j].parent, wanted["parents"][j].get<int>());
  }

  const WorldMotion world = forward_kinematics(clip);
  const auto& frames = wanted["frames"];
  for (size_t i = 0; i < frames.size(); ++i) {
    const int frame = frames[i];
    for (int j = 0; j < clip.joint_count(); ++j) {
      expect_near(world.position(frame, j), vector_of(wanted["positions"][i][j]), kTolerance_m,
                  file + " frame " + std::to_string(frame) + " joint " + std::to_string(j));
    }
    const auto& names = wanted["quaternion_joints"];
    for (size_t k = 0; k < names.size(); ++k) {
      const auto& q = wanted["quaternions"][i][k];
      const Quat reference(q[0].get<double>(), q[1].get<double>(), q[2].get<double>(),
                           q[3].get<double>());
      const Quat actual = world.rotation(frame, clip.skeleton->find(names[k].get<std::string>()));
      const Quat signed_actual = glm::dot(actual, reference) < 0.0 ? -actual : actual;
      EXPECT_LT(glm::length(signed_actual - reference), 1e-9) << file << " frame " << frame;
      if (std::abs(reference.w) > 1e-6) {
        EXPECT_GT(glm::dot(actual, reference), 0.0) << "w >= 0";
      }
    }
  }
  const std::vector<Vec3> tips = end_site_positions(*clip.skeleton, world, clip.frame_count - 1);
  const auto& wanted_tips = wanted["end_sites_last_frame"];
  ASSERT_EQ(tips.size(), wanted_tips.size());
  for (size_t e = 0; e < tips.size(); ++e) {
    expect_near(tips[e], vector_of(wanted_tips[e]), kTolerance_m, file + " end site");
  }
}

TEST(BvhOracle_BandaiNamco, WorldPositionsAndRotationsMatchReference) {
  const auto oracle = oracle_root() / "fk.json";
  KINEMOTE_NEEDS_DATA(oracle);
  KINEMOTE_NEEDS_DATA(data_root() / "bandai-namco" / "dataset-1");
  std::ifstream stream(oracle);
  const nlohmann::json reference = nlohmann::json::parse(stream);
  ASSERT_EQ(reference["clips"].size(), 10u);
  for (const auto& clip : reference["clips"]) expect_clip_matches(clip);
}

TEST(BvhOracle_BandaiNamco, EveryFileOfSet1ReadsWithoutWarnings) {
  const auto folder = data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  const auto files = bvh_files(folder);
  EXPECT_EQ(files.size(), 174u);
  double seconds = 0.0;
  SkeletonPtr first;
  for (const auto& file : files) {
    const auto read = read_bvh(file);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_THAT(read->warnings, testing::IsEmpty()) << file;
    EXPECT_EQ(read->up_axis, "Y") << file;
    EXPECT_EQ(read->unit, "cm") << file;
    EXPECT_THAT(read->position_rule_note, testing::Not(testing::HasSubstr("added"))) << file;
    // The trajectory is in Hips, the second joint; in four clips the root moves too.
    const std::set<std::string> moving_roots{
        "dataset-1_dash_normal_001", "dataset-1_run_normal_001", "dataset-1_walk-back_normal_001",
        "dataset-1_walk_normal_002"};
    EXPECT_EQ(read->clip.translating_joints, moving_roots.contains(file.stem().string())
                                                 ? (std::vector<int>{0, 1})
                                                 : (std::vector<int>{1}))
        << file;
    // All clips are of one figure, whatever its Hips' OFFSET says of their take.
    if (!first) first = read->clip.skeleton;
    EXPECT_TRUE(read->clip.skeleton->same_as(*first, 1e-3)) << file;
    EXPECT_NEAR(body_height_m(*read->clip.skeleton), 1.52, 0.02) << file;
    EXPECT_TRUE(find_body(*read->clip.skeleton).ok()) << file;
    seconds += read->clip.duration_s();
  }
  EXPECT_NEAR(seconds, 1064.0, 1.0);
}

// Reference numbers in file units, made with numpy from the same files (positions replace OFFSET).
struct Reference {
  const char* file;
  int joints;
  int frames;
  double frame_time_s;
  const char* up_axis;
  const char* unit;
  int frame;  // of the following positions
  const char* joint;
  Vec3 joint_position;
  Vec3 last_tip;  // position of the last end site
  double sum;     // of the absolute values of all coordinates of all joints in all frames
  /// The test's name; without this its bytes are printed, addresses among them.
  friend void PrintTo(const Reference& reference, std::ostream* out) { *out << reference.file; }
};

const Reference kReferences[] = {
    {"odd-bvh/bvh_example.bvh",
     24,
     75,
     0.033333,
     "Z",
     "inch",
     50,
     "LeftToeBase",
     {-9.8793686509187673, -13.481409320746174, 2.2523548902991744},
     {-11.967344119425293, -10.936293473691951, 1.2582589390005088},
     102065.20950879532},
    {"odd-bvh/bvh_test1.bvh",
     24,
     75,
     0.033333,
     "Z",
     "inch",
     50,
     "LeftToeBase",
     {-9.8793686509187673, -13.481409320746174, 2.2523548902991744},
     {-11.967344119425293, -10.936293473691951, 1.2582589390005088},
     102065.20950879532},
    {"odd-bvh/bvh_test2.bvh",
     23,
     61,
     0.008333,
     "Y",
     "cm",
     40,
     "LeftToe",
     {119.51612242064522, 2.5113563775339696, -34.014040210552807},
     {117.91252980711434, 0.78314307504911795, -40.876089357881654},
     363338.11566150642},
    {"odd-bvh/bvh_test3.bvh",
     60,
     100,
     0.008333,
     "Z",
     "inch",
     66,
     "LeftForeFoot",
     {-3.0789589184024901, -4.7033892744896484, 1.6921442842236289},
     {-3.355943194670381, 3.8341999468389449, -0.16183298644456112},
     246808.12889583196},
    {"odd-bvh/cmu_12_01_walk.bvh",
     31,
     524,
     0.0083333,
     "Y",
     "cmu",
     349,
     "RThumb",
     {-4.0314746402837702, 12.229047663432624, 21.064227248611182},
     {-3.7048842999782909, 11.591617911186482, 21.572927644493252},
     567809.05787744455},
    {"odd-bvh/full_precision_frame_time.bvh",
     2,
     3,
     0.0417083750417,
     "Y",
     "unknown",
     2,
     "Head",
     {1.4472145179851363, 103.94177160325356, 3.0433212288650862},
     {1.0825751222781355, 106.83912602390879, 3.7306169964993927},
     595.65623977732378},
    {"odd-bvh/rotation_first_root.bvh",
     4,
     4,
     0.04,
     "Y",
     "cmu",
     2,
     "LeftLeg",
     {14.955359707058511, 44.301568407420547, -17.999872447492333},
     {16.618617727660219, 38.615736556068512, -18.951128940271641},
     1383.1287836674096},
    {"odd-bvh/standard_skeleton.bvh",
     24,
     1,
     0.008333,
     "Z",
     "inch",
     0,
     "LeftToeBase",
     {-3.7400000000000002, 4.6500000000000004, -31.330000000000002},
     {-3.7400000000000002, 7.5600000000000005, -31.330000000000002},
     573.62000000000012},
    {"reactidle/002_genuine.bvh",
     19,
     1519,
     0.041667,
     "Y",
     "m",
     1012,
     "foot.R",
     {-0.09412616766585602, -0.6613787270161724, -0.036870028361084994},
     {-0.099053154704211041, -0.71772410080654292, 0.086343804125966928},
     11048.598071830602},
    {"reactidle/003_genuine.bvh",
     19,
     918,
     0.041667,
     "Y",
     "m",
     612,
     "foot.R",
     {-0.09728772851559267, -0.66813782284023215, -0.035807946942267063},
     {-0.099480939278822428, -0.72810556557936501, 0.085764190171140758},
     6596.5830200859218},
};

class BvhOracle_OddFiles : public testing::TestWithParam<Reference> {};

TEST_P(BvhOracle_OddFiles, RawCoordinatesMatchReference) {
  const Reference& wanted = GetParam();
  const auto file = data_root() / wanted.file;
  KINEMOTE_NEEDS_DATA(file);
  BvhReadSettings raw;
  raw.metres_per_unit = 1.0;
  raw.positions = PositionRule::kReplace;
  raw.convert_up_axis = false;
  const auto read = read_bvh(file, raw);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->clip.joint_count(), wanted.joints);
  EXPECT_EQ(read->clip.frame_count, wanted.frames);
  EXPECT_EQ(read->clip.frame_time_s, wanted.frame_time_s);

  const WorldMotion world = forward_kinematics(read->clip);
  const int joint = read->clip.skeleton->find(wanted.joint);
  ASSERT_GE(joint, 0);
  expect_near(world.position(wanted.frame, joint), wanted.joint_position, 1e-9, wanted.joint);
  expect_near(end_site_positions(*read->clip.skeleton, world, wanted.frame).back(), wanted.last_tip,
              1e-9, "last end site");
  double sum = 0.0;
  for (const Vec3& p : world.positions) sum += std::abs(p.x) + std::abs(p.y) + std::abs(p.z);
  EXPECT_NEAR(sum / wanted.sum, 1.0, 1e-11);
}

TEST_P(BvhOracle_OddFiles, FigureStandsUprightInMetres) {
  const Reference& wanted = GetParam();
  const auto file = data_root() / wanted.file;
  KINEMOTE_NEEDS_DATA(file);
  const auto read = read_bvh(file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->up_axis, wanted.up_axis);
  EXPECT_EQ(read->is_converted_to_y_up, read->up_axis == "Z");
  EXPECT_EQ(read->unit, wanted.unit) << read->unit_note;
  // The head is the highest of the middle joints and the figure stands on its feet.
  const WorldMotion world = forward_kinematics(read->clip);
  int head = read->clip.skeleton->find("Head");
  if (head < 0) head = read->clip.skeleton->find("face");
  ASSERT_GE(head, 0);
  double lowest = 1e9;
  for (const Vec3& p : world.frame_positions(0)) lowest = std::min(lowest, p.y);
  const double extent = world.position(0, head).y - lowest;
  EXPECT_GT(extent, 0.1);
  if (wanted.joints > 4) {
    EXPECT_GT(extent, 1.1) << "a person in metres";
    EXPECT_LT(extent, 1.9) << "a person in metres";
    const auto body = find_body(*read->clip.skeleton);
    const bool has_hands = std::string_view(wanted.file).starts_with("odd-bvh");
    EXPECT_EQ(body.ok(), has_hands) << (body.ok() ? "" : body.error().message);
  }
}

INSTANTIATE_TEST_SUITE_P(All, BvhOracle_OddFiles, testing::ValuesIn(kReferences),
                         [](const auto& reference) {
                           std::string name =
                               std::filesystem::path(reference.param.file).stem().string();
                           return name;
                         });

TEST(BvhOracle_ReactIdle, RootIsAddedToItsOffsetOtherJointsReplace) {
  for (const char* name : {"002_genuine.bvh", "003_genuine.bvh"}) {
    const auto file = data_root() / "reactidle" / name;
    KINEMOTE_NEEDS_DATA(file);
    const auto read = read_bvh(file);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_THAT(
        read->position_rule_note,
        testing::HasSubstr("they are added to OFFSET, since they stay near 0, on \"pelvis\""));
    EXPECT_THAT(read->position_rule_note,
                testing::HasSubstr("positions replace OFFSET on \"neck\""));
    const WorldMotion world = forward_kinematics(read->clip);
    for (const char* foot : {"foot.L", "foot.R"}) {
      const double height = world.position(100, read->clip.skeleton->find(foot)).y;
      EXPECT_GT(height, 0.0) << foot;
      EXPECT_LT(height, 0.12) << foot;
    }
    BvhReadSettings replace;
    replace.positions = PositionRule::kReplace;
    const WorldMotion sunk = forward_kinematics(read_bvh(file, replace)->clip);
    expect_near(world.position(100, 18) - sunk.position(100, 18), {0.0, 0.727022, 0.0}, 1e-9,
                "shift by OFFSET");
  }
}

}  // namespace
}  // namespace kinemote::io
