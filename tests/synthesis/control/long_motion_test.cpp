#include <gmock/gmock.h>

#include <glm/geometric.hpp>

#include "motion/core/kinematics.h"
#include "synthesis/control/fake_model.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

using test::FakeModel;
using ::testing::HasSubstr;

GenerateSettings along(PadCurve curve, double duration_s = 0.0) {
  GenerateSettings settings;
  settings.latent = {0.5F, 0.0F};
  settings.pad_curve = std::move(curve);
  settings.duration_s = duration_s;
  return settings;
}

/// Speed over the ground in each whole second, metres per second.
std::vector<double> speeds_mps(const Clip& clip) {
  const WorldMotion world = forward_kinematics(clip);
  std::vector<double> speeds;
  for (int f = 0; f + 30 < clip.frame_count; f += 30) {
    const Vec3 moved = world.position(f + 30, 0) - world.position(f, 0);
    speeds.push_back(std::hypot(moved.x, moved.z));
  }
  return speeds;
}

TEST(GenerateAlongACurve, CurvesThatMakeNoSense_AreRefused) {
  FakeModel model;
  GenerateSettings backwards = along({{{3.0, {}}, {1.0, {}}}});
  EXPECT_THAT(generate(model, backwards).error().message, HasSubstr("key 2"));
  GenerateSettings with_style = along({{{0.0, {}}}});
  with_style.style = "happy";
  EXPECT_THAT(generate(model, with_style).error().message, HasSubstr("style"));
}

TEST(GenerateAlongACurve, WithoutALength_IsAsLongAsTheCurve) {
  FakeModel model;
  const auto made = generate(model, along({{{0.0, {}}, {7.0, {0.0, 0.5, 0.0}}}}));
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(made->clip.frame_count, 210);
}

TEST(GenerateAlongACurve, CurveThatStaysPut_IsThatPad) {
  FakeModel model;
  const analysis::Pad pad{0.0, 0.6, 0.0};
  GenerateSettings plain = along({}, 9.0);
  plain.pad = pad;
  const auto curved = generate(model, along({{{0.0, pad}, {9.0, pad}}}, 9.0));
  const auto straight = generate(model, plain);
  ASSERT_TRUE(curved.ok() && straight.ok());
  EXPECT_EQ(curved->clip.rotations, straight->clip.rotations);
  EXPECT_EQ(curved->clip.translations, straight->clip.translations);
}

TEST(GenerateAlongACurve, RisingArousal_QuickensTheWalkLittleByLittle) {
  FakeModel model;
  GenerateSettings settings =
      along({{{0.0, {0.0, -1.0, 0.0}}, {20.0, {0.0, 1.0, 0.0}}}, false}, 20.0);
  settings.clean_up.lock_feet = false;
  const auto made = generate(model, settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  const std::vector<double> speeds = speeds_mps(made->clip);
  EXPECT_NEAR(speeds.front(), 0.93, 0.1);  // the fake walks at 1.2 + 0.3 arousal
  EXPECT_NEAR(speeds.back(), 1.47, 0.1);
  for (size_t i = 1; i < speeds.size(); ++i) EXPECT_LT(std::abs(speeds[i] - speeds[i - 1]), 0.12);
  EXPECT_FALSE(made->joints_s.empty());
}

TEST(GenerateAlongACurve, Joints_AreNoFasterOrSharperThanTheRest) {
  FakeModel model;
  GenerateSettings settings =
      along({{{0.0, {0.0, -1.0, 0.0}}, {15.0, {0.0, 1.0, 0.0}}, {30.0, {0.0, -1.0, 0.0}}}}, 30.0);
  settings.clean_up.lock_feet = false;
  const auto made = generate(model, settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  // The quickest walk of the fake, unbroken.
  const Clip unbroken = model.source(settings.latent, {{0.0, 1.0, 0.0}, 0}, 200);
  const analysis::Plausibility usual = analysis::measure_plausibility(
      unbroken, forward_kinematics(unbroken), model.card().layout.body);
  EXPECT_GT(made->joints_s.size(), 10u);
  EXPECT_LT(made->at_joints.fastest_mps.value, 1.1 * usual.fastest_mps.value);
  EXPECT_LT(made->at_joints.sharpest_mps2.value, 1.4 * usual.sharpest_mps2.value);
  EXPECT_LT(made->at_joints.sharpest_mps2.value, analysis::real_motion().acceleration_p999_mps2);
}

TEST(GenerateAlongACurve, SameSeed_GivesTheSameMotion) {
  FakeModel model;
  GenerateSettings settings = along({{{0.0, {0.0, -1.0, 0.0}}, {8.0, {0.0, 1.0, 0.0}}}});
  settings.latent.clear();
  const auto a = generate(model, settings);
  const auto b = generate(model, settings);
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(a->clip.rotations, b->clip.rotations);
  EXPECT_EQ(a->joints_s, b->joints_s);
}

TEST(GenerateLong, Cancelled_Stops) {
  FakeModel model;
  const auto made = generate(model, along({}, 60.0),
                             [](std::string_view, double fraction) { return fraction < 0.3; });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::kCancelled);
}

TEST(GenerateLong, TenMinutes_HaveEveryFrame) {
  FakeModel model;
  const auto made = generate(model, along({}, 600.0));
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_EQ(made->clip.frame_count, 18'000);
  EXPECT_TRUE(made->clip.validate().ok());
}

TEST(GenerateLoop, Walk_IsMostOfWhatWasAskedForAndRepeats) {
  FakeModel model;
  GenerateSettings settings = along({}, 6.0);
  settings.is_loop = true;
  const auto made = generate(model, settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  EXPECT_GE(made->clip.duration_s(), 4.5);
  EXPECT_LE(made->clip.duration_s(), 6.0);
  // From the last frame to the first, the hips' height and the knees go on like between any two.
  const Clip& clip = made->clip;
  const int last = clip.frame_count - 1;
  for (const char* name : {"LeftLowerLeg", "RightLowerLeg", "LeftUpperArm"}) {
    const int joint = clip.skeleton->find(name);
    const auto step = [&](int from, int to) {
      return 1.0 -
             std::abs(glm::dot(clip.frame_rotations(from)[joint], clip.frame_rotations(to)[joint]));
    };
    double usual = 0.0;
    for (int f = 0; f < last; ++f) usual = std::max(usual, step(f, f + 1));
    EXPECT_LT(step(last, 0), 1.5 * usual + 1e-6) << name;
  }
}

}  // namespace
}  // namespace kinemote::synthesis
