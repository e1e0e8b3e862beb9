// The sets of named points that pose estimators write: names, bones to draw, left and right.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "motion/core/point_clip.h"

namespace kinemote {

/// A named set of body points in the order of the files that hold it.
struct PointLayout {
  std::string id;     // "coco17"
  std::string words;  // "COCO, 17 keypoints"
  std::vector<std::string> names;
  std::vector<std::pair<int, int>> bones;   // pairs of points to draw lines between
  std::vector<std::pair<int, int>> mirror;  // (left, right) pairs of one part of the body

  int size() const { return static_cast<int>(names.size()); }
  /// Index of a point by its exact name, -1 if there is none.
  int find(std::string_view name) const;
};

/// COCO-17, BODY_25 and MediaPipe-33, in this order. Names are the snake case of each project's own
/// documentation ("left_shoulder"); orders are those of their files.
std::span<const PointLayout> point_layouts();
/// A layout by its id, null if there is none ("markers" has no fixed names).
const PointLayout* find_point_layout(std::string_view id);

/// The point of `names` that is this one whatever the spelling: case, '_', '.', '-' and blanks do
/// not matter, and "LShoulder", "l_shoulder", "left shoulder" and "LeftShoulder" are one.
/// -1 if there is none.
int find_point(std::span<const std::string> names, std::string_view name);

/// The smallest layout that has all these points, whatever their order; null if there is none or
/// the names are fewer than 5, which would fit anything.
const PointLayout* layout_of_names(std::span<const std::string> names);

/// Bones between the usual marker names of optical motion capture (LFHD, C7, LSHO, LELB, LWRA,
/// LASI, LKNE, LANK, LTOE… as CMU and others use them), as far as they are among `names`.
std::vector<std::pair<int, int>> marker_bones(std::span<const std::string> names);

/// A point clip of this layout with all points missing.
PointClip make_point_clip(const PointLayout& layout, int frames, double frame_time_s);

}  // namespace kinemote
