// How long and how large a film will be, from those that were made on this machine.
#pragma once

#include <array>
#include <string>

#include "app/film/film_format.h"

namespace kinemote::app {

struct FilmReport;
struct FilmShape;

/// Measured so far, by format; 0: nothing was.
struct FilmPace {
  /// Seconds a drawn pixel (of which there are supersample² for one), encoding included.
  std::array<double, kFilmFormatCount> seconds_per_pixel{};
  /// Bytes a pixel of what was written.
  std::array<double, kFilmFormatCount> bytes_per_pixel{};

  bool operator==(const FilmPace&) const = default;
  /// Takes a film into account; what was made last counts half.
  void learn(const FilmShape& shape, int supersample, const FilmReport& film);
};

struct FilmCost {
  double seconds = 0.0, bytes = 0.0;
};
/// Of a film of so many pictures; where nothing was measured, what a small machine without a
/// graphics card took.
FilmCost film_cost(const FilmPace& pace, const FilmShape& shape, int supersample, int frame_count);
/// "about 2.1 MB · about 18 s": two digits.
std::string film_cost_text(const FilmCost& cost);

}  // namespace kinemote::app
