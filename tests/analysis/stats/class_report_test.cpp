#include "analysis/stats/class_report.h"

#include <gmock/gmock.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

struct Predictions {
  Eigen::MatrixXd probabilities;
  std::vector<int> truth;
  std::vector<int> clips;
};

/// Forty rows of four classes by a rule that another program can repeat.
Predictions by_rule() {
  constexpr int kRows = 40;
  constexpr int kClasses = 4;
  Predictions made{Eigen::MatrixXd(kRows, kClasses), {}, {}};
  for (int i = 0; i < kRows; ++i) {
    for (int k = 0; k < kClasses; ++k) {
      made.probabilities(i, k) = 1 + ((i * 7 + k * 13 + i * k * 5) % 11);
    }
    made.truth.push_back((i * i + 3 * i + i / 7) % kClasses);
    if (i % 3 != 0) made.probabilities(i, made.truth[i]) += 4.0;
    made.probabilities.row(i) /= made.probabilities.row(i).sum();
    made.clips.push_back(i / 4);
  }
  return made;
}

/// Sure predictions of two classes.
Predictions sure(const std::vector<int>& truth, const std::vector<int>& said,
                 const std::vector<int>& clips) {
  Predictions made{Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(truth.size()), 2), truth, clips};
  for (size_t i = 0; i < said.size(); ++i) {
    made.probabilities(static_cast<Eigen::Index>(i), said[i]) = 1.0;
  }
  return made;
}

Result<ClassReport> report_of(const Predictions& made, const std::vector<int>& training = {0, 1},
                              const ClassReportSettings& settings = {}) {
  return class_report(made.probabilities, made.truth, made.clips, training, settings);
}

