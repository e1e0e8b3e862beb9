#include "app/session_file.h"

#include <algorithm>
#include <array>

#include "app/document_json.h"
#include "app/json/members.h"
#include "app/made_clip_json.h"
#include "app/ui_settings.h"
#include "app/version.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

using Json = JsonMembers::Json;

constexpr int kVersion = 1;
constexpr std::array<const char*, 3> kSourceWords{"builtin", "folder", "files"};
/// Members of ui.json that belong to the user, not to a session.
constexpr std::array<const char*, 13> kOwnSettings{
    "version", "theme",          "text_scale",  "export", "film",     "film_pace",   "reduces_motion",
    "recent",  "has_seen_guide", "preferences", "window", "map_look", "latent_names"};

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// --- Places of files ---

Json place_json(const std::filesystem::path& path, const std::filesystem::path& folder) {
  Json json{{"path", path.string()}};
  if (folder.empty()) return json;
  const std::filesystem::path beside = path.lexically_relative(folder);
  if (!beside.empty() && *beside.begin() != "..") json["beside"] = beside.string();
  return json;
}

/// Old and new place of what was moved together with its session.
using Moves = std::vector<std::pair<std::string, std::string>>;

/// Where a file is now that was at `path`, and at `beside` from the session's folder.
std::filesystem::path found_place(const std::string& path, const std::string& beside,
                                  const std::filesystem::path& folder) {
  std::error_code ignored;
  const bool has_moved = !beside.empty() && !std::filesystem::exists(path, ignored) &&
                         std::filesystem::exists(folder / beside, ignored);
  return has_moved ? (folder / beside).lexically_normal() : std::filesystem::path(path);
}

std::filesystem::path place_of(const Json& json, const std::string& where,
                               const std::filesystem::path& folder, Moves& moves) {
  JsonMembers members(json, where);
  std::string path, beside;
  members.take("path", path);
  members.take("beside", beside);
  members.finish();
  if (path.empty()) members.refuse("path", "is missing");
  std::filesystem::path now = found_place(path, beside, folder);
  if (now != path) moves.emplace_back(path, now.string());
  return now;
}

Json kept_file_json(const KeptFile& file, const std::filesystem::path& folder) {
  Json json = place_json(file.path, folder);
  if (!file.checksum.empty()) json["checksum"] = file.checksum;
  return json;
}

KeptFile kept_file_of(const Json& json, const std::string& where,
                      const std::filesystem::path& folder) {
  JsonMembers members(json, where);
  KeptFile file;
  std::string beside;
  members.take("path", file.path);
  members.take("beside", beside);
  members.take("checksum", file.checksum);
  members.finish();
  if (file.path.empty()) members.refuse("path", "is missing");
  file.path = found_place(file.path, beside, folder).string();
  return file;
}

/// A model by its word ("builtin") or file, which may have been moved with the session.
void put_model(Json& json, const char* name, const std::string& model,
               const std::filesystem::path& folder) {
  json[name] = model;
  if (!std::filesystem::path(model).is_absolute()) return;
  const Json place = place_json(model, folder);
  if (place.contains("beside")) json[std::string(name) + "_beside"] = place["beside"];
}

void take_model(JsonMembers& members, const std::string& name, std::string& model,
                const std::filesystem::path& folder) {
  std::string beside;
  members.take(name, model);
  members.take(name + "_beside", beside);
  model = found_place(model, beside, folder).string();
}

/// A library id is the place of a file: that of its new place.
std::string moved(const std::string& id, const Moves& moves) {
  for (const auto& [before, now] : moves) {
    if (id == before) return now;
    // Below a folder, or a further figure of the file (figure_of_file()).
    if (id.starts_with(before + "/") || id.starts_with(before + "#"))
      return now + id.substr(before.size());
  }
  return id;
}

template <typename Value>
std::map<std::string, Value> moved(const std::map<std::string, Value>& by_id, const Moves& moves) {
  std::map<std::string, Value> now;
  for (const auto& [id, value] : by_id) now[moved(id, moves)] = value;
  return now;
}

Json source_json(const LibrarySource& source, const std::filesystem::path& folder) {
  Json places = Json::array();
  for (const std::filesystem::path& path : source.paths) {
    places.push_back(place_json(path, folder));
  }
  return {{"kind", kSourceWords[static_cast<size_t>(source.kind)]}, {"places", std::move(places)}};
}

