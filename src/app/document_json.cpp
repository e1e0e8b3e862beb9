#include "app/document_json.h"

#include <algorithm>
#include <array>

#include "app/json/members.h"
#include "motion/core/conventions.h"

namespace kinemote::app {
namespace {

using Json = JsonMembers::Json;

constexpr std::array<const char*, 3> kPositionWords{"auto", "replace", "add"};

Json pad_json(const analysis::Pad& pad) { return pad.values(); }

void take_pad(JsonMembers& members, const std::string& name, analysis::Pad& pad) {
  std::array<double, 3> values = pad.values();
  members.take(name, values);
  for (const double value : values) {
    if (!(value >= -1.0 && value <= 1.0)) members.refuse(name, "has to lie in [-1, 1]");
  }
  pad = {values[0], values[1], values[2]};
}

void take_latent(JsonMembers& members, std::vector<float>& latent) {
  members.take("latent", latent);
  for (const float value : latent) {
    if (!std::isfinite(value)) members.refuse("latent", "has to hold finite numbers");
  }
}

// --- What was kept ---

Json kept_json(const std::optional<KeptLatent>& kept) {
  if (!kept) return nullptr;
  return {{"latent", kept->latent},
          {"pad", pad_json(kept->pad)},
          {"style", kept->style},
          {"content", kept->content}};
}

void take_kept(JsonMembers& pair, const std::string& name, std::optional<KeptLatent>& kept) {
  const Json* json = pair.find(name);
  if (json == nullptr || json->is_null()) return;
  JsonMembers members(*json, pair.where(name));
  KeptLatent& read = kept.emplace();
  take_latent(members, read.latent);
  take_pad(members, "pad", read.pad);
  members.take("style", read.style);
  members.take("content", read.content);
  members.finish();
}

// --- How motions run beside each other ---

Json lineup_json(const Lineup& lineup) {
  Json tracks = Json::array(), markers = Json::object(), cuts = Json::object();
  for (const Track& track : lineup.tracks) {
    tracks.push_back(
        {{"offset_s", track.offset_s}, {"is_muted", track.is_muted}, {"is_solo", track.is_solo}});
  }
  for (const auto& [id, own] : lineup.markers) {
    Json list = Json::array();
    for (const TimeMarker& marker : own) {
      list.push_back({{"time_s", marker.time_s}, {"name", marker.name}});
    }
    markers[id] = std::move(list);
  }
  for (const auto& [id, cut] : lineup.cuts) {
    cuts[id] = {{"in_s", cut.in_s}, {"out_s", cut.out_s}, {"rate", cut.rate}};
  }
  return {{"sync", sync_mode_name(lineup.sync)},
          {"end", end_mode_name(lineup.end)},
          {"tracks", std::move(tracks)},
          {"markers", std::move(markers)},
          {"cuts", std::move(cuts)}};
}

/// A word for one of `count` modes; what it is not known by is refused.
template <typename Mode>
void take_mode(JsonMembers& members, const char* name, int count, std::string_view (*name_of)(Mode),
               Mode& mode) {
  std::string word(name_of(mode));
  members.take(name, word);
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Mode>(i)) != word) continue;
    mode = static_cast<Mode>(i);
    return;
  }
  members.refuse(name, "is not a known word");
}

