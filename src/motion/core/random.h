// Random numbers that are the same with every standard library: std distributions are not.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "motion/core/conventions.h"

namespace kinemote {

/// Uniform in [0, 1), 53 bits.
inline double uniform01(std::mt19937_64& engine) {
  return static_cast<double>(engine() >> 11) * 0x1.0p-53;
}

/// Uniform in {0, …, n - 1}; the bias of less than n / 2^53 does not matter here.
inline int uniform_index(std::mt19937_64& engine, int n) {
  return static_cast<int>(uniform01(engine) * n);
}

/// Standard normal by Box and Muller (1958), 10.1214/aoms/1177706645; two draws of the engine.
inline double standard_normal(std::mt19937_64& engine) {
  const double u = 1.0 - uniform01(engine);
  return std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * kPi * uniform01(engine));
}

/// Fisher-Yates.
template <typename T>
void shuffle(std::vector<T>& items, std::mt19937_64& engine) {
  for (int i = static_cast<int>(items.size()) - 1; i > 0; --i) {
    std::swap(items[i], items[uniform_index(engine, i + 1)]);
  }
}

}  // namespace kinemote
