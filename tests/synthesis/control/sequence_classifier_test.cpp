#include "synthesis/control/sequence_classifier.h"

#include <gmock/gmock.h>

#include <cmath>

namespace kinemote::synthesis {
namespace {

using ::testing::HasSubstr;

SequenceSet small_set() {
  SequenceSet set;
  set.frames = 3;
  set.channels = 2;
  set.values.assign(2 * 3 * 2, 0.5F);
  set.valid = {1, 1, 0, 1, 1, 1};
  set.labels = {0, 1};
  set.class_names = {"calm", "tense"};
  return set;
}

std::string fault_of(const SequenceSet& set) {
  const Status status = set.validate();
  if (status.ok()) return "";
  EXPECT_EQ(status.error().code, ErrorCode::kBadInput);
  return status.error().message;
}

TEST(SequenceSet_Sizes_ThatDoNotFit, AreNamed) {
  SequenceSet set = small_set();
  set.values.pop_back();
  EXPECT_THAT(fault_of(set), HasSubstr("11 values"));
  set = small_set();
  set.valid.push_back(1);
  EXPECT_THAT(fault_of(set), HasSubstr("7 valid marks"));
  set = small_set();
  set.frames = 0;
  EXPECT_THAT(fault_of(set), HasSubstr("0 frames"));
  set = small_set();
  set.labels.push_back(0);
  EXPECT_THAT(fault_of(set), HasSubstr("3 labels"));
  set = small_set();
  set.labels[1] = 2;
  EXPECT_THAT(fault_of(set), HasSubstr("sequence 1 has label 2"));
}

TEST(SequenceSet_Values_NotFinite, AreFoundInValidFramesAlone) {
  SequenceSet set = small_set();
  set.values[4] = NAN;  // of the frame that is not valid
  EXPECT_EQ(fault_of(set), "");
  set.values[9] = INFINITY;
  EXPECT_THAT(fault_of(set), HasSubstr("sequence 1 has a value that is not finite in frame 1, "
                                       "channel 1"));
}

TEST(SequenceSet_SequenceWithoutFrames_IsNamed, InTheMessage) {
  SequenceSet set = small_set();
  set.valid = {1, 1, 0, 0, 0, 0};
  EXPECT_THAT(fault_of(set), HasSubstr("sequence 1 has no valid frame"));
}

TEST(SequenceSet_Graph_MustFitTheChannels, AndHaveOtherJointsAsParents) {
  SequenceSet set = small_set();
  set.graph = {{-1, 0}, 1, 1};
  EXPECT_EQ(fault_of(set), "");
  set.graph.people = 2;
  EXPECT_THAT(fault_of(set), HasSubstr("2 people"));
  set.graph = {{-1, 1}, 1, 1};
  EXPECT_THAT(fault_of(set), HasSubstr("joint 1 has parent 1"));
  set.graph = {{-1, 5}, 1, 1};
  EXPECT_THAT(fault_of(set), HasSubstr("joint 1 has parent 5"));
}

TEST(SequenceSet_WithoutLabelsOrSequences_IsValid, ForPrediction) {
  SequenceSet set = small_set();
  set.labels.clear();
  set.class_names.clear();
  EXPECT_EQ(fault_of(set), "");
  set.values.clear();
  set.valid.clear();
  EXPECT_EQ(fault_of(set), "");
  EXPECT_EQ(set.count(), 0);
}

TEST(SequenceNames_Unknown_ListsWhatThereIs, ForEveryChoice) {
  EXPECT_THAT(sequence_network_kind("rnn").error().message, HasSubstr("bilstm, gru"));
  EXPECT_THAT(sequence_pooling("sum").error().message, HasSubstr("attention, mean, max"));
  EXPECT_THAT(residual_block("wide").error().message, HasSubstr("preactivation"));
}

TEST(SequenceNames_Names_LeadBackToTheirItems, ForEveryChoice) {
  for (const auto kind : kSequenceNetworkKinds) {
    EXPECT_EQ(*sequence_network_kind(name_of(kind)), kind);
  }
  for (const auto pooling : kSequencePoolings)
    EXPECT_EQ(*sequence_pooling(name_of(pooling)), pooling);
  for (const auto block : kResidualBlocks) EXPECT_EQ(*residual_block(name_of(block)), block);
}

TEST(SequenceNetworkOptions_Choices_ThatAKindHasNot, AreRefused) {
  SequenceNetworkOptions options;
  options.kind = SequenceNetworkKind::kConv1d;
  options.layers = 2;
  EXPECT_THAT(options.validate().error().message, HasSubstr("conv1d has no choice of layers"));
  options = {};
  options.kind = SequenceNetworkKind::kTransformer;
  options.pooling = SequencePooling::kMax;
  EXPECT_THAT(options.validate().error().message,
              HasSubstr("transformer has no choice of pooling"));
  options = {};
  options.kind = SequenceNetworkKind::kGru;
  options.block = ResidualBlock::kBottleneck;
  EXPECT_THAT(options.validate().error().message, HasSubstr("gru has no choice of block"));
  options = {};
  options.hidden = 20;
  EXPECT_THAT(options.validate().error().message, HasSubstr("hidden is 20"));
  options = {};
  options.dropout = NAN;
  EXPECT_THAT(options.validate().error().message, HasSubstr("dropout"));
}

TEST(SequenceNetworkOptions_Resolved_AreWhatTheKindHas, AndValid) {
  for (const auto kind : kSequenceNetworkKinds) {
    SequenceNetworkOptions options;
    options.kind = kind;
    const SequenceNetworkOptions resolved = options.resolved();
    EXPECT_TRUE(resolved.hidden && resolved.dropout) << name_of(kind);
    EXPECT_TRUE(resolved.validate().ok()) << name_of(kind);
    EXPECT_EQ(resolved.resolved().to_json(), resolved.to_json());
  }
}

TEST(SequenceNetworkOptions_Json_ComesBackTheSame, AndDamageIsRefused) {
  SequenceNetworkOptions options;
  options.hidden = 64;
  options.block = ResidualBlock::kPreactivation;
  options.pooling = SequencePooling::kMax;
  const auto back = sequence_network_options(options.to_json());
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->to_json(), options.to_json());
  for (const char* text :
       {"", "[]", "{}", R"({"kind":"rnn"})", R"({"kind":"gru","hidden":"x"})",
        R"({"kind":"gru","hidden":-8})", R"({"kind":"gru","block":"standard"})"}) {
    const auto refused = sequence_network_options(text);
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_EQ(refused.error().code, ErrorCode::kBadInput);
  }
}

TEST(SequenceTrainSettings_Impossible_AreRefusedByName, AsUsage) {
  SequenceTrainSettings settings;
  settings.label_smoothing = 1.0;
  EXPECT_THAT(settings.validate().error().message, HasSubstr("label_smoothing is 1"));
  settings = {};
  settings.learning_rate = NAN;
  EXPECT_THAT(settings.validate().error().message, HasSubstr("learning_rate"));
  settings = {};
  settings.class_weights = {1.0, -1.0};
  EXPECT_THAT(settings.validate().error().message, HasSubstr("class weight"));
  settings.class_weights = {0.0, 0.0};
  EXPECT_THAT(settings.validate().error().message, HasSubstr("all class weights are 0"));
  settings = {};
  settings.network.layers = 99;
  EXPECT_EQ(settings.validate().error().code, ErrorCode::kUsage);
}

TEST(SequenceTrainSettings_Json_TellsSamplersAndAugmentationsApart, ByTheirNames) {
  SequenceTrainSettings plain;
  SequenceTrainSettings balanced;
  balanced.sampler = [](int, uint64_t) { return std::vector<int>{0}; };
  balanced.sampler_name = "balanced";
  EXPECT_TRUE(plain.validate().ok());
  EXPECT_THAT(balanced.to_json(), HasSubstr("\"sampler\":\"balanced\""));
  EXPECT_THAT(plain.to_json(), HasSubstr("\"kind\":\"deep-residual\""));
  EXPECT_THAT(plain.to_json(), HasSubstr("\"hidden\":256"));
}

}  // namespace
}  // namespace kinemote::synthesis
