#include "app/render_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "app/render_layout.h"
#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kFrame_s = 0.1;

/// The built-in figure in T-pose, its hips moving evenly by `velocity_mps`, turned by `yaw_rad`.
Clip sliding_clip(const std::string& name, int frames, const Vec3& velocity_mps,
                  double yaw_rad = 0.0) {
  Clip clip = Clip::make(canonical_skeleton(), frames, kFrame_s);
  clip.name = name;
  for (int f = 0; f < frames; ++f) {
    clip.translations[f] += Vec3(3.0, 0.0, -2.0) + f * kFrame_s * velocity_mps;
    clip.frame_rotations(f)[0] = yaw_rotation(yaw_rad);
  }
  return clip;
}

const Vec3& hips_of(const view::Figure& figure) { return figure.positions[0]; }

double picture_column(const PictureRow& row, const Vec3& point, double aspect) {
  const glm::vec4 clip = row.camera.clip_from_view(aspect) * row.camera.view_from_world() *
                         glm::vec4(glm::vec3(point), 1.0f);
  return clip.x / clip.w;
}

double heading_rad(const view::Figure& figure) { return yaw_rad(figure.rotations[0]); }

std::pair<double, double> extent(const view::Figure& figure, const Vec3& direction) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Vec3& point : view::outline_points(figure)) {
    low = std::min(low, glm::dot(point, direction));
    high = std::max(high, glm::dot(point, direction));
  }
  return {low, high};
}

TEST(RenderSettings, SenselessValues_AreUsageErrorsThatNameTheOption) {
  const auto expect_refused = [](const RenderSettings& settings, const char* option) {
    const Status status = settings.validate();
    ASSERT_FALSE(status.ok()) << option;
    EXPECT_EQ(status.error().code, ErrorCode::kUsage);
    EXPECT_THAT(status.error().message, HasSubstr(option));
  };
  expect_refused({.width = 0}, "--size");
  expect_refused({.height = 9000}, "--size");
  expect_refused({.camera = "1,2"}, "camera");
  expect_refused({.at_s = -0.1}, "--at");
  expect_refused({.at_s = std::numeric_limits<double>::quiet_NaN()}, "--at");
  expect_refused({.strip = 1}, "--strip");
  expect_refused({.strip = 41}, "--strip");
  expect_refused({.at_s = 1.0, .strip = 4}, "--strip");
  expect_refused({.theme = "blue"}, "--theme");
  EXPECT_TRUE(RenderSettings().validate().ok());
}

TEST(PictureLayout, NothingOrBrokenClips_AreBadInput) {
  const auto none = lay_out_picture({}, {});
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kBadInput);
  Clip broken = sliding_clip("broken", 3, Vec3(0.0));
  broken.rotations.pop_back();
  EXPECT_EQ(lay_out_picture({broken}, {}).error().code, ErrorCode::kBadInput);
}

TEST(PictureLayout, TimePastEveryClip_IsAUsageErrorWithTheEnd) {
  const auto layout = lay_out_picture({sliding_clip("short", 11, Vec3(0.0))}, {.at_s = 1.5});
  ASSERT_FALSE(layout.ok());
  EXPECT_EQ(layout.error().code, ErrorCode::kUsage);
  EXPECT_THAT(layout.error().message, HasSubstr("1 s"));
}

TEST(PictureLayout, OneClip_StartsAtTheOriginFacingTheCamera) {
  const std::vector<Clip> clips{sliding_clip("turned", 11, {0.0, 0.0, 1.0}, 2.0)};
  const auto layout = lay_out_picture(clips, {.at_s = 0.0});
  ASSERT_TRUE(layout.ok());
  ASSERT_THAT(layout->rows, SizeIs(1));
  ASSERT_THAT(layout->rows[0].scene.figures, SizeIs(1));
  const view::Figure& figure = layout->rows[0].scene.figures[0];
  EXPECT_NEAR(hips_of(figure).x, 0.0, 1e-9);
  EXPECT_NEAR(hips_of(figure).z, 0.0, 1e-9);
  EXPECT_NEAR(heading_rad(figure), 0.0, 1e-9);
  EXPECT_THAT(layout->warnings, IsEmpty());
}

