// The roads of the circle, fitted on one training part.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <string>
#include <vector>

#include "app/circle_job.h"

namespace kinemote::app {

/// Fractions that the functions below report are of single fits: what counts is that they ask
/// whether to go on.

/// Rows to fit on.
struct CirclePart {
  Eigen::MatrixXd features, pads;
  std::vector<int> clips;
};
CirclePart pick(const CirclePart& part, const std::vector<int>& rows);
CirclePart part_of(const LabelledRows& rows, const std::vector<int>& picked);

/// N x D to N x M.
using RowMap = std::function<Eigen::MatrixXd(const Eigen::MatrixXd&)>;

/// PAD from features as the original read it: one boosted ensemble an axis, with its grid's
/// winners; deviations: `tree_rounds` instead of 5,000, no gamma and no L1 weight.
Result<RowMap> fit_circle_reader(const CirclePart& part, const CircleSettings& settings,
                                 const Progress& progress);

struct FittedRoad {
  std::string name, what;
  RowMap features_from_pad;
};
/// Every road. `reader`: fitted on the same rows. `names`: of the features. Errors: those of the
/// regressions.
Result<std::vector<FittedRoad>> fit_circle_roads(const CirclePart& part, const RowMap& reader,
                                                 const CircleSettings& settings,
                                                 const std::vector<std::string>& names,
                                                 Warnings& warnings, const Progress& progress);

/// Rows of a part that are no outliers, features and PADs alike.
CirclePart without_outliers(const CirclePart& part, double z);

}  // namespace kinemote::app
