#include "view/render/colour_vision.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <glm/geometric.hpp>

#include "view/render/colour_vision_pass.h"
#include "view/render/device.h"
#include "view/render/render_target.h"

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

namespace kinemote::view {
namespace {

constexpr std::array kOtherEyes{ColourVision::kDeuteranopia, ColourVision::kProtanopia,
                                ColourVision::kTritanopia, ColourVision::kGrey};

glm::dvec3 hex(unsigned rgb) {
  return glm::dvec3((rgb >> 16) & 255u, (rgb >> 8) & 255u, rgb & 255u) / 255.0;
}

TEST(ColourVision, EveryRow_SumsToOneSoThatGreysStayGrey) {
  for (int v = 0; v < kColourVisionCount; ++v) {
    const auto vision = static_cast<ColourVision>(v);
    for (const glm::dvec3& row : colour_vision_rows(vision)) {
      EXPECT_NEAR(row.r + row.g + row.b, 1.0, 2e-6) << colour_vision_name(vision);
    }
    for (const double grey : {0.0, 0.02, 0.3, 0.5, 1.0}) {
      const glm::dvec3 seen = seen_as(vision, glm::dvec3(grey));
      for (int c = 0; c < 3; ++c) EXPECT_NEAR(seen[c], grey, 2e-5);
    }
  }
}

TEST(ColourVision, FullVision_ChangesNothingAndGreyLeavesLuminanceAlone) {
  const glm::dvec3 orange = hex(0xE69F00);
  const glm::dvec3 same = seen_as(ColourVision::kFull, orange);
  for (int c = 0; c < 3; ++c) EXPECT_NEAR(same[c], orange[c], 1e-9);
  // Red has 21.26 % of white's light, which IEC 61966-2-1 encodes as 1.055 * 0.2126^(1/2.4) -
  // 0.055.
  const glm::dvec3 red = seen_as(ColourVision::kGrey, {1.0, 0.0, 0.0});
  EXPECT_NEAR(red.r, 1.055 * std::pow(0.2126, 1.0 / 2.4) - 0.055, 1e-9);
  EXPECT_EQ(red.r, red.g);
  EXPECT_EQ(red.r, red.b);
}

TEST(ColourVision, RedAndGreen_AreAsVienotsOtherModelHasThem) {
  // Vienot, Brettel & Mollon (1999), Digital video colourmaps for checking the legibility of
  // displays by dichromats: a projection of cone responses, another model than the program's. Its
  // rows for linear sRGB, as DaltonLens works them out; both channels are alike.
  struct Case {
    ColourVision vision;
    double red, green;
  };
  constexpr Case kCases[] = {{ColourVision::kProtanopia, 0.11238, 0.88762},
                             {ColourVision::kDeuteranopia, 0.29275, 0.70725}};
  const auto linear = [](double value) { return std::pow((value + 0.055) / 1.055, 2.4); };
  for (const Case& c : kCases) {
    for (const unsigned rgb : {0xCC3311u, 0x33AA33u, 0xBBBB22u, 0x88AA55u, 0xFFCC99u}) {
      const glm::dvec3 colour = hex(rgb);
      const double light = c.red * linear(colour.r) + c.green * linear(colour.g);
      const double expected = 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
      const glm::dvec3 seen = seen_as(c.vision, colour);
      EXPECT_NEAR(seen.r, expected, 0.13) << colour_vision_name(c.vision) << " " << rgb;
      EXPECT_NEAR(seen.g, expected, 0.13) << colour_vision_name(c.vision) << " " << rgb;
    }
  }
}

TEST(ColourVision, WhatEyesConfuse_ComesTogetherAndTheRestStaysApart) {
  const glm::dvec3 red = hex(0xD04040), green = hex(0x6F7F20);
  const glm::dvec3 blue = hex(0x3060C0), yellow = hex(0xC0B040), teal = hex(0x209060);
  const auto apart = [](ColourVision vision, const glm::dvec3& a, const glm::dvec3& b) {
    return glm::distance(seen_as(vision, a), seen_as(vision, b));
  };
  for (const ColourVision vision : {ColourVision::kDeuteranopia, ColourVision::kProtanopia}) {
    EXPECT_LT(apart(vision, red, green), 0.6 * glm::distance(red, green));
    EXPECT_GT(apart(vision, blue, yellow), 0.7 * glm::distance(blue, yellow));
  }
  EXPECT_GT(apart(ColourVision::kTritanopia, red, green), 0.7 * glm::distance(red, green));
  EXPECT_LT(apart(ColourVision::kTritanopia, blue, teal), 0.4 * glm::distance(blue, teal));
}

TEST(ColourVisionPass, EveryPixel_IsWhatTheFormulaSays) {
  auto device = make_offscreen_device();
  if (!device) GTEST_SKIP() << device.error().message;
  auto pass = ColourVisionPass::make();
  ASSERT_TRUE(pass) << pass.error().message;
  auto target = RenderTarget::make(8, 4, 0);
  ASSERT_TRUE(target);
  const glm::dvec3 colour = hex(0xE69F00);
  const auto paint = [&] {
    target->bind();
    glClearColor(static_cast<float>(colour.r), static_cast<float>(colour.g),
                 static_cast<float>(colour.b), 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
  };
  paint();
  pass->apply(ColourVision::kFull, 8, 4);
  EXPECT_EQ(target->read().rgba[1], 0x9F);
  for (const ColourVision vision : kOtherEyes) {
    paint();
    pass->apply(vision, 8, 4);
    const Image seen = target->read();
    const glm::dvec3 expected = seen_as(vision, colour);
    for (const size_t pixel : {size_t{0}, size_t{31}}) {
      for (int c = 0; c < 3; ++c) {
        EXPECT_NEAR(seen.rgba[4 * pixel + static_cast<size_t>(c)], 255.0 * expected[c], 1.0);
      }
      EXPECT_EQ(seen.rgba[4 * pixel + 3], 255);
    }
  }
}

}  // namespace
}  // namespace kinemote::view
