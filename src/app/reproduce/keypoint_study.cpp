#include "app/reproduce/keypoint_study.h"

#include <Eigen/SVD>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "analysis/affect/feature_vae.h"
#include "analysis/stats/clustering.h"
#include "app/feature_job.h"
#include "app/figure/dendrogram.h"
#include "app/figure/scatter_plot.h"
#include "app/reproduce/partitions.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

/// From the table of the project's README.
struct Published {
  const char* method;
  int k;
  double silhouette, davies_bouldin;
};
constexpr std::array<Published, 9> kPublished = {{{"ward", 3, .160, 1.502},
                                                  {"ward", 5, .166, 1.438},
                                                  {"ward", 7, .151, 1.508},
                                                  {"average", 3, .724, .172},
                                                  {"average", 5, .623, .653},
                                                  {"average", 7, .565, .540},
                                                  {"complete", 3, .731, .847},
                                                  {"complete", 5, .527, .996},
                                                  {"complete", 7, .514, .946}}};
/// A dendrogram of more leaves is a grey wall.
constexpr Eigen::Index kMostLeaves = 80;

/// Zero mean and unit variance a column; columns that do not vary are dropped.
Eigen::MatrixXd standardised(const Eigen::MatrixXd& rows) {
  const Eigen::VectorXd deviations = analysis::column_deviations(rows);
  std::vector<int> kept;
  for (Eigen::Index c = 0; c < rows.cols(); ++c) {
    if (deviations[c] > analysis::kConstantDeviation) kept.push_back(static_cast<int>(c));
  }
  Eigen::MatrixXd out = rows(Eigen::all, kept);
  out.rowwise() -= out.colwise().mean().eval();
  for (size_t c = 0; c < kept.size(); ++c) out.col(c) /= deviations[kept[c]];
  return out;
}

StudyFigure component_figure(const Eigen::MatrixXd& points, const io::CsvTable& table) {
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(points, Eigen::ComputeThinU);
  const Eigen::VectorXd variance = svd.singularValues().array().square();
  const Eigen::MatrixXd places =
      svd.matrixU().leftCols(2) * svd.singularValues().head(2).asDiagonal();
  std::map<std::string, ScatterGroup> groups;
  for (Eigen::Index r = 0; r < places.rows(); ++r) {
    ScatterGroup& group = groups[table.texts[r][1]];
    group.name = table.texts[r][1];
    group.x.push_back(places(r, 0));
    group.y.push_back(places(r, 1));
    group.titles.push_back(table.texts[r][0]);
  }
  const auto title = [&](int axis) {
    return "component " + std::to_string(axis + 1) + " (" +
           cell(100.0 * variance[axis] / variance.sum(), 0) + " % of variance)";
  };
  ScatterPlot plot;
  plot.words.title = "Landmark distances, two principal components";
  plot.words.subtitle = "Every mark a clip, colour and shape its label";
  plot.x.title = title(0);
  plot.y.title = title(1);
  plot.has_equal_scales = true;
  for (auto& [name, group] : groups) plot.groups.push_back(std::move(group));
  return {"keypoint-components", scatter_plot_svg(plot),
          "The view of the original project: if postures alone told emotions apart, marks of one "
          "colour would lie together."};
}

Result<StudyFigure> tree_figure(const Eigen::MatrixXd& points, const io::CsvTable& table) {
  // Of large sets, evenly spread clips.
  std::vector<int> kept;
  const Eigen::Index count = std::min(points.rows(), kMostLeaves);
  for (Eigen::Index i = 0; i < count; ++i) {
    kept.push_back(static_cast<int>(i * points.rows() / count));
  }
  const auto merges = analysis::linkage(analysis::point_distances(points(kept, Eigen::all)),
                                        analysis::Linkage::kWard);
  if (!merges) return merges.error();
  Dendrogram tree;
  tree.words.title = "Ward's tree of landmark distances";
  if (count < points.rows()) {
    tree.words.subtitle = std::to_string(count) + " of " + std::to_string(points.rows()) + " clips";
  }
  tree.height_title = "height of merge (standard deviations)";
  tree.cluster_count = 5;
  tree.row_px = 13.0;
  std::map<std::string, int> numbers;
  for (const int i : kept) numbers.try_emplace(table.texts[i][1], 0);
  for (auto& [label, number] : numbers) {
    number = static_cast<int>(tree.groups.size());
    tree.groups.push_back(label);
  }
  for (const int i : kept) {
    tree.leaves.push_back(table.texts[i][0]);
    tree.leaf_groups.push_back(numbers[table.texts[i][1]]);
  }
  for (const analysis::Merge& merge : *merges) {
    tree.merges.push_back({merge.a, merge.b, merge.height});
  }
  return StudyFigure{"keypoint-tree", dendrogram_svg(tree),
                     "Which clips join first. Marks beside the names are labels: branches of one "
                     "mark would be an emotion found."};
}

}  // namespace

