#include "app/clock.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

Clock clock_of(double duration_s, double frame_time_s = 0.1) {
  Clock clock;
  clock.set_motion(duration_s, frame_time_s, Clock::Keep::kNothing);
  return clock;
}

TEST(Clock, SetSpeed_OutOfRange_IsClampedAndKeepsItsSign) {
  Clock clock = clock_of(1.0);
  clock.set_speed(100.0);
  EXPECT_EQ(clock.speed(), 4.0);
  clock.set_speed(-0.001);
  EXPECT_EQ(clock.speed(), -0.1);
}

TEST(Clock, Seek_OutsideTheMotion_IsClamped) {
  Clock clock = clock_of(2.0);
  clock.seek(-1.0);
  EXPECT_EQ(clock.time_s(), 0.0);
  clock.seek(9.0);
  EXPECT_EQ(clock.time_s(), 2.0);
}

TEST(Clock, Advance_OfAMotionWithoutLength_StaysAtZero) {
  Clock clock = clock_of(0.0);
  EXPECT_EQ(clock.advance(0.05), 0);
  EXPECT_EQ(clock.time_s(), 0.0);
}

TEST(Clock, Advance_AfterAStall_MovesByTheLongestStepOnly) {
  Clock clock = clock_of(10.0);
  clock.advance(5.0);
  EXPECT_DOUBLE_EQ(clock.time_s(), Clock::kLongestStep_s);
}

TEST(Clock, Advance_WithSpeed_MovesBySpeedTimesElapsed) {
  Clock clock = clock_of(10.0);
  clock.set_speed(2.0);
  clock.advance(0.05);
  EXPECT_DOUBLE_EQ(clock.time_s(), 0.1);
}

TEST(Clock, Advance_PastTheEnd_WrapsAndCountsRounds) {
  Clock clock = clock_of(0.25);
  clock.seek(0.2);
  EXPECT_EQ(clock.advance(0.1), 1);
  EXPECT_NEAR(clock.time_s(), 0.05, 1e-12);
  clock.set_speed(-1.0);
  EXPECT_EQ(clock.advance(0.1), -1);
  EXPECT_NEAR(clock.time_s(), 0.2, 1e-12);
}

TEST(Clock, Advance_LoopOff_StopsAtTheEndAndPlaysAgainFromTheStart) {
  Clock clock = clock_of(0.1);
  clock.set_loop_mode(LoopMode::kOff);
  for (int i = 0; i < 5; ++i) clock.advance(0.05);
  EXPECT_EQ(clock.time_s(), 0.1);
  EXPECT_FALSE(clock.is_playing());
  clock.play();
  EXPECT_EQ(clock.time_s(), 0.0);
}

TEST(Clock, Advance_PingPong_TurnsRoundAtBothEnds) {
  Clock clock = clock_of(0.1);
  clock.set_loop_mode(LoopMode::kPingPong);
  clock.seek(0.08);
  EXPECT_EQ(clock.advance(0.05), 0);
  EXPECT_NEAR(clock.time_s(), 0.07, 1e-12);
  EXPECT_LT(clock.speed(), 0.0);
  clock.advance(0.09);
  EXPECT_NEAR(clock.time_s(), 0.02, 1e-12);
  EXPECT_GT(clock.speed(), 0.0);
}

TEST(Clock, Advance_LoopRange_StaysInsideTheRange) {
  Clock clock = clock_of(1.0);
  clock.set_range_start(0.4);
  clock.set_range_end(0.6);
  clock.set_loop_mode(LoopMode::kRange);
  clock.seek(0.4);
  for (int i = 0; i < 100; ++i) {
    clock.advance(0.033);
    EXPECT_GE(clock.time_s(), 0.4);
    EXPECT_LE(clock.time_s(), 0.6);
  }
}

TEST(Clock, Range_ThatWouldBeEmpty_MovesItsOtherEnd) {
  Clock clock = clock_of(1.0);
  clock.set_range_end(0.3);
  clock.set_range_start(0.5);
  EXPECT_EQ(clock.range_start_s(), 0.5);
  EXPECT_EQ(clock.range_end_s(), 1.0);
}

TEST(Clock, Scrub_PausesAndResumesOnlyIfItWasPlaying) {
  Clock clock = clock_of(1.0);
  clock.begin_scrub();
  EXPECT_FALSE(clock.is_playing());
  clock.seek(0.5);
  EXPECT_EQ(clock.advance(0.05), 0);
  EXPECT_EQ(clock.time_s(), 0.5);
  clock.end_scrub();
  EXPECT_TRUE(clock.is_playing());
  clock.pause();
  clock.begin_scrub();
  clock.end_scrub();
  EXPECT_FALSE(clock.is_playing());
}

TEST(Clock, StepFrames_BetweenFrames_GoesToWholeFrames) {
  Clock clock = clock_of(1.0);
  clock.seek(0.23);
  clock.step_frames(1);
  EXPECT_NEAR(clock.time_s(), 0.3, 1e-12);
  EXPECT_EQ(clock.frame(), 3);
  EXPECT_FALSE(clock.is_playing());
}

TEST(Clock, SetMotion_KeepingPhase_KeepsTheShareOfTheLength) {
  Clock clock = clock_of(2.0);
  clock.seek(0.5);
  clock.set_motion(4.0, 0.1, Clock::Keep::kPhase);
  EXPECT_DOUBLE_EQ(clock.time_s(), 1.0);
  clock.set_motion(0.5, 0.1, Clock::Keep::kTime);
  EXPECT_DOUBLE_EQ(clock.time_s(), 0.5);
}

TEST(Clock, ActualSpeed_FallsWithStepsThatAreTooLongAndComesBack) {
  Clock clock = clock_of(100.0);
  clock.set_speed(2.0);
  clock.advance(0.05);
  EXPECT_TRUE(clock.keeps_up());
  EXPECT_DOUBLE_EQ(clock.actual_speed(), 2.0);
  for (int i = 0; i < 20; ++i) clock.advance(2.0 * Clock::kLongestStep_s);
  EXPECT_FALSE(clock.keeps_up());
  EXPECT_NEAR(clock.actual_speed(), 1.0, 1e-3) << "half of the time is lost";
  for (int i = 0; i < 60; ++i) clock.advance(0.05);
  EXPECT_TRUE(clock.keeps_up());
  clock.pause();
  clock.advance(5.0);
  EXPECT_DOUBLE_EQ(clock.actual_speed(), 2.0) << "who pauses loses nothing";
}

}  // namespace
}  // namespace kinemote::app
