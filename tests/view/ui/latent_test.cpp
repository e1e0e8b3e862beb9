// The latent sliders with mouse and keys: locks, film strips, the vector on the clipboard.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/latent_text.h"
#include "app/made_clips.h"
#include "support/speaking_model.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

class LatentPanelTest : public WindowTest {
 protected:
  void use_everything() {
    session_.use_clip_set(test::made_clips({"walk"}, {{0.8, 0.5, 0.1}}), true);
    session_.synthesiser().use(test::SpeakingModel::make(), test::SpeakingModel::make);
    settle();
    session_.view().layout().second_cell = app::SecondCell::kNone;
    session_.view().layout().tab = app::InspectorTab::kLatent;
    first_ = session_.synthesiser().dimensions_by_effect()[0];
    frames(3);
  }
  std::string slider() const { return "latent:" + std::to_string(first_); }
  void move_to(const std::string& spot, float u = 0.5f) {
    const auto rect = ui_.probe().find(spot);
    ASSERT_TRUE(rect) << "nothing is called " << spot;
    ImGui::GetIO().MousePos = {rect->x + u * rect->width, rect->y + 0.5f * rect->height};
    frames(2);
  }
  void drag(const std::string& spot, float from, float to) {
    move_to(spot, from);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    for (int i = 1; i <= 10; ++i) move_to(spot, from + 0.1f * i * (to - from));
    ImGui::GetIO().MouseDown[0] = false;
    frames(2);
    settle();
  }
  const std::vector<float>& latent() const { return session_.document().latent; }

  int first_ = 0;
};

TEST_F(LatentPanelTest, WithoutAModel_CopyingAndPastingSaysWhy) {
  EXPECT_FALSE(commands_.run("synth.copy_latents"));
  EXPECT_FALSE(commands_.run("synth.paste_latents"));
  EXPECT_FALSE(commands_.run("synth.swap_ab"));
  EXPECT_FALSE(commands_.run("synth.unlock_latents"));
}

TEST_F(LatentPanelTest, LockedSlider_CannotBeDraggedAndRandomLeavesIt) {
  use_everything();
  drag(slider(), 0.5f, 0.8f);
  const float value = latent()[static_cast<size_t>(first_)];
  EXPECT_GT(value, 1.0f);
  click("lock:" + std::to_string(first_));
  EXPECT_TRUE(session_.document().locked_latents.contains(first_));
  drag(slider(), 0.8f, 0.2f);
  click("button:synth.randomise");
  settle();
  EXPECT_EQ(latent()[static_cast<size_t>(first_)], value);
  click("button:synth.unlock_latents");
  drag(slider(), 0.8f, 0.2f);
  EXPECT_LT(latent()[static_cast<size_t>(first_)], -1.0f);
}

TEST_F(LatentPanelTest, PointerThatRestsOnASlider_ShowsItsFilmStrip) {
  use_everything();
  move_to(slider());
  frames(5);
  EXPECT_FALSE(ui_.probe().find("latent.strip")) << "it waits for a quarter of a second";
  frames(20);
  settle();
  EXPECT_TRUE(ui_.probe().find("latent.strip"));
  EXPECT_EQ(session_.latent_bench().strip().motions.size(), 3u);
  EXPECT_FALSE(session_.document().is_generated) << "looking changes nothing";
  move_to("component:0");
  frames(25);
  settle();
  EXPECT_TRUE(ui_.probe().find("latent.strip"));
  frames(3, 1280.0f, 720.0f, 2.0f);
  ImGui::GetIO().MousePos = {-1000.0f, -1000.0f};
  frames(2);
  EXPECT_FALSE(ui_.probe().find("latent.strip"));
}

TEST_F(LatentPanelTest, CopyAndPasteOverTheSliders_AreOfTheVectorElsewhereOfTheCamera) {
  use_everything();
  drag(slider(), 0.5f, 0.8f);
  move_to(slider());
  key("Ctrl+C");
  EXPECT_EQ(ImGui::GetClipboardText(), app::latent_to_text(latent()));
  const auto before = latent();
  click("button:synth.reset_latents");
  settle();
  EXPECT_NE(latent(), before);
  move_to(slider());
  key("Ctrl+V");
  settle();
  EXPECT_EQ(latent(), before);
  EXPECT_EQ(session_.history().undo_label(), "pasted latents");
  const size_t steps = session_.history().step_count();
  ImGui::SetClipboardText("hello");
  key("Ctrl+V");
  EXPECT_EQ(session_.history().step_count(), steps);
  EXPECT_THAT(session_.messages().all().back().text, testing::HasSubstr("\"hello\""));
  move_to("stage");
  key("Ctrl+C");
  EXPECT_EQ(ImGui::GetClipboardText(), camera_to_text(session_.view().camera));
}

TEST_F(LatentPanelTest, TypedSeed_IsDrawnWith) {
  use_everything();
  write("latent.seed", "41");
  key("Enter");
  frames(3);
  EXPECT_EQ(session_.latent_seed(), 41u);
  click("button:synth.randomise");
  settle();
  EXPECT_EQ(latent(), session_.synthesiser().sample(session_.condition(), 41));
}

}  // namespace
}  // namespace kinemote::view
