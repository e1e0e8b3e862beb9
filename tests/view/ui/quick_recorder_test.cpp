// Recording the view from one press of Ctrl+F12 to the next, and renaming what was made.
#include "view/ui/quick_recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "app/make_job.h"
#include "app/renaming.h"
#include "support/working_folder.h"
#include "view/render/device.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

using testing::HasSubstr;

class QuickRecorderTest : public WindowTest {
 protected:
  void use_clip() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    settle();
  }
};

TEST_F(QuickRecorderTest, WithoutAMotion_NothingIsRecorded) {
  frames(2);
  key("Ctrl+F12");
  frames(3);
  EXPECT_FALSE(ui_.recorder().is_recording());
  EXPECT_FALSE(session_.view().records_view);
}

TEST_F(QuickRecorderTest, Recording_HasThirtyPicturesASecondAndSaysSo) {
  use_clip();
  key("Ctrl+F12");
  EXPECT_TRUE(ui_.recorder().is_recording());
  const double before_s = ui_.recorder().length_s();
  frames(60);  // a second
  EXPECT_NEAR(ui_.recorder().length_s() - before_s, 1.0, 0.05);
  EXPECT_TRUE(ui_.probe().find("stage.recording"));
  // A frame that took a second is seen for a second.
  StudioUi::FrameInput slow;
  slow.width = 1600.0f;
  slow.height = 900.0f;
  slow.elapsed_s = 1.0;
  ui_.frame(slow);
  EXPECT_NEAR(ui_.recorder().length_s() - before_s, 2.0, 0.07);
  session_.view().records_view = false;
  frames(1);
  EXPECT_FALSE(ui_.recorder().is_recording());
  EXPECT_FALSE(session_.jobs().is_idle());
  session_.jobs().cancel_all();
  settle();
}

TEST_F(QuickRecorderTest, SecondPress_WritesAFilmIntoTheWorkingFolder) {
  if (const auto device = make_offscreen_device(); !device) {
    GTEST_SKIP() << device.error().message;
  }
  const test::WorkingFolder here;
  use_clip();
  key("Ctrl+F12");
  frames(6, 320.0f, 240.0f);
  key("Ctrl+F12");
  EXPECT_FALSE(ui_.recorder().is_recording());
  settle();
  const std::string said = session_.messages().all().back().text;
  EXPECT_THAT(said, HasSubstr("-recording"));
  int written = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::current_path())) {
    written += entry.path().filename().string().find("-recording") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(written, 2) << "the film and its page";
}

TEST_F(QuickRecorderTest, F2_RenamesAMadeMotionInOneStepAndNoFile) {
  use_clip();
  key("F2");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone) << "a file keeps its name";
  app::ClipSet made = test::made_clips({"wave"}, {{0.1, 0.2, 0.3}});
  made.dataset.scheme = app::kMadeScheme;
  made.dataset.entries.front().path = std::string(app::kMadeScheme) + "/1";
  session_.use_clip_set(std::move(made), false);
  settle();
  key("F2");
  ASSERT_EQ(session_.view().overlay, app::Overlay::kRename);
  const size_t steps = session_.history().step_count();
  ImGui::GetIO().AddInputCharactersUTF8("Best take");
  frames(2);
  key("Enter");
  EXPECT_EQ(session_.view().overlay, app::Overlay::kNone);
  const auto name = [&] {
    return session_.library().entries()[static_cast<size_t>(session_.current_entry())].name;
  };
  EXPECT_EQ(name(), "Best take");
  EXPECT_EQ(session_.title(), "Best take");
  EXPECT_TRUE(ui_.probe().find("library.row:Best take"));
  EXPECT_EQ(session_.history().step_count(), steps + 1);
  key("Ctrl+Z");
  EXPECT_NE(name(), "Best take");
  EXPECT_FALSE(app::rename_entry(session_, session_.current_entry(), "   "));
}

}  // namespace
}  // namespace kinemote::view
