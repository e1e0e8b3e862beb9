#include "app/comparison_text.h"

#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

namespace kinemote::app {

namespace {

constexpr const char* kMissing = "–";

std::string number(std::optional<double> value, int decimals, bool is_signed) {
  if (!value || !std::isfinite(*value)) return kMissing;
  char text[48];
  std::snprintf(text, sizeof text, is_signed ? "%+.*f" : "%.*f", decimals, *value);
  const bool is_zero = std::string_view(text).find_first_of("123456789") == std::string_view::npos;
  return is_zero ? "0" : text;
}

ComparisonRow row(const char* name, const char* unit, const char* explanation,
                  std::optional<double> a, std::optional<double> b, int decimals,
                  bool is_signed = false) {
  std::optional<double> difference;
  if (a && b) difference = *b - *a;
  return {name,
          unit,
          number(a, decimals, is_signed),
          number(b, decimals, is_signed),
          number(difference, decimals, true),
          explanation};
}

}  // namespace

std::vector<ComparisonRow> comparison_rows(const Session& session) {
  const auto& comparison = session.compare_bench().comparison();
  if (!comparison || !comparison->a.motion || !comparison->b.motion) return {};
  const ComparedNumbers& a = comparison->a;
  const ComparedNumbers& b = comparison->b;
  const auto effort = [](const ComparedNumbers& of, double value) {
    return of.numbers.has_efforts ? std::optional<double>(value) : std::nullopt;
  };
  std::vector<ComparisonRow> rows{
      row("Duration", "s", "Length of the motion.", a.numbers.duration_s, b.numbers.duration_s, 2),
      row("Mean speed", "m/s", "Of all joints, over the motion.", a.numbers.mean_speed_mps,
          b.numbers.mean_speed_mps, 3),
      row("Weight", "h²/s²", "Laban's effort weight: kinetic energy, mean. h: body height.",
          effort(a, a.numbers.weight), effort(b, b.numbers.weight), 3),
      row("Time", "h/s²", "Laban's effort time: acceleration of the whole body, mean.",
          effort(a, a.numbers.time), effort(b, b.numbers.time), 2),
      row("Space", "", "Laban's effort space: directness of the hands' paths, 0 to 1, mean.",
          effort(a, a.numbers.space), effort(b, b.numbers.space), 2),
      row("Flow", "h/s³", "Laban's effort flow: jerk of the whole body, mean.",
          effort(a, a.numbers.flow), effort(b, b.numbers.flow), 1)};
  const auto pad = [](const ComparedNumbers& of, double analysis::Pad::*axis) {
    return of.pad ? std::optional<double>((*of.pad).*axis) : std::nullopt;
  };
  const char* guess = "Read from the movement by a regressor: a guess about the movement.";
  rows.push_back(row("Pleasure", "", guess, pad(a, &analysis::Pad::pleasure),
                     pad(b, &analysis::Pad::pleasure), 2, true));
  rows.push_back(row("Arousal", "", guess, pad(a, &analysis::Pad::arousal),
                     pad(b, &analysis::Pad::arousal), 2, true));
  rows.push_back(row("Dominance", "", guess, pad(a, &analysis::Pad::dominance),
                     pad(b, &analysis::Pad::dominance), 2, true));
  return rows;
}

std::string comparison_text(const Session& session) {
  const ComparedPair pair = session.compared_pair();
  const std::vector<StageFigure> figures = session.company();
  if (!pair.is_there()) return "";
  std::string text = "\tunit\tA: " + figures[static_cast<size_t>(pair.a)].name +
                     "\tB: " + figures[static_cast<size_t>(pair.b)].name + "\tB - A\n";
  for (const ComparisonRow& row : comparison_rows(session)) {
    text += row.name + "\t" + row.unit + "\t" + row.a + "\t" + row.b + "\t" + row.difference + "\n";
  }
  const auto& comparison = session.compare_bench().comparison();
  if (!comparison || !comparison->difference.is_there()) return text;
  const Difference& difference = comparison->difference;
  text += "Joint distance, mean\tcm\t\t\t" + number(100.0 * difference.overall_m, 1, false) + "\n";
  text +=
      "Joint distance, largest\tcm\t\t\t" + number(100.0 * difference.largest_m, 1, false) + "\n";
  text +=
      "Worst moment\ts\t\t\t" + number(difference.time_of(difference.worst_step), 2, false) + "\n";
  return text;
}

}  // namespace kinemote::app
