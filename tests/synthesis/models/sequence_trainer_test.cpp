#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "support/temporary_folder.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/models/sequence_sets.h"

namespace kinemote::synthesis {
namespace {

using test::accuracy_of;
using test::early_and_late_bumps;
using test::high_and_low;
using test::small_settings;
using ::testing::HasSubstr;

class SequenceTrainerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto library = models_library();
    ASSERT_TRUE(library.ok()) << library.error().message;
    library_ = *library;
    settings_.epochs = 5;
  }

  Result<SequenceTraining> train(const SequenceSet& set, const SequenceSet& validation = {},
                                 bool resume = false, const Progress& progress = {}) {
    return library_->train_sequence_classifier(set, validation, settings_, checkpoint_, resume,
                                               progress);
  }
  std::string refusal(const SequenceSet& set, const SequenceSet& validation, ErrorCode code) {
    const auto training = train(set, validation);
    if (training.ok()) return "";
    EXPECT_EQ(training.error().code, code);
    return training.error().message;
  }
  /// The bytes of a file that the classifier is saved to.
  std::string saved(const SequenceTraining& training) {
    EXPECT_TRUE(training.classifier->save(folder_ / "saved.kclass").ok());
    return bytes_of(folder_ / "saved.kclass");
  }
  static std::string bytes_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  /// Stops a training in its n-th epoch.
  static Progress stop_in_epoch(int n) {
    return [n](std::string_view phase, double) {
      return phase.find("epoch " + std::to_string(n) + " ") == std::string_view::npos;
    };
  }

  test::TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_ / "models";
  std::filesystem::path checkpoint_ = folder_ / "run.checkpoint";
  SequenceTrainSettings settings_ = small_settings(SequenceNetworkKind::kGru);
  ModelsLibrary* library_ = nullptr;
};

TEST_F(SequenceTrainerTest, BadInput_IsRefusedInOneSentence) {
  const SequenceSet good = high_and_low(4, 1);
  SequenceSet bad = good;
  bad.labels.clear();
  EXPECT_THAT(refusal(bad, {}, ErrorCode::kBadInput), HasSubstr("0 labels"));
  bad = good;
  bad.class_names = {"one"};
  bad.labels.assign(bad.labels.size(), 0);
  EXPECT_THAT(refusal(bad, {}, ErrorCode::kBadInput), HasSubstr("1 classes"));
  bad = good;
  bad.values[0] = NAN;
  EXPECT_THAT(refusal(bad, {}, ErrorCode::kBadInput), HasSubstr("not finite"));
  EXPECT_THAT(refusal(good, bad, ErrorCode::kBadInput), HasSubstr("validation"));
  bad = good;
  bad.class_names = {"high", "low"};
  EXPECT_THAT(refusal(good, bad, ErrorCode::kBadInput), HasSubstr("validation sequences need"));
  settings_.class_weights = {1.0, 1.0, 1.0};
  EXPECT_THAT(refusal(good, {}, ErrorCode::kUsage), HasSubstr("3 class weights for 2 classes"));
  settings_ = small_settings(SequenceNetworkKind::kSkeletonGraph);
  bad = good;
  bad.graph = {};
  EXPECT_THAT(refusal(bad, {}, ErrorCode::kUsage), HasSubstr("skeleton-graph needs the joints"));
  settings_.epochs = 0;
  EXPECT_THAT(refusal(good, {}, ErrorCode::kUsage), HasSubstr("epochs is 0"));
}

TEST_F(SequenceTrainerTest, SamplerOutOfRange_IsRefusedByName) {
  settings_.sampler = [](int, uint64_t) { return std::vector<int>{0, 99}; };
  settings_.sampler_name = "broken";
  EXPECT_THAT(refusal(high_and_low(4, 1), {}, ErrorCode::kUsage), HasSubstr("\"broken\""));
}

TEST_F(SequenceTrainerTest, SameSeed_GivesTheSameBytes) {
  const SequenceSet set = early_and_late_bumps(6, 1);
  auto first = train(set);
  auto second = train(set);
  ASSERT_TRUE(first.ok()) << first.error().message;
  EXPECT_EQ(saved(*first), saved(*second));
  settings_.seed = 2;
  auto third = train(set);
  EXPECT_NE(saved(*first), saved(*third));
}

