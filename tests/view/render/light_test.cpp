#include "view/render/light.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <random>

#include "view/render/look.h"

namespace kinemote::view {
namespace {

std::vector<BodyPiece> random_pieces(unsigned seed, double spread) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> place(-spread, spread);
  std::vector<BodyPiece> pieces;
  for (int i = 0; i < 12; ++i) {
    pieces.push_back(make_piece({place(random), 1.0 + 0.4 * place(random), place(random)}, 0.1,
                                {place(random), 1.0 + 0.4 * place(random), place(random)}, 0.05,
                                Paint::kTorso));
  }
  return pieces;
}

glm::vec3 in_shadow(const ShadowFrame& frame, const glm::vec3& point) {
  return glm::vec3(frame.shadow_from_world * glm::vec4(point, 1.0f));
}

TEST(FitShadow, NoCasters_HasNoShadow) {
  EXPECT_FALSE(fit_shadow({}, to_key_light(), 0.0, 512).has_casters);
}

TEST(FitShadow, RandomScenes_AreInsideTheMap) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    const std::vector<BodyPiece> pieces = random_pieces(seed, 0.5 + 0.2 * seed);
    const double ground = 0.1 * seed - 1.0;
    const ShadowFrame frame = fit_shadow(pieces, to_key_light(), ground, 512);
    ASSERT_TRUE(frame.has_casters);
    for (const BodyPiece& piece : pieces) {
      for (const PieceEnd& end : {piece.from, piece.to}) {
        const glm::vec3 place = in_shadow(frame, glm::vec3(end.centre));
        for (int axis = 0; axis < 3; ++axis) {
          EXPECT_GT(place[axis], 0.0f);
          EXPECT_LT(place[axis], 1.0f);
        }
      }
    }
  }
}

TEST(FitShadow, GroundCorners_LieOnTheGroundUnderTheirMapPlace) {
  for (const double ground : {0.0, -0.8, 0.3}) {
    const ShadowFrame frame = fit_shadow(random_pieces(1, 1.0), to_key_light(), ground, 512);
    for (const glm::vec2& corner : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(0.3, 0.7)}) {
      const glm::vec4 point = frame.ground_from_shadow * glm::vec4(corner, 0.0f, 1.0f);
      EXPECT_NEAR(point.y, ground, 1e-4);
      const glm::vec3 place = in_shadow(frame, glm::vec3(point));
      EXPECT_NEAR(place.x, 0.5f + 0.5f * corner.x, 1e-4);
      EXPECT_NEAR(place.y, 0.5f + 0.5f * corner.y, 1e-4);
      EXPECT_LE(place.z, 1.0f);
    }
  }
}

TEST(FitShadow, Depth_GrowsAwayFromTheLight) {
  const ShadowFrame frame = fit_shadow(random_pieces(2, 1.0), to_key_light(), 0.0, 512);
  const glm::vec3 point(0.0f, 1.0f, 0.0f);
  const float near = in_shadow(frame, point + 0.2f * to_key_light()).z;
  const float far = in_shadow(frame, point - 0.2f * to_key_light()).z;
  EXPECT_NEAR(far - near, 0.4f / frame.depth_m, 1e-4);
}

TEST(FitShadow, MovedScene_KeepsTheMapsWidthAndItsTexels) {
  constexpr int kSize = 512;
  std::vector<BodyPiece> pieces = random_pieces(3, 0.8);
  const ShadowFrame before = fit_shadow(pieces, to_key_light(), 0.0, kSize);
  for (BodyPiece& piece : pieces) {
    piece.from.centre += Vec3(0.137, 0.0, 0.071);
    piece.to.centre += Vec3(0.137, 0.0, 0.071);
  }
  const ShadowFrame after = fit_shadow(pieces, to_key_light(), 0.0, kSize);
  EXPECT_EQ(after.width_m, before.width_m);
  // A point that stays moves in the map by whole texels: its shadow's edge does not crawl.
  const glm::vec3 moved =
      in_shadow(after, {0.0f, 1.0f, 0.0f}) - in_shadow(before, {0.0f, 1.0f, 0.0f});
  for (int axis = 0; axis < 2; ++axis) {
    const float texels = moved[axis] * kSize;
    EXPECT_NEAR(texels, std::round(texels), 0.02f);
  }
}

}  // namespace
}  // namespace kinemote::view
