// Live input end to end: a sender and a listener, joined by a pipe or a port.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "child.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;

struct Shell {
  int exit_code = -1;
  std::string out;
};

/// Runs a line of shell in which $K is the program.
Shell shell(const std::string& line) {
  Shell result;
  FILE* pipe = ::popen(("K='" KINEMOTE_PROGRAM "'; " + line).c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4096];
  for (size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    result.out.append(buffer, count);
  }
  const int status = ::pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

nlohmann::json last_line(const std::string& text) {
  const size_t end = text.find_last_not_of('\n');
  const size_t start = text.rfind('\n', end);
  return nlohmann::json::parse(text.substr(start == std::string::npos ? 0 : start + 1), nullptr,
                               false);
}

class Live : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string clips = folder_.file("clips");
    ASSERT_EQ(shell("$K corpus --out '" + clips + "' --clips 1 --quiet").exit_code, 0);
    for (const auto& entry : fs::directory_iterator(clips)) {
      if (entry.path().extension() == ".bvh") clip_ = entry.path().string();
    }
    ASSERT_FALSE(clip_.empty());
  }
  test::TemporaryFolder folder_;
  std::string clip_;
};

TEST_F(Live, AMotionThroughAPipe_IsReadAndRecordedWhole) {
  const std::string take = folder_.file("take.bvh");
  const Shell heard = shell("$K send '" + clip_ + "' --to stdout --unpaced | $K --json listen "
                            "--from stdin --record '" + take + "' 2> /dev/null");
  ASSERT_EQ(heard.exit_code, 0) << heard.out;
  const auto summary = last_line(heard.out);
  const auto before = nlohmann::json::parse(shell("$K --json info '" + clip_ + "'").out);
  const auto after = nlohmann::json::parse(shell("$K --json info '" + take + "'").out);
  EXPECT_EQ(summary["counts"]["frames"], before["frames"]);
  EXPECT_EQ(summary["counts"]["malformed"], 0);
  EXPECT_EQ(after["frames"], before["frames"]);
  EXPECT_NEAR(after["height_m"].get<double>(), before["height_m"].get<double>(), 1e-3);
  EXPECT_GT(summary["predictions"].get<int>(), 3);
  // The same bytes in give the same predictions out, but for times of computing.
  EXPECT_NE(heard.out.find("\"pad\":["), std::string::npos);
}

TEST_F(Live, RubbishAmongPoses_IsCountedAndTheOthersCome) {
  const Shell heard = shell("($K send '" + clip_ + "' --to stdout --unpaced; echo rubbish; head "
                            "-c 200000 /dev/zero | tr '\\0' x; echo) | $K --json listen --from "
                            "stdin --affect none");
  ASSERT_EQ(heard.exit_code, 0);
  EXPECT_EQ(last_line(heard.out)["counts"]["malformed"], 2);
}

TEST_F(Live, AListenerThatIsInterrupted_ExitsWith130) {
  test::Child child({"listen", "--from", "udp:0", "--affect", "none"});
  for (int i = 0; i < 500 && child.err().empty() && child.is_running(); ++i) ::usleep(10'000);
  EXPECT_NE(child.err().find("listening at udp:127.0.0.1:"), std::string::npos);
  child.interrupt();
  EXPECT_EQ(child.wait(), 130);
}

}  // namespace
}  // namespace kinemote
