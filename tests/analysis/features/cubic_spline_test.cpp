#include "analysis/features/cubic_spline.h"

#include <gtest/gtest.h>

namespace kinemote::analysis {
namespace {

Eigen::MatrixXd column(const std::vector<double>& values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

TEST(CubicSpline, FewKnots_GiveAConstantALineAParabola) {
  EXPECT_EQ(interpolate_cubic({2.0}, column({5.0}), {0.0, 2.0, 9.0}), column({5.0, 5.0, 5.0}));
  EXPECT_TRUE(
      interpolate_cubic({0.0, 2.0}, column({1.0, 5.0}), {0.5, 1.0}).isApprox(column({2.0, 3.0})));
  EXPECT_TRUE(interpolate_cubic({0.0, 1.0, 1.5}, column({1.0, 3.0, -2.0}), {0.3, 1.2})
                  .isApprox(column({3.28, 1.48}), 1e-12));
}

TEST(CubicSpline, UnevenKnots_AreInterpolatedAsInSciPy) {
  // scipy 1.10.1, CubicSpline with its default ends; UnivariateSpline(k=3, s=0) gives the same.
  const auto values =
      interpolate_cubic({0.0, 1.0, 1.5, 4.0, 6.0, 7.0}, column({1.0, 3.0, -2.0, 0.5, 2.0, 2.5}),
                        {0.3, 1.2, 3.0, 5.5, 6.9});
  const auto expected = column({5.132003231017768, 0.9508562197092092, -3.5799676898222934,
                                2.121264135702746, 2.3568667205169636});
  EXPECT_TRUE(values.isApprox(expected, 1e-12)) << values;
}

TEST(CubicSpline, CubicPolynomials_AreReproducedInEveryColumn) {
  const std::vector<double> knots{-1.0, 0.0, 2.0, 3.0, 5.0};
  const auto f = [](double t) { return 2.0 - t + 0.5 * t * t - 0.3 * t * t * t; };
  Eigen::MatrixXd known(5, 2);
  for (int i = 0; i < 5; ++i) known.row(i) << f(knots[i]), knots[i];
  const Eigen::MatrixXd out = interpolate_cubic(knots, known, {-0.5, 1.0, 4.2, 3.0});
  EXPECT_NEAR(out(0, 0), f(-0.5), 1e-12);
  EXPECT_NEAR(out(1, 0), f(1.0), 1e-12);
  EXPECT_NEAR(out(2, 0), f(4.2), 1e-12);
  EXPECT_NEAR(out(2, 1), 4.2, 1e-12);
  EXPECT_DOUBLE_EQ(out(3, 0), known(3, 0)) << "through the knots";
}

TEST(CubicSpline, BeyondTheEnds_TheNearestKnotHolds) {
  const auto out =
      interpolate_cubic({0.0, 1.0, 2.0, 3.0}, column({0.0, 1.0, 8.0, 27.0}), {-5.0, 100.0});
  EXPECT_EQ(out, column({0.0, 27.0}));
}

}  // namespace
}  // namespace kinemote::analysis
