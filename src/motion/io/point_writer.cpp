#include "motion/io/point_writer.h"

#include <algorithm>
#include <cmath>

#include "motion/io/point_csv.h"
#include "motion/io/point_npy.h"

namespace kinemote::io {

bool can_hold_points(const std::filesystem::path& path) {
  const MotionFormat* format = format_of(path);
  return format && (format->extension == "csv" || format->extension == "npy");
}

Result<std::vector<PointClip>> cut_and_resample(std::span<const PointClip> people,
                                                const MotionWriteSettings& settings) {
  std::vector<PointClip> out;
  for (const PointClip& person : people) {
    PointClip clip = person;
    if (settings.first_s || settings.last_s) {
      // A frame within a thousandth of the ends belongs to the range.
      const double end = clip.frame_count - 1.0;
      const double first = std::ceil(settings.first_s.value_or(0.0) / clip.frame_time_s - 1e-3);
      const double last =
          settings.last_s ? std::floor(*settings.last_s / clip.frame_time_s + 1e-3) : end;
      if (!(first <= last) || first > end || last < 0.0) {
        return usage_error("the range holds no frame; the points last from 0 to " +
                           std::to_string(end * clip.frame_time_s) + " s");
      }
      Result<PointClip> part = trim(clip, static_cast<int>(std::max(first, 0.0)),
                                    static_cast<int>(std::min(last, end)) + 1);
      if (!part) return part.error();
      clip = std::move(*part);
    }
    if (settings.fps > 0.0) {
      Result<PointClip> resampled = resample(clip, settings.fps);
      if (!resampled) return resampled.error();
      clip = std::move(*resampled);
    }
    out.push_back(std::move(clip));
  }
  return out;
}

Status write_points(const std::filesystem::path& path, std::span<const PointClip> people,
                    const MotionWriteSettings& settings) {
  const std::string cannot = "cannot write " + path.string() + ": ";
  if (!can_hold_points(path)) return usage_error(cannot + "points are written as .csv or .npy");
  if (people.empty()) return usage_error(cannot + "there are no points");
  const bool is_2d = people[0].is_2d;
  const double unit = settings.metres_per_unit.value_or(1.0);
  if (!(unit > 0.0 && std::isfinite(unit))) {
    return usage_error(cannot + "the unit must be a number of metres above 0");
  }
  if (!(settings.fps >= 0.0 && settings.fps <= 1000.0)) {
    return usage_error(cannot + "the rate must lie between 0 (their own) and 1000 frames a second");
  }
  if (is_2d && (settings.metres_per_unit || settings.up_axis == UpAxis::kZ)) {
    return usage_error(cannot +
                       "2-D points are in the units and axes of their image; leave unit and up "
                       "axis out");
  }
  Result<std::vector<PointClip>> cut = cut_and_resample(people, settings);
  if (!cut) return Error{cut.error().code, cannot + cut.error().message};
  const bool is_z_up = settings.up_axis == UpAxis::kZ;
  for (PointClip& clip : *cut) {
    if (is_2d) break;
    for (Vec3& p : clip.positions) {
      if (is_z_up) p = {p.x, -p.z, p.y};
      p /= unit;
    }
  }
  if (format_of(path)->extension == "npy") {
    return write_points_npy(path, *cut, unit, is_z_up ? 'Z' : 'Y');
  }
  return write_points_csv(path, *cut);
}

}  // namespace kinemote::io
