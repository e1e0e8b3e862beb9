#include <algorithm>

#include <glm/geometric.hpp>

#include "view/render/body_shape.h"
#include "view/render/scene.h"

namespace kinemote::view {

Figure figure_at(const Clip& clip, const WorldMotion& world, int frame) {
  Figure figure;
  figure.skeleton = clip.skeleton;
  if (world.frame_count < 1) return figure;
  const int used = std::clamp(frame, 0, world.frame_count - 1);
  const auto positions = world.frame_positions(used);
  const auto rotations = world.frame_rotations(used);
  figure.positions.assign(positions.begin(), positions.end());
  figure.rotations.assign(rotations.begin(), rotations.end());
  return figure;
}

std::vector<Vec3> outline_points(const Figure& figure) {
  std::vector<Vec3> points;
  if (!figure.skeleton) return points;
  const size_t joints = static_cast<size_t>(figure.skeleton->size());
  if (joints == 0 || figure.positions.size() != joints || figure.rotations.size() != joints) {
    return points;
  }
  std::vector<BodyPiece> pieces;
  BodyShape(figure.skeleton).pose(figure.positions, figure.rotations, pieces);
  for (const BodyPiece& piece : pieces) {
    for (const auto& [centre, radius] :
         {std::pair{piece.from, piece.radius_from}, std::pair{piece.to, piece.radius_to}}) {
      for (int axis = 0; axis < 3; ++axis) {
        Vec3 step(0.0);
        step[axis] = radius;
        points.push_back(centre - step);
        points.push_back(centre + step);
      }
    }
  }
  return points;
}

}  // namespace kinemote::view
