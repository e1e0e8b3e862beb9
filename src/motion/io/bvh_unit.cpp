#include <array>
#include <cmath>

#include "motion/io/bvh_conventions.h"
#include "motion/io/number_text.h"

namespace kinemote::io {
namespace {

struct Unit {
  const char* name;
  const char* plural;
  double metres;
};

constexpr std::array<Unit, 5> kUnits{{
    {"m", "metres", 1.0},
    {"cm", "centimetres", 0.01},
    {"mm", "millimetres", 0.001},
    {"inch", "inches", 0.0254},
    {"cmu", "units of the CMU database (5.64 cm)", 0.0254 / 0.45},
}};

std::string height_text(double height_in_units) {
  std::string text = "height ";
  append_rounded(text, height_in_units, height_in_units < 10.0 ? 2 : 0);
  return text + " units, ";
}

}  // namespace

UnitFinding find_unit(double height_in_units) {
  const auto miss = [&](const Unit& unit) {
    return std::abs(std::log(height_in_units * unit.metres / 1.70));
  };
  Unit best = kUnits[0];
  for (const Unit& unit : kUnits) {
    if (miss(unit) < miss(best)) best = unit;
  }
  const double height_m = height_in_units * best.metres;
  const bool is_certain = height_m >= 1.0 && height_m <= 2.4;
  if (is_certain) {
    return {best.metres, best.name, height_text(height_in_units) + "read as " + best.plural, true};
  }
  return {0.01, "unknown",
          height_text(height_in_units) +
              "which fits no usual unit; read as centimetres (set the unit to change this)",
          false};
}

UnitFinding describe_unit(double metres_per_unit, double height_in_units) {
  for (const Unit& unit : kUnits) {
    if (std::abs(metres_per_unit / unit.metres - 1.0) < 1e-6) {
      return {metres_per_unit, unit.name,
              height_text(height_in_units) + "read as " + unit.plural + ", as asked", true};
    }
  }
  std::string note = height_text(height_in_units) + "read as ";
  append_shortest(note, metres_per_unit);
  return {metres_per_unit, "custom", note + " m each, as asked", true};
}

}  // namespace kinemote::io
