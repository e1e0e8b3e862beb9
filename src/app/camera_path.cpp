#include "app/camera_path.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace kinemote::app {
namespace {

bool is_same_view(const view::Camera& a, const view::Camera& b, bool follows) {
  constexpr double kSeen_rad = 1e-3, kSeen_m = 1e-3;
  return std::abs(std::remainder(a.azimuth_rad - b.azimuth_rad, 2.0 * kPi)) < kSeen_rad &&
         std::abs(a.elevation_rad - b.elevation_rad) < kSeen_rad &&
         std::abs(a.distance_m - b.distance_m) < kSeen_m * b.distance_m &&
         a.is_orthographic == b.is_orthographic &&
         (follows || glm::distance(a.target, b.target) < kSeen_m);
}

}  // namespace

void CameraPath::update(view::Camera& camera, bool follows, double elapsed_s) {
  if (flight_) {
    flight_->elapsed_s += std::max(0.0, elapsed_s);
    const double t = std::min(1.0, flight_->elapsed_s / kFlight_s);
    const double share = 1.0 - std::pow(1.0 - t, 3.0);
    const view::Camera& from = flight_->from;
    const view::Camera& to = flight_->to;
    camera.target = from.target + share * (to.target - from.target);
    camera.azimuth_rad =
        from.azimuth_rad + share * std::remainder(to.azimuth_rad - from.azimuth_rad, 2.0 * kPi);
    camera.elevation_rad = std::lerp(from.elevation_rad, to.elevation_rad, share);
    camera.distance_m = std::lerp(from.distance_m, to.distance_m, share);
    if (t >= 1.0) flight_.reset();
  }
  if (!is_same_view(camera, last_, follows)) rest_s_ = 0.0;
  last_ = camera;
  rest_s_ += std::max(0.0, elapsed_s);
  const bool is_new = views_.empty() || !is_same_view(camera, views_[position_], follows);
  if (rest_s_ < kRest_s || flight_ || !is_new) return;
  if (!views_.empty()) views_.resize(position_ + 1);
  views_.push_back(camera);
  if (views_.size() > kMost) views_.erase(views_.begin());
  position_ = views_.size() - 1;
}

void CameraPath::go_back(view::Camera& camera, bool follows) {
  if (!can_go_back()) return;
  --position_;
  restore(camera, follows);
}

void CameraPath::go_forward(view::Camera& camera, bool follows) {
  if (!can_go_forward()) return;
  ++position_;
  restore(camera, follows);
}

void CameraPath::restore(view::Camera& camera, bool follows) {
  flight_.reset();
  const Vec3 target = camera.target;
  camera = views_[position_];
  if (follows) camera.target = target;
  last_ = camera;
}

void CameraPath::fly(view::Camera& camera, const view::Camera& to, bool is_instant) {
  flight_.reset();
  if (is_instant) {
    camera = to;
  } else {
    flight_ = Flight{camera, to};
  }
}

}  // namespace kinemote::app
