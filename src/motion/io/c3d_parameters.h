// The numbers and the parameter section of a C3D file. Part of import_c3d.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// How the machine that wrote a file stored numbers; the values are those of the format.
enum class C3dProcessor { kIntel = 84, kDec = 85, kMips = 86 };

/// Numbers at byte positions of a file. Positions must lie inside.
class C3dBytes {
 public:
  C3dBytes(std::string_view bytes, C3dProcessor processor) : bytes_(bytes), processor_(processor) {}

  size_t size() const { return bytes_.size(); }
  std::uint8_t byte(size_t at) const { return static_cast<std::uint8_t>(bytes_[at]); }
  std::uint16_t word(size_t at) const;
  std::int16_t signed_word(size_t at) const { return static_cast<std::int16_t>(word(at)); }
  /// IEEE 754 in either order of bytes, or VAX F format (DEC): sign, 8 bits of exponent with bias
  /// 128, mantissa in [0.5, 1), the two words swapped. VAX's reserved operand becomes NaN.
  float real(size_t at) const;
  std::string_view text(size_t at, size_t length) const { return bytes_.substr(at, length); }

 private:
  std::string_view bytes_;
  C3dProcessor processor_;
};

/// One parameter: texts or numbers, whichever it holds.
struct C3dParameter {
  std::vector<std::string> texts;  // without blanks at the end
  std::vector<double> numbers;
};

/// All parameters by "GROUP:NAME" in capitals.
class C3dParameters {
 public:
  /// Reads the section that begins at `start`. Error: a sentence without the file's name.
  static Result<C3dParameters> read(const C3dBytes& bytes, size_t start);

  std::optional<double> number(const std::string& name, size_t index = 0) const;
  std::string text(const std::string& name) const;  // the first, "" if there is none
  /// Texts of NAME, NAME2, NAME3…: lists are cut at 255 entries each.
  std::vector<std::string> texts(const std::string& name) const;

 private:
  std::map<std::string, C3dParameter> all_;
};

}  // namespace kinemote::io
