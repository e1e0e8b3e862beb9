#include "motion/io/number_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace kinemote::io {

void append_shortest(std::string& text, double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
  text.append(digits, end);
}

void append_rounded(std::string& text, double value, int decimals) {
  static constexpr std::int64_t kPowers[] = {1,
                                             10,
                                             100,
                                             1000,
                                             10000,
                                             100000,
                                             1000000,
                                             10000000,
                                             100000000,
                                             1000000000,
                                             10000000000,
                                             100000000000,
                                             1000000000000,
                                             10000000000000,
                                             100000000000000,
                                             1000000000000000};
  const std::int64_t unit = kPowers[decimals];
  const double scaled = std::abs(value) * static_cast<double>(unit);
  if (!(scaled < 9.0e15)) {  // also true for not-a-number
    append_shortest(text, value);
    return;
  }
  const std::int64_t rounded = std::llround(scaled);
  if (value < 0.0 && rounded != 0) text += '-';
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof(digits), rounded / unit).ptr;
  text.append(digits, end);
  std::int64_t fraction = rounded % unit;
  if (fraction == 0) return;
  char places[16];
  for (int i = decimals - 1; i >= 0; --i) {
    places[i] = static_cast<char>('0' + fraction % 10);
    fraction /= 10;
  }
  int count = decimals;
  while (places[count - 1] == '0') --count;
  text += '.';
  text.append(places, count);
}

}  // namespace kinemote::io
