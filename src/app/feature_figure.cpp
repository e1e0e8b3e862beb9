#include "app/feature_figure.h"

#include <algorithm>

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

}  // namespace

Result<std::string> features_to_svg(const FeatureTable& features, const FeatureSettings& settings,
                                    const std::vector<std::string>& columns) {
  if (settings.set == "keypoint-distances") {
    return usage_error("the 1,680 keypoint distances have no figure; write them as .csv");
  }
  if (settings.set == "signature") return signature_figure(features, settings);
  const io::CsvTable& table = features.table;
  if (features.clip_count != 1) {
    return usage_error("a figure of features shows one clip over time; " +
                       std::to_string(features.clip_count) +
                       " were measured (give one file, or write .csv)");
  }
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
  const double middle_s = 0.5 * settings.effective_window_s();
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
