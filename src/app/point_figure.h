// Points of one person or marker set made ready for the stage.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "motion/core/clip.h"
#include "motion/core/point_clip.h"

namespace kinemote::app {

/// A point clip with the places where its points are drawn. Immutable once made.
struct PointFigure {
  PointClip clip;
  /// F x N, metres on the stage. Of 2-D clips: on the picture plane, which stands upright at z = 0
  /// and is as large as makes the tallest figure a person's height; it says nothing of real sizes.
  std::vector<Vec3> places;
  /// 2-D clips only: two opposite corners of what the points of the whole file cover.
  std::optional<std::array<Vec3, 2>> plane;
  double height_m = 1.7;  // typical extent upwards, on the stage
  double ground_m = 0.0;

  /// The frame shown at a time, clamped to the clip.
  int frame_at(double time_s) const;
};
using PointFigurePtr = std::shared_ptr<const PointFigure>;

/// Places the point clips of one file: 3-D ones where they are, 2-D ones together on one plane.
std::vector<PointFigurePtr> make_point_figures(std::vector<PointClip> clips);

/// A clip of a single joint that goes where the middle of the points goes and stays where it was
/// while none is seen, for clock and camera.
Clip carrier_clip(const PointFigure& figure);

}  // namespace kinemote::app
