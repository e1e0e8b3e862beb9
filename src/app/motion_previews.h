// Motions of the library for small moving pictures: read in the background, a few of them kept.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "app/latest_worker.h"
#include "app/stage_load.h"

namespace kinemote::app {

/// A motion that was read, or why it could not be.
struct MotionPreview {
  std::string id;
  ImportChoices choices;  // that it was read with
  PlayablePtr motion;     // null where there is a problem
  std::string problem;
};

/// Of one thread (the interface's). The thread that reads is started by the first wish.
class MotionPreviews {
 public:
  static constexpr size_t kMost = 6;

  /// `wake` is called from the worker when update() has something to take.
  explicit MotionPreviews(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// The motion if it is there; else null, and it is read: only the newest wish counts, and what is
  /// being read for an older one is broken off.
  const MotionPreview* ask(const StageLoadPart& part);
  /// Takes what the worker finished, and returns it; null if there is nothing new.
  const MotionPreview* update();
  /// Forgets all of them: the library is another one.
  void clear();
  bool is_busy() const { return worker_ && worker_->is_busy(); }

 private:
  struct Wish {
    StageLoadPart part;
    std::shared_ptr<LoadProgress> progress;
    size_t generation = 0;  // of the library
  };
  struct Read {
    MotionPreview preview;
    size_t generation = 0;
    bool is_cancelled = false;
  };

  std::function<void()> wake_;
  std::list<MotionPreview> kept_;  // the one asked for last first
  std::string wished_id_;          // being read; "": none
  ImportChoices wished_choices_;
  std::shared_ptr<LoadProgress> progress_;
  size_t generation_ = 0;
  std::unique_ptr<LatestWorker<Wish, Read>> worker_;
};

}  // namespace kinemote::app
