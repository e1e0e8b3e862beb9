#include "motion/io/point_npy.h"

#include <bit>
#include <cstdint>
#include <limits>
#include <ostream>
#include <string>

#include "motion/io/atomic_file.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the array is declared little endian");

/// As the inside of a Python string in single quotes.
std::string for_python(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? '?' : c;
  }
  return out;
}

std::string header_text(std::span<const PointClip> people, double metres_per_unit, char up_axis) {
  const PointClip& clip = people[0];
  std::string space = "units of the image; x right, y up; 2-D, z is 0";
  if (!clip.is_2d) {
    space = "unit ";
    append_shortest(space, metres_per_unit);
    space += std::string(" m; right-handed, +") + up_axis + " up";
  }
  std::string names;
  for (const std::string& name : clip.point_names) names += (names.empty() ? "" : ",") + name;
  const auto field = [](const std::string& title, const char* name, const char* type,
                        const std::string& shape) {
    return "(('" + for_python(title) + "', '" + name + "'), '" + type + "'" +
           (shape.empty() ? "" : ", (" + shape + ")") + "), ";
  };
  const std::string points = std::to_string(clip.point_count());
  const size_t rows = people.size() * static_cast<size_t>(clip.frame_count);
  return "{'descr': [" + field("seconds from the first frame", "time_s", "<f8", "") +
         field("number of the person, from 0", "person", "<i4", "") +
         field(space + "; points " + names, "positions", "<f8", points + ", 3") +
         field("0 to 1", "confidences", "<f4", points + ",") +
         field("0 missing, 1 measured, 2 filled", "states", "|u1", points + ",") +
         "], 'fortran_order': False, 'shape': (" + std::to_string(rows) + ",), }";
}

void append_row(std::string& row, const PointClip& clip, int frame, std::int32_t person) {
  const auto add = [&row](const auto& value) {
    row.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  add(frame * clip.frame_time_s);
  add(person);
  const int points = clip.point_count();
  for (int p = 0; p < points; ++p) {
    const size_t i = clip.index(frame, p);
    const bool is_there = clip.states[i] != PointState::kMissing;
    for (int axis = 0; axis < 3; ++axis) {
      add(is_there ? clip.positions[i][axis] : std::numeric_limits<double>::quiet_NaN());
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
  std::string header = header_text(people, metres_per_unit, up_axis);
  constexpr size_t kPreamble = 12;  // magic, version, length
  while ((kPreamble + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    const auto put = [&stream](const void* bytes, size_t size) {
      stream.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    };
    put("\x93NUMPY\x03\x00", 8);
    const auto length = static_cast<std::uint32_t>(header.size());
    put(&length, sizeof length);
    put(header.data(), header.size());
    std::string row;
    for (int f = 0; f < people[0].frame_count; ++f) {
      for (size_t k = 0; k < people.size(); ++k) {
        row.clear();
        append_row(row, people[k], f, static_cast<std::int32_t>(k));
        put(row.data(), row.size());
      }
    }
    return {};
  });
}

}  // namespace kinemote::io
