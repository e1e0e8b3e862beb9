#include "analysis/features/sort_values.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace kinemote::analysis {
namespace {

constexpr int kDigitBits = 8;
constexpr int kDigits = 64 / kDigitBits;
constexpr int kBuckets = 1 << kDigitBits;
constexpr uint64_t kSign = uint64_t{1} << 63;
// Below this many values the histograms cost more than comparing.
constexpr size_t kFewest = 128;

/// Bits that order as the numbers do: a positive number's with the sign bit set, a negative
/// number's inverted.
uint64_t key_of(double value) {
  const auto bits = std::bit_cast<uint64_t>(value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double value_of(uint64_t key) {
  return std::bit_cast<double>((key & kSign) != 0 ? key & ~kSign : ~key);
}

int digit(uint64_t key, int place) {
  return static_cast<int>((key >> (place * kDigitBits)) & (kBuckets - 1));
}

}  // namespace

void sort_ascending(std::vector<double>& finite_values) {
  if (finite_values.size() < kFewest) {
    std::sort(finite_values.begin(), finite_values.end());
    return;
  }
  std::vector<uint64_t> keys(finite_values.size());
  std::vector<uint64_t> sorted(finite_values.size());
  std::array<std::array<size_t, kBuckets>, kDigits> counts{};
  for (size_t i = 0; i < keys.size(); ++i) {
    keys[i] = key_of(finite_values[i]);
    for (int place = 0; place < kDigits; ++place) ++counts[place][digit(keys[i], place)];
  }
  for (int place = 0; place < kDigits; ++place) {
    auto& next = counts[place];
    // A digit that all numbers share orders nothing.
    if (next[digit(keys.front(), place)] == keys.size()) continue;
    size_t start = 0;
    for (size_t& count : next) {
      const size_t here = count;
      count = start;
      start += here;
    }
    for (const uint64_t key : keys) sorted[next[digit(key, place)]++] = key;
    keys.swap(sorted);
  }
  std::transform(keys.begin(), keys.end(), finite_values.begin(), value_of);
}

}  // namespace kinemote::analysis
