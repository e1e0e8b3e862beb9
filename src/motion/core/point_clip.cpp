#include "motion/core/point_clip.h"

#include <algorithm>
#include <cmath>

namespace kinemote {
namespace {

constexpr double kMostFrames = 1e7;

/// State of a value between two frames' values.
PointState state_between(PointState a, PointState b) {
  if (a == PointState::kMissing || b == PointState::kMissing) return PointState::kMissing;
  if (a == PointState::kFilled || b == PointState::kFilled) return PointState::kFilled;
  return PointState::kMeasured;
}

}  // namespace

Status PointClip::validate() const {
  const std::string what = "points \"" + name + "\" ";
  if (point_names.empty()) return bad_input(what + "have no points; expected at least one");
  if (frame_count < 1) return bad_input(what + "have no frames; expected at least one");
  if (!std::isfinite(frame_time_s) || frame_time_s <= 0.0) {
    return bad_input(what + "have frame time " + std::to_string(frame_time_s) +
                     " s; expected a positive number");
  }
  const size_t size = static_cast<size_t>(frame_count) * point_names.size();
  if (positions.size() != size || confidences.size() != size || states.size() != size) {
    return bad_input(what + "have arrays that do not match their frames and points");
  }
  for (const auto& [a, b] : bones) {
    if (std::min(a, b) < 0 || std::max(a, b) >= point_count()) {
      return bad_input(what + "have a bone between points " + std::to_string(a) + " and " +
                       std::to_string(b) + "; expected indices of their " +
                       std::to_string(point_count()) + " points");
    }
  }
  for (size_t i = 0; i < size; ++i) {
    const auto where = [&] {
      return "in frame " + std::to_string(i / point_names.size()) + ", point \"" +
             point_names[i % point_names.size()] + "\"";
    };
    if (!(confidences[i] >= 0.0f && confidences[i] <= 1.0f)) {
      return bad_input(what + "have a confidence outside 0 to 1 " + where());
    }
    if (states[i] == PointState::kMissing) continue;
    const Vec3& p = positions[i];
    if (!std::isfinite(p.x + p.y + p.z)) {
      return bad_input(what + "have a position that is not a finite number " + where());
    }
    if (is_2d && !has_depth && p.z != 0.0) {
      return bad_input(what + "are 2-D but have a depth " + where() + "; expected z = 0");
    }
  }
  return {};
}

Result<PointClip> trim(const PointClip& clip, int first, int last) {
  if (first < 0 || last > clip.frame_count || first >= last) {
    return usage_error("frames " + std::to_string(first) + " to " + std::to_string(last) +
                       " do not lie in points \"" + clip.name + "\" (" +
                       std::to_string(clip.frame_count) + " frames)");
  }
  PointClip out = clip;
  out.frame_count = last - first;
  const auto cut = [&](const auto& from, auto& to) {
    to.assign(from.begin() + static_cast<ptrdiff_t>(clip.index(first, 0)),
              from.begin() + static_cast<ptrdiff_t>(clip.index(last, 0)));
  };
  cut(clip.positions, out.positions);
  cut(clip.confidences, out.confidences);
  cut(clip.states, out.states);
  return out;
}

Result<PointClip> resample(const PointClip& clip, double fps) {
  if (!(fps > 0.0) || fps > 1000.0) {
    return usage_error("cannot resample to " + std::to_string(fps) +
                       " frames per second; expected a number above 0 and up to 1000");
  }
  const double frames = std::floor((clip.frame_count - 1) * clip.frame_time_s * fps + 1e-6) + 1.0;
  if (frames > kMostFrames) {
    return usage_error("cannot resample points \"" + clip.name + "\" to " + std::to_string(fps) +
                       " frames per second: more than 10 million frames");
  }
  PointClip out = clip;
  out.frame_time_s = 1.0 / fps;
  out.frame_count = static_cast<int>(frames);
  const size_t points = clip.point_names.size();
  out.positions.assign(out.frame_count * points, Vec3(0.0));
  out.confidences.assign(out.frame_count * points, 0.0f);
  out.states.assign(out.frame_count * points, PointState::kMissing);
  for (int f = 0; f < out.frame_count; ++f) {
    double at = f * out.frame_time_s / clip.frame_time_s;
    // Snapped, so that frames that exist are copied and not mixed with missing neighbours.
    if (std::abs(at - std::round(at)) < 1e-7) at = std::round(at);
    const int a = std::min(static_cast<int>(at), clip.frame_count - 1);
    const double blend = std::min(at, clip.frame_count - 1.0) - a;
    const int b = blend > 0.0 ? a + 1 : a;
    for (size_t p = 0; p < points; ++p) {
      const size_t from = clip.index(a, static_cast<int>(p));
      const size_t to = clip.index(b, static_cast<int>(p));
      const size_t i = f * points + p;
      out.states[i] = state_between(clip.states[from], clip.states[to]);
      if (out.states[i] == PointState::kMissing) continue;
      out.positions[i] = glm::mix(clip.positions[from], clip.positions[to], blend);
      out.confidences[i] = std::min(clip.confidences[from], clip.confidences[to]);
    }
  }
  return out;
}

}  // namespace kinemote
