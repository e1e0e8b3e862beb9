#include "app/reproduce/signature_study.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "app/feature_job.h"
#include "app/figure/line_plot.h"
#include "app/map_job.h"
#include "app/markup.h"
#include "app/reproduce/partitions.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostDims = 10;
const std::vector<int> kDims = {1, 2, 3, 5, 8, 10};
/// Agreement with labels below this, and gains below it, are not worth a sentence of hope.
constexpr double kHardlyVisible = 0.1;
constexpr double kWorthMore = 0.03;
/// Curves of a figure that can still be told apart.
constexpr size_t kMostCurves = 8;
/// Clips of a content that is looked at alone.
constexpr int kFewestOfContent = 15;

/// A signature that is tried, and how it is called.
struct Candidate {
  std::string name;
  std::string option;  // of `map`
  SignatureChoice choice;
};

std::vector<Candidate> candidates() {
  SignatureChoice pooled;
  pooled.signature = "velocity-gradient";
  SignatureChoice joints = pooled;
  joints.pool = "joint";
  joints.is_scale_free = true;
  SignatureChoice parts;
  parts.signature = "speed";
  parts.pool = "part";
  SignatureChoice laban;
  laban.signature = "lma";
  return {{"all joints pooled (the original's)", "--signature velocity-gradient", pooled},
          {"joint by joint, free of size",
           "--signature velocity-gradient --pool joint --scale-free", joints},
          {"speed by body part", "--signature speed --pool part", parts},
          {"Laban features", "--signature lma", laban}};
}

std::vector<std::string> labels_of(const MapResult& map) {
  std::vector<std::string> labels;
  for (const MapClip& clip : map.clips) labels.push_back(clip.entry.label);
  return labels;
}

int label_count(const std::vector<std::string>& labels) {
  std::set<std::string> distinct(labels.begin(), labels.end());
  distinct.erase("");
  return static_cast<int>(distinct.size());
}

Result<MapResult> map_of(const ClipSet& clips, const SignatureChoice& choice, int dims,
                         const StudySettings& settings, const Progress& progress) {
  MapSettings map;
  static_cast<SignatureChoice&>(map) = choice;
  map.seed = settings.seed;
  map.threads = settings.threads;
  map.dims = std::min(dims, std::max(2, clips.size() - 1));
  return make_map(clips, map, progress);
}

/// k-means of one signature, as many clusters as labels, in rising numbers of dimensions.
struct DimensionCurve {
  std::string name, option;
  std::vector<int> dims;
  std::vector<PartitionScore> scores;  // one a number of dimensions
  const PartitionScore& at(int d) const {
    const auto found = std::find(dims.begin(), dims.end(), d);
    return scores[found == dims.end() ? 0 : static_cast<size_t>(found - dims.begin())];
  }
  const PartitionScore& best_above_two() const {
    size_t best = scores.size() - 1;
    for (size_t i = 0; i < dims.size(); ++i) {
      if (dims[i] > 2 && scores[i].ari > scores[best].ari) best = i;
    }
    return scores[best];
  }
};

Result<DimensionCurve> dimension_curve(const MapResult& map, const Candidate& candidate,
                                       uint64_t seed) {
  DimensionCurve curve{candidate.name, candidate.option, {}, {}};
  const std::vector<std::string> labels = labels_of(map);
  for (const int d : kDims) {
    if (d > map.coordinates.cols()) break;
    const auto scores = score_partitions(map.coordinates.leftCols(d), numbers_of(labels),
                                         {"kmeans"}, {label_count(labels)}, seed, {});
    if (!scores) return scores.error();
    if (scores->empty()) break;
    curve.dims.push_back(d);
    curve.scores.push_back(scores->front());
  }
  return curve;
}

/// Curves of all candidates that can be measured on the clips.
Result<std::vector<DimensionCurve>> all_curves(const ClipSet& clips, const StudySettings& settings,
                                               Warnings& warnings, const Progress& progress) {
  std::vector<DimensionCurve> curves;
  const std::vector<Candidate> list = candidates();
  for (size_t c = 0; c < list.size(); ++c) {
    const double from = static_cast<double>(c) / list.size();
    const auto map = map_of(clips, list[c].choice, kMostDims, settings,
                            part_of(progress, from, from + 0.9 / list.size()));
    if (!map) {
      if (map.error().code == ErrorCode::kCancelled || c == 0) return map.error();
      warnings.push_back(list[c].name + ": " + map.error().message);
      continue;
    }
    auto curve = dimension_curve(*map, list[c], settings.seed);
    if (!curve) return curve.error();
    curves.push_back(std::move(*curve));
  }
  return curves;
}

