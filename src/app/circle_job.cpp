#include "app/circle_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "analysis/stats/splits.h"
#include "app/circle_roads.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kStyle = "style";

/// One fold of one split, with what was found on its held-out rows.
struct Fold {
  int split = 0;
  std::vector<int> train, test;
  std::vector<FittedRoad> roads;              // names alone are kept
  std::vector<Eigen::MatrixXd> read, strict;  // one a road: test rows x 3
  Eigen::MatrixXd reader, constant;           // test rows x 3
  double removed_share = 0.0;
  Warnings warnings;
};

/// Fold of every row, or why there is no such split.
Result<std::vector<int>> folds_of(const LabelledRows& rows, const std::string& split,
                                  const CircleSettings& settings) {
  const std::vector<io::DatasetEntry>& clips = rows.features.clips;
  if (split == kStyle) {
    std::map<std::string, int> number;
    std::vector<int> style;
    for (const int clip : rows.features.clip_of) {
      style.push_back(
          number.try_emplace(clips[clip].label, static_cast<int>(number.size())).first->second);
    }
    if (std::ssize(number) < settings.folds) {
      return bad_input("there are fewer labels than folds");
    }
    return analysis::grouped_folds(style, settings.folds, settings.seed);
  }
  const auto kind = analysis::parse_split_kind(split);
  if (!kind) return kind.error();
  std::vector<analysis::SplitClip> named;
  std::set<std::string> takes;
  for (size_t i = 0; i < clips.size(); ++i) {
    named.push_back({std::to_string(i), clips[i].take, clips[i].content});
    takes.insert(clips[i].take.empty() ? std::to_string(i) : clips[i].take);
  }
  if (*kind == analysis::SplitKind::kTake && takes.size() == clips.size()) {
    return bad_input("every take is one clip, so that the split by clip says the same");
  }
  const auto made = analysis::make_split(named, *kind, settings.folds, settings.seed);
  if (!made) return made.error();
  return analysis::folds_of_windows(*made, made->clips, rows.features.clip_of);
}

Eigen::RowVectorXd median_row(Eigen::MatrixXd values) {
  Eigen::RowVectorXd medians(values.cols());
  for (Eigen::Index c = 0; c < values.cols(); ++c) {
    auto column = values.col(c);
    std::sort(column.begin(), column.end());
    medians[c] = 0.5 * (column[(column.size() - 1) / 2] + column[column.size() / 2]);
  }
  return medians;
}

/// Roads of `part`, what `reader` finds in their features for the asked PADs.
Result<std::vector<Eigen::MatrixXd>> read_roads(const CirclePart& part, const RowMap& reader,
                                                const RowMap& judge, const Eigen::MatrixXd& asked,
                                                const CircleSettings& settings,
                                                const std::vector<std::string>& names, Fold& fold,
                                                const Progress& progress) {
  auto roads = fit_circle_roads(part, reader, settings, names, fold.warnings, progress);
  if (!roads) return roads.error();
  std::vector<Eigen::MatrixXd> read;
  for (const FittedRoad& road : *roads) read.push_back(judge(road.features_from_pad(asked)));
  if (fold.roads.empty()) {
    for (const FittedRoad& road : *roads) fold.roads.push_back({road.name, road.what, {}});
  }
  return read;
}

/// Rows of the clips in even or odd folds of two.
std::array<std::vector<int>, 2> halves(const CirclePart& part, uint64_t seed) {
  const std::vector<int> side = analysis::grouped_folds(part.clips, 2, seed);
  std::array<std::vector<int>, 2> rows;
  for (size_t i = 0; i < side.size(); ++i) rows[side[i]].push_back(static_cast<int>(i));
  return rows;
}

