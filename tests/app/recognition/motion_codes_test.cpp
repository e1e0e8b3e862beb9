#include "app/recognition/motion_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/QR>
#include <random>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

constexpr int kUnits = 3;

/// Decodes by one matrix, whose columns differ a thousandfold in what they do.
class LinearModel final : public synthesis::MotionModel {
 public:
  explicit LinearModel(int frames) {
    const Clip clip = *synthesis::perform({.content = "walk", .duration_s = 1.0});
    card_.layout = *synthesis::WindowLayout::make(clip.skeleton, kRecognitionFps, frames);
    card_.contents = {"motion"};
    card_.latent.resize(kUnits);
    std::mt19937 engine(1);
    std::normal_distribution<float> normal;
    for (int r = 0; r < 60; ++r) {
      synthesis::ReferenceLatent& reference = card_.references.emplace_back();
      reference.content = 0;
      for (int d = 0; d < kUnits; ++d) reference.code.push_back(normal(engine));
      reference.latent = reference.code;
    }
    const int size = card_.layout.channel_count() * frames;
    matrix_.resize(size, kUnits);
    for (int d = 0; d < kUnits; ++d) {
      const float loudness = d == 0 ? 0.02F : d == 1 ? 1.0F : 20.0F;
      for (int i = 0; i < size; ++i) matrix_(i, d) = loudness * normal(engine);
    }
  }
  const synthesis::ModelCard& card() const override { return card_; }
  Result<synthesis::MotionWindow> decode(std::span<const float> latent,
                                         const synthesis::Condition& condition) override {
    const std::vector<float> code = prior().code_of(latent, condition);
    const Eigen::VectorXf window = matrix_ * Eigen::Map<const Eigen::VectorXf>(code.data(), kUnits);
    return synthesis::MotionWindow(window.begin(), window.end());
  }
  Result<std::vector<float>> encode(const synthesis::MotionWindow& window,
                                    const synthesis::Condition& condition) override {
    const Eigen::VectorXf code = matrix_.colPivHouseholderQr().solve(
        Eigen::Map<const Eigen::VectorXf>(window.data(), std::ssize(window)));
    return prior().latent_of({code.data(), kUnits}, condition);
  }
  const Eigen::MatrixXf& matrix() const { return matrix_; }

 private:
  synthesis::ModelCard card_;
  Eigen::MatrixXf matrix_;
};

/// Windows of one walk, each as long as a look, so that a window's code is that of one look.
RecognitionSet looks_into_a_walk() {
  RecognitionSet set;
  const Clip walk = *synthesis::perform({.content = "walk", .duration_s = 4.0});
  set.clips.push_back({"walk", "", "", -1, 0});
  for (const int first : {0, 9, 31, 47, 70}) {
    set.windows.push_back({0, first});
    set.sequences.push_back(analysis::PoseSequence::make(kCodeFrames, 1, 1.0 / kRecognitionFps));
  }
  set.load = [walk](int) -> Result<io::ClipImport> { return io::ClipImport{walk}; };
  return set;
}

TEST(MotionCodes, ModelOfOtherWindows_IsRefused) {
  const auto codes = MotionCodes::make(std::make_unique<LinearModel>(64));
  ASSERT_FALSE(codes);
  EXPECT_EQ(codes.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(codes.error().message, HasSubstr("64 frames"));
}

TEST(MotionCodes, BrokenOff_IsCancelled) {
  auto codes = MotionCodes::make(std::make_unique<LinearModel>(kCodeFrames));
  ASSERT_TRUE(codes) << codes.error().message;
  const auto found =
      codes->of(looks_into_a_walk(), {0, 1}, [](std::string_view, double) { return false; });
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kCancelled);
}

TEST(MotionCodes, DistanceOfCodes_IsThatOfTheMotionsThatTheyDecodeTo) {
  auto model = std::make_unique<LinearModel>(kCodeFrames);
  LinearModel& linear = *model;
  const int channels = linear.card().layout.channel_count();
  // What each channel varies by, over the references' motions.
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(channels), squares = sums;
  for (const auto& reference : linear.card().references) {
    const Eigen::VectorXf window =
        linear.matrix() * Eigen::Map<const Eigen::VectorXf>(reference.code.data(), kUnits);
    for (int f = 0; f < kCodeFrames; ++f) {
      const Eigen::VectorXd frame = window.segment(f * channels, channels).cast<double>();
      sums += frame;
      squares += frame.cwiseAbs2();
    }
  }
  const double count = 60.0 * kCodeFrames;
  const Eigen::VectorXd sd = (squares / count - (sums / count).cwiseAbs2()).cwiseSqrt();

  auto codes = MotionCodes::make(std::move(model));
  ASSERT_TRUE(codes) << codes.error().message;
  const RecognitionSet set = looks_into_a_walk();
  const auto found = codes->of(set, {0, 1, 2, 3, 4}, {});
  ASSERT_TRUE(found) << found.error().message;
  const auto channels_of_walk =
      synthesis::channels_from_clip(set.load(0)->clip, linear.card().layout);
  ASSERT_TRUE(channels_of_walk);
  std::vector<Eigen::VectorXf> decoded;
  for (const RecognitionWindow& window : set.windows) {
    const auto from = channels_of_walk->begin() + window.first_frame * channels;
    const synthesis::MotionWindow look(from, from + kCodeFrames * channels);
    const auto latent = linear.encode(look, {{0.0, 0.0, 0.0}, 0});
    const auto again = linear.decode(*latent, {{0.0, 0.0, 0.0}, 0});
    decoded.push_back(Eigen::Map<const Eigen::VectorXf>(again->data(), std::ssize(*again)));
  }
  std::vector<double> ratios;
  for (int a = 0; a < 5; ++a) {
    for (int b = a + 1; b < 5; ++b) {
      double squared = 0.0;
      for (int i = 0; i < decoded[a].size(); ++i) {
        squared += std::pow((decoded[a][i] - decoded[b][i]) / sd[i % channels], 2);
      }
      ratios.push_back((found->row(a) - found->row(b)).norm() / std::sqrt(squared));
    }
  }
  for (const double ratio : ratios) EXPECT_NEAR(ratio / ratios[0], 1.0, 0.02);
}

}  // namespace
}  // namespace kinemote::app
