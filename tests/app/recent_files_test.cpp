#include "app/recent_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/session.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using Paths = std::vector<std::filesystem::path>;

TEST(RecentFiles, NoPath_IsNotKept) {
  Paths recent;
  note_recent(recent, "");
  EXPECT_TRUE(recent.empty());
}

TEST(RecentFiles, TheNewestIsFirst_OnceAndAtMostTen) {
  Paths recent;
  for (int i = 0; i < 14; ++i) note_recent(recent, "/data/" + std::to_string(i) + ".bvh");
  EXPECT_EQ(recent.size(), kMostRecentFiles);
  EXPECT_EQ(recent.front(), "/data/13.bvh");
  EXPECT_EQ(recent.back(), "/data/4.bvh");
  note_recent(recent, "/data/x/../7.bvh");
  EXPECT_EQ(recent.front(), "/data/7.bvh");
  EXPECT_EQ(recent.size(), kMostRecentFiles);
  note_recent(recent, "/data/folder/");
  note_recent(recent, "/data/folder");
  EXPECT_THAT(Paths(recent.begin(), recent.begin() + 2),
              testing::ElementsAre("/data/folder", "/data/7.bvh"));
}

TEST(RecentFiles, WhatIsGone_IsNotThere) {
  const test::TemporaryFolder folder;
  EXPECT_TRUE(is_still_there(folder.path()));
  EXPECT_FALSE(is_still_there(folder.path() / "gone.bvh"));
}

TEST(RecentFiles, TheSession_KeepsWhatItOpensAndSavesButNothingStrange) {
  const test::TemporaryFolder folder;
  Session session({}, [] {});
  session.open({folder.path() / "letter.txt"});
  EXPECT_TRUE(session.view().recent.empty());
  session.open({folder.path()});
  EXPECT_THAT(session.view().recent, testing::ElementsAre(folder.path()));
  ASSERT_TRUE(session.save_session(folder.path() / "work"));
  EXPECT_EQ(session.view().recent.front(), folder.path() / "work.kinemote");
}

}  // namespace
}  // namespace kinemote::app