TEST_F(SequenceTrainerTest, Resumed_IsTheSameAsWithoutTheBreak) {
  const SequenceSet set = early_and_late_bumps(6, 1);
  const SequenceSet validation = early_and_late_bumps(3, 2);
  settings_.network.kind = SequenceNetworkKind::kTcnBiLstm;  // has running means as well
  settings_.augmentation = [](std::span<float> values, std::span<float>, uint64_t seed) {
    for (float& value : values) value += 0.001F * static_cast<float>(seed % 100);
  };
  settings_.augmentation_name = "shift";
  auto whole = train(set, validation);
  ASSERT_TRUE(whole.ok()) << whole.error().message;
  EXPECT_FALSE(std::filesystem::exists(checkpoint_));

  const auto stopped = train(set, validation, false, stop_in_epoch(4));
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
  ASSERT_TRUE(std::filesystem::exists(checkpoint_));
  auto resumed = train(set, validation, true);
  ASSERT_TRUE(resumed.ok()) << resumed.error().message;
  EXPECT_EQ(resumed->steps, 2 * 2);  // epochs 4 and 5
  EXPECT_EQ(resumed->best_epoch, whole->best_epoch);
  EXPECT_EQ(saved(*resumed), saved(*whole));
  EXPECT_FALSE(std::filesystem::exists(checkpoint_));
}

TEST_F(SequenceTrainerTest, ForeignCheckpoint_IsRefused) {
  const SequenceSet set = early_and_late_bumps(6, 1);
  ASSERT_FALSE(train(set, {}, false, stop_in_epoch(3)).ok());
  const std::string whole = bytes_of(checkpoint_);
  settings_.learning_rate = 5e-3;
  EXPECT_THAT(train(set, {}, true).error().message, HasSubstr("other settings"));
  settings_.learning_rate = 1e-2;
  for (const size_t size : {size_t{3}, size_t{40}, whole.size() / 3, whole.size() - 100}) {
    std::ofstream(checkpoint_, std::ios::binary) << whole.substr(0, size);
    const auto refused = train(set, {}, true);
    ASSERT_FALSE(refused.ok()) << size;
    EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(refused.error().message, HasSubstr("cannot resume from"));
  }
}

TEST_F(SequenceTrainerTest, BestEpoch_IsKept_AndPatienceEndsTheTraining) {
  const SequenceSet set = high_and_low(6, 1);
  SequenceSet validation = high_and_low(6, 2);
  settings_.epochs = 30;
  settings_.patience = 3;
  settings_.monitor = SequenceMonitor::kLoss;
  for (int& label : validation.labels) label = 1 - label;  // what is learnt makes it worse
  auto training = train(set, validation);
  ASSERT_TRUE(training.ok()) << training.error().message;
  EXPECT_LT(training->curve.size(), 30u);
  EXPECT_EQ(training->curve.size(), static_cast<size_t>(training->best_epoch + 3));
  // The kept weights give the loss that the curve has at the best epoch.
  const auto p = *training->classifier->probabilities(validation);
  double loss = 0.0;
  for (int n = 0; n < validation.count(); ++n) {
    loss -= std::log(p[2 * n + validation.labels[n]]) / validation.count();
  }
  EXPECT_NEAR(loss, training->curve[training->best_epoch - 1].validation_loss, 1e-5);
  for (const SequenceCurvePoint& point : training->curve)
    EXPECT_GE(point.validation_loss, loss - 1e-9);
}

