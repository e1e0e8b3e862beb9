// Whether a motion could be a body's: feet that slide or sink, jerks, jumps, balance.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "analysis/features/balance.h"
#include "motion/core/clip.h"

namespace kinemote::analysis {

/// How far points sink below where they stand.
struct Penetration {
  double mean_m = 0.0;   // over all frames, of the deepest point (0 where none sinks)
  double worst_m = 0.0;  // of all frames
  double share = 0.0;    // of frames in which a point is more than 1 cm deep
};

/// The largest value of a joint over a motion, and where it is.
struct Peak {
  double value = 0.0;
  int joint = -1;
  int frame = -1;
};

/// Read-outs of one motion; none depends on where on the ground it is or which way it faces. In
/// metres and seconds, not scaled by the figure's height.
struct Plausibility {
  FootSlide slide;
  /// Median over toe points and the frames in which they are near the ground (lower than 5 cm above
  /// the 2nd percentile of their own height) of their horizontal speed. Unlike `slide` it does not
  /// first decide which of them stand.
  double toe_speed_mps = 0.0;
  Penetration penetration;
  double jerk_median_mps3 = 0.0;  // over joints and frames: third difference of world positions
  double jerk_p99_mps3 = 0.0;     // 99th percentile
  Peak fastest_mps;               // largest joint speed
  Peak sharpest_mps2;             // largest joint acceleration
  Balance balance;
};

/// What the figure stands on, where it is known better than from the motion itself.
struct StandingHeights {
  std::array<double, 2> height_m{};  // of a planted heel (ankle) and toe joint
};

/// Measures a motion. Derivatives are taken over a step of 1/30 s (the nearest whole number of
/// frames), so that the rates of files compare; clips of fewer than four steps have no jerk.
/// Foot points sink where they are lower than the median height at which they bear on the ground
/// (or `standing`), a heel by more than the 2 cm that it gives way when it lands; other joints
/// below the hips or hanging from the trunk sink where they are lower than the lower toe point
/// stands. `body` must be whole; cost: about 20 microseconds a frame of 22 joints.
Plausibility measure_plausibility(const Clip& clip, const WorldMotion& world, const BodyMap& body,
                                  const std::optional<StandingHeights>& standing = std::nullopt);

/// Largest joint speed and acceleration of some frames.
struct Peaks {
  Peak fastest_mps, sharpest_mps2;
};

/// Peaks over the `reach` frames from each of `frames` on, and the frame before it: for whether
/// motion jumps there. Steps as in measure_plausibility.
Peaks peaks_after(const WorldMotion& world, const BodyMap& body, const Skeleton& skeleton,
                  std::span<const int> frames, int reach);

/// A read-out over the clips of real motion capture.
struct RealRange {
  double mean = 0.0;
  double p95 = 0.0;  // 95th percentile
};

/// Values of real motion to read others against. They depend on what is done: running has six times
/// the jerk of bowing.
struct RealMotion {
  RealRange slide_mean_m, toe_speed_mps, penetration_mean_m, jerk_median_mps3, jerk_p99_mps3;
  double speed_p999_mps = 0.0;          // 99.9th percentile over joints and frames of all clips
  double acceleration_p999_mps2 = 0.0;  // likewise
  const char* source = "";              // which clips
};
const RealMotion& real_motion();

}  // namespace kinemote::analysis
