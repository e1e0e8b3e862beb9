// Shapes over time: easing, smooth limits, and smooth curves through keys.
#pragma once

#include <span>
#include <vector>

namespace kinemote::synthesis {

/// 0 up to x = 0, 1 from x = 1, between them the minimum-jerk step 10x^3 - 15x^4 + 6x^5 of human
/// reaching (Flash & Hogan 1985, J. Neurosci. 5:1688).
double minimum_jerk(double x);

/// Step from 0 at `start` to 1 at `end`, minimum-jerk.
double step_between(double x, double start, double end);

/// 0 outside (0, 1), 1 in the middle, twice continuously differentiable: (4x(1 - x))^3.
double bump(double x);

/// ln(1 + e^(sharpness x)) / sharpness: about 0 for negative, about x for positive x.
double soft_ramp(double x, double sharpness);

/// 1 / (1 + e^-x).
double logistic(double x);

/// Value, slope and curvature at one end of a piece of curve.
struct CurveEnd {
  double value = 0.0, slope = 0.0, curvature = 0.0;
};
/// The quintic that joins two ends at x0 < x1, at x.
double hermite(double x, double x0, double x1, const CurveEnd& from, const CurveEnd& to);

/// Smooth lower bound of the values: never above the least, below it by at most width * ln(count).
double smooth_minimum(std::span<const double> values, double width);

/// A curve through keys that does not overshoot them and whose acceleration is continuous: slopes
/// after Fritsch & Carlson (1980, SIAM J. Numer. Anal. 17:238), accelerations the mean of the two
/// cubics that meet at a key, quintic Hermite between.
class KeyCurve {
 public:
  struct Key {
    double x = 0.0;
    double value = 0.0;
  };
  /// At least two keys with strictly rising x. Holds the end values outside, or, with period > 0,
  /// repeats (the last key must then lie less than one period after the first).
  explicit KeyCurve(std::vector<Key> keys, double period = 0.0);

  double at(double x) const;

 private:
  struct Knot {
    double x;
    CurveEnd end;
  };
  std::vector<Knot> knots_;
  double period_ = 0.0;
};

}  // namespace kinemote::synthesis