TEST_F(SequenceTrainerTest, ClassWeights_MoveTheDecision) {
  SequenceSet set = high_and_low(6, 1);
  std::fill(set.values.begin(), set.values.end(), 1.0F);  // nothing to tell the classes by
  settings_.epochs = 20;
  settings_.class_weights = {1.0, 3.0};
  auto training = train(set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  // Without anything to tell classes by, the loss is least at the weighted shares: 1 to 3.
  const auto p = *training->classifier->probabilities(set);
  EXPECT_NEAR(p[1], 0.75, 0.08);
}

TEST_F(SequenceTrainerTest, SamplerAndWeightsTogether_AreWarnedOf) {
  settings_.epochs = 1;
  settings_.class_weights = {1.0, 2.0};
  std::set<int> epochs;
  settings_.sampler = [&epochs](int epoch, uint64_t) {
    epochs.insert(epoch);
    return std::vector<int>{0, 1, 1, 1};
  };
  settings_.sampler_name = "balanced";
  auto training = train(high_and_low(4, 1));
  ASSERT_TRUE(training.ok()) << training.error().message;
  ASSERT_EQ(training->warnings.size(), 1u);
  EXPECT_THAT(training->warnings[0], HasSubstr("balanced twice"));
  EXPECT_EQ(epochs, std::set<int>{1});
}

TEST_F(SequenceTrainerTest, Augmentation_SeesEveryUseOnce_WithItsOwnSeed) {
  settings_.epochs = 3;
  std::set<uint64_t> seeds;
  settings_.augmentation = [&seeds](std::span<float> values, std::span<float> valid,
                                    uint64_t seed) {
    EXPECT_EQ(values.size(), 7u * 14u);
    EXPECT_EQ(valid.size(), 14u);
    EXPECT_TRUE(seeds.insert(seed).second);
  };
  settings_.augmentation_name = "look";
  const SequenceSet set = high_and_low(4, 1);
  ASSERT_TRUE(train(set).ok());
  EXPECT_EQ(seeds.size(), 3u * set.count());
}

TEST_F(SequenceTrainerTest, UnitsOfAChannel_ChangeNothing) {
  const SequenceSet metres = high_and_low(4, 1);
  SequenceSet millimetres = metres;
  for (size_t i = 0; i < metres.values.size(); ++i) {
    millimetres.values[i] = 1024.0F * metres.values[i] - 512.0F;
  }
  auto first = train(metres);
  auto second = train(millimetres);
  const auto p = *first->classifier->probabilities(metres);
  const auto q = *second->classifier->probabilities(millimetres);
  for (size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(p[i], q[i], 1e-3);
}

TEST_F(SequenceTrainerTest, SavedClassifier_SaysTheSameAfterOpening) {
  SequenceSet set = early_and_late_bumps(6, 1);
  set.input_json = R"({"layout":"chain"})";
  for (const auto kind : {SequenceNetworkKind::kConv1d, SequenceNetworkKind::kSkeletonGraph}) {
    settings_.network.kind = kind;
    auto training = train(set);
    ASSERT_TRUE(training.ok()) << training.error().message;
    const std::string bytes = saved(*training);
    auto opened = library_->open_sequence_classifier(folder_ / "saved.kclass");
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_EQ((*opened)->class_names(), set.class_names);
    EXPECT_EQ((*opened)->channels(), set.channels);
    EXPECT_EQ((*opened)->parameter_count(), training->classifier->parameter_count());
    EXPECT_EQ((*opened)->input_json(), set.input_json);
    EXPECT_EQ(nlohmann::json::parse((*opened)->settings_json()).at("network").at("kind"),
              std::string(name_of(kind)));
    EXPECT_EQ(*(*opened)->probabilities(set), *training->classifier->probabilities(set));
    ASSERT_TRUE((*opened)->save(folder_ / "again.kclass").ok());
    EXPECT_EQ(bytes_of(folder_ / "again.kclass"), bytes);
  }
}

TEST_F(SequenceTrainerTest, DamagedFiles_AreRefusedInOneSentence) {
  auto training = train(high_and_low(4, 1));
  ASSERT_TRUE(training.ok()) << training.error().message;
  const std::string whole = saved(*training);
  const auto opening = [&](const std::string& bytes) {
    std::ofstream(folder_ / "bad.kclass", std::ios::binary) << bytes;
    const auto opened = library_->open_sequence_classifier(folder_ / "bad.kclass");
    if (opened.ok()) return std::string();
    EXPECT_EQ(opened.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(opened.error().message, HasSubstr("bad.kclass"));
    EXPECT_EQ(opened.error().message.find('\n'), std::string::npos);
    return opened.error().message;
  };
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string bytes = whole;
    EXPECT_EQ(from.size(), to.size());
    bytes.replace(bytes.find(from), from.size(), to);
    return bytes;
  };
  EXPECT_EQ(opening(whole), "");
  EXPECT_THAT(opening(""), HasSubstr("not a Kinemote sequence classifier"));
  EXPECT_THAT(opening("KINEMOTE-MODEL 2\n2\n{}"), HasSubstr("not a Kinemote sequence classifier"));
  for (size_t size = 1; size < whole.size(); size = size * 5 / 3 + 1) {
    EXPECT_NE(opening(whole.substr(0, size)), "") << size;
  }
  EXPECT_THAT(opening(replaced("\"channels\":7", "\"channels\":9")), HasSubstr("do not fit"));
  EXPECT_THAT(opening(replaced("\"hidden\":16", "\"hidden\":24")), HasSubstr("tensor \"network."));
  EXPECT_THAT(opening(replaced("\"hidden\":16", "\"hidden\":-8")), HasSubstr("hidden is -8"));
  EXPECT_THAT(opening(replaced("\"kind\":\"gru\"", "\"kind\":\"abc\"")), HasSubstr("\"abc\""));
  const auto missing = library_->open_sequence_classifier(folder_ / "missing.kclass");
  EXPECT_THAT(missing.error().message, HasSubstr("missing.kclass"));
}

TEST_F(SequenceTrainerTest, OtherChannels_AreRefusedByEveryQuestion) {
  auto training = train(high_and_low(4, 1));
  ASSERT_TRUE(training.ok()) << training.error().message;
  SequenceSet other = high_and_low(1, 1);
  other.channels = 14;
  other.frames = 7;
  other.valid.resize(static_cast<size_t>(other.frames) * 2, 1.0F);
  SequenceClassifier& classifier = *training->classifier;
  EXPECT_THAT(classifier.probabilities(other).error().message, HasSubstr("14 channels"));
  EXPECT_THAT(classifier.attention(other).error().message, HasSubstr("14 channels"));
  EXPECT_THAT(classifier.integrated_gradients(other).error().message, HasSubstr("14 channels"));
  EXPECT_THAT(classifier.integrated_gradients(high_and_low(1, 1), 0).error().message,
              HasSubstr("steps"));
}

TEST_F(SequenceTrainerTest, IntegratedGradients_SumToTheDifferenceOfProbabilities) {
  settings_.epochs = 20;
  settings_.network.kind = SequenceNetworkKind::kDeepResidual;
  const SequenceSet set = high_and_low(8, 1);
  auto training = train(set);
  ASSERT_TRUE(training.ok()) << training.error().message;
  const auto attribution = *training->classifier->integrated_gradients(set, 256);
  const auto p = *training->classifier->probabilities(set);
  double of_telling_channel = 0.0;
  double of_all = 0.0;
  for (int n = 0; n < set.count(); ++n) {
    EXPECT_NEAR(attribution.probability[n], p[2 * n + attribution.predicted[n]], 1e-6);
    double sum = 0.0;
    for (int t = 0; t < set.frames; ++t) {
      for (int c = 0; c < set.channels; ++c) {
        const size_t row = static_cast<size_t>(n) * set.frames + t;
        const double value = attribution.values[row * set.channels + c];
        if (set.valid[row] == 0.0F) {
          EXPECT_EQ(value, 0.0);
        }
        sum += value;
        of_all += std::abs(value);
        if (c == 0) of_telling_channel += std::abs(value);
      }
    }
    const double difference = attribution.probability[n] - attribution.baseline_probability[n];
    EXPECT_NEAR(sum, difference, 0.02);
    EXPECT_NEAR(attribution.completeness_gap[n], std::abs(sum - difference), 1e-5);
  }
  // One of seven channels tells the classes apart.
  EXPECT_GT(of_telling_channel, 2.0 / 7.0 * of_all);
}

}  // namespace
}  // namespace kinemote::synthesis
