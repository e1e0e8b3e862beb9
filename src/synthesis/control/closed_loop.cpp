#include "synthesis/control/closed_loop.h"

#include <algorithm>
#include <string>

namespace kinemote::synthesis {
namespace {

constexpr double kFarthestTold = 1.5;
constexpr int kMostSteps = 20;

double stepped(double told, double asked, double measured, double gain) {
  return std::clamp(told + gain * (asked - measured), -kFarthestTold, kFarthestTold);
}

}  // namespace

Result<std::vector<LoopStep>> close_loop(
    const analysis::Pad& asked, const LoopSettings& settings,
    const std::function<Result<analysis::Pad>(const analysis::Pad& told)>& measure) {
  if (settings.steps < 0 || settings.steps > kMostSteps) {
    return usage_error("the loop cannot take " + std::to_string(settings.steps) +
                       " steps; expected 0 to " + std::to_string(kMostSteps));
  }
  std::vector<LoopStep> steps;
  analysis::Pad told = asked;
  for (int i = 0; i <= settings.steps; ++i) {
    const Result<analysis::Pad> measured = measure(told);
    if (!measured) return measured.error();
    steps.push_back({told, *measured});
    if (analysis::distance(*measured, asked) <= settings.good_enough) break;
    told = {stepped(told.pleasure, asked.pleasure, measured->pleasure, settings.gain),
            stepped(told.arousal, asked.arousal, measured->arousal, settings.gain),
            stepped(told.dominance, asked.dominance, measured->dominance, settings.gain)};
  }
  return steps;
}

size_t best_step(const std::vector<LoopStep>& steps, const analysis::Pad& asked) {
  const auto best =
      std::min_element(steps.begin(), steps.end(), [&](const LoopStep& a, const LoopStep& b) {
        return analysis::distance(a.measured, asked) < analysis::distance(b.measured, asked);
      });
  return static_cast<size_t>(best - steps.begin());
}

}  // namespace kinemote::synthesis
