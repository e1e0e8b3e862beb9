#include "app/recognition/recogniser_spec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;
using ::testing::HasSubstr;

TEST(RecogniserSpec, MembersThatAreWrong_AreNamed) {
  const auto error_of = [](const char* json) {
    const auto spec = spec_of(json);
    return spec ? std::string("none") : spec.error().message;
  };
  EXPECT_THAT(error_of(R"({"modell": "svm"})"), HasSubstr("\"modell\""));
  EXPECT_THAT(error_of(R"({"model": "svn"})"), HasSubstr("choose among logistic"));
  EXPECT_THAT(error_of(R"({"model": 3})"), HasSubstr("cannot be 3"));
  EXPECT_THAT(error_of(R"({"input": "video"})"), HasSubstr("coco17"));
  EXPECT_THAT(error_of(R"({"model": "svm", "layers": 2})"), HasSubstr("has no layers"));
  EXPECT_THAT(error_of(R"({"model": "gru", "balance": "smote"})"), HasSubstr("sequences"));
  EXPECT_THAT(error_of(R"({"model": "gru", "block": "bottleneck"})"), HasSubstr("block"));
  EXPECT_THAT(error_of(R"({"model": "vae-encoder", "input": "coco17"})"), HasSubstr("skeletons"));
  EXPECT_THAT(error_of("[1, 2]"), HasSubstr("is an object"));
}

TEST(RecogniserSpec, EveryModel_SurvivesJson) {
  for (const std::string& model : recogniser_models()) {
    const auto spec = spec_of(Json{{"model", model}, {"clips_a_class", 5}}.dump());
    ASSERT_TRUE(spec) << spec.error().message;
    const auto again = spec_of(spec_json(*spec));
    ASSERT_TRUE(again) << model << ": " << again.error().message;
    EXPECT_EQ(spec_json(*again), spec_json(*spec));
    EXPECT_THAT(spec->name(), HasSubstr(model + " on skeleton, 5 clips a class"));
  }
}

TEST(RecogniserSpec, LettersOfTheOriginal_BecomeNetworkOptions) {
  const auto spec = spec_of(
      R"({"model": "deep-residual", "layers": 8, "block": "preactivation", "pooling": "mean"})");
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->family(), RecogniserFamily::kSequence);
  EXPECT_EQ(spec->network.kind, synthesis::SequenceNetworkKind::kDeepResidual);
  EXPECT_EQ(spec->network.layers, 8);
  EXPECT_EQ(spec->network.block, synthesis::ResidualBlock::kPreactivation);
}

TEST(RecogniserSpecs, ListsInADeclaration_StandForAllCombinations) {
  const auto specs = specs_of(R"({"model": ["svm", "forest"], "input": ["skeleton", "coco17"]})");
  ASSERT_TRUE(specs);
  ASSERT_EQ(specs->size(), 4u);
  EXPECT_EQ((*specs)[1].name(), "svm on coco17");
  EXPECT_EQ((*specs)[2].name(), "forest on skeleton");
}

TEST(RecogniserSpecs, EmptyOrEndlessLists_AreBadInput) {
  EXPECT_THAT(specs_of(R"({"model": []})").error().message, HasSubstr("empty"));
  Json many{{"model", "svm"}, {"clips_a_class", Json::array()}};
  for (int i = 0; i < 501; ++i) many["clips_a_class"].push_back(i);
  EXPECT_THAT(specs_of(many.dump()).error().message, HasSubstr("500"));
}

}  // namespace
}  // namespace kinemote::app
