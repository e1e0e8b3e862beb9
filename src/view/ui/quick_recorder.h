// A film of what the view shows, from one press of a key to the next.
#pragma once

#include <memory>
#include <vector>

#include "app/film/film_job.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// Keeps what the stage shows 30 times a second while the session's view is being recorded; then
/// queues the job that draws it and writes it into the working folder.
class QuickRecorder {
 public:
  static constexpr double kRate_fps = 30.0, kLongest_s = 360.0;

  /// To be called once a frame, after the figure has moved. `width` and `height`: of the view,
  /// pixels. A recording that is as long as it may be ends by itself.
  void update(app::Session& session, double elapsed_s, float width, float height);
  /// That it goes on and for how long, over the stage.
  void draw(Ui& ui, const Rect& stage) const;

  bool is_recording() const { return is_recording_; }
  double length_s() const { return static_cast<double>(frames_.size()) / kRate_fps; }

 private:
  void finish(app::Session& session);

  bool is_recording_ = false;
  double passed_s_ = 0.0;
  int width_ = 0, height_ = 0;
  // A picture that stands for several moments is kept once.
  std::vector<std::shared_ptr<const app::FilmFrame>> frames_;
};

}  // namespace kinemote::view
