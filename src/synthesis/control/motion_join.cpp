#include "synthesis/control/motion_join.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "motion/core/figure_joints.h"
#include "motion/core/kinematics.h"

namespace kinemote::synthesis {
namespace {

constexpr double kPositionUnit_m = 0.10;
constexpr double kVelocityUnit_mps = 0.5;
constexpr double kContactUnit = 2.0;  // a foot that stands here and not there counts as 5 cm or so

/// Share of an offset and of an initial slope (per blend time) left at x in [0, 1]: quintics with
/// vanishing value, slope and curvature at 1, and vanishing curvature at 0.
double offset_left(double x) { return 1.0 - x * x * x * (10.0 - 15.0 * x + 6.0 * x * x); }
double slope_left(double x) { return x - x * x * x * (6.0 - 8.0 * x + 3.0 * x * x); }

}  // namespace

PoseDescriptors describe_poses(const Clip& clip, const BodyMap& body,
                               const std::vector<char>& contacts) {
  const WorldMotion world = forward_kinematics(clip);
  const int hips = body[BodyPart::kHips];
  const std::vector<int> figure = figure_joints(*clip.skeleton, hips);
  const int joints = static_cast<int>(figure.size());
  PoseDescriptors out;
  out.size = 6 * joints + kContactCount;
  out.rows.resize(static_cast<size_t>(world.frame_count) * out.size);
  const double per_joint = 1.0 / std::sqrt(static_cast<double>(joints));
  double heading = 0.0;
  for (int f = 0; f < world.frame_count; ++f) {
    heading = heading_rad(world.position(f, body[BodyPart::kLeftUpperLeg]),
                          world.position(f, body[BodyPart::kRightUpperLeg]), heading);
    const Quat heading_from_world = yaw_rotation(-heading);
    const Vec3 ground(world.position(f, hips).x, 0.0, world.position(f, hips).z);
    const int before = std::max(0, f - 1);
    const int after = std::min(world.frame_count - 1, f + 1);
    const double span_s = std::max(1, after - before) * world.frame_time_s;
    float* row = out.rows.data() + static_cast<size_t>(f) * out.size;
    for (int j = 0; j < joints; ++j) {
      const Vec3 place = heading_from_world * (world.position(f, figure[j]) - ground);
      const Vec3 speed = heading_from_world *
                         (world.position(after, figure[j]) - world.position(before, figure[j])) /
                         span_s;
      for (int axis = 0; axis < 3; ++axis) {
        row[6 * j + axis] = static_cast<float>(per_joint * place[axis] / kPositionUnit_m);
        row[6 * j + 3 + axis] = static_cast<float>(per_joint * speed[axis] / kVelocityUnit_mps);
      }
    }
    for (int c = 0; c < kContactCount; ++c) {
      row[6 * joints + c] =
          static_cast<float>(contacts[static_cast<size_t>(f) * kContactCount + c] / kContactUnit);
    }
  }
  return out;
}

double pose_distance(const PoseDescriptors& a, int frame_a, const PoseDescriptors& b, int frame_b) {
  const float* x = a.row(frame_a);
  const float* y = b.row(frame_b);
  float sum = 0.0F;
  for (int i = 0; i < a.size; ++i) sum += (x[i] - y[i]) * (x[i] - y[i]);
  return sum;
}

JointPlace best_joint(const PoseDescriptors& from, int earliest, const PoseDescriptors& to,
                      int shortest, double frame_cost) {
  const int last = from.frame_count() - 1;
  JointPlace best{last, 0, std::numeric_limits<double>::infinity()};
  for (int leave = earliest; leave <= last; ++leave) {
    for (int enter = 1; enter + shortest < to.frame_count(); ++enter) {
      const double cost =
          pose_distance(from, leave, to, enter) + frame_cost * (last - leave + enter);
      if (cost < best.cost) best = {leave, enter, cost};
    }
  }
  return best;
}

void join_onto(std::vector<float>& head, int cut, const std::vector<float>& tail, int from,
               const WindowLayout& layout, double blend_s) {
  const int channels = layout.channel_count();
  const int tail_frames = static_cast<int>(tail.size()) / channels;
  const int head_frames = static_cast<int>(head.size()) / channels;
  const int blend =
      std::min(tail_frames - from, std::max(1, static_cast<int>(std::round(blend_s * layout.fps))));
  // Where the head would have gone on, and how fast, against where the tail comes in.
  const int next = std::min(cut, head_frames - 1);
  std::vector<double> offset(channels), slope(channels);
  for (int c = 0; c < channels; ++c) {
    const auto at = [&](const std::vector<float>& values, int frame) {
      return static_cast<double>(values[static_cast<size_t>(frame) * channels + c]);
    };
    offset[c] = at(head, next) - at(tail, from);
    const double head_slope = next > 0 ? at(head, next) - at(head, next - 1) : 0.0;
    const double tail_slope =
        from > 0 ? at(tail, from) - at(tail, from - 1) : at(tail, from + 1) - at(tail, from);
    slope[c] = (head_slope - tail_slope) * blend;
  }
  head.resize(static_cast<size_t>(cut) * channels);
  head.insert(head.end(), tail.begin() + static_cast<ptrdiff_t>(from) * channels, tail.end());
  for (int i = 0; i < blend; ++i) {
    const double x = static_cast<double>(i) / blend;
    for (int c = 0; c < channels; ++c) {
      head[static_cast<size_t>(cut + i) * channels + c] +=
          static_cast<float>(offset[c] * offset_left(x) + slope[c] * slope_left(x));
    }
  }
}

std::vector<float> join_channels(const std::vector<float>& head, int cut,
                                 const std::vector<float>& tail, int from,
                                 const WindowLayout& layout, double blend_s) {
  std::vector<float> out = head;
  join_onto(out, cut, tail, from, layout, blend_s);
  return out;
}

}  // namespace kinemote::synthesis
