#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include <glm/geometric.hpp>

#include "view/render/device.h"
#include "view/render/look.h"
#include "view/render/scene.h"
#include "view/render/test_bodies.h"

namespace kinemote::view {
namespace {

using test::canonical_figure;
using test::one_axis_figure;

constexpr int kWidth = 390;
constexpr int kHeight = 260;

struct Pixel {
  int r, g, b, a;
  int light() const { return r + g + b; }
};

Pixel pixel_at(const Image& image, int x, int y) {
  const size_t i = 4 * (static_cast<size_t>(y) * image.width + static_cast<size_t>(x));
  return {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2], image.rgba[i + 3]};
}

/// The pixel that shows a point of the world; {-1, -1} outside the picture.
glm::ivec2 place_of(const Camera& camera, const Vec3& point) {
  const double aspect = static_cast<double>(kWidth) / kHeight;
  const glm::vec4 clip =
      camera.clip_from_view(aspect) * camera.view_from_world() * glm::vec4(glm::vec3(point), 1.0f);
  const glm::vec2 place = 0.5f + 0.5f * glm::vec2(clip) / clip.w;
  const glm::ivec2 pixel(static_cast<int>(place.x * kWidth),
                         static_cast<int>((1.0f - place.y) * kHeight));
  const bool is_inside =
      pixel.x >= 0 && pixel.y >= 0 && pixel.x < kWidth && pixel.y < kHeight && clip.w > 0.0f;
  return is_inside ? pixel : glm::ivec2(-1);
}

Pixel pixel_of(const Image& image, const Camera& camera, const Vec3& point) {
  const glm::ivec2 place = place_of(camera, point);
  EXPECT_GE(place.x, 0) << "the point is outside the picture";
  return place.x < 0 ? Pixel{} : pixel_at(image, place.x, place.y);
}

/// Mean column of the pixels of a kind, with their number.
struct Patch {
  double middle_x = 0.0;
  int count = 0;
};
template <typename Predicate>
Patch patch_where(const Image& image, const Predicate& is_it) {
  Patch patch;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      if (!is_it(pixel_at(image, x, y))) continue;
      patch.middle_x += x;
      ++patch.count;
    }
  }
  if (patch.count > 0) patch.middle_x /= patch.count;
  return patch;
}
bool is_blue(const Pixel& p) { return p.a > 0 && p.b > p.r + 30 && p.b > 60; }
bool is_orange(const Pixel& p) { return p.a > 0 && p.r > p.b + 40 && p.r > 80; }

Camera front_camera() {
  Camera camera;
  camera.azimuth_rad = 0.0;
  camera.elevation_rad = 0.25;
  camera.distance_m = 4.2;
  return camera;
}

/// Drawn at both qualities; skipped with a reason where there is no OpenGL.
class SceneRendererTest : public ::testing::TestWithParam<Quality> {
 protected:
  void SetUp() override {
    auto device = make_offscreen_device();
    if (!device) GTEST_SKIP() << device.error().message;
    device_ = std::move(device).value();
    auto renderer = SceneRenderer::make(GetParam());
    ASSERT_TRUE(renderer.ok()) << renderer.error().message;
    renderer_ = std::move(renderer).value();
  }
  Image picture(const Scene& scene, const Camera& camera = front_camera()) {
    Image image = renderer_->picture(scene, camera, kWidth, kHeight);
    EXPECT_EQ(glGetError(), static_cast<GLenum>(GL_NO_ERROR));
    return image;
  }
  static Scene scene_of(std::vector<Figure> figures) {
    Scene scene;
    scene.figures = std::move(figures);
    return scene;
  }

  std::unique_ptr<Device> device_;  // outlives the renderer
  std::unique_ptr<SceneRenderer> renderer_;
};

INSTANTIATE_TEST_SUITE_P(Qualities, SceneRendererTest,
                         ::testing::Values(Quality::kLow, Quality::kHigh), [](const auto& quality) {
                           return quality.param == Quality::kLow ? "Low" : "High";
                         });