TEST(ClassReport, InputThatMakesNoSense_IsRefusedWithAReason) {
  const Predictions good = by_rule();
  Predictions made = good;
  made.truth.pop_back();
  EXPECT_THAT(report_of(made).error().message, HasSubstr("39 labels"));
  made = good;
  made.truth[0] = 4;
  EXPECT_THAT(report_of(made).error().message, HasSubstr("expected 0 to 3"));
  made = good;
  made.probabilities(3, 1) += 0.5;
  EXPECT_THAT(report_of(made).error().message, HasSubstr("row 3"));
  EXPECT_THAT(report_of(good, {}).error().message, HasSubstr("training labels"));
  EXPECT_EQ(report_of(good, {7}).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(report_of(good, {0}, {.bins = 0}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(report_of(good, {0}, {.level = 1.0}).error().code, ErrorCode::kUsage);
  EXPECT_FALSE(report_of({Eigen::MatrixXd(0, 3), {}, {}}).ok());
}

TEST(ClassReport, FortyRows_ScoreAsInScikitLearn) {
  // scikit-learn 1.2.1 on the same forty rows; the calibration error by NumPy.
  const auto report = report_of(by_rule());
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->rows, 40);
  EXPECT_EQ(report->clips, 10);
  EXPECT_NEAR(report->scores.accuracy, 0.525, 1e-12);
  EXPECT_NEAR(report->scores.balanced_accuracy, 0.525, 1e-12);
  EXPECT_NEAR(report->scores.macro_f1, 0.5284623464770524, 1e-12);
  EXPECT_NEAR(report->log_loss, 1.3187602855516964, 1e-12);
  EXPECT_NEAR(report->calibration_error, 0.16502771747286737, 1e-12);
  EXPECT_NEAR(report->scores.precision[1], 0.54545455, 1e-8);
  EXPECT_NEAR(report->scores.recall[2], 0.33333333, 1e-8);
  EXPECT_NEAR(report->scores.f1[3], 0.70588235, 1e-8);
  EXPECT_EQ(report->scores.support, (std::vector<int>{12, 10, 9, 9}));
  EXPECT_EQ(report->scores.confusion[0], (std::vector<int>{6, 3, 1, 2}));
}

TEST(ClassReport, SureAndWrong_CostsAFiniteLossAndIsCalibratedByItsAccuracy) {
  const auto report = report_of(sure({0, 0, 0, 1}, {0, 0, 1, 1}, {0, 1, 2, 3}));
  EXPECT_NEAR(report->log_loss, -std::log(1e-15) / 4.0, 1e-9);
  EXPECT_NEAR(report->calibration_error, 0.25, 1e-12);  // always sure, three quarters right
}

TEST(ClassReport, AlwaysTheMajority_IsTheMajorityOfTrainingNotOfTest) {
  // In training class 1 is frequent, in the test class 0.
  const auto report = report_of(sure({0, 0, 0, 1}, {0, 0, 0, 1}, {0, 1, 2, 3}), {1, 1, 1, 0});
  EXPECT_DOUBLE_EQ(report->majority.accuracy, 0.25);
  EXPECT_DOUBLE_EQ(report->majority.balanced_accuracy, 0.5);
  EXPECT_DOUBLE_EQ(report->majority.macro_f1, 0.2);  // F1 of 0 and of 2 / 5
  // Drawn as in training: right with p(0) = 1/4 in three rows, with 3/4 in one.
  EXPECT_NEAR(report->stratified.accuracy, (3.0 * 0.25 + 0.75) / 4.0, 0.03);
  EXPECT_NEAR(report->stratified.balanced_accuracy, 0.5, 0.03);
  EXPECT_NEAR(report->prior_log_loss, -(3.0 * std::log(0.25) + std::log(0.75)) / 4.0, 1e-12);
}

TEST(ClassReport, Intervals_AreThoseOfClipsNotOfRows) {
  // Twenty clips of five rows, each all right or all wrong: the accuracy of a draw is a binomial
  // of 20 tries, whose 2.5 % and 97.5 % points are 6 and 14. Rows alone would give 0.4 to 0.6.
  std::vector<int> truth, said, clips;
  for (int clip = 0; clip < 20; ++clip) {
    for (int row = 0; row < 5; ++row) {
      truth.push_back(row % 2);
      said.push_back(clip % 2 == 0 ? row % 2 : 1 - row % 2);
      clips.push_back(100 - clip);
    }
  }
  const auto report = report_of(sure(truth, said, clips), {0, 1}, {.draws = 4000});
  EXPECT_NEAR(report->accuracy_interval.low, 0.3, 1e-9);
  EXPECT_NEAR(report->accuracy_interval.high, 0.7, 1e-9);
  EXPECT_NEAR(report->balanced_accuracy_interval.low, 0.3, 1e-9);
  EXPECT_LT(report->macro_f1_interval.low, 0.35);
  EXPECT_GT(report->macro_f1_interval.high, 0.65);
}

TEST(ClassReport, OfOneClip_HasNoInterval) {
  const auto report = report_of(sure({0, 1}, {0, 1}, {5, 5}));
  EXPECT_TRUE(std::isnan(report->accuracy_interval.low));
  EXPECT_TRUE(std::isnan(report->macro_f1_interval.high));
  EXPECT_DOUBLE_EQ(report->scores.accuracy, 1.0);
}

TEST(ClassReport, SeedAlone_DecidesTheDraws) {
  const auto low = [](uint64_t seed) {
    return report_of(by_rule(), {0, 1, 2}, {.draws = 50, .seed = seed})
        ->balanced_accuracy_interval.low;
  };
  EXPECT_EQ(low(3), low(3));
  EXPECT_NE(low(3), low(4));
}

TEST(ClassScores, Predictions_GiveRecallAndConfusion) {
  const ClassScores scores = class_scores({0, 0, 0, 1, 1}, {0, 0, 1, 1, 0}, 3);
  EXPECT_DOUBLE_EQ(scores.accuracy, 0.6);
  EXPECT_DOUBLE_EQ(scores.recall[0], 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(scores.recall[1], 0.5);
  EXPECT_TRUE(std::isnan(scores.recall[2])) << "no row of that class";
  EXPECT_DOUBLE_EQ(scores.balanced_accuracy, (2.0 / 3.0 + 0.5) / 2.0) << "of classes that occur";
  EXPECT_EQ(scores.worst(), 1);
  EXPECT_EQ(scores.confusion, (std::vector<std::vector<int>>{{2, 1, 0}, {1, 1, 0}, {0, 0, 0}}));
  EXPECT_EQ(class_scores({}, {}, 2).worst(), -1);
}

TEST(ClassScores, ClassThatIsOnlyPredicted_LowersMacroF1AsInScikitLearn) {
  const ClassScores scores = class_scores({0, 0, 1}, {0, 2, 1}, 4);
  EXPECT_DOUBLE_EQ(scores.macro_f1, (2.0 / 3.0 + 1.0 + 0.0) / 3.0);
  EXPECT_TRUE(std::isnan(scores.precision[3]));
  EXPECT_TRUE(std::isnan(scores.f1[3]));
}

}  // namespace
}  // namespace kinemote::analysis
