#include "app/film/film_writer.h"

#include <gmock/gmock.h>

#include "app/film/film_support.h"
#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Writes `count` pictures; the first error of it.
Status write(const std::filesystem::path& path, const FilmShape& shape, int count) {
  auto writer = FilmWriter::make(path, shape);
  if (!writer) return writer.error();
  for (int i = 0; i < count; ++i) {
    const Status status = writer->add(test::made_picture(shape.width, shape.height, i), {});
    if (!status) return status;
  }
  return writer->finish({});
}

TEST(FilmShape, WhatAFormatCannotDo_IsAUsageErrorThatSaysSo) {
  const auto expect_refused = [](const FilmShape& shape, const char* words) {
    const Status status = shape.validate();
    ASSERT_FALSE(status.ok()) << words;
    EXPECT_EQ(status.error().code, ErrorCode::kUsage);
    EXPECT_THAT(status.error().message, HasSubstr(words));
  };
  expect_refused({FilmFormat::kMp4, 8, 90}, "within 16 and 8192");
  expect_refused({FilmFormat::kMp4, 161, 90}, "even");
  expect_refused({FilmFormat::kMp4, 160, 90, 0.0}, "240");
  expect_refused({FilmFormat::kMp4, 160, 90, 30.0, true}, "no transparency");
  expect_refused({FilmFormat::kGif, 160, 90, 60.0}, "at most 50");
  EXPECT_TRUE((FilmShape{FilmFormat::kGif, 161, 91, 50.0, true}.validate().ok()));
}

TEST(FilmFormat, Names_SayTheFormat) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(*film_format_of("a.png"), FilmFormat::kPicture);
  EXPECT_EQ(*film_format_of("a.b.MP4"), FilmFormat::kMp4);
  EXPECT_EQ(*film_format_of("a.webm"), FilmFormat::kWebm);
  EXPECT_EQ(*film_format_of("a.gif"), FilmFormat::kGif);
  EXPECT_EQ(*film_format_of("new/"), FilmFormat::kPictures);
  EXPECT_EQ(*film_format_of(folder.path()), FilmFormat::kPictures);
  for (const char* name : {"a.avi", "pictures", "", "a"}) {
    EXPECT_EQ(film_format_of(name).error().code, ErrorCode::kUsage) << name;
  }
}

TEST(FilmWriter, PictureOfAnotherSize_IsRefused) {
  const test::TemporaryFolder folder;
  auto writer = FilmWriter::make(folder / "out", {FilmFormat::kPictures, 32, 16});
  ASSERT_TRUE(writer.ok());
  EXPECT_FALSE(writer->add(test::made_picture(16, 16, 0), {}).ok());
}

TEST(FilmWriter, WithoutFfmpeg_SaysWhichPackageHelps) {
  const test::TemporaryFolder folder;
  const test::ProgramPath nothing(folder.path().string());
  EXPECT_TRUE(find_ffmpeg().empty());
  const Status status = write(folder / "out.mp4", {FilmFormat::kMp4, 160, 90}, 1);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
  EXPECT_THAT(status.error().message, HasSubstr("install the package ffmpeg"));
}

/// What is said when ffmpeg behaves like these shell lines.
std::string words_of_failure(const std::string& lines) {
  const test::TemporaryFolder folder;
  test::write_fake_ffmpeg(folder.path(), lines);
  const test::ProgramPath fake(folder.path().string());
  // More pictures than the child's socket holds.
  const Status status = write(folder / "out.mp4", {FilmFormat::kMp4, 640, 480}, 12);
  EXPECT_FALSE(status.ok());
  if (status.ok()) return "";
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
  EXPECT_EQ(status.error().message.find('\n'), std::string::npos);
  return status.error().message;
}

TEST(FilmWriter, EncoderThatFails_IsOneSentenceWithItsReason) {
  EXPECT_THAT(words_of_failure("echo 'Unknown encoder libx264' >&2; exit 1"),
              HasSubstr("Unknown encoder libx264"));
  EXPECT_THAT(words_of_failure("head -c 2000000 >/dev/null; kill -TERM $$"),
              HasSubstr("ended by signal 15"));
  EXPECT_THAT(words_of_failure("cat >/dev/null; echo 'av_interleaved_write_frame(): No space left "
                               "on device' >&2; exit 1"),
              HasSubstr("no space left on the disk"));
}

TEST(FilmWriter, StoppedWhileTheEncoderIsBusy_IsCancelled) {
  const test::TemporaryFolder folder;
  test::write_fake_ffmpeg(folder.path(), "sleep 60");
  const test::ProgramPath fake(folder.path().string());
  auto writer = FilmWriter::make(folder / "out.mp4", {FilmFormat::kMp4, 640, 480});
  ASSERT_TRUE(writer.ok()) << writer.error().message;
  Status status;
  int asked = 0;
  for (int i = 0; i < 20 && status.ok(); ++i) {
    status = writer->add(test::made_picture(640, 480, i), [&] { return ++asked < 40; });
  }
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kCancelled);
}

TEST(FilmWriter, EveryVideoFormat_HoldsThePicturesThatItWasGiven) {
  KINEMOTE_NEEDS_FFMPEG();
  const test::TemporaryFolder folder;
  for (const FilmFormat format : {FilmFormat::kMp4, FilmFormat::kWebm, FilmFormat::kGif}) {
    SCOPED_TRACE(film_format_name(format));
    const auto path = folder / ("film" + film_extension(format));
    const Status status = write(path, {format, 160, 90, 25.0}, 5);
    ASSERT_TRUE(status.ok()) << status.error().message;
    const std::string seen = test::probed(path);
    if (seen.empty()) GTEST_SKIP() << "ffprobe is not installed";
    EXPECT_EQ(seen, "160,90,25/1,5");
  }
}

TEST(FilmWriter, SamePictures_GiveTheSameBytes) {
  KINEMOTE_NEEDS_FFMPEG();
  const test::TemporaryFolder folder;
  for (const FilmFormat format : {FilmFormat::kMp4, FilmFormat::kWebm, FilmFormat::kGif}) {
    SCOPED_TRACE(film_format_name(format));
    const FilmShape shape{format, 64, 48, 25.0, format != FilmFormat::kMp4};
    ASSERT_TRUE(write(folder / "a", shape, 4).ok());
    ASSERT_TRUE(write(folder / "b", shape, 4).ok());
    const std::string first = test::bytes_in(folder / "a");
    EXPECT_GT(first.size(), 100u);
    EXPECT_EQ(first, test::bytes_in(folder / "b"));
  }
}

TEST(FilmWriter, NumberedPictures_AreNumberedFromOne) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(write(folder / "film", {FilmFormat::kPictures, 32, 16}, 3).ok());
  EXPECT_THAT(test::names_in_folder(folder / "film"),
              ElementsAre("frame-00001.png", "frame-00002.png", "frame-00003.png"));
}

TEST(FfmpegLine, OfPictures_IsReadyForAShell) {
  const std::string line =
      ffmpeg_line("my films/walk-frames", "walk.mp4", {FilmFormat::kMp4, 160, 90, 30.0});
  EXPECT_THAT(line, HasSubstr("ffmpeg -framerate 30 -i 'my films/walk-frames/frame-%05d.png'"));
  EXPECT_THAT(line, HasSubstr("libx264"));
  EXPECT_THAT(line, testing::EndsWith(" walk.mp4"));
}

}  // namespace
}  // namespace kinemote::app
