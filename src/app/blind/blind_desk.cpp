#include "app/blind/blind_desk.h"

namespace kinemote::app {

Status BlindDesk::begin(BlindPlan plan, std::filesystem::path file) {
  auto study = BlindStudy::begin(std::move(plan), std::move(file));
  if (!study) return study.error();
  if (study->is_done()) {
    return usage_error("\"" + study->plan().rater +
                       "\" has judged everything; choose another rater, seed or file");
  }
  study_ = std::move(*study);
  return go_on({});
}

Status BlindDesk::choose(const std::string& choice) {
  return study_ ? go_on(study_->choose(choice, seconds_))
                : usage_error("no blind study is going on");
}

Status BlindDesk::rate(const analysis::Pad& pad) {
  return study_ ? go_on(study_->rate(pad, seconds_)) : usage_error("no blind study is going on");
}

Status BlindDesk::go_on(Status status) {
  if (!status) return status;
  seconds_ = 0.0;
  if (!study_->is_done()) show_(study_->current().id);
  return {};
}

}  // namespace kinemote::app
