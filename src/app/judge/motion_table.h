// Short motions as rows of numbers.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <span>
#include <vector>

#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Joint positions of a clip seen from above the hips' ground point in each frame's heading, every
/// `step` frames: F x J' points.
std::vector<Vec3> places_of(const Clip& clip, const synthesis::WindowLayout& layout, int step = 1);
/// The same in the world.
std::vector<Vec3> world_places_of(const Clip& clip, const synthesis::WindowLayout& layout);
/// Mean distance of points; of equal numbers.
double mean_distance(std::span<const Vec3> a, std::span<const Vec3> b);

struct MotionTable {
  Eigen::MatrixXd features;  // N x D, analysis::style_features()
  /// N x P, joint positions as places_of() of every fourth frame, scaled so that the Euclidean
  /// distance of two rows is the root mean square distance of a joint in metres.
  Eigen::MatrixXf places;
};

/// What tells whether a body could do it, of one motion.
struct Plainness {
  double toe_speed_mps = 0.0;
  double jerk_mps3 = 0.0;
  double penetration_m = 0.0;
  double path_speed_mps = 0.0;  // of the hips over the ground, mean
};

using ClipMaker = std::function<Clip(int i)>;

/// Measures clips 0 … count - 1 of the layout's skeleton, on several threads. Error: cancelled.
Result<MotionTable> measure_motions(int count, const ClipMaker& clip,
                                    const synthesis::WindowLayout& layout, int threads,
                                    const Progress& progress);
Result<std::vector<Plainness>> measure_plainness(int count, const ClipMaker& clip,
                                                 const synthesis::ModelCard& card, int threads,
                                                 const Progress& progress);

/// A motion to decode.
struct MotionWish {
  std::vector<float> latent;
  synthesis::Condition condition;
};
/// Decodes wishes one after the other, cleaned up if `is_cleaned`. Errors: of the model; cancelled.
Result<std::vector<Clip>> decode_wishes(synthesis::MotionModel& model,
                                        const std::vector<MotionWish>& wishes, bool is_cleaned,
                                        std::string_view phase, const Progress& progress);

}  // namespace kinemote::app
