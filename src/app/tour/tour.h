// A tour: what is shown to an audience, step by step, with captions.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/affect/pad.h"
#include "motion/core/result.h"
#include "view/render/camera.h"

namespace kinemote::app {

/// What one step does at its start, and what moves while it lasts.
struct TourStep {
  std::string caption;
  double seconds = 6.0;  // [0.5, 600]
  bool waits = false;    // for the speaker, when its time is over
  /// The motion: a library id or name, or label and content of one; all empty: as before.
  std::string clip, label, content;
  /// Emotion: the motion is generated with it; with several it goes from one to the next over the
  /// step's time, evenly.
  std::vector<analysis::Pad> pads;
  /// Where the camera goes during the step, slowly; none: it stays.
  std::optional<view::Camera> camera;
  std::optional<bool> trails;
  std::optional<double> speed;        // [0.1, 4]
  std::vector<std::string> commands;  // of the registry, run at the start
};

struct Tour {
  std::string title;
  std::vector<TourStep> steps;
  double duration_s() const;
};

/// {"title": "…", "steps": [{"caption": "…", "seconds": 6, "clip" | "label", "content", "pad":
/// [p, a, d] or a word, "pads": [...], "camera": "az,el,dist", "trails", "speed", "commands",
/// "waits"}]}. Words are those of `words`. Error (bad input) naming step and member.
Result<Tour> tour_of_json(const std::string& json, const std::vector<analysis::PadWord>& words);
/// The same with the file's name before the error. "" or "builtin": the shipped one.
Result<Tour> read_tour(const std::filesystem::path& path,
                       const std::vector<analysis::PadWord>& words);

}  // namespace kinemote::app
