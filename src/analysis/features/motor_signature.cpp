#include "analysis/features/motor_signature.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/features/body_frame.h"
#include "analysis/features/sort_values.h"
#include "motion/core/body_map.h"

namespace kinemote::analysis {
namespace {

constexpr int kFewestFrames = 5;
constexpr std::array<std::string_view, 4> kQuantityNames{"speed", "velocity-gradient",
                                                         "axis-gradient", "jerk"};
constexpr std::array<std::string_view, 3> kPoolingNames{"pooled", "joint", "body-part"};
constexpr std::array<std::string_view, 4> kBodyPartNames{"head", "trunk", "arms", "legs"};

template <size_t N>
std::string list_of(const std::array<std::string_view, N>& names) {
  std::string list;
  for (size_t i = 0; i < N; ++i) {
    list += (i == 0 ? "" : i + 1 == N ? " or " : ", ") + std::string(names[i]);
  }
  return list;
}

/// Index in kBodyPartNames.
int group_of(BodyPart part) {
  switch (part) {
    case BodyPart::kNeck:
    case BodyPart::kHead:
      return 0;
    case BodyPart::kHips:
    case BodyPart::kSpine:
    case BodyPart::kChest:
      return 1;
    case BodyPart::kLeftShoulder:
    case BodyPart::kLeftUpperArm:
    case BodyPart::kLeftLowerArm:
    case BodyPart::kLeftHand:
    case BodyPart::kRightShoulder:
    case BodyPart::kRightUpperArm:
    case BodyPart::kRightLowerArm:
    case BodyPart::kRightHand:
      return 2;
    default:
      return 3;
  }
}

/// Every joint's place in kBodyPartNames: that of the nearest known part above it (fingers belong
/// to arms); what lies above the hips moves with them: trunk.
std::vector<int> body_part_groups(const Skeleton& skeleton) {
  const BodyMap body = find_body_parts(skeleton);
  std::vector<int> groups(skeleton.size(), -1);
  for (int p = 0; p < kBodyPartCount; ++p) {
    if (body.joint_of[p] >= 0) groups[body.joint_of[p]] = group_of(static_cast<BodyPart>(p));
  }
  for (int j = 0; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (groups[j] < 0) groups[j] = parent < 0 ? 1 : groups[parent];
  }
  return groups;
}

/// One joint's path with each coordinate in one row, which the differences below run along.
struct Path {
  std::vector<double> x, y, z;
  bool moves = false;

  explicit Path(int frames) : x(frames), y(frames), z(frames) {}
  void read(const WorldMotion& world, int joint, double scale) {
    moves = false;
    const Vec3& first = world.position(0, joint);
    for (int f = 0; f < world.frame_count; ++f) {
      const Vec3& p = world.position(f, joint);
      moves |= p != first;
      x[f] = p.x * scale;
      y[f] = p.y * scale;
      z[f] = p.z * scale;
    }
  }
};

class Measurer {
 public:
  Measurer(const WorldMotion& world, SignatureQuantity quantity, double length_scale_m)
      : world_(world), quantity_(quantity), scale_(1.0 / length_scale_m), path_(world.frame_count) {
    rate_ = 1.0 / world.frame_time_s;
    speeds_.resize(std::max(0, world.frame_count - 2));
  }

  /// Vectors are turned into the heading frame of their frame.
  void set_headings(std::vector<Heading> facing) { facing_ = std::move(facing); }

  /// Appends the joint's values; false if it never moves.
  bool append(int joint, std::vector<double>& out) {
    path_.read(world_, joint, scale_);
    if (!path_.moves) return false;
    switch (quantity_) {
      case SignatureQuantity::kSpeed:
        measure_speeds();
        out.insert(out.end(), speeds_.begin(), speeds_.end());
        break;
      case SignatureQuantity::kVelocityGradient:
        measure_speeds();
        for (size_t i = 1; i + 1 < speeds_.size(); ++i) {
          out.push_back((speeds_[i + 1] - speeds_[i - 1]) * (0.5 * rate_));
        }
        break;
      case SignatureQuantity::kAxisGradient:
        append_axis_gradients(out);
        break;
      case SignatureQuantity::kJerk:
        append_jerks(out);
        break;
    }
    return true;
  }

 private:
  void measure_speeds() {
    for (size_t i = 0; i < speeds_.size(); ++i) {
      const double dx = path_.x[i + 2] - path_.x[i];
      const double dy = path_.y[i + 2] - path_.y[i];
      const double dz = path_.z[i + 2] - path_.z[i];
      speeds_[i] = std::sqrt(dx * dx + dy * dy + dz * dz) * (0.5 * rate_);
    }
  }

