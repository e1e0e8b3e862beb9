// Where the figures of a picture stand, and the camera that sees them.
#pragma once

#include <vector>

#include "app/render_job.h"

namespace kinemote::app {

/// One scene of a picture with its camera; a picture is a column of them.
struct PictureRow {
  view::Scene scene;
  view::Camera camera;
  std::vector<DrawnPose> poses;  // one a figure, without ghosts
};

struct PictureLayout {
  std::vector<PictureRow> rows;
  std::string name;
  Warnings warnings;
};

/// Lays out valid settings and clips; see PictureMaker::draw for the rules and errors.
Result<PictureLayout> lay_out_picture(const std::vector<Clip>& clips,
                                      const RenderSettings& settings);

}  // namespace kinemote::app
