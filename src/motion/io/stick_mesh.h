// A body of sticks, so that viewers without a notion of bones show a figure that moves.
#pragma once

#include <vector>

#include "motion/io/scene_figure.h"

namespace kinemote::io {

/// Triangles in the rest pose, each corner with its normal and the one joint that carries it.
struct StickMesh {
  std::vector<Vec3> positions;  // metres; corners 3t, 3t + 1, 3t + 2 are triangle t
  std::vector<Vec3> normals;    // unit, outward
  std::vector<int> joints;      // index of a joint of the clip
};

/// One slim octahedron a bone (from a joint to each child that keeps its place against it), and a
/// small one at joint 0 of a figure without bones.
StickMesh stick_mesh(const SceneFigure& figure);

/// Rest places of all nodes in the world, metres.
std::vector<Vec3> rest_positions(const SceneFigure& figure);

}  // namespace kinemote::io
