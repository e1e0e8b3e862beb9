// Measured on the motions themselves: what the literature says emotion does to movement, and that
// every content shows every axis.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <glm/geometric.hpp>
#include <string>
#include <vector>

#include "motion/core/body_map.h"
#include "motion/core/kinematics.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::synthesis {
namespace {

using analysis::Pad;
constexpr Pad kSad{-0.6, -0.4, -0.3};
constexpr Pad kHappy{0.8, 0.5, 0.15};
constexpr Pad kAngry{-0.5, 0.8, 0.9};
constexpr Pad kAfraid{-0.6, 0.7, -0.8};
constexpr Pad kProud{0.4, 0.2, 0.35};
constexpr Pad kRelaxed{0.6, -0.55, 0.1};
constexpr Pad kNeutral{};

const BodyMap& body() {
  static const BodyMap map = *find_body(*canonical_skeleton());
  return map;
}

WorldMotion motion(const std::string& content, const Pad& pad, uint64_t actor = 3,
                   double duration_s = 8.0) {
  PerformSettings settings;
  settings.content = content;
  settings.pad = pad;
  settings.actor_seed = actor;
  settings.duration_s = duration_s;
  return forward_kinematics(*perform(settings));
}

double mean_over_frames(const WorldMotion& world, const std::function<double(int)>& value) {
  double sum = 0.0;
  for (int f = 0; f < world.frame_count; ++f) sum += value(f);
  return sum / world.frame_count;
}

double walking_speed_mps(const WorldMotion& world) {
  const Vec3 way = world.position(world.frame_count - 1, 0) - world.position(0, 0);
  return std::hypot(way.x, way.z) / ((world.frame_count - 1) * world.frame_time_s);
}

/// Mean pitch of the face below the horizon, radians.
double head_down_rad(const WorldMotion& world) {
  return mean_over_frames(world, [&](int f) {
    return -std::asin((world.rotation(f, body()[BodyPart::kHead]) * kForward).y);
  });
}

double speed_of(const WorldMotion& world, int joint) {
  double way = 0.0;
  for (int f = 1; f < world.frame_count; ++f) {
    way += glm::length(world.position(f, joint) - world.position(f - 1, joint));
  }
  return way / ((world.frame_count - 1) * world.frame_time_s);
}

double mean_speed_of_all(const WorldMotion& world) {
  double sum = 0.0;
  for (int j = 0; j < world.joint_count; ++j) sum += speed_of(world, j);
  return sum / world.joint_count;
}

/// Root mean square of a joint's third difference over time, m/s^3.
double jerk_of(const WorldMotion& world, int j) {
  double sum = 0.0;
  for (int f = 3; f < world.frame_count; ++f) {
    const Vec3 third = world.position(f, j) - 3.0 * world.position(f - 1, j) +
                       3.0 * world.position(f - 2, j) - world.position(f - 3, j);
    sum += glm::dot(third, third);
  }
  return std::sqrt(sum / (world.frame_count - 3)) / std::pow(world.frame_time_s, 3.0);
}

double bounce_m(const WorldMotion& world) {
  double mean = mean_over_frames(world, [&](int f) { return world.position(f, 0).y; });
  return std::sqrt(
      mean_over_frames(world, [&](int f) { return std::pow(world.position(f, 0).y - mean, 2.0); }));
}

/// Distance of the elbows from each other, metres.
double elbow_spread_m(const WorldMotion& world) {
  return mean_over_frames(world, [&](int f) {
    return glm::length(world.position(f, body()[BodyPart::kLeftLowerArm]) -
                       world.position(f, body()[BodyPart::kRightLowerArm]));
  });
}

double feet_apart_m(const WorldMotion& world) {
  return mean_over_frames(world, [&](int f) {
    // Across the pelvis, so that steps do not count.
    const Vec3 across = glm::normalize(world.position(f, body()[BodyPart::kLeftUpperLeg]) -
                                       world.position(f, body()[BodyPart::kRightUpperLeg]));
    return glm::dot(world.position(f, body()[BodyPart::kLeftToes]) -
                        world.position(f, body()[BodyPart::kRightToes]),
                    across);
  });
}

double arm_swing_m(const WorldMotion& world) {
  double farthest = -1.0;
  double nearest = 1.0;
  for (int f = 0; f < world.frame_count; ++f) {
    const double ahead = (glm::conjugate(yaw_rotation(yaw_rad(world.rotation(f, 0)))) *
                          (world.position(f, body()[BodyPart::kLeftHand]) - world.position(f, 0)))
                             .z;
    farthest = std::max(farthest, ahead);
    nearest = std::min(nearest, ahead);
  }
  return farthest - nearest;
}

/// Tilt of the upper back against the pelvis, + slumped.
double slump_rad(const WorldMotion& world) {
  return mean_over_frames(world, [&](int f) {
    const Vec3 up = world.rotation(f, body()[BodyPart::kNeck] - 1) * kUp;
    return std::asin((glm::conjugate(yaw_rotation(yaw_rad(world.rotation(f, 0)))) * up).z);
  });
}

/// Mean of several actors: one alone may be a slow walker.
double actors_walking_speed_mps(const Pad& pad) {
  constexpr int kActors = 8;
  double sum = 0.0;
  for (uint64_t actor = 1; actor <= kActors; ++actor) {
    sum += walking_speed_mps(motion("walk", pad, actor));
  }
  return sum / kActors;
}

TEST(Walking, HappyAndAngry_AreFasterThanNeutralAndSadIsSlower) {
  const double neutral = actors_walking_speed_mps(kNeutral);
  EXPECT_NEAR(neutral, 1.3, 0.15);  // comfortable: 1.27 to 1.46 m/s (Bohannon 1997)
  EXPECT_GT(actors_walking_speed_mps(kHappy), 1.15 * neutral);
  EXPECT_GT(actors_walking_speed_mps(kAngry), 1.15 * neutral);
  EXPECT_LT(actors_walking_speed_mps(kSad), 0.85 * neutral);
}

TEST(Walking, Sadness_BowsTheHeadStillsTheArmsAndFlattensTheStep) {
  const WorldMotion sad = motion("walk", kSad);
  const WorldMotion neutral = motion("walk", kNeutral);
  const WorldMotion happy = motion("walk", kHappy);
  EXPECT_GT(head_down_rad(sad), head_down_rad(neutral) + rad_from_degrees(8.0));
  EXPECT_GT(head_down_rad(neutral), head_down_rad(happy));
  EXPECT_LT(arm_swing_m(sad), 0.8 * arm_swing_m(neutral));
  EXPECT_GT(arm_swing_m(happy), 1.2 * arm_swing_m(neutral));
  EXPECT_LT(bounce_m(sad), 0.85 * bounce_m(neutral));
  EXPECT_GT(bounce_m(happy), 1.15 * bounce_m(neutral));
  EXPECT_GT(slump_rad(sad), slump_rad(neutral));
}

TEST(Standing, PrideOpensAndFearContracts) {
  const WorldMotion proud = motion("idle", kProud);
  const WorldMotion afraid = motion("idle", kAfraid);
  EXPECT_GT(elbow_spread_m(proud), elbow_spread_m(afraid) + 0.05);
  EXPECT_GT(feet_apart_m(proud), feet_apart_m(afraid) + 0.05);
  EXPECT_LT(slump_rad(proud), slump_rad(afraid));
  EXPECT_LT(head_down_rad(proud), head_down_rad(afraid));
}

TEST(Waving, AngerIsJerkierThanCalm) {
  const int hand = body()[BodyPart::kRightHand];
  const uint64_t right_handed = 3;
  EXPECT_GT(jerk_of(motion("wave", kAngry, right_handed), hand),
            2.0 * jerk_of(motion("wave", kRelaxed, right_handed), hand));
  EXPECT_GT(speed_of(motion("wave", kAngry, right_handed), hand),
            1.3 * speed_of(motion("wave", kRelaxed, right_handed), hand));
}

// Along each axis, with the other two elsewhere in the cube, a mark of that axis moves the same way
// in every content.
struct AxisMark {
  std::string name;
  int axis;
  double direction;
  double (*value)(const WorldMotion&);
};

class EveryContent : public testing::TestWithParam<std::string> {};

TEST_P(EveryContent, ShowsEveryAxis) {
  const std::vector<AxisMark> marks{{"head lifts with pleasure", 0, -1, head_down_rad},
                                    {"chest opens with pleasure", 0, -1, slump_rad},
                                    {"all moves faster with arousal", 1, 1, mean_speed_of_all},
                                    {"elbows spread with dominance", 2, 1, elbow_spread_m},
                                    {"feet stand wider with dominance", 2, 1, feet_apart_m}};
  for (const AxisMark& mark : marks) {
    for (const double other : {-0.6, 0.6}) {
      double before = 0.0;
      for (const double x : {-1.0, 0.0, 1.0}) {
        double pad[3] = {other, -other, other};
        pad[mark.axis] = x;
        // Long enough for several repetitions.
        const WorldMotion world = motion(GetParam(), {pad[0], pad[1], pad[2]}, 3, 16.0);
        const double value = mark.direction * mark.value(world);
        if (x > -1.0) {
          EXPECT_GT(value, before) << mark.name << ": at " << x << ", others " << other;
        }
        before = value;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Corpus, EveryContent, testing::ValuesIn(procedural_contents()),
                         [](const auto& content) { return content.param; });

}  // namespace
}  // namespace kinemote::synthesis
