#include "app/latest_worker.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace kinemote::app {
namespace {

TEST(LatestWorker, Take_BeforeAnyRequest_IsEmpty) {
  LatestWorker<int, int> worker([](int i) { return i; });
  EXPECT_FALSE(worker.take());
  EXPECT_FALSE(worker.is_busy());
}

TEST(LatestWorker, Requests_WhileOneIsWorkedOn_ReplaceEachOther) {
  std::atomic<int> calls = 0;
  std::atomic<bool> may_end = false;
  LatestWorker<int, int> worker([&](int i) {
    ++calls;
    while (i == 0 && !may_end) std::this_thread::yield();
    return 10 * i;
  });
  worker.post(0);
  while (calls == 0) std::this_thread::yield();
  for (int i = 1; i <= 50; ++i) worker.post(i);
  may_end = true;
  worker.wait();
  EXPECT_EQ(worker.take(), 500);
  EXPECT_FALSE(worker.take());
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(worker.dropped(), 49);
}

TEST(LatestWorker, IsBusy_UntilTheResponseIsTaken) {
  LatestWorker<int, int> worker([](int i) { return i; });
  worker.post(3);
  worker.wait();
  EXPECT_TRUE(worker.is_busy());
  EXPECT_EQ(worker.take(), 3);
  EXPECT_FALSE(worker.is_busy());
}

TEST(LatestWorker, Wake_IsCalledForEveryResponse) {
  std::atomic<int> woken = 0;
  LatestWorker<int, int> worker([](int i) { return i; }, [&] { ++woken; });
  worker.post(1);
  while (woken == 0) std::this_thread::yield();
  EXPECT_EQ(worker.take(), 1);
}

}  // namespace
}  // namespace kinemote::app
