#include <algorithm>
#include <glm/geometric.hpp>
#include <limits>

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
    for (const PieceEnd* end : {&piece.from, &piece.to}) {
      for (int axis = 0; axis < 3; ++axis) {
        Vec3 step(0.0);
        step[axis] = end->radius;
        points.push_back(end->centre - step);
        points.push_back(end->centre + step);
      }
    }
  }
  return points;
}

double ground_height_m(const SkeletonPtr& skeleton, const WorldMotion& world) {
  if (!skeleton || world.frame_count < 1 || world.joint_count != skeleton->size()) return 0.0;
  const BodyShape shape(skeleton);
  std::vector<double> lowest;
  std::vector<BodyPiece> pieces;
  for (int f = 0; f < world.frame_count; ++f) {
    const auto positions = world.frame_positions(f);
    const auto rotations = world.frame_rotations(f);
    double low = std::numeric_limits<double>::infinity();
    if (const auto prints = shape.footprints(positions, rotations)) {
      for (const Footprint& print : *prints) low = std::min({low, print.heel.y, print.ball.y});
    } else {
      pieces.clear();
      shape.pose(positions, rotations, pieces);
      for (const BodyPiece& piece : pieces) {
        for (const PieceEnd* end : {&piece.from, &piece.to}) {
          low = std::min(low, end->centre.y - end->radius);
        }
      }
    }
    // A root that stays at the origin is below every foot and no part of the body.
    for (int j = shape.first_body_joint(); j < world.joint_count; ++j) {
      low = std::min(low, positions[j].y);
    }
    lowest.push_back(low);
  }
  const auto second_percentile = lowest.begin() + static_cast<ptrdiff_t>(lowest.size() / 50);
  std::nth_element(lowest.begin(), second_percentile, lowest.end());
  return *second_percentile;
}

}  // namespace kinemote::view
