#include "motion/core/gap_filling.h"

#include <algorithm>
#include <cmath>

namespace kinemote {
namespace {

/// A measured value of one point.
struct Knot {
  int frame;
  Vec3 position;
};

/// Slope of one coordinate at a knot between two intervals (lengths `h`, secants `d`), per frame:
/// Fritsch and Butland's weighted harmonic mean; 0 at a turning point.
double slope(double h_before, double d_before, double h_after, double d_after) {
  if (d_before * d_after <= 0.0) return 0.0;
  const double w_before = 2.0 * h_after + h_before;
  const double w_after = h_after + 2.0 * h_before;
  return (w_before + w_after) / (w_before / d_before + w_after / d_after);
}

/// The interpolant between knots 1 and 2 at a frame; knots 0 and 3 may repeat them (no neighbour).
Vec3 interpolate(const Knot (&k)[4], int frame) {
  const double h = k[2].frame - k[1].frame;
  const double t = (frame - k[1].frame) / h;
  Vec3 out;
  for (int axis = 0; axis < 3; ++axis) {
    const double d = (k[2].position[axis] - k[1].position[axis]) / h;
    const auto end_slope = [&](const Knot& a, const Knot& b) {
      const double h_outer = b.frame - a.frame;
      if (h_outer == 0.0) return d;
      return slope(h, d, h_outer, (b.position[axis] - a.position[axis]) / h_outer);
    };
    const double m1 = end_slope(k[0], k[1]);
    const double m2 = end_slope(k[2], k[3]);
    const double s = 1.0 - t;  // cubic Hermite basis
    out[axis] = s * s * (1.0 + 2.0 * t) * k[1].position[axis] + s * s * t * h * m1 +
                t * t * (1.0 + 2.0 * s) * k[2].position[axis] - t * t * s * h * m2;
  }
  return out;
}

bool is_in_unit_range(double value) { return value >= 0.0 && value <= 1.0; }
bool is_time(double value) { return std::isfinite(value) && value >= 0.0; }

/// Fills the gaps of one point.
class PointFiller {
 public:
  PointFiller(PointClip& clip, int point, const GapSettings& settings, GapReport& report)
      : clip_(clip), point_(point), report_(report) {
    longest_gap_ = frames_in(settings.longest_gap_s);
    longest_hold_ = frames_in(settings.longest_hold_s);
  }

  void run() {
    int last = -1;  // the last measured frame
    for (int f = 0; f < clip_.frame_count; ++f) {
      if (!is_measured(f)) continue;
      if (last < 0) {
        hold(f, 0, f);
      } else if (f > last + 1) {
        bridge(last, f);
      }
      last = f;
    }
    if (last < 0) {
      leave(clip_.frame_count);
    } else {
      hold(last, last + 1, clip_.frame_count);
    }
  }

 private:
  int frames_in(double time_s) const {
    return static_cast<int>(std::min(time_s / clip_.frame_time_s + 1e-6, 1e9));
  }
  bool is_measured(int frame) const {
    return clip_.states[clip_.index(frame, point_)] == PointState::kMeasured;
  }
  Knot knot(int frame) const { return {frame, clip_.positions[clip_.index(frame, point_)]}; }

  /// The measured frame next to `frame` in a direction, `frame` itself if none is near enough to
  /// tell anything about the motion here.
  int neighbour(int frame, int step) const {
    for (int away = 1; away <= longest_gap_ + 1; ++away) {
      const int f = frame + step * away;
      if (f < 0 || f >= clip_.frame_count) break;
      if (is_measured(f)) return f;
    }
    return frame;
  }

  void leave(int frames) {
    report_.missing += frames;
    report_.longest_s = std::max(report_.longest_s, frames * clip_.frame_time_s);
  }

  void set(int frame, const Vec3& position, float confidence) {
    const size_t i = clip_.index(frame, point_);
    clip_.positions[i] = position;
    clip_.confidences[i] = confidence;
    clip_.states[i] = PointState::kFilled;
    ++report_.filled;
  }

  void hold(int measured, int first, int last) {
    if (first >= last) return;
    if (last - first > longest_hold_) {
      leave(last - first);
      return;
    }
    const size_t from = clip_.index(measured, point_);
    for (int f = first; f < last; ++f) set(f, clip_.positions[from], clip_.confidences[from]);
  }

  void bridge(int before, int after) {
    if (after - before - 1 > longest_gap_) {
      leave(after - before - 1);
      return;
    }
    const Knot knots[4] = {knot(neighbour(before, -1)), knot(before), knot(after),
                           knot(neighbour(after, 1))};
    const float confidence = std::min(clip_.confidences[clip_.index(before, point_)],
                                      clip_.confidences[clip_.index(after, point_)]);
    for (int f = before + 1; f < after; ++f) set(f, interpolate(knots, f), confidence);
  }

  PointClip& clip_;
  int point_;
  GapReport& report_;
  int longest_gap_ = 0;
  int longest_hold_ = 0;
};

}  // namespace

Result<GapReport> fill_gaps(PointClip& clip, const GapSettings& settings) {
  if (!is_in_unit_range(settings.least_confidence)) {
    return usage_error("the least confidence is " + std::to_string(settings.least_confidence) +
                       "; expected a number from 0 to 1");
  }
  if (!is_time(settings.longest_gap_s) || !is_time(settings.longest_hold_s)) {
    return usage_error("the longest gap and the longest hold must be times of 0 s or more");
  }
  GapReport report;
  for (size_t i = 0; i < clip.states.size(); ++i) {
    if (clip.states[i] != PointState::kMeasured) continue;
    if (clip.confidences[i] >= settings.least_confidence) continue;
    clip.states[i] = PointState::kMissing;
    ++report.low;
  }
  for (int p = 0; p < clip.point_count(); ++p) PointFiller(clip, p, settings, report).run();
  return report;
}

}  // namespace kinemote
