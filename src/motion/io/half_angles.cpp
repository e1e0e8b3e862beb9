#include "motion/io/half_angles.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "motion/core/conventions.h"

namespace kinemote::io {
namespace {

constexpr double kLargest_deg = 1e6;

constexpr double inverse_factorial(int n) {
  double product = 1.0;
  for (int i = 2; i <= n; ++i) product *= i;
  return 1.0 / product;
}

double sine(double r, double z) {
  constexpr double k3 = -inverse_factorial(3), k5 = inverse_factorial(5);
  constexpr double k7 = -inverse_factorial(7), k9 = inverse_factorial(9);
  constexpr double k11 = -inverse_factorial(11), k13 = inverse_factorial(13);
  constexpr double k15 = -inverse_factorial(15);
  const double tail = k3 + z * (k5 + z * (k7 + z * (k9 + z * (k11 + z * (k13 + z * k15)))));
  return r + r * z * tail;
}

double cosine(double z) {
  constexpr double k4 = inverse_factorial(4), k6 = -inverse_factorial(6);
  constexpr double k8 = inverse_factorial(8), k10 = -inverse_factorial(10);
  constexpr double k12 = inverse_factorial(12), k14 = -inverse_factorial(14);
  constexpr double k16 = inverse_factorial(16);
  const double tail = k4 + z * (k6 + z * (k8 + z * (k10 + z * (k12 + z * (k14 + z * k16)))));
  return 1.0 - (0.5 * z - z * z * tail);
}

}  // namespace

// Four lanes where the processor has them. Results stay the same to the last bit, since AVX2 alone
// fuses no multiplication with an addition.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("avx2", "default")))
#endif
void half_angle_sines(std::span<double> angles_deg, std::span<double> sines,
                      std::span<double> cosines) {
  const size_t count = angles_deg.size();
  const double* const angles = angles_deg.data();
  double* const sine_of = sines.data();
  double* const cosine_of = cosines.data();

  double largest = 0.0;
  for (size_t i = 0; i < count; ++i) {
    largest = std::abs(angles[i]) > largest ? std::abs(angles[i]) : largest;
  }
  if (largest > kLargest_deg) {
    for (double& angle : angles_deg) angle = std::remainder(angle, 720.0);
  }

  // Adding this rounds to a whole number, which then stands in the lowest bits.
  constexpr double kRounder = 0x1.8p52;
  for (size_t i = 0; i < count; ++i) {
    const double shifted = angles[i] * (1.0 / 180.0) + kRounder;
    const auto quadrant = std::bit_cast<std::uint64_t>(shifted);
    const double r = (angles[i] - (shifted - kRounder) * 180.0) * (kPi / 360.0);
    const double z = r * r;
    const auto s = std::bit_cast<std::uint64_t>(sine(r, z));
    const auto c = std::bit_cast<std::uint64_t>(cosine(z));
    const std::uint64_t swap = (s ^ c) & (0 - (quadrant & 1));
    sine_of[i] = std::bit_cast<double>((s ^ swap) ^ ((quadrant & 2) << 62));
    cosine_of[i] = std::bit_cast<double>((c ^ swap) ^ (((quadrant + 1) & 2) << 62));
  }
}

}  // namespace kinemote::io
