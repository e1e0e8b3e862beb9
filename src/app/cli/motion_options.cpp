#include "app/cli/motion_options.h"

#include <cctype>
#include <vector>

#include "app/cli/support.h"

namespace kinemote::app {
namespace {

/// "zxy" to an order.
Result<EulerOrder> parse_order(const std::string& text) {
  EulerOrder order{-1, -1, -1};
  bool is_used[3] = {false, false, false};
  for (size_t i = 0; i < text.size() && i < 3; ++i) {
    const int axis = std::tolower(static_cast<unsigned char>(text[i])) - 'x';
    if (axis < 0 || axis > 2 || is_used[axis]) break;
    is_used[axis] = true;
    order[i] = axis;
  }
  if (text.size() == 3 && is_used[0] && is_used[1] && is_used[2]) return order;
  return usage_error("--order: \"" + text +
                     "\" is no order of angles; expected x, y and z once "
                     "each, such as zxy");
}

}  // namespace

void declare_reading(OptionSet& options, ReadingOptions& values) {
  declare_unit(options, values.unit);
  options.option("up", values.up, "Which way is up in the file").among({"auto", "y", "z"});
  options.option("yaw", values.yaw_deg, "Turns the motion about the vertical, degrees to the left")
      .within(-360.0, 360.0);
  options
      .option("positions", values.positions,
              "What position channels of a BVH do with OFFSET: find out, replace it, add to it")
      .among({"auto", "replace", "add"});
  options
      .option("animation", values.animation,
              "Name or number (from 0) of one of the file's animations; default: the first")
      .value_name("NAME");
  options
      .option("figure", values.figure,
              "Name or number (from 0) of one of the file's figures; default: all of them")
      .value_name("NAME");
  options
      .option("rate", values.rate_fps,
              "Frames per second of keypoints and markers that do not say theirs, and at which "
              "keyed files are sampled; 0: the file's own")
      .within(0.0, 1000.0)
      .value_name("FPS");
  options
      .option("confidence", values.keypoints.gaps.least_confidence,
              "Keypoints less certain than this are missing")
      .within(0.0, 1.0);
  options
      .option("longest-gap", values.keypoints.gaps.longest_gap_s,
              "Longest gap of a keypoint or marker that is filled, seconds")
      .within(0.0, 60.0);
}

Result<LoadSettings> reading_settings(const ReadingOptions& values) {
  LoadSettings settings;
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  settings.metres_per_unit = *unit;
  if (values.up != "auto") settings.up_axis = values.up == "z" ? io::UpAxis::kZ : io::UpAxis::kY;
  if (values.yaw_deg != 0.0) settings.yaw_rad = rad_from_degrees(values.yaw_deg);
  if (values.positions == "replace") settings.positions = io::PositionRule::kReplace;
  if (values.positions == "add") settings.positions = io::PositionRule::kAdd;
  settings.animation = values.animation;
  settings.figure = values.figure;
  settings.fps = values.rate_fps;
  settings.keypoints = values.keypoints;
  return settings;
}

void declare_writing(OptionSet& options, WritingOptions& values) {
  options.option("fps", values.fps, "Frames per second of what is written; 0: those of the input")
      .within(0.0, 1000.0);
  options.option("range", values.range, "Seconds of the edited motion that are written: first,last")
      .value_name("A,B");
  options
      .option("out-unit", values.unit,
              "Unit of what is written: m, cm, mm, inch, foot, or metres per unit; auto: cm for "
              "BVH and FBX, else m")
      .value_name("UNIT");
  options.option("out-up", values.up, "Which way is up in what is written").among({"y", "z"});
  options
      .option("order", values.order,
              "Order of Euler angles in a BVH, such as zxy; default: that of the input")
      .value_name("XYZ");
  options.flag("rotations", values.with_rotations,
               "World rotations beside the positions of a .csv");
}

Result<io::MotionWriteSettings> writing_settings(const WritingOptions& values) {
  io::MotionWriteSettings settings;
  settings.fps = values.fps;
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  settings.metres_per_unit = *unit;
  settings.up_axis = values.up == "z" ? io::UpAxis::kZ : io::UpAxis::kY;
  settings.with_rotations = values.with_rotations;
  if (!values.range.empty()) {
    const auto range = parse_numbers(values.range, "--range");
    if (!range) return range.error();
    if (range->size() != 2 || !((*range)[0] >= 0.0f) || !((*range)[1] >= (*range)[0])) {
      return usage_error(
          "--range: expected two times in seconds, the first not after the second, "
          "such as 0.5,2");
    }
    settings.first_s = (*range)[0];
    settings.last_s = (*range)[1];
  }
  if (!values.order.empty()) {
    const auto order = parse_order(values.order);
    if (!order) return order.error();
    settings.euler_order = *order;
  }
  return settings;
}

}  // namespace kinemote::app
