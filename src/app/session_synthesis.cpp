// Session: generated motion, undo, start-up options.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "app/closest_content.h"
#include "app/latent_wishes.h"
#include "app/pad_curve_text.h"
#include "app/session.h"
#include "app/stage_entries.h"
#include "app/work_desk.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

void Session::load_model() {
  synthesiser_.load(
      options_.model, jobs_, messages_, [this] { needs_measuring_ = true; },
      [this] {
        if (document_.is_generated) request_decode();
      });
}

void Session::apply_start_options() {
  if (is_showing_live_) has_applied_options_ = true;  // they are for a clip, which nobody waits for
  if (has_applied_options_ || !synthesiser_.is_ready() || !clip_motion_ || is_loading_) return;
  if (live_.is_open()) return;
  has_applied_options_ = true;
  if (!options_.content.empty()) {
    if (synthesiser_.has_content(options_.content)) {
      set_content(options_.content);
    } else {
      messages_.post(MessageLevel::kError,
                     "The model has no content \"" + options_.content + "\".");
    }
  }
  if (!options_.pad.empty()) {
    const Result<analysis::Pad> pad = analysis::parse_pad(options_.pad, words_);
    if (pad) {
      set_pad(*pad, Gesture::kCommit);
    } else {
      messages_.post(MessageLevel::kError, pad.error().message);
    }
  }
  if (!options_.pad_curve.empty()) {
    if (auto curve = read_pad_curve(options_.pad_curve, workshop_.words())) {
      PadTrack track{.curve = std::move(*curve), .is_driving = true};
      track.duration_s = track.curve.keys.back().time_s;
      view_.lanes.shows_pad_curve = true;
      set_pad_track(std::move(track), Gesture::kCommit, "PAD curve");
    } else {
      messages_.post(MessageLevel::kError, curve.error().message);
    }
  }
  if (!options_.latent.empty()) {
    std::vector<float> latent = options_.latent;
    latent.resize(synthesiser_.card()->latent.size(), 0.0f);
    set_latents(std::move(latent), "latent");
  }
}

void Session::begin_generating() {
  if (document_.is_generated) return;
  has_user_chosen_ = true;
  document_.is_generated = true;
  if (!synthesiser_.has_content(document_.content) && !synthesiser_.card()->contents.empty()) {
    std::string known = closest_content(document_.content, synthesiser_.card()->contents);
    if (!document_.content.empty()) {
      messages_.post(MessageLevel::kInfo, "The model knows no \"" + document_.content +
                                              "\"; this is a \"" + known +
                                              "\". Choose above the pad.");
    }
    document_.content = std::move(known);
  }
  document_.latent.clear();
  waits_to_encode_ = true;
}

void Session::request_decode() {
  if (!synthesiser_.is_ready()) return;
  leave_live();
  // After undo the latent may be one of a model that was used before.
  const size_t size = synthesiser_.card()->latent.size();
  if (!document_.latent.empty() && document_.latent.size() != size) document_.latent.clear();
  DecodeRequest request;
  request.latent = document_.latent;
  request.condition = condition();
  request.seed = options_.seed;
  request.asked = std::chrono::steady_clock::now();
  if (document_.is_restyled && can_restyle()) {
    request.restyle = clip_motion_;
    request.strength = document_.strength;
  } else if (document_.latent.empty()) {
    waits_to_encode_ = true;
    const bool is_at_hand = clip_motion_ && clip_motion_id_ == document_.clip_id;
    if (is_at_hand) {
      request.encode_from = clip_motion_;
      request.encode_time_s = clock_.time_s();
    }
  } else {
    request.region = region_edit(document_, synthesiser_);
  }
  synthesiser_.request(std::move(request));
}

void Session::take_decoded(Decoded decoded) {
  // The user went back to a clip meanwhile, or to live input.
  if (!document_.is_generated || live_.is_open()) return;
  if (!decoded.motion) {
    messages_.post(MessageLevel::kError, decoded.error);
    return;
  }
  timing_.last_decode_ms = decoded.work_ms;
  if (decoded.is_latent_encoded && waits_to_encode_) {
    waits_to_encode_ = false;
    const bool is_committed = document_ == history_.current();
    document_.latent = std::move(decoded.latent);
    if (is_committed) history_.amend(document_);
    if (slot_to_fill_) keep_now(*std::exchange(slot_to_fill_, std::nullopt));
  }
  if (decoded.is_restyled) {
    // Frame by frame the clip's own: it stays where and when it is.
    show_motion(std::move(decoded.motion), Player::Place::kOwn, Clock::Keep::kTime);
  } else {
    show_motion(std::move(decoded.motion), Player::Place::kContinue, Clock::Keep::kPhase);
  }
  timing_.poses_ms.push_back(milliseconds_since(decoded.asked));
  timing_.waiting = decoded.asked;
}

synthesis::Condition Session::condition() const {
  const synthesis::ModelCard* card = synthesiser_.card();
  const bool is_by_track = is_pad_driven() || pad_drive_.recorder.is_recording();
  return {is_by_track ? pad_drive_.given.value_or(document_.pad) : document_.pad,
          synthesiser_.content_index(document_.content),
          card != nullptr ? card->style_index(document_.style) : -1};
}

void Session::commit(const std::string& label) { history_.commit(label, document_); }

void Session::set_pad(const analysis::Pad& pad, Gesture gesture) {
  if (!synthesiser_.is_ready()) return;
  begin_generating();
  document_.style.clear();
  document_.pad = {std::clamp(pad.pleasure, -1.0, 1.0), std::clamp(pad.arousal, -1.0, 1.0),
                   std::clamp(pad.dominance, -1.0, 1.0)};
  if (PadRecorder& recorder = pad_drive_.recorder; recorder.is_recording()) {
    recorder.touch();
    recorder.write(clock_.time_s(), document_.pad);
    pad_drive_.given = smoothed_at(recorder.track(), clock_.time_s());
    return request_decode();
  }
  // A hand on the pad takes over from the curve.
  document_.pad_track.is_driving = false;
  if (gesture == Gesture::kCommit) commit("move of pad");
  request_decode();
}

