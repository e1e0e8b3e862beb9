#include "motion/io/npy.h"

#include <bit>
#include <cstdint>
#include <ostream>
#include <string>

#include "motion/core/kinematics.h"
#include "motion/io/atomic_file.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the array is declared little endian");

/// As a Python string in single quotes.
std::string quoted_for_python(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? '?' : c;
  }
  return out + "'";
}

std::string header_text(const Clip& clip, double metres_per_unit, char up_axis) {
  std::string unit;
  append_shortest(unit, metres_per_unit);
  std::string names;
  for (const Joint& joint : clip.skeleton->joints) {
    names += (names.empty() ? "" : ",") + joint.name;
  }
  const std::string frame = std::string("right-handed, +") + up_axis + " up; joints " + names;
  const std::string joints = std::to_string(clip.joint_count());
  const auto field = [](const std::string& title, const char* name, const std::string& shape) {
    return "((" + quoted_for_python(title) + ", '" + name + "'), '<f8'" + shape + "), ";
  };
  return "{'descr': [" + field("seconds from the first frame", "time_s", "") +
         field("world positions; unit " + unit + " m; " + frame, "positions",
               ", (" + joints + ", 3)") +
         field("world_from_joint rotations as w x y z; " + frame, "rotations",
               ", (" + joints + ", 4)") +
         "], 'fortran_order': False, 'shape': (" + std::to_string(clip.frame_count) + ",), }";
}

}  // namespace

Status write_npy(const std::filesystem::path& path, const Clip& clip, double metres_per_unit,
                 char up_axis) {
  std::string header = header_text(clip, metres_per_unit, up_axis);
  constexpr size_t kPreamble = 12;  // magic, version, length
  while ((kPreamble + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  const WorldMotion world = forward_kinematics(clip);
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    const auto put = [&stream](const void* bytes, size_t size) {
      stream.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    };
    put("\x93NUMPY\x03\x00", 8);
    const auto length = static_cast<std::uint32_t>(header.size());
    put(&length, sizeof length);
    put(header.data(), header.size());
    std::string row;
    const auto add = [&row](double value) {
      row.append(reinterpret_cast<const char*>(&value), sizeof value);
    };
    for (int f = 0; f < world.frame_count; ++f) {
      row.clear();
      add(f * clip.frame_time_s);
      for (const Vec3& p : world.frame_positions(f)) {
        for (int axis = 0; axis < 3; ++axis) add(p[axis] / metres_per_unit);
      }
      for (const Quat& q : world.frame_rotations(f)) {
        for (const double part : {q.w, q.x, q.y, q.z}) add(part);
      }
      put(row.data(), row.size());
    }
    return {};
  });
}

}  // namespace kinemote::io