Status run_fold(const LabelledRows& rows, const CircleSettings& settings, Fold& fold,
                const Progress& progress) {
  double done = 0.0;  // by what the steps cost, about
  const Progress step = [&](std::string_view phase, double) {
    return report(progress, phase, done);
  };
  const std::vector<std::string>& names = rows.features.feature_names;
  const CirclePart train = part_of(rows, fold.train);
  const CirclePart test = part_of(rows, fold.test);
  const CirclePart clean = without_outliers(train, settings.outlier_z);
  fold.removed_share =
      1.0 - static_cast<double>(clean.pads.rows()) / static_cast<double>(train.pads.rows());
  fold.constant = median_row(train.pads).replicate(test.pads.rows(), 1);
  const Result<RowMap> reader = fit_circle_reader(clean, settings, step);
  done = 0.08;
  if (!reader) return reader.error();
  fold.reader = (*reader)(test.features);
  auto read = read_roads(train, *reader, *reader, test.pads, settings, names, fold, step);
  done = 0.6;
  if (!read) return read.error();
  fold.read = std::move(*read);

  const auto sides = halves(train, settings.seed);
  const CirclePart makers = pick(train, sides[0]);
  const Result<RowMap> own =
      fit_circle_reader(without_outliers(makers, settings.outlier_z), settings, step);
  if (!own) return own.error();
  const Result<RowMap> judge = fit_circle_reader(
      without_outliers(pick(train, sides[1]), settings.outlier_z), settings, step);
  if (!judge) return judge.error();
  auto strict = read_roads(makers, *own, *judge, test.pads, settings, names, fold, step);
  if (!strict) return strict.error();
  fold.strict = std::move(*strict);
  return {};
}

double mean_of(const std::array<double, 3>& axes) { return (axes[0] + axes[1] + axes[2]) / 3.0; }

/// Sums of absolute errors over folds.
struct ErrorSum {
  Eigen::RowVector3d sum = Eigen::RowVector3d::Zero();
  double count = 0.0;
  void add(const Eigen::MatrixXd& read, const Eigen::MatrixXd& asked) {
    sum += (read - asked).cwiseAbs().colwise().sum();
    count += static_cast<double>(asked.rows());
  }
  std::array<double, 3> mean() const { return {sum[0] / count, sum[1] / count, sum[2] / count}; }
};

CircleSplit scored(const std::string& split, const LabelledRows& rows,
                   const std::vector<const Fold*>& folds) {
  CircleSplit out;
  out.split = split;
  ErrorSum constant, reader;
  for (const Fold* fold : folds) {
    const Eigen::MatrixXd asked = rows.pads(fold->test, Eigen::all);
    constant.add(fold->constant, asked);
    reader.add(fold->reader, asked);
  }
  out.constant_mae = constant.mean();
  out.constant_mean_mae = mean_of(out.constant_mae);
  out.reader_mae = reader.mean();
  out.reader_mean_mae = mean_of(out.reader_mae);
  for (size_t r = 0; r < folds.front()->roads.size(); ++r) {
    CircleRoad road;
    road.name = folds.front()->roads[r].name;
    road.what = folds.front()->roads[r].what;
    ErrorSum all, strict;
    std::map<std::string, ErrorSum> by_style;
    for (const Fold* fold : folds) {
      const Eigen::MatrixXd asked = rows.pads(fold->test, Eigen::all);
      all.add(fold->read[r], asked);
      strict.add(fold->strict[r], asked);
      for (size_t i = 0; i < fold->test.size(); ++i) {
        const int clip = rows.features.clip_of[fold->test[i]];
        by_style[rows.features.clips[clip].label].add(
            fold->read[r].row(static_cast<Eigen::Index>(i)),
            asked.row(static_cast<Eigen::Index>(i)));
      }
    }
    road.mae = all.mean();
    road.mean_mae = mean_of(road.mae);
    road.strict_mae = strict.mean();
    road.strict_mean_mae = mean_of(road.strict_mae);
    for (const auto& [style, sum] : by_style) {
      if (const double error = mean_of(sum.mean()); error > road.worst_style) {
        road.worst_style = error;
        road.worst_style_name = style;
      }
    }
    out.roads.push_back(std::move(road));
  }
  return out;
}

}  // namespace

Status CircleSettings::validate() const {
  if (splits.empty()) return usage_error("the circle needs a split: clip, take, content or style");
  for (const std::string& split : splits) {
    if (split == kStyle) continue;
    if (const auto kind = analysis::parse_split_kind(split); !kind) return kind.error();
  }
  if (folds < 2 || folds > 100) return usage_error("the circle has from 2 to 100 folds");
  if (!(outlier_z >= 0.0) || latent < 1 || latent > 64 || tree_rounds < 1 ||
      tree_rounds > 100'000) {
    return usage_error(
        "the circle needs outliers of 0 or more deviations, a latent of 1 to 64 units and 1 to "
        "100,000 rounds of trees");
  }
  return features.validate();
}

