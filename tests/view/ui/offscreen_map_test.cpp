// The map of the studio, used with the mouse as a person does; skipped where there is no OpenGL.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "motion/io/bvh.h"
#include "motion/io/dataset.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"
#include "view/ui/offscreen_studio.h"
#include "view/ui/studio.h"

namespace kinemote::view {
namespace {

class OffscreenMapTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto device = make_offscreen_device(); !device) {
      GTEST_SKIP() << "no OpenGL: " << device.error().message;
    }
    std::vector<io::LabelRow> rows;
    for (const char* content : {"walk", "wave"}) {
      for (const auto& [label, pad] :
           {std::pair{"happy", analysis::Pad{0.8, 0.5, 0.1}}, {"sad", {-0.6, -0.4, -0.3}}}) {
        for (uint64_t take = 1; take <= 2; ++take) {
          const auto clip = synthesis::perform(
              {.content = content, .pad = pad, .take_seed = take, .duration_s = 2.0});
          ASSERT_TRUE(clip);
          const std::string name = std::string(content) + "-" + label + std::to_string(take);
          ASSERT_TRUE(io::write_bvh(data() / (name + ".bvh"), *clip));
          rows.push_back({name + ".bvh", label, content, name, pad.values()});
        }
      }
    }
    ASSERT_TRUE(io::write_labels(data() / io::kLabelsFileName, rows));
    options_.paths = {data()};
    options_.model = "none";
    options_.no_user_config = true;
    options_.width = 1280;
    options_.height = 720;
    options_.workspace = "analyse";
  }
  std::filesystem::path data() {
    const auto path = folder_.path() / "data";
    std::filesystem::create_directories(path);
    return path;
  }
  int run(const std::string& steps) {
    options_.script = folder_.path() / "script.json";
    std::ofstream(options_.script) << R"({"steps": [{"settle": true}, )" + steps + "]}";
    return run_studio(options_);
  }

  test::TemporaryFolder folder_;
  app::StudioOptions options_;
};

TEST_F(OffscreenMapTest, ChoicesInTheForm_MakeTheMapAnewAndCanBeUndone) {
  EXPECT_EQ(run(R"(
      {"expect": {"map": 8, "map_signature": "velocity-gradient", "map_clusters": 2}},
      {"click": "button:map.choices"},
      {"click": "combo:map.signature"}, {"click": "item:map.signature:Speed"},
      {"expect": {"map_signature": "speed", "undo": "map: signature speed"}},
      {"click": "combo:map.cluster"}, {"click": "item:map.cluster:Ward"},
      {"click": "button:map.k.more"},
      {"expect": {"map_clusters": 3, "undo": "map: k = 3"}},
      {"key": "Esc"},
      {"key": "Ctrl+Z"}, {"settle": true}, {"expect": {"map_clusters": 2}},
      {"key": "Ctrl+Z"}, {"key": "Ctrl+Z"}, {"settle": true},
      {"expect": {"map_signature": "velocity-gradient"}})"),
            0);
}

TEST_F(OffscreenMapTest, LassoAndRectangle_SelectAddAndTakeAway) {
  EXPECT_EQ(run(R"(
      {"drag": {"from": "map.plot", "shift": true,
                "path": [0.01, 0.02, 0.99, 0.02, 0.99, 0.98, 0.01, 0.98, 0.01, 0.03]}},
      {"expect": {"selected": 8}},
      {"click": "button:map.rectangle"},
      {"drag": {"from": "map.plot", "ctrl": true, "alt": true, "path": [0.01, 0.02, 0.99, 0.98]}},
      {"expect": {"selected": 0}},
      {"drag": {"from": "map.plot", "path": [0.01, 0.02, 0.99, 0.98]}},
      {"expect": {"selected": 8}},
      {"drag": {"from": "map.plot", "path": [0.002, 0.002, 0.02, 0.02]}},
      {"expect": {"selected": 0}},
      {"drag": {"from": "map.plot", "ctrl": true, "path": [0.01, 0.02, 0.99, 0.98]}},
      {"expect": {"selected": 8}},
      {"key": "Esc"}, {"expect": {"selected": 0}})"),
            0);
}

TEST_F(OffscreenMapTest, ClickOnAPoint_PlaysAndWithCtrlSelects) {
  EXPECT_EQ(run(R"(
      {"click_with": {"spot": "map.point:wave-sad2", "ctrl": true}},
      {"expect": {"selected": 1, "clip": "walk-happy1"}},
      {"click_map_point": "walk-sad1"},
      {"expect": {"selected": 0, "clip": "walk-sad1"}},
      {"click": "map.detail:Near"},
      {"click": "button:map.select_near"}, {"expect": {"selected": 8}})"),
            0);
}

TEST_F(OffscreenMapTest, ColoursAndShapes_FollowTheChosenColumns) {
  EXPECT_EQ(run(R"(
      {"expect": {"map_colour": "label"}},
      {"click": "combo:map.colour"}, {"click": "item:map.colour:Arousal"},
      {"expect": {"map_colour": "arousal"}},
      {"hover": "map.colour_bar"},
      {"click": "combo:map.shape"}, {"click": "item:map.shape:Content"},
      {"click": "legend:wave"}, {"expect": {"hidden": 4}},
      {"click": "combo:map.colour"}, {"click": "item:map.colour:Take"},
      {"expect": {"map_colour": "take"}})"),
            0);
}

TEST_F(OffscreenMapTest, TreeAndTable_AreLinkedWithTheMap) {
  EXPECT_EQ(run(R"(
      {"click": "map.detail:Tree"}, {"click": "button:map.use_ward"},
      {"expect": {"map_clusters": 2}},
      {"drag": {"from": "map.cut", "to": "map.tree"}},
      {"drag": {"from": "map.cut", "by": [0, -2000]}},
      {"expect": {"map_clusters": 2}},
      {"drag": {"from": "map.cut", "by": [0, 2000]}},
      {"expect": {"map_clusters": 8}},
      {"key": "Ctrl+Z"}, {"settle": true}, {"expect": {"map_clusters": 2}},
      {"click": "map.tree"},
      {"click": "map.detail:Labels"}, {"key": "Esc"}, {"expect": {"selected": 0}},
      {"hover": "cell:sad:1"}, {"click": "map.detail:Stress"}, {"click": "map.detail:Scores"},
      {"hover": "score:ARI"})"),
            0);
}

TEST_F(OffscreenMapTest, FileOpenedLater_IsAMarkerUntilTheMapIsMadeAnew) {
  const auto clip = synthesis::perform({.content = "run", .duration_s = 2.0});
  ASSERT_TRUE(clip);
  const auto path = folder_.path() / "newcomer.bvh";
  ASSERT_TRUE(io::write_bvh(path, *clip));
  EXPECT_EQ(run(R"({"open": ")" + path.string() + R"("},
      {"expect": {"map": 8, "map_placed": 1, "library": 9}},
      {"click_map_point": "walk-sad1"}, {"expect": {"clip": "walk-sad1"}},
      {"click": "map.marker:newcomer"}, {"expect": {"clip": "newcomer"}},
      {"click": "button:map.compute"}, {"expect": {"map": 9, "map_placed": 0}})"),
            0);
}

}  // namespace
}  // namespace kinemote::view
