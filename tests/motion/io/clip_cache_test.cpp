#include "motion/io/clip_cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

#include "motion/io/clip_bytes.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::TemporaryFolder;

ClipImport small_import() {
  ClipImport import = test::import_of(test::four_joints());
  import.unit_note = "height 171 units, read as centimetres";
  import.warnings = {"first", "", "third"};
  import.is_converted_to_y_up = true;
  return import;
}

void expect_equal(const ClipImport& a, const ClipImport& b) {
  EXPECT_EQ(clip_to_bytes(a), clip_to_bytes(b));
  EXPECT_EQ(a.clip.rotations, b.clip.rotations);
  EXPECT_EQ(a.clip.translations, b.clip.translations);
  EXPECT_EQ(a.clip.skeleton->joints.back().name, b.clip.skeleton->joints.back().name);
  EXPECT_EQ(a.clip.skeleton->joints.back().end_site, b.clip.skeleton->joints.back().end_site);
  EXPECT_EQ(a.unit_note, b.unit_note);
  EXPECT_EQ(a.warnings, b.warnings);
}

TEST(ClipBytes, EveryTruncationAndAddition_IsRefused) {
  const std::string bytes = clip_to_bytes(small_import());
  for (size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(clip_from_bytes(std::string_view(bytes).substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(clip_from_bytes(bytes + "x").ok());
}

TEST(ClipBytes, EveryDamagedByte_IsRefusedOrGivesAValidClip) {
  const std::string bytes = clip_to_bytes(small_import());
  for (size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned char value : {0x00, 0x7f, 0x80, 0xff}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(value);
      const auto import = clip_from_bytes(damaged);
      if (import.ok()) {
        ASSERT_TRUE(import->clip.validate().ok()) << at;
      }
    }
  }
}

TEST(ClipBytes, RoundTrip_IsExact) {
  const ClipImport import = small_import();
  const auto back = clip_from_bytes(clip_to_bytes(import));
  ASSERT_TRUE(back.ok()) << back.error().message;
  expect_equal(*back, import);
}

class ClipCacheTest : public ::testing::Test {
 protected:
  void SetUp() override { write(test::four_joints(), 1h); }
  /// Writes the source file and sets its time so long ago.
  void write(const std::string& text, std::chrono::seconds age) {
    std::ofstream(source_, std::ios::binary) << text;
    fs::last_write_time(source_, start_ - age);
  }
  void store(ClipCache& cache) {
    const auto stamp = ClipCache::stamp_of(source_);
    ASSERT_TRUE(stamp);
    cache.store(source_, *stamp, import_);
  }
  std::vector<fs::path> entries() const {
    std::vector<fs::path> found;
    if (!fs::exists(cache_folder_)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(cache_folder_)) {
      if (entry.is_regular_file()) found.push_back(entry.path());
    }
    return found;
  }

  TemporaryFolder folder_;
  fs::path source_ = folder_ / "walk.bvh";
  fs::path cache_folder_ = folder_ / "cache";
  fs::file_time_type start_ = fs::file_time_type::clock::now();
  ClipImport import_ = small_import();
};

TEST_F(ClipCacheTest, NothingKept_NothingFound) {
  const ClipCache cache(cache_folder_, "v1");
  EXPECT_FALSE(cache.find(source_));
  EXPECT_FALSE(cache.find(folder_ / "missing.bvh"));
  EXPECT_FALSE(cache.find(folder_.path()));
  EXPECT_FALSE(ClipCache::stamp_of(folder_.path()));
  EXPECT_FALSE(ClipCache::stamp_of(folder_ / "missing.bvh"));
}

TEST_F(ClipCacheTest, PipeAsSource_IsNeitherStampedNorFound) {
  const fs::path pipe = folder_ / "pipe.bvh";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const ClipCache cache(cache_folder_, "v1");
  EXPECT_FALSE(ClipCache::stamp_of(pipe));
  EXPECT_FALSE(cache.find(pipe));
}

TEST_F(ClipCacheTest, Kept_IsFoundExactlyByAnotherProcessToo) {
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  const ClipCache other(cache_folder_, "v1");
  const auto found = other.find(source_);
  ASSERT_TRUE(found);
  expect_equal(*found, import_);
  EXPECT_GT(other.size_bytes(), 0u);
}

TEST_F(ClipCacheTest, OtherWayOfReading_IsNotFound) {
  ClipCache cache(cache_folder_, "unit=auto");
  store(cache);
  EXPECT_FALSE(ClipCache(cache_folder_, "unit=m").find(source_));
}

TEST_F(ClipCacheTest, ChangedSizeOrContent_IsNotFound) {
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  write(test::four_joints() + "\n", 1h);
  EXPECT_FALSE(cache.find(source_)) << "another size";
  write(test::replaced(test::four_joints(), "0", "1"), 2h);
  EXPECT_FALSE(cache.find(source_)) << "the same size, another time, another content";
}

TEST_F(ClipCacheTest, TouchedFile_IsFoundByItsContent) {
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  write(test::four_joints(), 2h);
  EXPECT_TRUE(cache.find(source_));
}

TEST_F(ClipCacheTest, YoungFileChangedWithinOneTick_IsNotFound) {
  write(test::four_joints(), 0s);
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  EXPECT_TRUE(cache.find(source_));
  write(test::replaced(test::four_joints(), "0", "1"), 0s);  // same time, same size
  EXPECT_FALSE(cache.find(source_));
}

TEST_F(ClipCacheTest, FileThatChangedWhileItWasRead_IsNotKept) {
  ClipCache cache(cache_folder_, "v1");
  const auto stamp = ClipCache::stamp_of(source_);
  write(test::four_joints(), 2h);
  cache.store(source_, *stamp, import_);
  EXPECT_TRUE(entries().empty());
}

TEST_F(ClipCacheTest, DamagedEntries_AreNoEntries) {
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  ASSERT_EQ(entries().size(), 1u);
  const fs::path entry = entries()[0];
  const std::string whole = test::text_of(entry);
  for (const size_t size : {size_t{0}, size_t{10}, whole.size() / 2, whole.size() - 1}) {
    std::ofstream(entry, std::ios::binary) << whole.substr(0, size);
    EXPECT_FALSE(cache.find(source_)) << size;
  }
  for (size_t at = 0; at < whole.size(); at += 7) {
    std::string damaged = whole;
    damaged[at] ^= 0x20;
    std::ofstream(entry, std::ios::binary) << damaged;
    const auto found = cache.find(source_);
    // What does not matter to the clip (when the entry was stored) may differ.
    if (found) expect_equal(*found, import_);
  }
  fs::remove(entry);
  fs::create_directory(entry);
  EXPECT_FALSE(cache.find(source_));
}

TEST_F(ClipCacheTest, FolderThatCannotBeWritten_KeepsNothingAndSaysNothing) {
  std::ofstream(cache_folder_) << "a file where the folder should be";
  ClipCache cache(cache_folder_, "v1");
  store(cache);
  EXPECT_FALSE(cache.find(source_));
}

TEST_F(ClipCacheTest, BeyondTheLimit_TheOldestGo) {
  const uint64_t one = clip_to_bytes(import_).size() + 200;
  ClipCache cache(cache_folder_, "v1", 8 * one);
  for (int i = 0; i < 24; ++i) {
    source_ = folder_ / ("clip" + std::to_string(i) + ".bvh");
    write(test::four_joints(), 1h);
    store(cache);
    for (const fs::path& entry : entries()) {  // every second an entry, without waiting for it
      fs::last_write_time(entry, fs::last_write_time(entry) - 1s);
    }
  }
  EXPECT_LE(cache.size_bytes(), 8 * one);
  EXPECT_TRUE(cache.find(folder_ / "clip23.bvh"));
  EXPECT_FALSE(cache.find(folder_ / "clip0.bvh"));
}

TEST_F(ClipCacheTest, ManyThreads_FindWholeEntriesOnly) {
  std::vector<std::thread> threads;
  ClipCache cache(cache_folder_, "v1");
  const auto stamp = ClipCache::stamp_of(source_);
  ASSERT_TRUE(stamp);
  const std::string expected = clip_to_bytes(import_);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        cache.store(source_, *stamp, import_);
        const auto found = cache.find(source_);
        ASSERT_TRUE(found);
        ASSERT_EQ(clip_to_bytes(*found), expected);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(entries().size(), 1u);
}

}  // namespace
}  // namespace kinemote::io
