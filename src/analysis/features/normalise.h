// How features of people of different size and heading are made comparable.
#pragma once

namespace kinemote::analysis {

enum class Normalise {
  /// Lengths, areas and volumes divided by that power of body height, speeds and accelerations by
  /// height; boxes and vectors in the heading frame; the neck's rotation in the heading frame and
  /// from positions (y along neck to head, x across the shoulders), identity for an upright figure
  /// on every skeleton.
  kHeight,
  /// Metres and world axes, as published; the neck joint's own world rotation.
  kNone,
};

}  // namespace kinemote::analysis
