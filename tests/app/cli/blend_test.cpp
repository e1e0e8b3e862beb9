// `blend`: motion between two others, and `generate --along`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "cli_run.h"
#include "motion/core/body_map.h"
#include "motion/io/bvh.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using nlohmann::json;
using test::CliRun;
using test::run;
using testing::HasSubstr;

std::string bytes_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class BlendCommand : public testing::Test {
 protected:
  CliRun blend(std::vector<std::string> arguments, const std::string& out = "out.bvh") {
    arguments.insert(arguments.begin(), {"--json", "blend"});
    arguments.insert(arguments.end(), {"--out", folder_.file(out)});
    return run(arguments);
  }
  std::string written(const std::string& name) { return bytes_of(folder_.file(name)); }

  test::TemporaryFolder folder_;
};

TEST_F(BlendCommand, WrongWishes_AreUsageErrorsAndWriteNothing) {
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{"seed:3"},
        {"seed:3", "seed:x"},
        {"seed:3", "seed:"},
        {"seed:3", "latent:1,2"},
        {"seed:3", "latent:1,nan"},
        {"seed:3", "seed:4", "--at", "1.5"},
        {"seed:3", "seed:4", "--at", "0.5,0.6"},
        {"seed:3", "seed:4", "--at", "0.5", "--steps", "3"},
        {"seed:3", "seed:4", "--steps", "1"},
        {"seed:3", "seed:4", "--passage", "--steps", "3"},
        {"seed:3", "seed:4", "--passage", "--region", "legs"},
        {"seed:3", "seed:4", "--passage", "--seconds", "1"},
        {"seed:3", "seed:4", "--region", "tail"},
        {"seed:3", "seed:4", "--region", "legs", "--seconds", "5"},
        {"seed:3", "seed:4", "--content", "moonwalk"},
        {"seed:3", "seed:4", "--style-b", "purple"},
        {"seed:3", "seed:4", "--pad", "sad", "--style", "sad"},
        {"seed:3", "seed:4", "--pad-b", "no-word"},
        {"seed:3", "seed:4", "--start", "1"}}) {
    EXPECT_EQ(blend(wrong).exit_code, 2) << wrong.back();
    EXPECT_FALSE(std::filesystem::exists(folder_.file("out.bvh")));
  }
  EXPECT_EQ(blend({"seed:3", folder_.file("none.bvh")}).exit_code, 3);
}

TEST_F(BlendCommand, Ends_AreTheMotionsThemselves) {
  const std::vector<std::string> sad{
      "--json", "--seed",    "3",    "generate", "--pad",
      "sad",    "--content", "walk", "--out",    folder_.file("a.bvh")};
  ASSERT_EQ(run(sad).exit_code, 0);
  ASSERT_EQ(run({"--seed", "4", "generate", "--pad", "happy", "--content", "wave", "--out",
                 folder_.file("b.bvh")})
                .exit_code,
            0);
  const std::vector<std::string> ends{"seed:3", "seed:4",  "--pad", "sad",         "--content",
                                      "walk",   "--pad-b", "happy", "--content-b", "wave"};
  auto at = [&](const char* share, const char* way = nullptr) {
    std::vector<std::string> arguments = ends;
    arguments.insert(arguments.end(), {"--at", share});
    if (way != nullptr) arguments.emplace_back(way);
    return blend(arguments);
  };
  // Names of clips are no part of a BVH: the files are the same to the byte.
  ASSERT_EQ(at("0").exit_code, 0);
  EXPECT_EQ(written("out.bvh"), written("a.bvh"));
  ASSERT_EQ(at("1", "--linear").exit_code, 0);
  EXPECT_EQ(written("out.bvh"), written("b.bvh"));
  ASSERT_EQ(at("0.5").exit_code, 0);
  const std::string middle = written("out.bvh");
  EXPECT_NE(middle, written("a.bvh"));
  EXPECT_NE(middle, written("b.bvh"));
  ASSERT_EQ(at("0.5").exit_code, 0);
  EXPECT_EQ(written("out.bvh"), middle);
}

