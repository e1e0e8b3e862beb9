#include "app/ui_settings.h"

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/curve_catalogue.h"
#include "app/curve_sheet.h"
#include "app/film/stage_page.h"
#include "app/preferences_json.h"
#include "app/recent_files.h"
#include "app/studio_commands.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {

namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

template <typename Enum, typename Name>
std::optional<Enum> from_name(const std::string& text, int count, Name name) {
  for (int i = 0; i < count; ++i) {
    if (name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

Json layout_to_json(const Layout& layout) {
  return {{"library_width", layout.library_width},
          {"inspector_width", layout.inspector_width},
          {"timeline_height", layout.timeline_height},
          {"stage_split", layout.stage_split},
          {"shows_library", layout.shows_library},
          {"shows_inspector", layout.shows_inspector},
          {"shows_timeline", layout.shows_timeline},
          {"second_cell", second_cell_name(layout.second_cell)},
          {"cells", layout.cells},
          {"tab", inspector_tab_name(layout.tab)},
          {"map_detail", map_detail_name(layout.map_detail)}};
}

Json lanes_to_json(const LaneChoice& lanes) {
  return {{"shows_curves", lanes.shows_curves},
          {"curves", lanes.curves},
          {"window_s", lanes.window_s},
          {"shows_pad", lanes.shows_pad},
          {"shows_pad_curve", lanes.shows_pad_curve},
          {"shows_recognition", lanes.shows_recognition},
          {"shows_joints", lanes.shows_joints},
          {"height", lanes.height}};
}

Json stage_to_json(const StageChoice& stage) {
  const GhostChoice& ghosts = stage.ghosts;
  const TrailChoice& trails = stage.trails;
  const CompareChoice& compare = stage.compare;
  Json cells = Json::array();
  for (const StageCell& cell : stage.cells) {
    cells.push_back({{"figure", cell.figure}});  // a camera of its own is not kept
  }
  return {{"ghosts",
           {{"is_shown", ghosts.is_shown},
            {"of_all", ghosts.of_all},
            {"past", ghosts.past},
            {"future", ghosts.future},
            {"in_frames", ghosts.in_frames},
            {"spacing_s", ghosts.spacing_s},
            {"spacing_frames", ghosts.spacing_frames},
            {"fade", ghosts.fade}}},
          {"trails",
           {{"hands", trails.hands},
            {"feet", trails.feet},
            {"head", trails.head},
            {"hips", trails.hips},
            {"joint", trails.joint},
            {"past_s", trails.past_s},
            {"future_s", trails.future_s},
            {"is_whole", trails.is_whole},
            {"has_ticks", trails.has_ticks},
            {"colour", trail_colour_name(trails.colour)}}},
          {"compare",
           {{"arrangement", arrangement_name(compare.arrangement)},
            {"alignment", root_alignment_name(compare.alignment)},
            {"shows_difference", compare.shows_difference},
            {"shows_original", compare.shows_original}}},
          {"cells", cells},
          {"cameras", stage.camera_slots}};
}

Json export_to_json(const ExportSettings& settings) {
  Json json{{"format", settings.format},
            {"fps", settings.fps},
            {"up_axis", settings.up_axis == UpAxis::kZ ? "Z" : "Y"},
            {"pattern", settings.pattern},
            {"folder", settings.folder.string()},
            {"loop_s", settings.loop_s},
            {"to_canonical", settings.to_canonical}};
  if (settings.metres_per_unit) json["metres_per_unit"] = *settings.metres_per_unit;
  if (settings.euler_order) json["euler_order"] = euler_order_name(*settings.euler_order);
  return json;
}

/// Reads fields of one JSON object, collecting warnings; those of unknown keys at its end.
class Reader {
 public:
  Reader(const Json& json, std::string where, Warnings& warnings)
      : json_(json), where_(std::move(where)), warnings_(warnings) {}
  ~Reader() {
    for (const auto& [key, value] : json_.items()) {
      if (known_.find("|" + key + "|") == std::string::npos) {
        warnings_.push_back("ui.json: " + where_ + key + " is not known");
      }
    }
  }

  template <typename Number>
  void number(const char* key, Number low, Number high, Number& value) {
    const Json* field = find(key);
    if (field == nullptr) return;
    if (!field->is_number() || field->get<double>() < low || field->get<double>() > high) {
      return warn(key, "must be a number in [" + Json(low).dump() + ", " + Json(high).dump() + "]");
    }
    value = field->get<Number>();
  }
  void flag(const char* key, bool& value) {
    const Json* field = find(key);
    if (field == nullptr) return;
    if (!field->is_boolean()) return warn(key, "must be true or false");
    value = field->get<bool>();
  }
  void text(const char* key, std::string& value) {
    const Json* field = find(key);
    if (field == nullptr) return;
    if (!field->is_string()) return warn(key, "must be a text");
    value = field->get<std::string>();
  }
  template <typename Enum, typename Name>
  void word(const char* key, int count, Name name, Enum& value) {
    const Json* field = find(key);
    if (field == nullptr) return;
    const auto found =
        field->is_string() ? from_name<Enum>(field->get<std::string>(), count, name) : std::nullopt;
    if (!found) return warn(key, "is not one of the known words");
    value = *found;
  }
  const Json* find(const char* key) {
    known_ += std::string("|") + key + "|";
    const auto it = json_.find(key);
    return it == json_.end() ? nullptr : &*it;
  }
  void warn(const std::string& key, const std::string& what) {
    warnings_.push_back("ui.json: " + where_ + key + " " + what);
  }

 private:
  const Json& json_;
  std::string where_;
  Warnings& warnings_;
  std::string known_;
};

void read_layout(const Json& json, const std::string& where, Layout& layout, Warnings& warnings) {
  Reader reader(json, where, warnings);
  reader.number("library_width", 180.0f, 480.0f, layout.library_width);
  reader.number("inspector_width", 260.0f, 560.0f, layout.inspector_width);
  reader.number("timeline_height", 72.0f, 2000.0f, layout.timeline_height);
  reader.number("stage_split", 0.2f, 0.8f, layout.stage_split);
  reader.flag("shows_library", layout.shows_library);
  reader.flag("shows_inspector", layout.shows_inspector);
  reader.flag("shows_timeline", layout.shows_timeline);
  reader.word("second_cell", kSecondCellCount, second_cell_name, layout.second_cell);
  int cells = layout.cells;
  reader.number("cells", 1, kMostCells, cells);
  layout.cells = cells == 3 ? kMostCells : cells;
  reader.word("tab", kInspectorTabCount, inspector_tab_name, layout.tab);
  reader.word("map_detail", kMapDetailCount, map_detail_name, layout.map_detail);
}

void read_lanes(const Json& json, LaneChoice& lanes, Warnings& warnings) {
  Reader reader(json, "lanes.", warnings);
  reader.flag("shows_curves", lanes.shows_curves);
  reader.number("window_s", kShortestCurveWindow_s, kLongestCurveWindow_s, lanes.window_s);
  reader.flag("shows_pad", lanes.shows_pad);
  reader.flag("shows_pad_curve", lanes.shows_pad_curve);
  reader.flag("shows_recognition", lanes.shows_recognition);
  reader.flag("shows_joints", lanes.shows_joints);
  reader.number("height", 0.0f, 2000.0f, lanes.height);
  const Json* curves = reader.find("curves");
  if (curves == nullptr) return;
  if (!curves->is_array()) return reader.warn("curves", "must be a list of curves");
  lanes.curves.clear();
  for (const Json& id : *curves) {
    if (id.is_string() && find_curve(id.get<std::string>()) != nullptr) {
      lanes.curves.push_back(id.get<std::string>());
    } else {
      reader.warn("curves", "names " + id.dump() + ", which is no curve");
    }
  }
}

void read_ghosts(const Json& json, GhostChoice& ghosts, Warnings& warnings) {
  Reader reader(json, "stage.ghosts.", warnings);
  reader.flag("is_shown", ghosts.is_shown);
  reader.flag("of_all", ghosts.of_all);
  reader.number("past", 0, GhostChoice::kMost, ghosts.past);
  reader.number("future", 0, GhostChoice::kMost, ghosts.future);
  reader.flag("in_frames", ghosts.in_frames);
  reader.number("spacing_s", 0.02, 5.0, ghosts.spacing_s);
  reader.number("spacing_frames", 1, 300, ghosts.spacing_frames);
  reader.number("fade", 0.0, 1.0, ghosts.fade);
}

void read_trails(const Json& json, TrailChoice& trails, Warnings& warnings) {
  Reader reader(json, "stage.trails.", warnings);
  reader.flag("hands", trails.hands);
  reader.flag("feet", trails.feet);
  reader.flag("head", trails.head);
  reader.flag("hips", trails.hips);
  reader.text("joint", trails.joint);
  reader.number("past_s", 0.0, 10.0, trails.past_s);
  reader.number("future_s", 0.0, 10.0, trails.future_s);
  reader.flag("is_whole", trails.is_whole);
  reader.flag("has_ticks", trails.has_ticks);
  reader.word("colour", kTrailColourCount, trail_colour_name, trails.colour);
}

void read_compare(const Json& json, CompareChoice& compare, Warnings& warnings) {
  Reader reader(json, "stage.compare.", warnings);
  reader.word("arrangement", kArrangementCount, arrangement_name, compare.arrangement);
  reader.word("alignment", kRootAlignmentCount, root_alignment_name, compare.alignment);
  reader.flag("shows_difference", compare.shows_difference);
  reader.flag("shows_original", compare.shows_original);
}

void read_cell(const Json& json, StageCell& cell, Warnings& warnings) {
  Reader reader(json, "stage.cells.", warnings);
  reader.number("figure", static_cast<int>(StageCell::kAuto), 64, cell.figure);
}

void read_stage(const Json& json, StageChoice& stage, Warnings& warnings) {
  Reader reader(json, "stage.", warnings);
  const auto object = [&](const char* key) {
    const Json* field = reader.find(key);
    return field != nullptr && field->is_object() ? field : nullptr;
  };
  if (const Json* ghosts = object("ghosts")) read_ghosts(*ghosts, stage.ghosts, warnings);
  if (const Json* trails = object("trails")) read_trails(*trails, stage.trails, warnings);
  if (const Json* compare = object("compare")) read_compare(*compare, stage.compare, warnings);
  const Json* cells = reader.find("cells");
  for (size_t i = 0; cells != nullptr && cells->is_array() && i < stage.cells.size(); ++i) {
    if (i < cells->size() && (*cells)[i].is_object()) {
      read_cell((*cells)[i], stage.cells[i], warnings);
    }
  }
  const Json* cameras = reader.find("cameras");
  for (size_t i = 0; cameras != nullptr && cameras->is_array() && i < cameras->size(); ++i) {
    if (i >= stage.camera_slots.size() || !(*cameras)[i].is_string()) continue;
    const auto text = (*cameras)[i].get<std::string>();
    view::Camera unused;
    if (text.empty() || view::apply_camera_text(text, unused)) stage.camera_slots[i] = text;
  }
}

std::string_view up_axis_name(UpAxis axis) { return axis == UpAxis::kZ ? "Z" : "Y"; }

void read_export(const Json& json, ExportSettings& settings, Warnings& warnings) {
  Reader reader(json, "export.", warnings);
  ExportSettings read;
  std::string folder, order;
  double metres_per_unit = 0.0;
  reader.text("format", read.format);
  reader.number("fps", 0.0, 1000.0, read.fps);
  reader.word("up_axis", 2, up_axis_name, read.up_axis);
  reader.text("pattern", read.pattern);
  reader.text("folder", folder);
  reader.number("loop_s", 0.1, 600.0, read.loop_s);
  reader.flag("to_canonical", read.to_canonical);
  reader.number("metres_per_unit", 1e-6, 1e6, metres_per_unit);
  reader.text("euler_order", order);
  read.folder = folder;
  if (metres_per_unit > 0.0) read.metres_per_unit = metres_per_unit;
  if (const auto parsed = parse_euler_order(order); !order.empty() && parsed) {
    read.euler_order = *parsed;
  }
  // A folder that is gone, or a format of another version, must not lock the dialog.
  std::error_code ignored;
  if (!std::filesystem::is_directory(read.folder, ignored)) read.folder.clear();
  if (const Status status = read.validate(); !status) {
    warnings.push_back("ui.json: export: " + status.error().message);
    return;
  }
  settings = read;
}

Json pace_to_json(const FilmPace& pace) {
  Json json = Json::object();
  for (size_t i = 0; i < kFilmFormatCount; ++i) {
    if (pace.bytes_per_pixel[i] <= 0.0 && pace.seconds_per_pixel[i] <= 0.0) continue;
    json[std::string(film_format_name(static_cast<FilmFormat>(i)))] = {pace.bytes_per_pixel[i],
                                                                       pace.seconds_per_pixel[i]};
  }
  return json;
}

void read_pace(const Json& json, FilmPace& pace, Warnings& warnings) {
  Reader reader(json, "film_pace.", warnings);
  for (size_t i = 0; i < kFilmFormatCount; ++i) {
    const std::string name(film_format_name(static_cast<FilmFormat>(i)));
    const Json* two = reader.find(name.c_str());
    if (two == nullptr) continue;
    const auto is_pace = [](const Json& value) {
      return value.is_number() && value.get<double>() >= 0.0 && value.get<double>() < 1.0e3;
    };
    if (!two->is_array() || two->size() != 2 || !is_pace((*two)[0]) || !is_pace((*two)[1])) {
      reader.warn(name, "must be bytes and seconds a pixel");
      continue;
    }
    pace.bytes_per_pixel[i] = (*two)[0].get<double>();
    pace.seconds_per_pixel[i] = (*two)[1].get<double>();
  }
}

void read_film(const Json& json, StageFilmSettings& film, Warnings& warnings) {
  auto read = stage_film_from_json(json.dump());
  if (!read) {
    warnings.push_back("ui.json: film: " + read.error().message);
    return;
  }
  std::error_code ignored;
  if (!std::filesystem::is_directory(read->folder, ignored)) read->folder.clear();
  film = std::move(*read);
}

void read_recent(const Json& json, std::vector<std::filesystem::path>& recent, Reader& reader) {
  if (!json.is_array()) return reader.warn("recent", "must be a list of paths");
  recent.clear();
  // Oldest first: each goes to the front.
  for (auto it = json.rbegin(); it != json.rend(); ++it) {
    if (it->is_string()) {
      note_recent(recent, it->get<std::string>());
    } else {
      reader.warn("recent", "names " + it->dump() + ", which is no path");
    }
  }
}

void read_own(Reader& reader, ViewState& view, Warnings& warnings) {
  const auto append = [&](Warnings more) {
    warnings.insert(warnings.end(), more.begin(), more.end());
  };
  const Json* preferences = reader.find("preferences");
  if (preferences != nullptr) {
    append(preferences_from_json(preferences->dump(), view.preferences));
  } else if (reader.find("theme") != nullptr) {
    // Files from before there was a choice hold what the user chose.
    view.preferences.theme_of_desktop = view.preferences.motion_of_desktop = false;
  }
  if (const Json* window = reader.find("window")) {
    append(window_from_json(window->dump(), view.window));
  }
  if (const Json* names = reader.find("latent_names")) {
    append(latent_names_from_json(names->dump(), view.latent_names));
  }
}

void read_view(Reader& reader, ViewState& view, Warnings& warnings) {
  read_own(reader, view, warnings);
  reader.word("theme", view::kThemeCount, view::theme_name, view.theme);
  reader.flag("reduces_motion", view.reduces_motion);
  reader.flag("has_seen_guide", view.guide.is_over);
  if (const Json* json = reader.find("recent")) read_recent(*json, view.recent, reader);
  reader.number("text_scale", kSmallestText, kLargestText, view.text_scale);
  reader.word("workspace", kWorkspaceCount, workspace_name, view.workspace);
  reader.number("map_brush", ViewState::kThinnestBrush, ViewState::kWidestBrush, view.map_brush);
  if (const Json* json = reader.find("map_look"); json != nullptr && json->is_object()) {
    Reader look(*json, "map_look.", warnings);
    look.number("opacity", MapLook::kFaintest, 1.0f, view.map_look.opacity);
    look.number("size", MapLook::kSmallest, MapLook::kLargest, view.map_look.size);
  }
  if (const Json* json = reader.find("export"); json != nullptr && json->is_object()) {
    read_export(*json, view.export_settings, warnings);
  }
  if (const Json* json = reader.find("film"); json != nullptr && json->is_object()) {
    read_film(*json, view.film_settings, warnings);
  }
  if (const Json* json = reader.find("film_pace"); json != nullptr && json->is_object()) {
    read_pace(*json, view.film_pace, warnings);
  }
  if (const Json* json = reader.find("stage"); json != nullptr && json->is_object()) {
    read_stage(*json, view.stage, warnings);
  }
  if (const Json* json = reader.find("lanes"); json != nullptr && json->is_object()) {
    read_lanes(*json, view.lanes, warnings);
  }
  const Json* layouts = reader.find("layouts");
  if (layouts == nullptr || !layouts->is_object()) return;
  Reader names(*layouts, "layouts.", warnings);
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const std::string name(workspace_name(static_cast<Workspace>(i)));
    const Json* layout = names.find(name.c_str());
    if (layout != nullptr && layout->is_object()) {
      read_layout(*layout, "layouts." + name + ".", view.layouts[i], warnings);
    }
  }
}

}  // namespace

std::filesystem::path ui_settings_path() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config != nullptr && *config != '\0') {
    return std::filesystem::path(config) / "kinemote" / "ui.json";
  }
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    return std::filesystem::path(home) / ".config" / "kinemote" / "ui.json";
  }
  return {};
}

