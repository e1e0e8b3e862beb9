#include "synthesis/control/restyle.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>

#include "motion/core/contacts.h"
#include "motion/core/mirror.h"
#include "synthesis/control/clip_windows.h"
#include "synthesis/control/keep_stances.h"
#include "synthesis/control/lean_model.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::synthesis {
namespace {

using test::LeanModel;
using test::sine_walk;
using test::SineWalk;

RestyleSettings lively(double strength = 1.0) {
  RestyleSettings settings;
  settings.to.pad = {0.0, 0.8, 0.0};
  settings.strength = strength;
  return settings;
}

std::vector<int> own_joints(const Clip& clip) {
  std::vector<int> sources(clip.joint_count());
  for (int j = 0; j < clip.joint_count(); ++j) sources[j] = j;
  return sources;
}

Clip restyled(const Clip& clip, const RestyleSettings& settings, LeanModel&& model = LeanModel()) {
  const auto edit = restyle_edit(model, clip, settings);
  EXPECT_TRUE(edit.ok()) << (edit.ok() ? "" : edit.error().message);
  return apply_edit(clip, *edit, own_joints(clip), clip.skeleton->find("Hips"), 1.0);
}

double worst_distance(const Clip& a, const Clip& b) {
  const WorldMotion x = forward_kinematics(a), y = forward_kinematics(b);
  double worst = 0.0;
  for (size_t i = 0; i < x.positions.size(); ++i) {
    worst = std::max(worst, glm::distance(x.positions[i], y.positions[i]));
  }
  return worst;
}

TEST(Restyle, SettingsOutOfRange_AreRefused) {
  LeanModel model;
  const Clip clip = sine_walk({});
  EXPECT_EQ(restyle_edit(model, clip, lively(-0.1)).error().code, ErrorCode::kUsage);
  EXPECT_EQ(restyle_edit(model, clip, lively(2.1)).error().code, ErrorCode::kUsage);
  RestyleSettings settings = lively();
  settings.attraction = 1.5;
  EXPECT_EQ(restyle_edit(model, clip, settings).error().code, ErrorCode::kUsage);
}

TEST(Restyle, StrengthZero_IsTheOriginalToTheBit) {
  const Clip clip = sine_walk({.heading_rad = 0.7});
  const Clip same = restyled(clip, lively(0.0));
  EXPECT_TRUE(same.rotations == clip.rotations);
  EXPECT_TRUE(same.translations == clip.translations);
}

TEST(Restyle, NeutralClipMadeNeutral_HardlyMoves) {
  RestyleSettings settings;
  settings.to.pad = {0.0, 0.0, 0.0};
  const Clip clip = sine_walk({});
  EXPECT_LT(worst_distance(restyled(clip, settings), clip), 0.01);
}

TEST(Restyle, Strength_IsMonotone) {
  const Clip clip = sine_walk({});
  double before = 0.0;
  for (const double strength : {0.25, 0.5, 1.0, 1.5, 2.0}) {
    const double moved = worst_distance(restyled(clip, lively(strength)), clip);
    EXPECT_GT(moved, before + 0.005) << strength;
    before = moved;
  }
}

TEST(Restyle, TurnedAndMovedClip_GivesTheTurnedAndMovedResult) {
  const Clip clip = sine_walk({});
  const Clip turned = sine_walk({.heading_rad = 1.9, .start = {3.0, 0.0, -2.0}});
  const WorldMotion a = forward_kinematics(restyled(clip, lively()));
  const WorldMotion b = forward_kinematics(restyled(turned, lively()));
  const Quat turn = yaw_rotation(1.9);
  for (size_t i = 0; i < a.positions.size(); ++i) {
    EXPECT_LT(glm::distance(turn * a.positions[i] + Vec3(3.0, 0.0, -2.0), b.positions[i]), 1e-6);
  }
}

TEST(Restyle, MirroredClip_GivesTheMirroredResult) {
  const Clip clip = sine_walk({.phase_rad = 0.4});
  const Clip direct = *mirror(restyled(clip, lively()));
  const Clip around = restyled(*mirror(clip), lively());
  EXPECT_LT(worst_distance(direct, around), 1e-6);
}

TEST(Restyle, ClipShorterThanAWindowOrAtAnotherRate_KeepsItsFrames) {
  for (const SineWalk& walk : {SineWalk{.frames = 20}, SineWalk{.frames = 150, .fps = 60.0}}) {
    const Clip clip = sine_walk(walk);
    const Clip made = restyled(clip, lively());
    EXPECT_EQ(made.frame_count, clip.frame_count);
    EXPECT_TRUE(made.validate().ok());
    EXPECT_GT(worst_distance(made, clip), 0.05);
  }
}

TEST(Restyle, KeptPath_IsTheOriginals) {
  const Clip clip = sine_walk({});
  const WorldMotion before = forward_kinematics(clip);
  const WorldMotion after = forward_kinematics(restyled(clip, lively()));
  const int hips = clip.skeleton->find("Hips");
  for (int f = 0; f < clip.frame_count; ++f) {
    EXPECT_NEAR(after.position(f, hips).x, before.position(f, hips).x, 1e-9);
    EXPECT_NEAR(after.position(f, hips).z, before.position(f, hips).z, 1e-9);
    EXPECT_LT(after.position(f, hips).y, before.position(f, hips).y);
  }
}

TEST(Restyle, FreePathUnderARootFarAway_IsThatOfTheSameFigureWithoutIt) {
  RestyleSettings settings = lively();
  settings.keeps_path = false;
  constexpr double kTurn_rad_per_s = 0.8;
  const Clip clip = sine_walk({.start = {5.0, 0.0, -3.0}});
  const Clip rooted = test::under_root(clip);
  const WorldMotion before = forward_kinematics(clip);
  const WorldMotion a =
      forward_kinematics(restyled(clip, settings, LeanModel(clip.skeleton, kTurn_rad_per_s)));
  const WorldMotion b =
      forward_kinematics(restyled(rooted, settings, LeanModel(rooted.skeleton, kTurn_rad_per_s)));
  const int last = clip.frame_count - 1;
  EXPECT_GT(glm::distance(a.position(last, 0), before.position(last, 0)), 0.5) << "does not turn";
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int j = 0; j < clip.joint_count(); ++j) {
      ASSERT_LT(glm::distance(a.position(f, j), b.position(f, j + 1)), 1e-6) << f << " " << j;
    }
  }
}

