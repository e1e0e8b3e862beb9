// Where the camera has been, and flights from one place to another.
#pragma once

#include <optional>
#include <vector>

#include "view/render/camera.h"

namespace kinemote::app {

/// Back and forward through views, apart from undo. A view counts once the camera has rested.
class CameraPath {
 public:
  static constexpr double kRest_s = 0.4, kFlight_s = 0.35;
  static constexpr size_t kMost = 64;

  /// One step of `elapsed_s`: flies on, or notices that the camera came to rest. `follows`: the
  /// target goes with the figure, and is no part of the view then.
  void update(view::Camera& camera, bool follows, double elapsed_s);

  bool can_go_back() const { return position_ > 0; }
  bool can_go_forward() const { return position_ + 1 < views_.size(); }
  /// Brings angles, distance and projection back (the target too, unless it follows).
  void go_back(view::Camera& camera, bool follows);
  void go_forward(view::Camera& camera, bool follows);

  /// Flies there, slower towards the end; at once if `is_instant`.
  void fly(view::Camera& camera, const view::Camera& to, bool is_instant);
  bool is_flying() const { return flight_.has_value(); }
  /// The user's hand ends a flight where it is.
  void stop() { flight_.reset(); }

 private:
  struct Flight {
    view::Camera from, to;
    double elapsed_s = 0.0;
  };
  void restore(view::Camera& camera, bool follows);

  std::vector<view::Camera> views_;
  size_t position_ = 0;
  view::Camera last_;
  double rest_s_ = 0.0;
  std::optional<Flight> flight_;
};

}  // namespace kinemote::app
