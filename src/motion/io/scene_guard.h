// Files that Assimp 5.2 does not survive are refused before it sees them.
#pragma once

#include <string>
#include <string_view>

#include "motion/core/result.h"

namespace kinemote::io {

/// Checks the bytes of a scene file by its lower-case extension ("fbx", "dae", "glb"…): parents
/// that are their own descendants in FBX and Collada, which Assimp follows until its stack is full,
/// chunks of binary glTF that are longer than the file, over which it never ends, and keys of FBX
/// that jump beyond any motion, which it multiplies until memory ends. Error (bad input) with
/// `name`. Cost: one pass over the text; nothing is said about what else may be wrong.
Status check_scene_bytes(std::string_view bytes, std::string_view extension,
                         const std::string& name);

}  // namespace kinemote::io
