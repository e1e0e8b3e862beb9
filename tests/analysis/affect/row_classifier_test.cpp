#include "analysis/affect/row_classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

/// Three classes by the quadrant of two columns; the others say nothing. `rare`: rows of class 2
/// are kept with this probability.
LabelledRows quadrants(int count, uint64_t seed, double noise = 0.0) {
  std::mt19937_64 engine(seed);
  LabelledRows made{Eigen::MatrixXd(count, 5), {}, 3, {}};
  for (int i = 0; i < count; ++i) {
    for (int c = 0; c < 5; ++c) made.rows(i, c) = 2.0 * uniform01(engine) - 1.0;
    const double x = made.rows(i, 1) + noise * (2.0 * uniform01(engine) - 1.0);
    const double y = made.rows(i, 3) + noise * (2.0 * uniform01(engine) - 1.0);
    made.labels.push_back(x > 0.0 ? (y > 0.0 ? 1 : 2) : 0);
  }
  made.rows.col(1) *= 1000.0;  // in other units: kinds that measure distances have to rescale
  return made;
}

RowClassifierSettings quick(RowKind kind) {
  RowClassifierSettings settings;
  settings.kind = kind;
  settings.trees = 60;
  settings.rounds = 40;
  settings.threads = 1;
  return settings;
}

double accuracy(const RowClassifier& classifier, const LabelledRows& data) {
  const Eigen::MatrixXd shares = classifier.probabilities(data.rows);
  int right = 0;
  for (Eigen::Index i = 0; i < shares.rows(); ++i) {
    Eigen::Index best = 0;
    shares.row(i).maxCoeff(&best);
    right += best == data.labels[i];
  }
  return right / static_cast<double>(shares.rows());
}

TEST(RowClassifier, DataOrSettingsThatDoNotFit_AreRefused) {
  const LabelledRows good = quadrants(40, 1);
  const auto error_of = [&](auto change) {
    LabelledRows data = good;
    RowClassifierSettings settings = quick(RowKind::kSvm);
    change(data, settings);
    const auto fitted = fit_row_classifier(data, settings);
    return fitted ? Error{} : fitted.error();
  };
  EXPECT_THAT(error_of([](auto& d, auto&) { d.labels.pop_back(); }).message,
              HasSubstr("a label a row"));
  EXPECT_THAT(error_of([](auto& d, auto&) { d.labels.assign(40, 1); }).message,
              HasSubstr("two classes"));
  EXPECT_THAT(error_of([](auto& d, auto&) { d.labels[3] = 3; }).message, HasSubstr("outside"));
  EXPECT_THAT(error_of([](auto& d, auto&) { d.rows(2, 2) = NAN; }).message, HasSubstr("finite"));
  EXPECT_THAT(error_of([](auto& d, auto&) {
                d.class_weights = {1.0, -1.0, 1.0};
              }).message,
              HasSubstr("weight"));
  EXPECT_EQ(error_of([](auto&, auto& s) { s.svm_c = 0.0; }).code, ErrorCode::kUsage);
  EXPECT_EQ(error_of([](auto&, auto& s) { s.kind = RowKind::kNearest, s.neighbours = 0; }).code,
            ErrorCode::kUsage);
  EXPECT_THAT(parse_row_kind("svn").error().message, HasSubstr("svm"));
}

class EveryRowKind : public ::testing::TestWithParam<RowKind> {};

TEST_P(EveryRowKind, ClassesThatTwoColumnsTell_AreRecognisedInNewRows) {
  const auto fitted = fit_row_classifier(quadrants(400, 1), quick(GetParam()));
  ASSERT_TRUE(fitted) << fitted.error().message;
  const LabelledRows fresh = quadrants(300, 2);
  // A straight line between classes cannot do better; the others can.
  EXPECT_GT(accuracy(**fitted, fresh), GetParam() == RowKind::kNearest ? 0.75 : 0.85);
  EXPECT_EQ((*fitted)->input_count(), 5);
  const Eigen::MatrixXd shares = (*fitted)->probabilities(fresh.rows);
  EXPECT_GE(shares.minCoeff(), 0.0);
  EXPECT_LT((shares.rowwise().sum().array() - 1.0).abs().maxCoeff(), 1e-5);
}

TEST_P(EveryRowKind, TakenApartAndMadeAgain_SaysTheSame) {
  const auto fitted = fit_row_classifier(quadrants(150, 1), quick(GetParam()));
  ASSERT_TRUE(fitted);
  const auto again = row_classifier_of(GetParam(), 3, (*fitted)->parts());
  ASSERT_TRUE(again) << again.error().message;
  const Eigen::MatrixXd rows = quadrants(50, 2).rows;
  EXPECT_LT(((*fitted)->probabilities(rows) - (*again)->probabilities(rows)).cwiseAbs().maxCoeff(),
            1e-6);
  EXPECT_EQ((*again)->input_count(), 5);
}

