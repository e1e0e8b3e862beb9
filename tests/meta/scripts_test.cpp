#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>

#include "meta/source_tree.h"

namespace kinemote::meta {
namespace {

struct Outcome {
  int exit_code = -1;
  std::string output;  // stdout and stderr
};

Outcome run_shell(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(("cd \"" KINEMOTE_SOURCE_DIR "\" && { " + command + "; } 2>&1").c_str(), "r");
  if (pipe == nullptr) return outcome;
  char buffer[4096];
  for (size_t count = 0; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    outcome.output.append(buffer, count);
  }
  const int status = pclose(pipe);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return outcome;
}

TEST(Scripts, Setup_AsksBeforeItInstallsAndExplainsItself) {
  const Outcome outcome = run_shell("bash tests/meta/setup_script_test.sh");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
}

TEST(Scripts, Dev_RefusesUnknownCommands) {
  const Outcome outcome = run_shell("scripts/dev no-such-command");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.output, ::testing::HasSubstr("unknown command \"no-such-command\""));
  EXPECT_THAT(outcome.output, ::testing::HasSubstr("bench"));
}

TEST(Scripts, All_PassShellcheck) {
  if (run_shell("command -v shellcheck").exit_code != 0) {
    GTEST_SKIP() << "shellcheck is not installed (scripts/test installs it)";
  }
  const Outcome outcome = run_shell("shellcheck -x scripts/* .ci/run tests/meta/*.sh");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
}

TEST(Scripts, All_CanBeExecuted) {
  for (const char* name : {"scripts/run", "scripts/test", "scripts/dev", ".ci/run"}) {
    EXPECT_EQ(run_shell("test -x " + std::string(name)).exit_code, 0) << name;
  }
}

}  // namespace
}  // namespace kinemote::meta
