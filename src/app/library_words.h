// What the library says of entries that cannot be read.
#pragma once

#include <string>

#include "app/library.h"
#include "app/messages.h"

namespace kinemote::app {

/// "11 motions; 1 file cannot be read": only what can be read counts as a motion.
std::string readable_words(const Library& library);

/// What reading a clip came to: why it failed, or "". An entry that turns out to be unreadable is
/// told in a message; unknown ids are left alone.
void note_problem(Library& library, MessageLog& messages, const std::string& id,
                  const std::string& problem);

}  // namespace kinemote::app
