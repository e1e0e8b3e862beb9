#include "analysis/stats/agreement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

/// The example of Krippendorff (2011): four observers, twelve units, values missing.
const std::vector<std::vector<double>> kPublished{
    {1, 1, 1},    {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3}, {2, 2, 2, 2}, {1, 2, 3, 4},
    {4, 4, 4, 4}, {1, 1, 2, 1}, {2, 2, 2, 2}, {5, 5, 5},    {1, 1},       {3}};

TEST(KrippendorffAlpha, NothingRatedTwice_IsNotANumber) {
  EXPECT_TRUE(std::isnan(krippendorff_alpha({}, RatingScale::kNominal)));
  EXPECT_TRUE(std::isnan(krippendorff_alpha({{1}, {2}, {}}, RatingScale::kNominal)));
  EXPECT_TRUE(std::isnan(krippendorff_alpha({{1, 1}, {1, 1}}, RatingScale::kInterval)));
}

TEST(KrippendorffAlpha, PublishedExample_GivesThePublishedFigures) {
  EXPECT_NEAR(krippendorff_alpha(kPublished, RatingScale::kNominal), 0.743, 0.0005);
  EXPECT_NEAR(krippendorff_alpha(kPublished, RatingScale::kInterval), 0.849, 0.0005);
}

TEST(KrippendorffAlpha, AgreementAndItsContrary_AreOneAndBelowZero) {
  EXPECT_DOUBLE_EQ(krippendorff_alpha({{1, 1}, {2, 2}}, RatingScale::kNominal), 1.0);
  EXPECT_LT(krippendorff_alpha({{1, 2}, {2, 1}}, RatingScale::kNominal), 0.0);
}

}  // namespace
}  // namespace kinemote::analysis
