#include "view/ui/transport_row.h"

#include <gtest/gtest.h>

#include "app/made_clips.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

TransportWidths widths() {
  TransportWidths widths;
  widths.always = 300.0f;
  widths.export_words = 180.0f;
  widths.export_icon = widths.loop_icon = 40.0f;
  widths.speed_slider = widths.loop_words = 120.0f;
  widths.labels = widths.total_time = widths.frame = widths.speed = 80.0f;
  return widths;
}

TEST(FitTransport, WithoutRoom_KeepsTheExportIcon) {
  const TransportFit fit = fit_transport(widths(), 10.0f);
  EXPECT_FALSE(fit.export_words || fit.speed_slider || fit.loop_words || fit.labels);
  EXPECT_FALSE(fit.frame || fit.speed || fit.loop || fit.total_time);
}

TEST(FitTransport, WhatMattersLeast_GoesFirst) {
  const TransportFit all = fit_transport(widths(), 2000.0f);
  EXPECT_TRUE(all.export_words && all.speed_slider && all.labels && all.loop_words);
  const TransportFit some = fit_transport(widths(), 960.0f);
  EXPECT_FALSE(some.export_words);
  EXPECT_TRUE(some.speed_slider && some.labels && some.loop_words);
  const TransportFit few = fit_transport(widths(), 779.0f);
  EXPECT_FALSE(few.speed_slider || few.labels);
  EXPECT_TRUE(few.loop && few.frame && few.speed);
}

class TransportRowTest : public WindowTest {
 protected:
  void use_clip() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    settle();
  }
};

TEST_F(TransportRowTest, ExportAndLoop_AreThereAtEverySizeOfTextAndWindow) {
  use_clip();
  for (const double scale : {1.0, 1.5, 2.0, 2.5}) {
    session_.view().text_scale = scale;
    frames(4, 1280.0f, 720.0f);
    for (const char* spot : {"button:file.export", "button:play.toggle"}) {
      const auto rect = ui_.probe().find(spot);
      ASSERT_TRUE(rect) << spot << " at " << scale;
      EXPECT_LE(rect->right(), 1280.0f) << spot << " at " << scale;
    }
    if (const auto loop = ui_.probe().find("button:play.loop")) {
      EXPECT_LE(loop->right(), ui_.probe().find("button:file.export")->x + 1.0f);
    } else {
      EXPECT_GE(scale, 2.0) << "only very large text leaves it out";
    }
  }
}

TEST_F(TransportRowTest, Speed_IsTypedAndNonsenseChangesNothing) {
  use_clip();
  frames(3);
  write("timeline.speed_field", "nothing");
  key("Enter");
  EXPECT_EQ(session_.clock().speed(), 1.0);
  write("timeline.speed_field", "0.25");
  key("Enter");
  EXPECT_DOUBLE_EQ(session_.clock().speed(), 0.25);
  write("timeline.speed_field", "-99");
  key("Enter");
  EXPECT_DOUBLE_EQ(session_.clock().speed(), -app::Clock::kFastest);
}

TEST_F(TransportRowTest, SlowDrawing_ShowsWhatItReallyPlaysAt) {
  use_clip();
  session_.clock().play();
  frames(10);
  EXPECT_FALSE(ui_.probe().find("timeline.actual_speed"));
  for (int i = 0; i < 8; ++i) {
    StudioUi::FrameInput input;
    input.width = 1600.0f;
    input.height = 900.0f;
    input.device_scale = 1.0f;
    input.elapsed_s = 0.4;  // four times the longest step of the clock
    ui_.frame(input);
  }
  EXPECT_TRUE(ui_.probe().find("timeline.actual_speed"));
  EXPECT_LT(session_.clock().actual_speed(), 0.5);
  session_.clock().pause();
  frames(3);
  EXPECT_FALSE(ui_.probe().find("timeline.actual_speed"));
}

}  // namespace
}  // namespace kinemote::view