TEST_P(EveryRowKind, PartsThatAreMissing_AreRefused) {
  EXPECT_FALSE(row_classifier_of(GetParam(), 3, {}));
  const auto fitted = fit_row_classifier(quadrants(60, 1), quick(GetParam()));
  ASSERT_TRUE(fitted);
  for (const auto& [name, matrix] : (*fitted)->parts().matrices) {
    ClassifierParts broken = (*fitted)->parts();
    broken.matrices[name] = Eigen::MatrixXd::Ones(matrix.rows() + 1, matrix.cols() + 2);
    EXPECT_FALSE(row_classifier_of(GetParam(), 3, broken)) << name;
    broken.matrices[name] = Eigen::MatrixXd::Constant(matrix.rows(), matrix.cols(), NAN);
    EXPECT_FALSE(row_classifier_of(GetParam(), 3, broken)) << name;
  }
}

TEST_P(EveryRowKind, TheSameSeed_GivesTheSameBytes) {
  const LabelledRows data = quadrants(120, 1, 0.5);
  const Eigen::MatrixXd rows = quadrants(40, 2).rows;
  const auto first = fit_row_classifier(data, quick(GetParam()));
  const auto second = fit_row_classifier(data, quick(GetParam()));
  ASSERT_TRUE(first && second);
  EXPECT_EQ((*first)->probabilities(rows), (*second)->probabilities(rows));
}

TEST_P(EveryRowKind, AHeavierClass_IsSaidMoreOftenWhereRowsAreDoubtful) {
  LabelledRows data = quadrants(400, 1, 0.9);
  RowClassifierSettings settings = quick(GetParam());
  settings.neighbours = 15;
  const Eigen::MatrixXd rows = quadrants(200, 2).rows;
  const auto even = fit_row_classifier(data, settings);
  data.class_weights = {1.0, 1.0, 4.0};
  const auto heavy = fit_row_classifier(data, settings);
  ASSERT_TRUE(even && heavy);
  EXPECT_GT((*heavy)->probabilities(rows).col(2).mean(),
            (*even)->probabilities(rows).col(2).mean() + 0.02);
  const auto again = row_classifier_of(GetParam(), 3, (*heavy)->parts());
  ASSERT_TRUE(again);
  EXPECT_LT(((*heavy)->probabilities(rows) - (*again)->probabilities(rows)).cwiseAbs().maxCoeff(),
            1e-6);
}

TEST_P(EveryRowKind, ProgressAsksToStop_IsCancelled) {
  const auto fitted = fit_row_classifier(quadrants(60, 1), quick(GetParam()),
                                         [](std::string_view, double) { return false; });
  ASSERT_FALSE(fitted);
  EXPECT_EQ(fitted.error().code, ErrorCode::kCancelled);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryRowKind, ::testing::ValuesIn(kRowKinds),
                         [](const auto& tested) { return std::string(name_of(tested.param)); });

TEST(RowGrid, FewerGroupsThanFolds_IsBadInput) {
  const LabelledRows data = quadrants(20, 1);
  const auto choice =
      choose_by_grid(data, std::vector<int>(20, 0), row_grid(RowKind::kSvm, 1, 1), 3, 1);
  ASSERT_FALSE(choice);
  EXPECT_THAT(choice.error().message, HasSubstr("groups"));
}

TEST(RowGrid, OneCandidateThatFitsTheData_IsChosen) {
  const LabelledRows data = quadrants(300, 1);
  std::vector<int> groups;
  for (int i = 0; i < 300; ++i) groups.push_back(i / 10);
  RowClassifierSettings blunt = quick(RowKind::kNearest);
  blunt.neighbours = 250;  // nearly all rows: the most frequent class
  RowClassifierSettings sharp = quick(RowKind::kNearest);
  const auto choice = choose_by_grid(data, groups, {blunt, sharp}, 3, 1);
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->settings.neighbours, sharp.neighbours);
  EXPECT_GT(choice->scores[1], choice->scores[0] + 0.2);
}

TEST(RowGrid, EveryKind_HasCandidatesThatCanBeFitted) {
  for (const RowKind kind : kRowKinds) {
    const auto grid = row_grid(kind, 7, 1);
    EXPECT_THAT(grid.size(), ::testing::AllOf(::testing::Ge(1u), ::testing::Le(8u)));
    for (const auto& settings : grid) {
      EXPECT_TRUE(settings.validate());
      EXPECT_EQ(settings.seed, 7u);
      EXPECT_THAT(settings.text(), HasSubstr(std::string(name_of(kind))));
    }
  }
}

}  // namespace
}  // namespace kinemote::analysis
