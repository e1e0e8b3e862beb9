// Seeded, portable randomness: hashed numbers and smooth noise over time.
//
// std distributions give other numbers with other standard libraries; these do not.
#pragma once

#include <cstdint>

namespace kinemote::synthesis {

/// Scrambles 64 bits (the finaliser of SplitMix64; Steele, Lea & Flood 2014, OOPSLA).
uint64_t scramble(uint64_t bits);

/// A seed of its own for part `index` of something seeded with `seed`.
uint64_t derive_seed(uint64_t seed, uint64_t index);

/// Uniform in [0, 1), a pure function of both arguments.
double uniform(uint64_t seed, uint64_t index);

/// Uniform in [-1, 1), a pure function of both arguments.
double signed_uniform(uint64_t seed, uint64_t index);

/// Value noise: hashed values at whole numbers, joined by quintic steps (twice continuously
/// differentiable). In [-1, 1], mean 0, standard deviation about 0.4. `x` is in cycles: noise at
/// 2 Hz is smooth_noise(seed, 2.0 * time_s).
double smooth_noise(uint64_t seed, double x);

}  // namespace kinemote::synthesis
