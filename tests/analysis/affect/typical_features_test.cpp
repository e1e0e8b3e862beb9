#include "analysis/affect/typical_features.h"

#include <gmock/gmock.h>

#include <cmath>

namespace kinemote::analysis {
namespace {

using testing::ElementsAre;

/// Four windows of two PADs; the reader takes the second for the other one.
ReadWindows four() {
  ReadWindows windows;
  windows.features.resize(4, 2);
  windows.features << 1.0, 10.0, 2.0, 20.0, 3.0, 30.0, 5.0, 50.0;
  windows.labelled.resize(4, 3);
  windows.labelled << 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1;
  windows.read.resize(4, 3);
  windows.read << 0.05, 0, 0, 0.9, 0.9, 0.9, 0.8, 1, 1, 1, 1, 1;
  return windows;
}

TEST(TypicalFeatures, NoAskedPad_GivesNoRow) {
  EXPECT_EQ(typical_features(four(), Eigen::MatrixXd(0, 3)).rows(), 0);
}

TEST(TypicalFeatures, AskedAtALabel_IsTheWindowThatReadsAsIt) {
  Eigen::MatrixXd asked(1, 3);
  asked << 0, 0, 0;
  EXPECT_NEAR(typical_features(four(), asked, 0.05)(0, 0), 1.0, 1e-6);
}

TEST(TypicalFeatures, WeightsAreThoseOfTheFormula) {
  Eigen::MatrixXd asked(1, 3);
  asked << 1, 1, 1;
  // Windows 3 and 4: exponents 0.04 / (2 0.2^2) = 0.5 and 0; the others below e^-37.
  const double weight = std::exp(-0.5);
  const double expected = (3.0 * weight + 5.0) / (weight + 1.0);
  const Eigen::MatrixXd found = typical_features(four(), asked, 0.2);
  EXPECT_NEAR(found(0, 0), expected, 1e-9);
  EXPECT_NEAR(found(0, 1), 10.0 * expected, 1e-8);
}

TEST(TypicalFeatures, FarFromAllData_IsTheNearestWindowNotNaN) {
  Eigen::MatrixXd asked(1, 3);
  asked << 60, 60, 60;
  EXPECT_NEAR(typical_features(four(), asked)(0, 0), 5.0, 1e-9);
}

TEST(BestReadRows, KeepsAShareOfEachPad_AtLeastOne) {
  EXPECT_THAT(best_read_rows(four(), 0.2), ElementsAre(0, 3));
  EXPECT_THAT(best_read_rows(four(), 1.0), ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace kinemote::analysis