void take_lineup(JsonMembers& document, Lineup& lineup) {
  const Json* json = document.find("lineup");
  if (json == nullptr) return;
  constexpr double kDay_s = 86400.0;
  JsonMembers members(*json, document.where("lineup"));
  take_mode(members, "sync", kSyncModeCount, sync_mode_name, lineup.sync);
  take_mode(members, "end", kEndModeCount, end_mode_name, lineup.end);
  if (const Json* tracks = members.find("tracks")) {
    for (size_t i = 0; i < tracks->size(); ++i) {
      JsonMembers own((*tracks)[i], members.where("tracks"));
      Track track;
      own.take_number("offset_s", -kDay_s, kDay_s, track.offset_s);
      own.take("is_muted", track.is_muted);
      own.take("is_solo", track.is_solo);
      own.finish();
      lineup.set_track(i, track);
    }
  }
  if (const Json* markers = members.find("markers")) {
    for (const auto& [id, list] : markers->items()) {
      for (const Json& marker : list) {
        JsonMembers own(marker, members.where("markers"));
        TimeMarker read;
        own.take_number("time_s", 0.0, kDay_s, read.time_s);
        own.take("name", read.name);
        own.finish();
        add_marker(lineup.markers[id], std::move(read), 0.0);
      }
    }
  }
  if (const Json* cuts = members.find("cuts")) {
    for (const auto& [id, json_of_cut] : cuts->items()) {
      JsonMembers own(json_of_cut, members.where("cuts"));
      Cut cut;
      own.take_number("in_s", 0.0, kDay_s, cut.in_s);
      own.take_number("out_s", 0.0, kDay_s, cut.out_s);
      own.take_number("rate", Cut::kSlowest, Cut::kFastest, cut.rate);
      own.finish();
      if (cut.out_s > 0.0 && cut.out_s <= cut.in_s) {
        own.refuse("out_s", "has to lie after in_s, or be 0 for the motion's end");
      }
      if (!cut.is_none()) lineup.cuts[id] = cut;
    }
  }
  members.finish();
}

// --- Emotion over time ---

Json pad_track_json(const PadTrack& track) {
  Json keys = Json::array();
  for (const synthesis::PadKey& key : track.curve.keys) {
    keys.push_back({key.time_s, key.pad.pleasure, key.pad.arousal, key.pad.dominance});
  }
  return {{"keys", std::move(keys)},
          {"is_smooth", track.curve.is_smooth},
          {"duration_s", track.duration_s},
          {"smoothing_s", track.smoothing_s},
          {"is_driving", track.is_driving}};
}

void take_pad_track(JsonMembers& document, PadTrack& track) {
  const Json* json = document.find("pad_track");
  if (json == nullptr) return;
  JsonMembers members(*json, document.where("pad_track"));
  std::vector<std::array<double, 4>> keys;
  members.take("keys", keys);
  members.take("is_smooth", track.curve.is_smooth);
  members.take_number("duration_s", 0.0, PadTrack::kLongest_s, track.duration_s);
  members.take_number("smoothing_s", 0.0, PadTrack::kSlowest_s, track.smoothing_s);
  members.take("is_driving", track.is_driving);
  members.finish();
  for (const auto& [time_s, pleasure, arousal, dominance] : keys) {
    track.curve.keys.push_back({time_s, {pleasure, arousal, dominance}});
  }
  const Status status = track.curve.validate();
  if (!status) members.refuse("keys", "make no curve: " + status.error().message);
  if (!track.empty() && track.curve.keys.back().time_s > PadTrack::kLongest_s) {
    members.refuse("keys", "end later than after ten minutes");
  }
  if (track.empty()) track.is_driving = false;
}

// --- How the library is mapped ---

Json map_json(const MapChoices& map) {
  Json weights = Json::object();
  for (const auto& [part, weight] : map.weights) weights[part] = weight;
  return {{"signature", map.signature},
          {"pool", map.pool},
          {"weights", std::move(weights)},
          {"is_scale_free", map.is_scale_free},
          {"distance", map.distance},
          {"band", map.band},
          {"directions", map.directions},
          {"is_height_normalised", map.normalise == analysis::Normalise::kHeight},
          {"seed", map.seed},
          {"embed", map.embed},
          {"landmarks", map.landmarks},
          {"cluster", map.cluster},
          {"dims", map.dims},
          {"cluster_count", map.cluster_count}};
}

