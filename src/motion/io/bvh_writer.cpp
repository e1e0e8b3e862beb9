#include <algorithm>
#include <cmath>
#include <vector>

#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "motion/io/euler.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

/// Decimals of angles in degrees: 5e-10 degrees move a point 2 m away by 2e-11 m, so even dozens of
/// joints in a row stay below 1e-9 m.
constexpr int kAngleDecimals = 9;
/// Indentation stops growing here, or a chain of ten thousand joints would be mostly tabs.
constexpr int kDeepestIndent = 64;

class BvhWriter {
 public:
  BvhWriter(const Clip& clip, const BvhWriteSettings& settings)
      : clip_(clip), skeleton_(*clip.skeleton), settings_(settings) {
    // Lengths to 1e-11 m.
    length_decimals_ = static_cast<int>(std::ceil(11.0 + std::log10(settings.metres_per_unit)));
    length_decimals_ = std::clamp(length_decimals_, 0, 15);
  }

  std::string run() {
    text_ = "HIERARCHY\n";
    write_hierarchy();
    text_ += "MOTION\nFrames: " + std::to_string(clip_.frame_count) + "\nFrame Time: ";
    append_shortest(text_, clip_.frame_time_s);
    text_ += '\n';
    write_rows();
    return std::move(text_);
  }

 private:
  bool has_positions(int joint) const { return joint == 0 || clip_.translation_column(joint) >= 0; }
  EulerOrder order(int joint) const {
    return settings_.order.value_or(skeleton_.joints[joint].euler_order);
  }

  void indent(int depth) { text_.append(std::min(depth, kDeepestIndent), '\t'); }

  void write_offset(const Vec3& offset, int depth) {
    indent(depth);
    text_ += "OFFSET";
    for (int axis = 0; axis < 3; ++axis) {
      text_ += ' ';
      append_rounded(text_, offset[axis] / settings_.metres_per_unit, length_decimals_);
    }
    text_ += '\n';
  }

  void open_block(const std::string& keyword_and_name, int depth) {
    indent(depth);
    text_ += keyword_and_name + "\n";
    indent(depth);
    text_ += "{\n";
  }

  void close_block(int depth) {
    indent(depth);
    text_ += "}\n";
  }

  /// What every reader takes: without blanks, braces and control characters, never empty.
  static std::string safe_name(const std::string& name, int joint) {
    std::string safe;
    for (const char c : name) {
      const bool is_unsafe = static_cast<unsigned char>(c) <= ' ' || c == '{' || c == '}';
      safe += is_unsafe ? '_' : c;
    }
    return safe.empty() ? "joint_" + std::to_string(joint) : safe;
  }

  void open_joint(int joint, int depth) {
    written_.push_back(joint);
    open_block((joint == 0 ? "ROOT " : "JOINT ") + safe_name(skeleton_.joints[joint].name, joint),
               depth);
    // Some programs add the root's positions to its OFFSET, others replace it: 0 suits both.
    write_offset(joint == 0 ? Vec3(0.0) : skeleton_.joints[joint].offset, depth + 1);
    indent(depth + 1);
    text_ += has_positions(joint) ? "CHANNELS 6 Xposition Yposition Zposition" : "CHANNELS 3";
    for (const int axis : order(joint)) {
      text_ += ' ';
      text_ += "XYZ"[axis];
      text_ += "rotation";
    }
    text_ += '\n';
  }

  /// Depth first with a stack of its own: chains may be deep.
  void write_hierarchy() {
    std::vector<std::vector<int>> children(skeleton_.size());
    for (int j = 1; j < skeleton_.size(); ++j) children[skeleton_.joints[j].parent].push_back(j);
    struct Open {
      int joint;
      size_t next_child = 0;
    };
    std::vector<Open> open{{0}};
    open_joint(0, 0);
    while (!open.empty()) {
      Open& top = open.back();
      const int depth = static_cast<int>(open.size()) - 1;
      const auto& below = children[top.joint];
      if (top.next_child < below.size()) {
        const int child = below[top.next_child++];
        open_joint(child, depth + 1);
        open.push_back({child});
        continue;
      }
      const Joint& joint = skeleton_.joints[top.joint];
      if (joint.end_site || below.empty()) {
        open_block("End Site", depth + 1);
        write_offset(joint.end_site.value_or(Vec3(0.0)), depth + 2);
        close_block(depth + 1);
      }
      close_block(depth);
      open.pop_back();
    }
  }

  void write_rows() {
    std::vector<EulerAngles> previous(skeleton_.size(), EulerAngles{0.0, 0.0, 0.0});
    std::vector<int> columns(skeleton_.size());
    for (int j = 0; j < skeleton_.size(); ++j) columns[j] = clip_.translation_column(j);
    for (int f = 0; f < clip_.frame_count; ++f) {
      const auto rotations = clip_.frame_rotations(f);
      for (const int joint : written_) {
        if (joint == 0 || columns[joint] >= 0) {
          const Vec3 position = clip_.local_translation(f, joint) / settings_.metres_per_unit;
          for (int axis = 0; axis < 3; ++axis) {
            append_rounded(text_, position[axis], length_decimals_);
            text_ += ' ';
          }
        }
        previous[joint] = euler_from_rotation(rotations[joint], order(joint), previous[joint]);
        for (const double angle_rad : previous[joint]) {
          append_rounded(text_, degrees_from_rad(angle_rad), kAngleDecimals);
          text_ += ' ';
        }
      }
      text_.back() = '\n';
    }
  }

  const Clip& clip_;
  const Skeleton& skeleton_;
  const BvhWriteSettings& settings_;
  int length_decimals_ = 9;
  std::vector<int> written_;  // joints in the order of the columns
  std::string text_;
};

}  // namespace

std::string format_bvh(const Clip& clip, const BvhWriteSettings& settings) {
  return BvhWriter(clip, settings).run();
}

Status write_bvh(const std::filesystem::path& path, const Clip& clip,
                 const BvhWriteSettings& settings) {
  if (Status status = clip.validate(); !status) {
    return bad_input("cannot write " + path.string() + ": " + status.error().message);
  }
  if (!(settings.metres_per_unit > 0.0) || !std::isfinite(settings.metres_per_unit)) {
    return usage_error("cannot write " + path.string() +
                       ": the unit must be a number of metres above 0");
  }
  return write_atomically(path, format_bvh(clip, settings));
}

}  // namespace kinemote::io
