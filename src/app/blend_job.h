// Motion between two others, as files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/generate_job.h"
#include "synthesis/control/blend.h"

namespace kinemote::app {

/// One end as a user says it: a file, a latent, or a seed that draws one.
struct BlendEndWish {
  std::filesystem::path file;
  std::vector<float> latent;  // without a file
  uint64_t seed = 1;          // without a file and a latent
  std::string content;        // what is done; "": recognised (file), default_content (others)
  std::string style;          // what it shows: a style word…
  std::optional<analysis::Pad> pad;  // …or PAD; neither: recognised (file), neutral (others)
  std::optional<double> start_s;     // of a file's window
};

/// How an end was read.
struct BlendEndFound {
  std::string content, style;  // style "": PAD says it
  analysis::Pad pad;           // that it is said to show
  double start_s = 0.0;        // of the clip's window
  double agreement = 1.0;      // share of the clip's windows that look like that content
  double data_distance = 0.0;  // of the clip, in typical spacings
  bool is_retargeted = false;
};

struct BlendJobSettings {
  BlendEndWish a, b;
  std::optional<double> metres_per_unit;  // of files; none: detected
  synthesis::BlendWay way = synthesis::BlendWay::kSpherical;
  double at = 0.5;          // [0, 1]; of a region: how much of B it takes over
  int steps = 0;            // 0: one motion at `at`; else so many, from A to B, [2, 1000]
  bool is_passage = false;  // one motion from A to B
  std::optional<synthesis::BodyRegion> region;  // of B, all else stays A
  double duration_s = 0.0;                      // 0: a window; of a passage, 8 s
  synthesis::CleanUpSettings clean_up;
};

/// One motion; `at` is its share of B, none for a passage.
struct BlendedFile {
  std::filesystem::path path;
  std::optional<double> at;
  synthesis::Condition condition;  // under which its latent is meant
  synthesis::Generated motion;
};

struct BlendResult {
  BlendEndFound a, b;
  double distance = 0.0;  // of the ends' codes, in typical spacings
  std::vector<BlendedFile> files;
  Warnings warnings;
};

/// Error (usage) for wishes that exclude each other or lie outside their ranges.
Status check_blend(const BlendJobSettings& settings);

/// Reads both ends, makes what is between them and writes it by the extension of `out`, numbered as
/// generate_files does. At 0 and 1 the motions are what the model makes of A and of B.
/// Deterministic for settings and model. Errors: those of check_blend, usage (unknown content or
/// style, no such latent), bad input (files), environment, cancelled.
Result<BlendResult> blend_files(synthesis::MotionModel& model, const BlendJobSettings& settings,
                                const std::filesystem::path& out, const Progress& progress);

}  // namespace kinemote::app
