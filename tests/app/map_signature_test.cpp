#include "app/map_signature.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "made_clips.h"
#include "support/fake_model.h"

namespace kinemote::app {
namespace {

/// Its latent is the mean of the first channels of a window: how the hips move and how high.
class MeanModel : public test::FakeModel {
 public:
  Result<std::vector<float>> encode(const synthesis::MotionWindow& window,
                                    const synthesis::Condition&) override {
    const int width = card().layout.channel_count();
    std::vector<float> mean(kLatents, 0.0f);
    for (size_t i = 0; i < window.size(); ++i) {
      const size_t channel = i % width;
      if (channel < kLatents) {
        mean[channel] += window[i] / static_cast<float>(card().layout.frame_count);
      }
    }
    return mean;
  }
};

SignatureChoice latent_choice() {
  SignatureChoice choice;
  choice.signature = "latent";
  return choice;
}

TEST(ClipMeter, LatentOfAClipWithoutABody_IsAnError) {
  MeanModel model;
  Clip clip = test::made_clips({"walk"}, {{}}).load(0)->clip;
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (size_t j = 0; j < skeleton->joints.size(); ++j) {
    skeleton->joints[j].name = "x" + std::to_string(j);
    skeleton->joints[j].offset = Vec3(0.0);
  }
  clip.skeleton = skeleton;
  EXPECT_FALSE(ClipMeter(latent_choice(), &model).measure(clip));
}

TEST(ClipMeter, LatentOnAnotherSkeleton_IsThatOfTheSameMotion) {
  MeanModel model;
  const Clip clip = test::made_clips({"walk"}, {{0.5, 0.4, 0.2}}).load(0)->clip;
  Clip renamed = clip;
  auto skeleton = std::make_shared<Skeleton>(*clip.skeleton);
  for (Joint& joint : skeleton->joints) joint.name = "actor:" + joint.name;
  renamed.skeleton = skeleton;
  const ClipMeter meter(latent_choice(), &model);
  const auto own = meter.measure(clip);
  const auto other = meter.measure(renamed);
  ASSERT_TRUE(own) << own.error().message;
  ASSERT_TRUE(other) << other.error().message;
  ASSERT_EQ(own->numbers.size(), other->numbers.size());
  EXPECT_GT(own->numbers[0], 0.5) << "it walks";
  for (size_t d = 0; d < own->numbers.size(); ++d) {
    EXPECT_NEAR(own->numbers[d], other->numbers[d], 0.02) << d;
  }
}

}  // namespace
}  // namespace kinemote::app