std::string ui_settings_to_json(const ViewState& view) {
  Json json{{"version", kVersion},
            {"theme", view::theme_name(view.theme)},
            {"reduces_motion", view.reduces_motion},
            {"preferences", Json::parse(preferences_to_json(view.preferences))},
            {"has_seen_guide", view.guide.is_over},
            {"recent", Json::array()},
            {"text_scale", view.text_scale},
            {"workspace", workspace_name(view.workspace)},
            {"lanes", lanes_to_json(view.lanes)},
            {"map_brush", view.map_brush},
            {"map_look", {{"opacity", view.map_look.opacity}, {"size", view.map_look.size}}},
            {"latent_names", Json::parse(latent_names_to_json(view.latent_names))},
            {"stage", stage_to_json(view.stage)},
            {"export", export_to_json(view.export_settings)},
            {"film", Json::parse(stage_film_to_json(view.film_settings))},
            {"film_pace", pace_to_json(view.film_pace)}};
  if (view.window.is_known()) json["window"] = Json::parse(window_to_json(view.window));
  for (const std::filesystem::path& path : view.recent) json["recent"].push_back(path.string());
  for (int i = 0; i < kWorkspaceCount; ++i) {
    const auto workspace = static_cast<Workspace>(i);
    json["layouts"][std::string(workspace_name(workspace))] = layout_to_json(view.layouts[i]);
  }
  return json.dump(2) + "\n";
}

