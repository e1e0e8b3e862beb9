#include "view/ui/theme.h"

#include <gtest/gtest.h>

#include <cmath>

#include "app/label_styles.h"

namespace kinemote::view {
namespace {

TEST(ContrastRatio, BlackOnWhite_Is21AndAColourOnItself1) {
  EXPECT_NEAR(contrast_ratio(Colour::hex(0x000000), Colour::hex(0xFFFFFF)), 21.0, 1e-9);
  EXPECT_NEAR(contrast_ratio(Colour::hex(0x777777), Colour::hex(0x777777)), 1.0, 1e-12);
  // The grey that the WCAG's own example gives as just passing on white.
  EXPECT_NEAR(contrast_ratio(Colour::hex(0x767676), Colour::hex(0xFFFFFF)), 4.54, 0.01);
}

TEST(Colour, Packed_IsAlphaBlueGreenRed) {
  EXPECT_EQ(Colour::hex(0x112233, 0x44).packed(), 0x44332211u);
}

class Themes : public testing::TestWithParam<Theme> {
 protected:
  const Palette& palette() const { return palette_of(GetParam()); }
  bool is_high() const { return GetParam() == Theme::kHighContrast; }
  /// What words need on any surface.
  double words() const { return is_high() ? 7.0 : 4.5; }
};

TEST_P(Themes, Text_IsReadableOnEverySurface) {
  const Palette& p = palette();
  for (const Colour& surface : {p.panel, p.raised, p.popup, blend(p.panel, p.selection)}) {
    for (const Colour& text : {p.text, p.text_dim}) {
      EXPECT_GE(contrast_ratio(text, surface), words());
    }
  }
  for (const Colour& surface : {p.panel, p.popup, p.raised}) {
    EXPECT_GE(contrast_ratio(p.text_faint, surface), words());
  }
  EXPECT_GE(contrast_ratio(p.on_accent, p.accent), words());
}

TEST_P(Themes, MessagesAndSides_AreReadableOnPanelsAndPopups) {
  const Palette& p = palette();
  for (const Colour& surface : {p.panel, p.popup}) {
    for (const Colour& text : {p.done, p.warning, p.error, p.left, p.right, p.accent}) {
      EXPECT_GE(contrast_ratio(text, surface), words());
    }
  }
}

TEST_P(Themes, Controls_StandOutFromPanels) {
  const Palette& p = palette();
  EXPECT_GE(contrast_ratio(p.control, p.panel), 3.0);
  EXPECT_GE(contrast_ratio(p.accent, p.raised), 3.0);
  if (!is_high()) return;
  // There every button, field, chip and panel has an outline, which is its edge.
  EXPECT_TRUE(p.has_outlines);
  EXPECT_GE(contrast_ratio(p.line, p.panel), 3.0);
  EXPECT_GE(contrast_ratio(p.line, p.raised), 3.0);
  EXPECT_GE(contrast_ratio(p.gap, p.panel), 3.0);
}

TEST_P(Themes, TheStage_ShowsTheBodyAndMatchesTheWordsOnIt) {
  const glm::vec3 behind = 255.0f * background_colour(GetParam());
  const auto colour = [](const glm::vec3& c) {
    return Colour{static_cast<uint8_t>(std::lround(c.r)), static_cast<uint8_t>(std::lround(c.g)),
                  static_cast<uint8_t>(std::lround(c.b))};
  };
  EXPECT_GE(contrast_ratio(palette().text, colour(behind)), words());
  EXPECT_GE(contrast_ratio(palette().text_dim, colour(behind)), words());
  if (!is_high()) return;
  for (const int side : {-1, 0, 1}) {
    EXPECT_GE(contrast_ratio(colour(255.0f * side_colour(side)), colour(behind)), 3.0) << side;
  }
}

TEST(ThemeNames, AreUnderstoodAgain) {
  EXPECT_FALSE(theme_of("mauve"));
  EXPECT_FALSE(theme_of(""));
  for (int i = 0; i < kThemeCount; ++i) {
    EXPECT_EQ(theme_of(theme_name(static_cast<Theme>(i))), static_cast<Theme>(i));
  }
  EXPECT_EQ(theme_of("high-contrast"), Theme::kHighContrast);
}

TEST_P(Themes, DataColours_AreVisibleAndDistinct) {
  for (int i = 0; i < app::kColourCount; ++i) {
    EXPECT_GE(contrast_ratio(data_colour(palette(), i), palette().panel), 2.2) << i;
    for (int j = 0; j < i; ++j) EXPECT_NE(data_colour(palette(), i), data_colour(palette(), j));
  }
}

INSTANTIATE_TEST_SUITE_P(All, Themes,
                         testing::Values(Theme::kDark, Theme::kLight, Theme::kHighContrast));

TEST(LabelStyle, First64Groups_AllLookDifferent) {
  for (int i = 0; i < 64; ++i) {
    for (int j = 0; j < i; ++j)
      EXPECT_NE(app::label_style(i), app::label_style(j)) << i << " " << j;
  }
}

TEST(LabelStyles, Of_DoesNotDependOnTheOrderOfLabels) {
  const app::LabelStyles a({"sad", "angry", "happy", "sad"}), b({"happy", "sad", "angry"});
  for (const char* label : {"sad", "angry", "happy"}) EXPECT_EQ(a.of(label), b.of(label));
  EXPECT_EQ(a.of("unheard of"), app::label_style(0));
}

}  // namespace
}  // namespace kinemote::view
