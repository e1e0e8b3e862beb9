// Pictures and films of the stage made again from their pages, without a window.
#pragma once

#include <filesystem>

#include "app/film/film_job.h"

namespace kinemote::view {

/// Opens the session of a page, puts the stage as it was and draws the film again, at `out` (which
/// is replaced), with its page. Errors: those of app::read_stage_page(); bad input where a motion
/// or the model of the session cannot be had any more; environment (no OpenGL, no space);
/// cancelled.
Result<app::FilmReport> remake_film(const std::filesystem::path& page,
                                    const std::filesystem::path& out, const Progress& progress);

}  // namespace kinemote::view
