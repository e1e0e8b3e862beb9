// What every kind of sequence network has to do, whatever its layers.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "synthesis/control/motion_model.h"
#include "synthesis/models/sequence_batches.h"
#include "synthesis/models/sequence_sets.h"

namespace kinemote::synthesis {
namespace {

using test::accuracy_of;
using test::early_and_late_bumps;
using test::high_and_low;
using test::only;
using test::padded;
using test::small_settings;

ModelsLibrary& library() {
  static ModelsLibrary* const library = *models_library();
  return *library;
}

Result<SequenceTraining> train(const SequenceTrainSettings& settings, const SequenceSet& set) {
  return library().train_sequence_classifier(set, {}, settings, {}, false, {});
}

SequenceShape shape_of(const SequenceNetworkOptions& options, const SequenceSet& set) {
  return {options.resolved(), set.channels, static_cast<int>(set.class_names.size()), set.graph};
}

class EveryKind : public ::testing::TestWithParam<SequenceNetworkKind> {};

TEST_P(EveryKind, SeparableClasses_AreLearnt) {
  // deep-residual pools frames that it looks at one by one: the order is nothing to it.
  const bool sees_order = GetParam() != SequenceNetworkKind::kDeepResidual;
  const SequenceSet set = sees_order ? early_and_late_bumps(12, 1) : high_and_low(12, 1);
  const SequenceSet others = sees_order ? early_and_late_bumps(10, 2) : high_and_low(10, 2);
  auto training = train(small_settings(GetParam()), set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  EXPECT_EQ(accuracy_of(*training->classifier, set), 1.0);
  EXPECT_GE(accuracy_of(*training->classifier, others), 0.9);
  EXPECT_LT(training->curve.back().train_loss, training->curve.front().train_loss);
}

TEST_P(EveryKind, FramesThatAreNotValid_ChangeNothing) {
  SequenceTrainSettings settings = small_settings(GetParam());
  settings.epochs = 2;
  const SequenceSet set = early_and_late_bumps(4, 3);
  auto training = train(settings, set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  SequenceClassifier& classifier = *training->classifier;
  const auto together = *classifier.probabilities(set);
  const auto wider = *classifier.probabilities(padded(set, 5, 2, 3));
  ASSERT_EQ(together.size(), wider.size());
  for (size_t i = 0; i < together.size(); ++i) EXPECT_NEAR(together[i], wider[i], 1e-5);
  // Alone, nothing lies behind a sequence's last frame; together, the longest one's frames do.
  const size_t classes = set.class_names.size();
  for (int n = 0; n < set.count(); ++n) {
    const auto alone = *classifier.probabilities(only(set, n));
    for (size_t k = 0; k < classes; ++k) EXPECT_NEAR(alone[k], together[n * classes + k], 1e-5);
  }
}

TEST_P(EveryKind, TrainingOnALongerBatch_IsTheSame) {
  const SequenceSet set = early_and_late_bumps(4, 9);
  std::vector<SequenceView> views;
  for (int n = 0; n < set.count(); ++n) views.push_back(sequence_of(set, n));
  const SequenceBatch batch = make_sequence_batch(views, fit_sequence_scaler(set));
  SequenceBatch longer = batch;
  longer.frames += 5;
  longer.values.clear();
  const ptrdiff_t size = static_cast<ptrdiff_t>(batch.frames) * set.channels;
  for (int n = 0; n < batch.count(); ++n) {
    const auto from = batch.values.begin() + n * size;
    longer.values.insert(longer.values.end(), from, from + size);
    longer.values.insert(longer.values.end(), static_cast<size_t>(5) * set.channels, 0.0F);
  }
  SequenceNetworkOptions options;
  options.kind = GetParam();
  options.hidden = 16;
  options.dropout = 0.0;
  const auto first = SequenceNetwork::make(shape_of(options, set), 7);
  const auto second = SequenceNetwork::make(shape_of(options, set), 7);
  for (int step = 0; step < 3; ++step) {
    EXPECT_NEAR(first->train_step(batch, set.labels, {}, step).loss,
                second->train_step(longer, set.labels, {}, step).loss, 1e-4);
  }
  const auto p = first->run(batch).probabilities;
  const auto q = second->run(batch).probabilities;
  for (size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(p[i], q[i], 5e-3);
}

TEST_P(EveryKind, Attention_IsADistributionOverValidFrames) {
  SequenceTrainSettings settings = small_settings(GetParam());
  settings.epochs = 1;
  const SequenceSet set = early_and_late_bumps(4, 4);
  auto training = train(settings, set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  const auto weights = *training->classifier->attention(set);
  ASSERT_EQ(weights.size(), set.valid.size());
  for (int n = 0; n < set.count(); ++n) {
    double sum = 0.0;
    for (int t = 0; t < set.frames; ++t) {
      const size_t i = static_cast<size_t>(n) * set.frames + t;
      EXPECT_GE(weights[i], 0.0);
      if (set.valid[i] == 0.0F) {
        EXPECT_EQ(weights[i], 0.0);
      }
      sum += weights[i];
    }
    EXPECT_NEAR(sum, 1.0, 1e-5);
  }
}

TEST_P(EveryKind, ProbabilityGradient_IsTheSlopeOfDifferences) {
  const SequenceSet set = early_and_late_bumps(1, 5);
  SequenceNetworkOptions options;
  options.kind = GetParam();
  options.hidden = 16;
  const auto network = SequenceNetwork::make(shape_of(options, set), 7);
  const SequenceBatch batch =
      make_sequence_batch({sequence_of(set, 0), sequence_of(set, 1)}, fit_sequence_scaler(set));
  const std::vector<int> classes = {1, 0};
  const auto gradient = network->probability_gradient(batch, classes);
  ASSERT_EQ(gradient.size(), batch.values.size());
  // Along the gradient itself a difference is largest, and so least drowned in float's rounding.
  double squares = 0.0;
  for (const float g : gradient) squares += double(g) * g;
  ASSERT_GT(squares, 0.0);
  const double step = 1e-2 / std::sqrt(squares);
  const auto chosen_at = [&](double share) {
    SequenceBatch moved = batch;
    for (size_t i = 0; i < gradient.size(); ++i) {
      moved.values[i] += static_cast<float>(share * step * gradient[i]);
    }
    const auto p = network->run(moved).probabilities;
    return double(p[1]) + double(p[2]);
  };
  const double slope = (chosen_at(1.0) - chosen_at(-1.0)) / (2.0 * step);
  EXPECT_NEAR(slope / squares, 1.0, 0.05);
}

INSTANTIATE_TEST_SUITE_P(Sequence, EveryKind, ::testing::ValuesIn(kSequenceNetworkKinds),
                         [](const auto& of_kind) {
                           std::string name(name_of(of_kind.param));
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(SequenceNetwork_OrderOfFrames_IsNothingToDeepResidual, WhichPoolsSingleFrames) {
  auto training =
      train(small_settings(SequenceNetworkKind::kDeepResidual), early_and_late_bumps(12, 1));
  ASSERT_TRUE(training.ok()) << training.error().message;
  EXPECT_LT(accuracy_of(*training->classifier, early_and_late_bumps(20, 2)), 0.9);
}

/// Of deep-residual as the original system had it, with another block or pooling.
int64_t parameters(ResidualBlock block, SequencePooling pooling) {
  SequenceNetworkOptions options;
  options.block = block;
  options.pooling = pooling;
  return SequenceNetwork::make({options.resolved(), 238, 8, {}}, 1)->parameter_count();
}

TEST(SequenceNetwork_DeepResidual_HasTheOriginalsParameters, Exactly) {
  EXPECT_EQ(parameters(ResidualBlock::kStandard, SequencePooling::kAttention), 693000);
  EXPECT_EQ(parameters(ResidualBlock::kPreactivation, SequencePooling::kAttention), 693000);
  // The attention has 256 x 128 + 128 weights and biases, and 128 weights.
  EXPECT_EQ(parameters(ResidualBlock::kStandard, SequencePooling::kMean), 693000 - 33024);
  EXPECT_EQ(parameters(ResidualBlock::kStandard, SequencePooling::kMax), 693000 - 33024);
  // 256 -> 64 -> 64 -> 256 with a normalisation behind each, four times.
  const int64_t block = (256 * 64 + 64) + (64 * 64 + 64) + (64 * 256 + 256) + 2 * (64 + 64 + 256);
  EXPECT_EQ(parameters(ResidualBlock::kBottleneck, SequencePooling::kAttention),
            693000 - 4 * 132608 + 4 * block);
  // Gates: 256 -> 64 -> 256, four times.
  const int64_t gates = (256 * 64 + 64) + (64 * 256 + 256);
  EXPECT_EQ(parameters(ResidualBlock::kSqueezeExcitation, SequencePooling::kAttention),
            693000 + 4 * gates);
}

TEST(SequenceNetwork_SqueezeExcitation_WithOpenGates_IsTheStandardBlock, AndClosedOnesAreNot) {
  const SequenceSet set = early_and_late_bumps(3, 8);
  std::vector<SequenceView> views;
  for (int n = 0; n < set.count(); ++n) views.push_back(sequence_of(set, n));
  const SequenceBatch batch = make_sequence_batch(views, fit_sequence_scaler(set));
  SequenceNetworkOptions options;
  options.hidden = 16;
  options.layers = 2;
  const auto standard = SequenceNetwork::make(shape_of(options, set), 5);
  options.block = ResidualBlock::kSqueezeExcitation;
  const auto gated = SequenceNetwork::make(shape_of(options, set), 6);
  std::map<std::string, Tensor> weights;
  gated->write_weights(weights);
  std::map<std::string, Tensor> without_gates = weights;
  std::erase_if(without_gates, [](const auto& entry) {
    return entry.first.find(".squeeze") != std::string::npos ||
           entry.first.find(".excite") != std::string::npos;
  });
  ASSERT_EQ(weights.size(), without_gates.size() + 8);  // two layers a block, weights and biases
  standard->read_weights(without_gates);
  const auto with_bias = [&](float bias) {
    for (auto& [name, tensor] : weights) {
      if (name.find(".excite.weight") != std::string::npos) {
        std::fill(tensor.values.begin(), tensor.values.end(), 0.0F);
      }
      if (name.find(".excite.bias") != std::string::npos) {
        std::fill(tensor.values.begin(), tensor.values.end(), bias);
      }
    }
    gated->read_weights(weights);
    return gated->run(batch).probabilities;
  };
  const auto expected = standard->run(batch).probabilities;
  const auto open = with_bias(40.0F);
  const auto half = with_bias(0.0F);
  double moved = 0.0;
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(open[i], expected[i], 1e-6);
    moved += std::abs(half[i] - expected[i]);
  }
  EXPECT_GT(moved, 1e-4);
}

TEST(SequenceNetwork_SqueezeExcitation_FramesThatAreNotValid, ChangeNothing) {
  SequenceTrainSettings settings = small_settings(SequenceNetworkKind::kDeepResidual);
  settings.network.block = ResidualBlock::kSqueezeExcitation;
  settings.epochs = 2;
  const SequenceSet set = early_and_late_bumps(4, 3);
  auto training = train(settings, set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  const auto plain = *training->classifier->probabilities(set);
  const auto wider = *training->classifier->probabilities(padded(set, 5, 2, 3));
  ASSERT_EQ(plain.size(), wider.size());
  for (size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(plain[i], wider[i], 1e-5);
}

TEST(SequenceNetwork_MaxPooling_SharesOutItsChannels, AmongFrames) {
  SequenceNetworkOptions options;
  options.hidden = 8;
  options.pooling = SequencePooling::kMax;
  const SequenceSet set = early_and_late_bumps(1, 6);
  const auto network = SequenceNetwork::make(shape_of(options, set), 3);
  const SequenceBatch batch = make_sequence_batch({sequence_of(set, 0)}, fit_sequence_scaler(set));
  for (const float weight : network->run(batch).weights) {
    EXPECT_NEAR(weight * 8.0F, std::round(weight * 8.0F), 1e-5F);
  }
}

TEST(SequenceNetwork_Loss_IsTheWeightedSmoothedCrossEntropy, ByHand) {
  SequenceSet set = early_and_late_bumps(3, 8);
  set.class_names.push_back("never");
  SequenceNetworkOptions options;
  options.hidden = 16;
  options.dropout = 0.0;
  const auto network = SequenceNetwork::make(shape_of(options, set), 5);
  std::vector<SequenceView> views;
  for (int n = 0; n < set.count(); ++n) views.push_back(sequence_of(set, n));
  const SequenceBatch batch = make_sequence_batch(views, fit_sequence_scaler(set));
  SequenceStep step;
  step.label_smoothing = 0.3;
  step.class_weights = {0.5F, 2.0F, 4.0F};
  const auto p = network->run(batch).probabilities;
  double sum = 0.0;
  double weight = 0.0;
  for (int n = 0; n < set.count(); ++n) {
    for (int k = 0; k < 3; ++k) {
      const double target = (k == set.labels[n] ? 0.7 : 0.0) + 0.3 / 3;
      sum -= target * step.class_weights[k] * std::log(p[3 * n + k]);
    }
    weight += step.class_weights[set.labels[n]];
  }
  const SequenceStepResult result = network->train_step(batch, set.labels, step, 1);
  EXPECT_NEAR(result.loss, sum / weight, 1e-5);
}

}  // namespace
}  // namespace kinemote::synthesis
