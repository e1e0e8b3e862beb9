#include "analysis/features/balance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "analysis/features/centre_of_mass.h"
#include "analysis/features/ground_hull.h"

namespace kinemote::analysis {
namespace {

constexpr double kFootLength = 0.152;   // of body height
constexpr double kFootBreadth = 0.055;  // of body height
constexpr double kBehindAnkle = 0.25;   // of the foot's length

/// Corners of the part of a sole that bears.
void add_sole(const Vec3& ankle, const Vec3& toe, bool heel_bears, bool toe_bears, double height_m,
              const GroundPoint& fallback_axis, std::vector<GroundPoint>& corners) {
  GroundPoint axis{toe.x - ankle.x, toe.z - ankle.z};
  const double length_m = std::hypot(axis.x, axis.z);
  axis = length_m > 1e-3 ? GroundPoint{axis.x / length_m, axis.z / length_m} : fallback_axis;
  const double half_breadth_m = 0.5 * kFootBreadth * height_m;
  const auto add_edge = [&](double ahead_of_ankle_m) {
    for (const double side : {-half_breadth_m, half_breadth_m}) {
      corners.push_back({ankle.x + ahead_of_ankle_m * axis.x - side * axis.z,
                         ankle.z + ahead_of_ankle_m * axis.z + side * axis.x});
    }
  };
  if (heel_bears) add_edge(-kBehindAnkle * kFootLength * height_m);
  if (toe_bears) {
    add_edge(length_m);
    add_edge(std::max(length_m, (1.0 - kBehindAnkle) * kFootLength * height_m));
  }
}

/// Distance of a point from the edge of a convex hull, positive inside.
double signed_distance_m(const GroundPoint& point, std::span<const GroundPoint> hull) {
  double nearest_m = std::numeric_limits<double>::infinity();
  bool has_left = false;
  bool has_right = false;
  for (size_t i = 0; i < hull.size(); ++i) {
    const GroundPoint& a = hull[i];
    const GroundPoint& b = hull[(i + 1) % hull.size()];
    const GroundPoint edge{b.x - a.x, b.z - a.z};
    const GroundPoint off{point.x - a.x, point.z - a.z};
    const double squared = edge.x * edge.x + edge.z * edge.z;
    const double along =
        squared > 0.0 ? std::clamp((off.x * edge.x + off.z * edge.z) / squared, 0.0, 1.0) : 0.0;
    nearest_m = std::min(nearest_m, std::hypot(off.x - along * edge.x, off.z - along * edge.z));
    const double turn = edge.x * off.z - edge.z * off.x;
    has_left = has_left || turn > 0.0;
    has_right = has_right || turn < 0.0;
  }
  const bool is_inside = hull.size() >= 3 && !(has_left && has_right);
  return is_inside ? nearest_m : -nearest_m;
}

}  // namespace

Balance measure_balance(const WorldMotion& world, const BodyMap& body,
                        const std::vector<char>& contacts, double height_m) {
  Balance balance;
  if (world.frame_count == 0) return balance;
  const std::vector<Vec3> centres = centres_of_mass(world, body);
  const std::array<int, kContactCount> joints = contact_joints(body);
  int standing = 0;
  int supported = 0;
  double sum_m = 0.0;
  std::vector<GroundPoint> corners;
  for (int f = 0; f < world.frame_count; ++f) {
    const Vec3 across = world.position(f, body[BodyPart::kLeftUpperLeg]) -
                        world.position(f, body[BodyPart::kRightUpperLeg]);
    const double width_m = std::max(1e-9, std::hypot(across.x, across.z));
    const GroundPoint forward{-across.z / width_m, across.x / width_m};
    corners.clear();
    for (int heel = 0; heel < kContactCount; heel += 2) {
      const char* bears = contacts.data() + static_cast<size_t>(f) * kContactCount + heel;
      add_sole(world.position(f, joints[heel]), world.position(f, joints[heel + 1]), bears[0] != 0,
               bears[1] != 0, height_m, forward, corners);
    }
    if (corners.empty()) continue;
    const double distance_m = signed_distance_m({centres[f].x, centres[f].z}, convex_hull(corners));
    balance.worst_m = standing == 0 ? distance_m : std::min(balance.worst_m, distance_m);
    sum_m += distance_m;
    ++standing;
    supported += distance_m >= 0.0;
  }
  balance.standing_share = static_cast<double>(standing) / world.frame_count;
  if (standing == 0) return balance;
  balance.supported_share = static_cast<double>(supported) / standing;
  balance.mean_m = sum_m / standing;
  return balance;
}

}  // namespace kinemote::analysis