  void append_axis_gradients(std::vector<double>& out) const {
    const double per_time = 0.25 * rate_ * rate_;
    const auto second = [&](const std::vector<double>& p, int f) {
      return (p[f + 2] - 2.0 * p[f] + p[f - 2]) * per_time;
    };
    for (int f = 2; f + 2 < world_.frame_count; ++f) {
      Vec3 a(second(path_.x, f), second(path_.y, f), second(path_.z, f));
      if (!facing_.empty()) a = in_heading_frame(a, facing_[f]);
      out.insert(out.end(), {a.x, a.y, a.z});
    }
  }

  void append_jerks(std::vector<double>& out) const {
    const double per_time = 0.5 * rate_ * rate_ * rate_;
    const auto third = [&](const std::vector<double>& p, int f) {
      return p[f + 2] - 2.0 * p[f + 1] + 2.0 * p[f - 1] - p[f - 2];
    };
    for (int f = 2; f + 2 < world_.frame_count; ++f) {
      const double dx = third(path_.x, f);
      const double dy = third(path_.y, f);
      const double dz = third(path_.z, f);
      out.push_back(std::sqrt(dx * dx + dy * dy + dz * dz) * per_time);
    }
  }

  const WorldMotion& world_;
  SignatureQuantity quantity_;
  double scale_;
  double rate_;
  Path path_;
  std::vector<double> speeds_;
  std::vector<Heading> facing_;
};

Status check_motion(const WorldMotion& world) {
  if (!(world.frame_time_s > 0.0) || !std::isfinite(world.frame_time_s)) {
    return bad_input("the motion has a frame time of " + std::to_string(world.frame_time_s) +
                     " s; expected a positive number");
  }
  if (world.frame_count < kFewestFrames) {
    return bad_input("the motion has " + std::to_string(world.frame_count) +
                     " frames; a motor signature needs at least 5");
  }
  return {};
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

Error nothing_moves() {
  return bad_input("nothing moves in this motion; its motor signature would be empty");
}

Error not_finite() { return bad_input("the motion holds positions that are not finite numbers"); }

/// Group of every joint (-1: none) and the groups' names.
struct Grouping {
  std::vector<int> group_of_joint;
  std::vector<std::string> names;
};

Grouping group_joints(const Skeleton& skeleton, SignaturePooling pooling) {
  Grouping grouping;
  switch (pooling) {
    case SignaturePooling::kPooled:
      grouping.group_of_joint.assign(skeleton.size(), 0);
      grouping.names = {"all"};
      break;
    case SignaturePooling::kPerJoint:
      for (int j = 0; j < skeleton.size(); ++j) {
        grouping.group_of_joint.push_back(j);
        grouping.names.push_back(skeleton.joints[j].name);
      }
      break;
    case SignaturePooling::kPerBodyPart:
      grouping.group_of_joint = body_part_groups(skeleton);
      grouping.names.assign(kBodyPartNames.begin(), kBodyPartNames.end());
      break;
  }
  return grouping;
}

double weight_of(const SignatureSettings& settings, const std::string& name) {
  for (const auto& [group, weight] : settings.weights) {
    if (group == name) return weight;
  }
  return 1.0;
}

/// Mean size of all values of groups that move.
double mean_size(const Signature& signature) {
  double sum = 0.0;
  size_t count = 0;
  for (const SignatureGroup& group : signature.groups) {
    if (group.is_still) continue;
    for (size_t i = 0; i < group.values.size(); i += group.dimensions) {
      double squares = 0.0;
      for (int d = 0; d < group.dimensions; ++d) squares += std::pow(group.values[i + d], 2);
      sum += std::sqrt(squares);
      ++count;
    }
  }
  return count > 0 ? sum / count : 0.0;
}

}  // namespace

std::string_view name_of(SignatureQuantity quantity) {
  return kQuantityNames[static_cast<int>(quantity)];
}
std::string_view name_of(SignaturePooling pooling) {
  return kPoolingNames[static_cast<int>(pooling)];
}

Result<SignatureQuantity> parse_signature_quantity(std::string_view name) {
  const auto found = std::find(kQuantityNames.begin(), kQuantityNames.end(), name);
  if (found != kQuantityNames.end()) {
    return static_cast<SignatureQuantity>(found - kQuantityNames.begin());
  }
  return usage_error("signature quantity \"" + std::string(name) + "\" is not known; expected " +
                     list_of(kQuantityNames));
}

Result<SignaturePooling> parse_signature_pooling(std::string_view name) {
  const auto found = std::find(kPoolingNames.begin(), kPoolingNames.end(), name);
  if (found != kPoolingNames.end()) {
    return static_cast<SignaturePooling>(found - kPoolingNames.begin());
  }
  return usage_error("signature pooling \"" + std::string(name) + "\" is not known; expected " +
                     list_of(kPoolingNames));
}

Status SignatureSettings::validate() const {
  for (auto it = weights.begin(); it != weights.end(); ++it) {
    const auto& [name, weight] = *it;
    if (!(weight >= 0.0) || !std::isfinite(weight)) {
      return usage_error("the weight of \"" + name + "\" in a motor signature is " +
                         std::to_string(weight) + "; expected a number from 0 up");
    }
    if (std::any_of(weights.begin(), it, [&](const auto& w) { return w.first == name; })) {
      return usage_error("the motor signature's weight of \"" + name + "\" is given twice");
    }
    if (pooling == SignaturePooling::kPooled && name != "all") {
      return usage_error("a pooled motor signature has only the group all, no \"" + name +
                         "\"; weigh joints or body parts with another pooling");
    }
    if (pooling == SignaturePooling::kPerBodyPart &&
        std::find(kBodyPartNames.begin(), kBodyPartNames.end(), name) == kBodyPartNames.end()) {
      return usage_error("\"" + name + "\" is no body part of a motor signature; expected " +
                         list_of(kBodyPartNames));
    }
  }
  if (pooling == SignaturePooling::kPooled && !weights.empty() && weights.front().second == 0.0) {
    return usage_error("the only group of a pooled motor signature has the weight 0");
  }
  return {};
}

Result<Signature> motor_signature(const WorldMotion& world, const Skeleton& skeleton,
                                  const SignatureSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check_motion(world); !s) return s.error();
  if (skeleton.size() != world.joint_count) {
    return bad_input("the motion has " + std::to_string(world.joint_count) +
                     " joints, its skeleton " + std::to_string(skeleton.size()));
  }
  const Grouping grouping = group_joints(skeleton, settings.pooling);
  for (const auto& [name, weight] : settings.weights) {
    if (std::find(grouping.names.begin(), grouping.names.end(), name) == grouping.names.end()) {
      return usage_error("the motor signature gives a weight to joint \"" + name +
                         "\", which this skeleton does not have");
    }
  }
  const bool is_by_height = settings.normalise == Normalise::kHeight;
  const bool is_vector = settings.quantity == SignatureQuantity::kAxisGradient;
  Measurer measurer(world, settings.quantity, is_by_height ? body_height_m(skeleton) : 1.0);
  if (is_vector && is_by_height) {
    const BodyMap body = find_body_parts(skeleton);
    if (!body.has(BodyPart::kLeftUpperLeg) || !body.has(BodyPart::kRightUpperLeg)) {
      return bad_input(
          "an axis-gradient signature sees the motion along the figure's heading, which needs left "
          "and right upper legs; none were found in this skeleton (use the world's axes, "
          "normalise none, or another quantity)");
    }
    measurer.set_headings(headings(world, body));
  }

