#include "app/reproduce/dimension_curves.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "app/figure/line_plot.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostDims = 10;
const std::vector<int> kDims = {1, 2, 3, 5, 8, 10};
/// A gain in agreement below this is not worth a sentence.
constexpr double kWorthMore = 0.03;

Result<DimensionCurve> dimension_curve(const MapResult& map, const SignatureCandidate& candidate,
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

}  // namespace

std::vector<SignatureCandidate> signature_candidates() {
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

const PartitionScore& DimensionCurve::at(int d) const {
  const auto found = std::find(dims.begin(), dims.end(), d);
  return scores[found == dims.end() ? 0 : static_cast<size_t>(found - dims.begin())];
}

const PartitionScore& DimensionCurve::best_above_two() const {
  size_t best = scores.size() - 1;
  for (size_t i = 0; i < dims.size(); ++i) {
    if (dims[i] > 2 && scores[i].ari > scores[best].ari) best = i;
  }
  return scores[best];
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

Result<std::vector<DimensionCurve>> dimension_curves(const ClipSet& clips,
                                                     const StudySettings& settings,
                                                     Warnings& warnings, const Progress& progress) {
  std::vector<DimensionCurve> curves;
  const std::vector<SignatureCandidate> list = signature_candidates();
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
  plot.x.low = 0.5;
  plot.x.high = kMostDims + 0.5;
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

std::string dimension_json(const std::vector<DimensionCurve>& curves) {
  Json rows = Json::array();
  for (const DimensionCurve& curve : curves) {
    rows.push_back({{"signature", curve.name},
                    {"options", curve.option},
                    {"dims", curve.dims},
                    {"partitions", Json::parse(partitions_json(curve.scores))}});
  }
  return rows.dump();
}

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

}  // namespace kinemote::app
