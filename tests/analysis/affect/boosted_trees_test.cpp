#include "analysis/affect/boosted_trees.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace kinemote::analysis {
namespace {

using testing::HasSubstr;

/// y = (step at 0 of the first column, twice the second), 400 rows, two columns of noise besides.
struct Steps {
  Eigen::MatrixXd inputs{400, 4}, outputs{400, 2};
  Steps() {
    for (int i = 0; i < 400; ++i) {
      for (int c = 0; c < 4; ++c) inputs(i, c) = std::fmod(0.37 * (i + 1) * (c + 1.618), 2.0) - 1.0;
      outputs(i, 0) = inputs(i, 0) > 0.0 ? 1.0 : -1.0;
      outputs(i, 1) = 2.0 * inputs(i, 1);
    }
  }
};

BoostedTreesSettings settings() {
  BoostedTreesSettings settings;
  settings.rounds = 150;
  settings.column_share = 1.0;
  settings.threads = 1;
  return settings;
}

TEST(BoostedTrees, ImpossibleSettingsOrData_AreRefused) {
  const Steps steps;
  BoostedTreesSettings odd = settings();
  odd.row_share = 0.0;
  EXPECT_EQ(BoostedTrees::fit(steps.inputs, steps.outputs, odd).error().code, ErrorCode::kUsage);
  EXPECT_THAT(BoostedTrees::fit(steps.inputs, steps.outputs.topRows(5), settings()).error().message,
              HasSubstr("400 inputs and 5 outputs"));
  Eigen::MatrixXd broken = steps.inputs;
  broken(3, 1) = std::numeric_limits<double>::infinity();
  EXPECT_THAT(BoostedTrees::fit(broken, steps.outputs, settings()).error().message,
              HasSubstr("finite"));
}

TEST(BoostedTrees, Cancelled_SaysSo) {
  const Steps steps;
  const auto trees = BoostedTrees::fit(steps.inputs, steps.outputs, settings(),
                                       [](std::string_view, double done) { return done < 0.5; });
  ASSERT_FALSE(trees.ok());
  EXPECT_EQ(trees.error().code, ErrorCode::kCancelled);
}

TEST(BoostedTrees, LearnsAStepAndASlope) {
  const Steps steps;
  const auto trees = BoostedTrees::fit(steps.inputs, steps.outputs, settings());
  ASSERT_TRUE(trees.ok()) << trees.error().message;
  EXPECT_EQ(trees->input_count(), 4);
  EXPECT_EQ(trees->output_count(), 2);
  Eigen::MatrixXd asked(3, 4);
  asked << 0.5, 0.25, 0.0, 0.0, -0.5, -0.75, 0.3, 0.1, 0.9, 0.0, -0.5, 0.5;
  const Eigen::MatrixXd predicted = trees->predict_rows(asked);
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(predicted(i, 0), asked(i, 0) > 0.0 ? 1.0 : -1.0, 0.1) << i;
    EXPECT_NEAR(predicted(i, 1), 2.0 * asked(i, 1), 0.25) << i;
  }
}

TEST(BoostedTrees, SameSeed_GivesTheSameTrees) {
  const Steps steps;
  const auto a = BoostedTrees::fit(steps.inputs, steps.outputs, settings());
  const auto b = BoostedTrees::fit(steps.inputs, steps.outputs, settings());
  EXPECT_EQ(a->predict_rows(steps.inputs), b->predict_rows(steps.inputs));
}

TEST(BoostedTrees, JsonRoundTrip_PredictsTheSame) {
  const Steps steps;
  const auto trees = BoostedTrees::fit(steps.inputs, steps.outputs, settings());
  ASSERT_TRUE(trees.ok());
  const std::string json = trees->to_json();
  const auto back = BoostedTrees::from_json(json);
  ASSERT_TRUE(back.ok()) << back.error().message;
  EXPECT_EQ(back->output_count(), 2);
  EXPECT_EQ(back->input_count(), 4);
  EXPECT_EQ(back->predict_rows(steps.inputs), trees->predict_rows(steps.inputs));
  for (const std::string& damaged :
       {std::string(), std::string("[]"), std::string("[{}]"), std::string("{"),
        json.substr(0, json.size() / 2), std::string("[1,2]")}) {
    EXPECT_FALSE(BoostedTrees::from_json(damaged).ok()) << damaged.substr(0, 20);
  }
}

}  // namespace
}  // namespace kinemote::analysis
