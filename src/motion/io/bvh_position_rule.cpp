#include <algorithm>
#include <cmath>

#include "motion/core/kinematics.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/bvh_samples.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// True if both rules give the same motion.
bool is_unambiguous(const Vec3& offset, const Vec3& has_channel) {
  return offset * has_channel == Vec3(0.0);
}

/// True if the values of one column stay near zero where OFFSET does not.
bool stays_near_zero(const BvhMotion& motion, size_t column, const Vec3& offset) {
  const Vec3 channels = motion.has_channel[column];
  const double longest = std::max({std::abs(offset.x * channels.x), std::abs(offset.y * channels.y),
                                   std::abs(offset.z * channels.z)});
  const size_t columns = motion.position_joints.size();
  for (int axis = 0; axis < 3; ++axis) {
    if (channels[axis] == 0.0 || std::abs(offset[axis]) < 0.1 * longest) continue;
    std::vector<double> values;
    for (const int frame : spread_frames(motion.frame_count, 256)) {
      values.push_back(motion.positions[frame * columns + column][axis]);
    }
    if (std::abs(median(std::move(values))) > 0.25 * std::abs(offset[axis])) return false;
  }
  return true;
}

/// Height of the lowest joint along the up axis, median over frames, positions replacing OFFSET.
double lowest_joint(const Clip& clip, int up) {
  const FigureSamples samples = sample_figure(clip);
  std::vector<double> lowest;
  for (int f = 0; f < samples.frame_count(); ++f) {
    double height = samples.positions(f)[0][up];
    for (const Vec3& p : samples.positions(f)) height = std::min(height, p[up]);
    lowest.push_back(height);
  }
  return median(std::move(lowest));
}

void add_offset(RawClip& raw, const BvhMotion& motion, size_t column) {
  const size_t columns = motion.position_joints.size();
  const Vec3 shift =
      raw.skeleton.joints[motion.position_joints[column]].offset * motion.has_channel[column];
  for (int f = 0; f < raw.clip.frame_count; ++f)
    raw.clip.translations[f * columns + column] += shift;
}

std::string quoted_names(const Skeleton& skeleton, const std::vector<int>& joints) {
  std::string text;
  for (size_t i = 0; i < joints.size() && i < 3; ++i) {
    text += (i == 0 ? "\"" : ", \"") + skeleton.joints[joints[i]].name + "\"";
  }
  if (joints.size() > 3) text += " and " + std::to_string(joints.size() - 3) + " more";
  return text;
}

}  // namespace

std::string apply_position_rule(PositionRule rule, const BvhMotion& motion, RawClip& raw) {
  std::vector<int> replaced;
  std::vector<int> added;
  std::string root_note;
  for (size_t column = 0; column < motion.position_joints.size(); ++column) {
    const int joint = motion.position_joints[column];
    const Vec3 offset = raw.skeleton.joints[joint].offset;
    if (is_unambiguous(offset, motion.has_channel[column])) continue;
    bool is_relative = rule == PositionRule::kAdd;
    if (rule == PositionRule::kAuto && stays_near_zero(motion, column, offset)) {
      is_relative = true;
      if (joint == 0) {
        const int up = find_up_axis(raw.clip) == 'Z' ? 2 : 1;
        const double replaced_height = lowest_joint(raw.clip, up);
        const double added_height = replaced_height + offset[up] * motion.has_channel[column][up];
        is_relative = std::abs(added_height) < std::abs(replaced_height);
        root_note = "; the lowest joint of the figure is then at height ";
        append_rounded(root_note, is_relative ? added_height : replaced_height, 3);
        root_note += " instead of ";
        append_rounded(root_note, is_relative ? replaced_height : added_height, 3);
      }
    }
    if (is_relative) add_offset(raw, motion, column);
    (is_relative ? added : replaced).push_back(joint);
  }

  if (replaced.empty() && added.empty()) {
    return "no joint has both position channels and an OFFSET other than 0";
  }
  const std::string why = rule == PositionRule::kAuto ? "" : ", as asked";
  std::string note;
  if (!replaced.empty()) {
    note = "positions replace OFFSET on " + quoted_names(raw.skeleton, replaced) + why;
  }
  if (!added.empty()) {
    note += (note.empty() ? "positions are added to OFFSET on "
                          : "; they are added to OFFSET, since they stay near 0, on ") +
            quoted_names(raw.skeleton, added) + why;
  }
  return note + root_note;
}

}  // namespace kinemote::io
