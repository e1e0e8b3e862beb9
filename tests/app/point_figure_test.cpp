#include "app/point_figure.h"

#include <gtest/gtest.h>

#include <limits>

namespace kinemote::app {
namespace {

/// Two points, `frames` frames; the second one is `height` above the first.
PointClip column(int frames, double x, double height, bool is_2d) {
  PointClip clip;
  clip.name = "column";
  clip.point_names = {"foot", "head"};
  clip.bones = {{0, 1}};
  clip.frame_count = frames;
  clip.is_2d = is_2d;
  for (int f = 0; f < frames; ++f) {
    clip.positions.push_back({x + f, 40.0, 0.0});
    clip.positions.push_back({x + f, 40.0 + height, 0.0});
  }
  clip.confidences.assign(clip.positions.size(), 1.0f);
  clip.states.assign(clip.positions.size(), PointState::kMeasured);
  return clip;
}

TEST(PointFigure, ClipsWithoutFrames_AreLeftOut) {
  EXPECT_TRUE(make_point_figures({}).empty());
  EXPECT_TRUE(make_point_figures({PointClip{}}).empty());
}

TEST(PointFigure, AllMissing_StillHasAPlaceForTheCamera) {
  PointClip clip = column(3, 0.0, 100.0, true);
  clip.states.assign(clip.positions.size(), PointState::kMissing);
  clip.positions.assign(clip.positions.size(), Vec3(std::numeric_limits<double>::quiet_NaN()));
  const auto figures = make_point_figures({clip});
  ASSERT_EQ(figures.size(), 1u);
  const Clip carrier = carrier_clip(*figures[0]);
  EXPECT_TRUE(carrier.validate());
  EXPECT_TRUE(std::isfinite(carrier.translations[1].x));
}

TEST(PointFigure, TwoDimensions_StandOnOnePlaneAsHighAsAPerson) {
  const auto figures =
      make_point_figures({column(3, 100.0, 300.0, true), column(3, 500.0, 150.0, true)});
  ASSERT_EQ(figures.size(), 2u);
  const double metres_per_unit = 1.7 / 300.0;
  EXPECT_NEAR(figures[0]->height_m, 1.7, 1e-9);
  EXPECT_NEAR(figures[1]->height_m, 0.85, 1e-9);
  // They keep their distance in the picture, and the lowest point stands on the ground.
  EXPECT_NEAR(figures[1]->places[0].x - figures[0]->places[0].x, 400.0 * metres_per_unit, 1e-9);
  EXPECT_NEAR(figures[0]->places[0].y, 0.0, 1e-9);
  for (const Vec3& place : figures[0]->places) EXPECT_EQ(place.z, 0.0);
  ASSERT_TRUE(figures[0]->plane);
  EXPECT_NEAR((*figures[0]->plane)[0].x, -(*figures[0]->plane)[1].x, 1e-9);
}

TEST(PointFigure, ThreeDimensions_StayWhereTheyAre) {
  const PointClip clip = column(4, 0.5, 1.6, false);
  const auto figures = make_point_figures({clip});
  EXPECT_EQ(figures[0]->places, clip.positions);
  EXPECT_FALSE(figures[0]->plane);
  EXPECT_NEAR(figures[0]->ground_m, 40.0, 1e-9);
  EXPECT_EQ(figures[0]->frame_at(-1.0), 0);
  EXPECT_EQ(figures[0]->frame_at(99.0), 3);
}

TEST(CarrierClip, GoesWithTheMiddleAndWaitsWhileNothingIsSeen) {
  PointClip clip = column(3, 0.0, 2.0, false);
  clip.states[2] = clip.states[3] = PointState::kMissing;
  const Clip carrier = carrier_clip(*make_point_figures({clip})[0]);
  ASSERT_EQ(carrier.frame_count, 3);
  EXPECT_NEAR(carrier.translations[0].y, 41.0, 1e-9);
  EXPECT_EQ(carrier.translations[1], carrier.translations[0]);
  EXPECT_NEAR(carrier.translations[2].x, 2.0, 1e-9);
}

}  // namespace
}  // namespace kinemote::app
