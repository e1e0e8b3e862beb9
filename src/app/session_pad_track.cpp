// Session: a PAD curve over the clock's time, recorded at the pad, that drives what is generated.
#include <algorithm>
#include <cmath>

#include "app/markup.h"
#include "app/session.h"

namespace kinemote::app {

namespace {

/// The model is asked again when the emotion has moved by this much on one axis.
constexpr double kSeen = 0.003;

bool is_apart(const analysis::Pad& a, const analysis::Pad& b) {
  for (size_t i = 0; i < 3; ++i) {
    if (std::abs(a.values()[i] - b.values()[i]) > kSeen) return true;
  }
  return false;
}

}  // namespace

const PadTrack& Session::pad_track() const {
  return pad_drive_.recorder.is_recording() ? pad_drive_.recorder.track() : document_.pad_track;
}

bool Session::is_pad_driven() const {
  if (pad_drive_.recorder.is_recording()) return !pad_drive_.recorder.is_writing();
  return document_.is_generated && document_.style.empty() && document_.pad_track.is_driving &&
         !document_.pad_track.empty() && !is_showing_live_;
}

bool Session::runs_on_pad_track() const {
  const bool counts = is_pad_driven() || pad_drive_.recorder.is_recording();
  // A clip that is restyled has its own time, and the curve runs over that.
  return counts && player_.motion() && player_.motion()->is_seamless &&
         !(document_.is_restyled && can_restyle());
}

analysis::Pad Session::pad_now() const {
  return is_pad_driven() ? pad_track().curve.at(clock_.time_s()) : document_.pad;
}

void Session::record_pad() {
  if (pad_drive_.recorder.is_recording() || pad_drive_.waits_to_record) {
    return stop_recording_pad();
  }
  if (!synthesiser_.is_ready()) return;
  // From where the figure is: a curve that waits says nothing of it.
  document_.style.clear();
  begin_generating();
  pad_drive_.waits_to_record = true;
  view_.lanes.shows_pad_curve = true;
  request_decode();
}

void Session::stop_recording_pad() {
  pad_drive_.waits_to_record = false;
  if (!pad_drive_.recorder.is_recording()) return;
  document_.pad = pad_now();
  PadTrack track = pad_drive_.recorder.finish();
  if (track.curve.keys.size() < 2 && document_.pad_track.empty()) {
    messages_.post(MessageLevel::kInfo, "No time passed: nothing was recorded");
    return;
  }
  document_.pad_track = std::move(track);
  const size_t count = document_.pad_track.curve.keys.size();
  if (!history_.commit("recording of emotion", document_)) return;
  messages_.post(MessageLevel::kInfo, "Recorded " + fixed_text(document_.pad_track.duration_s, 1) +
                                          " s of emotion as " + std::to_string(count) + " keys");
}

void Session::set_pad_track(PadTrack track, Gesture gesture, const std::string& undo_label) {
  stop_recording_pad();
  const analysis::Pad now = pad_now();
  const bool was_driven = is_pad_driven();
  if (track.empty()) track.is_driving = false;
  document_.pad_track = std::move(track);
  if (document_.pad_track.is_driving && synthesiser_.is_ready()) {
    document_.style.clear();
    begin_generating();
    request_decode();
  }
  if (was_driven && !is_pad_driven()) {
    document_.pad = now;
    pad_drive_.given.reset();
    request_decode();
  }
  if (gesture == Gesture::kCommit) commit(undo_label);
}

void Session::change_time_base() {
  PadDrive& drive = pad_drive_;
  const PlayablePtr& motion = player_.motion();
  if (drive.waits_to_record && motion && motion != clip_motion_ && !waits_to_encode_ &&
      !synthesiser_.is_busy() && document_.is_generated) {
    drive.waits_to_record = false;
    const bool is_new = document_.pad_track.empty();
    drive.recorder.begin(document_.pad_track, is_new ? 0.0 : clock_.time_s());
    const double phase_s = clock_.time_s();
    if (is_new && runs_on_pad_track() && !drive.is_on) {
      drive.is_on = true;
      drive.gait_s = phase_s;
      clock_.seek(0.0);
      drive.clock_s = 0.0;
    }
    clock_.play();
  }
  const bool is_on = runs_on_pad_track();
  if (is_on == drive.is_on) return;
  drive.is_on = is_on;
  if (is_on) {
    drive.gait_s = std::clamp(clock_.time_s(), 0.0, motion->duration_s());
    drive.clock_s = clock_.time_s();
  } else if (motion && motion->is_seamless) {
    clock_.set_motion(motion->duration_s(), motion->clip.frame_time_s, Clock::Keep::kTime);
    clock_.seek(drive.gait_s);
  }
}

int Session::follow_pad_track(double elapsed_s, int rounds) {
  PadDrive& drive = pad_drive_;
  if (drive.recorder.is_recording()) {
    // The pass is over at the end of what there is, or where the motion was taken away.
    const bool is_at_end =
        !clock_.is_playing() && clock_.time_s() + 1e-9 >= clock_.duration_s() && drive.is_on;
    if (rounds != 0 || is_at_end || clock_.speed() < 0.0 || !document_.is_generated) {
      stop_recording_pad();
    } else {
      drive.recorder.write(clock_.time_s(), document_.pad);
    }
  }
  if (drive.is_on && player_.motion()) {
    const double step_s = std::clamp(elapsed_s, 0.0, Clock::kLongestStep_s) * clock_.speed();
    const double moved_s = rounds != 0 ? step_s : clock_.time_s() - drive.clock_s;
    const double length_s = std::max(player_.motion()->duration_s(), 1e-3);
    drive.gait_s += moved_s;
    rounds = static_cast<int>(std::floor(drive.gait_s / length_s));
    drive.gait_s = std::clamp(drive.gait_s - rounds * length_s, 0.0, length_s);
  }
  drive.clock_s = clock_.time_s();

  std::optional<analysis::Pad> wanted;
  if (is_pad_driven() || drive.recorder.is_recording()) {
    wanted = smoothed_at(pad_track(), clock_.time_s());
    if (drive.recorder.is_recording() && pad_track().empty()) wanted = document_.pad;
  }
  const bool is_new = wanted && (!drive.given || is_apart(*wanted, *drive.given));
  if (!wanted) drive.given.reset();
  if (is_new) {
    drive.given = wanted;
    request_decode();
  }
  return rounds;
}

}  // namespace kinemote::app
