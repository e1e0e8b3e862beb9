#include "app/messages.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

TEST(MessageLog, Dismiss_OfAnUnknownMessage_DoesNothing) {
  MessageLog log;
  log.dismiss(5);
  EXPECT_TRUE(log.toasts().empty());
  EXPECT_EQ(log.status(), nullptr);
}

TEST(MessageLog, Post_OfTheSameMessage_IsCountedNotAdded) {
  MessageLog log;
  for (int i = 0; i < 12; ++i) log.post(MessageLevel::kWarning, "walk.bvh has no feet");
  ASSERT_EQ(log.all().size(), 1u);
  EXPECT_EQ(log.all()[0].count, 12);
}

TEST(MessageLog, AFileThatWasWritten_IsNamedByItsWholePath) {
  MessageLog log;
  log.post(MessageLevel::kDone, "done");
  log.post_file("Saved walk.bvh", "walk.bvh");
  EXPECT_TRUE(log.all()[0].file.empty());
  EXPECT_TRUE(log.all()[1].file.is_absolute());
  EXPECT_EQ(log.all()[1].file.filename(), "walk.bvh");
  EXPECT_EQ(log.all()[1].details, log.all()[1].file.string());
  EXPECT_EQ(log.all()[1].level, MessageLevel::kDone);
}

TEST(MessageLog, Tick_EndsToastsByLevel) {
  MessageLog log;
  log.post(MessageLevel::kDone, "saved");
  log.post(MessageLevel::kWarning, "odd");
  log.post(MessageLevel::kError, "broken");
  log.tick(7.0);
  EXPECT_EQ(log.toasts().size(), 2u);
  log.tick(6.0);
  ASSERT_EQ(log.toasts().size(), 1u);
  EXPECT_EQ(log.toasts()[0]->text, "broken");
  EXPECT_FALSE(log.is_ageing());
  log.dismiss(log.toasts()[0]->id);
  EXPECT_TRUE(log.toasts().empty());
  EXPECT_EQ(log.all().size(), 3u);
}

TEST(MessageLog, Tick_DoesNotAgeTheMessageUnderThePointer) {
  MessageLog log;
  log.post(MessageLevel::kDone, "saved");
  const uint64_t id = log.all()[0].id;
  log.tick(20.0, id);
  EXPECT_EQ(log.toasts().size(), 1u);
}

TEST(MessageLog, ChangedFile_IsOfferedUntilItIsReadAgainAndKeepsNothingDrawing) {
  MessageLog log;
  log.post_changed("a.bvh has changed on disk");
  log.post_changed("b.bvh has changed on disk");
  log.tick(1000.0);
  ASSERT_EQ(log.toasts().size(), 1u) << "the newest says it";
  EXPECT_TRUE(log.toasts()[0]->offers_reload);
  EXPECT_FALSE(log.is_ageing());
  log.end_changed();
  EXPECT_TRUE(log.toasts().empty());
}

TEST(MessageLog, Info_GoesToTheStatusBarOnly) {
  MessageLog log;
  log.post(MessageLevel::kInfo, "174 motions");
  EXPECT_TRUE(log.toasts().empty());
  ASSERT_NE(log.status(), nullptr);
  log.tick(4.5);
  EXPECT_EQ(log.status(), nullptr);
}

TEST(MessageLog, Text_HasLevelsCountsAndDetails) {
  MessageLog log;
  log.post(MessageLevel::kError, "a.bvh could not be read", "a.bvh:3:1: expected a number");
  log.post(MessageLevel::kError, "a.bvh could not be read");
  EXPECT_EQ(log.text(), "error: a.bvh could not be read (x2)\na.bvh:3:1: expected a number\n");
}

}  // namespace
}  // namespace kinemote::app
