#include "analysis/stats/class_balance.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace kinemote::analysis {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Twelve rows of class 0, four of class 1, none of class 2, two of class 3.
std::vector<int> unequal() {
  std::vector<int> labels(12, 0);
  labels.insert(labels.end(), 4, 1);
  labels.insert(labels.end(), 2, 3);
  return labels;
}

TEST(ClassBalance, TwoWaysAtOnce_AreRefusedWithTheFactor) {
  EXPECT_TRUE(check_one_balance({}, unequal(), 4).ok());
  EXPECT_TRUE(check_one_balance({ClassBalance::kNone, ClassBalance::kSampler}, unequal(), 4).ok());
  EXPECT_TRUE(check_one_balance({ClassBalance::kSmote, ClassBalance::kSmote}, unequal(), 4).ok());
  const Status two = check_one_balance(
      {ClassBalance::kSampler, ClassBalance::kNone, ClassBalance::kClassWeights}, unequal(), 4);
  ASSERT_FALSE(two.ok());
  EXPECT_EQ(two.error().code, ErrorCode::kUsage);
  EXPECT_THAT(two.error().message, HasSubstr("sampler and class-weights"));
  EXPECT_THAT(two.error().message, HasSubstr("6.0 times"));
}

TEST(ClassBalance, Names_AreReadBackAndOthersRefused) {
  for (const ClassBalance balance :
       {ClassBalance::kNone, ClassBalance::kClassWeights, ClassBalance::kSampler,
        ClassBalance::kSmote, ClassBalance::kUndersample}) {
    EXPECT_EQ(parse_balance(name_of(balance)).value(), balance);
  }
  EXPECT_THAT(parse_balance("both").error().message, HasSubstr("\"both\""));
}

TEST(ClassWeights, OfUnequalClasses_GiveEachTheSameWeight) {
  // n / (K n_k) with n = 18 and three classes that occur.
  EXPECT_THAT(class_weights(unequal(), 4), ElementsAre(0.5, 1.5, 0.0, 3.0));
  EXPECT_THAT(class_counts(unequal(), 4), ElementsAre(12, 4, 0, 2));
}

TEST(BalancedEpoch, ClassesHaveEqualSharesAndRowsTakeTurns) {
  const auto labels = unequal();
  const auto epoch = balanced_epoch(labels, 4, 0, 7);
  ASSERT_EQ(epoch.size(), 18u);
  std::map<int, int> by_class;
  std::map<int, int> by_row;
  for (const int row : epoch) {
    ++by_class[labels[row]];
    ++by_row[row];
  }
  EXPECT_EQ(by_class, (std::map<int, int>{{0, 6}, {1, 6}, {3, 6}}));
  for (int row = 0; row < 12; ++row) EXPECT_LE(by_row[row], 1);
  for (int row = 12; row < 16; ++row) EXPECT_THAT(by_row[row], ::testing::AnyOf(1, 2));
  for (int row = 16; row < 18; ++row) EXPECT_EQ(by_row[row], 3);
  EXPECT_EQ(epoch, balanced_epoch(labels, 4, 0, 7));
  EXPECT_NE(epoch, balanced_epoch(labels, 4, 0, 8));
}

TEST(BalancedEpoch, OfAnotherSizeOrNothing_IsThatLong) {
  EXPECT_EQ(balanced_epoch(unequal(), 4, 100, 1).size(), 100u);
  EXPECT_THAT(balanced_epoch({}, 4, 5, 1), IsEmpty());
}

TEST(Undersample, KeepsAsManyOfEveryClassAsTheRarestOrTheCap) {
  const auto labels = unequal();
  const auto counts = [&](const std::vector<int>& rows) {
    std::vector<int> kept;
    for (const int row : rows) kept.push_back(labels[row]);
    EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end()));
    return class_counts(kept, 4);
  };
  EXPECT_THAT(counts(undersampled_rows(labels, 4, 0, 1)), ElementsAre(2, 2, 0, 2));
  EXPECT_THAT(counts(undersampled_rows(labels, 4, 3, 1)), ElementsAre(3, 3, 0, 2));
  EXPECT_NE(undersampled_rows(labels, 4, 3, 1), undersampled_rows(labels, 4, 3, 2));
}

TEST(Smote, InputThatMakesNoSense_IsRefused) {
  const Eigen::MatrixXd rows = Eigen::MatrixXd::Random(4, 2);
  EXPECT_EQ(smote(rows, {0, 0, 1}, 2).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(smote(rows, {0, 0, 1, 2}, 2).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(smote(rows, {0, 0, 1, 1}, 2, {.neighbours = 0}).error().code, ErrorCode::kUsage);
  EXPECT_THAT(smote(rows, {0, 0, 0, 1}, 2).error().message, HasSubstr("one row"));
  Eigen::MatrixXd broken = rows;
  broken(1, 1) = std::nan("");
  EXPECT_FALSE(smote(broken, {0, 0, 1, 1}, 2).ok());
}

TEST(Smote, NewRows_LieBetweenARowAndANearNeighbourOfItsClass) {
  // Class 1 lies on a parabola, three neighbours apart at most; class 0 elsewhere.
  const int rare = 7;
  const int frequent = 40;
  Eigen::MatrixXd rows(frequent + rare, 2);
  std::vector<int> labels;
  for (int i = 0; i < frequent; ++i) {
    rows.row(i) << 100.0 + i, -3.0;
    labels.push_back(0);
  }
  for (int i = 0; i < rare; ++i) {
    rows.row(frequent + i) << i, i * i;
    labels.push_back(1);
  }
  const auto out = smote(rows, labels, 2, {.neighbours = 2, .seed = 5});
  ASSERT_TRUE(out.ok()) << out.error().message;
  EXPECT_EQ(out->made, frequent - rare);
  EXPECT_THAT(class_counts(out->labels, 2), ElementsAre(frequent, frequent));
  EXPECT_EQ(out->rows.topRows(rows.rows()), rows) << "the given rows stay first";
  const auto is_between_neighbours = [&](const Eigen::RowVectorXd& row) {
    for (int a = 0; a < rare; ++a) {
      for (int b = 0; b < rare; ++b) {
        if (a == b || std::abs(a - b) > 2) continue;
        const double share = (row(0) - a) / (b - a);
        if (share < 0.0 || share > 1.0) continue;
        if (std::abs(row(1) - (a * a + share * (b * b - a * a))) < 1e-9) return true;
      }
    }
    return false;
  };
  std::map<double, int> places;
  for (int i = 0; i < out->made; ++i) {
    const Eigen::RowVectorXd row = out->rows.row(rows.rows() + i);
    EXPECT_TRUE(is_between_neighbours(row)) << row;
    ++places[row(0)];
  }
  EXPECT_GT(places.size(), 30u) << "not copies";
}

TEST(Smote, SeedAlone_DecidesTheRows) {
  Eigen::MatrixXd rows(6, 1);
  rows << 0.0, 1.0, 2.0, 3.0, 10.0, 12.0;
  const std::vector<int> labels{0, 0, 0, 0, 1, 1};
  EXPECT_EQ(smote(rows, labels, 2, {.seed = 1})->rows, smote(rows, labels, 2, {.seed = 1})->rows);
  EXPECT_NE(smote(rows, labels, 2, {.seed = 1})->rows, smote(rows, labels, 2, {.seed = 2})->rows);
}

}  // namespace
}  // namespace kinemote::analysis
