// How far the reading of a motion is: written by the reading thread, read by the interface.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

#include "motion/core/progress.h"

namespace kinemote::app {

class LoadProgress {
 public:
  explicit LoadProgress(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  /// Asks the reading to stop.
  void stop() { is_stopping_ = true; }
  bool is_stopping() const { return is_stopping_; }
  double fraction() const { return fraction_; }
  double elapsed_s() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  /// Estimate from the fraction so far; < 0 while it says too little.
  double remaining_s() const {
    constexpr double kFirst_s = 1.0, kFirstShare = 0.03;
    const double share = fraction_, elapsed = elapsed_s();
    return elapsed < kFirst_s || share < kFirstShare ? -1.0 : elapsed * (1.0 - share) / share;
  }
  std::string phase() const {
    const std::lock_guard lock(mutex_);
    return phase_;
  }
  /// For the reader; this object must outlive it.
  Progress callback() {
    return [this](std::string_view phase, double fraction) {
      {
        const std::lock_guard lock(mutex_);
        phase_ = phase;
      }
      fraction_ = fraction;
      return !is_stopping_;
    };
  }

 private:
  const std::string name_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::atomic<bool> is_stopping_ = false;
  std::atomic<double> fraction_ = 0.0;
  mutable std::mutex mutex_;
  std::string phase_;
};

}  // namespace kinemote::app
