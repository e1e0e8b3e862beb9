// Background work with progress and cancel; results come back on the caller's thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "motion/core/progress.h"

namespace kinemote::app {

/// What the status bar shows of a job.
struct JobInfo {
  uint64_t id = 0;
  std::string name;           // "Mapping 240 clips"
  std::string phase;          // "distances"; empty while queued
  double fraction = -1.0;     // of the phase, never falling within it; < 0: unknown
  double elapsed_s = 0.0;     // since it started running
  double remaining_s = -1.0;  // < 0: unknown (given only after 2 s)
  bool is_running = false;    // false: queued
  bool is_cancelling = false;
  int phase_number = 0;  // from 1; 0 while queued
  int phase_count = 0;   // of all phases; 0: unknown
};

enum class JobOutcome { kDone, kCancelled, kFailed };

/// What became of a job.
struct EndedJob {
  uint64_t id = 0;
  std::string name;
  JobOutcome outcome = JobOutcome::kDone;
  double elapsed_s = 0.0;
  std::string words;  // why it failed; "" otherwise
};

/// A few worker threads. Thread-safe, except that poll() belongs to one thread.
class JobQueue {
 public:
  /// Runs on the thread that calls poll(), after the work, also when it was cancelled.
  using Completion = std::function<void()>;
  /// Runs on a worker; reports often (its progress returns false once cancelled) and returns what
  /// to do with the result.
  using Work = std::function<Completion(const Progress&)>;

  explicit JobQueue(int worker_count = 2);
  ~JobQueue();  // cancels everything and waits
  JobQueue(const JobQueue&) = delete;
  JobQueue& operator=(const JobQueue&) = delete;

  /// Called (from any thread) when a job reports or ends, to wake an idle window. Set before
  /// submit().
  void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

  /// `phase_count`: how many phases it has, where that is known.
  uint64_t submit(std::string name, Work work, int phase_count = 0);
  /// To be called by a completion: its job did not do what it was for.
  void note_failure(std::string words) { failure_ = std::move(words); }
  /// To be called by a completion: its job did what it was for, though it was asked to stop while
  /// it ended.
  void note_done() { is_done_ = true; }
  /// Asks a job to stop; a queued one's work still runs, but sees the wish at its first report.
  void cancel(uint64_t id);
  void cancel_all();
  /// Puts a queued job so many places further back (+) or to the front (-). False: it is not queued
  /// or at that end already.
  bool move(uint64_t id, int places);
  /// Runs the completions of ended jobs; returns how many.
  int poll();
  /// Running jobs and those whose completion is still to run, oldest first, then queued ones in the
  /// order in which they will start.
  std::vector<JobInfo> jobs() const;
  /// The last of those that ended, newest first. For poll()'s thread.
  const std::deque<EndedJob>& ended() const { return history_; }
  bool is_idle() const;

 private:
  struct Job;
  void run_worker();
  void run_job(Job& job);

  mutable std::mutex mutex_;
  std::condition_variable work_arrived_;
  std::deque<std::shared_ptr<Job>> queued_;
  std::vector<std::shared_ptr<Job>> jobs_;
  std::vector<std::shared_ptr<Job>> ended_;
  std::deque<EndedJob> history_;
  std::string failure_;   // of the job whose completion runs
  bool is_done_ = false;  // likewise
  std::function<void()> wake_;
  bool is_stopping_ = false;
  uint64_t next_id_ = 1;
  std::vector<std::thread> workers_;
};

}  // namespace kinemote::app
