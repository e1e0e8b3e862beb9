#include "app/motion_previews.h"

#include <algorithm>
#include <utility>

namespace kinemote::app {

const MotionPreview* MotionPreviews::ask(const StageLoadPart& part) {
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const MotionPreview& kept) {
    return kept.id == part.id && kept.choices == part.choices;
  });
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return &kept_.front();
  }
  if (wished_id_ == part.id && wished_choices_ == part.choices) return nullptr;
  if (!worker_) {
    worker_ = std::make_unique<LatestWorker<Wish, Read>>(
        [](const Wish& wish) {
          Read read{{wish.part.id, wish.part.choices, nullptr, ""}, wish.generation, false};
          auto motion = load_part(wish.part, wish.progress->callback());
          if (motion) {
            read.preview.motion = std::move(*motion);
          } else {
            read.preview.problem = motion.error().message;
            read.is_cancelled = motion.error().code == ErrorCode::kCancelled;
          }
          return read;
        },
        wake_);
  }
  if (progress_) progress_->stop();
  wished_id_ = part.id;
  wished_choices_ = part.choices;
  progress_ = std::make_shared<LoadProgress>(part.origin);
  worker_->post({part, progress_, generation_});
  return nullptr;
}

const MotionPreview* MotionPreviews::update() {
  if (!worker_) return nullptr;
  auto read = worker_->take();
  if (!read) return nullptr;
  const bool is_wished = read->preview.id == wished_id_ && read->preview.choices == wished_choices_;
  if (is_wished) wished_id_.clear();
  if (read->is_cancelled || read->generation != generation_) return nullptr;
  kept_.push_front(std::move(read->preview));
  if (kept_.size() > kMost) kept_.pop_back();
  return &kept_.front();
}

void MotionPreviews::clear() {
  ++generation_;
  if (progress_) progress_->stop();
  kept_.clear();
  wished_id_.clear();
}

}  // namespace kinemote::app
