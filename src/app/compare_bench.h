// Measures motions against each other in the background: difference, numbers, warped time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "app/difference.h"
#include "app/job_queue.h"
#include "app/latest_worker.h"
#include "app/messages.h"
#include "app/meter.h"

namespace kinemote::app {

/// A motion's numbers with the emotion that the regressors read from it.
struct ComparedNumbers {
  PlayablePtr motion;
  MotionNumbers numbers;
  std::optional<analysis::Pad> pad;
};

struct Comparison {
  Difference difference;
  ComparedNumbers a, b;
};

/// How poses of a motion go with those of the leading one.
struct Warp {
  PlayablePtr lead, motion;
  std::vector<double> own_s;  // own time at equal steps of the leading motion
  double step_s = 0.0;
  std::string problem;  // why there is none
};

/// Warps `motion` to `lead` by its poses: joints (same skeleton) or parts of the body in body
/// heights, seen from the root, at 30 frames/s (less for motions over a minute). Within a band of a
/// fifth of the longer one.
Warp make_warp(const PlayablePtr& lead, const PlayablePtr& motion, const Progress& progress);

/// One thread uses it.
class CompareBench {
 public:
  /// Those must outlive it. `wake` is called from worker threads.
  CompareBench(JobQueue& jobs, MessageLog& messages, std::function<void()> wake);
  ~CompareBench();
  CompareBench(const CompareBench&) = delete;
  CompareBench& operator=(const CompareBench&) = delete;

  /// Asks for the comparison of two motions unless it is there or under way; the newest wish
  /// counts. `affect`: what emotion is read with, may be null.
  void ask(const DifferenceRequest& request,
           std::shared_ptr<const analysis::AffectModel> affect);
  /// Nothing is compared any more.
  void forget();
  /// Takes what is done; to be called once a frame.
  void update();
  bool is_busy() const { return worker_.is_busy(); }
  /// Newest; null until there is one. While a newer one is measured the last one stays.
  const std::shared_ptr<const Comparison>& comparison() const { return comparison_; }

  /// Has a job make the warp of a motion to the leading one, unless it is there or under way.
  void want_warp(const PlayablePtr& lead, const PlayablePtr& motion);
  /// Null until it is made.
  const Warp* warp(const PlayablePtr& lead, const PlayablePtr& motion) const;

 private:
  struct Request {
    DifferenceRequest difference;
    std::shared_ptr<const analysis::AffectModel> affect;
    std::shared_ptr<const Comparison> last;  // its numbers are used again
    uint64_t ticket = 0;
  };

  JobQueue& jobs_;
  MessageLog& messages_;
  std::optional<DifferenceRequest> asked_;
  std::shared_ptr<const analysis::AffectModel> asked_affect_;
  std::shared_ptr<const Comparison> comparison_;
  std::vector<std::shared_ptr<Warp>> warps_;  // newest last; without own_s: under way
  std::atomic<uint64_t> ticket_{0};
  LatestWorker<Request, Comparison> worker_;
};

}  // namespace kinemote::app
