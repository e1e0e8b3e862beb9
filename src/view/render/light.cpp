#include "view/render/light.h"

#include <algorithm>
#include <cmath>
#include <glm/ext/matrix_clip_space.hpp>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <limits>

namespace kinemote::view {

ShadowFrame fit_shadow(std::span<const BodyPiece> casters, const glm::vec3& to_light,
                       double ground_m, int map_size) {
  ShadowFrame frame;
  if (casters.empty()) return frame;
  frame.has_casters = true;

  const Vec3 towards(to_light);
  const Vec3 right = glm::normalize(glm::cross(kUp, towards));
  const Vec3 up = glm::cross(towards, right);
  Vec3 low(std::numeric_limits<double>::infinity());
  Vec3 high(-std::numeric_limits<double>::infinity());
  for (const BodyPiece& piece : casters) {
    for (const PieceEnd* end : {&piece.from, &piece.to}) {
      const double reach = end->radius * std::max({1.0, end->section.x, end->section.y});
      const Vec3 in_light(glm::dot(end->centre, right), glm::dot(end->centre, up),
                          glm::dot(end->centre, towards));
      low = glm::min(low, in_light - reach);
      high = glm::max(high, in_light + reach);
    }
  }
  // Room for penumbras; a width in steps of 0.25 m; a middle on whole texels.
  constexpr double kPenumbra_m = 0.2;
  const double extent = std::max(high.x - low.x, high.y - low.y) + 2.0 * kPenumbra_m;
  const double width = 0.25 * std::ceil(extent / 0.25 + 0.5);
  const double texel = width / map_size;
  const Vec3 middle(texel * std::round(0.5 * (low.x + high.x) / texel),
                    texel * std::round(0.5 * (low.y + high.y) / texel), high.z + 0.05);
  const Vec3 origin = middle.x * right + middle.y * up + middle.z * towards;

  const auto ground_under = [&](double x, double y) {
    const Vec3 point = origin + 0.5 * width * (x * right + y * up);
    return point - towards * ((point.y - ground_m) / towards.y);
  };
  double farthest = high.z - low.z + 0.1;
  for (const double x : {-1.0, 1.0}) {
    for (const double y : {-1.0, 1.0}) {
      farthest = std::max(farthest, middle.z - glm::dot(ground_under(x, y), towards) + 0.05);
    }
  }
  const glm::dmat4 light_from_world = glm::lookAt(origin, origin - towards, up);
  const double half = 0.5 * width;
  const glm::dmat4 clip_from_light = glm::ortho(-half, half, -half, half, 0.0, farthest);
  frame.clip_from_world = glm::mat4(clip_from_light * light_from_world);
  const glm::dmat4 unit_from_clip =
      glm::scale(glm::translate(glm::dmat4(1.0), Vec3(0.5)), Vec3(0.5));
  frame.shadow_from_world = glm::mat4(unit_from_clip * clip_from_light * light_from_world);

  const Vec3 middle_on_ground = ground_under(0.0, 0.0);
  glm::dmat4 ground(0.0);
  ground[0] = glm::dvec4(ground_under(1.0, 0.0) - middle_on_ground, 0.0);
  ground[1] = glm::dvec4(ground_under(0.0, 1.0) - middle_on_ground, 0.0);
  ground[3] = glm::dvec4(middle_on_ground, 1.0);
  frame.ground_from_shadow = glm::mat4(ground);
  frame.width_m = static_cast<float>(width);
  frame.depth_m = static_cast<float>(farthest);
  return frame;
}

}  // namespace kinemote::view
