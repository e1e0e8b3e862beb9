#include "synthesis/control/foot_lock.h"

#include <algorithm>
#include <cmath>

#include "analysis/stats/spread.h"

namespace kinemote::synthesis {
namespace {

constexpr double kContactOn = 0.6;
constexpr double kContactOff = 0.4;
constexpr double kHighestContact_m = 0.03;  // above the usual height of that contact
/// A foot that moves so fast is not planted, whatever is said: metres per second, and as a share of
/// the hips' speed, for errors of a path grow with its speed.
constexpr double kFastestContact_mps = 0.8;
constexpr double kFastestContactShare = 0.4;

}  // namespace

std::vector<char> contacts_from_likelihood(std::span<const float> said, const BodyMap& body,
                                           const WorldMotion& world) {
  std::vector<char> contacts = detect_contacts(world, body);
  const std::array<int, kContactCount> joints = contact_joints(body);
  const int hips = body[BodyPart::kHips];
  for (int c = 0; c < kContactCount; ++c) {
    std::vector<double> heights;
    std::vector<char> is_said(world.frame_count);
    bool is_on = false;
    for (int f = 0; f < world.frame_count; ++f) {
      const float value = said[static_cast<size_t>(f) * kContactCount + c];
      is_on = is_on ? value > kContactOff : value > kContactOn;
      is_said[f] = is_on;
      if (is_on) heights.push_back(world.position(f, joints[c]).y);
    }
    if (heights.empty()) continue;
    const double usual_height = analysis::quantile(std::move(heights), 0.5);
    for (int f = 0; f < world.frame_count; ++f) {
      const int before = std::max(0, f - 1);
      const int after = std::min(world.frame_count - 1, f + 1);
      const auto speed_mps = [&](int joint) {
        const Vec3 moved = world.position(after, joint) - world.position(before, joint);
        return std::hypot(moved.x, moved.z) / (std::max(1, after - before) * world.frame_time_s);
      };
      const double fastest_mps =
          std::max(kFastestContact_mps, kFastestContactShare * speed_mps(hips));
      if (is_said[f] && speed_mps(joints[c]) < fastest_mps &&
          world.position(f, joints[c]).y < usual_height + kHighestContact_m) {
        contacts[static_cast<size_t>(f) * kContactCount + c] = 1;
      }
    }
  }
  return contacts;
}

std::vector<char> contacts_from_channels(const std::vector<float>& channels,
                                         const WindowLayout& layout, const WorldMotion& world) {
  const ptrdiff_t width = layout.channel_count();
  std::vector<float> said;
  said.reserve(static_cast<size_t>(world.frame_count) * kContactCount);
  for (int f = 0; f < world.frame_count; ++f) {
    const auto first = channels.begin() + f * width + layout.contact_offset();
    said.insert(said.end(), first, first + kContactCount);
  }
  return contacts_from_likelihood(said, layout.body, world);
}

}  // namespace kinemote::synthesis
