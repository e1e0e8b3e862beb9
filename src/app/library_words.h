// Sentences about the library.
#pragma once

#include <string>

#include "app/library.h"

namespace kinemote::app {

/// "11 motions; 1 file cannot be read": only what can be read counts as a motion.
std::string readable_words(const Library& library);

}  // namespace kinemote::app
