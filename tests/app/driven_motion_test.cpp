#include "app/driven_motion.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "support/fake_model.h"

namespace kinemote::app {
namespace {

DriveRequest rising(double until_s) {
  DriveRequest request;
  request.track.curve.keys = {{0.0, {0.0, -0.8, 0.0}}, {2.0, {0.0, 0.8, 0.0}}};
  request.track.duration_s = 3.0;
  request.track.is_driving = true;
  request.until_s = until_s;
  request.motion.latent.assign(test::FakeModel::kLatents, 0.0f);
  return request;
}

TEST(DrivenMotion, ModelThatRefuses_IsAnError) {
  test::FakeModel model;
  DriveRequest request = rising(1.0);
  request.motion.condition.content = 7;
  EXPECT_FALSE(driven_motion(model, request, {}));
}

TEST(DrivenMotion, Stopped_IsCancelled) {
  test::FakeModel model;
  const auto driven =
      driven_motion(model, rising(3.0), [](std::string_view, double) { return false; });
  ASSERT_FALSE(driven);
  EXPECT_EQ(driven.error().code, ErrorCode::kCancelled);
}

TEST(DrivenMotion, HipsRiseWithTheCurveAndTheWalkGoesOn) {
  test::FakeModel model;
  const auto driven = driven_motion(model, rising(3.0), {});
  ASSERT_TRUE(driven) << driven.error().message;
  const Playable& motion = **driven;
  EXPECT_FALSE(motion.is_seamless);
  EXPECT_NEAR(motion.duration_s(), 3.0, 1e-6);
  const auto hips = [&](double time_s) {
    const int frame = static_cast<int>(std::lround(time_s / motion.clip.frame_time_s));
    return motion.world.position(frame, 0);
  };
  // 3 cm of height a unit of arousal, 1 m/s forwards.
  EXPECT_NEAR(hips(2.5).y - hips(0.0).y, 0.048, 0.01);
  EXPECT_NEAR(
      glm::distance(Vec3(hips(3.0).x, 0.0, hips(3.0).z), Vec3(hips(0.0).x, 0.0, hips(0.0).z)), 3.0,
      0.3);
  for (double time_s = 0.1; time_s < 3.0; time_s += 0.1) {
    EXPECT_LT(glm::distance(hips(time_s), hips(time_s - 0.1)), 0.2) << "it does not jump";
  }
}

TEST(DrivenMotion, Twice_IsTheSame) {
  test::FakeModel model;
  const auto once = driven_motion(model, rising(2.0), {});
  const auto twice = driven_motion(model, rising(2.0), {});
  ASSERT_TRUE(once && twice);
  EXPECT_EQ((*once)->clip.rotations, (*twice)->clip.rotations);
  EXPECT_EQ((*once)->clip.translations, (*twice)->clip.translations);
}

}  // namespace
}  // namespace kinemote::app
