#include "motion/io/csv_note.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "motion/io/atomic_file.h"

namespace kinemote::io {

using Json = nlohmann::ordered_json;

std::filesystem::path csv_note_path(const std::filesystem::path& csv_path) {
  return csv_path.string() + ".json";
}

Status write_csv_note(const std::filesystem::path& csv_path, const Clip& clip,
                      const PositionsCsvSettings& settings, char up_axis) {
  // A table that goes into a pipe or a device has no place beside it.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(csv_path, ignored)) return {};
  Json joints = Json::array();
  for (const Joint& joint : clip.skeleton->joints) {
    joints.push_back(
        {{"name", joint.name},
         {"parent",
          joint.parent < 0 ? Json(nullptr) : Json(clip.skeleton->joints[joint.parent].name)}});
  }
  Json note = {{"table", csv_path.filename().string()},
               {"metres_per_unit", settings.metres_per_unit},
               {"frame_of_reference", std::string("world, right-handed, +") + up_axis + " up"},
               {"positions", "<joint>.x .y .z"},
               {"fps", clip.fps()},
               {"frames", clip.frame_count},
               {"joints", joints}};
  if (settings.with_rotations) {
    note["rotations"] = "<joint>.qw .qx .qy .qz: world_from_joint, unit quaternions";
  }
  return write_atomically(csv_note_path(csv_path),
                          note.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace kinemote::io
