#include "analysis/affect/style_features.h"

#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/features/body_frame.h"

namespace kinemote::analysis {
namespace {

/// Mean and deviation of a stream of numbers. Values of motion are of order one: plain sums do.
struct Running {
  double sum = 0.0, squares = 0.0;
  int count = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
    ++count;
  }
  double mean() const { return sum / count; }
  double deviation() const { return std::sqrt(std::max(0.0, squares / count - mean() * mean())); }
};

using Axes = Running[3];

void add(Axes& axes, const Vec3& v) {
  for (int i = 0; i < 3; ++i) axes[i].add(v[i]);
}

void append(const Axes& axes, std::vector<double>& out) {
  for (const Running& axis : axes) out.push_back(axis.mean());
  for (const Running& axis : axes) out.push_back(axis.deviation());
}

}  // namespace

std::vector<double> style_features(const WorldMotion& world, const BodyMap& body,
                                   const std::vector<int>& joints) {
  const std::vector<Heading> heading = headings(world, body);
  const int hips = body[BodyPart::kHips];
  const double fps = 1.0 / world.frame_time_s;
  std::vector<double> out;
  out.reserve(joints.size() * kStyleNumbersAJoint + 6);
  for (const int joint : joints) {
    Axes place, velocity;
    Running speed;
    for (int f = 0; f < world.frame_count; ++f) {
      const Vec3& hip = world.position(f, hips);
      const Vec3& at = world.position(f, joint);
      add(place, in_heading_frame(at - Vec3(hip.x, 0.0, hip.z), heading[f]));
      if (f + 1 == world.frame_count) break;
      const Vec3 moving = (world.position(f + 1, joint) - at) * fps;
      add(velocity, in_heading_frame(moving, heading[f]));
      speed.add(glm::length(moving));
    }
    append(place, out);
    append(velocity, out);
    out.push_back(speed.mean());
  }
  Running forward, leftward, turning;
  for (int f = 0; f + 1 < world.frame_count; ++f) {
    const Vec3 moved =
        in_heading_frame((world.position(f + 1, hips) - world.position(f, hips)) * fps, heading[f]);
    forward.add(moved.z);
    leftward.add(moved.x);
    turning.add(std::remainder(heading[f + 1].yaw_rad() - heading[f].yaw_rad(), 2.0 * kPi) * fps);
  }
  for (const Running& channel : {forward, leftward, turning}) {
    out.push_back(channel.mean());
    out.push_back(channel.deviation());
  }
  return out;
}

std::vector<std::string> style_feature_names(const Skeleton& skeleton,
                                             const std::vector<int>& joints) {
  std::vector<std::string> names;
  for (const int joint : joints) {
    const std::string& name = skeleton.joints[joint].name;
    for (const char* what : {".place_mean", ".place_sd", ".velocity_mean", ".velocity_sd"}) {
      for (const char* axis : {".left", ".up", ".forward"}) names.push_back(name + what + axis);
    }
    names.push_back(name + ".speed_mean");
  }
  for (const char* channel : {"forward", "leftward", "yaw_rate"}) {
    names.push_back(std::string("path.") + channel + "_mean");
    names.push_back(std::string("path.") + channel + "_sd");
  }
  return names;
}

}  // namespace kinemote::analysis
