// Every broken file of tests/hostile given to the program as a user would: one clear sentence, exit
// code 3 or 4, in time and in little memory. New files and formats are covered by dropping them in:
// folders named after a kind of settings file are given to the command that reads it, all else to
// `info`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <thread>

#include "e2e/child.h"
#include "support/temporary_folder.h"

namespace kinemote::test {
namespace {

namespace fs = std::filesystem;

const fs::path& hostile_root() {
  static const fs::path root = fs::path(KINEMOTE_SOURCE_DIR) / "tests" / "hostile";
  return root;
}

/// Odd files of this folder that are read, with warnings.
bool is_tolerated(const fs::path& file) {
  static const std::set<std::string> kNames{"blank_in_name.bvh",    "byte_order_mark.bvh",
                                            "cut_in_last_row.bvh",  "duplicate_names.bvh",
                                            "frames_too_few.bvh",   "frames_too_many.bvh",
                                            "joint_as_root.bvh",    "loose_layout.bvh",
                                            "lower_case_words.bvh", "mixed_line_ends.bvh",
                                            "named_end_site.bvh",   "nameless.bvh",
                                            "no_offset.bvh",        "plus_signs_and_exponents.bvh",
                                            "second_end_site.bvh"};
  return kNames.contains(file.filename().string()) || file.filename().string().starts_with("odd_");
}

std::vector<fs::path> hostile_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(hostile_root())) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What reads the file as a user would have it read. `scratch` is an empty folder.
std::vector<std::string> command_for(const fs::path& file, const fs::path& scratch) {
  const std::string kind = file.parent_path().filename().string();
  const std::string bvh = (fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh").string();
  if (kind == "labels") {
    fs::copy_file(bvh, scratch / "a.bvh");
    fs::copy_file(file, scratch / "labels.json");
    return {"features", scratch.string(), "--set", "kinematics", "--out", scratch / "out.csv"};
  }
  if (kind == "pad_table") {
    fs::copy_file(bvh, scratch / "a.bvh");
    return {"map", scratch.string(), "--pad-table", file.string(), "--out", scratch / "out.json"};
  }
  if (kind == "model") {
    return {"generate", "--model", file.string(), "--out", scratch / "out.bvh"};
  }
  return {"info", file.string()};
}

/// The end of the program: exit code, what it said, and the memory that it took at its peak.
struct Outcome {
  int exit_code = -1;
  bool is_in_time = false;
  std::string err;
};

/// Runs the program for at most `patience`.
Outcome run(const std::vector<std::string>& words,
            std::chrono::seconds patience = std::chrono::seconds(60)) {
  Child child(words);
  Outcome outcome;
  const auto end = std::chrono::steady_clock::now() + patience;
  while (child.is_running() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  outcome.is_in_time = !child.is_running();
  if (outcome.is_in_time) outcome.exit_code = child.wait();
  outcome.err = child.err();
  return outcome;
}

void expect_one_sentence(const std::string& err) {
  // Warnings may come first; the last line says why there is no result.
  ASSERT_FALSE(err.empty());
  EXPECT_EQ(err.back(), '\n');
  EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 1) << err;
  EXPECT_LT(err.size(), 600u) << err;
  EXPECT_THAT(err, testing::Not(testing::HasSubstr("terminate called")));
}

void expect_refused(const Outcome& outcome) {
  EXPECT_TRUE(outcome.is_in_time) << "hangs";
  EXPECT_TRUE(outcome.exit_code == 3 || outcome.exit_code == 4)
      << "exit code " << outcome.exit_code << ": " << outcome.err;
  expect_one_sentence(outcome.err);
}

class HostileFile : public testing::TestWithParam<fs::path> {};

TEST_P(HostileFile, IsRefusedInOneSentenceOrReadIfItIsOnlyOdd) {
  const TemporaryFolder scratch;
  const fs::path file = GetParam();
  const Outcome outcome = run(command_for(file, scratch.path()));
  if (is_tolerated(file)) {
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  } else {
    expect_refused(outcome);
  }
}

std::string test_name(const testing::TestParamInfo<fs::path>& info) {
  std::string name = fs::relative(info.param, hostile_root()).string();
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, HostileFile, testing::ValuesIn(hostile_files()), test_name);

TEST(HostileFolder, HoldsAtLeastSixtyBrokenFiles) {
  const std::vector<fs::path> files = hostile_files();
  EXPECT_GE(std::count_if(files.begin(), files.end(),
                          [](const fs::path& file) { return !is_tolerated(file); }),
            60);
}

/// All hostile files one after the other in a child of our own, whose largest descendant tells the
/// peak. Meaningless under the sanitizers, which reserve memory of their own.
TEST(HostileFolder, NoFileTakesMuchMoreMemoryThanASmallGoodOne) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the address sanitizer takes memory of its own";
#endif
  const auto peak_kb = [](const std::vector<std::string>& words) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      std::vector<char*> argv{const_cast<char*>(KINEMOTE_PROGRAM)};
      for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
      argv.push_back(nullptr);
      const int nothing = ::open("/dev/null", O_WRONLY);
      ::dup2(nothing, STDOUT_FILENO);
      ::dup2(nothing, STDERR_FILENO);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(pid, &status, 0, &usage);
    return usage.ru_maxrss;
  };
  const fs::path good = fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh";
  const long base_kb = peak_kb({"info", good.string()});
  for (const fs::path& file : hostile_files()) {
    const TemporaryFolder scratch;
    const std::vector<std::string> words = command_for(file, scratch.path());
    const long file_kb = static_cast<long>(fs::file_size(file) / 1024);
    EXPECT_LT(peak_kb(words), base_kb + file_kb + 256 * 1024) << file;
  }
}

