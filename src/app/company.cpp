#include "app/company.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

int frame_near(const Playable& motion, double time_s) {
  const double frame = std::round(time_s / motion.clip.frame_time_s);
  return static_cast<int>(std::clamp(frame, 0.0, motion.clip.frame_count - 1.0));
}

int StageFigure::frame() const { return frame_near(*motion, time_s); }

Placement root_at(const Playable& motion, double time_s) {
  const double at = std::clamp(time_s / motion.clip.frame_time_s, 0.0,
                               static_cast<double>(motion.clip.frame_count - 1));
  const int before = static_cast<int>(at);
  const int after = std::min(before + 1, motion.clip.frame_count - 1);
  const double share = at - before;
  const Placement from = ground_placement(motion.world, motion.body, before);
  if (share < 1e-9) return from;
  const Placement to = ground_placement(motion.world, motion.body, after);
  return {from.yaw_rad + share * std::remainder(to.yaw_rad - from.yaw_rad, 2.0 * kPi),
          from.offset + share * (to.offset - from.offset)};
}

Placement aligned_placement(const Placement& root, const Placement& other_root,
                            RootAlignment alignment, const Placement& own) {
  if (alignment == RootAlignment::kNone) return own;
  if (alignment != RootAlignment::kPosition) return other_root.after(root.inverse());
  Placement moved = own;
  moved.offset += other_root.offset - own.apply(root.offset);
  moved.offset.y = 0.0;
  return moved;
}

double first_contact_s(const Playable& motion) {
  const auto is_planted = [&](int frame, int side) {
    const size_t first = static_cast<size_t>(frame) * kContactCount + static_cast<size_t>(2 * side);
    return motion.contacts[first] != 0 || motion.contacts[first + 1] != 0;
  };
  if (motion.contacts.empty()) return 0.0;
  for (int f = 1; f < motion.clip.frame_count; ++f) {
    for (int side = 0; side < 2; ++side) {
      if (is_planted(f, side) && !is_planted(f - 1, side)) return f * motion.clip.frame_time_s;
    }
  }
  return 0.0;
}

}  // namespace kinemote::app
