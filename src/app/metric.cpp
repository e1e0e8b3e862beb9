#include "app/metric.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "app/markup.h"

namespace kinemote::app {
namespace {

constexpr const char* kOwnTargets = "targets";

Result<std::pair<std::string, double>> parse_target(const std::string& target) {
  const size_t equals = target.find('=');
  double value = 0.0;
  bool is_number = false;
  if (equals != std::string::npos && equals > 0) {
    const char* first = target.data() + equals + 1;
    const char* last = target.data() + target.size();
    const auto [end, error] = std::from_chars(first, last, value);
    is_number = first != last && end == last && error == std::errc() && std::isfinite(value);
  }
  if (!is_number) {
    return usage_error("target \"" + target +
                       "\" is not understood; expected NAME=NUMBER, like spearman=0.9, or targets");
  }
  return std::pair{target.substr(0, equals), value};
}

bool is_meant(const Metric& metric, const std::string& name) {
  return metric.name == name || metric.name.starts_with(name + "_");
}

/// A number with as many decimals as it needs, three at most.
std::string short_text(double value) {
  std::string text = fixed_text(value, 3);
  while (text.ends_with('0') && text.find('.') + 2 < text.size()) text.pop_back();
  return text;
}

}  // namespace

bool Metric::has_target() const { return !std::isnan(target_low) || !std::isnan(target_high); }

bool Metric::meets_target() const {
  return has_target() && !std::isnan(value) && !(value < target_low) && !(value > target_high);
}

std::string Metric::target_text() const {
  if (!has_target()) return "";
  if (std::isnan(target_high)) return ">= " + short_text(target_low);
  if (std::isnan(target_low)) return "<= " + short_text(target_high);
  return short_text(target_low) + " to " + short_text(target_high);
}

Status check_target_syntax(const std::vector<std::string>& targets) {
  for (const std::string& target : targets) {
    if (target == kOwnTargets) continue;
    if (const auto parsed = parse_target(target); !parsed) return parsed.error();
  }
  return {};
}

Status check_targets(const std::vector<Metric>& metrics, const std::vector<std::string>& targets) {
  std::string missed;
  const auto miss = [&missed](const Metric& metric, const std::string& required) {
    missed += missed.empty() ? "" : "; ";
    missed += metric.name + " is " + fixed_text(metric.value, 4) + ", required " + required;
  };
  for (const std::string& target : targets) {
    if (target == kOwnTargets) {
      for (const Metric& metric : metrics) {
        if (metric.has_target() && !metric.meets_target()) miss(metric, metric.target_text());
      }
      continue;
    }
    const auto parsed = parse_target(target);
    if (!parsed) return parsed.error();
    const auto& [name, wanted] = *parsed;
    bool is_known = false;
    for (const Metric& metric : metrics) {
      if (!is_meant(metric, name)) continue;
      is_known = true;
      const bool is_met = metric.is_higher_better ? metric.value >= wanted : metric.value <= wanted;
      if (is_met) continue;  // NaN meets nothing
      miss(metric, (metric.is_higher_better ? "at least " : "at most ") + fixed_text(wanted, 4));
    }
    if (!is_known) {
      std::string names;
      for (const Metric& metric : metrics) names += (names.empty() ? "" : ", ") + metric.name;
      return usage_error("there is no metric \"" + name + "\"; known are " + names);
    }
  }
  if (!missed.empty()) return Error{ErrorCode::kTargetNotReached, "target not reached: " + missed};
  return {};
}

}  // namespace kinemote::app
