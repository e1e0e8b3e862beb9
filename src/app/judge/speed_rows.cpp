// How long a decode takes. The one measure that depends on the machine.
#include <ctime>

#include "analysis/stats/spread.h"
#include "app/judge/judge.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr int kWarmUp = 20;

}  // namespace

Status judge_speed(Judge& judge) {
  const auto pairs = judge.data.training_pairs();
  std::vector<double> times_ms;
  for (int i = 0; i < judge.size.decodes + kWarmUp; ++i) {
    if (!report(judge.progress, "timing", i / static_cast<double>(judge.size.decodes + kWarmUp))) {
      return cancelled();
    }
    const auto& [style, content] = pairs[i % pairs.size()];
    const auto condition = judge.data.condition(style, content);
    const std::vector<float> latent = normal_latent(judge.model.card().latent_dim(), i + 1);
    // Processor time: what else the machine does must not count, and work on several cores must.
    const std::clock_t start = std::clock();
    const auto window = judge.model.decode(latent, condition);
    const double taken_ms = 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (!window) return window.error();
    if (i >= kWarmUp) times_ms.push_back(taken_ms);
  }
  Metric metric{"decode_p99_ms",
                analysis::quantile(times_ms, 0.99),
                kUnknown,
                0.0,
                false,
                "processor time to decode a window of " +
                    std::to_string(judge.data.layout->frame_count) +
                    " frames, each under another condition, 99th percentile",
                ""};
  metric.target_high = 4.0;
  judge.add(metric);
  judge.add({"decode_p50_ms", analysis::quantile(times_ms, 0.5), kUnknown, 0.0, false,
             "the same, median", ""});
  return {};
}

}  // namespace kinemote::app
