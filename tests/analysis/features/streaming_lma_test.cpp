#include "analysis/features/streaming_lma.h"

#include <gmock/gmock.h>

#include <cmath>

#include "analysis/features/bess.h"
#include "analysis/lively_clip.h"

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
                          Normalise normalise) {
  LmaSettings settings;
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

TEST(StreamingLma, EveryFrame_HasTheValuesOfTheBatch) {
  const Clip clip = lively_clip(100);
  const WorldMotion world = forward_kinematics(clip);
  const BodyMap body = find_body(*clip.skeleton).value();
  for (const LmaSet set : {LmaSet::kLma27, LmaSet::kLma25, LmaSet::kLma}) {
    for (const Normalise normalise : {Normalise::kHeight, Normalise::kNone}) {
      const FeatureRows expected = batch(clip, world, set, normalise).value();
      auto stream = StreamingLma::make(body, settings_for(clip, set, normalise)).value();
      const auto names = lma_set_names(set);
      for (int f = 0; f < world.frame_count; ++f) {
        stream.push(world.frame_positions(f), world.frame_rotations(f));
        const int row = f + 1 - stream.window_frames();
        ASSERT_EQ(stream.has_window(), row >= 0);
        if (row < 0) continue;
        ASSERT_EQ(stream.values().size(), names.size());
        for (size_t c = 0; c < names.size(); ++c) {
          const double value = stream.values()[c];
          if (std::isnan(expected.at(row, c))) {
            ASSERT_TRUE(std::isnan(value)) << names[c];
          } else {
            ASSERT_NEAR(value, expected.at(row, c), 1e-9) << names[c] << " at frame " << f;
          }
        }
      }
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
