// A worker thread of which only the newest wish counts: never a backlog behind a slider.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace kinemote::app {

/// Requests posted while one is being worked on replace each other; so do responses that nobody
/// has taken. Thread-safe.
template <typename Request, typename Response>
class LatestWorker {
 public:
  using Work = std::function<Response(const Request&)>;

  explicit LatestWorker(Work work, std::function<void()> wake = {})
      : work_(std::move(work)), wake_(std::move(wake)), thread_([this] { run(); }) {}
  ~LatestWorker() {
    {
      std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  LatestWorker(const LatestWorker&) = delete;
  LatestWorker& operator=(const LatestWorker&) = delete;

  void post(Request request) {
    {
      std::lock_guard lock(mutex_);
      if (waiting_) ++dropped_;
      waiting_ = std::move(request);
    }
    changed_.notify_all();
  }
  /// The newest response since the last call, if any.
  std::optional<Response> take() {
    std::lock_guard lock(mutex_);
    return std::exchange(response_, std::nullopt);
  }
  /// True while a request waits or runs, or a response waits to be taken.
  bool is_busy() const {
    std::lock_guard lock(mutex_);
    return waiting_ || is_working_ || response_;
  }
  /// Requests that were replaced before they were begun.
  int dropped() const {
    std::lock_guard lock(mutex_);
    return dropped_;
  }
  /// Blocks until there is a response to take, nothing more is to come, or the time is over.
  void wait_for(std::chrono::duration<double> longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [this] { return response_ || (!waiting_ && !is_working_); });
  }
  /// Blocks until no request waits or runs.
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !waiting_ && !is_working_; });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return is_stopping_ || waiting_; });
      if (is_stopping_) return;
      const Request request = *std::exchange(waiting_, std::nullopt);
      is_working_ = true;
      lock.unlock();
      Response response = work_(request);
      lock.lock();
      is_working_ = false;
      response_ = std::move(response);
      changed_.notify_all();
      if (wake_) {
        lock.unlock();
        wake_();
        lock.lock();
      }
    }
  }

  Work work_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Request> waiting_;
  std::optional<Response> response_;
  bool is_working_ = false, is_stopping_ = false;
  int dropped_ = 0;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace kinemote::app
