#include "app/file_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kQuick_s = 0.002;

class FileWatchTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& words) {
    std::ofstream(folder_ / name) << words;
  }
  /// What is told within some seconds; nothing where nothing is.
  std::vector<std::filesystem::path> wait() {
    for (int i = 0; i < 5000 && wakes_ == 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    wakes_ = 0;
    return watch_.take();
  }

  test::TemporaryFolder folder_;
  std::atomic<int> wakes_ = 0;
  FileWatch watch_{[this] { ++wakes_; }, kQuick_s};
};

TEST_F(FileWatchTest, MissingFile_HasNoStampAndIsToldWhenItComes) {
  EXPECT_FALSE(file_stamp(folder_ / "a.bvh"));
  watch_.watch({folder_ / "a.bvh"});
  EXPECT_THAT(watch_.take(), IsEmpty());
  write("a.bvh", "new");
  EXPECT_THAT(wait(), ElementsAre(folder_ / "a.bvh"));
}

TEST_F(FileWatchTest, EachChange_IsToldOnce) {
  write("a.bvh", "one");
  write("b.bvh", "one");
  watch_.watch({folder_ / "a.bvh", folder_ / "b.bvh"});
  write("b.bvh", "longer");
  EXPECT_THAT(wait(), ElementsAre(folder_ / "b.bvh"));
  EXPECT_THAT(watch_.take(), IsEmpty());
  write("b.bvh", "even longer");
  EXPECT_THAT(wait(), ElementsAre(folder_ / "b.bvh"));
}

TEST_F(FileWatchTest, RenewedOrLeftFile_IsNotTold) {
  write("a.bvh", "one");
  watch_.watch({folder_ / "a.bvh"});
  write("a.bvh", "longer");
  EXPECT_THAT(wait(), ElementsAre(folder_ / "a.bvh"));
  write("a.bvh", "much longer");
  watch_.renew();
  EXPECT_THAT(watch_.take(), IsEmpty());
  watch_.watch({});
  write("a.bvh", "one");
  EXPECT_THAT(watch_.take(), IsEmpty());
}

}  // namespace
}  // namespace kinemote::app
