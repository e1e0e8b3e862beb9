#include "app/difference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>

#include "app/company.h"
#include "app/curve_sheet.h"
#include "app/motion_import.h"

namespace kinemote::app {
namespace {

constexpr int kMostSteps = 20000;  // ten minutes at 30 frames/s

bool same_map(const TimeMap& a, const TimeMap& b) {
  return a.offset_s == b.offset_s && a.rate == b.rate && a.duration_s == b.duration_s &&
         a.warp_s == b.warp_s && a.warp_step_s == b.warp_step_s;
}

bool same_skeleton(const Playable& a, const Playable& b) {
  return a.clip.skeleton == b.clip.skeleton || a.clip.skeleton->same_as(*b.clip.skeleton);
}

std::vector<Vec3> positions_at(const Playable& motion, double time_s) {
  const double at = std::clamp(time_s / motion.clip.frame_time_s, 0.0,
                               static_cast<double>(motion.clip.frame_count - 1));
  const int before = static_cast<int>(at);
  const int after = std::min(before + 1, motion.clip.frame_count - 1);
  const double share = at - before;
  std::vector<Vec3> places;
  places.reserve(static_cast<size_t>(motion.world.joint_count));
  for (int j = 0; j < motion.world.joint_count; ++j) {
    const Vec3& from = motion.world.position(before, j);
    places.push_back(from + share * (motion.world.position(after, j) - from));
  }
  return places;
}

/// Both as they are to be compared: themselves, or their canonical figures.
struct Compared {
  PlayablePtr a, b;
  std::string problem;
};

Compared on_one_skeleton(const DifferenceRequest& request) {
  if (same_skeleton(*request.a, *request.b)) return {request.a, request.b, ""};
  Compared compared;
  const auto moved = [&](const PlayablePtr& motion) -> PlayablePtr {
    Result<Clip> clip = moved_to(canonical_skeleton(), motion->clip);
    if (clip) return make_playable(std::move(clip).value());
    compared.problem = clip.error().message;
    return nullptr;
  };
  compared.a = moved(request.a);
  if (compared.a) compared.b = moved(request.b);
  return compared;
}

/// The canonical joint that drives each joint of a skeleton, or that of its nearest ancestor.
std::vector<int> canonical_joints_of(const Skeleton& skeleton) {
  const SkeletonPtr canonical = canonical_skeleton();
  const BoneMap map = match_bones(skeleton, *canonical, bone_names());
  std::vector<int> joints(static_cast<size_t>(skeleton.size()), -1);
  for (const BoneMatch& match : map.matches) {
    if (match.source >= 0) joints[static_cast<size_t>(match.source)] = match.target;
  }
  for (size_t j = 0; j < joints.size(); ++j) {
    const int parent = skeleton.joints[j].parent;
    if (joints[j] < 0 && parent >= 0) joints[j] = joints[static_cast<size_t>(parent)];
  }
  return joints;
}

/// Joints of the body. What lies above the hips is the origin of the take, which some files put at
/// the head of the tree: once roots are aligned, how far it is says where the take began.
std::vector<int> body_joints(const Skeleton& skeleton) {
  std::vector<bool> is_above(skeleton.joints.size());
  for (int j = skeleton.joints[static_cast<size_t>(skeleton.first_branching_joint())].parent;
       j >= 0; j = skeleton.joints[static_cast<size_t>(j)].parent) {
    is_above[static_cast<size_t>(j)] = true;
  }
  std::vector<int> joints;
  for (int j = 0; j < skeleton.size(); ++j) {
    if (!is_above[static_cast<size_t>(j)]) joints.push_back(j);
  }
  return joints;
}

double mean_of(const std::vector<float>& values) {
  double sum = 0.0;
  int count = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

bool DifferenceRequest::operator==(const DifferenceRequest& other) const {
  return a == other.a && b == other.b && same_map(a_time, other.a_time) &&
         same_map(b_time, other.b_time) && end == other.end && alignment == other.alignment &&
         duration_s == other.duration_s && step_s == other.step_s;
}

int Difference::step_at(double clock_s) const {
  const double step = std::round(clock_s / request.step_s);
  return static_cast<int>(std::clamp(step, 0.0, std::max(0.0, step_count - 1.0)));
}

int Difference::worst_joint(int step) const {
  const auto first = errors_m.begin() + static_cast<ptrdiff_t>(step * joints.size());
  return static_cast<int>(std::max_element(first, first + static_cast<ptrdiff_t>(joints.size())) -
                          first);
}

Difference measure_difference(const DifferenceRequest& request, const Progress& progress) {
  Difference difference;
  difference.request = request;
  if (!request.a->has_figure || !request.b->has_figure) {
    difference.problem = "only figures are compared, not points";
    return difference;
  }
  const Compared compared = on_one_skeleton(request);
  if (!compared.problem.empty()) {
    difference.problem = compared.problem;
    return difference;
  }
  const Playable& a = *compared.a;
  const Playable& b = *compared.b;
  difference.is_retargeted = compared.b != request.b;
  const Skeleton& skeleton = *b.clip.skeleton;
  const std::vector<int> compared_joints = body_joints(skeleton);
  difference.joint_of_b.assign(skeleton.joints.size(), -1);
  for (const int joint : compared_joints) {
    difference.joint_of_b[static_cast<size_t>(joint)] = static_cast<int>(difference.joints.size());
    difference.joints.push_back(skeleton.joints[static_cast<size_t>(joint)].name);
  }
  if (difference.is_retargeted) {
    difference.joint_of_b = canonical_joints_of(*request.b->clip.skeleton);
  }
  const int steps = 1 + static_cast<int>(std::floor(request.duration_s / request.step_s + 1e-6));
  if (steps > kMostSteps) {
    difference.problem = "too long to be compared frame by frame";
    return difference;
  }
  const Placement first_a = root_at(a, 0.0), first_b = root_at(b, 0.0);
  const bool is_first = request.alignment == RootAlignment::kFirstFrame;
  const size_t joints = difference.joints.size();
  difference.errors_m.reserve(static_cast<size_t>(steps) * joints);
  for (int s = 0; s < steps; ++s) {
    if (!report(progress, "comparing", static_cast<double>(s) / steps)) {
      difference.problem = "comparing was stopped";
      return difference;
    }
    const double a_s = own_moment(request.a_time, s * request.step_s, request.end).time_s;
    const double b_s = own_moment(request.b_time, s * request.step_s, request.end).time_s;
    const Placement placed =
        aligned_placement(is_first ? first_b : root_at(b, b_s),
                          is_first ? first_a : root_at(a, a_s), request.alignment, {});
    const std::vector<Vec3> places_a = positions_at(a, a_s), places_b = positions_at(b, b_s);
    double sum_m = 0.0;
    for (const int joint : compared_joints) {
      const auto j = static_cast<size_t>(joint);
      const double apart_m = glm::distance(placed.apply(places_b[j]), places_a[j]);
      sum_m += apart_m;
      difference.errors_m.push_back(static_cast<float>(apart_m));
      difference.largest_m = std::max(difference.largest_m, static_cast<float>(apart_m));
    }
    difference.mean_m.push_back(static_cast<float>(sum_m / static_cast<double>(joints)));
    difference.overall_m += sum_m / static_cast<double>(joints) / steps;
  }
  difference.step_count = steps;
  difference.worst_step =
      static_cast<int>(std::max_element(difference.mean_m.begin(), difference.mean_m.end()) -
                       difference.mean_m.begin());
  return difference;
}

MotionNumbers measure_numbers(const PlayablePtr& motion) {
  MotionNumbers numbers;
  numbers.duration_s = motion->duration_s();
  numbers.mean_speed_mps = mean_of(motion->speed_mps);
  if (!motion->body) return numbers;
  const CurveSheet sheet =
      measure_curves({{motion},
                      {"lma:effort_weight_energy_mean", "lma:effort_time_acceleration_mean",
                       "lma:effort_flow_jerk_mean", "lma:effort_hands_directness"},
                      0.5});
  const FigureCurves& figure = sheet.figures.front();
  if (figure.curves.size() != 4 || figure.curves.front().empty()) return numbers;
  const std::array<double*, 4> fields{&numbers.weight, &numbers.time, &numbers.flow,
                                      &numbers.space};
  numbers.has_efforts = true;
  for (size_t i = 0; i < fields.size(); ++i) {
    *fields[i] = mean_of(figure.curves[i]);
    numbers.has_efforts = numbers.has_efforts && std::isfinite(*fields[i]);
  }
  return numbers;
}

}  // namespace kinemote::app
