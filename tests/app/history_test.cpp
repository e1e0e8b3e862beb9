#include "app/history.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

TEST(History, UndoAndRedo_WithoutSteps_DoNothing) {
  History<int> history(1);
  EXPECT_FALSE(history.undo());
  EXPECT_FALSE(history.redo());
  EXPECT_EQ(history.undo_label(), "");
  EXPECT_EQ(history.current(), 1);
}

TEST(History, Commit_OfTheSameDocument_IsNoStep) {
  History<int> history(1);
  EXPECT_FALSE(history.commit("nothing", 1));
  EXPECT_FALSE(history.can_undo());
}

TEST(History, Undo_GivesBackTheStateAndItsWords) {
  History<int> history(1);
  history.commit("two", 2);
  history.commit("three", 3);
  EXPECT_EQ(history.undo_label(), "three");
  EXPECT_TRUE(history.undo());
  EXPECT_EQ(history.current(), 2);
  EXPECT_EQ(history.redo_label(), "three");
  EXPECT_TRUE(history.redo());
  EXPECT_EQ(history.current(), 3);
}

TEST(History, Commit_AfterUndo_DropsTheUndoneSteps) {
  History<int> history(1);
  history.commit("two", 2);
  history.commit("three", 3);
  history.undo();
  history.commit("four", 4);
  EXPECT_FALSE(history.can_redo());
  history.undo();
  EXPECT_EQ(history.current(), 2);
}

TEST(History, Commit_BeyondTheLimit_ForgetsTheOldest) {
  History<int> history(0, 3);
  for (int i = 1; i <= 10; ++i) history.commit("step", i);
  EXPECT_EQ(history.step_count(), 3u);
  while (history.undo()) {
  }
  EXPECT_EQ(history.current(), 7);
}

TEST(History, StatesAreNumberedFromTheOldest) {
  History<int> history(0);
  history.commit("one", 1);
  history.commit("two", 2);
  EXPECT_EQ(history.position(), 2u);
  history.undo();
  EXPECT_EQ(history.position(), 1u);
  EXPECT_EQ(history.label(0), "");
  EXPECT_EQ(history.label(2), "two") << "what was undone is still there";
}

TEST(History, Amend_ChangesThePresentStateWithoutAStep) {
  History<int> history(1);
  history.commit("two", 2);
  history.amend(20);
  EXPECT_EQ(history.current(), 20);
  history.undo();
  EXPECT_EQ(history.current(), 1);
  history.redo();
  EXPECT_EQ(history.current(), 20);
}

}  // namespace
}  // namespace kinemote::app
