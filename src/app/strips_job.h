// Generated motion beside real motion, one strip of poses an emotion: for looking, as a critic
// does.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/render_job.h"
#include "motion/core/progress.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

struct StripsSettings {
  std::string content;              // what is shown; "": walk if the model knows it, else its first
  std::vector<std::string> labels;  // in this order; empty: every label that the model can make
  bool is_asked_by_pad = false;     // where a clip has one, also if the model knows its label
  double seconds = 2.0;             // of either row, [0.5, 60]
  uint64_t seed = 1;                // of the generated motion
  RenderSettings render;            // size, poses, theme of one picture

  /// Error (usage) naming the option, its value and what is allowed.
  Status validate() const;
};

/// One emotion: the upper row generated, the lower one real.
struct EmotionStrip {
  std::string label;
  std::string content;               // may be another one where the data has no such clip
  bool is_style = false;             // asked for by its word; else by its PAD
  std::optional<io::PadTriple> pad;  // of the real clip
  std::string real_clip;             // name
  double real_from_s = 0.0;          // the real row starts here: its middle is shown
  synthesis::Generated motion;       // with what was measured on it
  std::filesystem::path picture;     // LABEL.png
};

struct StripsResult {
  std::vector<EmotionStrip> strips;
  Warnings warnings;  // labels left out, and why
  std::string device;
  std::vector<std::filesystem::path> files;  // everything written
};

/// Draws one picture a label into `folder`, and `strips.json` with everything that makes them
/// again. The real clip of a label is the first one of the content that it has (of its most common
/// content that the model knows, if it has none). Labels that the model knows are asked for as
/// style words, unless by PAD, others by the PAD of their clips; those with neither are left out.
/// Deterministic.
/// Cost: about 0.3 s a label in software. Errors: usage (settings, a label that the data does not
/// have), bad input (no label can be drawn), environment (no OpenGL), those of clips and model,
/// cancelled; none leaves a file.
Result<StripsResult> draw_strips(synthesis::MotionModel& model, const ClipSet& clips,
                                 const StripsSettings& settings,
                                 const std::filesystem::path& folder, const Progress& progress);

}  // namespace kinemote::app
