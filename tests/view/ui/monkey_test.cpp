// A monkey at the studio: seeded random mouse, keys, text and window sizes on the null device. It
// finds what falls over; what is right, the other tests say. KINEMOTE_MONKEY_EVENTS (usual: 3,000)
// and KINEMOTE_MONKEY_SEED change what it does.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "app/made_clips.h"
#include "support/fake_model.h"
#include "support/working_folder.h"
#include "window_test.h"

namespace kinemote::view {
namespace {

int number_from(const char* variable, int usual) {
  const char* text = std::getenv(variable);
  return text == nullptr ? usual : std::atoi(text);
}

class Monkey : public WindowTest {
 protected:
  int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  float share() { return std::uniform_real_distribution<float>(0.0f, 1.0f)(random_); }

  void aim() {
    ImGuiIO& io = ImGui::GetIO();
    const auto& spots = ui_.probe().all();
    if (below(4) == 0 || spots.empty()) {
      io.MousePos = {share() * width_, share() * height_};
      return;
    }
    const Rect& rect = std::next(spots.begin(), below(static_cast<int>(spots.size())))->second;
    io.MousePos = {rect.x + share() * rect.width, rect.y + share() * rect.height};
  }
  void press_or_let_go() {
    const int button = below(6) == 0 ? 1 + below(2) : 0;
    ImGui::GetIO().MouseDown[button] = !ImGui::GetIO().MouseDown[button];
  }
  void strike_key() {
    const auto& all = commands_.all();
    static const char* const kOthers[] = {"Esc", "Enter", "Tab", "Left", "Down", "Backspace"};
    std::vector<app::KeyChord> chords;
    for (const app::StudioCommand& command : all) {
      for (const std::string& chord : command.keys) chords.push_back(*app::KeyChord::parse(chord));
    }
    for (const char* other : kOthers) chords.push_back(*app::KeyChord::parse(other));
    const app::KeyChord& chord =
        chords[static_cast<size_t>(below(static_cast<int>(chords.size())))];
    ui_.key_pressed(chord, false);
    host_.feed_key(chord, true);
    step();
    host_.feed_key(chord, false);
  }
  void type() {
    static const char* const kWords[] = {"1",        "-3.5",  "sad", "0:sad;10:happy",
                                         "\xc3\xa9", "1e999", ""};
    ImGui::GetIO().AddInputCharactersUTF8(kWords[below(7)]);
  }
  void resize() {
    static constexpr float kSizes[][2] = {
        {1600, 900}, {1280, 720}, {960, 600}, {700, 500}, {2560, 1440}};
    const auto& size = kSizes[below(5)];
    width_ = size[0];
    height_ = size[1];
    scale_ = below(3) == 0 ? 2.0f : 1.0f;
  }
  void step() {
    StudioUi::FrameInput input;
    input.width = width_;
    input.height = height_;
    input.device_scale = scale_;
    input.elapsed_s = 1.0 / 30.0;
    session_.update(1.0 / 30.0);
    ui_.frame(input);
  }
  /// Dialogs that look into folders are closed: the whole disk would be the monkey's.
  void stay_at_home() {
    app::ViewState& view = session_.view();
    const bool roams =
        view.overlay == app::Overlay::kOpenFile || view.overlay == app::Overlay::kOpenFolder;
    if (roams || view.requests.quit) {
      view.overlay = app::Overlay::kNone;
      view.requests = {};
    }
  }

  test::WorkingFolder folder_;
  std::mt19937 random_;
  float width_ = 1600.0f, height_ = 900.0f, scale_ = 1.0f;
};

TEST_F(Monkey, RandomEvents_LeaveAStudioThatStillPlays) {
  const int events = number_from("KINEMOTE_MONKEY_EVENTS", 3000);
  const int seed = number_from("KINEMOTE_MONKEY_SEED", 1);
  std::printf("monkey: %d events, seed %d\n", events, seed);
  random_.seed(static_cast<unsigned>(seed));
  session_.use_clip_set(
      test::made_clips({"walk", "wave", "jump"}, {{0.8, 0.5, 0.1}, {-0.6, -0.4, 0}}), true);
  settle();
  for (int i = 0; i < events; ++i) {
    const int what = below(20);
    if (what < 9) {
      aim();
    } else if (what < 14) {
      press_or_let_go();
    } else if (what < 15) {
      ImGui::GetIO().MouseWheel = 4.0f * (share() - 0.5f);
    } else if (what < 18) {
      strike_key();
    } else if (what < 19) {
      type();
    } else if (below(4) == 0) {
      resize();
    }
    step();
    stay_at_home();
    ASSERT_GE(session_.clock().time_s(), 0.0) << "after event " << i;
    ASSERT_LE(session_.clock().time_s(), session_.clock().duration_s()) << "after event " << i;
    for (const double value : session_.document().pad.values()) ASSERT_LE(std::abs(value), 1.0);
    ASSERT_TRUE(std::isfinite(session_.view().camera.distance_m)) << "after event " << i;
  }
  for (bool& is_down : ImGui::GetIO().MouseDown) is_down = false;
  session_.jobs().cancel_all();
  for (int i = 0; i < 5; ++i) key("Esc");
  settle();
  session_.play_entry(0);
  settle();
  session_.clock().play();
  const double before_s = session_.clock().time_s();
  for (int i = 0; i < 3; ++i) step();
  EXPECT_NE(session_.clock().time_s(), before_s);
}

}  // namespace
}  // namespace kinemote::view