Result<Study> keypoint_study(const ClipSet& clips, const StudySettings& settings,
                             const Progress& progress) {
  FeatureSettings features;
  features.set = "keypoint-distances";
  features.threads = settings.threads;
  const auto measured = make_features(clips, features, part_of(progress, 0.0, 0.6));
  if (!measured) return measured.error();
  const io::CsvTable& table = measured->table;
  Eigen::MatrixXd rows(table.numbers.size(), table.number_columns.size() - 1);
  std::vector<std::string> labels;
  for (Eigen::Index r = 0; r < rows.rows(); ++r) {
    for (Eigen::Index c = 0; c < rows.cols(); ++c) rows(r, c) = table.numbers[r][c + 1];
    labels.push_back(table.texts[r][1]);
  }
  if (rows.rows() < 3)
    return bad_input("landmark distances could be measured on fewer than 3 clips");
  const Eigen::MatrixXd points = standardised(rows);

  Study study;
  study.id = "keypoints";
  study.title = "Landmark distances: do clusters of postures find emotions?";
  study.warnings = measured->warnings;
  study.blocks.push_back(StudyParagraph{
      "The PosEmotion project describes a clip by the distances of seven landmarks to 24 others in "
      "ten of its frames, 1,680 numbers, and clusters these. It printed silhouettes of up to .73, "
      "but not how large the clusters are. Its data were pictures of people in videos (326 "
      "segments); ours are skeletons, so the numbers need not be the same. What matters is whether "
      "the same pattern appears, and what is behind it."});
  study.blocks.push_back(component_figure(points, table));
  const auto scores = score_partitions(points, numbers_of(labels), {"ward", "average", "complete"},
                                       {3, 5, 7}, settings.seed, part_of(progress, 0.6, 1.0));
  if (!scores) return scores.error();
  StudyTable shown;
  shown.file = "keypoint-clusters";
  shown.caption =
      "Agglomerative clusters of the standardised distances; silhouette and Davies–Bouldin index "
      "that the original printed for its data in the last two columns.";
  shown.columns = {"linkage"};
  for (const std::string& column : partition_columns()) shown.columns.push_back(column);
  shown.columns.insert(shown.columns.end(), {"original: silhouette", "Davies–Bouldin"});
  for (const PartitionScore& score : *scores) {
    std::vector<std::string> row = {score.method};
    for (std::string& text : partition_cells(score)) row.push_back(std::move(text));
    const auto* published = std::find_if(
        kPublished.begin(), kPublished.end(),
        [&](const Published& p) { return p.method == score.method && p.k == score.k; });
    row.push_back(cell(published->silhouette, 3));
    row.push_back(cell(published->davies_bouldin, 3));
    shown.rows.push_back(std::move(row));
  }
  shown.note = "Features: `kinemote features DATA --set keypoint-distances --out F.csv`.";
  study.blocks.push_back(std::move(shown));
  auto tree = tree_figure(points, table);
  if (!tree) return tree.error();
  study.blocks.push_back(std::move(*tree));

  const auto by = [&](auto better) {
    return std::max_element(scores->begin(), scores->end(), better);
  };
  const auto tightest =
      by([](const auto& a, const auto& b) { return a.silhouette < b.silhouette; });
  const auto largest = tightest->sizes.front();
  std::string text = "The largest silhouette, " + cell(tightest->silhouette) + " (" +
                     tightest->method + " linkage, " + std::to_string(tightest->k) +
                     " clusters), puts " + std::to_string(largest) + " of " +
                     std::to_string(points.rows()) + " clips in one cluster (sizes " +
                     sizes_text(tightest->sizes) + ")";
  text += largest * 10 >= points.rows() * 8
              ? ": it rewards setting a few outliers apart from everything else. The high "
                "silhouettes of the original come with the same linkages."
              : ".";
  study.blocks.push_back(StudyFinding{std::move(text)});
  // Comparisons with NaN (no labels) are false: then the first stands, whose ARI is NaN.
  const auto nearest = by([](const auto& a, const auto& b) { return a.ari < b.ari; });
  if (std::isfinite(nearest->ari)) {
    std::string agreement =
        "Whatever linkage and number of clusters, landmark distances agree with "
        "the labels by no more than " +
        cell(nearest->ari) + " (chance " + cell(nearest->chance_p95) + ")";
    agreement += nearest->ari < 0.1
                     ? ": emotion is hardly visible in this descriptor, which sees first of all "
                       "what is done."
                     : ".";
    study.blocks.push_back(StudyFinding{std::move(agreement)});
  }
  study.json = Json{{"clips", points.rows()},
                    {"columns_that_vary", points.cols()},
                    {"partitions", Json::parse(partitions_json(*scores))}}
                   .dump();
  return study;
}

}  // namespace kinemote::app
