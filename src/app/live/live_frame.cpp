#include "app/live/live_frame.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {
namespace {

constexpr double kFarthest_m = 1e4;
constexpr double kFarthestPicture = 1e6;
constexpr double kLengthTolerance = 0.01;
constexpr double kLongestBridge_s = 0.5;

Result<Vec3> place_of(const double* values, int dimensions, double unit, double farthest) {
  Vec3 place{0.0};
  for (int axis = 0; axis < dimensions; ++axis) {
    place[axis] = values[axis] * unit;
    if (!(std::abs(place[axis]) <= farthest)) {
      return bad_input("pose: a place is not finite or too far away");
    }
  }
  return place;
}

Result<LiveFrame> skeleton_frame(const StreamHello& hello, const PosePacket& pose) {
  LiveFrame frame;
  const auto root = place_of(pose.values.data(), 3, hello.metres_per_unit, kFarthest_m);
  if (!root) return root.error();
  frame.root = *root;
  frame.rotations.reserve(hello.skeleton->size());
  for (int j = 0; j < hello.skeleton->size(); ++j) {
    const double* q = pose.values.data() + 3 + 4 * static_cast<size_t>(j);
    const Quat rotation(q[0], q[1], q[2], q[3]);
    const double length = glm::length(rotation);
    if (!(std::abs(length - 1.0) <= kLengthTolerance)) {
      return bad_input("pose: the rotation of \"" + hello.skeleton->joints[j].name +
                       "\" is no unit quaternion (w, x, y, z)");
    }
    frame.rotations.push_back(canonical(rotation / length));
  }
  return frame;
}

Result<LiveFrame> point_frame(const StreamHello& hello, const PosePacket& pose) {
  const int stride = hello.dimensions + 1;
  const bool is_2d = hello.dimensions == 2;
  LiveFrame frame;
  frame.points.assign(hello.source_of.size(), Vec3(0.0));
  frame.confidences.assign(hello.source_of.size(), 0.0F);
  for (size_t i = 0; i < hello.source_of.size(); ++i) {
    if (hello.source_of[i] < 0) continue;
    const double* values = pose.values.data() + static_cast<size_t>(hello.source_of[i]) * stride;
    const double confidence = values[hello.dimensions];
    const bool is_unseen =
        std::any_of(values, values + stride, [](double v) { return std::isnan(v); });
    if (is_unseen || confidence == 0.0) continue;
    if (!(confidence >= 0.0) || confidence > 1.0) {
      return bad_input("pose: a confidence lies outside 0 to 1");
    }
    const auto place = place_of(values, hello.dimensions, hello.metres_per_unit,
                                is_2d ? kFarthestPicture : kFarthest_m);
    if (!place) return place.error();
    frame.points[i] = *place;
    if (hello.is_y_down) frame.points[i].y = -frame.points[i].y;
    frame.confidences[i] = static_cast<float>(confidence);
  }
  return frame;
}

/// Gives each step's number, the frames around it, and its share of the way between them.
template <typename Use>
void each_step(const std::vector<LiveFrame>& frames, const EvenSteps& steps, const Use& use) {
  size_t after = 0;
  for (int i = 0; i < steps.count; ++i) {
    const double time_s = steps.first_s + i * steps.step_s;
    while (after + 1 < frames.size() && frames[after].time_s < time_s) ++after;
    const LiveFrame& b = frames[after];
    const LiveFrame& a = frames[after == 0 ? 0 : after - 1];
    const double between_s = b.time_s - a.time_s;
    const double share =
        between_s > 0.0 ? std::clamp((time_s - a.time_s) / between_s, 0.0, 1.0) : 1.0;
    use(i, a, b, share);
  }
}

}  // namespace

size_t live_frame_bytes(const StreamHello& hello) {
  const size_t moving = hello.kind == StreamKind::kSkeleton
                            ? hello.skeleton->joints.size() * sizeof(Quat)
                            : hello.source_of.size() * (sizeof(Vec3) + sizeof(float));
  return sizeof(LiveFrame) + moving;
}

Result<LiveFrame> frame_of(const StreamHello& hello, const PosePacket& pose) {
  if (pose.kind != hello.kind) {
    return bad_input("pose: the hello announced the other kind of stream");
  }
  if (pose.values.size() != static_cast<size_t>(hello.value_count())) {
    return bad_input("pose: " + std::to_string(pose.values.size()) + " numbers; the hello means " +
                     std::to_string(hello.value_count()));
  }
  return hello.kind == StreamKind::kSkeleton ? skeleton_frame(hello, pose)
                                             : point_frame(hello, pose);
}

EvenSteps steps_over(const std::vector<LiveFrame>& frames, double fps) {
  const double length_s = frames.back().time_s - frames.front().time_s;
  // The last step may miss the last frame by what rounding takes.
  return {frames.front().time_s, 1.0 / fps, 1 + static_cast<int>(length_s * fps + 1e-6)};
}

EvenSteps last_steps(const std::vector<LiveFrame>& frames, double fps, int count) {
  EvenSteps steps = steps_over(frames, fps);
  steps.count = std::min(steps.count, count);
  steps.first_s = frames.back().time_s - (steps.count - 1) * steps.step_s;
  return steps;
}

Clip clip_of(const StreamHello& hello, const std::vector<LiveFrame>& frames,
             const EvenSteps& steps) {
  Clip clip = Clip::make(hello.skeleton, steps.count, steps.step_s);
  clip.name = hello.name.empty() ? "Live" : hello.name;
  each_step(frames, steps, [&](int i, const LiveFrame& a, const LiveFrame& b, double share) {
    clip.translations[i] = glm::mix(a.root, b.root, share);
    const auto rotations = clip.frame_rotations(i);
    for (size_t j = 0; j < rotations.size(); ++j) {
      // glm's slerp takes the shorter way round.
      rotations[j] = canonical(glm::normalize(glm::slerp(a.rotations[j], b.rotations[j], share)));
    }
  });
  return clip;
}

PointClip points_of(const StreamHello& hello, const std::vector<LiveFrame>& frames,
                    const EvenSteps& steps) {
  PointClip clip = make_point_clip(*hello.layout, steps.count, steps.step_s);
  clip.name = hello.name.empty() ? "Live" : hello.name;
  clip.is_2d = hello.dimensions == 2;
  each_step(frames, steps, [&](int i, const LiveFrame& a, const LiveFrame& b, double share) {
    const bool is_far = b.time_s - a.time_s > kLongestBridge_s && share > 0.0 && share < 1.0;
    for (int p = 0; p < clip.point_count(); ++p) {
      const bool needs_a = share<1.0, needs_b = share> 0.0;
      if (is_far || (needs_a && a.confidences[p] == 0.0F) ||
          (needs_b && b.confidences[p] == 0.0F)) {
        continue;
      }
      const size_t at = clip.index(i, p);
      clip.positions[at] =
          glm::mix(needs_a ? a.points[p] : b.points[p], needs_b ? b.points[p] : a.points[p], share);
      clip.confidences[at] = std::min(needs_a ? a.confidences[p] : b.confidences[p],
                                      needs_b ? b.confidences[p] : a.confidences[p]);
      clip.states[at] = PointState::kMeasured;
    }
  });
  return clip;
}

}  // namespace kinemote::app
