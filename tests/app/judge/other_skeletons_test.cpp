// Clips of other skeletons as the judge takes them, and the rows about them.
#include "app/judge/other_skeletons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "analysis/features/plausibility.h"
#include "app/evaluate_job.h"
#include "app/made_clips.h"
#include "replay_model.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using test::Fault;
using test::ReplayModel;
using testing::HasSubstr;

const TrainingSet& made_set() {
  static const TrainingSet set = [] {
    const ClipSet clips =
        test::made_clips({"walk", "wave"}, {{0, 0, 0}, {0.8, 0.8, 0.7}, {-0.8, -0.7, -0.8}}, 5);
    return make_training_set(clips, 1, {}).value();
  }();
  return set;
}

/// The motion on a skeleton a tenth taller.
Clip taller(Clip clip) {
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (Joint& joint : skeleton->joints) joint.offset *= 1.1;
  for (Vec3& translation : clip.translations) translation *= 1.1;
  clip.skeleton = skeleton;
  return clip;
}

class OtherSkeletonsTest : public testing::Test {
 protected:
  void save(const std::string& name, const Clip& clip) {
    ASSERT_TRUE(save_clip(folder_ / name, clip));
  }
  Result<OtherSkeletons> load(int most = 40) {
    return load_other_skeletons({folder_.path().string()}, model_.card(), most, {});
  }

  const Clip& walk_ = made_set().clips[0].clip;
  ReplayModel model_{made_set(), "_5", Fault::kStill};
  test::TemporaryFolder folder_;
};

TEST_F(OtherSkeletonsTest, OwnSkeletonShortClipAndMissingFolder_AreRefusedWithTheReason) {
  EXPECT_FALSE(load_other_skeletons({folder_.file("none")}, model_.card(), 40, {}));
  save("own.bvh", walk_);
  const auto none_left = load();
  ASSERT_FALSE(none_left);
  EXPECT_EQ(none_left.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(none_left.error().message, HasSubstr("own skeleton"));
  save("short.bvh", trim(taller(walk_), 0, 10).value());
  save("tall.bvh", taller(walk_));
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_EQ(loaded->clips.size(), 1u);
  EXPECT_EQ(loaded->clips.front().name, "tall");
  EXPECT_EQ(loaded->refused, 2);
  EXPECT_THAT(loaded->warnings, testing::UnorderedElementsAre(HasSubstr("not restyled: own:"),
                                                              HasSubstr("short: it has 10")));
}

TEST_F(OtherSkeletonsTest, ManyClips_AreThinnedEvenly) {
  for (const char* name : {"a.bvh", "b.bvh", "c.bvh", "d.bvh"}) save(name, taller(walk_));
  const auto loaded = load(2);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->clips.size(), 2u);
}

TEST_F(OtherSkeletonsTest, Evaluation_ComparesEveryStyleWithTheClipItself) {
  save("tall.bvh", taller(walk_));
  save("long.bvh", taller(made_set().clips[5].clip));
  EvaluateSettings settings;
  settings.is_quick = true;
  settings.threads = 2;
  settings.other_skeletons = {folder_.path().string()};
  const auto evaluation = evaluate_motion_model(model_, made_set(), settings, {});
  ASSERT_TRUE(evaluation) << evaluation.error().message;
  std::set<std::pair<std::string, std::string>> motions;
  const Clip tall = load_clip(folder_ / "tall.bvh").value().clip;
  const auto own = analysis::measure_plausibility(tall, forward_kinematics(tall),
                                                  find_body(*tall.skeleton).value());
  for (const RestyledClip& motion : evaluation->restyled_others) {
    motions.emplace(motion.clip, motion.style);
    // The model holds still: every edit is a posture, which adds no speed to a foot or a hand.
    EXPECT_LT(motion.jerk_ratio, 1.1) << motion.clip << " " << motion.style;
    EXPECT_GT(motion.jerk_ratio, 0.8) << motion.clip << " " << motion.style;
    if (motion.clip == "tall") {
      EXPECT_NEAR(motion.own_toe_speed_mps, own.toe_speed_mps, 1e-9);
    }
  }
  EXPECT_EQ(motions.size(), 2u * 3u);
  double toe_sum = 0.0;
  for (const RestyledClip& motion : evaluation->restyled_others) toe_sum += motion.toe_speed_mps;
  int found = 0;
  for (const Metric& metric : evaluation->metrics) {
    if (!metric.name.starts_with("other_")) continue;
    ++found;
    if (metric.name != "other_toe_speed_mps") continue;
    EXPECT_NEAR(metric.value, toe_sum / 6.0, 1e-12);
    EXPECT_THAT(metric.what, HasSubstr("2 clips of other skeletons (0 refused) as 3 styles"));
    EXPECT_THAT(metric.worst_what, HasSubstr(" as pad"));
  }
  EXPECT_EQ(found, 4);
}

}  // namespace
}  // namespace kinemote::app
