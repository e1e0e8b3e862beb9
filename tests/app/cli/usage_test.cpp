// What every command promises: help, exit codes, where options may stand, pure JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "app/cli/command.h"
#include "cli_run.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

using app::commands;
using test::CliRun;
using test::run;
using testing::HasSubstr;

TEST(Cli, UnknownCommand_ExitsWithUsageAndSuggests) {
  const CliRun result = run({"mpa", "corpus"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(result.out.empty());
  EXPECT_THAT(result.err, HasSubstr("did you mean \"map\"?"));
}

TEST(Cli, NoArguments_PrintsTheOverviewToStderrAndExitsWithUsage) {
  const CliRun result = run({});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(result.out.empty());
  EXPECT_THAT(result.err, HasSubstr("Usage: kinemote"));
}

TEST(Cli, Help_ListsEveryCommandOnStdout) {
  for (const auto& arguments : {std::vector<std::string>{"help"}, {"--help"}, {"-h"}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(result.err.empty());
    for (const app::Command& command : commands()) {
      EXPECT_THAT(result.out, HasSubstr("\n  " + command.name + " "));
    }
  }
}

TEST(Cli, Version_IsOneLine) {
  const CliRun result = run({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, testing::MatchesRegex("kinemote [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

class EachCommand : public testing::TestWithParam<app::Command> {};

TEST_P(EachCommand, Help_ShowsAnExampleAndTheGlobalOptions) {
  const app::Command& command = GetParam();
  for (const auto& arguments :
       {std::vector<std::string>{command.name, "--help"}, {"help", command.name}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(result.err.empty());
    ASSERT_FALSE(command.examples.empty());
    for (const std::string& example : command.examples) {
      EXPECT_TRUE(example.starts_with(command.name));
      EXPECT_THAT(result.out, HasSubstr("kinemote " + example));
    }
    for (const char* option : {"--seed", "--threads", "--quiet", "--json"}) {
      EXPECT_THAT(result.out, HasSubstr(option));
    }
  }
}

TEST_P(EachCommand, UnknownOption_ExitsWithUsageAndNamesIt) {
  const CliRun result = run({GetParam().name, "--no-such-option"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(result.out.empty());
}

TEST_P(EachCommand, UnknownOptionWithJson_LeavesOneObjectOnStdout) {
  const CliRun result = run({GetParam().name, "--json", "--no-such-option"});
  EXPECT_EQ(result.exit_code, 2);
  const auto json = result.json();
  ASSERT_TRUE(json.is_object()) << result.out;
  EXPECT_EQ(json["error"]["exit_code"], 2);
}

INSTANTIATE_TEST_SUITE_P(All, EachCommand, testing::ValuesIn(commands()),
                         [](const auto& command) { return command.param.name; });

TEST(Cli, ExamplesInHelp_ParseAsWrittenForOptions) {
  // Every option that an example uses exists: an unknown one would be a usage error about it.
  for (const app::Command& command : commands()) {
    app::OptionSet options("kinemote " + command.name, "");
    command.declare(options);
    const std::vector<std::string> known = options.names();
    for (const std::string& example : command.examples) {
      std::istringstream words(example);
      for (std::string word; words >> word;) {
        if (!word.starts_with("--") || word == "--json") continue;
        EXPECT_NE(std::find(known.begin(), known.end(), word), known.end())
            << word << " in: " << example;
      }
    }
  }
}

TEST(Cli, GlobalOptions_MayStandBeforeOrAfterTheCommand) {
  test::TemporaryFolder folder;
  ASSERT_TRUE(test::write_corpus(folder.file("c"), 8));
  const CliRun before = run({"--seed", "7", "--threads=1", "--json", "map", folder.file("c")});
  const CliRun after = run({"map", folder.file("c"), "--json", "--seed", "7", "--threads", "1"});
  ASSERT_EQ(before.exit_code, 0) << before.err;
  ASSERT_EQ(after.exit_code, 0) << after.err;
  EXPECT_EQ(before.json()["seed"], 7);
  EXPECT_EQ(before.json()["clips"], after.json()["clips"]);
}

TEST(Cli, MissingInput_ExitsWithBadInput) {
  for (const auto& arguments :
       {std::vector<std::string>{"info", "/no/such/file.bvh"},
        {"convert", "/no/such/file.bvh", "/tmp/never.csv"},
        {"map", "/no/such/folder"},
        {"features", "/no/such/folder", "--out", "/tmp/never.csv"},
        {"predict", "/no/such/file.bvh"},
        {"train", "pad", "/no/such/folder", "--out", "/tmp/never.json"},
        {"evaluate", "/no/such/model", "builtin"},
        {"generate", "--model", "/no/such/model", "--out", "/tmp/never.bvh"}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 3) << arguments[0] << ": " << result.err;
    EXPECT_TRUE(result.out.empty());
    EXPECT_FALSE(result.err.empty());
  }
}

TEST(Cli, FormatsThatAreNotWritten_ExitWithUsageAndSayWhatIsPossible) {
  for (const auto& arguments : {std::vector<std::string>{"convert", "walk.bvh", "walk.c3d"},
                                {"convert", "walk.bvh", "walk.blend"},
                                {"generate", "--out", "walk.json"},
                                {"map", "builtin", "--out", "map.pdf"},
                                {"features", "builtin", "--out", "features.xlsx"},
                                {"train", "pad", "builtin", "--out", "model.bin"}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 2) << arguments[0] << ": " << result.err;
    EXPECT_THAT(result.err, HasSubstr("this version")) << arguments[0];
  }
}

TEST(Cli, FilesThatAreNotRead_ExitWithUsage) {
  test::TemporaryFolder folder;
  std::ofstream(folder.file("walk.blend")) << "not really";
  const CliRun result = run({"info", folder.file("walk.blend")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr(".bvh"));
  std::ofstream(folder.file("walk.fbx")) << "not really";
  EXPECT_EQ(run({"info", folder.file("walk.fbx")}).exit_code, 3);
}

TEST(Cli, Numbers_OutsideTheirRangeOrNotFiniteAreUsageErrors) {
  for (const auto& arguments : {std::vector<std::string>{"corpus", "--out", "x", "--clips", "0"},
                                {"corpus", "--out", "x", "--clips", "many"},
                                {"corpus", "--out", "x", "--between-words", "nan"},
                                {"generate", "--out", "x.bvh", "--seconds", "inf"},
                                {"map", "builtin", "--dims", "11"},
                                {"map", "builtin", "--threads", "-1"},
                                {"render", "x.bvh", "--out", "x.png", "--size", "12"},
                                {"features", "builtin", "--out", "x.csv", "--set", "lma26"}}) {
    const CliRun result = run(arguments);
    EXPECT_EQ(result.exit_code, 2) << arguments[0] << ": " << result.err;
    EXPECT_FALSE(std::filesystem::exists("x"));
  }
}

TEST(Cli, Studio_PassesItsOptionsAndExitCodeOn) {
  app::StudioOptions seen;
  const CliRun result = run({"studio", "a.bvh", "b", "--size", "800x600", "--pad", "-.5,0,1",
                             "--latent", "-1,2", "--seed", "9", "--trails"},
                            [&](const app::StudioOptions& options) {
                              seen = options;
                              return 4;
                            });
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_TRUE(result.out.empty());
  EXPECT_THAT(seen.paths, testing::ElementsAre("a.bvh", "b"));
  EXPECT_EQ(seen.width, 800);
  EXPECT_EQ(seen.height, 600);
  EXPECT_EQ(seen.pad, "-0.5,0,1");
  EXPECT_THAT(seen.latent, testing::ElementsAre(-1.0f, 2.0f));
  EXPECT_EQ(seen.seed, 9u);
  EXPECT_TRUE(seen.trails);
}

TEST(Cli, StudioWithoutAWindow_IsAnEnvironmentError) { EXPECT_EQ(run({"studio"}).exit_code, 4); }

}  // namespace
}  // namespace kinemote
