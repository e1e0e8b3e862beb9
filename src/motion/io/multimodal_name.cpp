#include "motion/io/multimodal_name.h"

#include <array>
#include <optional>

namespace kinemote::io {
namespace {

constexpr int kFields = 7;

struct Field {
  const char* name;
  int most;
};
constexpr std::array<Field, kFields> kLimits = {{{"modality", 3},
                                                 {"vocal channel", 2},
                                                 {"emotion", 8},
                                                 {"intensity", 2},
                                                 {"statement", 99},
                                                 {"repetition", 99},
                                                 {"actor", 99}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The seven numbers; empty if the name has another form.
std::optional<std::array<int, kFields>> fields_of(std::string_view name) {
  std::array<int, kFields> fields{};
  size_t at = 0;
  for (int i = 0; i < kFields; ++i) {
    if (i > 0 && at < name.size() && (name[at] == '-' || name[at] == '_')) ++at;
    if (at + 2 > name.size() || !is_digit(name[at]) || !is_digit(name[at + 1])) return {};
    fields[i] = 10 * (name[at] - '0') + (name[at + 1] - '0');
    at += 2;
  }
  if (at != name.size()) return {};
  return fields;
}

std::string two_digits(int value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

std::string MultimodalName::text() const {
  std::string text = two_digits(modality);
  for (const int field : {channel, emotion, intensity, statement, repetition, actor}) {
    text += "-" + two_digits(field);
  }
  return text;
}

Result<MultimodalName> parse_multimodal_name(std::string_view name) {
  const auto fields = fields_of(name);
  if (!fields) {
    return bad_input("\"" + std::string(name.substr(0, 64)) +
                     "\" is no name of seven pairs of digits; expected modality, vocal channel, "
                     "emotion, intensity, statement, repetition and actor, like "
                     "03-01-05-02-01-01-12");
  }
  for (int i = 0; i < kFields; ++i) {
    const int value = (*fields)[i];
    if (value >= 1 && value <= kLimits[i].most) continue;
    return bad_input("\"" + std::string(name) + "\": field " + std::to_string(i + 1) + ", " +
                     kLimits[i].name + ", is " + two_digits(value) + "; expected 01 to " +
                     two_digits(kLimits[i].most));
  }
  const auto& [modality, channel, emotion, intensity, statement, repetition, actor] = *fields;
  return MultimodalName{modality, channel, emotion, intensity, statement, repetition, actor};
}

std::string performance_of(std::string_view name) {
  const auto name_or_error = parse_multimodal_name(name);
  return name_or_error ? name_or_error->text().substr(3) : std::string(name);
}

}  // namespace kinemote::io
