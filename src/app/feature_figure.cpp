#include "app/feature_figure.h"

#include <algorithm>

#include "analysis/features/keypoint_distances.h"
#include "app/figure/heat_map.h"
#include "app/figure/line_plot.h"

namespace kinemote::app {
namespace {

constexpr size_t kColumnsUnasked = 6;

/// Unit of a column as far as it goes for its whole axis; mixed axes have none.
std::string quantity_title(const FeatureSettings& settings) {
  const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
  const std::string length = is_scaled ? "h" : "m";
  if (settings.is_scale_free) return "in units of the clip's mean size";
  switch (settings.quantity) {
    case analysis::SignatureQuantity::kSpeed:
      return "speed (" + length + "/s)";
    case analysis::SignatureQuantity::kVelocityGradient:
      return "velocity gradient (" + length + "/s²)";
    case analysis::SignatureQuantity::kAxisGradient:
      return "acceleration (" + length + "/s²)";
    case analysis::SignatureQuantity::kJerk:
      return "jerk (" + length + "/s³)";
  }
  return "";
}

Result<std::string> signature_figure(const FeatureTable& features,
                                     const FeatureSettings& settings) {
  const io::CsvTable& table = features.table;
  if (features.clip_count > kMostCurves) {
    return usage_error("a figure shows up to " + std::to_string(kMostCurves) + " signatures; " +
                       std::to_string(features.clip_count) +
                       " clips were measured (use --limit, or write .csv)");
  }
  LinePlot plot;
  plot.words.title = "Motor signatures";
  const std::string& first = table.number_columns[1];
  plot.words.subtitle = "Quantile functions of the " + std::string(name_of(settings.quantity)) +
                        (settings.pooling == analysis::SignaturePooling::kPooled
                             ? " of all joints that move"
                             : ", group " + first.substr(0, first.find_last_of('_')));
  plot.words.notes = {
      "The area between two curves is the Wasserstein distance W1 of the two motions."};
  plot.x.title = "share of values below";
  plot.x.low = 0.0;
  plot.x.high = 1.0;
  plot.y.title = quantity_title(settings);
  for (size_t r = 0; r < table.numbers.size(); ++r) {
    LineSeries curve;
    curve.name = table.texts[r][0];
    for (int k = 0; k < kSignatureQuantiles; ++k) {
      curve.x.push_back((k + 0.5) / kSignatureQuantiles);
      curve.y.push_back(table.numbers[r][1 + k]);
    }
    plot.series.push_back(std::move(curve));
  }
  return line_plot_svg(plot);
}

/// Pivots against landmarks, the mean of a window's ten frames.
std::string distance_figure(const FeatureTable& features, const FeatureSettings& settings) {
  using analysis::kLandmarkCount;
  using analysis::kPickedFrames;
  using analysis::kPivotCount;
  constexpr int kPerFrame = kPivotCount * (kLandmarkCount - 1);
  const io::CsvTable& table = features.table;
  HeatMap map;
  map.words.title = table.texts.front()[0];
  map.words.subtitle = "Distances of landmarks, mean of the ten frames";
  map.words.notes = {table.note};
  map.row_names = analysis::landmark_names();
  map.column_title = "pivot";
  map.row_title = "landmark";
  map.scale_title = settings.normalise == analysis::Normalise::kHeight ? "h" : "m";
  map.cell_height_px = 19.0;
  map.values.assign(kLandmarkCount * kPivotCount, 0.0);
  for (int p = 0; p < kPivotCount; ++p) {
    // Columns of a pivot leave out the pivot itself: the one landmark that they do not name.
    const std::string& first = table.number_columns[1 + p * (kLandmarkCount - 1)];
    const auto pivot = std::find_if(
        map.row_names.begin(), map.row_names.end(),
        [&](const std::string& name) { return first.starts_with("f01_" + name + "_"); });
    map.column_names.push_back(*pivot);
    const int self = static_cast<int>(pivot - map.row_names.begin());
    for (int landmark = 0, column = 0; landmark < kLandmarkCount; ++landmark) {
      if (landmark == self) continue;
      for (int f = 0; f < kPickedFrames; ++f) {
        map.values[landmark * kPivotCount + p] +=
            table.numbers.front()[1 + f * kPerFrame + p * (kLandmarkCount - 1) + column] /
            kPickedFrames;
      }
      ++column;
    }
  }
  return heat_map_svg(map);
}

}  // namespace

Result<std::string> features_to_svg(const FeatureTable& features, const FeatureSettings& settings,
                                    const std::vector<std::string>& columns) {
  if (settings.set == "signature") return signature_figure(features, settings);
  const io::CsvTable& table = features.table;
  if (features.clip_count != 1) {
    return usage_error("a figure of features shows one clip over time; " +
                       std::to_string(features.clip_count) +
                       " were measured (give one file, or write .csv)");
  }
  if (settings.set == "keypoint-distances") return distance_figure(features, settings);
  std::vector<std::string> wanted = columns;
  if (wanted.empty()) {
    const size_t last = std::min(table.number_columns.size(), 1 + kColumnsUnasked);
    wanted.assign(table.number_columns.begin() + 1,
                  table.number_columns.begin() + static_cast<std::ptrdiff_t>(last));
  }
  if (wanted.size() > kMostCurves) {
    return usage_error("a figure shows up to " + std::to_string(kMostCurves) + " columns, not " +
                       std::to_string(wanted.size()));
  }
  LinePlot plot;
  plot.words.title = table.texts.front()[0];
  plot.words.subtitle = table.note;
  plot.x.title = "time (s), middle of the window";
  // The thesis sets' windows follow each other, and last less than they say.
  const bool is_thesis = settings.set.starts_with("thesis") && table.numbers.size() > 1;
  const double middle_s =
      0.5 * (is_thesis ? table.numbers[1][0] - table.numbers[0][0] : settings.effective_window_s());
  for (const std::string& name : wanted) {
    const auto found = std::find(table.number_columns.begin(), table.number_columns.end(), name);
    if (found == table.number_columns.end()) {
      return usage_error("set " + settings.set + " has no column \"" + name +
                         "\"; the columns stand in the first row of its .csv");
    }
    const auto column = static_cast<size_t>(found - table.number_columns.begin());
    LineSeries curve;
    curve.name = name;
    for (const std::vector<double>& row : table.numbers) {
      curve.x.push_back(row[0] + middle_s);
      curve.y.push_back(row[column]);
    }
    curve.has_markers = table.numbers.size() < 30;
    plot.series.push_back(std::move(curve));
  }
  plot.y.title = wanted.size() == 1 ? wanted.front() : "value";
  return line_plot_svg(plot);
}

}  // namespace kinemote::app
