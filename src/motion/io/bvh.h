// BVH in and out. Ours, since reading every lawful dialect exactly, with addresses, is our subject.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "motion/io/clip_import.h"

namespace kinemote::io {

/// What position channels mean on joints whose OFFSET is not 0; files do not say.
enum class PositionRule {
  /// Joint by joint: added to OFFSET where the values stay near 0 while OFFSET does not (median
  /// within a quarter of OFFSET on its main axes) and, for the root, where that puts the lowest
  /// joint nearer to the ground; else they replace it. ClipImport::position_rule_note says what was
  /// decided.
  kAuto,
  kReplace,  // the channel is the local translation (most writers, Blender, Assimp)
  kAdd,      // the channel is added to OFFSET
};

struct BvhReadSettings {
  std::optional<double> metres_per_unit;  // empty: detected from the figure's height
  PositionRule positions = PositionRule::kAuto;
  /// Turns figures that stand along Z to +Y up: world point (x, y, z) becomes (x, z, -y). A rest
  /// pose that stands along Z is turned with its joint frames (and Euler orders); otherwise only
  /// the root is turned. False keeps the file's coordinates.
  bool convert_up_axis = true;
  /// Threads for files of several megabytes; 0: all cores. The clip is the same to the last bit.
  int threads = 0;
};

/// Reads a file. Errors (bad input) read `file:line:column: what was expected, what was found`.
/// Tolerated with a warning: a wrong `Frames:` count (all rows are read), a last row that stops
/// short (it is left out), a byte order mark, nameless or duplicate joints, names with blanks, a
/// missing OFFSET, further end sites, JOINT for ROOT. Tolerated: any layout of blanks and line ends
/// (LF, CRLF, CR, none at the end), any case of keywords, named end sites, any number and order of
/// channels. Refused: no HIERARCHY or MOTION, unbalanced braces, a second root, unknown channels,
/// numbers that are not finite, other rows with too few or too many numbers, motions that grow to
/// more than 128 MB plus 16 times the file (most joints have no channels). Frame Time is kept
/// exactly as written. Reports progress while reading and stops within a few megabytes. Memory: the
/// file's bytes and the clip (32 bytes for each joint and frame).
Result<ClipImport> read_bvh(const std::filesystem::path& path, const BvhReadSettings& settings = {},
                            const Progress& progress = {});

/// The same from memory; `name` stands in messages and becomes the clip's name without extension.
Result<ClipImport> parse_bvh(std::string_view text, const std::string& name,
                             const BvhReadSettings& settings = {}, const Progress& progress = {});

struct BvhWriteSettings {
  double metres_per_unit = 0.01;    // centimetres
  std::optional<EulerOrder> order;  // empty: each joint's own (Joint::euler_order)
};

/// Writes a clip: 6 channels on the root and on translating joints, 3 elsewhere; angles made
/// continuous over time (no jumps of 360 degrees); the frame time to its last bit; lengths and
/// angles with as many digits as bring joints back within 1e-9 m. Locale-independent.
///
/// Written for every reader: the root's OFFSET is 0 0 0 (programs differ in whether positions add
/// to it; where the root rests is lost), leaves without an end site get one of 0 0 0, and blanks,
/// braces and control characters in names become '_'. Joints come depth first. Errors: a clip that
/// does not validate, a unit that is not above 0 (usage), what write_atomically reports.
Status write_bvh(const std::filesystem::path& path, const Clip& clip,
                 const BvhWriteSettings& settings = {});
/// The same text in memory, of a clip that validates.
std::string format_bvh(const Clip& clip, const BvhWriteSettings& settings = {});

}  // namespace kinemote::io