void take_map(JsonMembers& document, MapChoices& map) {
  const Json* json = document.find("map");
  if (json == nullptr) return;
  JsonMembers members(*json, document.where("map"));
  bool is_height_normalised = map.normalise == analysis::Normalise::kHeight;
  std::map<std::string, double> weights;
  members.take("signature", map.signature);
  members.take("pool", map.pool);
  members.take("weights", weights);
  members.take("is_scale_free", map.is_scale_free);
  members.take("distance", map.distance);
  members.take("band", map.band);
  members.take("directions", map.directions);
  members.take("is_height_normalised", is_height_normalised);
  members.take("seed", map.seed);
  members.take("embed", map.embed);
  members.take("landmarks", map.landmarks);
  members.take("cluster", map.cluster);
  members.take("dims", map.dims);
  members.take("cluster_count", map.cluster_count);
  members.finish();
  map.weights.assign(weights.begin(), weights.end());
  map.normalise = is_height_normalised ? analysis::Normalise::kHeight : analysis::Normalise::kNone;
  if (const Status status = map.validate(); !status) {
    document.refuse("map", "makes no sense: " + status.error().message);
  }
}

// --- How files are read ---

Json choices_json(const ImportChoices& choices) {
  Json json = Json::object();
  if (choices.metres_per_unit) json["metres_per_unit"] = *choices.metres_per_unit;
  if (choices.up_axis) json["up_axis"] = *choices.up_axis == UpAxis::kZ ? "Z" : "Y";
  if (choices.yaw_rad) json["yaw_deg"] = degrees_from_rad(*choices.yaw_rad);
  if (choices.positions != PositionRule::kAuto) {
    json["positions"] = kPositionWords[static_cast<size_t>(choices.positions)];
  }
  if (choices.trims_t_pose) json["trims_t_pose"] = true;
  if (!choices.animation.empty()) json["animation"] = choices.animation;
  if (!choices.figure.empty()) json["figure"] = choices.figure;
  return json;
}

ImportChoices choices_of(const Json& json, const std::string& where) {
  JsonMembers members(json, where);
  ImportChoices choices;
  double metres_per_unit = 0.0, yaw_deg = std::nan("");
  std::string up_axis, positions;
  members.take("metres_per_unit", metres_per_unit);
  members.take("up_axis", up_axis);
  members.take("yaw_deg", yaw_deg);
  members.take("positions", positions);
  members.take("trims_t_pose", choices.trims_t_pose);
  members.take("animation", choices.animation);
  members.take("figure", choices.figure);
  members.finish();
  if (metres_per_unit < 0.0) members.refuse("metres_per_unit", "has to be positive");
  if (metres_per_unit > 0.0) choices.metres_per_unit = metres_per_unit;
  if (std::isfinite(yaw_deg)) choices.yaw_rad = rad_from_degrees(yaw_deg);
  if (!up_axis.empty() && up_axis != "Y" && up_axis != "Z") {
    members.refuse("up_axis", "has to be \"Y\" or \"Z\"");
  }
  if (!up_axis.empty()) choices.up_axis = up_axis == "Z" ? UpAxis::kZ : UpAxis::kY;
  for (size_t i = 0; i < kPositionWords.size(); ++i) {
    if (positions == kPositionWords[i]) choices.positions = static_cast<PositionRule>(i);
  }
  if (!positions.empty() && positions != kPositionWords[static_cast<size_t>(choices.positions)]) {
    members.refuse("positions", "has to be \"auto\", \"replace\" or \"add\"");
  }
  return choices;
}

Json sets_json(const std::vector<NamedSet>& sets) {
  Json json = Json::array();
  for (const NamedSet& set : sets) json.push_back({{"name", set.name}, {"ids", set.ids}});
  return json;
}

void take_sets(JsonMembers& members, const char* key, std::vector<NamedSet>& sets) {
  const Json* json = members.find(key);
  if (json == nullptr) return;
  if (!json->is_array()) members.refuse(key, "has to be a list of sets");
  for (const Json& one : *json) {
    JsonMembers set(one, members.where(key));
    NamedSet read;
    set.take("name", read.name);
    set.take("ids", read.ids);
    set.finish();
    if (read.name.empty() || read.ids.empty()) set.refuse("name", "has to name some motions");
    sets.push_back(std::move(read));
  }
}

