// Session: poses that come in live, on the stage and into the library.
#include <cstdio>

#include "app/file_names.h"
#include "app/make_job.h"
#include "app/session.h"
#include "motion/io/point_writer.h"

namespace kinemote::app {
namespace {

/// In-memory motions are numbered by their makers; these keep clear of the workshop's.
constexpr int kFirstLiveNumber = 1'000'000;

}  // namespace

Status Session::open_live(const std::string& source, const std::filesystem::path& recogniser) {
  if (Status s = live_.open(source, recogniser); !s) return s;
  has_user_chosen_ = true;  // what is still being opened does not take the stage
  clock_.pause();
  const LivePlace& place = live_.place();
  if (!place.is_loopback()) {
    messages_.post(MessageLevel::kWarning,
                   "Every computer that reaches this one can send poses to port " +
                       std::to_string(place.port));
  }
  return {};
}

std::string Session::live_disabled_reason() const {
  return live_.is_open() ? "" : "No live input is open.";
}

void Session::record_live() {
  if (!live_.is_open()) return;
  live_.is_recording() ? live_.stop_recording() : live_.start_recording();
}

void Session::stop_live() {
  if (!live_.is_open()) return;
  live_.close();
  if (auto recording = live_.take_recording()) {
    if (keep_recording(*recording)) return;  // it plays
  }
  if (document_.is_generated && synthesiser_.is_ready()) {
    request_decode();
  } else if (clip_motion_ && clip_motion_id_ == document_.clip_id) {
    show_motion(clip_motion_, Player::Place::kOwn, Clock::Keep::kNothing);
  } else if (const int entry = current_entry(); entry >= 0) {
    load_entry(entry, false);
  }
}

void Session::leave_live() {
  if (!live_.is_open()) return;
  live_.close();
  if (auto recording = live_.take_recording()) keep_recording(*recording);
}

void Session::update_live() {
  if (!live_.is_open()) return;
  const bool has_moved = live_.update(readings_.reader());
  if (auto recording = live_.take_recording()) keep_recording(*recording);
  if (!has_moved || !live_.motion()) return;
  const PlayablePtr& motion = live_.motion();
  const bool is_first = !is_showing_live_;
  is_showing_live_ = true;
  const Vec3 before = player_.follow_point();
  clock_.set_motion(motion->duration_s(), motion->clip.frame_time_s, Clock::Keep::kNothing);
  clock_.pause();
  clock_.seek(motion->duration_s());
  // Without what was there before: nothing of it is to fade into poses as they are.
  player_.show(nullptr, 0.0, Player::Place::kOwn);
  player_.show(motion, clock_.time_s(), Player::Place::kOwn);
  needs_measuring_ = true;
  if (!is_first) return;
  bones_.show(nullptr, {});
  if (view_.is_camera_touched) {
    view_.camera.target += player_.follow_point() - before;
  } else {
    frame_untouched();
  }
}

// True if it takes the stage.
bool Session::keep_recording(const LiveRecording& recording) {
  const std::string name = "Live recording " + std::to_string(++live_count_);
  auto motion = motion_of(recording, name);
  if (!motion) {
    messages_.post(MessageLevel::kWarning, motion.error().message);
    return false;
  }
  for (const std::string& warning : motion->warnings) {
    messages_.post(MessageLevel::kWarning, name + ": " + warning);
  }
  char length[32];
  std::snprintf(length, sizeof length, "%.1f s", recording.duration_s());
  if (!motion->clip) {  // the library holds figures, and files
    const std::filesystem::path path =
        free_path(std::filesystem::current_path() / (file_name_from(name) + ".csv"));
    if (Status s = io::write_points(path, {&*motion->points, 1}); !s) {
      messages_.post(MessageLevel::kError, s.error().message);
      return false;
    }
    messages_.post_file(
        std::string("Recorded ") + length + " of 2-D points to " + path.filename().string(), path);
    open({path});
    return !live_.is_open();
  }
  messages_.post(MessageLevel::kDone, std::string("Recorded ") + length + ": " + name);
  MadeMotions made;
  made.clips.push_back(std::move(*motion->clip));
  MadeMotion about;
  about.name = name;
  about.duration_s = recording.duration_s();
  made.motions.push_back(std::move(about));
  take_made(clip_set_of(std::move(made), kFirstLiveNumber + live_count_), false);
  return !live_.is_open();
}

}  // namespace kinemote::app
