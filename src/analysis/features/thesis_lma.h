// The original program's Laban features with its mistakes, so that published numbers can be met:
// set `thesis`. For anything else use lma25 or bess. docs/features/thesis.md lists every mistake.
#pragma once

#include <array>
#include <string_view>

#include "analysis/features/lma.h"
#include "motion/core/clip.h"

namespace kinemote::analysis {

/// The two window lengths that the original was run with. Both were converted to frames with the
/// recording's rate, but taken as steps of a simulation at 150 Hz.
enum class ThesisWindow {
  kHalfSecond,  // round(0.5 s * fps) steps, 15 at 30 fps: 0.1 s of motion; displacements over 0.5 s
  kFiveFrames,  // 5 steps: 0.033 s of motion; divided by -1, so that "speeds" are negative lengths
};

struct ThesisSettings {
  ThesisWindow window = ThesisWindow::kHalfSecond;
  /// kHeight: as on the original's character, which every recording was converted to: limbs of its
  /// lengths (its chain of bones from ankle to neck is 1.3764 m), the path of the pelvis 2.1167
  /// times as long as it was in the recording. kNone: metres of the figure itself. World axes in
  /// both.
  Normalise normalise = Normalise::kHeight;
};

/// lma25's columns in the order and under the names of the published tables, where "lower" stands
/// before "upper" over values that were written the other way round.
const std::array<std::string_view, kLma25Count>& thesis_lma_names();

/// The clip is first brought to 150 frames a second (slerp); the first step is skipped, windows
/// follow each other without overlap, a partial last one is dropped. start_frames are steps.
/// "Elbow to hip" is elbow to chest. Accelerations of the first window are NaN: the original's
/// value there is not known. Errors: bad input if the clip is shorter than a window or has no body.
Result<FeatureRows> thesis_lma(const Clip& clip, const ThesisSettings& settings);

}  // namespace kinemote::analysis
