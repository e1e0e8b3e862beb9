// C3D files written byte by byte by the tests' own writer, for all three machines.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "motion/core/conventions.h"

namespace kinemote::test {

enum class Machine { kIntel = 84, kDec = 85, kMips = 86 };

struct C3dMarker {
  Vec3 position{0.0};
  double residual = 0.0;  // below 0: not seen
};

/// What is to be written. Fields that a test spoils are given apart from the truth.
struct C3dFile {
  Machine machine = Machine::kIntel;
  bool is_real = true;
  double rate = 100.0;
  double scale = 0.1;  // of whole numbers
  std::vector<std::string> labels;
  std::string units = "mm";
  std::string x_screen = "+X";
  std::string y_screen = "+Z";
  int analog_per_frame = 0;
  bool has_trial_fields = false;
  std::vector<std::vector<C3dMarker>> frames;
  int header_last = -1;  // -1: the truth, at most 65535

  std::string bytes() const;
};

class C3dWriter {
 public:
  explicit C3dWriter(Machine machine) : machine_(machine) {}

  std::string out;

  void byte(int value) { out += static_cast<char>(value); }
  void word(int value) {
    const int low = value & 0xFF;
    const int high = (value >> 8) & 0xFF;
    byte(machine_ == Machine::kMips ? high : low);
    byte(machine_ == Machine::kMips ? low : high);
  }
  void real(double value) {
    std::uint32_t bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
    if (machine_ == Machine::kDec) {
      // VAX F: the exponent's bias is 2 higher than IEEE's, counting the mantissa's place.
      if (value != 0.0) bits = std::bit_cast<std::uint32_t>(static_cast<float>(value * 4.0));
      word(static_cast<int>(bits >> 16));
      word(static_cast<int>(bits & 0xFFFF));
      return;
    }
    const int high = static_cast<int>(bits >> 16);
    const int low = static_cast<int>(bits & 0xFFFF);
    word(machine_ == Machine::kMips ? high : low);
    word(machine_ == Machine::kMips ? low : high);
  }
  void text(const std::string& value) { out += value; }
  void pad_to(size_t size) { out.resize(size, '\0'); }

  void group(int id, const std::string& name) {
    byte(static_cast<int>(name.size()));
    byte(-id);
    text(name);
    word(3);
    byte(0);
  }
  /// A parameter whose data `data` holds: element size, dimensions.
  void parameter(int group, const std::string& name, int size, const std::vector<int>& dimensions,
                 const std::string& data) {
    byte(static_cast<int>(name.size()));
    byte(group);
    text(name);
    word(static_cast<int>(2 + 1 + 1 + dimensions.size() + data.size() + 1));
    byte(size);
    byte(static_cast<int>(dimensions.size()));
    for (const int d : dimensions) byte(d);
    out += data;
    byte(0);
  }
  std::string words(const std::vector<int>& values) const {
    C3dWriter writer(machine_);
    for (const int v : values) writer.word(v);
    return writer.out;
  }
  std::string one_real(double value) const {
    C3dWriter writer(machine_);
    writer.real(value);
    return writer.out;
  }

 private:
  Machine machine_;
};

inline std::string C3dFile::bytes() const {
  const int points = static_cast<int>(labels.size());
  const int count = static_cast<int>(frames.size());
  const int last = header_last >= 0 ? header_last : std::min(count, 65535);
  const double signed_scale = is_real ? -scale : scale;

  C3dWriter section(machine);
  section.byte(1);
  section.byte(0x50);
  section.byte(0);
  section.byte(static_cast<int>(machine));
  section.group(1, "POINT");
  section.parameter(1, "USED", 2, {}, section.words({points}));
  section.parameter(1, "FRAMES", 2, {}, section.words({std::min(count, 65535)}));
  section.parameter(1, "SCALE", 4, {}, section.one_real(signed_scale));
  section.parameter(1, "RATE", 4, {}, section.one_real(rate));
  if (!units.empty()) {
    section.parameter(1, "UNITS", -1, {static_cast<int>(units.size())}, units);
  }
  if (!x_screen.empty()) section.parameter(1, "X_SCREEN", -1, {2}, x_screen);
  if (!y_screen.empty()) section.parameter(1, "Y_SCREEN", -1, {2}, y_screen);
  // Lists of names are cut at 255 entries.
  for (int first = 0, part = 1; first < points; first += 255, ++part) {
    std::string text;
    const int end = std::min(points, first + 255);
    for (int p = first; p < end; ++p) {
      std::string label = labels[p];
      label.resize(12, ' ');
      text += label;
    }
    section.parameter(1, part == 1 ? "LABELS" : "LABELS" + std::to_string(part), -1,
                      {12, end - first}, text);
  }
  if (has_trial_fields) {
    section.group(2, "TRIAL");
    section.parameter(2, "ACTUAL_START_FIELD", 2, {2}, section.words({1, 0}));
    section.parameter(2, "ACTUAL_END_FIELD", 2, {2}, section.words({count & 0xFFFF, count >> 16}));
  }
  section.byte(0);
  const size_t blocks = (section.out.size() + 511) / 512;
  section.pad_to(blocks * 512);
  section.out[2] = static_cast<char>(blocks);

  C3dWriter file(machine);
  file.byte(2);
  file.byte(0x50);
  file.word(points);
  file.word(analog_per_frame);
  file.word(1);
  file.word(last);
  file.word(0);
  file.real(signed_scale);
  file.word(static_cast<int>(2 + blocks));
  file.word(analog_per_frame);
  file.real(rate);
  file.pad_to(512);
  file.out += section.out;
  for (const auto& frame : frames) {
    for (const C3dMarker& marker : frame) {
      for (int axis = 0; axis < 3; ++axis) {
        if (is_real) {
          file.real(marker.position[axis]);
        } else {
          file.word(static_cast<int>(std::lround(marker.position[axis] / scale)));
        }
      }
      if (is_real) {
        file.real(marker.residual);
      } else {
        file.word(marker.residual < 0.0 ? -1 : 0x0305);
      }
    }
    for (int a = 0; a < analog_per_frame; ++a) {
      if (is_real) {
        file.real(1e9 + a);
      } else {
        file.word(-12345 + a);
      }
    }
  }
  file.pad_to((file.out.size() + 511) / 512 * 512);
  return file.out;
}

}  // namespace kinemote::test
