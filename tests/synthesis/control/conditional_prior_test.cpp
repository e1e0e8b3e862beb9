#include "synthesis/control/conditional_prior.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

#include "analysis/stats/random.h"

namespace kinemote::synthesis {
namespace {

constexpr int kDims = 3;

/// Two contents, two styles with a PAD, one without; every cell a Gaussian of its own place and
/// width. Latents are those of the prior itself.
std::vector<ReferenceLatent> cells(int windows_a_cell) {
  std::mt19937_64 random(5);
  std::normal_distribution<float> normal;
  std::vector<ReferenceLatent> out;
  const std::optional<analysis::Pad> pads[] = {analysis::Pad{0.8, 0.5, 0.2},
                                               analysis::Pad{-0.6, -0.4, -0.3}, std::nullopt};
  for (int content = 0; content < 2; ++content) {
    for (int style = 0; style < 3; ++style) {
      for (int i = 0; i < windows_a_cell; ++i) {
        ReferenceLatent r;
        r.content = content;
        r.style = style;
        r.pad = pads[style];
        r.source = "clip " + std::to_string(content) + std::to_string(style) +
                   std::to_string(i * 4 / windows_a_cell);
        const auto place = static_cast<float>(3 * content + 2 * style);
        r.code = {place + normal(random), -place + 0.5F * (1 + style) * normal(random),
                  normal(random)};
        out.push_back(r);
      }
    }
  }
  const ConditionalPrior prior(out, kDims);
  for (ReferenceLatent& r : out) r.latent = prior.latent_of(r.code, {{}, r.content, r.style});
  return out;
}

TEST(ConditionalPrior, WithoutReferences_SamplesTheStandardNormal) {
  const ConditionalPrior prior({}, kDims);
  double squares = 0.0;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    const auto latent = prior.sample({}, seed);
    ASSERT_EQ(latent.size(), 3u);
    squares += latent[0] * latent[0] / 500.0;
  }
  EXPECT_NEAR(squares, 1.0, 0.25);
  EXPECT_EQ(prior.nearest_reference(std::vector<float>(kDims)).index, -1);
  const std::vector<float> latent{1.0F, -2.0F, 0.5F};
  EXPECT_EQ(prior.attracted(latent, {}, 1.0), latent);
}

TEST(ConditionalPrior, CodeAndLatent_AreInverse) {
  const ConditionalPrior prior(cells(200), kDims);
  for (const Condition& c : {Condition{{0.1, 0.2, 0.0}, 0}, Condition{{}, 1, 2}}) {
    const std::vector<float> latent{0.7F, -1.1F, 2.0F};
    const auto back = prior.latent_of(prior.code_of(latent, c), c);
    for (int d = 0; d < kDims; ++d) EXPECT_NEAR(back[d], latent[d], 1e-4);
  }
}

TEST(ConditionalPrior, LatentsOfACell_AreWhiteWhateverItsPlaceAndWidth) {
  // Own windows outweigh the shared covariance (it counts for 50 windows).
  const auto references = cells(2000);
  for (int style = 0; style < 3; ++style) {
    double mean[kDims] = {};
    double square[kDims] = {};
    int count = 0;
    for (const ReferenceLatent& r : references) {
      if (r.content != 1 || r.style != style) continue;
      ++count;
      for (int d = 0; d < kDims; ++d) {
        mean[d] += r.latent[d];
        square[d] += r.latent[d] * r.latent[d];
      }
    }
    for (int d = 0; d < kDims; ++d) {
      EXPECT_NEAR(mean[d] / count, 0.0, 0.02);
      EXPECT_NEAR(square[d] / count, 1.0, 0.1);
    }
  }
}

TEST(ConditionalPrior, StyleAndItsPad_SayTheSame) {
  const auto references = cells(300);
  const ConditionalPrior prior(references, kDims);
  const std::vector<float> latent{0.3F, 0.4F, -0.2F};
  const auto by_word = prior.code_of(latent, {{}, 0, 0});
  const auto by_pad = prior.code_of(latent, {{0.8, 0.5, 0.2}, 0});
  for (int d = 0; d < kDims; ++d) EXPECT_NEAR(by_word[d], by_pad[d], 0.15);
}

TEST(ConditionalPrior, PadBetweenAndBeyondStyles_GoesOnInTheirDirection) {
  const ConditionalPrior prior(cells(300), kDims);
  const std::vector<float> middle(kDims, 0.0F);
  // Along the line from style 1 (place 2) to style 0 (place 0).
  const auto at = [&](double t) {
    return prior.code_of(middle, {{-0.6 + 1.4 * t, -0.4 + 0.9 * t, -0.3 + 0.5 * t}, 0})[0];
  };
  EXPECT_NEAR(at(0.0), 2.0, 0.3);
  EXPECT_NEAR(at(1.0), 0.0, 0.3);
  EXPECT_LT(at(0.6), at(0.4));
  EXPECT_LT(at(1.2), at(1.0));
}

TEST(ConditionalPrior, UnseenPair_StandsWhereContentAndStyleAddUp) {
  auto references = cells(300);
  std::erase_if(references,
                [](const ReferenceLatent& r) { return r.content == 1 && r.style == 2; });
  const ConditionalPrior prior(references, kDims);
  const auto code = prior.code_of(std::vector<float>(kDims, 0.0F), {{}, 1, 2});
  EXPECT_NEAR(code[0], 3.0 + 4.0, 1.5);  // the cell that was left out stands at 7
}

TEST(ConditionalPrior, Samples_FitTheConditionVaryAndRepeat) {
  const auto references = cells(100);
  const ConditionalPrior prior(references, kDims);
  const Condition condition{{}, 1, 1};
  EXPECT_EQ(prior.sample(condition, 7), prior.sample(condition, 7));
  std::set<float> drawn;
  double mean = 0.0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    const auto code = prior.code_of(prior.sample(condition, seed), condition);
    drawn.insert(code[0]);
    mean += code[0] / 300.0;
  }
  EXPECT_EQ(drawn.size(), 300u);
  EXPECT_NEAR(mean, 5.0, 0.4);
  // A PAD draws from the styles near it.
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const Condition sad{{-0.6, -0.4, -0.3}, 0};
    EXPECT_GT(prior.code_of(prior.sample(sad, seed), sad)[0], -1.5);
  }
}

