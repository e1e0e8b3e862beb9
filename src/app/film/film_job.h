// A film or picture from scenes: drawn off-screen, encoded, and put into place when it is whole.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/film/film_writer.h"
#include "motion/core/progress.h"
#include "view/render/scene.h"

namespace kinemote::app {

/// What one picture shows.
struct FilmFrame {
  view::Scene scene;
  view::Camera camera;
};

/// Everything that decides the bytes of a film, but for the driver and the encoder.
struct FilmPlan {
  FilmShape shape;
  int frame_count = 1;
  int supersample = 2;                            // so many pixels for one, each way, [1, 4]
  std::function<FilmFrame(int)> frame;            // [0, frame_count), asked once each, in order
  std::function<void(int, view::Image&)> finish;  // writes on a drawn picture; empty: nothing
  bool is_on_white = false;  // what is not covered becomes white; the scenes are transparent ones
  bool falls_back_to_pictures = false;  // without ffmpeg: numbered pictures and a warning
  bool never_replaces = false;          // a name that is taken by then gets a number

  Status validate() const;
};

/// What was written.
struct FilmReport {
  std::vector<std::filesystem::path> files;  // what was asked for (a folder for pictures), its page
  FilmFormat format = FilmFormat::kPicture;  // as written
  int frames = 0;
  double bytes = 0.0;    // of all its pictures or the film
  double seconds = 0.0;  // that drawing and encoding took
  std::string pixels;    // checksum of all pixels in order
  std::string device;
  Warnings warnings;
};

/// Text of the page beside a film, once it is known how the film turned out.
using SidecarText = std::function<std::string(const FilmReport&)>;
/// "walk.mp4.json"; of a folder "turn/" beside it: "turn.json".
std::filesystem::path sidecar_path(const std::filesystem::path& out);

/// Draws on the calling thread, with an off-screen device of its own (any thread may do so). All or
/// nothing: files appear together when the last one is complete. Phases "drawing" and "encoding".
/// Errors: usage (a folder that holds numbered pictures already, settings), environment (no OpenGL,
/// no ffmpeg, no space), cancelled (within one picture).
Result<FilmReport> write_film(const FilmPlan& plan, const std::filesystem::path& out,
                              const SidecarText& sidecar, const Progress& progress);

}  // namespace kinemote::app