LibrarySource source_of(const Json& json, const std::string& where,
                        const std::filesystem::path& folder, Moves& moves) {
  JsonMembers members(json, where);
  std::string kind;
  members.take("kind", kind);
  const auto found = std::find(kSourceWords.begin(), kSourceWords.end(), kind);
  if (found == kSourceWords.end()) {
    members.refuse("kind", "has to be \"builtin\", \"folder\" or \"files\"");
  }
  LibrarySource source;
  source.kind = static_cast<LibrarySource::Kind>(found - kSourceWords.begin());
  if (const Json* places = members.find("places")) {
    for (const Json& place : *places) {
      source.paths.push_back(place_of(place, members.where("places"), folder, moves));
    }
  }
  members.finish();
  if (source.paths.empty() != (source.kind == LibrarySource::Kind::kBuiltin)) {
    members.refuse("places", "do not go with this kind of source");
  }
  return source;
}

// --- Time ---

Json playback_json(const PlaybackState& playback) {
  Json json{{"time_s", playback.time_s},
            {"speed", playback.speed},
            {"is_playing", playback.is_playing},
            {"loop", loop_mode_name(playback.loop_mode)}};
  if (playback.has_range) json["range_s"] = {playback.range_start_s, playback.range_end_s};
  return json;
}

PlaybackState playback_of(const Json& json) {
  JsonMembers members(json, "playback.");
  constexpr double kDay_s = 86400.0;
  PlaybackState playback;
  std::string loop(loop_mode_name(playback.loop_mode));
  std::array<double, 2> range{0.0, 0.0};
  members.take_number("time_s", 0.0, kDay_s, playback.time_s);
  members.take_number("speed", -Clock::kFastest, Clock::kFastest, playback.speed);
  members.take("is_playing", playback.is_playing);
  members.take("loop", loop);
  playback.has_range = members.find("range_s") != nullptr;
  members.take("range_s", range);
  members.finish();
  if (!(range[0] >= 0.0 && range[0] <= range[1] && range[1] <= kDay_s)) {
    members.refuse("range_s", "has to be a start and an end, in seconds");
  }
  playback.range_start_s = range[0];
  playback.range_end_s = range[1];
  for (int i = 0; i < kLoopModeCount; ++i) {
    if (loop_mode_name(static_cast<LoopMode>(i)) == loop) {
      playback.loop_mode = static_cast<LoopMode>(i);
      return playback;
    }
  }
  members.refuse("loop", "is not a known way to loop");
}

Json placement_json(const Placement& placement) {
  return {{"x_m", placement.offset.x},
          {"z_m", placement.offset.z},
          {"yaw_deg", degrees_from_rad(placement.yaw_rad)}};
}

Placement placement_of(const Json& json) {
  JsonMembers members(json, "stands_at.");
  constexpr double kFar = 1e9;
  Placement placement;
  double yaw_deg = 0.0;
  members.take_number("x_m", -kFar, kFar, placement.offset.x);
  members.take_number("z_m", -kFar, kFar, placement.offset.z);
  members.take_number("yaw_deg", -kFar, kFar, yaw_deg);
  members.finish();
  placement.yaw_rad = rad_from_degrees(yaw_deg);
  return placement;
}

// --- What is looked at ---

Json view_json(const ViewState& view) {
  Json panels = Json::parse(ui_settings_to_json(view));
  for (const char* name : kOwnSettings) panels.erase(name);
  const view::Camera& camera = view.camera;
  return {{"panels", std::move(panels)},
          {"camera",
           {{"target_m", {camera.target.x, camera.target.y, camera.target.z}},
            {"azimuth_deg", degrees_from_rad(camera.azimuth_rad)},
            {"elevation_deg", degrees_from_rad(camera.elevation_rad)},
            {"distance_m", camera.distance_m},
            {"field_of_view_deg", degrees_from_rad(camera.field_of_view_rad)},
            {"is_orthographic", camera.is_orthographic},
            {"is_touched", view.is_camera_touched},
            {"follows", view.follows},
            {"follows_joint", view.follow_joint}}},
          {"shows_trails", view.shows_trails},
          {"shows_contacts", view.shows_contacts},
          {"hides_panels", view.hides_panels}};
}

