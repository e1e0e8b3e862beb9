#include "motion/core/contacts.h"

#include <algorithm>
#include <glm/geometric.hpp>

namespace kinemote {
namespace {

/// Second order everywhere: at the clip's ends a plain one-sided difference would tell the speed of
/// half a frame inside, and miss a foot that lifts off or lands there.
double horizontal_speed(const WorldMotion& world, int frame, int joint) {
  const int last = world.frame_count - 1;
  if (last == 0) return 0.0;
  const auto at = [&](int f) { return world.position(f, joint); };
  Vec3 moved;  // in two frames, at this frame's speed
  if (last == 1) {
    moved = 2.0 * (at(1) - at(0));
  } else if (frame == 0) {
    moved = 4.0 * at(1) - 3.0 * at(0) - at(2);
  } else if (frame == last) {
    moved = 3.0 * at(last) - 4.0 * at(last - 1) + at(last - 2);
  } else {
    moved = at(frame + 1) - at(frame - 1);
  }
  return std::hypot(moved.x, moved.z) / (2.0 * world.frame_time_s);
}

/// Flips runs of `value` shorter than `shortest` frames, except at the ends of the clip.
void flip_short_runs(std::vector<char>& flags, char value, int shortest) {
  const int n = static_cast<int>(flags.size());
  for (int start = 0; start < n;) {
    int end = start;
    while (end < n && flags[end] == flags[start]) ++end;
    if (flags[start] == value && end - start < shortest && start > 0 && end < n) {
      std::fill(flags.begin() + start, flags.begin() + end, !value);
    }
    start = end;
  }
}

}  // namespace

std::array<int, kContactCount> contact_joints(const BodyMap& body) {
  const auto toe_or_foot = [&](BodyPart toe, BodyPart foot) {
    return body.has(toe) ? body[toe] : body[foot];
  };
  return {body[BodyPart::kLeftFoot], toe_or_foot(BodyPart::kLeftToes, BodyPart::kLeftFoot),
          body[BodyPart::kRightFoot], toe_or_foot(BodyPart::kRightToes, BodyPart::kRightFoot)};
}

std::vector<char> detect_contacts(const WorldMotion& world, const BodyMap& body,
                                  const ContactSettings& settings) {
  const int frames = world.frame_count;
  std::vector<char> contacts(static_cast<size_t>(frames) * kContactCount, 0);
  if (frames == 0) return contacts;
  const auto joints = contact_joints(body);
  const int shortest =
      std::max(1, static_cast<int>(std::round(settings.shortest_s / world.frame_time_s)));
  for (int c = 0; c < kContactCount; ++c) {
    std::vector<double> heights(frames);
    for (int f = 0; f < frames; ++f) heights[f] = world.position(f, joints[c]).y;
    std::vector<double> sorted = heights;
    std::sort(sorted.begin(), sorted.end());
    const double ground = sorted[static_cast<size_t>(0.02 * (frames - 1))];
    std::vector<char> flags(frames);
    for (int f = 0; f < frames; ++f) {
      flags[f] = heights[f] - ground < settings.height_m &&
                 horizontal_speed(world, f, joints[c]) < settings.speed_mps;
    }
    flip_short_runs(flags, 0, shortest);
    flip_short_runs(flags, 1, shortest);
    for (int f = 0; f < frames; ++f)
      contacts[static_cast<size_t>(f) * kContactCount + c] = flags[f];
  }
  return contacts;
}

FootSlide foot_slide(const WorldMotion& world, const BodyMap& body,
                     const ContactSettings& settings) {
  FootSlide result;
  const std::vector<char> contacts = detect_contacts(world, body, settings);
  const auto joints = contact_joints(body);
  const auto flag = [&](int frame, ContactPoint point) {
    return contacts[static_cast<size_t>(frame) * kContactCount + static_cast<int>(point)] != 0;
  };
  double sum = 0.0;
  for (const ContactPoint point : {ContactPoint::kLeftToe, ContactPoint::kRightToe}) {
    const int joint = joints[static_cast<int>(point)];
    for (int start = 0; start < world.frame_count;) {
      if (!flag(start, point)) {
        ++start;
        continue;
      }
      int end = start;
      while (end < world.frame_count && flag(end, point)) ++end;
      const int margin = std::min(2, (end - start) / 10);
      std::vector<double> xs;
      std::vector<double> zs;
      for (int f = start + margin; f < end - margin; ++f) {
        xs.push_back(world.position(f, joint).x);
        zs.push_back(world.position(f, joint).z);
      }
      start = end;
      if (xs.size() < 2) continue;
      std::vector<double> sorted_x = xs;
      std::vector<double> sorted_z = zs;
      const size_t middle = xs.size() / 2;
      std::nth_element(sorted_x.begin(), sorted_x.begin() + middle, sorted_x.end());
      std::nth_element(sorted_z.begin(), sorted_z.begin() + middle, sorted_z.end());
      double slide = 0.0;
      for (size_t i = 0; i < xs.size(); ++i) {
        slide = std::max(slide, std::hypot(xs[i] - sorted_x[middle], zs[i] - sorted_z[middle]));
      }
      ++result.stance_count;
      sum += slide;
      result.worst_m = std::max(result.worst_m, slide);
    }
  }
  if (result.stance_count > 0) result.mean_m = sum / result.stance_count;
  return result;
}

}  // namespace kinemote
