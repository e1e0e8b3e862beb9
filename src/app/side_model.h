// A second motion model, for questions that must not wait for live edits, nor hold them up.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Opens a model of its own for a job: one may be used by one thread at a time. Loads the models
/// room where that is not loaded yet.
using ModelOpener = std::function<Result<std::unique_ptr<synthesis::MotionModel>>()>;

/// Opened when it is first asked, then kept. Thread-safe: who asks waits for those before.
class SideModel {
 public:
  explicit SideModel(ModelOpener opener) : opener_(std::move(opener)) {}

  /// What `work` makes of the model (a Result). Errors: that of opening it, those of the work.
  template <typename Work>
  auto ask(const Work& work) -> decltype(work(std::declval<synthesis::MotionModel&>())) {
    std::lock_guard lock(mutex_);
    if (!model_) {
      auto opened = opener_();
      if (!opened) return opened.error();
      model_ = std::move(*opened);
    }
    return work(*model_);
  }

 private:
  ModelOpener opener_;
  std::mutex mutex_;
  std::unique_ptr<synthesis::MotionModel> model_;
};

}  // namespace kinemote::app