void take_camera(const Json& json, ViewState& view) {
  JsonMembers members(json, "view.camera.");
  constexpr double kFar_m = 1e6;
  view::Camera& camera = view.camera;
  std::array<double, 3> target{camera.target.x, camera.target.y, camera.target.z};
  double azimuth_deg = 0.0, elevation_deg = 0.0, field_of_view_deg = 35.0;
  members.take("target_m", target);
  members.take_number("azimuth_deg", -1e6, 1e6, azimuth_deg);
  members.take_number("elevation_deg", -90.0, 90.0, elevation_deg);
  members.take_number("distance_m", 0.0, kFar_m, camera.distance_m);
  members.take_number("field_of_view_deg", 1.0, 179.0, field_of_view_deg);
  members.take("is_orthographic", camera.is_orthographic);
  members.take("is_touched", view.is_camera_touched);
  members.take("follows", view.follows);
  members.take("follows_joint", view.follow_joint);
  members.finish();
  for (const double x : target) {
    if (!(std::abs(x) <= kFar_m)) members.refuse("target_m", "has to be a place in metres");
  }
  camera.target = {target[0], target[1], target[2]};
  camera.azimuth_rad = rad_from_degrees(azimuth_deg);
  camera.elevation_rad = rad_from_degrees(elevation_deg);
  camera.field_of_view_rad = rad_from_degrees(field_of_view_deg);
}

void take_view(const Json& json, ViewState& view) {
  JsonMembers members(json, "view.");
  if (const Json* panels = members.find("panels")) {
    // Like the user's own: what another version knew differently keeps its default.
    if (const auto read = ui_settings_from_json(panels->dump(), view); !read) {
      members.refuse("panels", "cannot be read: " + read.error().message);
    }
  }
  if (const Json* camera = members.find("camera")) take_camera(*camera, view);
  members.take("shows_trails", view.shows_trails);
  members.take("shows_contacts", view.shows_contacts);
  members.take("hides_panels", view.hides_panels);
  members.finish();
}

SessionState state_of(const Json& json, const std::filesystem::path& folder,
                      const ViewState& view) {
  JsonMembers members(json, "");
  int version = 0;
  members.take("kinemote_session", version);
  if (version < 1) throw std::runtime_error("this is no session of Kinemote");
  if (version > kVersion) {
    throw std::runtime_error("version " + std::to_string(version) +
                             " is newer than this program, which reads version " +
                             std::to_string(kVersion) + "; update Kinemote");
  }
  SessionState state;
  state.view = view;
  Moves moves;
  std::string program;
  members.take("program", program);
  if (const Json* sources = members.find("sources")) {
    for (const Json& source : *sources) {
      state.sources.push_back(source_of(source, "sources.", folder, moves));
    }
  }
  if (const Json* made = members.find("made")) {
    for (const Json& clip : *made) {
      auto read = made_clip_from_json(clip.dump());
      if (!read)
        members.refuse("made", "holds a motion that cannot be read: " + read.error().message);
      state.made.push_back(std::move(*read));
    }
  }
  take_model(members, "model", state.model, folder);
  take_model(members, "affect", state.affect, folder);
  if (const Json* recogniser = members.find("recogniser")) {
    state.recogniser = kept_file_of(*recogniser, "recogniser.", folder);
  }
  members.take("latent_seed", state.latent_seed);
  if (const Json* document = members.find("document")) {
    auto read = document_from_json(document->dump());
    if (!read) throw std::runtime_error(read.error().message);
    state.document = std::move(*read);
  }
  if (const Json* playback = members.find("playback")) state.playback = playback_of(*playback);
  if (const Json* place = members.find("stands_at")) state.placement = placement_of(*place);
  if (const Json* shown = members.find("view")) take_view(*shown, state.view);
  members.take("text_filter", state.text_filter);
  members.take("chosen_labels", state.chosen_labels);
  members.take("selected", state.selected);
  members.finish();
  move_library_ids(moves, state);
  return state;
}

/// Where the places in a session file begin.
std::filesystem::path folder_of(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::absolute(path, ignored).lexically_normal().parent_path();
}

}  // namespace