TEST(HostilePath_Folder, IsRefused) {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "take.bvh");
  expect_refused(run({"info", (folder.path() / "take.bvh").string()}));
}

TEST(HostilePath_PipeWithoutAWriter, DoesNotHang) {
  const TemporaryFolder folder;
  for (const char* name :
       {"take.bvh", "take.fbx", "take.glb", "take.dae", "take.csv", "take.c3d", "take.json"}) {
    ASSERT_EQ(::mkfifo((folder.path() / name).c_str(), 0600), 0);
    SCOPED_TRACE(name);
    const Outcome outcome =
        run({"info", (folder.path() / name).string()}, std::chrono::seconds(20));
    EXPECT_TRUE(outcome.is_in_time) << "hangs";
    EXPECT_TRUE(outcome.exit_code >= 2 && outcome.exit_code <= 4) << outcome.exit_code;
    expect_one_sentence(outcome.err);
  }
}

TEST(HostilePath_Device, IsRefused) {
  const TemporaryFolder folder;
  for (const char* device : {"/dev/zero", "/dev/null"}) {
    for (const char* name : {"a.bvh", "a.fbx", "a.glb", "a.csv"}) {
      fs::remove(folder.path() / name);
      fs::create_symlink(device, folder.path() / name);
      SCOPED_TRACE(std::string(device) + " as " + name);
      expect_refused(run({"info", (folder.path() / name).string()}));
    }
  }
}

TEST(HostilePath_LinkLoopOrMissing, IsRefused) {
  const TemporaryFolder folder;
  fs::create_symlink(folder.path() / "b.bvh", folder.path() / "a.bvh");
  fs::create_symlink(folder.path() / "a.bvh", folder.path() / "b.bvh");
  expect_refused(run({"info", (folder.path() / "a.bvh").string()}));
  expect_refused(run({"info", (folder.path() / "not there.bvh").string()}));
  fs::create_symlink(folder.path() / "gone.bvh", folder.path() / "dangling.bvh");
  expect_refused(run({"info", (folder.path() / "dangling.bvh").string()}));
}

TEST(HostilePath_NoPermission, IsRefused) {
  if (::geteuid() == 0) GTEST_SKIP() << "the administrator may read everything";
  const TemporaryFolder folder;
  fs::copy_file(fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh",
                folder.path() / "a.bvh");
  fs::permissions(folder.path() / "a.bvh", fs::perms::none);
  expect_refused(run({"info", (folder.path() / "a.bvh").string()}));
}

TEST(HostilePath_NoModel, IsRefusedInOneSentence) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe.kmodel").c_str(), 0600), 0);
  fs::create_directory(folder / "folder.kmodel");
  for (const std::string& model :
       {folder.file("pipe.kmodel"), folder.file("folder.kmodel"), std::string("/dev/zero")}) {
    SCOPED_TRACE(model);
    for (const char* command : {"generate", "predict"}) {
      std::vector<std::string> words{command, "--model", model, "--out", folder.file("out.bvh")};
      if (command == std::string("predict")) {
        const auto bvh = fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh";
        words = {command, bvh.string(), "--model", model};
      }
      const Outcome outcome = run(words, std::chrono::seconds(20));
      expect_refused(outcome);
      EXPECT_THAT(outcome.err, testing::HasSubstr(model));
    }
  }
}

TEST(HostilePath_FullDisk, IsAnEnvironmentErrorAndLeavesNothing) {
  const std::string bvh = (fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh").string();
  const TemporaryFolder folder;
  // The limit on file sizes stands in for a full disk; writing beyond it fails as there.
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const char* name : {"out.bvh", "out.fbx", "out.glb", "out.gltf", "out.dae", "out.csv"}) {
    SCOPED_TRACE(name);
    const fs::path target = folder.path() / name;
    std::ofstream(target) << "old";
    const rlimit small{200, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    Child child({"convert", bvh, target.string(), "--force"});
    ::setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(child.wait(), 4) << child.err();
    std::ifstream stream(target);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "old");
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 6);
}

}  // namespace
}  // namespace kinemote::test
