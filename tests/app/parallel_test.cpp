#include "app/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace kinemote::app {
namespace {

TEST(ParallelFor, ProgressAsksToStop_IsCancelledAndLeavesRoundsOut) {
  std::atomic<int> calls{0};
  const Status status = parallel_for(
      100'000, 4, [](std::string_view, double fraction) { return fraction < 0.01; }, "work",
      [&](int) { ++calls; });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_LT(calls, 100'000);
}

TEST(ParallelFor, NoRounds_IsOk) {
  EXPECT_TRUE(parallel_for(0, 4, {}, "work", [](int) { FAIL(); }));
}

TEST(ParallelFor, ManyThreads_RunEveryRoundOnceAndReportEach) {
  for (const int threads : {0, 1, 7}) {
    std::vector<int> counts(1000, 0);
    double last = -1.0;
    int reports = 0;
    const Status status = parallel_for(
        1000, threads,
        [&](std::string_view, double fraction) {
          EXPECT_GT(fraction, last);
          last = fraction;
          ++reports;
          return true;
        },
        "work", [&](int i) { ++counts[i]; });
    EXPECT_TRUE(status);
    EXPECT_EQ(counts, std::vector<int>(1000, 1));
    EXPECT_EQ(last, 1.0);
    EXPECT_EQ(reports, 1001);
  }
}

TEST(ParallelParts, ProgressAsksToStop_TellsEveryRound) {
  std::atomic<int> begun{0}, told{0};
  const Status status = parallel_parts(
      2, 2, [](std::string_view, double fraction) { return fraction < 0.5; }, "work",
      [&](int, const Progress& part) {
        ++begun;
        for (int step = 0; step <= 1'000'000'000; ++step) {
          if (part("step", std::min(1.0, step / 100.0))) continue;
          ++told;
          return;
        }
      });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
  EXPECT_GE(begun, 1);
  EXPECT_EQ(told, begun);
}

TEST(ParallelParts, Phases_AddUpAndNeverGoBack) {
  double last = -1.0;
  const Status status = parallel_parts(
      4, 2,
      [&](std::string_view, double fraction) {
        EXPECT_GE(fraction, last);
        last = fraction;
        return true;
      },
      "work",
      [](int, const Progress& part) {
        EXPECT_TRUE(part("one", 0.5));
        EXPECT_TRUE(part("one", 1.0));
        EXPECT_TRUE(part("two", 0.2));
      });
  EXPECT_TRUE(status);
  EXPECT_DOUBLE_EQ(last, 1.0);
}

}  // namespace
}  // namespace kinemote::app