TEST(ConditionalPrior, Samples_StepTowardsOtherClips) {
  // Clip a lies along the first axis, clip b beside it along the second.
  for (const bool has_other_clip : {true, false}) {
    std::vector<ReferenceLatent> references;
    for (int i = 0; i < 40; ++i) {
      ReferenceLatent r;
      r.content = r.style = 0;
      r.source = has_other_clip && i % 2 == 1 ? "b" : "a";
      r.code = {0.01F * static_cast<float>(i), r.source == "b" ? 4.0F : 0.0F, 0.0F};
      r.latent = r.code;  // sampling reads latents alone
      references.push_back(r);
    }
    const ConditionalPrior prior(references, kDims);
    double across = 0.0;
    for (uint64_t seed = 0; seed < 100; ++seed) {
      const auto latent = prior.sample({{}, 0, 0}, seed);
      across += std::min(std::abs(latent[1]), std::abs(latent[1] - 4.0F)) / 100.0;
    }
    if (has_other_clip) {
      EXPECT_GT(across, 0.3);
    } else {
      EXPECT_EQ(across, 0.0);
    }
  }
}

TEST(ConditionalPrior, Attraction_EndsAmongTheConditionsOwnWindows) {
  const auto references = cells(100);
  const ConditionalPrior prior(references, kDims);
  const Condition condition{{}, 0, 2};
  const std::vector<float> far{4.0F, -4.0F, 4.0F};
  EXPECT_EQ(prior.attracted(far, condition, 0.0), far);
  const auto distance = [&](double share) {
    return prior.nearest_reference(prior.code_of(prior.attracted(far, condition, share), condition))
        .distance;
  };
  EXPECT_LT(distance(1.0), distance(0.5));
  EXPECT_LT(distance(0.5), distance(0.0));
  EXPECT_LT(distance(1.0), 0.8);
}

}  // namespace
}  // namespace kinemote::synthesis
