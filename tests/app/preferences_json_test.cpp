#include "app/preferences_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/ui_settings.h"

namespace kinemote::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(PreferencesJson, Nonsense_IsAWarningEachAndLeavesTheDefault) {
  Preferences read;
  EXPECT_EQ(preferences_from_json("[1]", read).size(), 1u);
  const Warnings warnings = preferences_from_json(
      R"({"drag_threshold": 900, "double_click_s": "slow", "letters": 3, "colour": 1,
          "keys": {"play.toggle": ["Ctrl+Nothing"], "file.open": "Ctrl+O", "edit.undo": [7]}})",
      read);
  EXPECT_EQ(warnings.size(), 7u);
  EXPECT_THAT(warnings, testing::Contains(HasSubstr("drag_threshold")));
  EXPECT_THAT(warnings, testing::Contains(HasSubstr("play.toggle")));
  EXPECT_EQ(read, Preferences{});
  EXPECT_EQ(preferences_from_json(R"({"keys": 3})", read).size(), 1u);
}

TEST(PreferencesJson, WrittenOnes_ReadBack) {
  Preferences written;
  written.keys.own = {{"play.toggle", {"Ctrl+Enter", "Shift+,"}}, {"file.open", {}}};
  written.keys.has_letters = false;
  written.theme_of_desktop = false;
  written.drag_threshold = 12.0f;
  written.double_click_s = 0.8f;
  Preferences read;
  EXPECT_THAT(preferences_from_json(preferences_to_json(written), read), IsEmpty());
  EXPECT_EQ(read, written);
}

TEST(PreferencesJson, WindowPlace_ReadsBackAndNonsenseLeavesIt) {
  const WindowPlace written{-200, 40, 1280, 720, true};
  WindowPlace read;
  EXPECT_THAT(window_from_json(window_to_json(written), read), IsEmpty());
  EXPECT_EQ(read, written);
  EXPECT_EQ(window_from_json(R"({"x": 1e9})", read).size(), 1u);
  EXPECT_EQ(window_from_json("7", read).size(), 1u);
  EXPECT_EQ(read, written);
}

TEST(PreferencesJson, FilesFromBeforeThem_KeepTheThemeThatWasChosen) {
  ViewState view;
  const auto warnings = ui_settings_from_json(R"({"version": 1, "theme": "light"})", view);
  ASSERT_TRUE(warnings);
  EXPECT_THAT(*warnings, IsEmpty());
  EXPECT_FALSE(view.preferences.theme_of_desktop);
  EXPECT_FALSE(view.preferences.motion_of_desktop);
  view.preferences.keys.own["play.toggle"] = {"Ctrl+Enter"};
  view.window = {10, 20, 1000, 700, false};
  ViewState again;
  const auto more = ui_settings_from_json(ui_settings_to_json(view), again);
  ASSERT_TRUE(more);
  EXPECT_THAT(*more, IsEmpty());
  EXPECT_EQ(again.preferences, view.preferences);
  EXPECT_EQ(again.window, view.window);
}

}  // namespace
}  // namespace kinemote::app