TEST(PictureLayout, NoTime_IsTheMiddle) {
  const auto layout = lay_out_picture({sliding_clip("clip", 21, {0.0, 0.0, 1.0})}, {});
  ASSERT_TRUE(layout.ok());
  ASSERT_THAT(layout->rows[0].poses, SizeIs(1));
  EXPECT_NEAR(layout->rows[0].poses[0].time_s, 1.0, 1e-9);
  EXPECT_NEAR(hips_of(layout->rows[0].scene.figures[0]).z, 1.0, 1e-9) << "travel is kept";
}

TEST(PictureLayout, TimeBetweenFrames_IsInterpolated) {
  const auto layout = lay_out_picture({sliding_clip("clip", 21, {0.0, 0.0, 1.0})}, {.at_s = 0.537});
  ASSERT_TRUE(layout.ok());
  EXPECT_NEAR(hips_of(layout->rows[0].scene.figures[0]).z, 0.537, 1e-9);
}

TEST(PictureLayout, SeveralClips_StandHalfAMetreApartFromLeftToRight) {
  const std::vector<Clip> clips(3, sliding_clip("clip", 11, Vec3(0.0)));
  const auto layout = lay_out_picture(clips, {});
  ASSERT_TRUE(layout.ok());
  const PictureRow& row = layout->rows[0];
  ASSERT_THAT(row.scene.figures, SizeIs(3));
  for (size_t i = 1; i < 3; ++i) {
    const double gap =
        extent(row.scene.figures[i], kLeft).first - extent(row.scene.figures[i - 1], kLeft).second;
    EXPECT_NEAR(gap, 0.5, 0.02);
    EXPECT_GT(picture_column(row, hips_of(row.scene.figures[i]), 1.78),
              picture_column(row, hips_of(row.scene.figures[i - 1]), 1.78));
    EXPECT_EQ(row.poses[i].clip, static_cast<int>(i));
  }
}

TEST(PictureLayout, UnequalTravel_HidesNoFigureBehindItsNeighbour) {
  const std::vector<Clip> clips{sliding_clip("slow", 31, {0.0, 0.0, 0.3}),
                                sliding_clip("fast", 31, {0.0, 0.0, 1.2})};
  for (const char* camera : {"", "40,10,9"}) {
    const auto layout = lay_out_picture(clips, {.camera = camera, .at_s = 2.0});
    ASSERT_TRUE(layout.ok());
    const PictureRow& row = layout->rows[0];
    const double azimuth = row.camera.azimuth_rad;
    const Vec3 right(std::cos(azimuth), 0.0, -std::sin(azimuth));
    EXPECT_GT(extent(row.scene.figures[1], right).first,
              extent(row.scene.figures[0], right).second);
  }
}

TEST(PictureLayout, ShorterClip_HoldsItsLastPoseWithAWarning) {
  const auto layout = lay_out_picture(
      {sliding_clip("long", 31, Vec3(0.0)), sliding_clip("brief", 11, Vec3(0.0))}, {.at_s = 2.0});
  ASSERT_TRUE(layout.ok());
  EXPECT_NEAR(layout->rows[0].poses[1].time_s, 1.0, 1e-9);
  EXPECT_THAT(layout->warnings, ElementsAre(HasSubstr("\"brief\" ends at 1 s")));
}

TEST(PictureLayout, FloorAtAnotherHeight_IsPutOnTheGroundWithAWarning) {
  Clip clip = sliding_clip("flying", 5, Vec3(0.0));
  for (Vec3& translation : clip.translations) translation.y += 0.9;
  const auto layout = lay_out_picture({clip}, {});
  ASSERT_TRUE(layout.ok());
  EXPECT_NEAR(extent(layout->rows[0].scene.figures[0], kUp).first, 0.0, 0.02);
  EXPECT_THAT(layout->warnings, ElementsAre(HasSubstr("90 cm")));
}

