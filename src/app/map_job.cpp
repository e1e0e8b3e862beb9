#include "app/map_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "analysis/features/motor_signature.h"
#include "analysis/stats/clustering.h"
#include "analysis/stats/mds.h"
#include "analysis/stats/wasserstein.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

constexpr int kSmallestMap = 3;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Names the phases of the work and how long each took.
class Stopwatch {
 public:
  explicit Stopwatch(std::vector<std::pair<std::string, double>>& timings_s)
      : timings_s_(timings_s), start_(Clock::now()) {}
  void lap(const std::string& phase) {
    const Clock::time_point now = Clock::now();
    timings_s_.emplace_back(phase, std::chrono::duration<double>(now - start_).count());
    start_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<std::pair<std::string, double>>& timings_s_;
  Clock::time_point start_;
};

/// Mean and standard deviation of every LMA feature over the clip's windows.
Result<std::vector<double>> lma_summary(const Clip& clip, analysis::Normalise normalise) {
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  analysis::LmaSettings settings;
  settings.normalise = normalise;
  settings.height_m = body->height_m;
  const Result<analysis::FeatureRows> rows = analysis::lma27(body->world, body->map, settings);
  if (!rows) return rows.error();
  std::vector<double> summary;
  for (int c = 0; c < rows->column_count; ++c) {
    double sum = 0.0;
    double squares = 0.0;
    int count = 0;
    for (int r = 0; r < rows->row_count(); ++r) {
      const double value = rows->at(r, c);
      if (!std::isfinite(value)) continue;
      sum += value;
      squares += value * value;
      ++count;
    }
    const double mean = count > 0 ? sum / count : 0.0;
    summary.push_back(mean);
    summary.push_back(count > 0 ? std::sqrt(std::max(0.0, squares / count - mean * mean)) : 0.0);
  }
  return summary;
}

Result<std::vector<double>> signature_of(const Clip& clip, const MapSettings& settings) {
  if (settings.signature == "lma") return lma_summary(clip, settings.normalise);
  const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
  return analysis::velocity_gradient_signature(forward_kinematics(clip),
                                               is_scaled ? body_height_m(*clip.skeleton) : 1.0);
}

/// Euclidean distances between rows whose columns are brought to unit variance; constant columns
/// drop out.
analysis::DistanceMatrix standardised_distances(const std::vector<std::vector<double>>& rows) {
  const Eigen::Index count = static_cast<Eigen::Index>(rows.size());
  const Eigen::Index columns = static_cast<Eigen::Index>(rows.front().size());
  Eigen::MatrixXd table(count, columns);
  for (Eigen::Index r = 0; r < count; ++r) {
    table.row(r) = Eigen::Map<const Eigen::RowVectorXd>(rows[r].data(), columns);
  }
  for (Eigen::Index c = 0; c < columns; ++c) {
    table.col(c).array() -= table.col(c).mean();
    const double sd = std::sqrt(table.col(c).squaredNorm() / static_cast<double>(count));
    table.col(c) *= sd > 1e-9 ? 1.0 / sd : 0.0;
  }
  return analysis::point_distances(table);
}

/// Number of every clip's label in order of first appearance; -1 without a label.
std::vector<int> label_numbers(const std::vector<MapClip>& clips) {
  std::map<std::string, int> numbers;
  std::vector<int> result;
  for (const MapClip& clip : clips) {
    const int next = static_cast<int>(numbers.size());
    result.push_back(
        clip.entry.label.empty() ? -1 : numbers.try_emplace(clip.entry.label, next).first->second);
  }
  return result;
}

Result<std::vector<int>> find_clusters(const MapResult& map, int count) {
  if (map.settings.cluster == "kmeans") {
    const auto found = analysis::kmeans(map.coordinates, count, map.settings.seed);
    if (!found) return found.error();
    return found->labels;
  }
  const bool is_ward = map.settings.cluster == "ward";
  const analysis::Linkage method = is_ward ? analysis::Linkage::kWard
                                   : map.settings.cluster == "average"
                                       ? analysis::Linkage::kAverage
                                       : analysis::Linkage::kComplete;
  const auto merges = analysis::linkage(
      is_ward ? analysis::point_distances(map.coordinates) : map.distances, method);
  if (!merges) return merges.error();
  return analysis::cut_tree(*merges, count);
}

/// Clusters renumbered by falling size (ties: first appearance), and their sizes.
void order_clusters(std::vector<int>& clusters, std::vector<int>& sizes) {
  const int count = 1 + *std::max_element(clusters.begin(), clusters.end());
  std::vector<int> size_of(count, 0);
  for (const int c : clusters) ++size_of[c];
  std::vector<int> order(count);
  for (int c = 0; c < count; ++c) order[c] = c;
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return size_of[a] > size_of[b]; });
  std::vector<int> rank(count);
  sizes.clear();
  for (int r = 0; r < count; ++r) {
    rank[order[r]] = r;
    if (size_of[order[r]] > 0) sizes.push_back(size_of[order[r]]);
  }
  for (int& c : clusters) c = rank[c];
}

