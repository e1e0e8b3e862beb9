// The studio's whole interface without a screen, driven by mouse and keys: what its tests share.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <chrono>
#include <string>
#include <thread>

#include "app/studio_commands.h"
#include "view/ui/studio_ui.h"

namespace kinemote::view {

class WindowTest : public testing::Test {
 protected:
  WindowTest()
      : session_({}, [] {}), host_(ImGuiHost::Drawing::kNone), ui_(session_, commands_, host_) {
    EXPECT_TRUE(app::register_studio_commands(commands_, session_));
    ui_.probe().enable();
    ImGui::GetIO().MousePos = {-1000.0f, -1000.0f};
  }
  void frames(int count, float width = 1600.0f, float height = 900.0f, float scale = 1.0f) {
    for (int i = 0; i < count; ++i) {
      StudioUi::FrameInput input;
      input.width = width;
      input.height = height;
      input.device_scale = scale;
      input.elapsed_s = 1.0 / 60.0;
      ui_.frame(input);
    }
  }
  void settle() {
    session_.update(0.0);  // what was changed is only asked for then
    for (int i = 0; i < 20000 && !session_.is_settled(); ++i) {
      session_.update(0.0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    frames(3);
  }
  void click(const std::string& name) {
    const auto rect = ui_.probe().find(name);
    ASSERT_TRUE(rect) << "nothing is called " << name;
    ImGui::GetIO().MousePos = {rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height};
    frames(2);
    ImGui::GetIO().MouseDown[0] = true;
    frames(1);
    ImGui::GetIO().MouseDown[0] = false;
    frames(3);
  }
  void choose(const std::string& combo, const std::string& item) {
    click("combo:" + combo);
    click("item:" + combo + ":" + item);
  }
  void key(const char* chord) {
    ui_.key_pressed(*app::KeyChord::parse(chord), false);
    host_.feed_key(*app::KeyChord::parse(chord), true);
    frames(1);
    host_.feed_key(*app::KeyChord::parse(chord), false);
    frames(2);
  }
  /// Instead of what the field holds.
  void write(const std::string& field, const char* words) {
    click(field);
    key("Ctrl+A");
    ImGui::GetIO().AddInputCharactersUTF8(words);
    frames(2);
  }

  app::Session session_;
  app::CommandRegistry commands_;
  ImGuiHost host_;
  StudioUi ui_;
};

}  // namespace kinemote::view
