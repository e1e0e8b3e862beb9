// Asking for more, or less, until the motion itself measures what was asked for.
#pragma once

#include <functional>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/result.h"

namespace kinemote::synthesis {

/// One try: what the model was told and what its motion measures.
struct LoopStep {
  analysis::Pad told;
  analysis::Pad measured;
};

struct LoopSettings {
  int steps = 0;              // [0, 20]; 0 leaves the loop open
  double gain = 0.7;          // share of the gap that each step tries to close
  double good_enough = 0.03;  // PAD distance at which it stops
};

/// Moves the latent along the prior's PAD slopes by telling the model another PAD: each step adds
/// `gain` times the gap between `asked` and measured, within [-1.5, 1.5]. `measure` makes and
/// measures a motion. Returns all tries, the first told `asked` itself; the best is the one to keep
/// (see best_step). Errors: those of `measure`; usage for steps outside the range.
Result<std::vector<LoopStep>> close_loop(
    const analysis::Pad& asked, const LoopSettings& settings,
    const std::function<Result<analysis::Pad>(const analysis::Pad& told)>& measure);

/// Index of the step measured nearest to `asked`.
size_t best_step(const std::vector<LoopStep>& steps, const analysis::Pad& asked);

}  // namespace kinemote::synthesis
