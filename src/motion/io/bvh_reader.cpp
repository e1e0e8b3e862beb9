#include <algorithm>
#include <exception>
#include <thread>

#include "motion/core/kinematics.h"
#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "motion/io/bvh_conventions.h"
#include "motion/io/bvh_parse.h"

namespace kinemote::io {
namespace {

/// A constant position this near to OFFSET is that OFFSET with the rounding of its decimals.
constexpr double kOffsetTolerance_m = 1e-6;
/// Positions that vary less than this do not move.
constexpr double kStillTolerance_m = 1e-10;
constexpr size_t kMostWarnings = 50;

void scale(RawClip& raw, double metres_per_unit) {
  for (Joint& joint : raw.skeleton.joints) {
    joint.offset *= metres_per_unit;
    if (joint.end_site) *joint.end_site *= metres_per_unit;
  }
  for (Vec3& translation : raw.clip.translations) translation *= metres_per_unit;
}

/// Keeps the translations of joints that move or stand away from their OFFSET. What the others say
/// becomes their offset, so that nothing is lost. One column stays: a clip has a place.
void drop_still_columns(RawClip& raw) {
  Clip& clip = raw.clip;
  const size_t columns = clip.translating_joints.size();
  std::vector<size_t> kept;
  for (size_t c = 0; c < columns; ++c) {
    Vec3 low = clip.translations[c];
    Vec3 high = low;
    for (int f = 1; f < clip.frame_count; ++f) {
      const Vec3& t = clip.translations[f * columns + c];
      low = glm::min(low, t);
      high = glm::max(high, t);
    }
    Vec3& offset = raw.skeleton.joints[clip.translating_joints[c]].offset;
    if (glm::length(high - low) > kStillTolerance_m ||
        glm::length(low - offset) > kOffsetTolerance_m) {
      kept.push_back(c);
    }
  }
  if (kept.empty()) kept.push_back(0);
  for (size_t c = 0; c < columns; ++c) {
    if (std::find(kept.begin(), kept.end(), c) != kept.end()) continue;
    raw.skeleton.joints[clip.translating_joints[c]].offset = clip.translations[c];
  }
  std::vector<int> joints;
  for (const size_t c : kept) joints.push_back(clip.translating_joints[c]);
  size_t to = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const size_t c : kept) clip.translations[to++] = clip.translations[f * columns + c];
  }
  clip.translations.resize(to);
  clip.translations.shrink_to_fit();
  clip.translating_joints = std::move(joints);
}

RawClip raw_clip(BvhHierarchy& hierarchy, BvhMotion& motion) {
  RawClip raw;
  raw.skeleton = std::move(hierarchy.skeleton);
  raw.clip.frame_time_s = motion.frame_time_s;
  raw.clip.frame_count = motion.frame_count;
  raw.clip.rotations = std::move(motion.rotations);
  raw.clip.translating_joints = motion.position_joints;
  raw.clip.translations = motion.positions;
  if (raw.clip.translating_joints.empty()) {
    raw.clip.translating_joints = {0};
    raw.clip.translations.assign(motion.frame_count, raw.skeleton.joints[0].offset);
  }
  raw.share_skeleton();
  return raw;
}

int thread_count(int asked) {
  return asked > 0 ? asked : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

Result<ClipImport> import(std::string_view bytes, const std::string& name,
                          const BvhReadSettings& settings, const Progress& progress) {
  ClipImport out;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    out.warnings.push_back(name + ":1:1: a byte order mark was skipped");
  }
  BvhText text(bytes, name);
  Result<BvhHierarchy> hierarchy = parse_hierarchy(text, out.warnings);
  if (!hierarchy) return hierarchy.error();
  Result<BvhMotion> motion =
      parse_motion(text, *hierarchy,
                   {.threads = thread_count(settings.threads), .progress = progress}, out.warnings);
  if (!motion) return motion.error();

  RawClip raw = raw_clip(*hierarchy, *motion);
  out.position_rule_note = apply_position_rule(settings.positions, *motion, raw);
  out.up_axis = find_up_axis(raw.clip);
  if (out.up_axis == "Z" && settings.convert_up_axis) {
    convert_z_up_to_y_up(raw);
    out.is_converted_to_y_up = true;
  }

  out.height_in_units = body_height_m(raw.skeleton);
  const UnitFinding unit = settings.metres_per_unit
                               ? describe_unit(*settings.metres_per_unit, out.height_in_units)
                               : find_unit(out.height_in_units);
  out.metres_per_unit = unit.metres_per_unit;
  out.unit = unit.unit;
  out.unit_note = unit.note;
  if (!unit.is_certain) out.warnings.push_back(name + ": " + unit.note);
  scale(raw, unit.metres_per_unit);
  drop_still_columns(raw);
  raw.share_skeleton();

  out.clip = std::move(raw.clip);
  out.clip.name = std::filesystem::path(name).stem().string();
  if (Status status = out.clip.validate(); !status) {
    return bad_input(name + ": " + status.error().message);
  }
  if (out.warnings.size() > kMostWarnings) {
    const size_t more = out.warnings.size() - kMostWarnings;
    out.warnings.resize(kMostWarnings);
    out.warnings.push_back(name + ": " + std::to_string(more) + " more warnings were left out");
  }
  return out;
}

}  // namespace

Result<ClipImport> parse_bvh(std::string_view text, const std::string& name,
                             const BvhReadSettings& settings, const Progress& progress) {
  if (settings.metres_per_unit && !(*settings.metres_per_unit > 0.0)) {
    return usage_error("cannot read " + name + ": the unit must be a number of metres above 0");
  }
  try {
    return import(text, name, settings, progress);
  } catch (const std::exception& exception) {  // no memory
    return environment_error("cannot read " + name + ": " + exception.what());
  }
}

Result<ClipImport> read_bvh(const std::filesystem::path& path, const BvhReadSettings& settings,
                            const Progress& progress) {
  const Result<std::string> bytes = read_file(path, progress);
  if (!bytes) return bytes.error();
  return parse_bvh(*bytes, path.string(), settings, progress);
}

}  // namespace kinemote::io
