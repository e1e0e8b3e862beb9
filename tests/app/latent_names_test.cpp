#include "app/latent_names.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

TEST(LatentNames, EmptyOrTooLong_AreNoNamesOrCut) {
  LatentNames names;
  name_latent(names, "m", 2, "  ");
  EXPECT_TRUE(names.empty());
  EXPECT_EQ(latent_name(names, "m", 2), "latent 3");
  std::string long_name(kLongestLatentName - 1, 'x');
  name_latent(names, "m", 2, long_name + "é");
  EXPECT_EQ(latent_name(names, "m", 2), long_name) << "no half of a character";
}

TEST(LatentNames, Names_BelongToTheirModel) {
  LatentNames names;
  name_latent(names, "m", 0, " stoop ");
  EXPECT_EQ(latent_name(names, "m", 0), "stoop");
  EXPECT_EQ(latent_name(names, "other", 0), "latent 1");
  name_latent(names, "m", 0, "");
  EXPECT_TRUE(names.empty());
}

}  // namespace
}  // namespace kinemote::app