std::string CircleSettings::to_json() const {
  return Json{{"kind", "circle"},
              {"set", features.set},
              {"window_s", features.effective_window_s()},
              {"splits", splits},
              {"folds", folds},
              {"outlier_z", outlier_z},
              {"latent", latent},
              {"tree_rounds", tree_rounds},
              {"seed", seed}}
      .dump();
}

Result<CircleResult> measure_circle(const LabelledRows& rows, const CircleSettings& settings,
                                    const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  const auto start = std::chrono::steady_clock::now();
  CircleResult result;
  result.warnings = rows.features.warnings;
  std::vector<std::string> splits;
  std::vector<Fold> folds;
  for (const std::string& split : settings.splits) {
    const auto fold_of = folds_of(rows, split, settings);
    if (!fold_of) {
      result.warnings.push_back("no split by " + split + ": " + fold_of.error().message);
      continue;
    }
    for (int f = 0; f < settings.folds; ++f) {
      Fold fold;
      fold.split = static_cast<int>(splits.size());
      for (size_t i = 0; i < fold_of->size(); ++i) {
        ((*fold_of)[i] == f ? fold.test : fold.train).push_back(static_cast<int>(i));
      }
      folds.push_back(std::move(fold));
    }
    splits.push_back(split);
  }
  if (splits.empty()) return bad_input(result.warnings.back());
  std::vector<Status> found(folds.size());
  const Status done = parallel_parts(
      static_cast<int>(folds.size()), settings.threads, progress, "going in circles",
      [&](int i, const Progress& part) { found[i] = run_fold(rows, settings, folds[i], part); });
  if (!done) return done.error();
  for (const Status& status : found) {
    if (!status) return status.error();
  }
  for (size_t s = 0; s < splits.size(); ++s) {
    std::vector<const Fold*> own;
    for (const Fold& fold : folds) {
      if (fold.split == static_cast<int>(s)) own.push_back(&fold);
    }
    result.splits.push_back(scored(splits[s], rows, own));
  }
  std::set<std::string> said;
  for (const Fold& fold : folds) {
    result.removed_share += fold.removed_share / static_cast<double>(folds.size());
    for (const std::string& warning : fold.warnings) {
      if (said.insert(warning).second) result.warnings.push_back(warning);
    }
  }
  result.window_count = static_cast<int>(rows.pads.rows());
  result.clip_count = static_cast<int>(rows.features.clips.size());
  result.feature_count = static_cast<int>(rows.features.rows.cols());
  result.seed = settings.seed;
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

Result<CircleResult> measure_circle(const ClipSet& clips, const CircleSettings& settings,
                                    const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  FeatureSettings features = settings.features;
  features.threads = settings.threads;
  const auto rows = labelled_rows(clips, features, progress);
  if (!rows) return rows.error();
  return measure_circle(*rows, settings, progress);
}

std::string circle_json(const CircleResult& result, const CircleSettings& settings) {
  Json splits = Json::array();
  for (const CircleSplit& split : result.splits) {
    Json roads = Json::array();
    for (const CircleRoad& road : split.roads) {
      roads.push_back({{"road", road.name},
                       {"what", road.what},
                       {"mae", road.mae},
                       {"mean_mae", road.mean_mae},
                       {"worst_style", road.worst_style_name},
                       {"worst_style_mae", road.worst_style},
                       {"strict_mae", road.strict_mae},
                       {"strict_mean_mae", road.strict_mean_mae}});
    }
    splits.push_back({{"split", split.split},
                      {"roads", std::move(roads)},
                      {"constant_mae", split.constant_mae},
                      {"constant_mean_mae", split.constant_mean_mae},
                      {"reader_mae", split.reader_mae},
                      {"reader_mean_mae", split.reader_mean_mae}});
  }
  return Json{{"settings", Json::parse(settings.to_json())},
              {"windows", result.window_count},
              {"clips", result.clip_count},
              {"features", result.feature_count},
              {"removed_share", result.removed_share},
              {"published",
               {{"direct", kPublishedDirectCircle}, {"autoencoder", kPublishedAutoencoderCircle}}},
              {"splits", std::move(splits)},
              {"warnings", result.warnings},
              {"seconds", result.seconds}}
      .dump();
}

}  // namespace kinemote::app