TEST_F(BlendCommand, ClipAtZero_IsWhatTheModelMakesOfIt) {
  ASSERT_EQ(
      run({"generate", "--pad", "sad", "--seconds", "4", "--out", folder_.file("a.bvh")}).exit_code,
      0);
  const CliRun result = blend({folder_.file("a.bvh"), "seed:4", "--start", "1", "--at", "0"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  EXPECT_EQ(report["a"]["content"], "walk");
  EXPECT_EQ(report["a"]["start_s"], 1.0);
  // The same latent decoded by generate.
  std::string latent;
  for (const json& value : report["motions"][0]["latent"]) {
    char text[32];
    std::snprintf(text, sizeof text, "%s%.9g", latent.empty() ? "" : ",", value.get<double>());
    latent += text;
  }
  const json& motion = report["motions"][0];
  std::vector<std::string> again{"generate",  "--latent=" + latent,
                                 "--content", motion["content"],
                                 "--out",     folder_.file("again.bvh")};
  if (const std::string style = motion["style"]; !style.empty()) {
    again.insert(again.end(), {"--style", style});
  } else {
    char pad[96];
    std::snprintf(pad, sizeof pad, "--pad=%.17g,%.17g,%.17g", motion["pad"][0].get<double>(),
                  motion["pad"][1].get<double>(), motion["pad"][2].get<double>());
    again.emplace_back(pad);
  }
  const CliRun made = run(again);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(written("again.bvh"), written("out.bvh"));
}

TEST_F(BlendCommand, Steps_AreFilesFromAToB) {
  const CliRun result =
      blend({"seed:3", "seed:4", "--pad", "sad", "--pad-b", "happy", "--steps", "3"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json report = result.json();
  ASSERT_EQ(report["files"].size(), 3u);
  EXPECT_TRUE(std::filesystem::exists(folder_.file("out_003.bvh")));
  EXPECT_EQ(report["motions"][1]["at"], 0.5);
  EXPECT_LT(report["motions"][0]["pad_measured"][0], report["motions"][2]["pad_measured"][0]);
  for (const json& motion : report["motions"]) {
    EXPECT_FALSE(motion["nearest"]["clip"].get<std::string>().empty());
    EXPECT_GE(motion["data_distance"], 0.0);
  }
}

TEST_F(BlendCommand, Passage_PassesFromAToB) {
  const CliRun result = blend(
      {"seed:3", "seed:4", "--pad", "sad", "--pad-b", "angry", "--passage", "--seconds", "16"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const json motion = result.json()["motions"][0];
  EXPECT_NEAR(motion["duration_s"].get<double>(), 16.0, 0.1);
  EXPECT_TRUE(motion["at"].is_null());
  const json& spans = motion["pad_over_time"];
  ASSERT_EQ(spans.size(), 4u);
  EXPECT_LT(spans[0]["measured"][1].get<double>() + 0.5, spans[3]["measured"][1].get<double>());
  const json real = result.json()["real_motion"];
  EXPECT_LT(motion["joints"]["fastest_mps"], real["speed_p999_mps"]);
}

TEST_F(BlendCommand, RegionLegs_LeavesTheArms) {
  const std::vector<std::string> raw{"--no-foot-lock", "--no-ground", "--no-joint-limits",
                                     "--no-smoothing"};
  std::vector<std::string> whole{"seed:3",  "seed:4", "--pad", "sad",
                                 "--pad-b", "angry",  "--at",  "0"};
  whole.insert(whole.end(), raw.begin(), raw.end());
  ASSERT_EQ(blend(whole, "a.bvh").exit_code, 0);
  std::vector<std::string> legs{"seed:3",  "seed:4", "--pad",    "sad",
                                "--pad-b", "angry",  "--region", "legs"};
  legs.insert(legs.end(), raw.begin(), raw.end());
  ASSERT_EQ(blend(legs, "legs.bvh").exit_code, 0);
  const auto a = io::read_bvh(folder_.file("a.bvh"));
  const auto b = io::read_bvh(folder_.file("legs.bvh"));
  ASSERT_TRUE(a && b);
  const BodyMap body = *find_body(*a->clip.skeleton);
  double arms = 0.0, thigh = 0.0;
  for (int f = 0; f < a->clip.frame_count; ++f) {
    const auto off = [&](BodyPart part) {
      return 1.0 - std::abs(glm::dot(a->clip.frame_rotations(f)[body[part]],
                                     b->clip.frame_rotations(f)[body[part]]));
    };
    for (const BodyPart part : {BodyPart::kLeftUpperArm, BodyPart::kRightUpperArm,
                                BodyPart::kLeftLowerArm, BodyPart::kRightHand}) {
      arms = std::max(arms, off(part));
    }
    thigh = std::max(thigh, off(BodyPart::kLeftUpperLeg));
  }
  EXPECT_LT(arms, 1e-7);
  EXPECT_GT(thigh, 1e-3);
}

TEST(GenerateAlong, NoDirection_IsUsage) {
  for (const char* wrong : {"pc1", "pc0=1", "pc=1", "pc9999=1", "joy=1", "arousal=", "pc1=inf"}) {
    const CliRun result = run({"generate", "--along", wrong, "--out", "x.bvh"});
    EXPECT_EQ(result.exit_code, 2) << wrong;
    EXPECT_FALSE(std::filesystem::exists("x.bvh"));
  }
}

TEST(GenerateAlong, Arousal_MovesTheLatentAndNamesTheNearestClip) {
  test::TemporaryFolder folder;
  const auto made = [&](std::vector<std::string> along) {
    along.insert(along.begin(), {"--json", "generate", "--pad", "neutral", "--content", "walk",
                                 "--seconds", "4", "--out", folder.file("x.bvh")});
    const CliRun result = run(along);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.json()["motions"][0];
  };
  const json plain = made({});
  const json lively = made({"--along", "arousal=0.6"});
  EXPECT_NE(plain["latent"], lively["latent"]);
  EXPECT_GT(lively["pad_measured"][1].get<double>(), plain["pad_measured"][1].get<double>() + 0.1);
  EXPECT_FALSE(plain["nearest"]["clip"].get<std::string>().empty());
  // One step and the step back is where it began.
  const json back = made({"--along", "pc1=1", "--along", "pc1=-1"});
  for (size_t d = 0; d < plain["latent"].size(); ++d) {
    EXPECT_NEAR(back["latent"][d].get<double>(), plain["latent"][d].get<double>(), 1e-4);
  }
}

}  // namespace
}  // namespace kinemote