void Session::set_style(const std::string& style) {
  if (!synthesiser_.is_ready()) return;
  if (!style.empty() && synthesiser_.card()->style_index(style) < 0) return;
  begin_generating();
  document_.style = style;
  if (const int index = synthesiser_.card()->style_index(style); index >= 0) {
    document_.pad = synthesiser_.card()->styles[index].pad.value_or(document_.pad);
  }
  commit(style.empty() ? "emotion by PAD" : "style " + style);
  request_decode();
}

void Session::set_restyled(bool is_restyled) {
  if (!synthesiser_.is_ready() || (is_restyled && !can_restyle())) return;
  begin_generating();
  document_.is_restyled = is_restyled;
  commit(is_restyled ? "restyling of the clip" : "new motion");
  request_decode();
}

void Session::set_strength(double strength, Gesture gesture) {
  if (!synthesiser_.is_ready()) return;
  begin_generating();
  document_.strength = std::clamp(strength, 0.0, 2.0);
  if (gesture == Gesture::kCommit) commit("strength");
  request_decode();
}

void Session::set_content(const std::string& content) {
  if (!synthesiser_.is_ready() || !synthesiser_.has_content(content)) return;
  begin_generating();
  if (content != document_.content) {
    document_.content = content;
    // A latent means a way of doing one thing; another thing needs one of its own.
    document_.latent = with_locked(synthesiser_.sample(condition(), options_.seed), document_);
    waits_to_encode_ = false;
  }
  commit("content " + content);
  request_decode();
}

void Session::set_latent(int dimension, float value, Gesture gesture) {
  if (!synthesiser_.is_ready()) return;
  const size_t size = synthesiser_.card()->latent.size();
  if (dimension < 0 || dimension >= static_cast<int>(size)) return;
  if (document_.locked_latents.contains(dimension)) return;
  begin_generating();
  // Not encoded yet: the slider starts from the data's mean rather than making the user wait.
  if (document_.latent.size() != size) document_.latent.assign(size, 0.0f);
  waits_to_encode_ = false;
  document_.latent[dimension] = std::clamp(value, -3.0f, 3.0f);
  if (gesture == Gesture::kCommit) {
    const auto& before = history_.current().latent;
    char label[64];
    std::snprintf(label, sizeof label, "latent %d: %.1f → %.1f", dimension + 1,
                  before.size() == size ? before[dimension] : 0.0f, document_.latent[dimension]);
    commit(label);
  }
  request_decode();
}

void Session::set_latents(std::vector<float> latent, const std::string& undo_label) {
  if (!synthesiser_.is_ready() || latent.size() != synthesiser_.card()->latent.size()) return;
  begin_generating();
  waits_to_encode_ = false;
  document_.latent = with_locked(std::move(latent), document_);
  commit(undo_label);
  request_decode();
}

void Session::reset_latent() {
  if (!synthesiser_.is_ready()) return;
  set_latents(std::vector<float>(synthesiser_.card()->latent.size(), 0.0f), "reset of latents");
}

void Session::randomise_latent() {
  if (!synthesiser_.is_ready()) return;
  begin_generating();
  set_latents(synthesiser_.sample(condition(), latent_seed_),
              "random latents, seed " + std::to_string(latent_seed_));
  ++latent_seed_;
}

void Session::show_clip() {
  stop_recording_pad();
  if (!document_.is_generated) return;
  const int index = current_entry();
  if (index < 0) return;
  leave_live();
  document_.is_generated = false;
  document_.latent.clear();
  waits_to_encode_ = false;
  commit("back to the clip");
  if (clip_motion_ && clip_motion_id_ == document_.clip_id) {
    show_motion(clip_motion_, Player::Place::kOwn, Clock::Keep::kNothing);
  } else {
    post_load(stage_entries(document_, library_), false, Clock::Keep::kNothing);
  }
}

void Session::undo() {
  stop_recording_pad();
  const StudioDocument before = document_;
  // A drag that was not committed yet is taken back first.
  if (before == history_.current() && !history_.undo()) return;
  apply_document(before);
}

void Session::redo() {
  const StudioDocument before = document_;
  if (!history_.redo()) return;
  apply_document(before);
}

void Session::apply_document(const StudioDocument& before) {
  document_ = history_.current();
  waits_to_encode_ = document_.is_generated && document_.latent.empty();
  library_.set_names(document_.names);
  if (!(before.map == document_.map)) remap();
  show_subset(document_.sets, library_, map());
  const int index = current_entry();
  const bool needs_clip =
      index >= 0 && (clip_motion_id_ != document_.clip_id || is_read_otherwise(before));
  if (!needs_clip && before.bones != document_.bones) {
    bones_.show(document_.is_generated ? nullptr : clip_motion_, bone_sources());
  }
  if (!needs_clip) {
    if (load_progress_) load_progress_->stop();  // what is still read is no longer wished for
    load_progress_ = nullptr;
    is_loading_ = false;
    show_cuts();
  }
  if (needs_clip) {
    post_load(stage_entries(document_, library_), false, Clock::Keep::kNothing);
  } else if (document_.is_generated) {
    request_decode();
  } else if (before.is_generated && clip_motion_) {
    show_motion(clip_motion_, Player::Place::kOwn, Clock::Keep::kNothing);
  }
}

}  // namespace kinemote::app
