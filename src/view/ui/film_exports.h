// Films of the stage: recorded on the interface's thread, drawn and written by jobs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/film/film_job.h"
#include "app/film/stage_film.h"
#include "app/film/stage_page.h"
#include "app/session.h"

namespace kinemote::view {

/// The motion on the stage as a film sees it; its name is that of the heading.
app::StageMotion stage_motion(const app::Session& session);
/// "" if the stage can be drawn, else why not.
std::string film_disabled_reason(const app::Session& session);
/// Likewise of a film with these settings, of whatever they are wrong.
std::string film_disabled_reason(const app::Session& session,
                                 const app::StageFilmSettings& settings);

/// The pictures `numbers` (from 0) of a film as they will be drawn, but for caption and time code.
/// Leaves clock and figure as they are. Cost: all moments are gone through where the camera
/// follows.
std::vector<app::FilmFrame> recorded_stage(app::Session& session,
                                           const app::StageFilmSettings& settings,
                                           const app::FilmTiming& timing,
                                           const std::vector<int>& numbers);
/// A figure that a PAD curve drives, made ready for a film, and where it stands.
struct DrivenFigure {
  app::PlayablePtr motion;
  app::Placement stands;
};
/// True if a film with these settings needs one.
bool needs_driven_figure(const app::Session& session, const app::StageFilmSettings& settings);
/// What is drawn and how, all of it recorded now. `driven` takes the place of the figure on the
/// stage meanwhile; null where none is needed. Error (usage): settings, or a film that is too long.
Result<app::FilmPlan> film_plan(app::Session& session, const app::StageFilmSettings& settings,
                                const DrivenFigure* driven = nullptr);
/// What a page says of the stage beside its session.
app::StageOrigin stage_origin(const app::Session& session, const app::StageFilmSettings& settings);

/// Records what the stage shows at every picture (all figures, trails, contacts; without
/// transitions of live edits, names and headings), which leaves clock and figure as they are, and
/// queues a job of the session that draws and writes it and says in a message how it went. A figure
/// that a PAD curve drives is first gone through by a job of its own. Cost: the interface stands
/// still while it records. Error (usage): nothing was begun.
Status begin_film(app::Session& session, const app::StageFilmSettings& settings);

/// Queues the job that draws a plan and writes it with its page; says in a message how it went.
void queue_film(app::Session& session, app::FilmPlan plan, const std::filesystem::path& out,
                const app::SidecarText& page);

}  // namespace kinemote::view
