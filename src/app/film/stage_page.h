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

/// Text of the page: settings, checksums of the files of the motions on the stage and of the model,
/// the camera, and the session as its file would hold it (which has what made a generated motion:
/// model, PAD, style, content, latent).
SidecarText stage_page(const StageFilmSettings& settings, SessionState state);

}  // namespace kinemote::app
