// Session: files on the stage that change on disk.
#include "app/session.h"
#include "app/stage_entries.h"

namespace kinemote::app {

void Session::reload_stage() {
  messages_.end_changed();
  file_watch_.renew();
  if (current_entry() < 0) return;
  post_load(stage_entries(document_, library_), false, Clock::Keep::kTime);
}

}  // namespace kinemote::app
