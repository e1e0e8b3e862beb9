#include "app/job_queue.h"

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
  SteadyClock::time_point started, phase_started;
  bool is_running = false;
  std::atomic<bool> is_cancelled{false};
};

namespace {

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

uint64_t JobQueue::submit(std::string name, Work work) {
  auto job = std::make_shared<Job>();
  job->name = std::move(name);
  job->work = std::move(work);
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

int JobQueue::poll() {
  std::vector<std::shared_ptr<Job>> ended;
  {
    std::lock_guard lock(mutex_);
    ended.swap(ended_);
  }
  for (const auto& job : ended) {
    if (job->completion) job->completion();
    std::lock_guard lock(mutex_);
    std::erase(jobs_, job);
  }
  return static_cast<int>(ended.size());
}

std::vector<JobInfo> JobQueue::jobs() const {
  std::lock_guard lock(mutex_);
  std::vector<JobInfo> infos;
  for (const auto& job : jobs_) {
    JobInfo info;
    info.id = job->id;
    info.name = job->name;
    info.is_cancelling = job->is_cancelled;
    info.is_running = job->is_running;
    if (job->is_running) {
      info.phase = job->phase;
      info.fraction = job->fraction;
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
      if (job.phase != phase) {
        job.phase = phase;
        job.fraction = -1.0;
        job.phase_started = SteadyClock::now();
      }
      const double clamped = std::clamp(fraction, 0.0, 1.0);
      is_news = static_cast<int>(clamped * 100.0) != static_cast<int>(job.fraction * 100.0);
      job.fraction = std::max(job.fraction, clamped);
    }
    if (is_news && wake_) wake_();
    return !job.is_cancelled;
  };
  job.completion = job.work(progress);
  job.work = nullptr;  // frees what it captured
}

}  // namespace kinemote::app
