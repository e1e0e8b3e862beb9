#include "app/reproduce/partitions.h"

#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/stats/clustering.h"

namespace kinemote::app {
namespace {

using analysis::Linkage;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Linkage linkage_of(const std::string& method) {
  return method == "ward"      ? Linkage::kWard
         : method == "average" ? Linkage::kAverage
                               : Linkage::kComplete;
}

PartitionScore score(const Eigen::MatrixXd& points, const std::vector<int>& clusters,
                     const std::vector<int>& labels, uint64_t seed) {
  PartitionScore out;
  out.silhouette = analysis::silhouette_of_points(points, clusters);
  out.davies_bouldin = analysis::davies_bouldin(points, clusters);
  out.sizes = analysis::cluster_sizes(clusters);
  out.is_mostly_near_singletons = analysis::is_mostly_near_singletons(out.sizes);
  std::vector<int> labelled, cluster_of;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0) continue;
    labelled.push_back(labels[i]);
    cluster_of.push_back(clusters[i]);
  }
  out.ari = labelled.empty() ? kNaN : analysis::adjusted_rand_index(cluster_of, labelled);
  out.chance_p95 =
      labelled.empty() ? kNaN : analysis::chance_level(cluster_of, labelled, seed).ari_p95;
  return out;
}

}  // namespace

Result<std::vector<PartitionScore>> score_partitions(const Eigen::MatrixXd& points,
                                                     const std::vector<int>& labels,
                                                     const std::vector<std::string>& methods,
                                                     const std::vector<int>& ks, uint64_t seed,
                                                     const Progress& progress) {
  if (points.rows() < 3) return bad_input("clusters need at least 3 clips");
  const analysis::DistanceMatrix distances = analysis::point_distances(points);
  std::vector<PartitionScore> scores;
  for (size_t m = 0; m < methods.size(); ++m) {
    std::vector<analysis::Merge> tree;
    if (methods[m] != "kmeans") {
      auto merges = analysis::linkage(distances, linkage_of(methods[m]));
      if (!merges) return merges.error();
      tree = std::move(*merges);
    }
    for (const int k : ks) {
      if (!report(progress, "clustering", static_cast<double>(m) / methods.size())) {
        return cancelled();
      }
      if (k > points.rows()) continue;
      std::vector<int> clusters;
      if (tree.empty()) {
        auto found = analysis::kmeans(points, k, seed);
        if (!found) return found.error();
        clusters = std::move(found->labels);
      } else {
        auto cut = analysis::cut_tree(tree, k);
        if (!cut) return cut.error();
        clusters = std::move(*cut);
      }
      PartitionScore row = score(points, clusters, labels, seed);
      row.method = methods[m];
      row.k = k;
      scores.push_back(std::move(row));
    }
  }
  return scores;
}

std::string sizes_text(const std::vector<int>& sizes, size_t most) {
  std::string text;
  for (size_t i = 0; i < sizes.size() && i < most; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(sizes[i]);
  }
  if (sizes.size() > most) text += " and " + std::to_string(sizes.size() - most) + " more";
  return text;
}

std::vector<std::string> partition_columns() {
  return {"k", "silhouette", "Davies–Bouldin", "clips in each cluster", "ARI", "by chance"};
}

std::vector<std::string> partition_cells(const PartitionScore& score) {
  return {std::to_string(score.k), cell(score.silhouette, 3), cell(score.davies_bouldin, 3),
          sizes_text(score.sizes), cell(score.ari),           cell(score.chance_p95)};
}

std::string partitions_json(const std::vector<PartitionScore>& scores) {
  using Json = nlohmann::ordered_json;
  const auto number = [](double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
  };
  Json rows = Json::array();
  for (const PartitionScore& s : scores) {
    rows.push_back({{"method", s.method},
                    {"k", s.k},
                    {"silhouette", number(s.silhouette)},
                    {"davies_bouldin", number(s.davies_bouldin)},
                    {"sizes", s.sizes},
                    {"mostly_near_singletons", s.is_mostly_near_singletons},
                    {"ari", number(s.ari)},
                    {"chance_ari_p95", number(s.chance_p95)}});
  }
  return rows.dump();
}

std::vector<int> numbers_of(const std::vector<std::string>& labels) {
  std::map<std::string, int> numbers;
  std::vector<int> out;
  out.reserve(labels.size());
  for (const std::string& label : labels) {
    out.push_back(label.empty()
                      ? -1
                      : numbers.try_emplace(label, static_cast<int>(numbers.size())).first->second);
  }
  return out;
}

}  // namespace kinemote::app
