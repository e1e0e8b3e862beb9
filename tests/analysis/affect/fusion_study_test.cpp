#include "analysis/affect/fusion_study.h"

#include <gmock/gmock.h>

#include <set>

#include "analysis/stats/softmax_probe.h"
#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

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
};

/// Two classes. Numbers say nothing of the label, but everything of the group: who has seen a
/// group's other samples knows.
Samples leaking_samples(int groups, int group_size) {
  Samples samples;
  const int count = groups * group_size;
  std::mt19937_64 engine(3);
  for (const char* name : {"voice", "body"}) {
    samples.modalities.push_back(
        {name, Eigen::MatrixXd::Zero(count, groups), std::vector<char>(count, 1)});
  }
  for (int g = 0; g < groups; ++g) {
    const int label = uniform_index(engine, 2);
    for (int i = 0; i < group_size; ++i) {
      const auto at = static_cast<Eigen::Index>(samples.labels.size());
      for (Modality& modality : samples.modalities) modality.rows(at, g) = 5.0;
      samples.labels.push_back(label);
      samples.groups.push_back(g);
    }
  }
  return samples;
}

double accuracy(const FusionStudy& study, const Eigen::MatrixXd& probabilities,
                const std::vector<int>& labels) {
  int right = 0;
  for (size_t i = 0; i < study.judged.size(); ++i) {
    Eigen::Index best = 0;
    probabilities.row(static_cast<Eigen::Index>(i)).maxCoeff(&best);
    right += best == labels[study.judged[i]] ? 1 : 0;
  }
  return right / static_cast<double>(study.judged.size());
}

TEST(FusionStudy, SettingsSizesAndTooFewGroups_AreRefused) {
  Samples samples = leaking_samples(4, 3);
  FusionStudySettings settings;
  const auto study = [&] {
    return study_fusion(samples.modalities, samples.labels, samples.groups, 2, logistic, settings);
  };
  EXPECT_EQ(study().error().code, ErrorCode::kBadInput);  // five folds of four groups
  settings.folds = 1;
  EXPECT_EQ(study().error().code, ErrorCode::kUsage);
  settings.folds = 4;
  samples.groups.pop_back();
  EXPECT_EQ(study().error().code, ErrorCode::kBadInput);
}

TEST(FusionStudy, Groups_AreNeverOnBothSides) {
  Samples samples = leaking_samples(30, 4);
  FusionStudySettings settings;
  const auto honest =
      study_fusion(samples.modalities, samples.labels, samples.groups, 2, logistic, settings);
  ASSERT_TRUE(honest.ok()) << honest.error().message;
  for (size_t i = 0; i < samples.groups.size(); ++i) samples.groups[i] = static_cast<int>(i);
  const auto leaking =
      study_fusion(samples.modalities, samples.labels, samples.groups, 2, logistic, settings);
  ASSERT_TRUE(leaking.ok());
  for (int m = 0; m < 5; ++m) {
    EXPECT_LT(accuracy(*honest, honest->opinions[m].probabilities, samples.labels), 0.75) << m;
    EXPECT_GT(accuracy(*leaking, leaking->opinions[m].probabilities, samples.labels), 0.9) << m;
  }
}

TEST(FusionStudy, IncompleteSamples_TeachAndAreNotJudged) {
  Samples samples = leaking_samples(30, 4);
  for (int i = 0; i < 40; ++i) samples.modalities[i % 2].is_present[3 * i] = 0;
  const auto study =
      study_fusion(samples.modalities, samples.labels, samples.groups, 2, logistic, {});
  ASSERT_TRUE(study.ok()) << study.error().message;
  EXPECT_EQ(study->judged.size(), 80u);
  EXPECT_EQ(study->folds.size(), 80u);
  for (const int i : study->judged) EXPECT_NE(i % 3, 0);
  ASSERT_EQ(study->opinions.size(), 5u);
  EXPECT_EQ(study->opinions[0].method, "voice");
  EXPECT_EQ(study->opinions[4].method, "gated");
  for (const FusionOpinion& opinion : study->opinions) {
    EXPECT_NEAR((opinion.probabilities.rowwise().sum().array() - 1.0).abs().maxCoeff(), 0.0, 1e-9);
  }
  EXPECT_EQ(std::set<int>(study->folds.begin(), study->folds.end()).size(), 5u);
  EXPECT_EQ(study->decision_strengths.rows(), 5);
  EXPECT_GT(study->decision_strengths.minCoeff(), 0.0);
  EXPECT_GT(study->gate_strengths.minCoeff(), 0.0);
}

}  // namespace
}  // namespace kinemote::analysis
