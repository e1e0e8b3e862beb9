#include "app/job_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace kinemote::app {
namespace {

void poll_until_idle(JobQueue& jobs) {
  while (!jobs.is_idle()) {
    jobs.poll();
    std::this_thread::yield();
  }
}

TEST(JobQueue, Cancel_OfAnUnknownJob_DoesNothing) {
  JobQueue jobs;
  jobs.cancel(17);
  EXPECT_TRUE(jobs.is_idle());
}

TEST(JobQueue, Completion_RunsInPollOnTheCallersThread) {
  JobQueue jobs;
  std::thread::id worked, completed;
  jobs.submit("job", [&](const Progress&) {
    worked = std::this_thread::get_id();
    return [&] { completed = std::this_thread::get_id(); };
  });
  poll_until_idle(jobs);
  EXPECT_EQ(completed, std::this_thread::get_id());
  EXPECT_NE(worked, std::this_thread::get_id());
}

TEST(JobQueue, Cancel_IsSeenByTheWorkAtItsNextReport) {
  JobQueue jobs;
  std::atomic<bool> is_started = false;
  bool was_cancelled = false;
  const uint64_t id = jobs.submit("endless", [&](const Progress& progress) {
    is_started = true;
    while (report(progress, "spinning", 0.5)) std::this_thread::yield();
    return [&] { was_cancelled = true; };
  });
  while (!is_started) std::this_thread::yield();
  jobs.cancel(id);
  poll_until_idle(jobs);
  EXPECT_TRUE(was_cancelled);
}

TEST(JobQueue, Cancel_OfAQueuedJob_LetsItSeeTheWishAtOnce) {
  JobQueue jobs(1);
  std::atomic<bool> may_end = false;
  jobs.submit("first", [&](const Progress&) -> JobQueue::Completion {
    while (!may_end) std::this_thread::yield();
    return {};
  });
  bool went_on = true;
  const uint64_t id = jobs.submit("second", [&](const Progress& progress) -> JobQueue::Completion {
    went_on = report(progress, "start", 0.0);
    return {};
  });
  jobs.cancel(id);
  may_end = true;
  poll_until_idle(jobs);
  EXPECT_FALSE(went_on);
}

TEST(JobQueue, Progress_NeverFallsWithinAPhase) {
  JobQueue jobs;
  std::atomic<int> stage = 0;
  jobs.submit("job", [&](const Progress& progress) -> JobQueue::Completion {
    report(progress, "a", 0.6);
    report(progress, "a", 0.2);
    stage = 1;
    while (stage == 1) std::this_thread::yield();
    report(progress, "b", 0.1);
    stage = 3;
    while (stage == 3) std::this_thread::yield();
    return {};
  });
  while (stage != 1) std::this_thread::yield();
  ASSERT_EQ(jobs.jobs().size(), 1u);
  EXPECT_EQ(jobs.jobs()[0].phase, "a");
  EXPECT_EQ(jobs.jobs()[0].fraction, 0.6);
  stage = 2;
  while (stage != 3) std::this_thread::yield();
  EXPECT_EQ(jobs.jobs()[0].phase, "b");
  EXPECT_EQ(jobs.jobs()[0].fraction, 0.1);
  stage = 4;
  poll_until_idle(jobs);
}

TEST(JobQueue, Phases_AreCountedOnceHoweverOftenWorkComesBackToThem) {
  JobQueue jobs;
  std::atomic<bool> may_end = false, is_there = false;
  jobs.submit(
      "job",
      [&](const Progress& progress) -> JobQueue::Completion {
        for (int clip = 0; clip < 3; ++clip) {
          report(progress, "reading", 0.0);
          report(progress, "writing", 0.0);
        }
        report(progress, "reading", 0.5);
        is_there = true;
        while (!may_end) std::this_thread::yield();
        return {};
      },
      2);
  while (!is_there) std::this_thread::yield();
  EXPECT_EQ(jobs.jobs()[0].phase_number, 1);
  EXPECT_EQ(jobs.jobs()[0].phase_count, 2);
  may_end = true;
  poll_until_idle(jobs);
}

TEST(JobQueue, Move_OfWhatDoesNotWait_IsRefused) {
  JobQueue jobs(1);
  std::atomic<bool> may_end = false, is_started = false;
  const uint64_t running = jobs.submit("first", [&](const Progress&) -> JobQueue::Completion {
    is_started = true;
    while (!may_end) std::this_thread::yield();
    return {};
  });
  while (!is_started) std::this_thread::yield();
  EXPECT_FALSE(jobs.move(running, 1));
  EXPECT_FALSE(jobs.move(99, -1));
  may_end = true;
  poll_until_idle(jobs);
}

TEST(JobQueue, Move_ChangesTheOrderInWhichQueuedJobsStart) {
  JobQueue jobs(1);
  std::atomic<bool> may_end = false, is_started = false;
  std::string order;  // written by the one worker
  jobs.submit("first", [&](const Progress&) -> JobQueue::Completion {
    is_started = true;
    while (!may_end) std::this_thread::yield();
    return {};
  });
  while (!is_started) std::this_thread::yield();
  const auto add = [&](char name) {
    return jobs.submit(std::string(1, name), [&, name](const Progress&) -> JobQueue::Completion {
      order += name;
      return {};
    });
  };
  add('a');
  add('b');
  const uint64_t c = add('c');
  EXPECT_TRUE(jobs.move(c, -1));
  ASSERT_EQ(jobs.jobs().size(), 4u);
  EXPECT_EQ(jobs.jobs()[2].name, "c");
  EXPECT_TRUE(jobs.move(c, -5));
  EXPECT_FALSE(jobs.move(c, -1));
  EXPECT_EQ(jobs.jobs()[1].name, "c");
  may_end = true;
  poll_until_idle(jobs);
  EXPECT_EQ(order, "cab");
}

TEST(JobQueue, Ended_SaysHowEachWent) {
  JobQueue jobs(1);
  std::atomic<bool> is_started = false;
  jobs.submit("good", [](const Progress&) { return [] {}; });
  jobs.submit("bad", [&](const Progress&) { return [&] { jobs.note_failure("no room"); }; });
  poll_until_idle(jobs);
  const uint64_t id = jobs.submit("stopped", [&](const Progress& progress) {
    is_started = true;
    while (report(progress, "spinning", 0.5)) std::this_thread::yield();
    return [&] { jobs.note_failure("it was cancelled"); };
  });
  while (!is_started) std::this_thread::yield();
  jobs.cancel(id);
  poll_until_idle(jobs);
  ASSERT_EQ(jobs.ended().size(), 3u);
  EXPECT_EQ(jobs.ended()[0].name, "stopped");
  EXPECT_EQ(jobs.ended()[0].outcome, JobOutcome::kCancelled);
  EXPECT_EQ(jobs.ended()[1].outcome, JobOutcome::kFailed);
  EXPECT_EQ(jobs.ended()[1].words, "no room");
  EXPECT_EQ(jobs.ended()[2].outcome, JobOutcome::kDone);
  EXPECT_EQ(jobs.ended()[2].words, "");
}

TEST(JobQueue, WordsAfterAColon_AreTheSamePhaseAndDoNotStartItAgain) {
  JobQueue jobs(1);
  std::atomic<int> step = 0;
  jobs.submit(
      "training",
      [&](const Progress& progress) -> JobQueue::Completion {
        report(progress, "reading", 1.0);
        report(progress, "training: epoch 1 of 2", 0.5);
        report(progress, "training: epoch 2 of 2", 0.6);
        step = 1;
        while (step == 1) std::this_thread::yield();
        return {};
      },
      2);
  while (step == 0) std::this_thread::yield();
  const JobInfo info = jobs.jobs().front();
  EXPECT_EQ(info.phase, "training: epoch 2 of 2");
  EXPECT_EQ(info.phase_number, 2);
  EXPECT_EQ(info.phase_count, 2);
  EXPECT_DOUBLE_EQ(info.fraction, 0.6);
  step = 2;
  poll_until_idle(jobs);
}

TEST(JobQueue, CancelThatComesTooLate_LeavesADoneJobDone) {
  JobQueue jobs(1);
  std::atomic<bool> is_cancelled = false, is_started = false;
  // Its work is over but for its end, and does not look again.
  const uint64_t unseen = jobs.submit("unseen", [&](const Progress&) -> JobQueue::Completion {
    is_started = true;
    while (!is_cancelled) std::this_thread::yield();
    return {};
  });
  while (!is_started) std::this_thread::yield();
  jobs.cancel(unseen);
  is_cancelled = true;
  poll_until_idle(jobs);
  EXPECT_EQ(jobs.ended()[0].outcome, JobOutcome::kDone);
  // It sees the wish, but its file is there.
  is_started = false;
  const uint64_t written = jobs.submit("written", [&](const Progress& progress) {
    is_started = true;
    while (report(progress, "writing", 1.0)) std::this_thread::yield();
    return [&] { jobs.note_done(); };
  });
  while (!is_started) std::this_thread::yield();
  jobs.cancel(written);
  poll_until_idle(jobs);
  EXPECT_EQ(jobs.ended()[0].outcome, JobOutcome::kDone);
}

TEST(JobQueue, Wake_IsCalledWhenAJobEnds) {
  std::atomic<int> woken = 0;
  JobQueue jobs;
  jobs.set_wake([&] { ++woken; });
  jobs.submit("job", [](const Progress&) { return [] {}; });
  while (woken == 0) std::this_thread::yield();
  EXPECT_EQ(jobs.poll(), 1);
}

TEST(JobQueue, Destruction_WithARunningJob_CancelsIt) {
  std::atomic<bool> is_started = false, is_stopped = false;
  {
    JobQueue jobs;
    jobs.submit("endless", [&](const Progress& progress) -> JobQueue::Completion {
      is_started = true;
      while (report(progress, "spinning", 0.0)) std::this_thread::yield();
      is_stopped = true;
      return {};
    });
    while (!is_started) std::this_thread::yield();
  }
  EXPECT_TRUE(is_stopped);
}

}  // namespace
}  // namespace kinemote::app