TEST(RecogniseCondition, Motion_IsTakenForWhatItsNearestWindowsShow) {
  LeanModel model;
  const auto found = recognise_condition(model, sine_walk({}));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->condition.content, 0);
  EXPECT_NEAR(found->condition.pad.arousal, 0.0, 0.1);
  EXPECT_EQ(found->agreement, 1.0);
}

TEST(KeepStances, UneditedClip_StaysToTheBit) {
  const Clip clip = sine_walk({});
  Clip same = clip;
  keep_stances(same, clip, *find_body(*clip.skeleton));
  EXPECT_TRUE(same.rotations == clip.rotations);
  EXPECT_TRUE(same.translations == clip.translations);
}

TEST(KeepStances, LoweredHips_LeaveStandingFeetWhereTheyStood) {
  const Clip clip = sine_walk({});
  const BodyMap body = *find_body(*clip.skeleton);
  Clip edited = restyled(clip, lively());
  keep_stances(edited, clip, body);
  const WorldMotion before = forward_kinematics(clip);
  const WorldMotion after = forward_kinematics(edited);
  const auto contacts = detect_contacts(before, body);
  int checked = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (int side = 0; side < 2; ++side) {
      const size_t at = static_cast<size_t>(f) * kContactCount + 2 * static_cast<size_t>(side);
      if (!contacts[at] && !contacts[at + 1]) continue;
      const int foot = body[side == 0 ? BodyPart::kLeftFoot : BodyPart::kRightFoot];
      EXPECT_LT(glm::distance(before.position(f, foot), after.position(f, foot)), 0.005) << f;
      ++checked;
    }
  }
  EXPECT_GT(checked, 20);
}

TEST(RestyleEdit, Contacts_AreWhatTheModelSaysOfTheNewMotion) {
  const Clip clip = sine_walk({});
  const size_t numbers = static_cast<size_t>(clip.frame_count) * kContactCount;
  LeanModel model;
  EXPECT_EQ(restyle_edit(model, clip, lively(0.0))->contacts, std::vector<float>(numbers, 0.0F));
  const auto edit = restyle_edit(model, clip, lively());
  ASSERT_EQ(edit->contacts.size(), numbers);
  for (const float said : edit->contacts) EXPECT_NEAR(said, 1.0F, 1e-6F) << "its figure stands";
}

