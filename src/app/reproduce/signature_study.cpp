#include "app/reproduce/signature_study.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/feature_job.h"
#include "app/figure/line_plot.h"
#include "app/reproduce/dimension_curves.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

/// Curves of a figure that can still be told apart.
constexpr size_t kMostCurves = 8;
/// Clips of a content that is looked at alone.
constexpr int kFewestOfContent = 15;

/// Mean quantile function of every label: what the signature sees of it.
Result<StudyFigure> quantile_figure(const ClipSet& clips, const StudySettings& settings,
                                    const Progress& progress) {
  FeatureSettings features;
  features.set = "signature";
  features.threads = settings.threads;
  const auto table = make_features(clips, features, progress);
  if (!table) return table.error();
  struct Sum {
    int count = 0;
    std::vector<double> values = std::vector<double>(kSignatureQuantiles, 0.0);
  };
  std::map<std::string, Sum> sums;
  for (size_t r = 0; r < table->table.numbers.size(); ++r) {
    Sum& sum = sums[table->table.texts[r][1]];
    ++sum.count;
    for (int q = 0; q < kSignatureQuantiles; ++q) {
      sum.values[q] += table->table.numbers[r][1 + q];
    }
  }
  sums.erase("");
  std::vector<std::pair<std::string, Sum>> most(sums.begin(), sums.end());
  std::stable_sort(most.begin(), most.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  if (most.size() > kMostCurves) most.resize(kMostCurves);
  LinePlot plot;
  plot.words.title = "What the pooled signature sees";
  plot.words.subtitle = "Mean quantile function of the velocity gradient, by label";
  plot.words.notes = {
      "The area between two curves is their Wasserstein distance. Steeper curves: more abrupt "
      "motion."};
  plot.x.title = "share of values below";
  plot.x.low = 0.0;
  plot.x.high = 1.0;
  plot.y.title = "velocity gradient (body heights/s²)";
  for (const auto& [label, sum] : most) {
    LineSeries series;
    series.name = label;
    for (int q = 0; q < kSignatureQuantiles; ++q) {
      series.x.push_back((q + 0.5) / kSignatureQuantiles);
      series.y.push_back(sum.values[q] / sum.count);
    }
    plot.series.push_back(std::move(series));
  }
  return StudyFigure{"signature-quantiles", line_plot_svg(plot),
                     "Curves of different labels differ in how steep they are, hardly in shape: "
                     "compare which labels are steep and which are flat."};
}

ClipSet of_content(const ClipSet& clips, const std::string& content) {
  std::vector<int> kept;
  for (int i = 0; i < clips.size(); ++i) {
    if (clips.dataset.entries[i].content == content) kept.push_back(i);
  }
  return subset(clips, std::move(kept));
}

/// The content with most labelled clips of at least two labels that come twice; "" for none.
std::string richest_content(const io::Dataset& dataset) {
  std::map<std::string, std::map<std::string, int>> counts;
  for (const io::DatasetEntry& entry : dataset.entries) {
    if (!entry.label.empty() && !entry.content.empty()) ++counts[entry.content][entry.label];
  }
  std::string richest;
  int most = kFewestOfContent - 1;
  for (const auto& [content, labels] : counts) {
    int clips = 0, repeated = 0;
    for (const auto& [label, count] : labels) {
      clips += count;
      repeated += count >= 2;
    }
    if (repeated >= 2 && clips > most) {
      most = clips;
      richest = content;
    }
  }
  return richest;
}

}  // namespace

