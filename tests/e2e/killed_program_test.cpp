// The program killed while it exports over an existing good file.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <thread>

#include "e2e/child.h"
#include "support/temporary_folder.h"

namespace kinemote::test {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class KilledProgram : public testing::TestWithParam<std::string> {};

TEST_P(KilledProgram, LeavesTheOldFileOrTheNewOneWhole) {
  const TemporaryFolder folder;
  const std::string source =
      (fs::path(KINEMOTE_SOURCE_DIR) / "tests/data/four_joints.bvh").string();
  const fs::path target = folder / ("take." + GetParam());
  // A high rate makes the time of writing a good part of the run.
  const auto words = [&](const char* fps) {
    return std::vector<std::string>{"convert", source, target.string(), "--fps", fps, "--force"};
  };
  std::set<std::string> whole;
  std::array<const char*, 2> rates{"1000", "900"};
  for (const char* fps : rates) {
    ASSERT_EQ(Child(words(fps)).wait(), 0);
    whole.insert(bytes_of(target));
  }
  ASSERT_EQ(whole.size(), 2u);
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    Child child(words(rates[round % 2]));
    std::this_thread::sleep_for(
        std::chrono::microseconds(std::uniform_int_distribution<int>(0, 15'000)(random)));
    child.kill();
    child.wait();
    ASSERT_TRUE(whole.contains(bytes_of(target)));
  }
  ASSERT_EQ(Child(words("900")).wait(), 0);
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".")) << entry.path();
  }
}

std::string format_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Formats, KilledProgram, testing::Values("bvh", "fbx", "glb", "csv"),
                         format_name);

}  // namespace
}  // namespace kinemote::test