TEST(KeepStances, FeetCarriedLow_ClearTheGroundAsTheOriginals) {
  const Clip clip = sine_walk({});
  const BodyMap body = *find_body(*clip.skeleton);
  Clip edited = restyled(clip, lively());
  const WorldMotion truth = forward_kinematics(clip);
  const WorldMotion low = forward_kinematics(edited);
  keep_stances(edited, clip, body);
  const WorldMotion after = forward_kinematics(edited);
  const auto points = contact_joints(body);
  double lowest_m = 1.0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const int toe : {points[1], points[3]})
      lowest_m = std::min(lowest_m, truth.position(f, toe).y);
  }
  int dragged = 0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const int toe : {points[1], points[3]}) {
      const double wanted_m = std::min(truth.position(f, toe).y, lowest_m + 0.06);
      EXPECT_GT(after.position(f, toe).y, wanted_m - 0.01) << f;
      dragged += low.position(f, toe).y < wanted_m - 0.02;
    }
  }
  EXPECT_GT(dragged, 20);
}

TEST(KeepStances, LegsOutOfStep_KeepTheOriginalsSteps) {
  const Clip clip = sine_walk({});
  const BodyMap body = *find_body(*clip.skeleton);
  Clip edited = sine_walk({.phase_rad = kPi, .lean_rad = 0.3});
  const WorldMotion leaning = forward_kinematics(edited);
  const WorldMotion truth = forward_kinematics(clip);
  keep_stances(edited, clip, body);
  const WorldMotion after = forward_kinematics(edited);
  double moved_m = 0.0;
  for (int f = 0; f < clip.frame_count; ++f) {
    for (const BodyPart part : {BodyPart::kLeftFoot, BodyPart::kRightFoot}) {
      EXPECT_LT(glm::distance(truth.position(f, body[part]), after.position(f, body[part])), 0.01);
      moved_m = std::max(
          moved_m, glm::distance(truth.position(f, body[part]), leaning.position(f, body[part])));
    }
    const int head = body[BodyPart::kHead];
    EXPECT_LT(glm::distance(leaning.position(f, head), after.position(f, head)), 0.05) << f;
  }
  EXPECT_GT(moved_m, 0.3);
}

TEST(KeepStances, MirroredFigure_IsHeldInTheMirror) {
  const Clip clip = sine_walk({.phase_rad = 0.4});
  Clip edited = sine_walk({.phase_rad = 0.9, .lean_rad = 0.3});
  Clip mirrored = *mirror(edited);
  keep_stances(edited, clip, *find_body(*clip.skeleton));
  keep_stances(mirrored, *mirror(clip), *find_body(*clip.skeleton));
  EXPECT_LT(worst_distance(*mirror(edited), mirrored), 1e-6);
}

TEST(KeepStances, Strength_StaysMonotone) {
  const Clip clip = sine_walk({});
  double before = 0.0;
  for (const double strength : {0.25, 0.5, 1.0, 1.5, 2.0}) {
    Clip made = restyled(clip, lively(strength));
    keep_stances(made, clip, *find_body(*clip.skeleton));
    const double moved = worst_distance(made, clip);
    EXPECT_GT(moved, before + 0.005) << strength;
    before = moved;
  }
}

TEST(ClipWindows, Windows_CoverTheClipAndTheirWeightsAddUpToOne) {
  const LeanModel model;
  for (const int frames : {20, 48, 49, 130}) {
    const auto cut = windows_of_clip(sine_walk({.frames = frames}), model.card().layout);
    ASSERT_TRUE(cut.ok());
    EXPECT_EQ(cut->frame_count, frames);
    for (int f = 0; f < frames; ++f) {
      double sum = 0.0;
      for (size_t w = 0; w < cut->windows.size(); ++w) {
        sum += window_weight(*cut, 48, static_cast<int>(w), f);
      }
      EXPECT_NEAR(sum, 1.0, 1e-12) << frames << " " << f;
    }
  }
}

}  // namespace
}  // namespace kinemote::synthesis
