#include "analysis/affect/fusion.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/stats/softmax_probe.h"
#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

using ::testing::HasSubstr;

/// Logistic regression: fast, and it can only use what its rows say.
Result<RowProbabilities> logistic(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                                  int class_count, const Progress&) {
  const auto probe = SoftmaxProbe::fit(rows, labels, class_count, {});
  if (!probe) return probe.error();
  return RowProbabilities(
      [probe = *probe](const Eigen::MatrixXd& asked) { return probe.probabilities(asked); });
}

struct Samples {
  std::vector<Modality> modalities;
  std::vector<int> labels, groups;

  int count() const { return static_cast<int>(labels.size()); }
};

Samples empty_samples(int count, int columns) {
  Samples samples;
  for (const char* name : {"voice", "body"}) {
    samples.modalities.push_back(
        {name, Eigen::MatrixXd::Zero(count, columns), std::vector<char>(count, 1)});
  }
  for (int i = 0; i < count; ++i) samples.groups.push_back(i / 5);
  return samples;
}

/// Four classes: voice tells 0 from 1 and both from the others, body 2 from 3 and both from the
/// others, and no more. Each alone reaches three quarters at best.
Samples halves(int count, uint64_t seed) {
  Samples samples = empty_samples(count, 3);
  std::mt19937_64 engine(seed);
  for (int i = 0; i < count; ++i) {
    const int label = uniform_index(engine, 4);
    samples.labels.push_back(label);
    for (int m = 0; m < 2; ++m) {
      auto row = samples.modalities[m].rows.row(i);
      for (double& value : row) value = 0.4 * standard_normal(engine);
      if (label / 2 == m) row(label % 2) += 3.0;
    }
  }
  return samples;
}

/// Two classes. Both modalities say which, but one of them is wrong half of the time; the third
/// number of the voice tells which one can be believed.
Samples turns(int count, uint64_t seed) {
  Samples samples = empty_samples(count, 3);
  std::mt19937_64 engine(seed);
  for (int i = 0; i < count; ++i) {
    const int label = uniform_index(engine, 2);
    samples.labels.push_back(label);
    const int trusted = uniform_index(engine, 2);
    for (int m = 0; m < 2; ++m) {
      auto row = samples.modalities[m].rows.row(i);
      for (double& value : row) value = 0.3 * standard_normal(engine);
      const int said = m == trusted ? label : uniform_index(engine, 2);
      row(0) += said == 1 ? 2.0 : -2.0;
    }
    samples.modalities[0].rows(i, 2) = trusted == 0 ? 1.0 : -1.0;
  }
  return samples;
}

double accuracy(const Eigen::MatrixXd& probabilities, const std::vector<int>& labels) {
  int right = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    Eigen::Index best = 0;
    probabilities.row(static_cast<Eigen::Index>(i)).maxCoeff(&best);
    right += best == labels[i] ? 1 : 0;
  }
  return right / static_cast<double>(labels.size());
}

Result<FusedClassifier> fit(const Samples& samples, FusionKind kind, int classes) {
  FusionSettings settings;
  settings.kind = kind;
  return FusedClassifier::fit(samples.modalities, samples.labels, samples.groups, classes, logistic,
                              settings);
}

TEST(Fusion, WhatCannotBeLearnedFrom_IsRefusedWithAReason) {
  const auto problem = [](const Samples& samples, FusionSettings settings = {}) {
    const auto fused = FusedClassifier::fit(samples.modalities, samples.labels, samples.groups, 4,
                                            logistic, settings);
    EXPECT_FALSE(fused.ok());
    return fused.ok() ? "" : fused.error().message;
  };
  const Samples good = halves(60, 1);
  Samples bad = good;
  bad.modalities.clear();
  EXPECT_THAT(problem(bad), HasSubstr("no modality"));
  bad = good;
  bad.labels.pop_back();
  EXPECT_THAT(problem(bad), HasSubstr("59 labels"));
  bad = good;
  bad.labels[3] = 4;
  EXPECT_THAT(problem(bad), HasSubstr("label 4"));
  bad = good;
  bad.modalities[1].rows(7, 0) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THAT(problem(bad), HasSubstr("\"body\": sample 8 is not finite"));
  bad.modalities[1].is_present[7] = 0;
  EXPECT_TRUE(fit(bad, FusionKind::kGated, 4).ok());
  bad = good;
  bad.modalities[0].is_present.assign(60, 0);
  EXPECT_THAT(problem(bad), HasSubstr("\"voice\" has samples of 0 classes"));
  bad = good;
  bad.groups.assign(60, 3);
  EXPECT_THAT(problem(bad), HasSubstr("1 groups"));
  FusionSettings one_fold;
  one_fold.folds = 1;
  EXPECT_THAT(problem(good, one_fold), HasSubstr("at least 2"));
  EXPECT_FALSE(parse_fusion_kind("late").ok());
}

TEST(Fusion, Names_AreReadBack) {
  for (const FusionKind kind : kFusionKinds)
    EXPECT_EQ(parse_fusion_kind(name_of(kind)).value(), kind);
}

