// Session: motions that were made here, and models that were trained here.
#include "app/session.h"

namespace kinemote::app {

std::string Session::restyle_disabled_reason() const {
  if (const std::string reason = workshop_.disabled_reason(); !reason.empty()) return reason;
  if (!can_restyle()) return "Open a clip first; restyling changes a clip.";
  return clip_motion_->body ? "" : "The clip has no body that is known.";
}

Status Session::restyle_whole(const RestyleJobSettings& wish) {
  if (const std::string reason = restyle_disabled_reason(); !reason.empty()) {
    return usage_error(reason);
  }
  return workshop_.restyle(clip_motion_, wish);
}

void Session::take_made(ClipSet set, bool is_loop) {
  has_user_chosen_ = true;
  // A corpus that is still being made would replace what the user has just made.
  if (library_.size() == 0) has_opened_ = true;
  if (is_loop) {
    for (const io::DatasetEntry& entry : set.dataset.entries) loops_.insert(entry.path.string());
  }
  use_clip_set(std::move(set), library_.size() == 0);
}

void Session::use_model(const std::filesystem::path& path) {
  // Latents mean nothing to another model.
  if (document_.is_generated) show_clip();
  document_.kept = {};
  document_.latent.clear();
  if (!(document_ == history_.current())) commit("model " + path.filename().string());
  options_.model = path.string();
  load_model();
}

}  // namespace kinemote::app
