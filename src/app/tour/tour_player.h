// Plays a tour on the studio's session: one step after the other, by itself or by a speaker's keys.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "app/session.h"
#include "app/tour/tour.h"

namespace kinemote::app {

class TourPlayer {
 public:
  /// `run` runs a command of the registry. The session must outlive it.
  TourPlayer(Session& session, std::function<Status(std::string_view)> run)
      : session_(session), run_(std::move(run)) {}

  /// From the first step on; what was shown before comes back at the end (Session's interlude).
  /// `repeats`: after the last step the first one follows, until somebody stops it.
  void start(Tour tour, bool repeats);
  void stop();
  bool is_active() const { return tour_.has_value(); }

  /// Steps of a speaker. next() after the last one ends the tour, unless it repeats.
  void next();
  void previous();
  /// Time stands still, and goes on.
  void toggle_pause() { is_paused_ = !is_paused_; }
  bool is_paused() const { return is_paused_; }
  /// A black screen for the speaker's words, and back.
  void toggle_blank() { is_blank_ = !is_blank_; }
  bool is_blank() const { return is_blank_; }

  /// Moves camera and emotion on; goes to the next step when the present one is over.
  void update(double elapsed_s);

  /// Must be active.
  const Tour& tour() const { return *tour_; }
  int step() const { return step_; }
  /// Share of the step that is over, [0, 1].
  double progress() const;
  /// A step that waits and is over: the speaker's key goes on.
  bool is_waiting() const;

 private:
  const TourStep& present() const { return tour_->steps[step_]; }
  void enter(int step);
  void move_camera();
  void move_emotion();

  Session& session_;
  std::function<Status(std::string_view)> run_;
  std::optional<Tour> tour_;
  int step_ = 0;
  double time_s_ = 0.0;
  bool repeats_ = false, is_paused_ = false, is_blank_ = false;
  view::Camera from_;  // at the start of the step
};

}  // namespace kinemote::app
