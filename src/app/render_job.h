// Pictures and films of clips without a display: one moment, a strip of poses, a range.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/clip_loader.h"
#include "motion/core/progress.h"
#include "view/render/device.h"
#include "view/render/scene.h"

namespace kinemote::app {

/// What a film is asked for beyond a picture.
struct FilmSettings {
  std::optional<double> first_s = {}, last_s = {};  // of the clips; empty: their whole length
  double fps = 30.0;                                // pictures a second, (0, 240]
  double speed = 1.0;                               // of the motion, [0.1, 4]
  double turntable_s = 0.0;  // > 0: so long, and the camera goes round once; at `at_s` they freeze
  bool follows = false;      // the camera goes with the figures
  bool shows_end = true;     // a film to the end of the longest clip has its last frame
};

/// What `render` can be asked for; the names are those of the command line's options.
struct RenderSettings {
  int width = 1280;  // pixels, [16, 8192]
  int height = 720;
  std::string camera = {};          // azimuth_deg,elevation_deg,distance_m; "": frames the figures
  std::optional<double> at_s = {};  // seconds from the clip's start; empty: its middle
  int strip = 0;                    // 0: one moment; else so many poses of each clip, [2, 40]
  bool has_trails = false;          // of hands and feet
  int ghosts_past = 0;              // poses before the moment, [0, 32]; not for strips
  int ghosts_future = 0;            // and after it
  double ghost_spacing_s = 0.2;     // between them, [0.02, 5]
  std::string theme = "dark";       // dark | light
  bool is_transparent = false;      // no background, the shadow stays
  int supersample = 2;              // drawn at so many times the size, each way, [1, 4]
  FilmSettings film = {};           // for what is no single picture

  /// Error (usage) naming the option, its value and what is allowed.
  Status validate() const;
};

/// One figure in a picture.
struct DrawnPose {
  int clip = 0;  // index of the clips given
  double time_s = 0.0;
};

struct Picture {
  view::Image image;
  std::vector<DrawnPose> poses;
  std::string layout;                // "side by side", "along its path", "in place", "rows"
  std::vector<std::string> cameras;  // as text, one a row of figures
  Warnings warnings;                 // a time past a clip's end, a figure moved down to the ground
};

/// Draws clips off-screen. Making one costs about 0.1 s (and, in software, another half second at
/// the first picture), so keep it for many pictures. Use it on the thread that made it.
class PictureMaker {
 public:
  /// `supersample`: at how many times their size, each way, pictures are drawn, [1, 4]. Error
  /// (environment): no OpenGL; says what was tried.
  static Result<PictureMaker> make(int supersample = 2);

  /// One moment: the clips side by side in one scene, every clip's root over its own place on the
  /// line at its first frame and facing the same way, places as far apart as the widest clip and
  /// half a metre, or as it takes for unequal travel to hide no figure (at most 4 m). A strip: one
  /// row a clip, poses at equal times from first to last frame. A clip that travels far enough to
  /// tell its poses apart (the strip's length times 0.5 m) is drawn along its true path, which runs
  /// from left to right; other clips have their travel taken out and stand in place, evenly spaced.
  /// Figures are put on the ground where a clip's floor is not at height 0. Errors: usage for
  /// settings that make no sense (also a time before 0 or after every clip's end), bad input for no
  /// clips or an invalid one.
  Result<Picture> draw(const std::vector<Clip>& clips, const RenderSettings& settings);

  const view::Device& device() const { return *device_; }

 private:
  std::unique_ptr<view::Device> device_;  // outlives the renderer
  std::unique_ptr<view::SceneRenderer> renderer_;
};

/// What was written.
struct RenderReport {
  std::vector<std::filesystem::path> files;  // the picture and the page of values beside it
  int frames = 1;                            // pictures in the first file
  double duration_s = 0.0;                   // of a film
  std::string pixels;                        // checksum of all pixels
  std::string device;
  Picture picture;  // of a film: without image
};

/// Reads clips, draws them into a picture or a film as the name says (see film_format_of) and
/// writes a page of values beside it with everything that makes the same again (see
/// render_sidecar.h). Without ffmpeg a video becomes a folder of pictures, with a warning. MP4
/// loses a row or column where its size is odd, with a warning. Errors: usage (settings, a name),
/// bad input, environment, cancelled; none leaves a file.
Result<RenderReport> render_files(const std::vector<std::filesystem::path>& clips,
                                  const std::filesystem::path& out, const RenderSettings& settings,
                                  const LoadSettings& load, const Progress& progress);

/// The command-line contract's JSON object.
std::string render_to_json(const RenderReport& report);

}  // namespace kinemote::app
