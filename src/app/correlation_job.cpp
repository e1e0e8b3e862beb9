#include "app/correlation_job.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "app/figure/heat_map.h"
#include "app/markup.h"
#include "app/pad_axes.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;
using analysis::CorrelationKind;
using analysis::CorrelationTable;
using analysis::FeatureCorrelation;

constexpr std::array<CorrelationKind, 2> kKinds{CorrelationKind::kPearson,
                                                CorrelationKind::kSpearman};
std::vector<std::string> axes_words(const FeatureCorrelation& correlation) {
  std::vector<std::string> words;
  for (const auto& axes : analysis::most_correlated_axes(correlation.spearman)) {
    std::string word;
    for (int axis = 0; axis < 3; ++axis) {
      if (axes[axis]) word += "PAD"[axis];
    }
    words.push_back(word);
  }
  return words;
}

Json finite_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json row_json(const Eigen::MatrixXd& table, Eigen::Index row) {
  Json values = Json::array();
  for (Eigen::Index axis = 0; axis < table.cols(); ++axis) {
    values.push_back(finite_or_null(table(row, axis)));
  }
  return values;
}

}  // namespace

Result<LabelledRows> labelled_rows(const FeatureRowsOfClips& rows) {
  LabelledRows out;
  out.features.feature_names = rows.feature_names;
  out.features.warnings = rows.warnings;
  std::map<std::string, int> without_pad;
  std::vector<int> number(rows.clips.size(), -1);  // of a clip among those kept
  for (size_t i = 0; i < rows.clips.size(); ++i) {
    if (rows.clips[i].pad) {
      number[i] = static_cast<int>(out.features.clips.size());
      out.features.clips.push_back(rows.clips[i]);
    } else {
      ++without_pad[rows.clips[i].label.empty() ? "(no label)" : rows.clips[i].label];
    }
  }
  std::string left_out;
  for (const auto& [label, count] : without_pad) {
    left_out += " " + label + " (" + std::to_string(count) + ")";
  }
  if (!left_out.empty()) {
    out.features.warnings.push_back("left out, since the PAD table has no row for their label:" +
                                    left_out);
  }
  std::vector<int> kept;
  for (size_t i = 0; i < rows.clip_of.size(); ++i) {
    if (number[rows.clip_of[i]] < 0) continue;
    kept.push_back(static_cast<int>(i));
    out.features.clip_of.push_back(number[rows.clip_of[i]]);
  }
  if (kept.empty()) {
    return bad_input("no clip has a PAD; expected one of its own, or a label of the PAD table");
  }
  out.features.rows = rows.rows(kept, Eigen::all);
  out.pads.resize(std::ssize(kept), 3);
  for (size_t i = 0; i < kept.size(); ++i) {
    const io::PadTriple& pad = *out.features.clips[out.features.clip_of[i]].pad;
    out.pads.row(static_cast<Eigen::Index>(i)) << pad[0], pad[1], pad[2];
  }
  return out;
}

Result<LabelledRows> labelled_rows(const ClipSet& clips, const FeatureSettings& settings,
                                   const Progress& progress) {
  const Result<FeatureRowsOfClips> rows = feature_rows_of(clips, settings, progress);
  if (!rows) return rows.error();
  return labelled_rows(*rows);
}

Result<FeatureCorrelation> correlate_with_pad(const LabelledRows& rows,
                                              const analysis::CorrelationSettings& settings,
                                              const Progress& progress) {
  return analysis::correlate_features_with_pad(rows.features.feature_names, rows.features.rows,
                                               rows.pads, rows.features.clip_of, settings,
                                               progress);
}

