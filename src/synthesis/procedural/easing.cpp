#include "synthesis/procedural/easing.h"

#include <algorithm>
#include <cmath>

namespace kinemote::synthesis {

double minimum_jerk(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * x * (10.0 + x * (-15.0 + 6.0 * x));
}

double step_between(double x, double start, double end) {
  return minimum_jerk((x - start) / (end - start));
}

double bump(double x) {
  if (x <= 0.0 || x >= 1.0) return 0.0;
  const double parabola = 4.0 * x * (1.0 - x);
  return parabola * parabola * parabola;
}

double soft_ramp(double x, double sharpness) {
  const double scaled = sharpness * x;
  // log1p(exp(s)) overflows for large s, where it equals s.
  return (std::max(scaled, 0.0) + std::log1p(std::exp(-std::abs(scaled)))) / sharpness;
}

double logistic(double x) { return 1.0 / (1.0 + std::exp(-x)); }

double smooth_minimum(std::span<const double> values, double width) {
  const double least = *std::min_element(values.begin(), values.end());
  double sum = 0.0;
  for (const double value : values) sum += std::exp((least - value) / width);
  return least - width * std::log(sum);
}

double hermite(double x, double x0, double x1, const CurveEnd& from, const CurveEnd& to) {
  const double h = x1 - x0;
  const double u = (x - x0) / h;
  const double c0 = from.value;
  const double c1 = from.slope * h;
  const double c2 = 0.5 * from.curvature * h * h;
  const double rest = to.value - c0 - c1 - c2;
  const double rest_slope = to.slope * h - c1 - 2.0 * c2;
  const double rest_curvature = to.curvature * h * h - 2.0 * c2;
  const double c3 = 10.0 * rest - 4.0 * rest_slope + 0.5 * rest_curvature;
  const double c4 = -15.0 * rest + 7.0 * rest_slope - rest_curvature;
  const double c5 = 6.0 * rest - 3.0 * rest_slope + 0.5 * rest_curvature;
  return c0 + u * (c1 + u * (c2 + u * (c3 + u * (c4 + u * c5))));
}

KeyCurve::KeyCurve(std::vector<Key> keys, double period) : period_(period) {
  if (period_ > 0.0) {
    // Two copies on either side: slopes at the seam then see their true neighbours.
    const size_t count = keys.size();
    std::vector<Key> repeated;
    for (int turn = -2; turn <= 2; ++turn) {
      for (size_t k = 0; k < count; ++k) {
        repeated.push_back({keys[k].x + turn * period_, keys[k].value});
      }
    }
    keys = std::move(repeated);
  }
  const size_t n = keys.size();
  std::vector<double> secant(n - 1);
  for (size_t k = 0; k + 1 < n; ++k) {
    secant[k] = (keys[k + 1].value - keys[k].value) / (keys[k + 1].x - keys[k].x);
  }
  std::vector<double> slope(n, 0.0);
  for (size_t k = 1; k + 1 < n; ++k) {
    if (secant[k - 1] * secant[k] <= 0.0) continue;  // an extremum: flat
    const double left = keys[k].x - keys[k - 1].x;
    const double right = keys[k + 1].x - keys[k].x;
    // Weighted harmonic mean: keeps each piece monotone.
    slope[k] = 3.0 * (left + right) /
               ((2.0 * right + left) / secant[k - 1] + (right + 2.0 * left) / secant[k]);
  }
  knots_.resize(n);
  for (size_t k = 0; k < n; ++k) {
    double curvature = 0.0;  // second derivatives of the cubics that meet here, averaged
    if (k > 0 && k + 1 < n) {
      const double left = keys[k].x - keys[k - 1].x;
      const double right = keys[k + 1].x - keys[k].x;
      const double from_left = (2.0 * slope[k - 1] + 4.0 * slope[k] - 6.0 * secant[k - 1]) / left;
      const double from_right = (6.0 * secant[k] - 4.0 * slope[k] - 2.0 * slope[k + 1]) / right;
      // Next to a flat stretch none, or the stretch would bulge.
      const bool is_flat = secant[k - 1] == 0.0 || secant[k] == 0.0;
      curvature = is_flat ? 0.0 : 0.5 * (from_left + from_right);
    }
    knots_[k] = {keys[k].x, {keys[k].value, slope[k], curvature}};
  }
}

double KeyCurve::at(double x) const {
  if (period_ > 0.0) {
    const double first = knots_[2 * knots_.size() / 5].x;
    x -= period_ * std::floor((x - first) / period_);
  }
  if (x <= knots_.front().x) return knots_.front().end.value;
  if (x >= knots_.back().x) return knots_.back().end.value;
  const auto after =
      std::upper_bound(knots_.begin(), knots_.end(), x,
                       [](double value, const Knot& knot) { return value < knot.x; });
  return hermite(x, (after - 1)->x, after->x, (after - 1)->end, after->end);
}

}  // namespace kinemote::synthesis