TEST(PictureLayout, Framing_HoldsAllFigures) {
  for (const int strip : {0, 5}) {
    const std::vector<Clip> clips{sliding_clip("clip", 41, {0.0, 0.0, 1.0})};
    const auto layout = lay_out_picture(clips, {.width = 900, .height = 400, .strip = strip});
    ASSERT_TRUE(layout.ok());
    for (const view::Figure& figure : layout->rows[0].scene.figures) {
      for (const Vec3& point : view::outline_points(figure)) {
        EXPECT_LT(std::abs(picture_column(layout->rows[0], point, 900.0 / 400.0)), 1.0);
      }
    }
  }
}

TEST(PictureLayout, CameraText_IsObeyed) {
  const auto layout =
      lay_out_picture({sliding_clip("clip", 5, Vec3(0.0))}, {.camera = "90,20,7.5"});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(view::camera_to_text(layout->rows[0].camera), "90,20,7.5");
}

TEST(PictureLayout, Transparent_AndTheme_ReachTheScene) {
  const auto layout = lay_out_picture({sliding_clip("clip", 5, Vec3(0.0))},
                                      {.theme = "light", .is_transparent = true});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(layout->rows[0].scene.theme, view::Theme::kLight);
  EXPECT_TRUE(layout->rows[0].scene.is_transparent);
}

TEST(StripLayout, StandingClip_IsSpreadEvenlyInPlace) {
  // Drifts and turns a little: that travel is taken out.
  const auto layout =
      lay_out_picture({sliding_clip("idle", 41, {0.1, 0.0, 0.2}, 0.7)}, {.strip = 5});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(layout->name, "in place");
  const PictureRow& row = layout->rows[0];
  ASSERT_THAT(row.poses, SizeIs(5));
  EXPECT_EQ(row.poses.front().time_s, 0.0);
  EXPECT_NEAR(row.poses.back().time_s, 4.0, 1e-9);
  const Vec3 step = hips_of(row.scene.figures[1]) - hips_of(row.scene.figures[0]);
  EXPECT_GT(glm::length(step), 0.5);
  for (size_t k = 1; k < 5; ++k) {
    const Vec3 own = hips_of(row.scene.figures[k]) - hips_of(row.scene.figures[k - 1]);
    EXPECT_LT(glm::length(own - step), 1e-9);
    EXPECT_GT(picture_column(row, hips_of(row.scene.figures[k]), 1.78),
              picture_column(row, hips_of(row.scene.figures[k - 1]), 1.78));
    EXPECT_NEAR(heading_rad(row.scene.figures[k]), 0.0, 1e-9);
  }
}

TEST(StripLayout, TravellingClip_KeepsItsTruePathFromLeftToRight) {
  const Vec3 velocity(0.6, 0.0, -0.9);
  const auto layout = lay_out_picture({sliding_clip("walk", 61, velocity, 1.1)}, {.strip = 6});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(layout->name, "along its path");
  const PictureRow& row = layout->rows[0];
  ASSERT_THAT(row.scene.figures, SizeIs(6));
  for (size_t k = 1; k < 6; ++k) {
    const Vec3 step = hips_of(row.scene.figures[k]) - hips_of(row.scene.figures[k - 1]);
    EXPECT_NEAR(glm::length(step), glm::length(velocity) * 6.0 / 5.0, 1e-6);
    EXPECT_GT(picture_column(row, hips_of(row.scene.figures[k]), 1.78),
              picture_column(row, hips_of(row.scene.figures[k - 1]), 1.78));
  }
}

TEST(StripLayout, Threshold_IsHalfAMetreAPose) {
  for (const double travel : {3.9, 4.1}) {
    const auto layout =
        lay_out_picture({sliding_clip("walk", 41, {0.0, 0.0, travel / 4.0})}, {.strip = 8});
    ASSERT_TRUE(layout.ok());
    EXPECT_EQ(layout->name, travel > 4.0 ? "along its path" : "in place");
  }
}

