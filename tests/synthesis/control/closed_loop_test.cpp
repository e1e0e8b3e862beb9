#include "synthesis/control/closed_loop.h"

#include <gtest/gtest.h>

namespace kinemote::synthesis {
namespace {

/// A model that does half of what it is told, and a little less.
Result<analysis::Pad> half(const analysis::Pad& told) {
  return analysis::Pad{0.5 * told.pleasure - 0.1, 0.5 * told.arousal, 0.5 * told.dominance};
}

TEST(CloseLoop, StepsOutsideTheRange_AreRefused) {
  EXPECT_EQ(close_loop({}, {.steps = -1}, half).error().code, ErrorCode::kUsage);
  EXPECT_EQ(close_loop({}, {.steps = 21}, half).error().code, ErrorCode::kUsage);
}

TEST(CloseLoop, NoSteps_AsksOnce) {
  const analysis::Pad asked{0.4, -0.2, 0.6};
  const auto steps = close_loop(asked, {.steps = 0}, half);
  ASSERT_TRUE(steps.ok());
  ASSERT_EQ(steps->size(), 1u);
  EXPECT_EQ((*steps)[0].told.values(), asked.values());
}

TEST(CloseLoop, ModelThatDoesHalf_IsAskedForMore) {
  const analysis::Pad asked{0.4, -0.2, 0.6};
  const auto steps = close_loop(asked, {.steps = 10}, half);
  ASSERT_TRUE(steps.ok());
  const LoopStep& best = (*steps)[best_step(*steps, asked)];
  EXPECT_LT(analysis::distance(best.measured, asked), 0.05);
  EXPECT_NEAR(best.told.dominance, 1.2, 0.1);
}

TEST(CloseLoop, ModelThatDoesNotListen_KeepsTheFirstTry) {
  const analysis::Pad asked{0.4, 0.0, 0.0};
  const auto steps =
      close_loop(asked, {.steps = 3}, [](const analysis::Pad&) { return analysis::Pad{}; });
  ASSERT_TRUE(steps.ok());
  EXPECT_EQ(best_step(*steps, asked), 0u);
  for (const LoopStep& step : *steps) EXPECT_LE(step.told.pleasure, 1.5);
}

TEST(CloseLoop, Failure_IsPassedOn) {
  const auto fails = [](const analysis::Pad&) -> Result<analysis::Pad> {
    return bad_input("broken");
  };
  EXPECT_EQ(close_loop({}, {.steps = 2}, fails).error().message, "broken");
}

}  // namespace
}  // namespace kinemote::synthesis