StudyFigure dimension_figure(const std::vector<DimensionCurve>& curves, const std::string& file,
                             const std::string& title) {
  LinePlot plot;
  plot.words.title = title;
  plot.words.subtitle = "k-means with as many clusters as labels; 1 is perfect, 0 is chance";
  plot.x.title = "dimensions of the map";
  plot.y.title = "agreement with labels (ARI)";
  plot.y.low = 0.0;
  plot.legend_heading = "signature";
  double chance = 0.0, highest = 0.0;
  for (const DimensionCurve& curve : curves) {
    LineSeries series;
    series.name = curve.name;
    series.has_markers = true;
    for (size_t i = 0; i < curve.dims.size(); ++i) {
      series.x.push_back(curve.dims[i]);
      series.y.push_back(std::max(0.0, curve.scores[i].ari));
      chance = std::max(chance, curve.scores[i].chance_p95);
      highest = std::max(highest, curve.scores[i].ari);
    }
    plot.series.push_back(std::move(series));
  }
  plot.y.high = std::min(1.0, std::max(0.5, 1.1 * highest));
  plot.levels = {{chance, "95 % of shuffled labels"}};
  return {file, line_plot_svg(plot),
          "Agreement of clusters with labels over the number of dimensions that they are sought "
          "in. All four signatures, from no labels."};
}

StudyTable dimension_table(const std::vector<DimensionCurve>& curves, const std::string& file) {
  StudyTable table;
  table.file = file;
  table.caption = "The same as numbers: ARI of k-means in so many dimensions.";
  table.columns = {"signature"};
  size_t longest = 0;
  for (const DimensionCurve& curve : curves) longest = std::max(longest, curve.dims.size());
  for (size_t i = 0; i < longest; ++i) table.columns.push_back(std::to_string(kDims[i]));
  table.columns.push_back("by chance");
  for (const DimensionCurve& curve : curves) {
    std::vector<std::string> row = {curve.name};
    double chance = 0.0;
    for (size_t i = 0; i < longest; ++i) {
      row.push_back(i < curve.scores.size() ? cell(curve.scores[i].ari) : "–");
      if (i < curve.scores.size()) chance = std::max(chance, curve.scores[i].chance_p95);
    }
    row.push_back(cell(chance));
    table.rows.push_back(std::move(row));
  }
  table.note = "Each row is `kinemote map DATA OPTIONS --dims D`, with these options: ";
  for (size_t i = 0; i < curves.size(); ++i) {
    table.note += (i == 0 ? "" : "; ") + curves[i].option;
  }
  table.note += ".";
  return table;
}

Json curves_json(const std::vector<DimensionCurve>& curves) {
  Json rows = Json::array();
  for (const DimensionCurve& curve : curves) {
    rows.push_back({{"signature", curve.name},
                    {"options", curve.option},
                    {"dims", curve.dims},
                    {"partitions", Json::parse(partitions_json(curve.scores))}});
  }
  return rows;
}

/// Does d >= 3 find labels better than d = 2? Said from the numbers.
std::string dimension_sentence(const std::vector<DimensionCurve>& curves,
                               const std::string& where) {
  const DimensionCurve& original = curves.front();
  const double two = original.at(2).ari, more = original.best_above_two().ari;
  std::string text = where + ", clusters of the pooled signature agree with the labels by " +
                     cell(two) + " in two dimensions and by " + cell(more) +
                     " in the best number above two: ";
  text += more > two + kWorthMore ? "more dimensions help" : "more dimensions do not help";
  const auto best = std::max_element(
      curves.begin(), curves.end(),
      [](const auto& a, const auto& b) { return a.best_above_two().ari < b.best_above_two().ari; });
  const double highest = std::max(best->best_above_two().ari, best->at(2).ari);
  if (best != curves.begin() && highest > more + kWorthMore) {
    text += "; another signature helps more (" + best->name + ": " + cell(best->at(2).ari) +
            " in two dimensions, " + cell(best->best_above_two().ari) + " above)";
  }
  text += ". " + std::string(highest < kHardlyVisible
                                 ? "Emotion is hardly visible in any of these descriptors."
                             : std::max(two, more) < kHardlyVisible
                                 ? "Emotion is hardly visible in the pooled descriptor."
                                 : "0 is chance, 1 would be perfect; the best of several settings "
                                   "was picked after seeing them.");
  return text;
}

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
  ClipSet part;
  part.dataset = clips.dataset;
  part.dataset.entries.clear();
  std::vector<int> kept;
  for (int i = 0; i < clips.size(); ++i) {
    if (clips.dataset.entries[i].content != content) continue;
    kept.push_back(i);
    part.dataset.entries.push_back(clips.dataset.entries[i]);
  }
  part.load = [load = clips.load, kept](int i) { return load(kept[i]); };
  return part;
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
  const auto plane =
      map_of(clips, candidates().front().choice, 2, settings, part_of(progress, 0.15, 0.3));
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
  std::string sentence = "The tightest clusters of motor signatures (" + best->method + ", " +
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

  auto curves = all_curves(clips, settings, study.warnings, part_of(progress, 0.35, 1.0));
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
  json["dimensions"] = curves_json(*curves);
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
  auto curves = all_curves(part, settings, study.warnings, progress);
  if (!curves) return curves.error();
  study.blocks.push_back(
      dimension_figure(*curves, "content-dimensions", "Within \"" + content + "\""));
  study.blocks.push_back(dimension_table(*curves, "content-dimensions"));
  study.blocks.push_back(
      StudyFinding{dimension_sentence(*curves, "Within \"" + content + "\" alone")});
  study.json =
      Json{{"content", content}, {"clips", part.size()}, {"dimensions", curves_json(*curves)}}
          .dump();
  return study;
}

