// `--layout coco17 --camera AZ,EL,DIST …`: a camera that looks at a motion on its way into a file.
#pragma once

#include <cstdint>
#include <string>

#include "app/cli/option_set.h"
#include "motion/core/projected_points.h"

namespace kinemote::app {

struct CameraOptions {
  std::string layout;  // "": no camera
  std::string camera = "0,6";
  double noise_px = 0.0;
  double dropout = 0.0;
  double frame_dropout = 0.0;

  /// True if something was said that only a camera can do.
  bool is_changed() const;
};
void declare_camera(OptionSet& options, CameraOptions& values);

/// Error (usage): a camera that is not AZ,EL or AZ,EL,DIST; those of ProjectionSettings.
Result<ProjectionSettings> projection_of(const CameraOptions& values, uint64_t seed);

}  // namespace kinemote::app
