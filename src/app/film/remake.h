// The border between the command line, which is asked for a picture again, and the interface, which
// alone draws the studio's stage and which the command line may not include.
#pragma once

#include <filesystem>
#include <functional>

#include "app/film/film_job.h"

namespace kinemote::app {

/// Makes the picture or film of a page that the studio wrote again, at `out`.
using FilmRemaker = std::function<Result<FilmReport>(
    const std::filesystem::path& page, const std::filesystem::path& out, const Progress&)>;

}  // namespace kinemote::app
