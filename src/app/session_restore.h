// What a session keeps while it is put back: after opening a file, and after an interlude.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "app/history.h"
#include "app/session_state.h"

namespace kinemote::app {

/// A session file whose motions have been opened.
struct SessionOpened {
  SessionState state;
  std::vector<ClipSet> sets;
  std::vector<LibrarySource> sources;  // those that could be opened
  Warnings warnings;
  std::filesystem::path path;
  bool is_recovered = false;
};

/// What waits until motions and model are there.
struct SessionRestoring {
  SessionState state;
  std::optional<History<StudioDocument>> history;  // none: it begins anew
  bool is_applied = false;
};

/// What an interlude puts back at its end.
struct SessionInterlude {
  SessionState state;  // without what was made
  History<StudioDocument> history;
};

}  // namespace kinemote::app
