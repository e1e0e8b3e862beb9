#include "app/film/stage_page.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/assets.h"
#include "app/session_file.h"
#include "app/version.h"
#include "motion/core/atomic_file.h"
#include "motion/io/checksum.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kVersion = 3;  // of pages beside pictures of the stage; 2 could not be repeated

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
          {"caption", settings.caption},
          {"has_time_code", settings.has_time_code},
          {"pattern", settings.pattern},
          {"folder", settings.folder.string()}};
}

/// Of the files behind the motions on the stage.
Json clips_json(const SessionState& state, const fs::path& folder) {
  std::vector<std::string> ids = state.document.together;
  ids.insert(ids.begin(), state.document.clip_id);
  Json clips = Json::array();
  for (const std::string& id : ids) {
    const Result<std::string> checksum = io::file_checksum(id);
    if (id.empty() || !checksum) continue;
    Json clip{{"path", id}, {"checksum", *checksum}};
    const fs::path beside = fs::path(id).lexically_relative(folder);
    if (!beside.empty() && *beside.begin() != "..") clip["beside"] = beside.string();
    clips.push_back(std::move(clip));
  }
  return clips;
}

Json look_json(const StageLook& look) {
  const view::Camera& camera = look.camera;
  const Vec3& stands = look.placement.offset;
  return {{"target_m", {camera.target.x, camera.target.y, camera.target.z}},
          {"azimuth_rad", camera.azimuth_rad},
          {"elevation_rad", camera.elevation_rad},
          {"distance_m", camera.distance_m},
          {"field_of_view_rad", camera.field_of_view_rad},
          {"is_orthographic", camera.is_orthographic},
          {"stands_at_m", {stands.x, stands.y, stands.z}},
          {"stands_yaw_rad", look.placement.yaw_rad}};
}

/// Throws Json::exception where something is missing or of another kind.
StageLook look_from(const Json& json, const std::string& theme) {
  const auto vector = [&json](const char* key) {
    const Json& three = json.at(key);
    return Vec3{three.at(0).get<double>(), three.at(1).get<double>(), three.at(2).get<double>()};
  };
  StageLook look;
  look.theme = view::theme_of(theme).value_or(view::Theme::kDark);
  look.camera.target = vector("target_m");
  look.camera.azimuth_rad = json.at("azimuth_rad").get<double>();
  look.camera.elevation_rad = json.at("elevation_rad").get<double>();
  look.camera.distance_m = json.at("distance_m").get<double>();
  look.camera.field_of_view_rad = json.at("field_of_view_rad").get<double>();
  look.camera.is_orthographic = json.at("is_orthographic").get<bool>();
  look.placement.offset = vector("stands_at_m");
  look.placement.yaw_rad = json.at("stands_yaw_rad").get<double>();
  return look;
}

/// Throws as above.
StagePage page_from(const Json& json) {
  StagePage page;
  const auto film = stage_film_from_json(json.at("film").dump());
  if (!film) throw Json::other_error::create(502, film.error().message, &json);
  page.film = *film;
  page.look = look_from(json.at("exact"), json.at("theme").get<std::string>());
  page.seed = json.at("seed").get<uint64_t>();
  page.file = fs::path(json.at("file").get<std::string>()).filename().string();
  // Without a generated motion the model is not needed, and so not loaded.
  const bool is_generated = json.contains("model");
  page.model = is_generated ? "none" : json.at("session").at("model").get<std::string>();
  page.pixels = json.at("pixels").get<std::string>();
  page.device = json.at("device").get<std::string>();
  return page;
}

/// The bytes of a file against those of then.
Status check_file(const fs::path& page, const fs::path& file, const std::string& then) {
  const Result<std::string> now = io::file_checksum(file);
  if (!now) {
    return bad_input(page.string() + ": \"" + file.string() +
                     "\" is not there; put it back to make the same picture");
  }
  if (*now == then) return {};
  return bad_input(page.string() + ": \"" + file.string() + "\" has changed since (it is " + *now +
                   ", was " + then + "); the same picture cannot be made from it");
}

Status check_files(const fs::path& page, const Json& json) {
  std::error_code ignored;
  for (const Json& clip : json.at("clips")) {
    fs::path path = clip.at("path").get<std::string>();
    // A folder that was moved with its page: the session finds it there as well.
    const fs::path beside = page.parent_path() / clip.value("beside", std::string());
    if (!fs::is_regular_file(path, ignored) && fs::is_regular_file(beside, ignored)) path = beside;
    const Status same = check_file(page, path, clip.at("checksum").get<std::string>());
    if (!same) return same;
  }
  if (!json.contains("model") || !json.at("model").contains("checksum")) return {};
  const auto model = resolve_model(json.at("model").at("name").get<std::string>());
  if (!model) return model.error();
  return check_file(page, *model, json.at("model").at("checksum").get<std::string>());
}

}  // namespace

Result<StagePage> read_stage_page(const fs::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  const Json json = Json::parse(*text, nullptr, false);
  const auto fail = [&](const std::string& what) {
    return bad_input(path.string() + ": " + what +
                     "; expected the .json that lies beside a picture made by the studio");
  };
  try {
    if (!json.is_object() || json.value("program", "") != "kinemote" ||
        json.value("command", "") != "studio") {
      return fail("it is no page of the studio");
    }
    const int version = json.value("page", 1);
    if (version != kVersion) {
      return fail("it is a page of version " + std::to_string(version) +
                  ", and this program repeats those of " + std::to_string(kVersion));
    }
    if (json.contains("cannot_repeat")) {
      return bad_input(path.string() +
                       ": it cannot be made again: " + json.at("cannot_repeat").get<std::string>());
    }
    if (const Status status = check_files(path, json); !status) return status.error();
    return page_from(json);
  } catch (const Json::exception& error) {
    return fail(error.what());
  }
}

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
    read.range = named(json, "range", kExportRangeCount, export_range_name, read.range);
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
    read.caption = json.value("caption", read.caption);
    read.has_time_code = json.value("has_time_code", read.has_time_code);
    read.pattern = json.value("pattern", read.pattern);
    read.folder = json.value("folder", std::string());
  } catch (const Json::exception& error) {
    return bad_input(error.what());
  }
  if (const Status status = read.validate(); !status) return bad_input(status.error().message);
  return read;
}

SidecarText stage_page(const StageFilmSettings& settings, SessionState state,
                       const StageOrigin& origin) {
  const auto kept = std::make_shared<const SessionState>(std::move(state));
  return [settings, kept, origin](const FilmReport& film) {
    Json json;
    json["program"] = "kinemote";
    json["version"] = version();
    json["page"] = kVersion;
    json["command"] = "studio";
    json["file"] = film.files[0].filename().string();
    json["film"] = settings_json(settings);
    json["theme"] = view::theme_name(kept->view.theme);
    json["camera"] = view::camera_to_text(kept->view.camera);
    json["exact"] = look_json({kept->view.theme, kept->view.camera, kept->placement});
    json["seed"] = origin.seed;
    if (!origin.cannot_repeat.empty()) json["cannot_repeat"] = origin.cannot_repeat;
    json["clips"] = clips_json(*kept, film.files[0].parent_path());
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
