// File names of seven pairs of digits: what belongs together in recordings of voice and body.
#pragma once

#include <string>
#include <string_view>

#include "motion/core/result.h"

namespace kinemote::io {

/// "03-01-05-02-01-01-12" in the order of RAVDESS (Livingstone and Russo 2018,
/// 10.1371/journal.pone.0196391): seven two-digit fields, with or without '-' or '_' between.
struct MultimodalName {
  int modality = 0;    // 1 sound and picture, 2 picture (here: body) alone, 3 sound alone
  int channel = 0;     // 1 speech, 2 song
  int emotion = 0;     // 1 … 8: neutral, calm, happy, sad, angry, fearful, disgust, surprised
  int intensity = 0;   // 1 normal, 2 strong
  int statement = 0;   // 1 … 99 (RAVDESS: 1 or 2)
  int repetition = 0;  // 1 … 99 (RAVDESS: 1 or 2)
  int actor = 0;       // 1 … 99 (RAVDESS: 1 to 24)

  /// The digits with '-' between.
  std::string text() const;
};

/// Reads a file's name without folder and extension. Error (bad input) naming the field, what it
/// holds and what it may hold. The labels themselves are read by the scheme
/// "multimodal-14-ravdess".
Result<MultimodalName> parse_multimodal_name(std::string_view name);

/// What recordings of one performance share: of seven pairs of digits all but the first, the
/// modality, with '-' between; of any other name the name itself.
std::string performance_of(std::string_view name);

}  // namespace kinemote::io
