#include "motion/core/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "support/killed_writer.h"
#include "support/temporary_folder.h"

namespace kinemote {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using testing::HasSubstr;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

int entries_in(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(AtomicFile_WriterFails, NothingIsLeftAndTheOldFileStays) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_atomically(folder / "a.txt", "old").ok());
  const Status status = write_atomically(folder / "a.txt", [](std::ostream& stream) -> Status {
    stream << "half of the new";
    return bad_input("no more");
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message, "no more");
  EXPECT_EQ(text_of(folder / "a.txt"), "old");
  EXPECT_EQ(entries_in(folder.path()), 1);
}

TEST(AtomicFile_WriterThrows, IsAnErrorAndNothingIsLeft) {
  const TemporaryFolder folder;
  const Status status = write_atomically(folder / "a.txt", [](std::ostream& stream) -> Status {
    stream << "half";
    throw std::runtime_error("out of ideas");
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
  EXPECT_THAT(status.error().message, HasSubstr("out of ideas"));
  EXPECT_EQ(entries_in(folder.path()), 0);
}

TEST(AtomicFile_WriterFailsInNewFolders, FoldersAreRemovedAgain) {
  const TemporaryFolder folder;
  const Status status = write_atomically(folder.path() / "new" / "deep" / "a.txt",
                                         [](std::ostream&) -> Status { return bad_input("no"); });
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(entries_in(folder.path()), 0);
}

TEST(AtomicFile_NoSpace, IsAnErrorWithTheReason) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this system";
  const Status status = write_atomically("/dev/full", std::string(100000, 'x'));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
  EXPECT_EQ(status.error().message, "cannot write /dev/full: No space left on device");
}

TEST(AtomicFile_TargetIsAFolderOrBelowAFile, IsAnError) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "taken");
  const Status on_folder = write_atomically(folder / "taken", "x");
  ASSERT_FALSE(on_folder.ok());
  EXPECT_THAT(on_folder.error().message, HasSubstr("it is a folder; expected a file name"));
  ASSERT_TRUE(write_atomically(folder / "file", "x").ok());
  const Status below_file = write_atomically(folder.path() / "file" / "a.txt", "x");
  ASSERT_FALSE(below_file.ok());
  EXPECT_THAT(below_file.error().message, HasSubstr("cannot"));
  EXPECT_EQ(write_atomically("", "x").error().code, ErrorCode::kUsage);
}

TEST(AtomicFile_NewFileInNewFolders, IsWrittenWhole) {
  const TemporaryFolder folder;
  std::string bytes = "line\n";
  bytes += '\0';
  bytes += "\xff end";
  const fs::path path = folder.path() / "new" / "deep" / "a.bin";
  ASSERT_TRUE(write_atomically(path, bytes).ok());
  EXPECT_EQ(text_of(path), bytes);
  EXPECT_EQ(entries_in(path.parent_path()), 1) << "no temporary file is left";
}

TEST(AtomicFile_Link, StaysALinkToTheNewContents) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_atomically(folder / "target", "old").ok());
  fs::create_symlink(folder / "target", folder / "link");
  ASSERT_TRUE(write_atomically(folder / "link", "new").ok());
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(text_of(folder / "target"), "new");
}

TEST(AtomicFile_RelativeName, IsWrittenInTheCurrentFolder) {
  const TemporaryFolder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const Status status = write_atomically("a.txt", "x");
  fs::current_path(before);
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(text_of(folder / "a.txt"), "x");
}

TEST(AtomicFile_WriterKilledAtAnyMoment, LeavesTheOldFileOrTheNewOneWhole) {
  test::expect_whole_after_kills("a.bin", [](const fs::path& path, int version) {
    return write_atomically(path, std::string(200'000, static_cast<char>('a' + version)));
  });
}

TEST(AtomicFile_LeftOversOfOthers, AreLeftAlone) {
  const TemporaryFolder folder;
  // A living writer of the same file, and a dead one of another (process numbers end far below).
  const std::string living = ".a.txt." + std::to_string(::getpid()) + "-9999.part";
  const std::string foreign = ".b.txt.999999999-0.part";
  for (const std::string& name : {living, foreign}) std::ofstream(folder / name) << name;
  ASSERT_TRUE(write_atomically(folder / "a.txt", "x").ok());
  EXPECT_EQ(text_of(folder / living), living);
  EXPECT_EQ(text_of(folder / foreign), foreign);
  ASSERT_TRUE(write_atomically(folder / "b.txt", "x").ok());
  EXPECT_FALSE(fs::exists(folder / foreign));
}

TEST(ReadFile_NoFile, IsRefusedInOneSentence) {
  const TemporaryFolder folder;
  EXPECT_THAT(read_file(folder.path()).error().message, HasSubstr("this is a folder"));
  EXPECT_THAT(read_file("/dev/zero").error().message, HasSubstr("this is a device"));
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(read_file(folder / "pipe").error().message, HasSubstr("nothing was written"));
}

TEST(ReadFile_Missing, NamesIt) {
  const auto read = read_file("/nowhere/a");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "/nowhere/a: there is no such file");
}

TEST(ReadFile_Pipe, IsReadToItsEnd) {
  const TemporaryFolder folder;
  const fs::path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string bytes(300000, 'p');
  const pid_t writer = ::fork();
  if (writer == 0) {
    std::ofstream(pipe, std::ios::binary) << bytes;
    ::_exit(0);
  }
  const auto read = read_file(pipe);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(*read, bytes);
  ::waitpid(writer, nullptr, 0);
}

}  // namespace
}  // namespace kinemote
