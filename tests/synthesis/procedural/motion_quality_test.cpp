// What every motion of the corpus must keep to, whatever the emotion: feet that stay where they
// stand, a body above the ground, knees that bend one way, nothing that jumps.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <string>
#include <vector>

#include "motion/core/contacts.h"
#include "synthesis/procedural/corpus.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {
namespace {

/// Every content at the corners and at points inside the cube, each with another actor and take.
std::vector<PerformSettings> sample(double duration_s) {
  std::vector<PerformSettings> list;
  uint64_t seed = 1;
  for (const std::string& content : procedural_contents()) {
    for (int point = 0; point < 14; ++point) {
      PerformSettings settings;
      settings.content = content;
      settings.duration_s = duration_s;
      settings.actor_seed = ++seed;
      settings.take_seed = ++seed;
      const auto coordinate = [&](int axis) {
        if (point < 8) return (point >> axis) & 1 ? 1.0 : -1.0;
        return signed_uniform(seed, static_cast<uint64_t>(axis));
      };
      settings.pad = {coordinate(0), coordinate(1), coordinate(2)};
      list.push_back(settings);
    }
  }
  return list;
}

std::string describe(const PerformSettings& s) {
  return s.content + " at " + std::to_string(s.pad.pleasure) + " " + std::to_string(s.pad.arousal) +
         " " + std::to_string(s.pad.dominance) + " actor " + std::to_string(s.actor_seed);
}

TEST(MotionQuality, PlantedFeet_SlideLessThanACentimetre) {
  const BodyMap body = *find_body(*canonical_skeleton());
  for (const PerformSettings& settings : sample(6.0)) {
    const FootSlide slide = foot_slide(forward_kinematics(*perform(settings)), body);
    EXPECT_GT(slide.stance_count, 0) << describe(settings);
    EXPECT_LT(slide.worst_m, 0.01) << describe(settings);
  }
}

TEST(MotionQuality, Body_StaysAboveTheGround) {
  const SkeletonPtr skeleton = canonical_skeleton();
  const Vec3 heel_from_ankle(0.0, -0.075, -0.05);
  for (const PerformSettings& settings : sample(6.0)) {
    const WorldMotion world = forward_kinematics(*perform(settings));
    double lowest = 1.0;
    for (int f = 0; f < world.frame_count; ++f) {
      for (const Vec3& tip : end_site_positions(*skeleton, world, f)) {
        lowest = std::min(lowest, tip.y);
      }
      for (const Vec3& joint : world.frame_positions(f)) lowest = std::min(lowest, joint.y);
      for (const char* foot : {"LeftFoot", "RightFoot"}) {
        const int j = skeleton->find(foot);
        const Vec3 heel = world.position(f, j) + world.rotation(f, j) * heel_from_ankle;
        lowest = std::min(lowest, heel.y);
      }
    }
    EXPECT_GT(lowest, -0.01) << describe(settings);
  }
}

TEST(MotionQuality, Knees_NeverBendBackwardOrLockOrFoldShut) {
  const SkeletonPtr skeleton = canonical_skeleton();
  for (const PerformSettings& settings : sample(6.0)) {
    const WorldMotion world = forward_kinematics(*perform(settings));
    for (const char* side : {"Left", "Right"}) {
      const int hip = skeleton->find(std::string(side) + "UpperLeg");
      for (int f = 0; f < world.frame_count; ++f) {
        const Vec3 thigh = world.position(f, hip + 1) - world.position(f, hip);
        const Vec3 shin = world.position(f, hip + 2) - world.position(f, hip + 1);
        // Signed about the thigh's own left: + is the way knees bend.
        const Vec3 left = world.rotation(f, hip) * kLeft;
        const double knee =
            std::atan2(glm::dot(glm::cross(thigh, shin), left), glm::dot(thigh, shin));
        EXPECT_GT(degrees_from_rad(knee), 4.0) << describe(settings) << " frame " << f;
        EXPECT_LT(degrees_from_rad(knee), 145.0) << describe(settings) << " frame " << f;
      }
    }
  }
}

// A jump between two frames stays as large however finely time is sampled, so that at 480 frames a
// second a jump of 8 degrees or 6 cm would show as 67 rad/s or 29 m/s.
TEST(MotionQuality, FineSampling_ShowsNoJumps) {
  for (PerformSettings settings : sample(2.5)) {
    if (settings.take_seed % 3 != 0) continue;  // a third is enough for the time this takes
    settings.fps = 480.0;
    const Clip clip = *perform(settings);
    const WorldMotion world = forward_kinematics(clip);
    double fastest_radps = 0.0;
    double fastest_mps = 0.0;
    for (int f = 1; f < clip.frame_count; ++f) {
      for (int j = 0; j < clip.joint_count(); ++j) {
        const Quat turn =
            glm::conjugate(clip.frame_rotations(f - 1)[j]) * clip.frame_rotations(f)[j];
        const double angle =
            2.0 * std::atan2(glm::length(Vec3(turn.x, turn.y, turn.z)), std::abs(turn.w));
        fastest_radps = std::max(fastest_radps, angle * settings.fps);
        fastest_mps =
            std::max(fastest_mps,
                     glm::length(world.position(f, j) - world.position(f - 1, j)) * settings.fps);
      }
    }
    EXPECT_LT(fastest_radps, 55.0) << describe(settings);
    EXPECT_LT(fastest_mps, 16.0) << describe(settings);
  }
}

TEST(MotionQuality, Running_HasFlightAndWalkingHasNot) {
  const BodyMap body = *find_body(*canonical_skeleton());
  const auto flight_share = [&](const std::string& content, const analysis::Pad& pad) {
    PerformSettings settings;
    settings.content = content;
    settings.pad = pad;
    const WorldMotion world = forward_kinematics(*perform(settings));
    int airborne = 0;
    for (int f = 0; f < world.frame_count; ++f) {
      const double left = world.position(f, body[BodyPart::kLeftToes]).y;
      const double right = world.position(f, body[BodyPart::kRightToes]).y;
      airborne += std::min(left, right) > 0.03;  // a planted ball is at 0.02
    }
    return static_cast<double>(airborne) / world.frame_count;
  };
  for (const analysis::Pad& pad : {analysis::Pad{}, {0.8, 0.5, 0.15}, {-0.6, -0.4, -0.3}}) {
    EXPECT_GT(flight_share("run", pad), 0.05);
    EXPECT_EQ(flight_share("walk", pad), 0.0);
  }
}

}  // namespace
}  // namespace kinemote::synthesis