Result<Warnings> ui_settings_from_json(const std::string& text, ViewState& view) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return bad_input("ui.json: expected a JSON object");
  Warnings warnings;
  {
    Reader reader(json, "", warnings);
    int version = 0;
    reader.number("version", 0, 1000000, version);
    if (version > kVersion) {
      return bad_input("ui.json: version " + std::to_string(version) +
                       " is newer than this program, which reads version " +
                       std::to_string(kVersion));
    }
    read_view(reader, view, warnings);
  }  // the reader warns of unknown keys at its end
  return warnings;
}

Warnings load_ui_settings(const std::filesystem::path& path, ViewState& view) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return {};
  const Result<std::string> text = io::read_file(path);
  if (!text) return {text.error().message};
  ViewState read = view;
  Result<Warnings> warnings = ui_settings_from_json(*text, read);
  if (!warnings) {
    const std::filesystem::path bad = path.parent_path() / "ui.bad.json";
    std::filesystem::rename(path, bad, ignored);
    return {warnings.error().message + "; it was renamed to " + bad.string()};
  }
  view = read;
  return std::move(warnings).value();
}

Status save_ui_settings(const std::filesystem::path& path, const ViewState& view) {
  return io::write_atomically(path, ui_settings_to_json(view));
}

}  // namespace kinemote::app
