// The page of values beside a film of the studio's stage, and the settings of one as JSON.
#pragma once

#include <filesystem>
#include <string>

#include "app/film/film_job.h"
#include "app/film/stage_film.h"
#include "app/session_state.h"

namespace kinemote::app {

/// One JSON object with every field of the settings.
std::string stage_film_to_json(const StageFilmSettings& settings);
/// The reverse; fields that are missing stay as they usually are. Error (bad input): no object, a
/// field of another kind or one that makes no sense.
Result<StageFilmSettings> stage_film_from_json(const std::string& text);

/// The numbers of the stage that decide pixels, as they were to the last bit: a session file keeps
/// some of them in degrees.
struct StageLook {
  view::Theme theme = view::Theme::kDark;
  view::Camera camera;
  Placement placement;  // of the leading motion
};

/// A page that was read.
struct StagePage {
  StageFilmSettings film;
  StageLook look;
  uint64_t seed = 1;           // of the built-in corpus
  std::string file;            // the name that the film had
  std::string model;           // --model of a session that it is opened in
  std::string pixels, device;  // what was drawn, and by what
};

/// Reads a page of the studio and holds the bytes of its clips and model against those of then.
/// Errors (bad input): no such page, another version, one that says that it cannot be made again,
/// a file that is missing or has changed since.
Result<StagePage> read_stage_page(const std::filesystem::path& path);

/// What a picture of the stage depends on beside its session.
struct StageOrigin {
  uint64_t seed = 1;
  std::string cannot_repeat;  // why it cannot be made again from its page; "": it can
};

/// Text of the page: settings, checksums of the files of the motions on the stage and of the model,
/// the camera, and the session as its file would hold it (which has what made a generated motion:
/// model, PAD, style, content, latent).
SidecarText stage_page(const StageFilmSettings& settings, SessionState state,
                       const StageOrigin& origin = {});

}  // namespace kinemote::app
