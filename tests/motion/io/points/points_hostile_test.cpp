// Broken files of points: one clear sentence each, and nothing worse for any damage.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <random>

#include "fuzz/points_check.h"
#include "motion/io/keypoint_file.h"
#include "motion/io/points/keypoint_texts.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

fs::path tests_root() { return fs::path(KINEMOTE_SOURCE_DIR) / "tests"; }

std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

long peak_kb() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

void expect_one_sentence(const fs::path& path) {
  const Result<MotionImport> read = read_points(path);
  ASSERT_FALSE(read.ok()) << path << " was read";
  EXPECT_EQ(read.error().code, ErrorCode::kBadInput) << read.error().message;
  const std::string& message = read.error().message;
  EXPECT_THAT(message, HasSubstr(path.filename().string()));
  EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  EXPECT_LT(message.size(), path.string().size() + 300) << message;
  for (const char c : message) EXPECT_GE(static_cast<unsigned char>(c), ' ') << message;
}

TEST(HostilePoints_EveryBrokenFile, IsRefusedInOneSentence) {
  const long before_kb = peak_kb();
  size_t count = 0;
  for (const char* folder : {"keypoints", "c3d"}) {
    for (const fs::path& path : files_of(tests_root() / "hostile" / folder)) {
      SCOPED_TRACE(path);
      expect_one_sentence(path);
      ++count;
    }
  }
  EXPECT_GE(count, 50u);
  EXPECT_LT(peak_kb() - before_kb, 256 * 1024);
}

TEST(HostilePoints_NoFileAtAll, IsRefusedInOneSentence) {
  const test::TemporaryFolder folder;
  expect_one_sentence(folder.path() / "absent.json");
  expect_one_sentence(folder.path());
  const std::string pipe = folder.file("pipe.csv");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expect_one_sentence(pipe);  // must not wait for a writer
  fs::create_directories(folder.path() / "folder.c3d");
  expect_one_sentence(folder.path() / "folder.c3d");
  test::write_text(folder.path() / "frames" / test::frame_name(0), "{");
  const auto read = read_points(folder.path() / "frames");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr("000000000000_keypoints.json:1:"));
}

TEST(HostilePoints_LargeAttack, StaysWithinItsMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer keeps freed memory, so peaks mean nothing";
#endif
  const test::TemporaryFolder folder;
  const long before_kb = peak_kb();
  std::string nested = "[";
  for (int i = 0; i < 4'000'000; ++i) nested += "0,";
  test::write_text(folder.path() / "numbers.json", nested);  // 8 MB that would be 256 MB of values
  expect_one_sentence(folder.path() / "numbers.json");
  std::string people = "[";
  for (int i = 0; i < 20'000; ++i) {  // each frame somebody else
    people += std::string(i ? "," : "") + "{\"frame\":" + std::to_string(i) +
              ",\"track_id\":" + std::to_string(i) + ",\"keypoints\":[1,1,1";
    for (int p = 1; p < 17; ++p) people += ",2,3,1";
    people += "]}";
  }
  test::write_text(folder.path() / "people.json", people + "]");
  const auto read = read_points(folder.path() / "people.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_LT(peak_kb() - before_kb, 256 * 1024 + 16 * 1024);  // and the texts made here
}

TEST(HostilePoints_EverySeed, IsReadSoundly) {
  for (const fs::path& path : files_of(tests_root() / "fuzz/corpus/points")) {
    const std::string bytes = bytes_of(path);
    const bool is_c3d = path.extension() == ".c3d";
    EXPECT_EQ(is_c3d ? test::check_c3d(bytes) : test::check_keypoints(bytes), "") << path;
    // Seeds are lawful; a finding that the fuzzer left here may be refused.
    if (!path.filename().string().starts_with("found_")) {
      const auto read = read_points(path);
      EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
    }
  }
}

TEST(HostilePoints_DamagedSeeds, AreReadSoundlyOrRefused) {
  std::mt19937_64 random(21);
  for (const fs::path& path : files_of(tests_root() / "fuzz/corpus/points")) {
    const std::string good = bytes_of(path);
    const bool is_c3d = path.extension() == ".c3d";
    for (int trial = 0; trial < 400; ++trial) {
      std::string bytes = good;
      switch (trial % 4) {
        case 0:
          bytes.resize(random() % (bytes.size() + 1));
          break;
        case 1:
          bytes[random() % bytes.size()] = static_cast<char>(random());
          break;
        case 2:
          bytes.erase(random() % bytes.size(), 1 + random() % 20);
          break;
        default: {
          const size_t from = random() % bytes.size();
          bytes.insert(random() % bytes.size(), bytes.substr(from, 1 + random() % 40));
        }
      }
      EXPECT_EQ(is_c3d ? test::check_c3d(bytes) : test::check_keypoints(bytes), "")
          << path << ", trial " << trial;
    }
  }
}

}  // namespace
}  // namespace kinemote::io
