#include "analysis/affect/feature_correlation.h"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace kinemote::analysis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Eight rows of four clips, with ties.
struct Small {
  Eigen::MatrixXd features{8, 3}, pads{8, 3};
  std::vector<int> groups{10, 10, 11, 11, 11, 12, 13, 13};
  std::vector<std::string> names{"rising", "falling", "constant"};
  Small() {
    features.col(0) << 0.1, 0.4, 0.35, 0.8, 1.5, 1.1, 0.2, 2.0;
    features.col(1) << 5, 3, 3, 1, 2, 0, 4, -7;
    features.col(2).setConstant(0.2362);
    Eigen::MatrixXd of_clip(4, 3);
    of_clip << -0.5, 0.8, 0.9, 0.8, 0.5, 0.15, -0.6, -0.4, -0.3, 0.1, -0.7, -0.2;
    for (int i = 0; i < 8; ++i) pads.row(i) = of_clip.row(groups[i] - 10);
  }
  Result<FeatureCorrelation> correlate(int shuffles = 50, uint64_t seed = 1) const {
    return correlate_features_with_pad(names, features, pads, groups, {shuffles, seed});
  }
};

TEST(FeatureCorrelation, WrongInput_IsRefused) {
  Small data;
  EXPECT_FALSE(data.correlate(3).ok());
  Small two_pads = data;
  two_pads.pads(1, 0) = 0.3;
  EXPECT_THAT(two_pads.correlate().error().message, HasSubstr("group 10"));
  Small missing = data;
  missing.features(2, 1) = std::nan("");
  EXPECT_THAT(missing.correlate().error().message, HasSubstr("finite"));
  Small short_groups = data;
  short_groups.groups.pop_back();
  EXPECT_FALSE(short_groups.correlate().ok());
  Small two_clips = data;
  two_clips.groups = {0, 0, 1, 1, 1, 1, 1, 1};
  two_clips.pads.setZero();
  EXPECT_THAT(two_clips.correlate().error().message, HasSubstr("at least 3"));
  const Progress stop = [](std::string_view, double) { return false; };
  EXPECT_FALSE(
      correlate_features_with_pad(data.names, data.features, data.pads, data.groups, {50, 1}, stop)
          .ok());
  EXPECT_FALSE(parse_correlation_kind("kendall").ok());
}

TEST(FeatureCorrelation, SmallTableWithTies_IsSciPys) {
  const auto found = Small().correlate();
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->row_count, 8);
  EXPECT_EQ(found->group_count, 4);
  // scipy.stats.pearsonr and spearmanr 1.10.
  const double pearson[2][3] = {{0.21212916979109336, -0.4213894594003921, -0.5224904516063718},
                                {-0.05407671134882596, 0.5707435455317539, 0.5320793342336237}};
  const double spearman[2][3] = {{0.16060401860990525, -0.40768712416360575, -0.4571037452743458},
                                 {-0.06835595291591161, 0.4909200254870015, 0.5903468660919639}};
  for (int c = 0; c < 2; ++c) {
    for (int axis = 0; axis < 3; ++axis) {
      EXPECT_NEAR(found->pearson.r(c, axis), pearson[c][axis], 1e-12) << c << " " << axis;
      EXPECT_NEAR(found->spearman.r(c, axis), spearman[c][axis], 1e-12) << c << " " << axis;
    }
  }
  EXPECT_TRUE(std::isnan(found->pearson.r(2, 0)));
  EXPECT_TRUE(std::isnan(found->spearman.p(2, 1)));
}

TEST(FeatureCorrelation, SameSeed_SameTable) {
  const auto a = Small().correlate(50, 7), b = Small().correlate(50, 7);
  ASSERT_TRUE(a.ok());
  EXPECT_EQ(a->pearson.chance.topRows(2), b->pearson.chance.topRows(2));
  EXPECT_EQ(a->spearman.p.topRows(2), b->spearman.p.topRows(2));
}

/// 60 clips of 20 rows: a feature that is pleasure cubed, one that is each clip's own and says
/// nothing of PAD, and one drawn anew for each row.
struct Clips {
  Eigen::MatrixXd features{1200, 3}, pads{1200, 3};
  std::vector<int> groups;
  Clips() {
    std::mt19937_64 engine(5);
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    std::normal_distribution<double> normal;
    for (int g = 0; g < 60; ++g) {
      const Eigen::RowVector3d pad(uniform(engine), uniform(engine), uniform(engine));
      const double own = normal(engine);
      for (int i = 0; i < 20; ++i) {
        const int row = 20 * g + i;
        pads.row(row) = pad;
        features.row(row) << std::pow(pad[0], 3), own + 0.01 * normal(engine), normal(engine);
        groups.push_back(g);
      }
    }
  }
};

TEST(FeatureCorrelation, ChanceOfWhatAClipKeeps_FollowsTheClipsNotTheRows) {
  const Clips data;
  const auto found = correlate_features_with_pad({"cube", "own", "row"}, data.features, data.pads,
                                                 data.groups, {2000, 3});
  ASSERT_TRUE(found.ok()) << found.error().message;
  for (int axis = 0; axis < 3; ++axis) {
    // Two-sided 5 % of r with n independent samples, for n of 60 clips and of 1,200 rows:
    // 0.254 and 0.0566 (Student's t with n - 2 degrees of freedom).
    EXPECT_NEAR(found->pearson.chance(1, axis), 0.254, 0.02);
    EXPECT_NEAR(found->pearson.chance(2, axis), 0.057, 0.012);
    EXPECT_GT(found->pearson.chance_of_largest[axis], found->pearson.chance.col(axis).minCoeff());
  }
  EXPECT_NEAR(found->spearman.r(0, 0), 1.0, 1e-12);
  EXPECT_LT(found->pearson.r(0, 0), 0.97);  // a cube is no line
  EXPECT_DOUBLE_EQ(found->spearman.p(0, 0), 1.0 / 2001.0);
  EXPECT_GT(found->spearman.r(0, 0), found->spearman.chance_of_largest[0]);
}

TEST(MostCorrelatedAxes, KeepsTheStrongestAndItsEquals) {
  CorrelationTable table;
  table.r.resize(3, 3);
  const double nan = std::nan("");
  table.r << 0.4, -0.31, 0.1, nan, nan, nan, nan, -0.2, 0.05;
  const auto axes = most_correlated_axes(table);
  ASSERT_EQ(axes.size(), 3u);
  EXPECT_THAT(axes[0], ElementsAre(true, true, false));
  EXPECT_THAT(axes[1], ElementsAre(true, true, true));
  EXPECT_THAT(axes[2], ElementsAre(false, true, false));
  EXPECT_THAT(most_correlated_axes(table, 0.9)[0], ElementsAre(true, false, false));
}

}  // namespace
}  // namespace kinemote::analysis
