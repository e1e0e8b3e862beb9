// BVH in and out. Ours, since reading every lawful dialect exactly, with addresses, is our subject.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "motion/core/clip.h"

namespace kinemote::io {

/// What position channels mean on a joint other than by their letter.
enum class PositionRule {
  kAuto,     // per joint: see BvhImport::position_rule_note
  kReplace,  // the channel is the local translation
  kAdd,      // the channel is added to OFFSET
};

struct BvhReadSettings {
  std::optional<double> metres_per_unit;  // empty: detected from the figure's height
  PositionRule positions = PositionRule::kAuto;
  bool convert_up_axis = true;  // turn Z-up figures to +Y up; false keeps the file's coordinates
};

/// A clip read from a BVH file, and everything that a user may want to know of how it was read.
struct BvhImport {
  Clip clip;  // metres
  double metres_per_unit = 0.01;
  std::string unit;       // "m", "cm", "mm", "inch", "cmu", "custom" or "unknown"
  std::string unit_note;  // "height 171 units, read as centimetres"
  double height_in_units = 0.0;
  std::string up_axis = "Y";  // in the file, "Y" or "Z": along which the figure stands
  bool is_converted_to_y_up = false;
  std::string position_rule_note;  // which rule was used where, and why
  Warnings warnings;
};

/// Reads a file. Errors (bad input) read `file:line:column: what was expected, what was found`.
/// Tolerated with a warning: wrong `Frames:` count, missing end of line, CRLF or mixed ends, BOM,
/// tabs, any keyword case, nameless or duplicate joints, named end sites, names with blanks,
/// trailing blanks, extra rows. Refused: no HIERARCHY or MOTION, unbalanced braces, unknown
/// channels, numbers that are not finite, rows that stop short anywhere but in the last row (which
/// is dropped with a warning). Frame Time is kept exactly as written.
Result<BvhImport> read_bvh(const std::filesystem::path& path, const BvhReadSettings& settings = {});

/// The same from memory; `name` stands in messages and becomes the clip's name without extension.
Result<BvhImport> parse_bvh(std::string_view text, const std::string& name,
                            const BvhReadSettings& settings = {});

struct BvhWriteSettings {
  double metres_per_unit = 0.01;    // centimetres
  std::optional<EulerOrder> order;  // empty: each joint's own (Joint::euler_order)
};

/// Writes a clip: 6 channels on translating joints, 3 elsewhere, angles made continuous over time
/// (no jumps of 360 degrees), full-precision frame time, numbers that read back to the same double
/// within 1e-9 m. Locale-independent.
Status write_bvh(const std::filesystem::path& path, const Clip& clip,
                 const BvhWriteSettings& settings = {});
std::string format_bvh(const Clip& clip, const BvhWriteSettings& settings = {});

}  // namespace kinemote::io
