#include "analysis/affect/pad_regression.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace kinemote::analysis {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

/// 30 groups of 10 rows; inputs carry the outputs and much of what is the group's own.
struct Groups {
  Eigen::MatrixXd inputs{300, 6}, outputs{300, 2};
  std::vector<int> groups, folds;
  Groups() {
    std::mt19937_64 engine(7);
    std::normal_distribution<double> normal;
    for (int g = 0; g < 30; ++g) {
      const double a = normal(engine), b = normal(engine);
      Eigen::RowVectorXd own(4);
      for (double& value : own) value = normal(engine);
      for (int i = 0; i < 10; ++i) {
        const int row = 10 * g + i;
        outputs.row(row) << a, std::tanh(2.0 * b);
        inputs.row(row).head(2) << a + 0.1 * normal(engine), b + 0.1 * normal(engine);
        for (int c = 0; c < 4; ++c) inputs(row, 2 + c) = own[c] + 0.02 * normal(engine);
        groups.push_back(g);
        folds.push_back(g % 5);
      }
    }
  }
};

PadRegressionSettings quick() {
  PadRegressionSettings settings;
  settings.centre_count = 40;
  settings.trees.rounds = 80;
  settings.trees.column_share = 1.0;  // of six columns a share would be one
  settings.trees.threads = 1;
  return settings;
}

TEST(PadRegressor, UnknownName_ListsTheKnown) {
  EXPECT_THAT(parse_pad_regressor("forest").error().message, HasSubstr("ridge, kernel, trees"));
  for (const PadRegressor kind : kPadRegressors) {
    EXPECT_EQ(parse_pad_regressor(name_of(kind)).value(), kind);
  }
}

TEST(CrossPredict, WrongSizesOrAnEmptyFold_AreRefused) {
  const Groups data;
  EXPECT_FALSE(
      cross_predict({PadRegressor::kRidge}, data.inputs, data.outputs, {0, 1}, data.groups, quick())
          .ok());
  const std::vector<int> one_fold(300, 0);
  EXPECT_THAT(cross_predict({PadRegressor::kRidge}, data.inputs, data.outputs, one_fold,
                            data.groups, quick())
                  .error()
                  .message,
              HasSubstr("fold 0"));
}

TEST(CrossPredict, EveryKind_BeatsTheConstantOnGroupsItHasNotSeen) {
  const Groups data;
  const std::vector<PadRegressor> kinds(kPadRegressors.begin(), kPadRegressors.end());
  const auto found =
      cross_predict(kinds, data.inputs, data.outputs, data.folds, data.groups, quick());
  ASSERT_TRUE(found.ok()) << found.error().message;
  for (size_t k = 0; k < kinds.size(); ++k) {
    const auto mae = mean_absolute_error((*found)[k].predicted, data.outputs);
    const auto constant = mean_absolute_error((*found)[k].constant, data.outputs);
    for (int axis = 0; axis < 2; ++axis) {
      EXPECT_LT(mae[axis], 0.8 * constant[axis]) << name_of(kinds[k]) << " " << axis;
    }
  }
}

TEST(CrossPredict, HeldOutRows_DoNotEnterTheFit) {
  Groups data;
  const auto before = cross_predict({PadRegressor::kBlend}, data.inputs, data.outputs, data.folds,
                                    data.groups, quick());
  for (int i = 0; i < 300; ++i) {
    if (data.folds[i] == 2) data.outputs.row(i).setConstant(1e3);
  }
  const auto after = cross_predict({PadRegressor::kBlend}, data.inputs, data.outputs, data.folds,
                                   data.groups, quick());
  for (int i = 0; i < 300; ++i) {
    if (data.folds[i] != 2) continue;
    ASSERT_EQ((*before)[0].predicted.row(i), (*after)[0].predicted.row(i)) << i;
  }
}