  Signature signature;
  std::vector<int> place(grouping.names.size(), -1);  // of a group in the signature
  bool any_moves = false;
  for (int j = 0; j < world.joint_count; ++j) {
    const int g = grouping.group_of_joint[j];
    const double weight = weight_of(settings, grouping.names[g]);
    if (weight == 0.0) continue;
    if (place[g] < 0) {
      place[g] = static_cast<int>(signature.groups.size());
      signature.groups.push_back({grouping.names[g], weight, is_vector ? 3 : 1, true, {}});
    }
    SignatureGroup& group = signature.groups[place[g]];
    if (measurer.append(j, group.values)) {
      group.is_still = false;
      any_moves = true;
    }
  }
  if (signature.groups.empty()) {
    return usage_error("every group of the motor signature has the weight 0");
  }
  if (!any_moves) return nothing_moves();
  for (SignatureGroup& group : signature.groups) {
    if (!all_finite(group.values)) return not_finite();
    if (group.is_still) group.values.assign(group.dimensions, 0.0);
  }
  if (settings.is_scale_free) {
    signature.scale = mean_size(signature);
    if (!(signature.scale > 0.0)) return nothing_moves();
    for (SignatureGroup& group : signature.groups) {
      for (double& value : group.values) value /= signature.scale;
    }
  }
  for (SignatureGroup& group : signature.groups) {
    if (group.dimensions == 1) sort_ascending(group.values);
  }
  return signature;
}

Result<std::vector<double>> velocity_gradient_signature(const WorldMotion& world,
                                                        double length_scale_m) {
  if (!(length_scale_m > 0.0) || !std::isfinite(length_scale_m)) {
    return usage_error("the length scale of a motor signature is " +
                       std::to_string(length_scale_m) + " m; expected a number above 0");
  }
  if (Status s = check_motion(world); !s) return s.error();
  Measurer measurer(world, SignatureQuantity::kVelocityGradient, length_scale_m);
  std::vector<double> gradients;
  gradients.reserve(static_cast<size_t>(world.frame_count) * world.joint_count);
  for (int joint = 0; joint < world.joint_count; ++joint) measurer.append(joint, gradients);
  if (gradients.empty()) return nothing_moves();
  if (!all_finite(gradients)) return not_finite();
  sort_ascending(gradients);
  return gradients;
}

}  // namespace kinemote::analysis
