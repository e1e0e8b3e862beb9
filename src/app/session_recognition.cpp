// Session: recognisers of labels.
#include <algorithm>

#include "app/session.h"

namespace kinemote::app {

void Session::recognise() {
  recognition_.update(player_.motion(), recognisers_.used(), view_.lanes.shows_joints);
}

Status Session::play_case(const HeldOutCase& which) {
  int index = -1;
  if (const auto& clips = recognisers_.clips()) {
    const auto& entries = clips->dataset.entries;
    const auto it = std::find_if(entries.begin(), entries.end(),
                                 [&](const io::DatasetEntry& e) { return e.name == which.clip; });
    if (it != entries.end()) {
      index = library_.find(it->path.string());
      if (index < 0) index = library_.add(subset(*clips, {static_cast<int>(it - entries.begin())}));
    }
  }
  if (index < 0) index = library_.find(which.clip);
  if (index < 0) {
    return bad_input("\"" + which.clip +
                     "\" is not in the library: open the folder that the recogniser was judged on");
  }
  play_entry(index);
  if (is_loading_) {
    start_at_s_ = which.start_s;
  } else {
    clock_.seek(which.start_s);
  }
  clock_.play();
  return {};
}

}  // namespace kinemote::app
