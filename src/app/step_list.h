// Going over several steps of undo at once.
#pragma once

#include "app/session.h"

namespace kinemote::app {

/// To a state of session.history(), 0 being the oldest; nothing for one that is not there. Only
/// what is shown in the end is loaded.
inline void go_to_step(Session& session, size_t step) {
  if (step > session.history().step_count()) return;
  while (session.history().position() > step) session.undo();
  while (session.history().position() < step) session.redo();
}

}  // namespace kinemote::app
