// A smooth curve through known values.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace kinemote::analysis {

/// Values (rows of `known`, one a knot, any number of columns) at other places, by the
/// interpolating cubic spline whose third derivative also continues through the second and the last
/// but one knot
/// ("not-a-knot": de Boor 1978, ch. IV); a parabola, a line or a constant through three, two or one
/// knots. Beyond the ends the nearest known value: a cubic runs away there. Knots rise strictly;
/// there is at least one. Cost: linear in knots and places.
Eigen::MatrixXd interpolate_cubic(const std::vector<double>& knots, const Eigen::MatrixXd& known,
                                  const std::vector<double>& at);

}  // namespace kinemote::analysis
