// What must hold for any bytes given to the BVH reader: shared by the fuzzer and the tests.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"

namespace kinemote::test {

/// True if `message` begins with "name:line:column: ".
inline bool has_address(const std::string& message, const std::string& name) {
  if (!message.starts_with(name + ":")) return false;
  size_t at = name.size() + 1;
  for (int number = 0; number < 2; ++number) {
    const size_t start = at;
    while (at < message.size() && message[at] >= '0' && message[at] <= '9') ++at;
    if (at == start || at == message.size() || message[at] != ':') return false;
    ++at;
  }
  return message[at] == ' ';
}

/// Largest coordinate of a motion in the unit in which it is written.
inline double largest_coordinate(const WorldMotion& world, double metres_per_unit) {
  double largest = 0.0;
  for (const Vec3& p : world.positions) {
    largest = std::max({largest, std::abs(p.x), std::abs(p.y), std::abs(p.z)});
  }
  return largest / metres_per_unit;
}

/// Reads `text`, writes it and reads it again. Empty if all is in order, else what is not.
inline std::string check_bvh(std::string_view text) {
  const std::string name = "fuzz.bvh";
  const Result<io::ClipImport> read = io::parse_bvh(text, name);
  if (!read.ok()) {
    const std::string& message = read.error().message;
    // Numbers that overflow only when combined are found behind the text.
    const bool is_whole_file = message.starts_with(name + ": ");
    return has_address(message, name) || is_whole_file ? "" : "no address in: " + message;
  }
  const Clip& clip = read->clip;
  if (const Status status = clip.validate(); !status) return status.error().message;
  const WorldMotion world = forward_kinematics(clip);
  io::BvhWriteSettings write;
  write.metres_per_unit = read->metres_per_unit;
  io::BvhReadSettings settings;
  settings.metres_per_unit = read->metres_per_unit;
  settings.convert_up_axis = false;
  settings.positions = io::PositionRule::kReplace;
  const Result<io::ClipImport> again = io::parse_bvh(io::format_bvh(clip, write), name, settings);
  if (!again.ok()) return "what was written is refused: " + again.error().message;
  const double size = largest_coordinate(world, read->metres_per_unit);
  if (!(size < 1e4)) return "";  // beyond any figure, 1e-9 m is finer than the numbers
  const WorldMotion after = forward_kinematics(again->clip);
  if (after.positions.size() != world.positions.size()) return "another size after a round trip";
  // Bones of kilometres turn the rounding of an angle into more than a figure's does.
  const double tolerance_m = std::max(1e-8, 1e-11 * size * read->metres_per_unit);
  // Joints may have been written in another order than depth first only if they were not read so.
  for (size_t i = 0; i < world.positions.size(); ++i) {
    const double off = glm::distance(world.positions[i], after.positions[i]);
    if (!(off < tolerance_m))
      return "a joint moved by " + std::to_string(off) + " m in a round trip";
  }
  return "";
}

}  // namespace kinemote::test
