// Curves of Laban features over the motions on the stage: what the lanes of the timeline draw.
#pragma once

#include <string>
#include <vector>

#include "app/playable.h"
#include "motion/core/progress.h"

namespace kinemote::app {

/// Lengths of windows that the studio offers.
inline constexpr double kShortestCurveWindow_s = 0.2, kLongestCurveWindow_s = 10.0;

struct CurveRequest {
  std::vector<PlayablePtr> figures;  // on the stage; the first one leads
  std::vector<std::string> ids;      // of curve_catalogue()
  double window_s = 0.5;

  bool operator==(const CurveRequest&) const = default;
};

/// What one figure measures.
struct FigureCurves {
  PlayablePtr motion;
  /// As request.ids; each F values, one a frame, of the window around that frame. NaN where no
  /// whole window fits: half of one at both ends, unless the motion is seamless. Empty curves
  /// without a body, or if the motion is shorter than a window (`problem` says which).
  std::vector<std::vector<float>> curves;
  std::string problem;
};

struct CurveSheet {
  CurveRequest request;
  std::vector<FigureCurves> figures;  // as request.figures
};

/// The numbers of `kinemote features --set lma27|lma --hop 0` at a hop of one frame, put at the
/// middle frame of their windows. Seamless motions are measured as they repeat. Cost: some
/// microseconds a frame, whatever the window. A progress that returns false ends it with what is
/// there.
CurveSheet measure_curves(const CurveRequest& request, const Progress& progress = {});

}  // namespace kinemote::app
