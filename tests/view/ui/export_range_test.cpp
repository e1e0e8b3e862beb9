// Which part of a motion the export dialog writes.
#include "view/ui/export_range.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "app/cut_edit.h"
#include "app/made_clips.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

using testing::HasSubstr;

class ExportRangeTest : public WindowTest {
 protected:
  void open() {
    session_.view().export_settings.folder = folder_.path();
    session_.use_clip_set(test::made_clips({"walk", "wave"}, {{0.8, 0.5, 0.1}}), true);
    settle();
    session_.clock().pause();
  }
  void open_dialog(const char* what) {
    session_.view().overlay = app::Overlay::kExport;
    frames(3);
    choose("export.what", what);
    frames(2);
  }
  /// The dialog's line, "" if there is none.
  std::string line() {
    for (const auto& [name, rect] : ui_.probe().all()) {
      if (name.starts_with("export.line:")) return name.substr(12);
    }
    return "";
  }
  void click(const std::string& name) {
    WindowTest::click(name);
    settle();
  }

  test::TemporaryFolder folder_;
};

TEST_F(ExportRangeTest, WithoutMarkersOrRange_TheyCannotBeChosen) {
  open();
  open_dialog("Motion files");
  EXPECT_THAT(line(), HasSubstr("whole · "));
  click("export.range:Markers");
  click("export.range:Play range");
  EXPECT_EQ(ui_.state().export_dialog.settings.range, app::ExportRange::kWhole);
  session_.set_marker(0.5, "");
  frames(2);
  click("export.range:Markers");
  EXPECT_EQ(ui_.state().export_dialog.settings.range, app::ExportRange::kWhole) << "one marker";
}

TEST_F(ExportRangeTest, Markers_AreFromTheFirstToTheLast) {
  open();
  for (const double time_s : {2.0, 0.5, 1.0}) session_.set_marker(time_s, "");
  open_dialog("Motion files");
  click("export.range:Markers");
  EXPECT_THAT(line(), HasSubstr("markers, 0.50 – 2.00 s"));
  click("button:export.do");
  const auto written = io::read_bvh(folder_.path() / "walk_0_1.bvh");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_NEAR((written->clip.frame_count - 1) * written->clip.frame_time_s, 1.5, 0.05);
  open_dialog("Video");
  click("export.film_range:Markers");
  EXPECT_THAT(line(), HasSubstr("(markers, 0.50 – 2.00 s)"));
}

TEST_F(ExportRangeTest, PlayRange_IsWhatIsExportedUnasked) {
  open();
  session_.clock().set_range_start(0.5);
  session_.clock().set_range_end(1.5);
  open_dialog("Motion files");
  EXPECT_THAT(line(), HasSubstr("play range, 0.50 – 1.50 s"));
}

TEST_F(ExportRangeTest, TrimmedMotion_IsWrittenAsTrimmedUnlessAllIsAskedFor) {
  open();
  const int frames_of_all = session_.player().motion()->clip.frame_count;
  session_.clock().seek(1.0);
  key("Shift+Home");
  open_dialog("Motion files");
  EXPECT_THAT(line(), HasSubstr("whole, as trimmed"));
  click("export.uncut");
  EXPECT_THAT(line(), HasSubstr("whole, untrimmed"));
  click("button:export.do");
  const auto written = io::read_bvh(folder_.path() / "walk_0_1.bvh");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->clip.frame_count, frames_of_all);
}

TEST_F(ExportRangeTest, Features_AreOfTheRangeOrTheSelection) {
  open();
  session_.set_marker(0.2, "");
  session_.set_marker(1.6, "");
  open_dialog("Features");
  choose("export.features", "Posture and movement statistics in windows of 0.5 s");
  EXPECT_THAT(line(), HasSubstr("whole"));
  click("export.feature_range:Markers");
  EXPECT_THAT(line(), HasSubstr("markers, 0.20 – 1.60 s"));
  click("button:export.do");
  std::ifstream table(folder_.path() / "features-kinematics.csv");
  ASSERT_TRUE(table.good());
  int rows = -1;  // without the names of the columns
  for (std::string row; std::getline(table, row);) ++rows;
  EXPECT_GE(rows, 1);
  EXPECT_LE(rows, 6) << "1.4 s hold few windows";
  session_.library().select({0, 1}, app::Library::SelectMode::kReplace);
  open_dialog("Features");
  EXPECT_THAT(line(), HasSubstr("2 motions"));
  click("export.feature_range:Markers");
  EXPECT_EQ(ui_.film_dialog().feature_range, app::ExportRange::kWhole)
      << "markers are those of the motion on the stage";
}

}  // namespace
}  // namespace kinemote::view
