#include "analysis/affect/pad.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string_view>

namespace kinemote::analysis {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

/// A whole decimal number, whatever the locale; nothing else around it.
std::optional<double> parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::string quoted(std::string_view text) {
  std::string out(1, '"');
  out += text;
  out += '"';
  return out;
}

Error unreadable(const std::string& text, const std::string& why,
                 const std::vector<PadWord>& words) {
  std::string known;
  for (const PadWord& word : words) {
    known += known.empty() ? "" : ", ";
    known += word.word;
  }
  return usage_error(quoted(text) + " is no PAD: " + why +
                     "; expected three numbers from -1 to 1 such as \"0.4,-0.2,0.1\"" +
                     (known.empty() ? "" : ", or one of " + known));
}

}  // namespace

double distance(const Pad& a, const Pad& b) {
  return std::hypot(a.pleasure - b.pleasure, a.arousal - b.arousal, a.dominance - b.dominance);
}

std::optional<NearestWord> nearest_word(const Pad& pad, const std::vector<PadWord>& words) {
  std::optional<NearestWord> nearest;
  for (const PadWord& word : words) {
    const double d = distance(pad, word.pad);
    if (!nearest || d < nearest->distance) nearest = NearestWord{word.word, d};
  }
  return nearest;
}

std::vector<double> word_probabilities(const Pad& pad, const std::vector<PadWord>& words) {
  constexpr double kWidth = 0.35;
  const auto nearest = nearest_word(pad, words);
  std::vector<double> probabilities;
  double sum = 0.0;
  for (const PadWord& word : words) {
    const double d = distance(pad, word.pad);
    // Relative to the nearest word, so that a far-away point does not divide 0 by 0.
    const double excess = d * d - nearest->distance * nearest->distance;
    probabilities.push_back(std::exp(-excess / (2.0 * kWidth * kWidth)));
    sum += probabilities.back();
  }
  for (double& p : probabilities) p /= sum;
  return probabilities;
}

Result<Pad> parse_pad(const std::string& text, const std::vector<PadWord>& words) {
  const std::string_view wanted = trimmed(text);
  for (const PadWord& word : words) {
    if (same_word(word.word, wanted)) return word.pad;
  }
  const auto parts = split_at_commas(wanted);
  if (parts.size() == 1 && !parse_number(parts[0])) return unreadable(text, "unknown word", words);
  if (parts.size() != 3) {
    const std::string count = std::to_string(parts.size());
    return unreadable(text, "it has " + count + (parts.size() == 1 ? " number" : " numbers"),
                      words);
  }
  std::array<double, 3> values{};
  for (int i = 0; i < 3; ++i) {
    const auto number = parse_number(parts[i]);
    if (!number) return unreadable(text, quoted(parts[i]) + " is no number", words);
    if (!(std::abs(*number) <= 1.0)) {
      return unreadable(text, std::string(trimmed(parts[i])) + " is outside", words);
    }
    values[i] = *number;
  }
  return Pad{values[0], values[1], values[2]};
}

}  // namespace kinemote::analysis
