#include "analysis/features/streaming_lma.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/features/bess.h"
#include "analysis/lively_clip.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote::analysis {
namespace {

using test::lively_clip;

StreamingSettings settings_for(const Clip& clip, LmaSet set, Normalise normalise) {
  StreamingSettings settings;
  settings.set = set;
  settings.normalise = normalise;
  settings.frame_time_s = clip.frame_time_s;
  settings.height_m = body_height_m(*clip.skeleton);
  return settings;
}

Result<FeatureRows> batch(const Clip& clip, const WorldMotion& world, LmaSet set,
                          Normalise normalise, double window_s = 0.5) {
  LmaSettings settings;
  settings.window_s = window_s;
  settings.hop_s = clip.frame_time_s;
  settings.normalise = normalise;
  settings.height_m = body_height_m(*clip.skeleton);
  const BodyMap body = find_body(*clip.skeleton).value();
  switch (set) {
    case LmaSet::kLma27:
      return lma27(world, body, settings);
    case LmaSet::kLma25:
      return lma25(world, body, settings);
    case LmaSet::kLma:
      break;
  }
  return bess(world, body, settings);
}

TEST(StreamingLma, ImpossibleSettings_AreRefusedWithAReason) {
  const BodyMap body = find_body(*canonical_skeleton()).value();
  StreamingSettings settings;
  EXPECT_THAT(StreamingLma::make(body, settings).error().message, testing::HasSubstr("height_m"));
  settings.height_m = 1.75;
  settings.window_s = 0.1;
  const auto too_short = StreamingLma::make(body, settings);
  ASSERT_FALSE(too_short.ok());
  EXPECT_EQ(too_short.error().code, ErrorCode::kUsage);
  EXPECT_THAT(too_short.error().message, testing::HasSubstr("between 5 and"));
  settings.frame_time_s = 0.0;
  EXPECT_THAT(StreamingLma::make(body, settings).error().message,
              testing::HasSubstr("frame time above 0"));
}

/// Every frame of a stream against the batch with a window a frame. Tolerances are of rounding:
/// 1e-9, and for values of large size 1e-11 of it (a third difference multiplies by 27,000).
void expect_values_of_batch(const Clip& clip, double window_s) {
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  for (const LmaSet set : {LmaSet::kLma27, LmaSet::kLma25, LmaSet::kLma}) {
    for (const Normalise normalise : {Normalise::kHeight, Normalise::kNone}) {
      const FeatureRows expected = batch(clip, world, set, normalise, window_s).value();
      StreamingSettings settings = settings_for(clip, set, normalise);
      settings.window_s = window_s;
      auto stream = StreamingLma::make(body, settings).value();
      const auto names = lma_set_names(set);
      for (int f = 0; f < world.frame_count; ++f) {
        stream.push(world.frame_positions(f), world.frame_rotations(f));
        const int row = f + 1 - stream.window_frames();
        ASSERT_EQ(stream.has_window(), row >= 0);
        if (row < 0) continue;
        ASSERT_EQ(stream.values().size(), names.size());
        for (size_t c = 0; c < names.size(); ++c) {
          const double value = stream.values()[c];
          const double wanted = expected.at(row, c);
          if (std::isnan(wanted)) {
            ASSERT_TRUE(std::isnan(value)) << names[c];
          } else {
            ASSERT_NEAR(value, wanted, std::max(1e-9, 1e-11 * std::abs(wanted)))
                << names[c] << " at frame " << f << ", window of " << window_s << " s";
          }
        }
      }
    }
  }
}

TEST(StreamingLma, EveryFrame_HasTheValuesOfTheBatch) {
  for (const double window_s : {0.17, 0.5, 2.0}) expect_values_of_batch(lively_clip(200), window_s);
}

TEST(StreamingLma, FigureThatTurnsRound_HasTheValuesOfTheBatch) {
  Clip clip = lively_clip(150);
  for (int f = 0; f < clip.frame_count; ++f) {
    Quat& root = clip.frame_rotations(f)[0];
    root = glm::angleAxis(0.11 * f, kUp) * root;
    if (f % 2 == 0) root = -root;  // the same rotation, written with the other sign
  }
  expect_values_of_batch(clip, 1.0);
}

TEST(StreamingLma, RecordedClip_HasTheValuesOfTheBatch) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  const auto import = io::read_bvh(folder / "dataset-1_walk_happy_001.bvh");
  ASSERT_TRUE(import.ok()) << import.error().message;
  for (const double window_s : {0.5, 2.0}) expect_values_of_batch(import->clip, window_s);
}

TEST(StreamingLma, LongRun_DoesNotDrift) {
  const Clip clip = lively_clip(300);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  for (const LmaSet set : {LmaSet::kLma27, LmaSet::kLma}) {
    auto used = StreamingLma::make(body, settings_for(clip, set, Normalise::kHeight)).value();
    auto fresh = StreamingLma::make(body, settings_for(clip, set, Normalise::kHeight)).value();
    // 30,000 frames and one of nonsense, and then the same as one that has seen nothing.
    for (int f = 0; f < 30000; ++f) used.push(world.frame_positions(f % world.frame_count));
    std::vector<Vec3> nonsense(world.joint_count, Vec3(1e12));
    nonsense[0] = Vec3(-std::numeric_limits<double>::infinity());
    used.push(nonsense);
    for (int f = 0; f < 3 * used.window_frames(); ++f) {
      used.push(world.frame_positions(f));
      fresh.push(world.frame_positions(f));
    }
    for (size_t c = 0; c < used.values().size(); ++c) {
      EXPECT_NEAR(used.values()[c], fresh.values()[c],
                  1e-12 * std::max(1.0, std::abs(fresh.values()[c])))
          << lma_set_names(set)[c];
    }
  }
}

TEST(StreamingLma, Reset_ForgetsWhatCame) {
  const Clip clip = lively_clip(40);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  for (const LmaSet set : {LmaSet::kLma27, LmaSet::kLma}) {
    const StreamingSettings settings = settings_for(clip, set, Normalise::kHeight);
    auto used = StreamingLma::make(body, settings).value();
    auto fresh = StreamingLma::make(body, settings).value();
    for (int f = 0; f < 37; ++f) used.push(world.frame_positions(f));
    used.reset();
    EXPECT_FALSE(used.has_window());
    for (int f = 5; f < 5 + used.window_frames(); ++f) {
      used.push(world.frame_positions(f));
      fresh.push(world.frame_positions(f));
    }
    ASSERT_TRUE(used.has_window());
    for (size_t c = 0; c < used.values().size(); ++c) {
      if (std::isnan(fresh.values()[c])) {
        EXPECT_TRUE(std::isnan(used.values()[c]));
      } else {
        EXPECT_EQ(used.values()[c], fresh.values()[c]);
      }
    }
  }
}

}  // namespace
}  // namespace kinemote::analysis
