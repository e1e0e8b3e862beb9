#include "motion/io/stick_mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>

namespace kinemote::io {
namespace {

constexpr double kShortestBone_m = 1e-3;
constexpr double kThicknessOfLength = 0.09;
constexpr double kThickest_m = 0.035;

/// An octahedron whose girdle lies near `from`, as bones are commonly drawn.
void add_octahedron(StickMesh& mesh, const Vec3& from, const Vec3& to, int joint) {
  const Vec3 along = to - from;
  const double length = glm::length(along);
  const Vec3 direction = along / length;
  const Vec3 helper = std::abs(direction.y) < 0.9 ? kUp : kLeft;
  const double radius = std::min(kThicknessOfLength * length, kThickest_m);
  const Vec3 side = radius * glm::normalize(glm::cross(direction, helper));
  const Vec3 front = glm::cross(direction, side);
  const Vec3 middle = from + 0.2 * along;
  const std::array<Vec3, 4> girdle{middle + side, middle + front, middle - side, middle - front};
  const auto add_triangle = [&](const Vec3& a, const Vec3& b, const Vec3& c) {
    const Vec3 normal = glm::normalize(glm::cross(b - a, c - a));
    for (const Vec3& corner : {a, b, c}) {
      mesh.positions.push_back(corner);
      mesh.normals.push_back(normal);
      mesh.joints.push_back(joint);
    }
  };
  for (int i = 0; i < 4; ++i) {
    add_triangle(to, girdle[i], girdle[(i + 1) % 4]);
    add_triangle(from, girdle[(i + 1) % 4], girdle[i]);
  }
}

}  // namespace

std::vector<Vec3> rest_positions(const SceneFigure& figure) {
  std::vector<Vec3> positions;
  for (const SceneNode& node : figure.nodes) {
    positions.push_back(node.parent < 0 ? node.rest : positions[node.parent] + node.rest);
  }
  return positions;
}

StickMesh stick_mesh(const SceneFigure& figure) {
  StickMesh mesh;
  const std::vector<Vec3> places = rest_positions(figure);
  for (size_t n = 0; n < figure.nodes.size(); ++n) {
    const SceneNode& node = figure.nodes[n];
    const bool moves = !node.is_tip && figure.clip->translation_column(static_cast<int>(n)) >= 0;
    if (node.parent < 0 || moves || glm::length(node.rest) < kShortestBone_m) continue;
    add_octahedron(mesh, places[node.parent], places[n], node.parent);
  }
  if (mesh.positions.empty()) {
    add_octahedron(mesh, places[0], places[0] + Vec3(0.0, 0.05, 0.0), 0);
  }
  return mesh;
}

}  // namespace kinemote::io