void score_against_labels(MapResult& map, const std::vector<int>& clusters,
                          const std::vector<int>& labels) {
  map.ari = map.purity = kNaN;
  map.chance_ari_mean = map.chance_ari_p95 = kNaN;
  map.chance_purity_mean = map.chance_purity_p95 = kNaN;
  std::vector<int> known_clusters;
  std::vector<int> known_labels;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0) continue;
    known_clusters.push_back(clusters[i]);
    known_labels.push_back(labels[i]);
  }
  if (std::set<int>(known_labels.begin(), known_labels.end()).size() < 2) {
    map.warnings.push_back(
        "fewer than two labels are known, so there is no ARI and no purity; labels come from "
        "labels.json, from Bandai-Namco file names, or from sub-folders");
    return;
  }
  map.ari = analysis::adjusted_rand_index(known_clusters, known_labels);
  map.purity = analysis::purity(known_clusters, known_labels);
  const analysis::ChanceLevel chance =
      analysis::chance_level(known_clusters, known_labels, map.settings.seed);
  map.chance_ari_mean = chance.ari_mean;
  map.chance_ari_p95 = chance.ari_p95;
  map.chance_purity_mean = chance.purity_mean;
  map.chance_purity_p95 = chance.purity_p95;
}

/// A few outliers as clusters of their own beside one big rest score a high silhouette.
void warn_of_singletons(MapResult& map) {
  const long small = std::count_if(map.cluster_sizes.begin(), map.cluster_sizes.end(),
                                   [](int size) { return size <= 2; });
  const long all = static_cast<long>(map.cluster_sizes.size());
  if (map.silhouette < 0.5 || 2 * small < all) return;
  map.warnings.push_back("the silhouette of " + std::to_string(map.silhouette).substr(0, 4) +
                         " comes from near-singletons: " + std::to_string(small) + " of " +
                         std::to_string(all) +
                         " clusters hold one or two clips, so it says little; look at "
                         "cluster_sizes, or try --cluster ward");
}

/// Fills clips, distances and timings.
Status measure_clips(const ClipSet& source, const MapSettings& settings, const Progress& progress,
                     Stopwatch& watch, MapResult& map) {
  const int count = source.size();
  std::vector<std::optional<std::vector<double>>> signatures(count);
  std::vector<std::string> problems(count);
  std::vector<double> durations_s(count, 0.0);
  const Status read =
      parallel_for(count, settings.threads, progress, "reading and measuring clips", [&](int i) {
        const Result<io::ClipImport> import = source.load(i);
        if (!import) {
          problems[i] = import.error().message;
          return;
        }
        durations_s[i] = import->clip.duration_s();
        Result<std::vector<double>> signature = signature_of(import->clip, settings);
        if (signature) {
          signatures[i] = std::move(*signature);
        } else {
          problems[i] = source.dataset.entries[i].name + ": " + signature.error().message;
        }
      });
  if (!read) return read.error();

  std::vector<std::vector<double>> kept;
  for (int i = 0; i < count; ++i) {
    if (signatures[i]) {
      map.clips.push_back({source.dataset.entries[i], -1, durations_s[i]});
      kept.push_back(std::move(*signatures[i]));
    } else {
      map.warnings.push_back("skipped: " + problems[i]);
    }
  }
  if (static_cast<int>(kept.size()) < kSmallestMap) {
    std::string message = "a map needs at least 3 clips; " + std::to_string(kept.size()) + " of " +
                          std::to_string(count) + " in " + map.source + " could be used";
    if (!map.warnings.empty()) message += " (first " + map.warnings.front() + ")";
    return bad_input(message);
  }
  watch.lap("signatures");

  if (settings.signature == "lma") {
    map.distances = standardised_distances(kept);
  } else {
    Result<analysis::DistanceMatrix> distances =
        analysis::wasserstein1_matrix(kept, settings.threads, progress);
    if (!distances) return distances.error();
    map.distances = std::move(*distances);
  }
  watch.lap("distances");
  return {};
}

}  // namespace

