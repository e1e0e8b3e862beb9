// Clips in motion: where their figures stand and what the camera sees, at every picture of a film.
#pragma once

#include <memory>
#include <vector>

#include "app/film/film_job.h"
#include "app/film/film_timing.h"
#include "app/render_job.h"

namespace kinemote::app {

/// The figures stand side by side as in a picture of one moment, each at its own place for good,
/// and move from there. Without `follows` the camera stays and has all of the film in view; with
/// it, the camera goes with the figures' middle, smoothed over a second either way, so that it
/// neither lags nor shakes. A turntable's camera goes round the figures.
class ClipFilm {
 public:
  /// Works out everything but the pictures. Errors: usage (a range past every clip's end, --at
  /// without a turntable, a strip), bad input (no clip or an invalid one).
  static Result<ClipFilm> make(std::vector<Clip> clips, const RenderSettings& settings);
  ClipFilm(ClipFilm&&) noexcept;
  ~ClipFilm();

  const FilmTiming& timing() const;
  FilmFrame frame(int index) const;
  const Warnings& warnings() const;

 private:
  struct Parts;
  explicit ClipFilm(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace kinemote::app