Json json_of(const StudioDocument& document) {
  Json imports = Json::object(), bones = Json::object();
  for (const auto& [id, choices] : document.imports) imports[id] = choices_json(choices);
  for (const auto& [id, sources] : document.bones) bones[id] = sources;
  const KeptPair& kept = document.kept;
  return {{"clip", document.clip_id},
          {"is_generated", document.is_generated},
          {"pad", pad_json(document.pad)},
          {"style", document.style},
          {"is_restyled", document.is_restyled},
          {"strength", document.strength},
          {"content", document.content},
          {"latent", document.latent},
          {"locked_latents", document.locked_latents},
          {"kept",
           {{"a", kept_json(kept.a)},
            {"b", kept_json(kept.b)},
            {"share", kept.share},
            {"is_linear", kept.is_linear},
            {"region", kept.region}}},
          {"together", document.together},
          {"imports", std::move(imports)},
          {"bones", std::move(bones)},
          {"map", map_json(document.map)},
          {"lineup", lineup_json(document.lineup)},
          {"pad_track", pad_track_json(document.pad_track)},
          {"names", document.names},
          {"sets", sets_json(document.sets.named)},
          {"within", sets_json(document.sets.within)}};
}

StudioDocument document_of(const Json& json) {
  JsonMembers members(json, "document.");
  StudioDocument document;
  members.take("clip", document.clip_id);
  members.take("is_generated", document.is_generated);
  take_pad(members, "pad", document.pad);
  members.take("style", document.style);
  members.take("is_restyled", document.is_restyled);
  members.take_number("strength", 0.0, 2.0, document.strength);
  members.take("content", document.content);
  take_latent(members, document.latent);
  members.take("locked_latents", document.locked_latents);
  for (const int dimension : document.locked_latents) {
    if (dimension < 0) members.refuse("locked_latents", "has to hold dimensions, counted from 0");
  }
  if (const Json* kept = members.find("kept")) {
    JsonMembers pair(*kept, members.where("kept"));
    take_kept(pair, "a", document.kept.a);
    take_kept(pair, "b", document.kept.b);
    pair.take_number("share", 0.0, 1.0, document.kept.share);
    pair.take("is_linear", document.kept.is_linear);
    pair.take("region", document.kept.region);
    pair.finish();
  }
  members.take("together", document.together);
  if (const Json* imports = members.find("imports")) {
    JsonMembers files(*imports, members.where("imports"));
    for (const auto& [id, choices] : imports->items()) {
      document.imports[id] = choices_of(choices, files.where(id));
    }
  }
  members.take("bones", document.bones);
  take_map(members, document.map);
  take_lineup(members, document.lineup);
  take_pad_track(members, document.pad_track);
  members.take("names", document.names);
  take_sets(members, "sets", document.sets.named);
  take_sets(members, "within", document.sets.within);
  members.finish();
  return document;
}

template <typename T>
Result<T> read_json(const std::string& text, T (*read)(const Json&)) {
  try {
    return read(Json::parse(text));
  } catch (const nlohmann::json::exception& e) {
    return bad_input(std::string("not JSON: ") + e.what());
  } catch (const std::runtime_error& e) {
    return bad_input(e.what());
  }
}

}  // namespace

std::string document_to_json(const StudioDocument& document) {
  return json_of(document).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<StudioDocument> document_from_json(const std::string& text) {
  return read_json<StudioDocument>(text, document_of);
}

std::string import_choices_to_json(const ImportChoices& choices) {
  return choices_json(choices).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<ImportChoices> import_choices_from_json(const std::string& text) {
  return read_json<ImportChoices>(text, [](const Json& json) { return choices_of(json, ""); });
}

}  // namespace kinemote::app