TEST_P(SceneRendererTest, UnusableFigures_AreLeftOut) {
  const Image empty = picture({});
  Figure no_skeleton = canonical_figure();
  no_skeleton.skeleton = nullptr;
  Figure short_arrays = canonical_figure();
  short_arrays.rotations.pop_back();
  Figure not_finite = canonical_figure();
  not_finite.positions[3].y = std::numeric_limits<double>::quiet_NaN();
  Figure invisible = canonical_figure();
  invisible.opacity = 0.0f;
  EXPECT_EQ(picture(scene_of({no_skeleton, short_arrays, not_finite, invisible})).rgba, empty.rgba);
}

TEST_P(SceneRendererTest, OddSizes_AreDrawn) {
  const Scene scene = scene_of({canonical_figure()});
  for (const auto& [width, height] : {std::pair{1, 1}, std::pair{0, -5}, std::pair{333, 77}}) {
    const Image image = renderer_->picture(scene, front_camera(), width, height);
    EXPECT_EQ(image.width, std::max(width, 1));
    EXPECT_EQ(image.height, std::max(height, 1));
    EXPECT_EQ(image.rgba.size(), 4u * image.width * image.height);
  }
}

TEST_P(SceneRendererTest, BothRigs_ShowTheirSidesWhereTheyAre) {
  for (const Figure& figure : {canonical_figure(), one_axis_figure()}) {
    const Image front = picture(scene_of({figure}));
    const Patch left = patch_where(front, is_blue);
    const Patch right = patch_where(front, is_orange);
    EXPECT_GT(left.count, 500);
    EXPECT_GT(right.count, 500);
    // Seen from the front, the figure's left is on the picture's right.
    EXPECT_GT(left.middle_x, 0.5 * kWidth + 5.0);
    EXPECT_LT(right.middle_x, 0.5 * kWidth - 5.0);
    Camera behind = front_camera();
    behind.azimuth_rad = kPi;
    const Image back = picture(scene_of({figure}), behind);
    EXPECT_LT(patch_where(back, is_blue).middle_x, patch_where(back, is_orange).middle_x);
  }
}

TEST_P(SceneRendererTest, Sides_DifferInLightnessToo) {
  for (const Theme theme : {Theme::kDark, Theme::kLight}) {
    Scene scene = scene_of({canonical_figure()});
    scene.theme = theme;
    const Image image = picture(scene);
    const auto lightness = [&](const Vec3& point) {
      return pixel_of(image, front_camera(), point).light();
    };
    EXPECT_GT(lightness({-0.09, 0.65, 0.05}), lightness({0.09, 0.65, 0.05}) + 60) << "thighs";
  }
}

TEST_P(SceneRendererTest, Shadow_IsDarkerThanTheGround) {
  for (const Theme theme : {Theme::kDark, Theme::kLight}) {
    Scene scene = scene_of({canonical_figure()});
    scene.theme = theme;
    Scene empty;
    empty.theme = theme;
    Camera camera = front_camera();
    camera.elevation_rad = 0.9;
    const Image with = picture(scene, camera);
    const Image without = picture(empty, camera);
    // Where the light that passes through the chest meets the ground.
    const Vec3 light(to_key_light());
    const Vec3 chest(0.0, 1.2, 0.0);
    const Vec3 shaded = chest - light * (chest.y / light.y);
    EXPECT_LT(pixel_of(with, camera, shaded).light(),
              0.9 * pixel_of(without, camera, shaded).light());
    const Vec3 away(1.2, 0.0, 0.8);
    EXPECT_EQ(pixel_of(with, camera, away).light(), pixel_of(without, camera, away).light());
  }
}

TEST_P(SceneRendererTest, Ghost_IsFaintAndCastsNoShadow) {
  Figure figure = canonical_figure();
  const Image empty = picture({});
  const Image solid = picture(scene_of({figure}));
  figure.opacity = 0.3f;
  const Image ghost = picture(scene_of({figure}));
  const Vec3 chest(0.0, 1.25, 0.1);
  const int behind = pixel_of(empty, front_camera(), chest).light();
  const int faint = pixel_of(ghost, front_camera(), chest).light();
  EXPECT_GT(faint, behind + 30);
  EXPECT_LT(faint, pixel_of(solid, front_camera(), chest).light() - 100);
  const Vec3 light(to_key_light());
  const Vec3 shaded = Vec3(0.0, 1.2, 0.0) - light * (1.2 / light.y);
  EXPECT_EQ(pixel_of(ghost, front_camera(), shaded).light(),
            pixel_of(empty, front_camera(), shaded).light());
}

