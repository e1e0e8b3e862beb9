#include "app/film/stage_film.h"

#include <algorithm>
#include <array>

#include "app/file_names.h"
#include "app/film/film_writer.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// Every field of the pattern in its place.
std::string filled(std::string pattern, const std::string& field, const std::string& value) {
  for (size_t at = pattern.find(field); at != std::string::npos; at = pattern.find(field, at)) {
    pattern.replace(at, field.size(), value);
    at += value.size();
  }
  return pattern;
}

}  // namespace

std::string_view export_what_name(ExportWhat what) {
  constexpr std::array<std::string_view, kExportWhatCount> kNames{
      "motions",  "picture", "video",  "pictures", "turntable",
      "features", "map",     "window", "session"};
  return kNames[static_cast<size_t>(what)];
}

bool is_drawn(ExportWhat what) {
  return what == ExportWhat::kPicture || what == ExportWhat::kVideo ||
         what == ExportWhat::kPictures || what == ExportWhat::kTurntable;
}

std::string_view film_background_name(FilmBackground background) {
  constexpr std::array<std::string_view, kFilmBackgroundCount> kNames{"theme", "white",
                                                                      "transparent"};
  return kNames[static_cast<size_t>(background)];
}

FilmFormat StageFilmSettings::written_format() const {
  if (what == ExportWhat::kPicture) return FilmFormat::kPicture;
  if (what == ExportWhat::kPictures) return FilmFormat::kPictures;
  return format;
}

Status StageFilmSettings::validate() const {
  if (pattern.empty()) return usage_error("The name is empty; write words or {name}.");
  if (pattern.find_first_of("/\\") != std::string::npos) {
    return usage_error("A name has no slash; the folder has a field of its own.");
  }
  const std::string rest = filled(filled(pattern, "{name}", ""), "{date}", "");
  if (rest.find_first_of("{}") != std::string::npos) {
    return usage_error("Names of pictures know {name} and {date}, no other braces.");
  }
  constexpr size_t kLongestCaption = 200;
  if (caption.size() > kLongestCaption) return usage_error("A caption has at most 200 letters.");
  if (supersample < 1 || supersample > 4) {
    return usage_error("Pictures are drawn at 1 to 4 times their size.");
  }
  if (!(loop_s > 0.0 && loop_s <= 600.0)) {
    return usage_error("A loop is repeated for more than 0 and up to 600 seconds.");
  }
  if (what == ExportWhat::kTurntable && !(turntable_s >= 0.5 && turntable_s <= 600.0)) {
    return usage_error("A turn of the camera takes 0.5 to 600 seconds.");
  }
  const FilmShape shape{written_format(), width, height, fps > 0.0 ? fps : 30.0,
                        background == FilmBackground::kTransparent};
  return shape.validate();
}

Result<FilmTiming> stage_timing(const StageFilmSettings& settings, const StageMotion& motion) {
  if (const Status status = settings.validate(); !status) return status.error();
  FilmTiming timing;
  timing.fps = settings.fps > 0.0 ? settings.fps : std::min(motion.fps, 240.0);
  timing.speed = settings.speed;
  const bool is_still = settings.what == ExportWhat::kPicture ||
                        (settings.what == ExportWhat::kTurntable && !settings.turntable_moves);
  if (settings.what == ExportWhat::kTurntable) timing.turntable_s = settings.turntable_s;
  if (is_still) {
    timing.first_s = timing.last_s = motion.now_s;
  } else if (settings.range == ExportRange::kPlayRange) {
    timing.first_s = motion.range_start_s;
    timing.last_s = motion.range_end_s;
  } else if (settings.range == ExportRange::kMarkers) {
    timing.first_s = motion.markers_start_s;
    timing.last_s = motion.markers_end_s;
    if (timing.last_s <= timing.first_s) {
      return usage_error("The motion on the stage has fewer than two markers.");
    }
  } else if (settings.range == ExportRange::kSeconds) {
    timing.first_s = settings.first_s;
    timing.last_s = settings.last_s;
    if (!motion.is_seamless && timing.first_s >= motion.duration_s) {
      return usage_error("The range starts after the motion's end.");
    }
    if (!motion.is_seamless) timing.last_s = std::min(timing.last_s, motion.duration_s);
  } else {
    timing.last_s = motion.is_seamless ? settings.loop_s : motion.duration_s;
  }
  // Of a clip the end is a frame like all others; what repeats has its start there.
  timing.shows_end = !is_still && !motion.is_seamless && settings.what != ExportWhat::kTurntable &&
                     timing.last_s > timing.first_s && timing.last_s + 1e-3 >= motion.duration_s;
  timing.wraps = settings.what == ExportWhat::kTurntable && settings.turntable_moves;
  if (const Status status = timing.validate(); !status) return status.error();
  return timing;
}

fs::path stage_film_path(const StageFilmSettings& settings, const StageMotion& motion,
                         const std::string& date) {
  std::string name = filled(settings.pattern, "{name}", file_name_from(motion.name));
  name = filled(name, "{date}", date);
  std::error_code ignored;
  const fs::path folder = settings.folder.empty() ? fs::current_path(ignored) : settings.folder;
  return free_path(folder / (name + film_extension(settings.written_format())));
}

}  // namespace kinemote::app
