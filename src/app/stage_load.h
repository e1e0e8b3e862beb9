// What is to be put on the stage, and what came of reading it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/clock.h"
#include "app/load_progress.h"
#include "app/motion_import.h"
#include "app/playable.h"

namespace kinemote::app {

/// One motion of the library.
struct StageLoadPart {
  std::string id;
  std::filesystem::path path;  // empty: not in a file
  ImportChoices choices;
  std::function<Result<io::ClipImport>()> loader;
  std::string origin;
  bool is_loop = false;  // its end flows into its start
};

/// One or several, on one clock.
struct StageLoad {
  std::vector<StageLoadPart> parts;  // the first one leads
  std::shared_ptr<LoadProgress> progress;
  bool continues = false;
  Clock::Keep keep = Clock::Keep::kNothing;
};

struct StageLoaded {
  std::vector<std::string> ids;
  PlayablePtr motion;
  Error error;
  bool continues = false;
  Clock::Keep keep = Clock::Keep::kNothing;
  std::shared_ptr<LoadProgress> progress;  // of the wish that this answers
};

/// Read and made ready for the stage. Errors: those of the readers; cancelled.
Result<std::shared_ptr<Playable>> load_part(const StageLoadPart& part, const Progress& progress);
StageLoaded load_motion(const StageLoad& load);

}  // namespace kinemote::app
