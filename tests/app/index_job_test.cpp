#include "app/index_job.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// Copies of the small file and two odd ones, in folders that are their labels.
class MakeIndex : public testing::Test {
 protected:
  void SetUp() override {
    const fs::path tests = fs::path(KINEMOTE_SOURCE_DIR) / "tests";
    for (const char* label : {"happy", "sad", "grumpy"}) fs::create_directories(folder_ / label);
    const fs::path small = tests / "data" / "four_joints.bvh";
    for (int i = 0; i < 6; ++i) {
      fs::copy_file(small, folder_ / "happy" / ("h" + std::to_string(i) + ".bvh"));
      fs::copy_file(small, folder_ / "sad" / ("s" + std::to_string(i) + ".bvh"));
    }
    fs::copy_file(small, folder_ / "grumpy" / "g.bvh");
    std::ofstream(folder_ / "sad" / "cut.bvh") << "HIERARCHY\nROOT";
    std::string text;
    {
      std::ifstream stream(small, std::ios::binary);
      text.assign(std::istreambuf_iterator<char>(stream), {});
    }
    text.replace(text.find("Frames: 3"), 9, "Frames: 2");
    std::ofstream(folder_ / "happy" / "odd.bvh", std::ios::binary) << text;
  }
  Result<ClipSet> opened() const {
    ClipSetSettings settings;
    settings.labels = "folder";
    return open_clip_set(folder_.path().string(), settings, {});
  }
  DatasetIndex index() const {
    const Result<ClipSet> clips = opened();
    EXPECT_TRUE(clips.ok()) << clips.error().message;
    const auto made = make_index(*clips, {});
    EXPECT_TRUE(made.ok()) << made.error().message;
    return *made;
  }

  test::TemporaryFolder folder_;
};

TEST_F(MakeIndex, BrokenFile_IsSkippedWithTheReadersWords) {
  const DatasetIndex made = index();
  ASSERT_EQ(made.skipped.size(), 1u);
  EXPECT_EQ(made.skipped[0].path.filename(), "cut.bvh");
  EXPECT_THAT(made.skipped[0].reason, HasSubstr("cut.bvh:2:5"));
  EXPECT_EQ(made.clips.size(), 14u);
}

TEST_F(MakeIndex, Cancelled_SaysSo) {
  const Result<ClipSet> clips = opened();
  ASSERT_TRUE(clips.ok());
  const auto made = make_index(*clips, {}, [](std::string_view, double) { return false; });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

TEST_F(MakeIndex, WarningsOfAFile_StandBesideItAndInTheWhole) {
  const DatasetIndex made = index();
  int warned = 0;
  for (const IndexedClip& clip : made.clips) {
    if (clip.warnings.empty()) continue;
    ++warned;
    EXPECT_EQ(clip.entry.name, "odd");
    EXPECT_THAT(clip.warnings, ElementsAre(HasSubstr("Frames says \"2\"")));
  }
  EXPECT_EQ(warned, 1);
  EXPECT_THAT(made.warnings, testing::Contains(HasSubstr("Frames says \"2\"")));
  const json report = json::parse(index_to_json(made));
  for (const json& clip : report["clips"]) {
    EXPECT_EQ(clip["warnings"].size(), clip["name"] == "odd" ? 1u : 0u);
  }
}

TEST_F(MakeIndex, LabelsWithoutPad_AreCountedNotGuessed) {
  const DatasetIndex made = index();
  EXPECT_EQ(made.label_counts.at("happy"), 7);
  EXPECT_EQ(made.label_counts.at("sad"), 6);
  EXPECT_EQ(made.unknown_labels, (std::map<std::string, int>{{"grumpy", 1}}));
  for (const IndexedClip& clip : made.clips) {
    EXPECT_EQ(clip.entry.pad.has_value(), clip.entry.label != "grumpy") << clip.entry.name;
    EXPECT_EQ(clip.frames, 3);
  }
}

TEST_F(MakeIndex, Split_HasAllThreePartsAndKeepsTakesWhole) {
  std::set<std::string> parts;
  std::map<std::string, std::string> part_of_take;
  for (const IndexedClip& clip : index().clips) {
    parts.insert(clip.split);
    const auto [at, is_new] = part_of_take.try_emplace(clip.entry.take, clip.split);
    EXPECT_EQ(at->second, clip.split) << clip.entry.take;
  }
  EXPECT_THAT(parts, ElementsAre("test", "train", "validation"));
}

}  // namespace
}  // namespace kinemote::app
