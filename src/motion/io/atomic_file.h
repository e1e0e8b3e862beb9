// Reading and writing whole files, under the name by which this room's callers know them.
#pragma once

#include "motion/core/atomic_file.h"

namespace kinemote::io {

using kinemote::read_file;
using kinemote::write_atomically;

}  // namespace kinemote::io
