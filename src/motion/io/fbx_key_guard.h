// Keys of FBX files that Assimp 5.2 would multiply without end. Private to the room.
#pragma once

#include <string_view>

namespace kinemote::io {

/// False if the values of curves vary beyond any motion: where a rotation changes by more than half
/// a turn from one key to the next, Assimp puts a key of its own for every half turn, which a
/// damaged number makes billions of. Looks at text and at binary arrays that are not compressed
/// (compressed ones carry a checksum against damage). Cost: one pass over the values.
bool has_sane_fbx_keys(std::string_view bytes);

}  // namespace kinemote::io
