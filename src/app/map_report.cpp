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
  return {{"signature", settings.signature},
          {"embed", settings.embed},
          {"cluster", settings.cluster},
          {"dims", settings.dims},
          {"k", settings.cluster_count},
          {"normalise", settings.normalise == analysis::Normalise::kHeight ? "height" : "none"},
          {"seed", settings.seed}};
}

/// JSON knows no NaN: a score that does not exist is null.
Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

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
      {"cluster_sizes", map.cluster_sizes},
      {"baseline",
       {{"what", "200 shuffles of the labels"},
        {"ari_mean", finite_or_null(map.chance_ari_mean)},
        {"ari_p95", finite_or_null(map.chance_ari_p95)},
        {"purity_mean", finite_or_null(map.chance_purity_mean)},
        {"purity_p95", finite_or_null(map.chance_purity_p95)}}},
  };
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
  io::CsvTable table;
  table.text_columns = {"clip"};
  for (size_t i = 0; i < map.clips.size(); ++i) {
    table.number_columns.push_back(map.clips[i].entry.name);
    table.texts.push_back({map.clips[i].entry.name});
    const Eigen::VectorXd row = map.distances.column(static_cast<int>(i));
    table.numbers.emplace_back(row.begin(), row.end());
  }
  return io::write_csv(path, table);
}

}  // namespace kinemote::app
