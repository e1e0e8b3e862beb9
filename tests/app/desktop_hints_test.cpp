#include "app/desktop_hints.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

class DesktopHintsTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& words) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << words;
  }
  DesktopHints read(const std::string& gtk_theme = {}) const {
    return read_desktop_hints({folder_.path(), gtk_theme});
  }

  test::TemporaryFolder folder_;
};

TEST_F(DesktopHintsTest, NothingOrNonsense_SaysNothing) {
  EXPECT_FALSE(read_desktop_hints({}).theme);
  EXPECT_FALSE(read().theme);
  write("gtk-3.0/settings.ini", "\x01\x02 no ini\n[Settings]\ngtk-enable-animations=perhaps\n=\n");
  write("kdeglobals",
        "[Colors:Window]\nBackgroundNormal=mauve\n[KDE]\n"
        "AnimationDurationFactor=much\n");
  std::filesystem::create_directories(folder_ / "gtk-4.0/settings.ini");
  EXPECT_FALSE(read().theme);
  EXPECT_FALSE(read().reduces_motion);
}

TEST_F(DesktopHintsTest, GtkSettings_SayThemeAndCalm) {
  write("gtk-3.0/settings.ini",
        "[Other]\ngtk-theme-name=Adwaita\n[Settings]\n gtk-theme-name = Yaru-Dark \n"
        "gtk-enable-animations=0\n");
  EXPECT_EQ(read().theme, view::Theme::kDark);
  EXPECT_EQ(read().reduces_motion, true);
  // GTK 4 is asked first.
  write("gtk-4.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\ngtk-enable-animations=true\n");
  EXPECT_EQ(read().theme, view::Theme::kLight);
  EXPECT_EQ(read().reduces_motion, false);
  write("gtk-4.0/settings.ini",
        "[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme=1\n");
  EXPECT_EQ(read().theme, view::Theme::kDark);
  EXPECT_EQ(read().reduces_motion, true) << "what GTK 4 does not say, GTK 3 may";
}

TEST_F(DesktopHintsTest, KdeColours_SayTheTheme) {
  write("kdeglobals",
        "[Colors:Window]\nBackgroundNormal=42,46,50\n[KDE]\n"
        "AnimationDurationFactor=0\n");
  EXPECT_EQ(read().theme, view::Theme::kDark);
  EXPECT_EQ(read().reduces_motion, true);
  write("kdeglobals", "[General]\nColorScheme=BreezeLight\n[KDE]\nAnimationDurationFactor=0.5\n");
  EXPECT_EQ(read().theme, view::Theme::kLight);
  EXPECT_EQ(read().reduces_motion, false);
}

TEST_F(DesktopHintsTest, GnomesAnswer_IsReadLineByLine) {
  EXPECT_FALSE(hints_of_gsettings("").theme);
  const DesktopHints none = hints_of_gsettings("No such schema “org.gnome”\n'default'\n");
  EXPECT_FALSE(none.theme);
  EXPECT_FALSE(none.reduces_motion);
  const DesktopHints calm = hints_of_gsettings("'prefer-dark'\nfalse\n");
  EXPECT_EQ(calm.theme, view::Theme::kDark);
  EXPECT_EQ(calm.reduces_motion, true);
  EXPECT_EQ(hints_of_gsettings("'prefer-light'\ntrue").reduces_motion, false);
}

TEST_F(DesktopHintsTest, TheVariable_WinsOverFiles) {
  write("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\n");
  EXPECT_EQ(read("Adwaita:dark").theme, view::Theme::kDark);
}

TEST_F(DesktopHintsTest, TheUsersOwnChoice_WinsOverTheDesktop) {
  write("gtk-3.0/settings.ini", "[Settings]\ngtk-theme-name=Adwaita\ngtk-enable-animations=0\n");
  ViewState view;
  follow_desktop(read(), view);
  EXPECT_EQ(view.theme, view::Theme::kLight);
  EXPECT_TRUE(view.reduces_motion);
  ViewState own;
  own.theme = view::Theme::kHighContrast;
  own.preferences.theme_of_desktop = own.preferences.motion_of_desktop = false;
  follow_desktop(read(), own);
  EXPECT_EQ(own.theme, view::Theme::kHighContrast);
  EXPECT_FALSE(own.reduces_motion);
}

}  // namespace
}  // namespace kinemote::app