TEST(Fusion, ModalitiesThatKnowHalfTheClassesEach_AreWholeTogether) {
  const Samples train = halves(240, 1), test = halves(400, 2);
  for (const FusionKind kind : kFusionKinds) {
    const auto fused = fit(train, kind, 4);
    ASSERT_TRUE(fused.ok()) << fused.error().message;
    for (int m = 0; m < 2; ++m) {
      EXPECT_LT(accuracy(fused->alone(test.modalities, m), test.labels), 0.82) << m;
    }
    const Eigen::MatrixXd together = fused->probabilities(test.modalities);
    EXPECT_GT(accuracy(together, test.labels), 0.95) << name_of(kind);
    EXPECT_NEAR((together.rowwise().sum().array() - 1.0).abs().maxCoeff(), 0.0, 1e-9);
    EXPECT_GE(together.minCoeff(), 0.0);
  }
}

TEST(Fusion, WhoCanBeBelievedVaries_OnlyTheGateFollows) {
  const Samples train = turns(400, 3), test = turns(600, 4);
  const auto decision = fit(train, FusionKind::kDecision, 2);
  const auto gated = fit(train, FusionKind::kGated, 2);
  ASSERT_TRUE(decision.ok() && gated.ok());
  EXPECT_LT(accuracy(decision->probabilities(test.modalities), test.labels), 0.85);
  EXPECT_GT(accuracy(gated->probabilities(test.modalities), test.labels), 0.93);
  const Eigen::MatrixXd strengths = gated->strengths(test.modalities);
  for (int i = 0; i < test.count(); ++i) {
    const bool is_voice_right = test.modalities[0].rows(i, 2) > 0.0;
    if (std::abs(test.modalities[0].rows(i, 2)) < 0.5) continue;
    EXPECT_EQ(strengths(i, 0) > strengths(i, 1), is_voice_right) << i;
  }
}

TEST(Fusion, ModalityOfNoise_DoesLittleHarm) {
  Samples train = halves(240, 5), test = halves(400, 12);
  std::mt19937_64 engine(11);
  for (Samples* samples : {&train, &test}) {
    for (double& value : samples->modalities[1].rows.reshaped()) value = standard_normal(engine);
  }
  for (const FusionKind kind : {FusionKind::kDecision, FusionKind::kGated}) {
    const auto fused = fit(train, kind, 4);
    ASSERT_TRUE(fused.ok());
    const double alone = accuracy(fused->alone(test.modalities, 0), test.labels);
    EXPECT_GT(accuracy(fused->probabilities(test.modalities), test.labels), alone - 0.04);
    EXPECT_LT(fused->strengths(test.modalities).col(1).mean(),
              fused->strengths(test.modalities).col(0).mean());
  }
}

TEST(Fusion, MissingModalities_AreReplacedByTheOthers) {
  const Samples train = halves(240, 6);
  Samples test = halves(90, 7);
  // Garbage where nothing is present must not be looked at.
  for (int i = 0; i < 90; ++i) {
    for (int m = 0; m < 2; ++m) {
      if (i % 3 != m && i % 9 != 8) continue;
      test.modalities[m].is_present[i] = 0;
      test.modalities[m].rows.row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
    }
  }
  for (const FusionKind kind : kFusionKinds) {
    const auto fused = fit(train, kind, 4);
    ASSERT_TRUE(fused.ok());
    const Eigen::MatrixXd together = fused->probabilities(test.modalities);
    const Eigen::MatrixXd strengths = fused->strengths(test.modalities);
    ASSERT_TRUE(together.allFinite());
    for (int i = 0; i < 90; ++i) {
      if (i % 9 == 8) {
        for (int k = 0; k < 4; ++k) {
          const auto known = std::count(train.labels.begin(), train.labels.end(), k);
          EXPECT_NEAR(together(i, k), (known + 0.5) / 242.0, 1e-12) << i;
        }
      } else if (i % 3 != 2) {
        EXPECT_EQ(strengths(i, i % 3), 0.0);
        EXPECT_GT(strengths(i, 1 - i % 3), 0.0);
        // The order of the classes that stand clearly apart is that of the modality that is there.
        const Eigen::MatrixXd other = fused->alone(test.modalities, 1 - i % 3);
        for (int k = 0; k < 4; ++k) {
          for (int l = 0; l < 4; ++l) {
            if (other(i, k) < 2.0 * other(i, l) + 0.05) continue;
            EXPECT_GT(together(i, k), together(i, l)) << i;
          }
        }
      }
    }
  }
}

TEST(Fusion, TrainingWithGaps_StillLearnsBoth) {
  Samples train = halves(300, 8);
  const Samples test = halves(300, 9);
  for (int i = 0; i < 300; ++i) {
    if (i % 5 == 0) train.modalities[0].is_present[i] = 0;
    if (i % 7 == 1) train.modalities[1].is_present[i] = 0;
  }
  for (const FusionKind kind : kFusionKinds) {
    const auto fused = fit(train, kind, 4);
    ASSERT_TRUE(fused.ok()) << fused.error().message;
    EXPECT_GT(accuracy(fused->probabilities(test.modalities), test.labels), 0.9) << name_of(kind);
  }
}

TEST(Fusion, SameData_SameFusion) {
  const Samples train = halves(120, 10);
  for (const FusionKind kind : kFusionKinds) {
    const auto a = fit(train, kind, 4), b = fit(train, kind, 4);
    ASSERT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(a->probabilities(train.modalities), b->probabilities(train.modalities));
  }
}

}  // namespace
}  // namespace kinemote::analysis