TEST_P(SceneRendererTest, Transparent_KeepsFigureAndShadowOnly) {
  Scene scene = scene_of({canonical_figure()});
  scene.is_transparent = true;
  const Image image = picture(scene);
  EXPECT_EQ(pixel_at(image, 2, 2).a, 0);
  EXPECT_EQ(pixel_at(image, kWidth - 3, kHeight - 3).a, 0);
  EXPECT_EQ(pixel_of(image, front_camera(), {0.0, 1.25, 0.1}).a, 255);
  const Vec3 light(to_key_light());
  const Pixel shadow =
      pixel_of(image, front_camera(), Vec3(0.0, 1.2, 0.0) - light * (1.2 / light.y));
  EXPECT_GT(shadow.a, 30);
  EXPECT_LT(shadow.a, 255);
  // A figure's colour does not depend on what is behind it.
  const Image opaque = picture(scene_of({canonical_figure()}));
  EXPECT_EQ(pixel_of(image, front_camera(), {0.0, 1.25, 0.1}).light(),
            pixel_of(opaque, front_camera(), {0.0, 1.25, 0.1}).light());
}

TEST_P(SceneRendererTest, SameScene_GivesTheSameBytes) {
  Scene scene = scene_of({canonical_figure(), one_axis_figure({1.0, 0.0, 0.0})});
  scene.figures[1].opacity = 0.5f;
  scene.figures[0].contacts = {true, true, false, true};
  scene.trails.push_back({{{-1, 1, 0}, {0, 1.5, 0.5}, {1, 1, 0}}, {1, 0, 0, 1}});
  const Image first = picture(scene);
  picture({});  // something else in between
  EXPECT_EQ(picture(scene).rgba, first.rgba);
  auto another = SceneRenderer::make(GetParam());
  ASSERT_TRUE(another.ok());
  EXPECT_EQ((*another)->picture(scene, front_camera(), kWidth, kHeight).rgba, first.rgba);
}

TEST_P(SceneRendererTest, RootAtTheOrigin_DrawsNoLineToIt) {
  Camera camera = front_camera();
  camera.distance_m = 7.0;
  const Vec3 place(2.0, 0.0, -0.5);
  for (const bool is_named : {true, false}) {
    Figure figure = one_axis_figure(place);
    if (!is_named) figure.skeleton = test::anonymous(figure.skeleton);
    Scene scene = scene_of({figure});
    scene.has_ground = false;
    Scene empty;
    empty.has_ground = false;
    const Image with = picture(scene, camera);
    const Image without = picture(empty, camera);
    const Vec3 hips = figure.positions[1];
    EXPECT_NE(pixel_of(with, camera, hips).light(), pixel_of(without, camera, hips).light());
    for (const double share : {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}) {
      EXPECT_EQ(pixel_of(with, camera, share * hips).light(),
                pixel_of(without, camera, share * hips).light())
          << "at " << share << " of the way from the origin to the hips";
    }
  }
}

TEST_P(SceneRendererTest, Contacts_MarkTheGroundInTheSidesColour) {
  Figure figure = canonical_figure();
  Camera camera = front_camera();
  camera.elevation_rad = 1.2;
  const auto blue_of = [&] { return patch_where(picture(scene_of({figure}), camera), is_blue); };
  const int before = blue_of().count;
  figure.contacts = {true, true, false, false};
  EXPECT_GT(blue_of().count, before + 20);
}

