// Numbers as text, whatever the locale: always '.' and never a thousands separator.
#pragma once

#include <string>

namespace kinemote::io {

/// Appends the shortest decimal form that reads back as the same double ("0.1", "1e-09", "nan").
void append_shortest(std::string& text, double value);

/// Appends `value` rounded to `decimals` (0 to 15) places, without trailing zeros and without a
/// negative zero ("12.5", "-0.000001", "3"); falls back to append_shortest beyond 2^53 units of the
/// last place.
void append_rounded(std::string& text, double value, int decimals);

}  // namespace kinemote::io
