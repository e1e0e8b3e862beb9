#include "app/figure/audio_figure.h"

#include <gmock/gmock.h>

#include <regex>

#include "analysis/made_sound.h"

namespace kinemote::app {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

void expect_whole(const std::string& svg) {
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
  for (const char* broken : {"nan", "inf"}) EXPECT_THAT(svg, Not(HasSubstr(broken)));
}

/// Centres of the dots that show pitch.
std::vector<double> dot_heights(const std::string& svg) {
  static const std::regex kDot("<circle cx=\"[0-9.]+\" cy=\"([0-9.]+)\"");
  std::vector<double> heights;
  for (std::sregex_iterator it(svg.begin(), svg.end(), kDot), end; it != end; ++it) {
    heights.push_back(std::stod((*it)[1]));
  }
  return heights;
}

TEST(AudioFigure, NothingSilenceAndLessThanAFrame_AreStillPictures) {
  expect_whole(audio_figure_svg({}, {analysis::kAudioRate_hz, {}}));
  expect_whole(audio_figure_svg({}, {analysis::kAudioRate_hz, {0.5F}}));
  expect_whole(audio_figure_svg({}, test::made_sound(1.0, [](double) { return 0.0; })));
}

TEST(AudioFigure, HigherVoice_StandsHigher) {
  const std::string low = audio_figure_svg({"a & b", "", {}}, test::sine(120.0));
  const std::string high = audio_figure_svg({}, test::sine(400.0));
  expect_whole(low);
  EXPECT_THAT(low, HasSubstr("a &amp; b"));
  ASSERT_FALSE(dot_heights(low).empty());
  ASSERT_FALSE(dot_heights(high).empty());
  EXPECT_LT(dot_heights(high)[5], dot_heights(low)[5] - 5.0);
}

TEST(AudioFigure, AMinuteOfNoise_StaysUnderOneAndAHalfMegabytes) {
  test::Noise noise;
  const auto sound = test::made_sound(60.0, [&](double) { return noise(); });
  EXPECT_LT(audio_figure_svg({}, sound).size(), 1'500'000u);
}

}  // namespace
}  // namespace kinemote::app