TEST(StripLayout, SeveralClips_AreRowsOfOneScaleAndOneKind) {
  const auto layout = lay_out_picture(
      {sliding_clip("walk", 61, {0.0, 0.0, 1.0}), sliding_clip("idle", 31, Vec3(0.0))},
      {.strip = 4});
  ASSERT_TRUE(layout.ok());
  EXPECT_EQ(layout->name, "in place");
  ASSERT_THAT(layout->rows, SizeIs(2));
  EXPECT_EQ(layout->rows[0].camera.distance_m, layout->rows[1].camera.distance_m);
  EXPECT_EQ(layout->rows[1].poses[0].clip, 1);
  const auto spacing = [&](int row) {
    const auto& figures = layout->rows[row].scene.figures;
    return glm::length(hips_of(figures[1]) - hips_of(figures[0]));
  };
  EXPECT_NEAR(spacing(0), spacing(1), 1e-9);
}

TEST(RenderedGhosts, NumbersThatMakeNoSense_AreErrors) {
  EXPECT_FALSE(RenderSettings{.ghosts_past = -1}.validate().ok());
  EXPECT_FALSE(RenderSettings{.ghosts_future = 1000}.validate().ok());
  EXPECT_FALSE((RenderSettings{.ghosts_past = 1, .ghost_spacing_s = 0.0}.validate().ok()));
  EXPECT_FALSE((RenderSettings{.strip = 4, .ghosts_past = 1}.validate().ok()));
}

TEST(RenderedGhosts, StandWhereTheFigureWasAndWillBe) {
  const std::vector<Clip> clips{sliding_clip("walk", 61, {0.0, 0.0, 1.0})};
  const auto layout = lay_out_picture(
      clips, {.at_s = 3.0, .ghosts_past = 2, .ghosts_future = 1, .ghost_spacing_s = 0.5});
  ASSERT_TRUE(layout.ok());
  const auto& figures = layout->rows[0].scene.figures;
  ASSERT_THAT(figures, SizeIs(4));
  EXPECT_THAT(layout->rows[0].poses, SizeIs(1));
  const auto ahead_m = [&](int ghost) {
    return hips_of(figures[static_cast<size_t>(ghost)]).z - hips_of(figures[3]).z;
  };
  EXPECT_NEAR(ahead_m(0), -1.0, 0.06);
  EXPECT_NEAR(ahead_m(1), -0.5, 0.06);
  EXPECT_NEAR(ahead_m(2), 0.5, 0.06);
  EXPECT_TRUE(figures[2].is_outline);
  EXPECT_EQ(figures[3].opacity, 1.0f);
}

TEST(Trails, OfHandsAndFeet_EndAtTheFigure) {
  const std::vector<Clip> clips{sliding_clip("walk", 61, {0.0, 0.0, 1.0})};
  const auto without = lay_out_picture(clips, {.at_s = 3.0});
  ASSERT_TRUE(without.ok());
  EXPECT_THAT(without->rows[0].scene.trails, IsEmpty());
  const auto with = lay_out_picture(clips, {.at_s = 3.0, .has_trails = true});
  ASSERT_TRUE(with.ok());
  const view::Scene& scene = with->rows[0].scene;
  ASSERT_THAT(scene.trails, SizeIs(4));
  const int hand = canonical_skeleton()->find("LeftHand");
  EXPECT_LT(glm::length(scene.trails[0].points.back() - scene.figures[0].positions[hand]), 1e-9);
  EXPECT_NEAR(glm::length(scene.trails[0].points.front() - scene.trails[0].points.back()), 2.0,
              0.11)
      << "two seconds of a metre each";
}

