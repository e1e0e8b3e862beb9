#include "app/job_queue.h"

#include <sys/resource.h>

#include <algorithm>

namespace kinemote::app {

using SteadyClock = std::chrono::steady_clock;

struct JobQueue::Job {
  uint64_t id;
  std::string name;
  Work work;
  Completion completion;
  std::string phase;
  double fraction = -1.0;
  std::vector<std::string> phases;  // begun so far; work may come back to an earlier one
  int phase_number = 0, phase_count = 0;
  SteadyClock::time_point started, phase_started, ended;
  bool is_running = false;
  std::atomic<bool> is_cancelled{false};
  std::atomic<bool> was_told{false};  // the work has seen the wish to stop
};

namespace {

/// A phase is what stands before a colon: "training: epoch 3 of 40" goes on with "training".
std::string_view phase_name(std::string_view phase) { return phase.substr(0, phase.find(':')); }

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

}  // namespace

JobQueue::JobQueue(int worker_count) {
  for (int i = 0; i < std::max(1, worker_count); ++i) {
    workers_.emplace_back([this] { run_worker(); });
  }
}

JobQueue::~JobQueue() {
  {
    std::lock_guard lock(mutex_);
    is_stopping_ = true;
    queued_.clear();
    for (const auto& job : jobs_) job->is_cancelled = true;
  }
  work_arrived_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

uint64_t JobQueue::submit(std::string name, Work work, int phase_count) {
  auto job = std::make_shared<Job>();
  job->name = std::move(name);
  job->work = std::move(work);
  job->phase_count = phase_count;
  {
    std::lock_guard lock(mutex_);
    job->id = next_id_++;
    queued_.push_back(job);
    jobs_.push_back(job);
  }
  work_arrived_.notify_one();
  return job->id;
}

void JobQueue::cancel(uint64_t id) {
  std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) {
    if (job->id == id) job->is_cancelled = true;
  }
}

void JobQueue::cancel_all() {
  std::lock_guard lock(mutex_);
  for (const auto& job : jobs_) job->is_cancelled = true;
}

bool JobQueue::move(uint64_t id, int places) {
  std::lock_guard lock(mutex_);
  const auto at =
      std::find_if(queued_.begin(), queued_.end(), [id](const auto& job) { return job->id == id; });
  if (at == queued_.end()) return false;
  const auto last = static_cast<ptrdiff_t>(queued_.size()) - 1;
  const ptrdiff_t from = at - queued_.begin();
  const ptrdiff_t to = std::clamp<ptrdiff_t>(from + places, 0, last);
  if (to == from) return false;
  auto job = *at;
  queued_.erase(at);
  queued_.insert(queued_.begin() + to, std::move(job));
  return true;
}

int JobQueue::poll() {
  constexpr size_t kLongestHistory = 50;
  std::vector<std::shared_ptr<Job>> ended;
  {
    std::lock_guard lock(mutex_);
    ended.swap(ended_);
  }
  for (const auto& job : ended) {
    failure_.clear();
    is_done_ = false;
    if (job->completion) job->completion();
    EndedJob done{job->id, job->name, JobOutcome::kDone,
                  std::chrono::duration<double>(job->ended - job->started).count(), failure_};
    // A wish to stop that came too late for the work to see changed nothing.
    if (job->was_told && !is_done_) {
      done.outcome = JobOutcome::kCancelled;
    } else if (!failure_.empty()) {
      done.outcome = JobOutcome::kFailed;
    }
    history_.push_front(std::move(done));
    if (history_.size() > kLongestHistory) history_.pop_back();
    std::lock_guard lock(mutex_);
    std::erase(jobs_, job);
  }
  return static_cast<int>(ended.size());
}

std::vector<JobInfo> JobQueue::jobs() const {
  std::lock_guard lock(mutex_);
  std::vector<JobInfo> infos;
  std::vector<std::shared_ptr<Job>> in_order;
  for (const auto& job : jobs_) {
    if (std::find(queued_.begin(), queued_.end(), job) == queued_.end()) in_order.push_back(job);
  }
  in_order.insert(in_order.end(), queued_.begin(), queued_.end());
  for (const auto& job : in_order) {
    JobInfo info;
    info.id = job->id;
    info.name = job->name;
    info.is_cancelling = job->is_cancelled;
    info.is_running = job->is_running;
    info.phase_count = job->phase_count;
    if (job->is_running) {
      info.phase = job->phase;
      info.fraction = job->fraction;
      info.phase_number = job->phase_number;
      info.elapsed_s = seconds_since(job->started);
      const double in_phase_s = seconds_since(job->phase_started);
      if (in_phase_s > 2.0 && job->fraction > 0.02) {
        info.remaining_s = in_phase_s * (1.0 - job->fraction) / job->fraction;
      }
    }
    infos.push_back(std::move(info));
  }
  return infos;
}

bool JobQueue::is_idle() const {
  std::lock_guard lock(mutex_);
  return jobs_.empty();
}

void JobQueue::run_worker() {
  // What one sees and touches comes first, above all where pictures are drawn by these same cores.
  // On Linux a thread has a niceness of its own, and threads that it starts begin with it.
  constexpr int kNiceness = 5;
  (void)::setpriority(PRIO_PROCESS, 0, kNiceness);
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      work_arrived_.wait(lock, [this] { return is_stopping_ || !queued_.empty(); });
      if (is_stopping_) return;
      job = queued_.front();
      queued_.pop_front();
      job->is_running = true;
      job->started = job->phase_started = SteadyClock::now();
    }
    run_job(*job);
    {
      std::lock_guard lock(mutex_);
      job->ended = SteadyClock::now();
      ended_.push_back(job);
    }
    if (wake_) wake_();
  }
}

void JobQueue::run_job(Job& job) {
  const Progress progress = [this, &job](std::string_view phase, double fraction) {
    bool is_news = false;
    {
      std::lock_guard lock(mutex_);
      const std::string_view name = phase_name(phase);
      const bool is_same = phase_name(job.phase) == name;
      job.phase = phase;
      if (!is_same || job.phases.empty()) {
        auto known = std::find(job.phases.begin(), job.phases.end(), name);
        if (known == job.phases.end()) known = job.phases.insert(known, std::string(name));
        job.phase_number = 1 + static_cast<int>(known - job.phases.begin());
        job.fraction = -1.0;
        job.phase_started = SteadyClock::now();
      }
      const double clamped = std::clamp(fraction, 0.0, 1.0);
      is_news = static_cast<int>(clamped * 100.0) != static_cast<int>(job.fraction * 100.0);
      job.fraction = std::max(job.fraction, clamped);
    }
    if (is_news && wake_) wake_();
    if (job.is_cancelled) job.was_told = true;
    return !job.was_told;
  };
  job.completion = job.work(progress);
  job.work = nullptr;  // frees what it captured
}

}  // namespace kinemote::app