TEST(CrossPredict, Outliers_LeaveTheFitButNotTheTest) {
  Groups data;
  data.inputs(0, 0) = 1e4;  // in fold 0: trains the others, and is tested itself
  PadRegressionSettings settings = quick();
  settings.outlier_z = 5.0;
  const auto without = cross_predict({PadRegressor::kRidge}, data.inputs, data.outputs, data.folds,
                                     data.groups, settings);
  ASSERT_TRUE(without.ok()) << without.error().message;
  Groups clean;
  const auto expected = cross_predict({PadRegressor::kRidge}, clean.inputs, clean.outputs,
                                      clean.folds, clean.groups, quick());
  const auto spoilt = cross_predict({PadRegressor::kRidge}, data.inputs, data.outputs, data.folds,
                                    data.groups, quick());
  const auto rows = [](const std::vector<OutOfFold>& found) {
    return Eigen::MatrixXd(found[0].predicted.bottomRows(250));
  };
  const double removed = (rows(*without) - rows(*expected)).cwiseAbs().mean();
  const double kept = (rows(*spoilt) - rows(*expected)).cwiseAbs().mean();
  EXPECT_LT(removed, 0.1 * kept);
  EXPECT_TRUE((*without)[0].predicted.row(0).allFinite());  // tested all the same
}

TEST(FitPadRegression, EveryKind_PredictsWhatItLearned) {
  const Groups data;
  for (const PadRegressor kind : kPadRegressors) {
    const auto model = fit_pad_regression(kind, data.inputs, data.outputs, data.groups, quick());
    ASSERT_TRUE(model.ok()) << model.error().message;
    const auto mae = mean_absolute_error(model->predict_rows(data.inputs), data.outputs);
    EXPECT_LT(mae[0], 0.3) << name_of(kind);
  }
}

TEST(MeanAbsoluteError, OfUnits_AveragesWithinThemFirst) {
  Eigen::MatrixXd predicted(4, 1), truth = Eigen::MatrixXd::Zero(4, 1);
  predicted << 1.0, -1.0, 3.0, 1.0;
  EXPECT_THAT(mean_absolute_error(predicted, truth), ElementsAre(1.5));
  EXPECT_THAT(mean_absolute_error(predicted, truth, {0, 0, 1, 1}), ElementsAre(1.0));
}

TEST(ConformalInterval, OneFoldOrNoLevel_IsRefused) {
  const Eigen::MatrixXd two = Eigen::MatrixXd::Zero(2, 1);
  EXPECT_FALSE(conformal_interval(two, two, {0, 0}).ok());
  EXPECT_FALSE(conformal_interval(two, two, {0, 1}, 1.0).ok());
}

TEST(ConformalInterval, OfNineResiduals_IsTheNinth) {
  // ceil((9 + 1) * 0.9) = 9: the largest.
  Eigen::MatrixXd predicted(9, 1);
  for (int i = 0; i < 9; ++i) predicted(i, 0) = 0.1 * (i + 1);
  const auto interval =
      conformal_interval(predicted, Eigen::MatrixXd::Zero(9, 1), {0, 1, 2, 0, 1, 2, 0, 1, 2});
  ASSERT_TRUE(interval.ok());
  EXPECT_DOUBLE_EQ(interval->half_width[0], 0.9);
}

TEST(ConformalInterval, OfManyIndependentResiduals_HoldsNineInTen) {
  std::mt19937_64 engine(3);
  std::student_t_distribution<double> heavy(3.0);
  Eigen::MatrixXd predicted(5000, 2);
  std::vector<int> folds;
  for (int i = 0; i < 5000; ++i) {
    predicted.row(i) << heavy(engine), 0.1 * heavy(engine);
    folds.push_back(i % 5);
  }
  const auto interval = conformal_interval(predicted, Eigen::MatrixXd::Zero(5000, 2), folds);
  ASSERT_TRUE(interval.ok());
  EXPECT_NEAR(interval->half_width[0], 2.353, 0.12);  // the 95 % point of Student's t, 3 degrees
  EXPECT_NEAR(interval->half_width[1], 0.2353, 0.012);
  EXPECT_THAT(interval->coverage, Each(testing::DoubleNear(0.9, 0.01)));
  EXPECT_THAT(interval->worst_fold_coverage, Each(testing::Gt(0.85)));
}

}  // namespace
}  // namespace kinemote::analysis
