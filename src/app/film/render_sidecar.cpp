#include "app/film/render_sidecar.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/film/film_format.h"
#include "app/version.h"
#include "motion/io/atomic_file.h"
#include "motion/io/checksum.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kVersion = 2;  // 1 had no checksums and no films

Json optional_json(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::optional<double> optional_number(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional<double>(json.get<double>());
}

Json film_json(const FilmSettings& film) {
  return {{"first_s", optional_json(film.first_s)},
          {"last_s", optional_json(film.last_s)},
          {"fps", film.fps},
          {"speed", film.speed},
          {"turntable_s", film.turntable_s},
          {"follow", film.follows},
          {"shows_end", film.shows_end}};
}

FilmSettings film_from(const Json& json) {
  FilmSettings film;
  film.first_s = optional_number(json.at("first_s"));
  film.last_s = optional_number(json.at("last_s"));
  film.fps = json.at("fps").get<double>();
  film.speed = json.at("speed").get<double>();
  film.turntable_s = json.at("turntable_s").get<double>();
  film.follows = json.at("follow").get<bool>();
  film.shows_end = json.value("shows_end", false);  // earlier films left the last frame out
  return film;
}

/// Throws Json::exception where something is missing or of another kind.
SavedRender render_from(const Json& json) {
  SavedRender saved;
  for (const Json& clip : json.at("clips")) {
    saved.request.clips.push_back(clip.at("path").get<std::string>());
    saved.request.checksums.push_back(clip.at("checksum").get<std::string>());
  }
  if (json.contains("metres_per_unit")) {
    saved.request.load.metres_per_unit = json.at("metres_per_unit").get<double>();
  }
  RenderSettings& settings = saved.request.settings;
  settings.width = json.at("width").get<int>();
  settings.height = json.at("height").get<int>();
  const std::string camera = json.at("camera").get<std::string>();
  if (camera != "auto") settings.camera = camera;
  settings.at_s = optional_number(json.at("at_s"));
  settings.strip = json.at("strip").get<int>();
  settings.has_trails = json.at("trails").get<bool>();
  if (json.contains("ghosts")) {
    settings.ghosts_past = json.at("ghosts").at(0).get<int>();
    settings.ghosts_future = json.at("ghosts").at(1).get<int>();
    settings.ghost_spacing_s = json.at("ghost_spacing_s").get<double>();
  }
  settings.theme = json.at("theme").get<std::string>();
  settings.is_transparent = json.at("transparent").get<bool>();
  settings.supersample = json.at("supersample").get<int>();
  if (json.contains("film")) settings.film = film_from(json.at("film"));
  saved.out = json.at("file").get<std::string>();
  saved.pixels = json.at("pixels").get<std::string>();
  saved.device = json.at("device").get<std::string>();
  return saved;
}

/// Finds a clip and holds its bytes against those of then; `path` becomes where it was found.
Status find_clip(const fs::path& page, const std::string& checksum, fs::path& path) {
  std::error_code ignored;
  const fs::path beside = page.parent_path() / path.filename();
  if (!fs::is_regular_file(path, ignored) && fs::is_regular_file(beside, ignored)) path = beside;
  if (!fs::is_regular_file(path, ignored)) {
    return bad_input(page.string() + ": its clip \"" + path.string() +
                     "\" is not there, and not beside the page either; put it back to make the "
                     "same picture");
  }
  const Result<std::string> now = io::file_checksum(path);
  if (!now) return now.error();
  if (*now == checksum) return {};
  return bad_input(page.string() + ": its clip \"" + path.string() +
                   "\" has changed since (it is " + *now + ", was " + checksum +
                   "); the same picture cannot be made from it");
}

}  // namespace

std::string render_sidecar(const RenderRequest& request, const RenderReport& report) {
  const RenderSettings& settings = request.settings;
  const fs::path& out = report.files.front();
  Json json;
  json["program"] = "kinemote";
  json["version"] = version();
  json["page"] = kVersion;
  json["command"] = "render";
  const bool is_moving = report.duration_s > 0.0;
  const Result<FilmFormat> format = film_format_of(out);
  const bool is_folder = is_moving && (!format || *format == FilmFormat::kPictures);
  json["file"] = out.filename().string() + (is_folder ? "/" : "");
  json["clips"] = Json::array();
  for (size_t i = 0; i < request.clips.size(); ++i) {
    json["clips"].push_back(
        {{"path", request.clips[i].string()}, {"checksum", request.checksums[i]}});
  }
  if (request.load.metres_per_unit) json["metres_per_unit"] = *request.load.metres_per_unit;
  json["width"] = settings.width;
  json["height"] = settings.height;
  json["camera"] = settings.camera.empty() ? "auto" : settings.camera;
  json["at_s"] = optional_json(settings.at_s);
  json["strip"] = settings.strip;
  json["trails"] = settings.has_trails;
  json["ghosts"] = {settings.ghosts_past, settings.ghosts_future};
  json["ghost_spacing_s"] = settings.ghost_spacing_s;
  json["theme"] = settings.theme;
  json["transparent"] = settings.is_transparent;
  json["supersample"] = settings.supersample;
  if (is_moving) json["film"] = film_json(settings.film);
  json["layout"] = report.picture.layout;
  json["cameras"] = report.picture.cameras;
  json["poses"] = Json::array();
  for (const DrawnPose& pose : report.picture.poses) {
    json["poses"].push_back({{"clip", pose.clip}, {"time_s", pose.time_s}});
  }
  json["frames"] = report.frames;
  json["pixels"] = report.pixels;
  json["device"] = report.device;
  // Paths may hold any bytes; what is not UTF-8 is replaced rather than refused.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool is_studio_page(const fs::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return false;
  const Json json = Json::parse(*text, nullptr, false);
  return json.is_object() && json.contains("command") && json["command"] == "studio";
}

Result<SavedRender> read_render_sidecar(const fs::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return text.error();
  const Json json = Json::parse(*text, nullptr, false);
  const auto fail = [&](const std::string& what) {
    return bad_input(path.string() + ": " + what +
                     "; expected the .json that lies beside a picture made by `kinemote render`");
  };
  if (!json.is_object() || !json.contains("program") || json["program"] != "kinemote") {
    return fail("it is no page of this program");
  }
  SavedRender saved;
  try {
    if (json.at("command") != "render") {
      return fail("it was written by " + json.at("command").dump());
    }
    const int page = json.value("page", 1);
    if (page != kVersion) {
      return fail("it is a page of version " + std::to_string(page) + ", and this program reads " +
                  std::to_string(kVersion));
    }
    saved = render_from(json);
  } catch (const Json::exception& error) {
    return fail(error.what());
  }
  if (saved.request.clips.empty()) return fail("it names no clip");
  if (const Status status = saved.request.settings.validate(); !status) {
    return fail(status.error().message);
  }
  for (size_t i = 0; i < saved.request.clips.size(); ++i) {
    const Status status = find_clip(path, saved.request.checksums[i], saved.request.clips[i]);
    if (!status) return status.error();
  }
  return saved;
}

}  // namespace kinemote::app