Result<Study> style_study(const ClipSet& clips, const StudySettings& settings,
                          const Progress& progress) {
  Study study;
  study.id = "learned-signature";
  SignatureChoice choice;
  choice.signature = "style";
  const auto map = map_of(clips, choice, 2, settings, progress);
  if (!map) {
    if (map.error().code == ErrorCode::kCancelled) return map.error();
    study.warnings.push_back("the learned signature was left out: " + map.error().message);
    return study;
  }
  study.title = "A learned signature: what if the descriptor knows what is done?";
  study.blocks.push_back(StudyParagraph{
      "Kinemote's own signature ranks every measured quantity among the clips of the same "
      "movement, "
      "which takes out what is done, and learns from half of the movements which directions "
      "separate the labels. It is scored on the other half, which it has never seen; then the "
      "halves change places."});
  StudyTable table;
  table.file = "learned-signature";
  table.caption = "Ward clusters, as many as labels, against the labels (ARI).";
  table.columns = {"learned from", "scored on", "clips",
                   "ARI there",    "by chance", "ARI where it learned (flattering)"};
  const auto names = [](const std::vector<std::string>& contents) {
    std::string text;
    for (size_t i = 0; i < contents.size(); ++i) text += (i == 0 ? "" : ", ") + contents[i];
    return text;
  };
  const StyleReport& report = *map->style;
  for (const StyleScore* score : {&report.map, &report.exchange}) {
    table.rows.push_back({names(score->learned_on), names(score->scored_on),
                          std::to_string(score->scored_clips), cell(score->ari_scored),
                          cell(score->chance_p95), cell(score->ari_learned)});
    for (const StyleScore::Within& within : score->within) {
      table.rows.push_back({"", "within " + within.content, std::to_string(within.clips),
                            cell(within.ari), cell(within.chance_p95), ""});
    }
  }
  table.note = "`kinemote map DATA --signature style`.";
  study.blocks.push_back(StudyFigure{
      "learned-map", map_to_svg(*map),
      "The map of the learned signature. Half of what is seen here was learned from; the table "
      "has the honest half."});
  study.blocks.push_back(std::move(table));
  const double scored = 0.5 * (report.map.ari_scored + report.exchange.ari_scored);
  const double chance = std::max(report.map.chance_p95, report.exchange.chance_p95);
  std::string text =
      "On movements it has not learned from, the learned signature agrees with the "
      "labels by " +
      cell(report.map.ari_scored) + " and " + cell(report.exchange.ari_scored) + " (chance " +
      cell(chance) + "). ";
  text += scored < kHardlyVisible
              ? "Emotion is hardly visible in it on this data."
              : "Style is visible once the descriptor knows what is done; where every label was "
                "acted by few people, part of that is recognising the people.";
  study.blocks.push_back(StudyFinding{std::move(text)});
  study.json = Json{{"ari_scored", {report.map.ari_scored, report.exchange.ari_scored}},
                    {"ari_learned", {report.map.ari_learned, report.exchange.ari_learned}},
                    {"chance_p95", {report.map.chance_p95, report.exchange.chance_p95}}}
                   .dump();
  return study;
}

}  // namespace kinemote::app
