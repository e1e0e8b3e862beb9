// Sines and cosines of many half angles at once, as quaternions of Euler angles need them.
#pragma once

#include <cstddef>
#include <span>

namespace kinemote::io {

/// For each angle in degrees, sine and cosine of half of it. Shapes: all N. Angles must be finite;
/// those beyond a million degrees are first reduced in place by whole turns of the half angle (720
/// degrees), which changes no result. Error: at most 5e-16.
///
/// Reduction: half angle = n * 90 degrees + r with |r| <= 45 degrees, exact in degrees. On r the
/// Taylor series to r^15 (sine) and r^16 (cosine), whose remainders lie below 5e-17 there. The loop
/// has no branch and no call, so that compilers vectorise it: several times as fast as calling
/// std::sin and std::cos.
void half_angle_sines(std::span<double> angles_deg, std::span<double> sines,
                      std::span<double> cosines);

}  // namespace kinemote::io
