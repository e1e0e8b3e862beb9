#include "motion/io/fbx_key_guard.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace kinemote::io {
namespace {

constexpr std::string_view kNode = "KeyValueFloat";
/// Degrees, or units of length: an hour of a hundred turning joints stays below a tenth of it.
constexpr double kMostVariation = 3e8;
constexpr double kFreeOfCharge = 400.0;  // a key: angles may jump by a whole turn

class Variation {
 public:
  void start_curve() { is_first_ = true; }
  void add(double value) {
    if (!is_first_) sum_ += std::max(0.0, std::abs(value - last_) - kFreeOfCharge);
    if (!std::isfinite(value)) sum_ = kMostVariation * 2.0;
    last_ = value;
    is_first_ = false;
  }
  bool is_sane() const { return sum_ <= kMostVariation; }

 private:
  double sum_ = 0.0;
  double last_ = 0.0;
  bool is_first_ = true;
};

/// An array of binary FBX behind its type: count, encoding (0: as it is), bytes, values.
template <typename Number>
void add_array(std::string_view bytes, Variation& variation) {
  constexpr size_t kHead = 3 * sizeof(std::uint32_t);
  if (bytes.size() < kHead) return;
  std::uint32_t head[3];
  std::memcpy(head, bytes.data(), kHead);
  if (head[1] != 0) return;
  for (size_t i = 0, at = kHead; i < head[0] && at + sizeof(Number) <= bytes.size(); ++i) {
    Number value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    variation.add(value);
    at += sizeof value;
  }
}

/// KeyValueFloat: *3 { a: 1,2.5,-3 }, or without count and braces in old files: the numbers of the
/// following lines up to the next word.
void add_text(std::string_view text, Variation& variation) {
  const size_t list = text.substr(0, 64).find("a:");
  size_t at = list == std::string_view::npos ? text.find(':') : list + 1;
  const char* const end = text.data() + text.size();
  while (++at < text.size()) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',') continue;
    double value = 0.0;
    const auto [stop, error] = fast_float::from_chars(text.data() + at, end, value);
    if (error != std::errc() && error != std::errc::result_out_of_range) return;
    variation.add(value);
    at = static_cast<size_t>(stop - text.data()) - 1;
  }
}

}  // namespace

bool has_sane_fbx_keys(std::string_view bytes) {
  const bool is_binary = bytes.starts_with("Kaydara FBX Binary");
  Variation variation;
  for (size_t at = bytes.find(kNode); at != std::string_view::npos && variation.is_sane();
       at = bytes.find(kNode, at)) {
    at += kNode.size();
    variation.start_curve();
    const std::string_view rest = bytes.substr(at);
    if (!is_binary) {
      add_text(rest, variation);
    } else if (rest.starts_with('f')) {
      add_array<float>(rest.substr(1), variation);
    } else if (rest.starts_with('d')) {
      add_array<double>(rest.substr(1), variation);
    }
  }
  return variation.is_sane();
}

}  // namespace kinemote::io
