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

TEST(RecentFiles, OneThatIsGone_IsSoughtAndFoundInTheNewPlace) {
  const test::TemporaryFolder folder;
  Session session({}, [] {});
  const auto gone = folder.path() / "moved" / "walk.bvh";
  note_recent(session.view().recent, gone);
  EXPECT_EQ(nearest_folder(gone), folder.path());
  open_recent(session, gone);
  EXPECT_EQ(session.view().sought, gone);
  EXPECT_EQ(session.view().overlay, Overlay::kOpenFile);
  EXPECT_TRUE(session.jobs().is_idle());
  open_located(session, folder.path());
  EXPECT_TRUE(session.view().sought.empty());
  EXPECT_THAT(session.view().recent, testing::ElementsAre(folder.path()));
  EXPECT_FALSE(session.jobs().is_idle() && session.jobs().ended().empty());
}

}  // namespace
}  // namespace kinemote::app
