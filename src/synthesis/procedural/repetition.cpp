#include "synthesis/procedural/repetition.h"

#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {

Repetition repetition_at(const Performer& performer, double time_s, double active_s,
                         double rest_s) {
  const StyleParameters& s = performer.style;
  constexpr uint64_t kUse = 400;
  const uint64_t seed = performer.seed(kUse);
  double start_s = 0.1 + 0.4 * uniform(seed, 0xF125);
  for (int index = 0;; ++index) {
    Repetition repetition;
    repetition.index = index;
    repetition.seed = derive_seed(seed, static_cast<uint64_t>(index));
    repetition.tempo = s.tempo * (1.0 + 0.06 * s.variability * signed_uniform(repetition.seed, 1));
    repetition.amplitude =
        s.amplitude * (1.0 + 0.06 * s.variability * signed_uniform(repetition.seed, 2));
    const double rest = rest_s * s.pause * (1.0 + 0.4 * signed_uniform(repetition.seed, 3));
    const double length_s = active_s / repetition.tempo + rest;
    if (time_s < start_s + length_s) {
      repetition.since_start_s = time_s - start_s;
      return repetition;
    }
    start_s += length_s;
  }
}

}  // namespace kinemote::synthesis
