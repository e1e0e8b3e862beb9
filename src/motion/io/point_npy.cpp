#include "motion/io/point_npy.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>

#include "motion/io/npy_records.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

std::array<NpyField, 5> fields_of(const PointClip& clip, double metres_per_unit, char up_axis) {
  std::string space = "units of the image; x right, y up; 2-D, z is 0";
  if (!clip.is_2d) {
    space = "unit ";
    append_shortest(space, metres_per_unit);
    space += std::string(" m; right-handed, +") + up_axis + " up";
  }
  std::string names;
  for (const std::string& name : clip.point_names) names += (names.empty() ? "" : ",") + name;
  const std::string points = std::to_string(clip.point_count());
  return {{{"seconds from the first frame", "time_s", "<f8", ""},
           {"number of the person, from 0", "person", "<i4", ""},
           {space + "; points " + names, "positions", "<f8", points + ", 3"},
           {"0 to 1", "confidences", "<f4", points + ","},
           {"0 missing, 1 measured, 2 filled", "states", "|u1", points + ","}}};
}

void append_row(std::string& row, const PointClip& clip, int frame, std::int32_t person) {
  const auto add = [&row](auto value) { append_number(row, value); };
  add(frame * clip.frame_time_s);
  add(person);
  const int points = clip.point_count();
  for (int p = 0; p < points; ++p) {
    const size_t i = clip.index(frame, p);
    const bool is_there = clip.states[i] != PointState::kMissing;
    for (int axis = 0; axis < 3; ++axis) {
      const bool is_flat = clip.is_2d && axis == 2;
      const double value = is_flat ? 0.0 : clip.positions[i][axis];
      add(is_there ? value : std::numeric_limits<double>::quiet_NaN());
    }
  }
  for (int p = 0; p < points; ++p) add(clip.confidences[clip.index(frame, p)]);
  for (int p = 0; p < points; ++p) {
    add(static_cast<std::uint8_t>(clip.states[clip.index(frame, p)]));
  }
}

}  // namespace

Status write_points_npy(const std::filesystem::path& path, std::span<const PointClip> people,
                        double metres_per_unit, char up_axis) {
  const std::string cannot = "cannot write " + path.string() + ": ";
  if (people.empty()) return usage_error(cannot + "there are no points");
  for (const PointClip& clip : people) {
    if (Status status = clip.validate(); !status) return bad_input(cannot + status.error().message);
    if (clip.point_names != people[0].point_names || clip.is_2d != people[0].is_2d ||
        clip.frame_count != people[0].frame_count || clip.frame_time_s != people[0].frame_time_s) {
      return usage_error(cannot + "\"" + clip.name + "\" and \"" + people[0].name +
                         "\" differ in points, rate, length or dimension");
    }
  }
  const auto append = [&](size_t index, std::string& row) {
    const size_t person = index % people.size();
    append_row(row, people[person], static_cast<int>(index / people.size()),
               static_cast<std::int32_t>(person));
  };
  return write_npy_records(path, fields_of(people[0], metres_per_unit, up_axis),
                           people.size() * static_cast<size_t>(people[0].frame_count), append);
}

}  // namespace kinemote::io
