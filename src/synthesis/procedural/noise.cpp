#include "synthesis/procedural/noise.h"

#include <cmath>

#include "synthesis/procedural/easing.h"

namespace kinemote::synthesis {

uint64_t scramble(uint64_t bits) {
  bits += 0x9E3779B97F4A7C15ull;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ull;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBull;
  return bits ^ (bits >> 31);
}

uint64_t derive_seed(uint64_t seed, uint64_t index) {
  return scramble(scramble(seed) ^ scramble(index + 0x632BE59BD9B4E019ull));
}

double uniform(uint64_t seed, uint64_t index) {
  return static_cast<double>(derive_seed(seed, index) >> 11) * 0x1.0p-53;
}

double signed_uniform(uint64_t seed, uint64_t index) { return 2.0 * uniform(seed, index) - 1.0; }

double smooth_noise(uint64_t seed, double x) {
  const double cell = std::floor(x);
  const auto index = static_cast<uint64_t>(static_cast<int64_t>(cell));
  const double before = signed_uniform(seed, index);
  const double after = signed_uniform(seed, index + 1);
  return before + (after - before) * minimum_jerk(x - cell);
}

}  // namespace kinemote::synthesis
