#include "synthesis/procedural/style.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace kinemote::synthesis {
namespace {

using analysis::Pad;

TEST(Style, AllOverTheCube_IsFiniteAndPlausible) {
  for (double p = -1.0; p <= 1.0; p += 0.5) {
    for (double a = -1.0; a <= 1.0; a += 0.5) {
      for (double d = -1.0; d <= 1.0; d += 0.5) {
        const StyleParameters s = style_from_pad({p, a, d});
        SCOPED_TRACE("PAD " + std::to_string(p) + " " + std::to_string(a) + " " +
                     std::to_string(d));
        EXPECT_GT(s.tempo, 0.5);
        EXPECT_LT(s.tempo, 1.8);
        EXPECT_GT(s.sharpness, 0.0);
        EXPECT_LT(s.sharpness, 1.0);
        // Tired walkers of motion capture bow their heads by 0.65 rad, old ones lean by 0.33.
        EXPECT_LT(std::abs(s.head_pitch_rad), 0.8);
        EXPECT_LT(std::abs(s.trunk_lean_rad), 0.3);
        EXPECT_GE(s.guard, 0.0);
        EXPECT_LT(s.guard, 1.0);
        EXPECT_LT(s.elbow_flexion_rad, 2.0);
        EXPECT_GT(s.arm_abduction_rad, 0.05);
        EXPECT_GT(s.stance_width_m, 0.12);
        EXPECT_LT(s.stance_width_m, 0.34);
        EXPECT_LT(s.tremor_rad, 0.04);
        EXPECT_GT(s.spring_damping, 0.5);
      }
    }
  }
}

// Each axis has marks of its own that move the same way wherever the other two are, and go on
// moving up to the edge of the cube.
TEST(Style, EachAxis_MovesItsOwnMarksEverywhere) {
  struct Mark {
    std::string name;
    int axis;
    double direction;
    std::function<double(const StyleParameters&)> value;
  };
  const std::vector<Mark> marks{
      {"head lifts with pleasure", 0, -1, [](const auto& s) { return s.head_pitch_rad; }},
      {"chest opens with pleasure", 0, -1, [](const auto& s) { return s.thorax_flexion_rad; }},
      {"bounce grows with pleasure", 0, 1, [](const auto& s) { return s.bounce; }},
      {"tempo grows with arousal", 1, 1, [](const auto& s) { return s.tempo; }},
      {"elbows flex with arousal", 1, 1, [](const auto& s) { return s.elbow_flexion_rad; }},
      {"movement sharpens with arousal", 1, 1, [](const auto& s) { return s.sharpness; }},
      {"breath quickens with arousal", 1, 1, [](const auto& s) { return s.breath_hz; }},
      {"stance widens with dominance", 2, 1, [](const auto& s) { return s.stance_width_m; }},
      {"elbows spread with dominance", 2, 1, [](const auto& s) { return s.arm_abduction_rad; }},
      {"gestures grow with dominance", 2, 1, [](const auto& s) { return s.amplitude; }},
  };
  for (const Mark& mark : marks) {
    for (const double u : {-1.0, 0.0, 1.0}) {
      for (const double v : {-1.0, 0.0, 1.0}) {
        const auto at = [&](double x) {
          std::array<double, 3> pad{};
          pad[mark.axis] = x;
          pad[(mark.axis + 1) % 3] = u;
          pad[(mark.axis + 2) % 3] = v;
          return mark.direction * mark.value(style_from_pad({pad[0], pad[1], pad[2]}));
        };
        const double whole = at(1.0) - at(-1.0);
        for (double x = -1.0; x < 0.95; x += 0.1) {
          // At least a quarter of the even share in every tenth of the way: no saturation.
          EXPECT_GT(at(x + 0.1) - at(x), 0.25 * 0.05 * whole)
              << mark.name << " at " << x << " with " << u << ", " << v;
        }
      }
    }
  }
}

TEST(Style, LandmarkEmotions_StandInTheOrderOfTheLiterature) {
  const StyleParameters sad = style_from_pad({-0.6, -0.4, -0.3});
  const StyleParameters happy = style_from_pad({0.8, 0.5, 0.15});
  const StyleParameters angry = style_from_pad({-0.5, 0.8, 0.9});
  const StyleParameters afraid = style_from_pad({-0.6, 0.7, -0.8});
  const StyleParameters neutral = style_from_pad({});
  // Roether et al. 2009: head inclined in sadness, limbs flexed in anger and fear.
  EXPECT_GT(sad.head_pitch_rad, neutral.head_pitch_rad);
  EXPECT_GT(angry.elbow_flexion_rad, neutral.elbow_flexion_rad);
  EXPECT_GT(afraid.elbow_flexion_rad, neutral.elbow_flexion_rad);
  // Coulson 2004: anger leans forward, fear less so.
  EXPECT_GT(angry.trunk_lean_rad, afraid.trunk_lean_rad);
  // Montepare et al. 1987: heavy-footed anger, little arm swing in sadness.
  EXPECT_GT(angry.heaviness, happy.heaviness);
  EXPECT_LT(sad.arm_swing, neutral.arm_swing);
  EXPECT_GT(angry.step_length, sad.step_length);
  // Wallbott 1998: raised shoulders in fear, collapsed upper body in sadness.
  EXPECT_GT(afraid.shoulder_raise_rad, sad.shoulder_raise_rad);
  EXPECT_GT(sad.thorax_flexion_rad, happy.thorax_flexion_rad);
}

}  // namespace
}  // namespace kinemote::synthesis
