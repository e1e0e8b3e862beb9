#include "app/film/child_process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace kinemote::app {
namespace {

using ::testing::HasSubstr;

std::vector<uint8_t> bytes(size_t count) { return std::vector<uint8_t>(count, 'x'); }

TEST(ChildProcess, MissingProgram_IsAnEnvironmentErrorThatNamesIt) {
  const auto child = ChildProcess::start({"kinemote-no-such-program"});
  ASSERT_FALSE(child.ok());
  EXPECT_EQ(child.error().code, ErrorCode::kEnvironment);
  EXPECT_THAT(child.error().message, HasSubstr("kinemote-no-such-program"));
  EXPECT_FALSE(ChildProcess::start({}).ok());
}

TEST(ChildProcess, AllBytes_ReachItsInput) {
  auto child = ChildProcess::start({"sh", "-c", "wc -c 1>&2"});
  ASSERT_TRUE(child.ok()) << child.error().message;
  ASSERT_EQ(child->feed(bytes(3'000'001)), ChildProcess::Fed::kAll);
  const auto end = child->finish();
  ASSERT_TRUE(end.has_value());
  EXPECT_TRUE(end->is_good());
  EXPECT_EQ(end->words, "3000001");
}

TEST(ChildProcess, CodeAndWords_AreKept) {
  auto child = ChildProcess::start({"sh", "-c", "echo it broke >&2; exit 7"});
  ASSERT_TRUE(child.ok());
  const auto end = child->finish();
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->exit_code, 7);
  EXPECT_EQ(end->words, "it broke");
}

TEST(ChildProcess, ThatDiesWhileItIsFed_IsToldAndRaisesNoSignal) {
  auto child = ChildProcess::start({"sh", "-c", "kill -KILL $$"});
  ASSERT_TRUE(child.ok());
  // More than the socket holds, so that feeding meets the end of the other side.
  EXPECT_EQ(child->feed(bytes(8'000'000)), ChildProcess::Fed::kRefused);
  const auto end = child->finish();
  ASSERT_TRUE(end.has_value());
  EXPECT_EQ(end->signal, SIGKILL);
  EXPECT_FALSE(end->is_good());
}

TEST(ChildProcess, ThatReadsNothing_CanBeStopped) {
  auto child = ChildProcess::start({"sleep", "60"});
  ASSERT_TRUE(child.ok());
  int asked = 0;
  EXPECT_EQ(child->feed(bytes(8'000'000), [&] { return ++asked < 5; }),
            ChildProcess::Fed::kStopped);
  EXPECT_FALSE(child->finish([] { return false; }).has_value());
}

}  // namespace
}  // namespace kinemote::app