Status MapSettings::validate() const {
  if (!is_one_of(signature, {"velocity-gradient", "lma"})) {
    return usage_error("signature \"" + signature +
                       "\" is not available; expected velocity-gradient or lma");
  }
  if (!is_one_of(embed, {"classical", "smacof"})) {
    return usage_error("embedding \"" + embed +
                       "\" is not available; expected classical or smacof");
  }
  if (!is_one_of(cluster, {"kmeans", "ward", "average", "complete"})) {
    return usage_error("clustering \"" + cluster +
                       "\" is not available; expected kmeans, ward, average or complete");
  }
  if (dims < 1 || dims > 10) {
    return usage_error("a map has 1 to 10 dimensions, not " + std::to_string(dims));
  }
  if (cluster_count < 0 || cluster_count == 1) {
    return usage_error("expected at least 2 clusters (or 0: as many as labels), not " +
                       std::to_string(cluster_count));
  }
  return {};
}

Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings,
                           const Progress& progress) {
  return make_map(clip_set_of_files(dataset), settings, progress);
}

Result<MapResult> make_map(const ClipSet& source, const MapSettings& settings,
                           const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  MapResult map;
  map.settings = settings;
  map.source = source.dataset.root.filename().empty()
                   ? source.dataset.root.parent_path().filename().string()
                   : source.dataset.root.filename().string();
  map.warnings = source.dataset.warnings;
  Stopwatch watch(map.timings_s);
  if (Status s = measure_clips(source, settings, progress, watch, map); !s) return s.error();

  const int count = static_cast<int>(map.clips.size());
  if (settings.dims >= count) {
    return usage_error(std::to_string(settings.dims) + " dimensions need more than " +
                       std::to_string(count) + " clips");
  }
  if (!report(progress, "placing clips", 0.0)) return cancelled();
  Result<analysis::Embedding> embedding = analysis::classical_mds(map.distances, settings.dims);
  if (!embedding) return embedding.error();
  map.eigenvalues = embedding->eigenvalues;
  if (settings.embed == "smacof") {
    embedding = analysis::smacof(map.distances, Eigen::MatrixXd(embedding->coordinates));
    if (!embedding) return embedding.error();
  }
  map.coordinates = embedding->coordinates;
  map.stress1 = embedding->stress1;
  watch.lap("embedding");

  if (!report(progress, "finding clusters", 0.0)) return cancelled();
  const std::vector<int> labels = label_numbers(map.clips);
  const int label_count = 1 + *std::max_element(labels.begin(), labels.end());
  const int cluster_count = settings.cluster_count > 0
                                ? settings.cluster_count
                                : std::min(std::max(2, label_count), count - 1);
  if (cluster_count > count) {
    return usage_error(std::to_string(cluster_count) + " clusters need at least as many clips; " +
                       std::to_string(count) + " could be read");
  }
  map.settings.cluster_count = cluster_count;
  Result<std::vector<int>> clusters = find_clusters(map, cluster_count);
  if (!clusters) return clusters.error();
  order_clusters(*clusters, map.cluster_sizes);
  for (int i = 0; i < count; ++i) map.clips[i].cluster = (*clusters)[i];
  watch.lap("clusters");

  if (!report(progress, "scoring", 0.0)) return cancelled();
  const bool is_scorable = cluster_count < count;  // each clip its own cluster has no scores
  map.silhouette = is_scorable ? analysis::silhouette_of_points(map.coordinates, *clusters) : kNaN;
  map.davies_bouldin = is_scorable ? analysis::davies_bouldin(map.coordinates, *clusters) : kNaN;
  map.calinski_harabasz =
      is_scorable ? analysis::calinski_harabasz(map.coordinates, *clusters) : kNaN;
  score_against_labels(map, *clusters, labels);
  warn_of_singletons(map);
  watch.lap("scores");
  return map;
}

}  // namespace kinemote::app
