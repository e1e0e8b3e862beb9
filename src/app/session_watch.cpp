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

void Session::watch_stage() {
  const std::vector<std::filesystem::path> changed = file_watch_.take();
  if (changed.empty() || live_.is_open() || blind_.is_active()) return;
  const size_t others = changed.size() - 1;
  const std::string name = changed.front().filename().string();
  messages_.post_changed(others == 0   ? name + " has changed on disk"
                         : others == 1 ? name + " and another file have changed on disk"
                                       : name + " and " + std::to_string(others) +
                                             " others have changed on disk");
}

}  // namespace kinemote::app
