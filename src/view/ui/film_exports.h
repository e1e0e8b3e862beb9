// Films of the stage: recorded on the interface's thread, drawn and written by jobs.
#pragma once

#include <string>

#include "app/film/stage_film.h"
#include "app/session.h"

namespace kinemote::view {

/// The motion on the stage as a film sees it; its name is that of the heading.
app::StageMotion stage_motion(const app::Session& session);
/// "" if the stage can be drawn, else why not.
std::string film_disabled_reason(const app::Session& session);

/// Records what the stage shows at every picture (all figures, trails, contacts; without
/// transitions of live edits, names and headings), which leaves clock and figure as they are, and
/// queues a job of the session that draws and writes it and says in a message how it went. Cost:
/// the interface stands still while it records. Error (usage): nothing was begun.
Status begin_film(app::Session& session, const app::StageFilmSettings& settings);

}  // namespace kinemote::view