TEST_P(SceneRendererTest, Trail_IsDrawnInItsColourAndHiddenByBodies) {
  Scene scene;
  Trail trail{.points = {{-1.0, 1.2, -0.5}, {1.0, 1.2, -0.5}},
              .colour = {0.0f, 1.0f, 0.0f, 1.0f},
              .width_px = 4.0f};
  scene.trails.push_back(trail);
  const auto is_green = [](const Pixel& p) { return p.g > p.r + 60 && p.g > p.b + 60; };
  const int alone = patch_where(picture(scene), is_green).count;
  EXPECT_GT(alone, 200);
  scene.figures.push_back(canonical_figure());
  const int partly = patch_where(picture(scene), is_green).count;
  EXPECT_LT(partly, alone - 40) << "the figure stands in front of it";
  EXPECT_GT(partly, 50);
}

TEST_P(SceneRendererTest, GroundHeight_MovesShadowAndGrid) {
  Scene scene;
  scene.ground_m = -0.5;
  const Image lower = picture(scene);
  EXPECT_NE(lower.rgba, picture({}).rgba);
  scene.has_ground = false;
  Scene none;
  none.has_ground = false;
  EXPECT_EQ(picture(scene).rgba, picture(none).rgba);
}

TEST_P(SceneRendererTest, Grid_HasALineEveryMetre) {
  Camera camera;
  camera.target = Vec3(0.5, 0.0, 0.5);
  camera.azimuth_rad = 0.0;
  camera.elevation_rad = rad_from_degrees(89.0);
  camera.distance_m = 5.0;
  const Image image = picture({}, camera);
  for (const double x : {0.0, 1.0}) {
    EXPECT_GT(pixel_of(image, camera, {x, 0.0, 0.55}).light(),
              pixel_of(image, camera, {x + 0.45, 0.0, 0.55}).light() + 8)
        << "line at x = " << x;
  }
}

TEST_P(SceneRendererTest, Draw_GivesATextureAndRestoresTheCallersState) {
  GLuint framebuffer = 0;
  glGenFramebuffers(1, &framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glViewport(3, 4, 55, 66);
  const unsigned texture = renderer_->draw(scene_of({canonical_figure()}), front_camera(), 64, 48);
  EXPECT_NE(texture, 0u);
  EXPECT_EQ(renderer_->draw({}, front_camera(), 64, 48), texture) << "the same size is reused";
  GLint bound = 0;
  GLint viewport[4];
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &bound);
  glGetIntegerv(GL_VIEWPORT, viewport);
  EXPECT_EQ(static_cast<GLuint>(bound), framebuffer);
  EXPECT_EQ(viewport[0], 3);
  EXPECT_EQ(viewport[3], 66);
  EXPECT_EQ(glIsEnabled(GL_DEPTH_TEST), GL_FALSE);
  EXPECT_EQ(glIsEnabled(GL_BLEND), GL_FALSE);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &framebuffer);
  GLint width = 0;
  glBindTexture(GL_TEXTURE_2D, texture);
  glGetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &width);
  EXPECT_EQ(width, 64);
}

TEST(Look, Sides_AreFarApartInHueAndLightness) {
  const glm::vec3 left = side_colour(1);
  const glm::vec3 right = side_colour(-1);
  EXPECT_GT(left.b, left.r + 0.2f);
  EXPECT_GT(right.r, right.b + 0.2f);
  const auto luminance = [](const glm::vec3& colour) {
    return glm::dot(linear_from_srgb(colour), glm::vec3(0.2126f, 0.7152f, 0.0722f));
  };
  // At least 1.8 : 1, so that they part in greyscale and for colour-blind eyes.
  EXPECT_GT((luminance(right) + 0.05f) / (luminance(left) + 0.05f), 1.8f);
  EXPECT_NE(side_colour(0), left);
}

TEST(Look, Background_FollowsTheTheme) {
  EXPECT_LT(background_colour(Theme::kDark).g, 0.25f);
  EXPECT_GT(background_colour(Theme::kLight).g, 0.75f);
}

TEST(FigureAt, FramesOutside_AreClamped) {
  const Clip clip = Clip::make(canonical_skeleton(), 3, 0.1);
  const WorldMotion world = forward_kinematics(clip);
  EXPECT_EQ(figure_at(clip, world, -7).positions.size(), 22u);
  EXPECT_EQ(figure_at(clip, world, 99).positions.size(), 22u);
  EXPECT_TRUE(figure_at(clip, {}, 0).positions.empty());
}

}  // namespace
}  // namespace kinemote::view
