// A motion that was made in the studio as JSON text: exact, and readable by any program.
#pragma once

#include <string>

#include "app/session_state.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// {"id", "name", "label", "content", "take", "pad", "is_loop", "frame_time_s", "joints": [{"name",
/// "parent", "offset_m", "end_site_m"}], "translating_joints", "rotations": frames x joints of w,
/// x, y, z, "translations_m"}. Numbers read back to the same bits.
std::string made_clip_to_json(const MadeClip& made);

/// Error (bad input): a member that is missing or of another size, a clip that is not valid.
Result<MadeClip> made_clip_from_json(const std::string& text);

}  // namespace kinemote::app