io::CsvTable correlation_table(const FeatureCorrelation& correlation) {
  io::CsvTable table;
  table.note = "correlation with PAD over " + std::to_string(correlation.row_count) +
               " windows of " + std::to_string(correlation.group_count) +
               " clips; chance: 95th percentile of |r| when clips exchange their labels (" +
               std::to_string(correlation.shuffles) + " times), p: share that reaches |r|";
  table.text_columns = {"feature", "most_correlated_axes"};
  for (const CorrelationKind kind : kKinds) {
    for (const char* what : {"r", "chance", "p"}) {
      for (const char* axis : kPadAxes) {
        table.number_columns.push_back(std::string(analysis::name_of(kind)) + "_" + what + "_" +
                                       axis);
      }
    }
  }
  const std::vector<std::string> axes = axes_words(correlation);
  for (size_t f = 0; f < correlation.feature_names.size(); ++f) {
    table.texts.push_back({correlation.feature_names[f], axes[f]});
    std::vector<double> numbers;
    for (const CorrelationKind kind : kKinds) {
      const CorrelationTable& one = correlation.table(kind);
      for (const Eigen::MatrixXd* cells : {&one.r, &one.chance, &one.p}) {
        for (int axis = 0; axis < 3; ++axis) {
          numbers.push_back((*cells)(static_cast<Eigen::Index>(f), axis));
        }
      }
    }
    table.numbers.push_back(std::move(numbers));
  }
  return table;
}

std::string correlation_json(const FeatureCorrelation& correlation) {
  const std::vector<std::string> axes = axes_words(correlation);
  Json features = Json::array();
  for (size_t f = 0; f < correlation.feature_names.size(); ++f) {
    Json feature = {{"feature", correlation.feature_names[f]}, {"most_correlated_axes", axes[f]}};
    for (const CorrelationKind kind : kKinds) {
      const CorrelationTable& one = correlation.table(kind);
      const auto row = static_cast<Eigen::Index>(f);
      feature[analysis::name_of(kind)] = {{"r", row_json(one.r, row)},
                                          {"chance95", row_json(one.chance, row)},
                                          {"p", row_json(one.p, row)}};
    }
    features.push_back(std::move(feature));
  }
  Json largest = Json::object();
  for (const CorrelationKind kind : kKinds) {
    largest[analysis::name_of(kind)] = correlation.table(kind).chance_of_largest;
  }
  return Json{{"windows", correlation.row_count},          {"clips", correlation.group_count},
              {"shuffles", correlation.shuffles},          {"axes", kPadAxes},
              {"chance95_of_largest", std::move(largest)}, {"features", std::move(features)}}
      .dump();
}

std::string correlation_svg(const FeatureCorrelation& correlation, CorrelationKind kind,
                            const std::string& source) {
  const CorrelationTable& table = correlation.table(kind);
  HeatMap map;
  map.words.title = "Which features follow which PAD axis";
  map.words.subtitle = source + ", " + std::to_string(correlation.group_count) + " clips, " +
                       std::to_string(correlation.row_count) + " windows";
  map.words.notes = {
      "Empty: no further from zero than what 95 % of shuffles reach, in which clips exchange their "
      "labels. Of " +
      std::to_string(table.r.size()) + " cells about " +
      fixed_text(0.05 * static_cast<double>(table.r.size()), 0) +
      " would still be filled by chance; the largest of a column by chance: P " +
      fixed_text(table.chance_of_largest[0], 2) + ", A " +
      fixed_text(table.chance_of_largest[1], 2) + ", D " +
      fixed_text(table.chance_of_largest[2], 2) + "."};
  map.row_names = correlation.feature_names;
  map.column_names = {kPadAxes.begin(), kPadAxes.end()};
  for (Eigen::Index f = 0; f < table.r.rows(); ++f) {
    for (Eigen::Index axis = 0; axis < table.r.cols(); ++axis) {
      const double r = table.r(f, axis);
      map.values.push_back(
          std::abs(r) > table.chance(f, axis) ? r : std::numeric_limits<double>::quiet_NaN());
    }
  }
  map.is_diverging = true;
  map.low = -1.0;
  map.high = 1.0;
  map.scale_title = kind == CorrelationKind::kPearson ? "Pearson's r" : "Spearman's ρ";
  map.cell_width_px = 84.0;
  return heat_map_svg(map);
}

}  // namespace kinemote::app
