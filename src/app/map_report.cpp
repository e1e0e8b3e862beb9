// The map as JSON and its matrix as CSV.
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/map_job.h"
#include "app/settings_hash.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

Json settings_json(const MapSettings& settings) {
  Json weights = Json::object();
  for (const auto& [name, weight] : settings.weights) weights[name] = weight;
  return {{"signature", settings.signature},
          {"pool", settings.pool},
          {"weights", std::move(weights)},
          {"scale_free", settings.is_scale_free},
          {"distance", settings.distance},
          {"band", settings.band},
          {"directions", settings.directions},
          {"embed", settings.embed},
          {"landmarks", settings.landmarks},
          {"cluster", settings.cluster},
          {"dims", settings.dims},
          {"k", settings.cluster_count},
          {"normalise", settings.normalise == analysis::Normalise::kHeight ? "height" : "none"},
          {"seed", settings.seed}};
}

/// JSON knows no NaN: a score that does not exist is null.
Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json numbers_json(const std::vector<double>& values) {
  Json json = Json::array();
  for (const double value : values) json.push_back(finite_or_null(value));
  return json;
}

/// Rows [a, b, height, size]; the new cluster of row r is number of clips + r.
Json dendrogram_json(const std::vector<analysis::Merge>& merges) {
  Json rows = Json::array();
  for (const analysis::Merge& m : merges) rows.push_back({m.a, m.b, m.height, m.size});
  return rows;
}

Json style_score_json(const StyleScore& score) {
  Json within = Json::array();
  for (const StyleScore::Within& one : score.within) {
    within.push_back({{"content", one.content},
                      {"clips", one.clips},
                      {"labels", one.labels},
                      {"ari", one.ari},
                      {"chance_p95", one.chance_p95}});
  }
  return {{"learned_on", score.learned_on},     {"scored_on", score.scored_on},
          {"shrinkage", score.shrinkage},       {"ari_left_out", score.ari_left_out},
          {"ari_learned", score.ari_learned},   {"ari_scored", score.ari_scored},
          {"chance_mean", score.chance_mean},   {"chance_p95", score.chance_p95},
          {"scored_clips", score.scored_clips}, {"within", std::move(within)}};
}

void add_optional_parts(const MapResult& map, Json& json) {
  if (map.suggested_count) {
    Json tried = Json::array();
    for (size_t i = 0; i < map.suggested_count->silhouettes.size(); ++i) {
      tried.push_back({{"k", i + 2},
                       {"silhouette", finite_or_null(map.suggested_count->silhouettes[i])},
                       {"near_singletons", bool{map.suggested_count->near_singletons[i]}}});
    }
    json["suggested_k"] = {{"k", map.suggested_count->k},
                           {"rule",
                            "largest mean silhouette among partitions of which fewer than half of "
                            "the clusters hold one or two clips"},
                           {"tried", std::move(tried)}};
  }
  if (map.alignment) {
    json["alignment"] = {{"source", map.alignment->source},
                         {"common_clips", map.alignment->common_clips},
                         {"disparity", map.alignment->disparity},
                         {"scale", map.alignment->scale}};
  }
  if (map.style) {
    json["style"] = {{"dims", map.style->dims},
                     {"map", style_score_json(map.style->map)},
                     {"exchange", style_score_json(map.style->exchange)}};
  }
  if (!map.placed.empty()) {
    Json placed = Json::array();
    for (const PlacedClip& clip : map.placed) {
      Json neighbours = Json::array();
      for (const auto& [index, distance] : clip.placement.neighbours) {
        neighbours.push_back({{"name", map.clips[index].entry.name},
                              {"label", map.clips[index].entry.label},
                              {"distance", distance}});
      }
      const Eigen::VectorXd& at = clip.placement.coordinates;
      placed.push_back({{"path", clip.path.string()},
                        {"name", clip.name},
                        {"coords", std::vector<double>(at.begin(), at.end())},
                        {"cluster", clip.placement.cluster},
                        {"neighbours", std::move(neighbours)}});
    }
    json["placed"] = std::move(placed);
  }
  if (!map.landmarks.empty()) json["landmarks"] = map.landmarks;
}

}  // namespace

