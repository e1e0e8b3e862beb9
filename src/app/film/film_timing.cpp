#include "app/film/film_timing.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

Status FilmTiming::validate() const {
  if (!(first_s >= 0.0) || !(last_s >= first_s)) {
    return usage_error("the range must start at 0 s or later and not end before its start");
  }
  if (!(fps > 0.0 && fps <= 240.0)) {
    return usage_error("a film shows more than 0 and up to 240 pictures a second");
  }
  if (!(speed >= kSlowest && speed <= kFastest)) {
    return usage_error("the speed of a film lies within 0.1 and 4 times that of the motion");
  }
  if (!(turntable_s >= 0.0 && turntable_s <= 600.0)) {
    return usage_error("a turn of the camera takes up to 600 seconds; 0 is none");
  }
  const double shown_s = turntable_s > 0.0 ? turntable_s : (last_s - first_s) / speed;
  if (shown_s * fps > kMostFrames + 0.5) {
    return usage_error("a film holds at most " + std::to_string(kMostFrames) +
                       " pictures; choose a shorter range or fewer pictures a second");
  }
  return {};
}

double FilmTiming::duration_s() const {
  if (turntable_s > 0.0) return turntable_s;
  return shows_end ? frame_count() / fps : (last_s - first_s) / speed;
}

int FilmTiming::frame_count() const {
  if (turntable_s <= 0.0 && shows_end) {
    // Times of frames are rounded: the last one may seem to lie a little past the end.
    constexpr double kSlack = 1e-3;
    return 1 + static_cast<int>(std::floor((last_s - first_s) / speed * fps + kSlack));
  }
  return std::max(1, static_cast<int>(std::lround(duration_s() * fps)));
}

double FilmTiming::time_s(int frame) const {
  const double length_s = last_s - first_s;
  double passed_s = frame * speed / fps;
  if (wraps && length_s > 0.0) passed_s = std::fmod(passed_s, length_s);
  return first_s + std::min(passed_s, length_s);
}

double FilmTiming::turn_rad(int frame) const {
  return turntable_s > 0.0 ? 2.0 * kPi * frame / (fps * turntable_s) : 0.0;
}

std::vector<Vec3> smoothed_path(const std::vector<Vec3>& path, int reach) {
  std::vector<Vec3> sums{Vec3(0.0)};
  for (const Vec3& point : path) sums.push_back(sums.back() + point);
  std::vector<Vec3> smooth;
  const int count = static_cast<int>(path.size());
  for (int i = 0; i < count; ++i) {
    const int side = std::min({reach, i, count - 1 - i});
    smooth.push_back(
        (sums[static_cast<size_t>(i + side + 1)] - sums[static_cast<size_t>(i - side)]) /
        (2.0 * side + 1.0));
  }
  return smooth;
}

}  // namespace kinemote::app
