// What is usual around each moment.
#pragma once

#include <vector>

namespace kinemote::analysis {

/// Of every place the median (the upper of two) of the values within `half_width` places on either
/// side that are above 0; others are unknown. Where none is, that of the nearest place that has one
/// (the earlier of two); all 0 if there is no value. Cost: values x half_width.
std::vector<double> running_median(const std::vector<double>& values, int half_width);

}  // namespace kinemote::analysis