std::string map_to_json(const MapResult& map, bool has_timings) {
  Json clips = Json::array();
  for (size_t i = 0; i < map.clips.size(); ++i) {
    const MapClip& clip = map.clips[i];
    Json coords = Json::array();
    for (Eigen::Index d = 0; d < map.coordinates.cols(); ++d) {
      coords.push_back(map.coordinates(static_cast<Eigen::Index>(i), d));
    }
    clips.push_back({{"path", clip.entry.path.string()},
                     {"name", clip.entry.name},
                     {"label", clip.entry.label},
                     {"content", clip.entry.content},
                     {"pad", clip.entry.pad ? Json(*clip.entry.pad) : Json(nullptr)},
                     {"duration_s", clip.duration_s},
                     {"coords", std::move(coords)},
                     {"cluster", clip.cluster}});
  }
  Json eigenvalues = Json::array();
  for (const double value : map.eigenvalues) eigenvalues.push_back(value);
  const Json settings = settings_json(map.settings);
  Json json = {
      {"source", map.source},
      {"settings", settings},
      {"settings_hash", settings_hash(settings.dump())},
      {"seed", map.settings.seed},
      {"clips", std::move(clips)},
      {"eigenvalues", std::move(eigenvalues)},
      {"stress1", finite_or_null(map.stress1)},
      {"silhouette", finite_or_null(map.silhouette)},
      {"davies_bouldin", finite_or_null(map.davies_bouldin)},
      {"calinski_harabasz", finite_or_null(map.calinski_harabasz)},
      {"ari", finite_or_null(map.ari)},
      {"purity", finite_or_null(map.purity)},
      {"nmi", finite_or_null(map.nmi)},
      {"neighbours", map.neighbourhoods.neighbours},
      {"trustworthiness", finite_or_null(map.neighbourhoods.trustworthiness)},
      {"continuity", finite_or_null(map.neighbourhoods.continuity)},
      {"cluster_sizes", map.cluster_sizes},
      {"baseline",
       {{"what", "200 shuffles of the labels"},
        {"ari_mean", finite_or_null(map.chance_ari_mean)},
        {"ari_p95", finite_or_null(map.chance_ari_p95)},
        {"purity_mean", finite_or_null(map.chance_purity_mean)},
        {"purity_p95", finite_or_null(map.chance_purity_p95)},
        {"nmi_mean", finite_or_null(map.chance_nmi_mean)},
        {"nmi_p95", finite_or_null(map.chance_nmi_p95)},
        {"ari", map.chance_aris}}},
      {"dendrogram", dendrogram_json(map.dendrogram)},
      {"shepard",
       {{"given", numbers_json(map.shepard.given)},
        {"fitted", numbers_json(map.shepard.fitted)},
        {"monotone", numbers_json(map.shepard.monotone)},
        {"nonmetric_stress1", finite_or_null(map.shepard.nonmetric_stress1)}}},
  };
  add_optional_parts(map, json);
  if (has_timings) {
    Json timings = Json::object();
    double total = 0.0;
    for (const auto& [phase, seconds] : map.timings_s) {
      timings[phase] = seconds;
      total += seconds;
    }
    timings["total"] = total;
    json["timings_s"] = std::move(timings);
  }
  json["warnings"] = map.warnings;
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Status write_matrix_csv(const std::filesystem::path& path, const MapResult& map) {
  if (map.distances == nullptr) {
    return usage_error("a landmark map has no matrix of all distances to write");
  }
  io::CsvTable table;
  table.text_columns = {"clip"};
  for (size_t i = 0; i < map.clips.size(); ++i) {
    table.number_columns.push_back(map.clips[i].entry.name);
    table.texts.push_back({map.clips[i].entry.name});
    const Eigen::VectorXd row = map.distances->column(static_cast<int>(i));
    table.numbers.emplace_back(row.begin(), row.end());
  }
  return io::write_csv(path, table);
}

}  // namespace kinemote::app
