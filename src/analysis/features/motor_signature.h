// Motor signature: the distribution of a movement quantity over a motion.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/features/normalise.h"
#include "motion/core/kinematics.h"

namespace kinemote::analysis {

/// What is measured of every joint in every frame; p is its world position, v by central
/// differences. Only frames where the stencils fit. Units with Normalise::kNone; with kHeight the
/// metre is a body height.
enum class SignatureQuantity {
  kSpeed,             // s = |v|, F - 2 values, m/s
  kVelocityGradient,  // g = ds/dt, the tangential acceleration, F - 4 values, m/s^2
  kAxisGradient,      // dv/dt, a vector: F - 4 triples, m/s^2
  kJerk,              // |d3p/dt3| = |p(+2) - 2 p(+1) + 2 p(-1) - p(-2)| / 2 dt^3, F - 4, m/s^3
};
/// "speed", "velocity-gradient", "axis-gradient", "jerk".
std::string_view name_of(SignatureQuantity quantity);
Result<SignatureQuantity> parse_signature_quantity(std::string_view name);

/// Which joints share a distribution.
enum class SignaturePooling {
  kPooled,       // one group, "all"
  kPerJoint,     // a group a joint, by its name
  kPerBodyPart,  // "head" (with the neck), "trunk", "arms" (with shoulders and hands), "legs"
};
/// "pooled", "joint", "body-part".
std::string_view name_of(SignaturePooling pooling);
Result<SignaturePooling> parse_signature_pooling(std::string_view name);

struct SignatureSettings {
  SignatureQuantity quantity = SignatureQuantity::kVelocityGradient;
  SignaturePooling pooling = SignaturePooling::kPooled;
  /// Weight of groups by name, >= 0; groups that are not named weigh 1, groups of weight 0 are left
  /// out.
  std::vector<std::pair<std::string, double>> weights;
  /// kHeight: positions are divided by body height and vectors are seen in the heading frame (x to
  /// the figure's left, y up, z forward). kNone: metres and world axes.
  Normalise normalise = Normalise::kHeight;
  /// Divides every value by the clip's own mean size of the quantity, over all joints that move, so
  /// that vigour does not count but only the shape of the distributions and what moves most.
  bool is_scale_free = false;

  /// Error (usage): a weight that is negative or not finite, named twice, none above 0, or, with
  /// groups known beforehand, not the name of a group.
  Status validate() const;
};

/// The distribution of one group of joints.
struct SignatureGroup {
  std::string name;
  double weight = 1.0;
  int dimensions = 1;  // 3 for vectors
  /// True if no joint of the group ever moves; the sample is then one zero, which is the same
  /// distribution as many.
  bool is_still = false;
  /// dimensions 1: values sorted ascending; 3: row-major triples in the order of joints and frames.
  std::vector<double> values;
};

struct Signature {
  std::vector<SignatureGroup> groups;
  double scale = 1.0;  // what is_scale_free divided by
};

/// Joints whose position never changes in the clip are left out of pooled groups: they would put a
/// false atom at zero. Body parts without a joint have no group. Errors: those of validate(); usage
/// for weights of joints that the skeleton lacks; bad input if F < 5, nothing moves, positions are
/// not finite, or the body parts that the settings ask for are not found in the skeleton.
/// Cost: about 20 ns a value, half of it sorting.
Result<Signature> motor_signature(const WorldMotion& world, const Skeleton& skeleton,
                                  const SignatureSettings& settings);

/// One group over many clips, ready for a distance between samples.
struct SignatureColumn {
  std::string name;
  double weight = 1.0;
  int dimensions = 1;
  std::vector<std::vector<double>> samples;  // one a clip
};
/// The groups that all signatures have, in the order of the first, without those that are still in
/// every clip. The distance of two clips is sum(w d) / sum(w) over the columns. Error (bad input)
/// if no group is left, or the signatures were made with different settings.
Result<std::vector<SignatureColumn>> signature_columns(std::vector<Signature> signatures);

/// The quantity kVelocityGradient of all joints in one sorted sample, without asking for a
/// skeleton: m/s^2 after positions were divided by `length_scale_m` (body height, or 1 for none).
/// Errors as motor_signature().
Result<std::vector<double>> velocity_gradient_signature(const WorldMotion& world,
                                                        double length_scale_m = 1.0);

}  // namespace kinemote::analysis
