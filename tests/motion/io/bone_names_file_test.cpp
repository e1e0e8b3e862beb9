#include "motion/io/bone_names_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "motion/core/body_map.h"
#include "motion/io/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class BoneNamesFile : public ::testing::Test {
 protected:
  fs::path write(const std::string& text) {
    const fs::path path = folder_ / "names.json";
    EXPECT_TRUE(write_atomically(path, text).ok());
    return path;
  }
  test::TemporaryFolder folder_;
};

fs::path shipped() { return fs::path(KINEMOTE_SOURCE_DIR) / "assets" / "bones"; }

TEST_F(BoneNamesFile, BadFiles_AreRefusedWithFileAndJoint) {
  for (const auto& [text, reason] : std::vector<std::pair<std::string, std::string>>{
           {"{", "this is not JSON"},
           {"[]", "expected an object"},
           {R"({"name": "x"})", "\"joints\""},
           {R"({"joints": {"Hips": ["a"]}})", "\"name\""},
           {R"({"name": "x", "joints": {"Tail": ["a"]}})", "\"Tail\" is not a joint"},
           {R"({"name": "x", "joints": {"Hips": "a"}})", "joint \"Hips\": expected an array"},
           {R"({"name": "x", "joints": {"Hips": [1]}})", "joint \"Hips\": expected an array"},
           {R"({"name": "x", "joints": {}})", "names no joint"}}) {
    const auto names = read_bone_names(write(text));
    ASSERT_FALSE(names.ok()) << text;
    EXPECT_EQ(names.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(names.error().message, HasSubstr("names.json"));
    EXPECT_THAT(names.error().message, HasSubstr(reason));
  }
  EXPECT_FALSE(read_bone_name_folder(folder_ / "nowhere").ok());
}

TEST_F(BoneNamesFile, SavedMap_ReadsBackForTheSameSkeletons) {
  const Skeleton& skeleton = *canonical_skeleton();
  BoneMap map = match_bones(skeleton, skeleton, {});
  ASSERT_TRUE(set_match(map, skeleton, skeleton, 5, -1).ok());
  const fs::path path = folder_ / "map.json";
  ASSERT_TRUE(write_bone_map(path, map, skeleton, skeleton).ok());
  const auto back = read_bone_map(path, skeleton, skeleton);
  ASSERT_TRUE(back.ok()) << back.error().message;
  for (int j = 0; j < skeleton.size(); ++j) EXPECT_EQ(back->source_of(j), map.source_of(j));
  EXPECT_TRUE(back->warnings.empty());
}

TEST_F(BoneNamesFile, MapOfOtherSkeletons_WarnsOfWhatIsMissing) {
  const auto map = read_bone_map(write(R"({"bones": {"Hips": "pelvis", "Tail": "Hips"}})"),
                                 *canonical_skeleton(), *canonical_skeleton());
  ASSERT_TRUE(map.ok());
  ASSERT_EQ(map->warnings.size(), 2u);
  EXPECT_THAT(map->warnings[0], HasSubstr("source has no joint \"pelvis\""));
  EXPECT_THAT(map->warnings[1], HasSubstr("target has no joint \"Tail\""));
}

/// A figure that is named as a scheme says, with every part hung where the canonical one hangs it.
Skeleton figure_of(const BoneNames& names) {
  Skeleton skeleton;
  const Skeleton& canonical = *canonical_skeleton();
  std::vector<int> index(canonical.joints.size(), -1);
  for (int j = 0; j < canonical.size(); ++j) {
    for (const auto& [joint, spellings] : names.spellings) {
      if (joint != canonical.joints[j].name) continue;
      int parent = canonical.joints[j].parent;
      while (parent >= 0 && index[parent] < 0) parent = canonical.joints[parent].parent;
      index[j] = skeleton.size();
      skeleton.joints.push_back({.name = spellings.front(),
                                 .parent = parent < 0 ? -1 : index[parent],
                                 .offset = canonical.joints[j].offset});
    }
  }
  return skeleton;
}

TEST(ShippedBoneNames, EveryScheme_LeadsToItsOwnJoints) {
  const auto schemes = read_bone_name_folder(shipped());
  ASSERT_TRUE(schemes.ok()) << schemes.error().message;
  EXPECT_GE(schemes->size(), 8u);
  for (const BoneNames& scheme : *schemes) {
    SCOPED_TRACE(scheme.name);
    const Skeleton figure = figure_of(scheme);
    const BoneMap map = match_bones(figure, *canonical_skeleton(), *schemes);
    EXPECT_EQ(map.preset, scheme.name);
    for (const auto& [joint, spellings] : scheme.spellings) {
      const int source = map.source_of(canonical_skeleton()->find(joint));
      ASSERT_GE(source, 0) << joint;
      EXPECT_EQ(figure.joints[source].name, spellings.front()) << joint;
    }
  }
}

TEST(ShippedBoneNames, Vocabulary_LeadsToTheSameJoints) {
  const auto schemes = read_bone_name_folder(shipped());
  ASSERT_TRUE(schemes.ok());
  for (const BoneNames& scheme : *schemes) {
    SCOPED_TRACE(scheme.name);
    if (scheme.name == "rigify") continue;  // calls its pelvis "spine"; only its file can tell
    const Skeleton figure = figure_of(scheme);
    const BoneMap with_files = match_bones(figure, *canonical_skeleton(), *schemes);
    const BoneMap without = match_bones(figure, *canonical_skeleton(), {});
    for (int j = 0; j < canonical_skeleton()->size(); ++j) {
      EXPECT_EQ(with_files.source_of(j), without.source_of(j))
          << canonical_skeleton()->joints[j].name;
    }
    EXPECT_TRUE(find_body(figure).ok());
  }
}

}  // namespace
}  // namespace kinemote::io
