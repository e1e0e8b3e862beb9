// Lawful dialects that change how a file looks, not what it says; and captures of an hour.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

using test::four_joints;
using test::import_of;
using test::replaced;

void expect_same_motion(const ClipImport& read, const ClipImport& tidy) {
  EXPECT_EQ(read.clip.frame_count, tidy.clip.frame_count);
  EXPECT_TRUE(read.clip.rotations == tidy.clip.rotations);
  EXPECT_TRUE(read.clip.translations == tidy.clip.translations);
  EXPECT_EQ(read.clip.translating_joints, tidy.clip.translating_joints);
}

std::string replaced_all(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(BvhReader_CarriageReturns, AreBlanks) {
  const ClipImport read = import_of(replaced_all(four_joints(), "\n", "\r\n"));
  expect_same_motion(read, import_of(four_joints()));
  EXPECT_TRUE(read.warnings.empty());
}

TEST(BvhReader_NoNewlineAtTheEnd, KeepsTheLastRow) {
  std::string text = four_joints();
  while (text.ends_with('\n')) text.pop_back();
  const ClipImport read = import_of(text);
  expect_same_motion(read, import_of(four_joints()));
  EXPECT_TRUE(read.warnings.empty());
}

TEST(BvhReader_RotationBeforePosition, IsTheSameMotion) {
  const auto file = [](const char* channels, const char* rows) {
    return std::string("HIERARCHY\nROOT Hips\n{\n OFFSET 0 0 0\n CHANNELS 6 ") + channels +
           "\n JOINT Head\n {\n  OFFSET 0 80 0\n  CHANNELS 3 Zrotation Xrotation Yrotation\n"
           "  End Site\n  {\n   OFFSET 0 20 0\n  }\n }\n}\n"
           "MOTION\nFrames: 2\nFrame Time: 0.04\n" +
           rows;
  };
  const ClipImport usual =
      import_of(file("Xposition Yposition Zposition Yrotation Xrotation Zrotation",
                     "1 90 3 10 20 30 4 5 6\n2 91 4 11 21 31 5 6 7\n"));
  expect_same_motion(import_of(file("Yrotation Xrotation Zrotation Xposition Yposition Zposition",
                                    "10 20 30 1 90 3 4 5 6\n11 21 31 2 91 4 5 6 7\n")),
                     usual);
  expect_same_motion(import_of(file("Zposition Yrotation Xposition Xrotation Yposition Zrotation",
                                    "3 10 1 20 90 30 4 5 6\n4 11 2 21 91 31 5 6 7\n")),
                     usual);
}

TEST(BvhReader_NoEndSites, AreNotNeeded) {
  std::string text = four_joints();
  for (size_t at = text.find("End Site"); at != std::string::npos; at = text.find("End Site")) {
    text.erase(at, text.find('}', at) + 1 - at);
  }
  const ClipImport read = import_of(text);
  EXPECT_TRUE(read.clip.rotations == import_of(four_joints()).clip.rotations);
  for (const Joint& joint : read.clip.skeleton->joints) EXPECT_FALSE(joint.end_site) << joint.name;
}

TEST(BvhReader_SingleFrame, IsAPose) {
  std::string text = replaced(four_joints(), "Frames: 3", "Frames: 1");
  const size_t first_row = text.find('\n', text.find("Frame Time")) + 1;
  text.resize(text.find('\n', first_row) + 1);
  const ClipImport read = import_of(text);
  EXPECT_EQ(read.clip.frame_count, 1);
  EXPECT_TRUE(read.warnings.empty());
  const Clip tidy = import_of(four_joints()).clip;
  EXPECT_EQ(read.clip.rotations[0], tidy.rotations[0]);
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(BvhReader_OneHourAt120, IsReadWholeWithinTwiceItsClip) {
  constexpr int kFrames = 3600 * 120;
  std::string text = replaced(four_joints(), "Frames: 3", "Frames: " + std::to_string(kFrames));
  const size_t first_row = text.find('\n', text.find("Frame Time")) + 1;
  const std::string rows = text.substr(first_row);
  text.resize(first_row);
  text.reserve(text.size() + rows.size() * (kFrames / 3));
  for (int i = 0; i < kFrames / 3; ++i) text += rows;
  const long before = peak_kilobytes();
  const ClipImport read = import_of(text);
  [[maybe_unused]] const long grown = peak_kilobytes() - before;
  ASSERT_EQ(read.clip.frame_count, kFrames);
  EXPECT_TRUE(read.warnings.empty());
  const Clip tidy = import_of(four_joints()).clip;
  const auto last = read.clip.frame_rotations(kFrames - 1);
  for (int j = 0; j < tidy.joint_count(); ++j) EXPECT_EQ(last[j], tidy.frame_rotations(2)[j]);
#ifndef __SANITIZE_ADDRESS__  // which takes memory of its own
  const size_t clip_bytes =
      read.clip.rotations.size() * sizeof(Quat) + read.clip.translations.size() * sizeof(Vec3);
  EXPECT_LT(grown, static_cast<long>(2 * clip_bytes / 1024) + 32'768);
#endif
}

}  // namespace
}  // namespace kinemote::io
