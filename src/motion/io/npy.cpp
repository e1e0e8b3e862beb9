#include "motion/io/npy.h"

#include <array>
#include <string>

#include "motion/core/kinematics.h"
#include "motion/io/npy_records.h"
#include "motion/io/number_text.h"

namespace kinemote::io {

Status write_npy(const std::filesystem::path& path, const Clip& clip, double metres_per_unit,
                 char up_axis) {
  std::string unit;
  append_shortest(unit, metres_per_unit);
  std::string names;
  for (const Joint& joint : clip.skeleton->joints) {
    names += (names.empty() ? "" : ",") + joint.name;
  }
  const std::string frame = std::string("right-handed, +") + up_axis + " up; joints " + names;
  const std::string joints = std::to_string(clip.joint_count());
  const std::array<NpyField, 3> fields{
      {{"seconds from the first frame", "time_s", "<f8", ""},
       {"world positions; unit " + unit + " m; " + frame, "positions", "<f8", joints + ", 3"},
       {"world_from_joint rotations as w x y z; " + frame, "rotations", "<f8", joints + ", 4"}}};
  const WorldMotion world = forward_kinematics(clip);
  const auto append = [&](size_t index, std::string& bytes) {
    const int f = static_cast<int>(index);
    append_number(bytes, f * clip.frame_time_s);
    for (const Vec3& p : world.frame_positions(f)) {
      for (int axis = 0; axis < 3; ++axis) append_number(bytes, p[axis] / metres_per_unit);
    }
    for (const Quat& q : world.frame_rotations(f)) {
      for (const double part : {q.w, q.x, q.y, q.z}) append_number(bytes, part);
    }
  };
  return write_npy_records(path, fields, static_cast<size_t>(world.frame_count), append);
}

}  // namespace kinemote::io
