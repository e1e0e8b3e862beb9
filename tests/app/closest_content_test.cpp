#include "app/closest_content.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

const std::vector<std::string> kKnown{"bow", "run", "walk", "wave"};

TEST(ClosestContent, AnUnknownWord_IsAWalkOrElseTheFirst) {
  EXPECT_EQ(closest_content("", kKnown), "walk");
  EXPECT_EQ(closest_content("---", kKnown), "walk");
  EXPECT_EQ(closest_content("slash", kKnown), "walk");
  EXPECT_EQ(closest_content("slash", {"bow", "run"}), "bow");
}

TEST(ClosestContent, AKnownWordInTheName_IsFound) {
  EXPECT_EQ(closest_content("run", kKnown), "run");
  EXPECT_EQ(closest_content("walk-back", kKnown), "walk");
  EXPECT_EQ(closest_content("Slow_Run_2", kKnown), "run");
  EXPECT_EQ(closest_content("wave and walk", kKnown), "wave") << "the first counts most";
  EXPECT_EQ(closest_content("runway", kKnown), "walk") << "a word, not its beginning";
}

}  // namespace
}  // namespace kinemote::app
