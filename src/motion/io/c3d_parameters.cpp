#include "motion/io/c3d_parameters.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace kinemote::io {
namespace {

constexpr size_t kSectionHeader = 4;
constexpr size_t kMostParameters = 10'000;
constexpr int kMostDimensions = 7;

float real_from_dec(std::uint32_t bits) {
  const bool is_negative = (bits >> 31) != 0;
  const int exponent = static_cast<int>((bits >> 23) & 0xFF);
  if (exponent == 0) return is_negative ? std::numeric_limits<float>::quiet_NaN() : 0.0f;
  const double mantissa = 0.5 + static_cast<double>(bits & 0x7FFFFF) / (1 << 24);
  const double value = std::ldexp(mantissa, exponent - 128);
  return static_cast<float>(is_negative ? -value : value);
}

std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text) {
    // Old files pad with 0 and hold bytes of code pages; names must be printable.
    out += static_cast<unsigned char>(c) >= 0x80 || c == '\x7f' || (c < ' ' && c != '\0') ? '?' : c;
  }
  const size_t end = out.find_last_not_of(std::string_view(" \0", 2));
  out.resize(end == std::string::npos ? 0 : end + 1);
  std::replace(out.begin(), out.end(), '\0', ' ');
  return out;
}

std::string capitals(std::string_view text) {
  std::string out = tidy(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

/// One entry of the section: where its parts lie.
struct Entry {
  int group = 0;
  std::string name;
  size_t data = 0;  // behind the offset to the next entry
  size_t next = 0;  // 0: this is the last
};

class SectionReader {
 public:
  SectionReader(const C3dBytes& bytes, size_t start) : bytes_(bytes), at_(start) {}

  Result<std::map<std::string, C3dParameter>> run() {
    at_ += kSectionHeader;
    for (size_t count = 0;; ++count) {
      if (count > kMostParameters) return bad_input("the parameter section never ends");
      if (at_ + 2 > bytes_.size()) break;  // cut, or padded without an end: take what is there
      const int length = std::abs(static_cast<std::int8_t>(bytes_.byte(at_)));
      if (length == 0) break;
      Entry entry;
      entry.group = static_cast<std::int8_t>(bytes_.byte(at_ + 1));
      if (at_ + 2 + length + 2 > bytes_.size()) break;
      entry.name = capitals(bytes_.text(at_ + 2, length));
      entry.data = at_ + 2 + length + 2;
      const size_t offset = bytes_.word(entry.data - 2);
      entry.next = offset == 0 ? 0 : entry.data - 2 + offset;
      if (Status status = take(entry); !status) return status.error();
      if (entry.next == 0 || entry.next <= at_) break;
      at_ = entry.next;
    }
    std::map<std::string, C3dParameter> all;
    for (auto& [key, parameter] : parameters_) {
      const auto group = groups_.find(key.first);
      if (group != groups_.end()) all[group->second + ":" + key.second] = std::move(parameter);
    }
    return all;
  }

 private:
  Status take(const Entry& entry) {
    if (entry.group < 0) {
      groups_[-entry.group] = entry.name;
      return {};
    }
    const std::string where = "parameter \"" + entry.name + "\" ";
    if (entry.data + 2 > bytes_.size()) return bad_input(where + "lies outside the file");
    const int size = static_cast<std::int8_t>(bytes_.byte(entry.data));
    const int dimensions = bytes_.byte(entry.data + 1);
    if (dimensions > kMostDimensions || (size != -1 && size != 1 && size != 2 && size != 4)) {
      return bad_input(where + "has type " + std::to_string(size) + " and " +
                       std::to_string(dimensions) +
                       " dimensions; expected text, bytes, words or reals of at most 7");
    }
    size_t at = entry.data + 2;
    if (at + dimensions > bytes_.size()) return bad_input(where + "lies outside the file");
    size_t count = 1;
    for (int d = 0; d < dimensions; ++d) {
      count *= bytes_.byte(at + d);
      if (count > bytes_.size()) return bad_input(where + "is larger than the file");
    }
    const size_t row = dimensions > 0 ? bytes_.byte(at) : 1;  // length of each text
    at += dimensions;
    const size_t length = count * static_cast<size_t>(std::abs(size));
    if (at + length > bytes_.size()) return bad_input(where + "lies outside the file");
    C3dParameter parameter;
    if (size == -1) {
      for (size_t i = 0; row > 0 && i + row <= count; i += row) {
        parameter.texts.push_back(tidy(bytes_.text(at + i, row)));
      }
    } else {
      for (size_t i = 0; i < count; ++i) {
        parameter.numbers.push_back(size == 1   ? bytes_.byte(at + i)
                                    : size == 2 ? bytes_.signed_word(at + 2 * i)
                                                : bytes_.real(at + 4 * i));
      }
    }
    parameters_[{entry.group, entry.name}] = std::move(parameter);
    return {};
  }

  const C3dBytes& bytes_;
  size_t at_;
  std::map<int, std::string> groups_;
  // Parameters may stand before their group.
  std::map<std::pair<int, std::string>, C3dParameter> parameters_;
};

}  // namespace

std::uint16_t C3dBytes::word(size_t at) const {
  const unsigned first = byte(at);
  const unsigned second = byte(at + 1);
  return static_cast<std::uint16_t>(processor_ == C3dProcessor::kMips ? first << 8 | second
                                                                      : second << 8 | first);
}

float C3dBytes::real(size_t at) const {
  const std::uint32_t first = word(at);
  const std::uint32_t second = word(at + 2);
  switch (processor_) {
    case C3dProcessor::kDec:
      return real_from_dec(first << 16 | second);
    case C3dProcessor::kMips:
      return std::bit_cast<float>(first << 16 | second);
    case C3dProcessor::kIntel:
      break;
  }
  return std::bit_cast<float>(second << 16 | first);
}

Result<C3dParameters> C3dParameters::read(const C3dBytes& bytes, size_t start) {
  Result<std::map<std::string, C3dParameter>> all = SectionReader(bytes, start).run();
  if (!all) return all.error();
  C3dParameters parameters;
  parameters.all_ = std::move(*all);
  return parameters;
}

std::optional<double> C3dParameters::number(const std::string& name, size_t index) const {
  const auto at = all_.find(name);
  if (at == all_.end() || index >= at->second.numbers.size()) return std::nullopt;
  return at->second.numbers[index];
}

std::string C3dParameters::text(const std::string& name) const {
  const auto at = all_.find(name);
  return at == all_.end() || at->second.texts.empty() ? "" : at->second.texts[0];
}

std::vector<std::string> C3dParameters::texts(const std::string& name) const {
  std::vector<std::string> out;
  for (int part = 1;; ++part) {
    const auto at = all_.find(part == 1 ? name : name + std::to_string(part));
    if (at == all_.end()) return out;
    out.insert(out.end(), at->second.texts.begin(), at->second.texts.end());
  }
}

}  // namespace kinemote::io