Result<Study> signature_study(const ClipSet& clips, const StudySettings& settings,
                              const Progress& progress) {
  Study study;
  study.id = "signatures";
  study.title = "Motor signatures: does emotion show in how abruptly joints move?";
  study.blocks.push_back(StudyParagraph{
      "The idea of emotional motor signatures: take how fast every joint's speed changes, forget "
      "when it happened, and compare clips by the Wasserstein distance of these distributions. "
      "Multidimensional scaling draws a map in which near clips are alike, and k-means looks for "
      "groups on it. The project behind this idea found its results inconsistent and asked whether "
      "two dimensions were too few. It has published no number; the method follows Słowiński et "
      "al. 2016 (doi 10.1098/rsif.2015.1093) and Lozano-Goupil et al. 2021 (Front. Psychol. "
      "12:647704)."});
  auto quantiles = quantile_figure(clips, settings, part_of(progress, 0.0, 0.15));
  if (!quantiles) return quantiles.error();
  study.blocks.push_back(std::move(*quantiles));
  const auto plane = map_of(clips, signature_candidates().front().choice, 2, settings,
                            part_of(progress, 0.15, 0.3));
  if (!plane) return plane.error();
  study.warnings = plane->warnings;
  study.blocks.push_back(
      StudyFigure{"signature-map", map_to_svg(*plane),
                  "The map as the original draws it: every clip a mark, colour and shape its "
                  "label, shaded areas the clusters that k-means found without labels."});

  const std::vector<std::string> labels = labels_of(*plane);
  const std::vector<int> numbers = numbers_of(labels);
  const std::vector<std::string> methods = {"ward", "average", "complete", "kmeans"};
  StudyTable table;
  table.file = "signature-clusters";
  table.caption =
      "Clusters of the two-dimensional map: silhouette (1: tight and far apart) and Davies–Bouldin "
      "(0: the same) know no labels; ARI is agreement with them (1: the same groups, 0: chance), "
      "beside what 95 % of shuffled labels stay below.";
  table.columns = {"method"};
  for (const std::string& column : partition_columns()) table.columns.push_back(column);
  const auto scores = score_partitions(plane->coordinates, numbers, methods, {3, 5, 7},
                                       settings.seed, part_of(progress, 0.3, 0.35));
  if (!scores) return scores.error();
  for (const PartitionScore& score : *scores) {
    std::vector<std::string> row = {score.method};
    for (std::string& text : partition_cells(score)) row.push_back(std::move(text));
    table.rows.push_back(std::move(row));
  }
  study.blocks.push_back(std::move(table));
  Json json = {{"clusters_on_the_plane", Json::parse(partitions_json(*scores))},
               {"stress1", plane->stress1},
               {"trustworthiness", plane->neighbourhoods.trustworthiness}};

  if (label_count(labels) < 2) {
    study.blocks.push_back(StudyFinding{
        "The clips have fewer than two labels, so clusters of motor signatures cannot be compared "
        "with emotions here."});
    study.json = json.dump();
    return study;
  }
  const auto best =
      std::max_element(scores->begin(), scores->end(),
                       [](const auto& a, const auto& b) { return a.silhouette < b.silhouette; });
  std::string sentence = "The tightest clusters of motor signatures (" +
                         (best->method == "kmeans" ? "k-means" : best->method) + ", " +
                         std::to_string(best->k) + " clusters, silhouette " +
                         cell(best->silhouette) + ") agree with the labels by " + cell(best->ari) +
                         " where chance reaches " + cell(best->chance_p95) + ".";
  if (best->is_mostly_near_singletons) {
    sentence += " Half or more of these clusters hold one or two clips: outliers, not groups.";
  }
  if (best->ari < kHardlyVisible) {
    sentence +=
        " The groups are real, but they are not emotions: the pooled signature measures vigour, "
        "and emotion is hardly visible in it.";
  }
  study.blocks.push_back(StudyFinding{std::move(sentence)});

  auto curves = dimension_curves(clips, settings, study.warnings, part_of(progress, 0.35, 1.0));
  if (!curves) return curves.error();
  study.blocks.push_back(StudyParagraph{
      "Are two dimensions too few? Below, k-means looks for as many clusters as "
      "there are labels (" +
      std::to_string(label_count(labels)) +
      ") in maps of up to ten dimensions, for the original's signature and for three "
      "others."});
  study.blocks.push_back(
      dimension_figure(*curves, "signature-dimensions", "More dimensions, other signatures"));
  study.blocks.push_back(dimension_table(*curves, "signature-dimensions"));
  study.blocks.push_back(StudyFinding{dimension_sentence(*curves, "Over all movements together")});
  json["dimensions"] = Json::parse(dimension_json(*curves));
  study.json = json.dump();
  return study;
}

Result<Study> content_study(const ClipSet& clips, const StudySettings& settings,
                            const Progress& progress) {
  Study study;
  study.id = "one-movement";
  const std::string content = richest_content(clips.dataset);
  if (content.empty()) return study;
  const ClipSet part = of_content(clips, content);
  study.title = "Within one movement: is emotion visible when everybody does the same?";
  study.blocks.push_back(StudyParagraph{
      "A wave and a walk differ more than a sad and a happy walk. So the same question again, "
      "among the " +
      std::to_string(part.size()) + " clips of \"" + content + "\" alone."});
  auto curves = dimension_curves(part, settings, study.warnings, progress);
  if (!curves) return curves.error();
  study.blocks.push_back(
      dimension_figure(*curves, "content-dimensions", "Within \"" + content + "\""));
  study.blocks.push_back(dimension_table(*curves, "content-dimensions"));
  study.blocks.push_back(
      StudyFinding{dimension_sentence(*curves, "Within \"" + content + "\" alone")});
  study.json = Json{{"content", content},
                    {"clips", part.size()},
                    {"dimensions", Json::parse(dimension_json(*curves))}}
                   .dump();
  return study;
}

}  // namespace kinemote::app
