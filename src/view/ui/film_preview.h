// First, middle and last picture of a film before it is made.
#pragma once

#include <string>
#include <vector>

#include "app/film/film_job.h"
#include "app/film/stage_film.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// What is shown, and what it was made of.
struct FilmPreview {
  std::vector<app::FilmFrame> frames;  // one of a picture, three of a film
  std::vector<double> times_s;         // of the motion
  app::StageFilmSettings settings;
  std::string stage;  // all else that decides the pictures, as text
  double made_at_s = -1e9, cost_s = 0.0;
};

/// A row of pictures in the shape that will be written, with caption and time code, each with its
/// moment. Nothing where the settings make no film.
void film_preview(Ui& ui, FilmPreview& preview, const app::StageFilmSettings& settings);

}  // namespace kinemote::view