PlaybackState playback_of(const Clock& clock) {
  return {clock.time_s(),    clock.speed(),         clock.is_playing(), clock.loop_mode(),
          clock.has_range(), clock.range_start_s(), clock.range_end_s()};
}

void apply_playback(const PlaybackState& state, Clock& clock) {
  clock.set_loop_mode(state.loop_mode);
  clock.set_speed(state.speed);
  clock.clear_range();
  if (state.has_range) {
    clock.set_range_start(state.range_start_s);
    clock.set_range_end(state.range_end_s);
  }
  clock.seek(state.time_s);
  state.is_playing ? clock.play() : clock.pause();
}

bool is_session_file(const std::filesystem::path& path) {
  return path.extension() == kSessionExtension;
}

void move_library_ids(const Moves& moves, SessionState& state) {
  if (moves.empty()) return;
  StudioDocument& document = state.document;
  document.clip_id = moved(document.clip_id, moves);
  for (std::string& id : document.together) id = moved(id, moves);
  for (std::string& id : state.selected) id = moved(id, moves);
  for (std::vector<NamedSet>* sets : {&document.sets.named, &document.sets.within}) {
    for (NamedSet& set : *sets) {
      for (std::string& id : set.ids) id = moved(id, moves);
      std::sort(set.ids.begin(), set.ids.end());
    }
  }
  document.imports = moved(document.imports, moves);
  document.bones = moved(document.bones, moves);
  document.lineup.markers = moved(document.lineup.markers, moves);
  document.lineup.cuts = moved(document.lineup.cuts, moves);
}

std::filesystem::path session_behind(const std::filesystem::path& path) {
  if (is_session_file(path)) return path;
  std::filesystem::path page = path;
  if (page.extension() != ".json") page += ".json";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(page, ignored)) return {};
  const Result<std::string> text = read_file(page);
  if (!text) return {};
  // Pages begin with who wrote them; a table of keypoints may be long and is not parsed for it.
  constexpr size_t kHead = 400;
  const std::string head = text->substr(0, kHead);
  const bool is_page = head.find("\"program\": \"kinemote\"") != std::string::npos &&
                       head.find("\"command\": \"studio\"") != std::string::npos;
  return is_page ? page : std::filesystem::path();
}

std::string session_to_json(const SessionState& state, const std::filesystem::path& folder) {
  Json sources = Json::array(), made = Json::array();
  for (const LibrarySource& source : state.sources) {
    sources.push_back(source_json(source, folder));
  }
  for (const MadeClip& clip : state.made) made.push_back(Json::parse(made_clip_to_json(clip)));
  Json json{{"kinemote_session", kVersion},
            {"program", version()},
            {"sources", std::move(sources)},
            {"latent_seed", state.latent_seed},
            {"document", Json::parse(document_to_json(state.document))},
            {"playback", playback_json(state.playback)},
            {"stands_at", placement_json(state.placement)},
            {"view", view_json(state.view)},
            {"text_filter", state.text_filter},
            {"chosen_labels", state.chosen_labels},
            {"selected", state.selected},
            {"made", std::move(made)}};
  put_model(json, "model", state.model, folder);
  put_model(json, "affect", state.affect, folder);
  if (!state.recogniser.path.empty()) {
    json["recogniser"] = kept_file_json(state.recogniser, folder);
  }
  return dumped(json) + "\n";
}

Result<SessionState> session_from_json(const std::string& text, const std::filesystem::path& folder,
                                       const ViewState& view) {
  try {
    const Json json = Json::parse(text);
    // The page beside a picture of the stage holds the session as well.
    const bool is_page = json.is_object() && json.contains("session") && json.contains("film");
    return state_of(is_page ? json.at("session") : json, folder, view);
  } catch (const nlohmann::json::exception& e) {
    return bad_input(std::string("not a session of Kinemote: ") + e.what());
  } catch (const std::runtime_error& e) {
    return bad_input(e.what());
  }
}

Status write_session(const std::filesystem::path& path, const SessionState& state) {
  return write_atomically(path, session_to_json(state, folder_of(path)));
}

Result<SessionState> read_session(const std::filesystem::path& path, const ViewState& view) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  auto state = session_from_json(*text, folder_of(path), view);
  if (!state) return bad_input(path.string() + ": " + state.error().message);
  return state;
}

}  // namespace kinemote::app
