// The built-in corpus: parametric human motion whose style is a continuous function of PAD and of
// an actor seed. Our own work, so that everything runs with no data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/clip.h"
#include "motion/core/progress.h"

namespace kinemote::synthesis {

/// What the corpus can do: walk, run, idle, wave, bow, point, sit, jump, stamp, clap, shrug.
/// Gestures repeat over the clip with rests between; sit is sitting down and standing up.
const std::vector<std::string>& procedural_contents();

struct PerformSettings {
  std::string content = "walk";
  analysis::Pad pad{};  // any point of the cube; style is continuous in it
  /// Habits of timing, asymmetry and posture; body proportions stay canonical.
  uint64_t actor_seed = 1;
  uint64_t take_seed = 1;  // small natural variation between takes
  double duration_s = 6.0;
  double fps = 30.0;
};

/// One clip on the canonical skeleton. Planted feet slide < 1 cm per stance. Deterministic.
/// Error (usage): unknown content (lists them), PAD outside [-1, 1], duration outside [1, 120] s,
/// rate outside [1, 1000] frames a second. Cost: under 1 ms per second of motion.
Result<Clip> perform(const PerformSettings& settings);

struct CorpusClip {
  std::string name, content, label, take;  // label: the table's word; "" for points between words
  analysis::Pad pad;
  Clip clip;
};
struct CorpusSettings {
  int clip_count = 240;  // spread over contents x words
  uint64_t seed = 1;
  /// Share of clips at PAD points drawn uniformly from the cube rather than at words.
  double between_words_share = 0.0;
};
/// The whole corpus, in memory. `words`: the PAD table.
Result<std::vector<CorpusClip>> make_corpus(const CorpusSettings& settings,
                                            const std::vector<analysis::PadWord>& words,
                                            const Progress& progress = {});

}  // namespace kinemote::synthesis
