#include "app/tour/tour_player.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinemote::app {
namespace {

/// Slow at both ends.
double eased(double share) { return share * share * (3.0 - 2.0 * share); }

double between(double a, double b, double share) { return a + (b - a) * share; }

/// The entry that a step asks for, -1 if the library has none.
int entry_of(const Library& library, const TourStep& step) {
  if (!step.clip.empty()) return library.find(step.clip);
  for (int i = 0; i < library.size(); ++i) {
    const LibraryEntry& entry = library.entries()[i];
    const bool fits = (step.label.empty() || entry.label == step.label) &&
                      (step.content.empty() || entry.content == step.content);
    if (fits) return i;
  }
  return -1;
}

}  // namespace

void TourPlayer::start(Tour tour, bool repeats) {
  if (is_active()) stop();
  session_.begin_interlude();
  tour_ = std::move(tour);
  repeats_ = repeats;
  is_paused_ = is_blank_ = false;
  ViewState& view = session_.view();
  view.workspace = Workspace::kPresent;
  view.hides_panels = true;
  view.overlay = Overlay::kNone;
  enter(0);
}

void TourPlayer::stop() {
  if (!is_active()) return;
  tour_.reset();
  session_.end_interlude();
}

void TourPlayer::next() {
  if (!is_active()) return;
  const int count = static_cast<int>(tour_->steps.size());
  if (step_ + 1 < count) return enter(step_ + 1);
  repeats_ ? enter(0) : stop();
}

void TourPlayer::previous() {
  if (is_active()) enter(std::max(0, step_ - 1));
}

void TourPlayer::enter(int step) {
  step_ = step;
  time_s_ = 0.0;
  from_ = session_.view().camera;
  const TourStep& now = present();
  const bool names_clip = !now.clip.empty() || !now.label.empty() || !now.content.empty();
  // A step that steers generates from what is on the stage: its content says what is done.
  if (names_clip && now.pads.empty()) {
    const int entry = entry_of(session_.library(), now);
    if (entry >= 0) session_.play_entry(entry);
  }
  if (!now.pads.empty() && session_.synthesiser().is_ready()) {
    if (!now.content.empty()) session_.set_content(now.content);
    move_emotion();
  }
  if (now.trails) session_.view().shows_trails = *now.trails;
  if (now.speed) session_.clock().set_speed(*now.speed);
  session_.clock().set_loop_mode(LoopMode::kAll);
  session_.clock().play();
  for (const std::string& command : now.commands) {
    if (const Status status = run_(command); !status) {
      session_.messages().post(MessageLevel::kWarning, "Tour: " + status.error().message);
    }
  }
}

void TourPlayer::update(double elapsed_s) {
  if (!is_active() || is_paused_) return;
  time_s_ += std::min(elapsed_s, Clock::kLongestStep_s);
  if (time_s_ >= present().seconds && !present().waits) return next();
  move_camera();
  if (present().pads.size() > 1) move_emotion();
}

double TourPlayer::progress() const { return std::min(1.0, time_s_ / present().seconds); }

bool TourPlayer::is_waiting() const { return present().waits && time_s_ >= present().seconds; }

void TourPlayer::move_camera() {
  if (!present().camera) return;
  const view::Camera& to = *present().camera;
  view::Camera& camera = session_.view().camera;
  const double share = session_.view().reduces_motion ? 1.0 : eased(progress());
  // The shorter way round.
  const double turn = std::remainder(to.azimuth_rad - from_.azimuth_rad, 2.0 * kPi);
  camera.azimuth_rad = from_.azimuth_rad + turn * share;
  camera.elevation_rad = between(from_.elevation_rad, to.elevation_rad, share);
  camera.distance_m = between(from_.distance_m, to.distance_m, share);
  session_.view().is_camera_touched = true;
}

void TourPlayer::move_emotion() {
  if (!session_.synthesiser().is_ready()) return;
  const std::vector<analysis::Pad>& pads = present().pads;
  const double at = progress() * static_cast<double>(pads.size() - 1);
  const auto first = std::min(static_cast<size_t>(at), pads.size() - 1);
  const size_t second = std::min(first + 1, pads.size() - 1);
  const double share = at - static_cast<double>(first);
  const std::array<double, 3> a = pads[first].values(), b = pads[second].values();
  session_.set_pad(
      {between(a[0], b[0], share), between(a[1], b[1], share), between(a[2], b[2], share)},
      Gesture::kPreview);
}

}  // namespace kinemote::app