/// The maker, or the reason why there is none on this machine.
#define KINEMOTE_MAKER(maker)                                      \
  auto made_##maker = PictureMaker::make();                        \
  if (!made_##maker) GTEST_SKIP() << made_##maker.error().message; \
  PictureMaker& maker = *made_##maker

TEST(PictureMaker, Picture_HasTheSizeAskedForAndShowsSomething) {
  KINEMOTE_MAKER(maker);
  const std::vector<Clip> clips(3, sliding_clip("clip", 5, Vec3(0.0)));
  // 3 rows do not divide 100 pixels.
  const auto picture = maker.draw(clips, {.width = 160, .height = 100, .strip = 2});
  ASSERT_TRUE(picture.ok()) << picture.error().message;
  EXPECT_EQ(picture->image.width, 160);
  EXPECT_EQ(picture->image.height, 100);
  EXPECT_EQ(picture->image.rgba.size(), 4u * 160 * 100);
  EXPECT_THAT(picture->poses, SizeIs(6));
  EXPECT_THAT(picture->cameras, SizeIs(3));
  const auto [darkest, lightest] =
      std::minmax_element(picture->image.rgba.begin(), picture->image.rgba.end());
  EXPECT_GT(*lightest, *darkest + 100);
}

TEST(PictureMaker, SameClips_GiveTheSameBytes) {
  KINEMOTE_MAKER(maker);
  const std::vector<Clip> clips{sliding_clip("clip", 31, {0.0, 0.0, 1.0})};
  const RenderSettings settings{.width = 160, .height = 90, .has_trails = true};
  const auto first = maker.draw(clips, settings);
  const auto second = maker.draw(clips, settings);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->image.rgba, second->image.rgba);
}

TEST(RenderFiles, WrongName_OrNoClip_IsRefusedBeforeAnythingIsRead) {
  const test::TemporaryFolder folder;
  const auto wrong = render_files({"missing.bvh"}, folder.path() / "out.jpg", {}, {}, {});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, ErrorCode::kUsage);
  EXPECT_THAT(wrong.error().message, HasSubstr(".png"));
  EXPECT_EQ(render_files({}, folder.path() / "out.png", {}, {}, {}).error().code,
            ErrorCode::kUsage);
}

TEST(RenderFiles, MissingClip_OrCancel_LeavesNothing) {
  const test::TemporaryFolder folder;
  const auto out = folder.path() / "out.png";
  const auto missing = render_files({folder.path() / "none.bvh"}, out, {}, {}, {});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kBadInput);
  const auto stopped = render_files({folder.path() / "none.bvh"}, out, {}, {},
                                    [](std::string_view, double) { return false; });
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(RenderFiles, Clip_BecomesAPictureAndAPageThatRepeatsIt) {
  if (const auto device = view::make_offscreen_device(); !device) {
    GTEST_SKIP() << device.error().message;
  }
  const test::TemporaryFolder folder;
  const auto clip = folder.path() / "walk.bvh";
  ASSERT_TRUE(io::write_bvh(clip, sliding_clip("walk", 21, {0.0, 0.0, 1.0})).ok());
  const auto out = folder.path() / "walk.png";
  const RenderSettings settings{.width = 120, .height = 80, .at_s = 0.5, .theme = "light"};
  const auto rendered = render_files({clip}, out, settings, {}, {});
  ASSERT_TRUE(rendered.ok()) << rendered.error().message;
  EXPECT_THAT(rendered->files, ElementsAre(out, folder.path() / "walk.png.json"));
  const auto png = io::read_file(out);
  ASSERT_TRUE(png.ok());
  EXPECT_EQ(png->substr(1, 3), "PNG");

  const auto page = nlohmann::json::parse(*io::read_file(folder.path() / "walk.png.json"));
  EXPECT_EQ(page["program"], "kinemote");
  EXPECT_EQ(page["clips"][0]["path"], clip.string());
  EXPECT_EQ(page["width"], 120);
  EXPECT_EQ(page["height"], 80);
  EXPECT_EQ(page["at_s"], 0.5);
  EXPECT_EQ(page["theme"], "light");
  RenderSettings again = settings;
  again.camera = page["cameras"][0];
  ASSERT_TRUE(render_files({clip}, folder.path() / "again.png", again, {}, {}).ok());

  const auto json = nlohmann::json::parse(render_to_json(*rendered));
  EXPECT_EQ(json["files"].size(), 2u);
  EXPECT_EQ(json["frames"], 1);
  EXPECT_THAT(json["device"].get<std::string>(), HasSubstr("OpenGL"));
}

}  // namespace
}  // namespace kinemote::app
