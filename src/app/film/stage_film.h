// What the studio makes of its stage for other programs: pictures and films as the export dialog
// asks for them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/export_job.h"
#include "app/film/film_format.h"
#include "app/film/film_timing.h"

namespace kinemote::app {

/// What the export dialog writes.
enum class ExportWhat {
  kMotions,
  kPicture,
  kVideo,
  kPictures,
  kTurntable,
  kFeatures,
  kMap,
  kWindow,
  kSession
};
inline constexpr int kExportWhatCount = 9;
/// "motions", "picture", "video", "pictures", "turntable", "features", "map", "window", "session".
std::string_view export_what_name(ExportWhat what);
/// True if it is drawn: a picture or a film.
bool is_drawn(ExportWhat what);

enum class FilmBackground { kTheme, kWhite, kTransparent };
inline constexpr int kFilmBackgroundCount = 3;
/// "theme", "white", "transparent".
std::string_view film_background_name(FilmBackground background);

/// Everything that the dialog has for what is drawn; remembered between uses.
struct StageFilmSettings {
  ExportWhat what = ExportWhat::kMotions;
  FilmFormat format = FilmFormat::kMp4;  // of videos and turntables
  ExportRange range = ExportRange::kWhole;
  double first_s = 0.0, last_s = 1.0;  // for kSeconds
  double loop_s = 6.0;                 // of a motion that repeats, (0, 600]
  int width = 1920, height = 1080;     // pixels, [16, 8192]
  int supersample = 2;                 // [1, 4]
  double fps = 30.0;                   // 0: as the motion has it
  double speed = 1.0;                  // [0.1, 4]
  double turntable_s = 6.0;            // [0.5, 600]
  bool turntable_moves = false;        // the motion plays while the camera goes round
  FilmBackground background = FilmBackground::kTheme;
  std::string caption;             // written below the figures; "": none
  bool has_time_code = false;      // the motion's time, in the upper right corner
  std::string pattern = "{name}";  // {name} and {date}
  std::filesystem::path folder;    // "": the working folder

  bool operator==(const StageFilmSettings&) const = default;
  /// The format that will be written.
  FilmFormat written_format() const;
  /// Error (usage) naming what makes no sense.
  Status validate() const;
};

/// What a film needs to know of the motion on the stage.
struct StageMotion {
  std::string name;
  double now_s = 0.0, duration_s = 0.0;
  double range_start_s = 0.0, range_end_s = 0.0;      // of playing
  double markers_start_s = 0.0, markers_end_s = 0.0;  // first and last; equal: there are not two
  double fps = 30.0;
  bool is_seamless = false;  // it repeats without an end
};

/// Which moments are shown. Error (usage): the settings, or a range that the motion does not have.
Result<FilmTiming> stage_timing(const StageFilmSettings& settings, const StageMotion& motion);
/// A name that no file and no folder has. `date` is "2026-01-31".
std::filesystem::path stage_film_path(const StageFilmSettings& settings, const StageMotion& motion,
                                      const std::string& date);

}  // namespace kinemote::app
