#include "app/recognition/augmentation_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "analysis/features/coco_sequence.h"
#include "app/figure/svg.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Clip wave() { return *synthesis::perform({.content = "wave", .pad = {}, .duration_s = 3.0}); }

TEST(AugmentationStrips, AClipWithoutFrames_IsBadInput) {
  Clip empty = wave();
  empty.frame_count = 0;
  EXPECT_FALSE(augmentation_strips(empty, 1));
}

TEST(AugmentationStrips, EveryAugmentation_IsTheAugmentersOwnOutput) {
  const auto strips = augmentation_strips(wave(), 5);
  ASSERT_TRUE(strips) << strips.error().message;
  analysis::AugmentSettings settings;
  settings.noise.strength *= 4.0;
  settings.joint_dropout.strength *= 4.0;
  const auto augmenter = analysis::Augmenter::make(analysis::coco_sequence_layout(), settings,
                                                   strips->front().before.frame_time_s);
  ASSERT_TRUE(augmenter);
  std::set<std::string_view> names;
  for (const AugmentationStrip& strip : *strips) {
    names.insert(analysis::name_of(strip.augmentation));
    EXPECT_EQ(strip.after.values, augmenter->apply_one(strip.before, strip.augmentation, 5).values);
    EXPECT_NE(strip.after.values, strip.before.values) << analysis::name_of(strip.augmentation);
  }
  EXPECT_EQ(names.size(), static_cast<size_t>(analysis::kAugmentationCount));
}

TEST(AugmentationSvg, APointOfTheFirstFrame_StandsWhereItsNumbersSay) {
  const auto strips = augmentation_strips(wave(), 5);
  ASSERT_TRUE(strips);
  const auto& layout = analysis::coco_sequence_layout();
  for (const AugmentationStrip& strip : *strips) {
    if (strip.augmentation != analysis::Augmentation::kScale) continue;
    const std::string drawn = augmentation_svg(strip);
    const auto x_of = [&](const analysis::PoseSequence& sequence) {
      return "cx=\"" + svg::px(106.0 + 26.0 * sequence.frame(0)[layout.channel(0, 0, 0)]) + "\"";
    };
    EXPECT_THAT(drawn, HasSubstr(x_of(strip.before)));
    EXPECT_THAT(drawn, HasSubstr(x_of(strip.after)));
    EXPECT_NE(x_of(strip.before), x_of(strip.after));
    EXPECT_THAT(drawn, Not(HasSubstr("nan")));
  }
}

}  // namespace
}  // namespace kinemote::app
