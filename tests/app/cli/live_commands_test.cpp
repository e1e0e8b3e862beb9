// The commands `listen` and `send`: what they refuse, and what they say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using test::run;
using ::testing::HasSubstr;

TEST(ListenCommand, WhatCannotBeListenedTo_IsRefused) {
  for (const char* source : {"tcp:9000", "udp:", "stdout"}) {
    const auto result = run({"listen", "--from", source});
    EXPECT_EQ(result.exit_code, 2) << source;
    EXPECT_THAT(result.err, HasSubstr("neither stdin nor udp:PORT"));
  }
  EXPECT_EQ(run({"listen", "--from", "udp:0", "--record", "take.txt"}).exit_code, 2);
  EXPECT_EQ(run({"listen", "--from", "udp:0", "--model", "/none.krec"}).exit_code, 3);
  EXPECT_EQ(run({"listen", "--from", "udp:0", "--sure", "2"}).exit_code, 2);
}

TEST(ListenCommand, WhenNobodySends_ExitsWithThreeAndSaysSo) {
  const auto result =
      run({"--json", "listen", "--from", "udp:0", "--seconds", "0.2", "--affect", "none"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.json()["error"]["message"].get<std::string>(), HasSubstr("no pose came"));
}

class SendCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(test::write_corpus(folder_ / "clips", 1));
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "clips")) {
      if (entry.path().extension() == ".bvh") file_ = entry.path().string();
    }
    ASSERT_FALSE(file_.empty());
  }
  test::TemporaryFolder folder_;
  std::string file_;
};

TEST_F(SendCommand, WhatCannotBeSent_IsRefused) {
  EXPECT_EQ(run({"send", file_, "--to", "stdin"}).exit_code, 2);
  EXPECT_EQ(run({"send", file_, "--to", "udp:0"}).exit_code, 2);
  const auto osc = run({"send", file_, "--to", "stdout", "--format", "osc"});
  EXPECT_EQ(osc.exit_code, 2);
  EXPECT_THAT(osc.err, HasSubstr("no ends of lines"));
  EXPECT_EQ(run({"send", folder_ / "none.bvh", "--to", "stdout"}).exit_code, 3);
}

TEST_F(SendCommand, ToStdout_WritesAHelloASecondAndEveryPose) {
  const auto whole = run({"--json", "info", file_}).json();
  for (const char* as : {"skeleton", "coco17", "landmarks33"}) {
    const auto result = run({"send", file_, "--to", "stdout", "--unpaced", "--as", as});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    std::istringstream lines(result.out);
    int hellos = 0, poses = 0;
    for (std::string line; std::getline(lines, line);) {
      const auto packet = nlohmann::json::parse(line, nullptr, false);
      ASSERT_TRUE(packet.is_object());
      packet["type"] == "hello" ? ++hellos : ++poses;
      if (poses == 0) EXPECT_EQ(packet["type"], "hello");
    }
    const int frames = whole["frames"];
    EXPECT_EQ(poses, frames);
    EXPECT_EQ(hellos, (frames + 29) / 30);
  }
}

}  // namespace
}  // namespace kinemote::app
