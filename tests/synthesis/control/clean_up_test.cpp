#include "synthesis/control/clean_up.h"

#include <gtest/gtest.h>

#include <glm/geometric.hpp>
#include <random>

#include "motion/core/mirror.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"
#include "synthesis/control/sine_walk.h"

namespace kinemote::synthesis {
namespace {

constexpr CleanUpSettings kNothing{.smooth = false,
                                   .joint_limits = false,
                                   .keep_above_ground = false,
                                   .lock_feet = false,
                                   .planted_height_m = {}};

/// A walk with every fault: it jitters, one knee bends the wrong way, it sinks and its feet slide.
Clip faulty_walk() {
  Clip clip = test::sine_walk({.frames = 120, .speed_mps = 1.0, .steps_per_s = 1.6});
  const BodyMap body = *find_body(*clip.skeleton);
  std::mt19937_64 random(2);
  std::normal_distribution<double> noise(0.0, 0.05);
  for (int f = 0; f < clip.frame_count; ++f) {
    auto rotations = clip.frame_rotations(f);
    Quat& chest = rotations[body[BodyPart::kChest]];
    chest = canonical(chest * glm::angleAxis(noise(random), Vec3(1, 0, 0)));
    if (f > 80) clip.translations[f].y -= 0.04;
    if (f > 40 && f < 60) {
      rotations[body[BodyPart::kLeftLowerArm]] = glm::angleAxis(0.9, Vec3(0, 1, 0));
    }
  }
  return clip;
}

TEST(CleanUp, EverythingOff_ChangesNothing) {
  Clip clip = faulty_walk();
  const Clip before = clip;
  CleanUpReport report;
  clean_up(clip, *find_body(*clip.skeleton), {}, kNothing, &report);
  EXPECT_EQ(clip.rotations, before.rotations);
  EXPECT_EQ(clip.translations, before.translations);
  EXPECT_TRUE(report.steps.empty());
  EXPECT_EQ(report.moved_mean_m, 0.0);
}

TEST(CleanUp, KeptSlide_IsHowFarStandingFeetWander) {
  double before_m = 0.0;
  for (const double kept_m : {0.0, 0.001, 0.004}) {
    Clip clip = test::sine_walk({.frames = 120, .speed_mps = 1.0, .steps_per_s = 1.6});
    CleanUpSettings settings = kNothing;
    settings.lock_feet = true;
    settings.kept_slide_m = kept_m;
    CleanUpReport report;
    clean_up(clip, *find_body(*clip.skeleton), {}, settings, &report);
    EXPECT_LT(report.after.slide.mean_m, kept_m + 0.0005) << kept_m;
    EXPECT_GE(report.after.slide.mean_m, before_m) << kept_m;
    before_m = report.after.slide.mean_m;
    if (kept_m < 0.004) continue;
    Clip as_usual = test::sine_walk({.frames = 120, .speed_mps = 1.0, .steps_per_s = 1.6});
    settings.kept_slide_m = {};
    clean_up(as_usual, *find_body(*clip.skeleton), {}, settings);
    EXPECT_EQ(as_usual.rotations, clip.rotations) << "4 mm is what is kept where nothing is said";
  }
  EXPECT_GT(before_m, 0.001);
}

TEST(CleanUp, EveryStep_MendsItsOwnFaultAndIsRecorded) {
  struct Case {
    const char* step;
    bool CleanUpSettings::*flag;
    double (*fault)(const analysis::Plausibility&);
  };
  const Case cases[] = {
      {"smooth", &CleanUpSettings::smooth, [](const auto& p) { return p.jerk_p99_mps3; }},
      {"joint_limits", &CleanUpSettings::joint_limits, nullptr},
      {"ground", &CleanUpSettings::keep_above_ground,
       [](const auto& p) { return p.penetration.mean_m; }},
      {"foot_lock", &CleanUpSettings::lock_feet, [](const auto& p) { return p.slide.mean_m; }}};
  for (const Case& one : cases) {
    Clip clip = faulty_walk();
    CleanUpSettings settings = kNothing;
    settings.*one.flag = true;
    CleanUpReport report;
    clean_up(clip, *find_body(*clip.skeleton), {}, settings, &report);
    ASSERT_EQ(report.steps.size(), 1u) << one.step;
    const CleanUpEffect& effect = report.steps.front();
    EXPECT_EQ(effect.step, one.step);
    EXPECT_GT(effect.moved_mean_m, 0.0) << one.step;
    EXPECT_GE(effect.moved_worst_m, effect.moved_mean_m);
    if (one.fault != nullptr) {
      EXPECT_LT(one.fault(effect.after), one.fault(effect.before));
    }
    EXPECT_TRUE(clip.validate().ok());
  }
}

TEST(CleanUp, FeetThatStandAsWellAsCapturedOnes_AreLeftAlone) {
  Clip clip = test::sine_walk({.frames = 90, .speed_mps = 0.0, .steps_per_s = 1e-6});
  for (int f = 0; f < clip.frame_count; ++f) clip.translations[f].x += 0.002 * std::sin(0.1 * f);
  CleanUpSettings settings = kNothing;
  settings.lock_feet = true;
  const Clip before = clip;
  clean_up(clip, *find_body(*clip.skeleton), {}, settings);
  EXPECT_EQ(clip.rotations, before.rotations);
  EXPECT_EQ(clip.translations, before.translations);
  for (int f = 0; f < clip.frame_count; ++f) clip.translations[f].x += 0.02 * std::sin(0.1 * f);
  const BodyMap body = *find_body(*clip.skeleton);
  clean_up(clip, body, {}, settings);
  EXPECT_LT(foot_slide(forward_kinematics(clip), body).worst_m, 0.008);
}

TEST(CleanUp, Report_DoesNotChangeTheResult) {
  Clip with = faulty_walk();
  Clip without = with;
  const BodyMap body = *find_body(*with.skeleton);
  CleanUpReport report;
  clean_up(with, body, {}, {}, &report);
  clean_up(without, body, {}, {});
  EXPECT_EQ(with.rotations, without.rotations);
  EXPECT_EQ(with.translations, without.translations);
  ASSERT_EQ(report.steps.size(), 4u);
  EXPECT_EQ(report.before.slide.mean_m, report.steps.front().before.slide.mean_m);
  EXPECT_EQ(report.after.slide.mean_m, report.steps.back().after.slide.mean_m);
}

TEST(CleanUp, TurnedFigure_IsCleanedAlike) {
  Clip clip = faulty_walk();
  Clip elsewhere = clip;
  const Quat turn = yaw_rotation(kPi / 2);
  for (int f = 0; f < clip.frame_count; ++f) {
    elsewhere.frame_rotations(f)[0] = canonical(turn * clip.frame_rotations(f)[0]);
    elsewhere.translations[f] = turn * clip.translations[f] + Vec3(2.0, 0.0, 5.0);
  }
  const BodyMap body = *find_body(*clip.skeleton);
  const PoseChange none =
      pose_change(forward_kinematics(clip), forward_kinematics(elsewhere), body, *clip.skeleton);
  EXPECT_LT(none.worst_m, 1e-9);
  clean_up(clip, body, {}, {});
  clean_up(elsewhere, body, {}, {});
  EXPECT_LT(
      pose_change(forward_kinematics(clip), forward_kinematics(elsewhere), body, *clip.skeleton)
          .worst_m,
      1e-4);
}

TEST(CleanUp, MirroredFigure_IsCleanedInTheMirror) {
  Clip clip = faulty_walk();
  Clip mirrored = *mirror(clip);
  const BodyMap body = *find_body(*clip.skeleton);
  clean_up(clip, body, {}, {});
  clean_up(mirrored, body, {}, {});
  EXPECT_LT(pose_change(forward_kinematics(*mirror(clip)), forward_kinematics(mirrored), body,
                        *clip.skeleton)
                .worst_m,
            1e-3);
}

TEST(CleanUp, FigureUnderARoot_IsCleanedLikeOneWithout) {
  Clip clip = faulty_walk();
  Clip under = test::under_root(clip);
  clean_up(clip, *find_body(*clip.skeleton), {}, {});
  const BodyMap body = *find_body(*under.skeleton);
  clean_up(under, body, {}, {});
  const WorldMotion a = forward_kinematics(clip);
  const WorldMotion b = forward_kinematics(under);
  for (const int f : {0, 50, 119}) {
    for (int j = 0; j < a.joint_count; ++j) {
      EXPECT_LT(glm::distance(a.position(f, j), b.position(f, j + 1)), 5e-3) << f << " " << j;
    }
  }
}

TEST(CleanUpOfRealMotion, BandaiClips_AreHardlyTouchedByLimitsAndSmoothing) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  CleanUpSettings settings = kNothing;
  settings.smooth = true;
  settings.joint_limits = true;
  for (const char* name :
       {"dataset-1_bow_angry_001", "dataset-1_dash_happy_001", "dataset-1_walk_sad_001",
        "dataset-1_run_proud_001", "dataset-1_byebye_tired_001"}) {
    const auto import = io::read_bvh(folder / (std::string(name) + ".bvh"));
    ASSERT_TRUE(import.ok()) << import.error().message;
    Clip clip = import->clip;
    CleanUpReport report;
    clean_up(clip, *find_body(*clip.skeleton), {}, settings, &report);
    EXPECT_LT(report.moved_mean_m, 3e-4) << name;
    EXPECT_LT(report.moved_worst_m, 0.03) << name;
  }
}

}  // namespace
}  // namespace kinemote::synthesis
