#include "app/film/stage_page.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/assets.h"
#include "app/session_file.h"
#include "app/version.h"
#include "motion/io/checksum.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kVersion = 2;  // of pages beside pictures

template <typename Enum, typename Name>
Enum named(const Json& json, const char* key, int count, Name name, Enum usual) {
  if (!json.contains(key)) return usual;
  const std::string word = json.at(key).get<std::string>();
  for (int i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  throw Json::other_error::create(501, std::string(key) + " \"" + word + "\" is not known", &json);
}

Json settings_json(const StageFilmSettings& settings) {
  return {{"what", export_what_name(settings.what)},
          {"format", film_format_name(settings.format)},
          {"range", export_range_name(settings.range)},
          {"first_s", settings.first_s},
          {"last_s", settings.last_s},
          {"loop_s", settings.loop_s},
          {"width", settings.width},
          {"height", settings.height},
          {"supersample", settings.supersample},
          {"fps", settings.fps},
          {"speed", settings.speed},
          {"turntable_s", settings.turntable_s},
          {"turntable_moves", settings.turntable_moves},
          {"background", film_background_name(settings.background)},
          {"pattern", settings.pattern},
          {"folder", settings.folder.string()}};
}

/// Of the files behind the motions on the stage.
Json clips_json(const SessionState& state) {
  std::vector<std::string> ids = state.document.together;
  ids.insert(ids.begin(), state.document.clip_id);
  Json clips = Json::array();
  for (const std::string& id : ids) {
    const Result<std::string> checksum = io::file_checksum(id);
    if (!id.empty() && checksum) clips.push_back({{"path", id}, {"checksum", *checksum}});
  }
  return clips;
}

}  // namespace

std::string stage_film_to_json(const StageFilmSettings& settings) {
  return settings_json(settings).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<StageFilmSettings> stage_film_from_json(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return bad_input("expected an object");
  StageFilmSettings read;
  try {
    read.what = named(json, "what", kExportWhatCount, export_what_name, read.what);
    read.format = named(json, "format", kFilmFormatCount, film_format_name, read.format);
    read.range = named(json, "range", 3, export_range_name, read.range);
    read.background =
        named(json, "background", kFilmBackgroundCount, film_background_name, read.background);
    read.first_s = json.value("first_s", read.first_s);
    read.last_s = json.value("last_s", read.last_s);
    read.loop_s = json.value("loop_s", read.loop_s);
    read.width = json.value("width", read.width);
    read.height = json.value("height", read.height);
    read.supersample = json.value("supersample", read.supersample);
    read.fps = json.value("fps", read.fps);
    read.speed = json.value("speed", read.speed);
    read.turntable_s = json.value("turntable_s", read.turntable_s);
    read.turntable_moves = json.value("turntable_moves", read.turntable_moves);
    read.pattern = json.value("pattern", read.pattern);
    read.folder = json.value("folder", std::string());
  } catch (const Json::exception& error) {
    return bad_input(error.what());
  }
  if (const Status status = read.validate(); !status) return bad_input(status.error().message);
  return read;
}

SidecarText stage_page(const StageFilmSettings& settings, SessionState state) {
  const auto kept = std::make_shared<const SessionState>(std::move(state));
  return [settings, kept](const FilmReport& film) {
    Json json;
    json["program"] = "kinemote";
    json["version"] = version();
    json["page"] = kVersion;
    json["command"] = "studio";
    json["file"] = film.files[0].filename().string();
    json["film"] = settings_json(settings);
    json["theme"] = view::theme_name(kept->view.theme);
    json["camera"] = view::camera_to_text(kept->view.camera);
    json["clips"] = clips_json(*kept);
    if (kept->document.is_generated) {
      json["model"] = {{"name", kept->model}};
      if (const auto path = resolve_model(kept->model); path) {
        if (const auto sum = io::file_checksum(*path); sum) json["model"]["checksum"] = *sum;
      }
    }
    json["frames"] = film.frames;
    json["pixels"] = film.pixels;
    json["device"] = film.device;
    json["session"] = Json::parse(session_to_json(*kept, film.files[0].parent_path()));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  };
}

}  // namespace kinemote::app
