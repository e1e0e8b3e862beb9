// A clip and how it was read as bytes of this machine, for the cache: exact, and fast to read.
#pragma once

#include <string>
#include <string_view>

#include "motion/io/clip_import.h"

namespace kinemote::io {

/// Everything of `import`, doubles bit for bit, in this machine's byte order. Not a format to
/// exchange: it may change with every version.
std::string clip_to_bytes(const ClipImport& import);

/// The reverse. Safe on any bytes: counts are checked against what is there before memory is taken,
/// and the clip is validated. Error (bad input) for what clip_to_bytes has not made.
Result<ClipImport> clip_from_bytes(std::string_view bytes);

}  // namespace kinemote::io
