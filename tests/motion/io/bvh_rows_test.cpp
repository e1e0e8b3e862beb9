#include "motion/io/bvh_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>

#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

/// Reads `text` at the beginning of a longer text, as in a file, and at its end.
void expect_number(const std::string& text) {
  const double wanted = std::strtod(text.c_str(), nullptr);
  for (const char* behind :
       {"", " ", "\n", "\t1.5 2.25 -3.125 1234567.5 99", "\r\n          -1 -1"}) {
    const std::string all = text + behind;
    double value = std::nan("");
    const char* const stop = scan_number(all.data(), all.data() + all.size(), value);
    ASSERT_NE(stop, nullptr) << "\"" << all << "\"";
    EXPECT_EQ(stop - all.data(), static_cast<std::ptrdiff_t>(text.size())) << all;
    EXPECT_EQ(std::memcmp(&value, &wanted, sizeof value), 0)
        << all << ": " << value << " instead of " << wanted;
  }
}

TEST(ScanNumber_NoNumber, IsRefusedHoweverLongTheTextGoesOn) {
  for (const std::string text : {"",
                                 "-",
                                 "+",
                                 ".",
                                 "-.",
                                 "1.5x",
                                 "1,5",
                                 "12345678x",
                                 "1.2.3",
                                 "1-2",
                                 "--1",
                                 "nan",
                                 "inf",
                                 "1e999",
                                 "0x10",
                                 "1.123456789x",
                                 "1.12345678.",
                                 "\xff\xff",
                                 "1\xb0 2",
                                 "1.5\xb0",
                                 "{",
                                 "1e",
                                 "1234567890123456789012345678901234567890x"}) {
    for (const char* behind : {"", " 1.5 2.25 -3.125 1234567.5 99 100 101"}) {
      const std::string all = text + behind;
      double value = 0.0;
      EXPECT_EQ(scan_number(all.data(), all.data() + all.size(), value), nullptr)
          << "\"" << all << "\" was read as " << value;
      if (text.empty()) break;
    }
  }
}

TEST(ScanNumber_AnyLawfulForm, IsTheNearestDouble) {
  for (const char* text : {"0",
                           "-0",
                           "-0.0",
                           "1",
                           "-1",
                           "+1.5",
                           ".5",
                           "-.5",
                           "5.",
                           "1e5",
                           "-1.25E-3",
                           "1234567",
                           "12345678",
                           "1234567.1234567",
                           "1234567.12345678",
                           "9007199254740993",
                           "0.1",
                           "0.30000001",
                           "7.2057594037927933",
                           "9999999.99999999999",
                           "0.000000000000001",
                           "4.35",
                           "1.7976931e308",
                           "5e-324",
                           "123456.123456789012345678901234567890",
                           "0000000.00000000000000",
                           "-178.1234"}) {
    expect_number(text);
  }
}

TEST(ScanNumber_RandomDigits, IsTheNearestDouble) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string text = random() % 2 ? "-" : "";
    for (size_t n = 1 + random() % 9; n > 0; --n) text += static_cast<char>('0' + random() % 10);
    if (random() % 8 != 0) {
      text += '.';
      for (size_t n = 1 + random() % 17; n > 0; --n) text += static_cast<char>('0' + random() % 10);
    }
    if (random() % 8 == 0) text += "e-" + std::to_string(random() % 20);
    expect_number(text);
  }
}

/// Many rows of the small file, some of them blank: several megabytes.
std::string long_file(const std::string& last_row) {
  std::string text = test::four_joints();
  const size_t rows_at = text.find('\n', text.find("Frame Time")) + 1;
  const std::string rows = text.substr(rows_at);
  std::string out = text.substr(0, rows_at);
  std::mt19937 random(5);
  while (out.size() < 3'000'000) out += (random() % 16 == 0 ? "\n \r\n" : "") + rows;
  return out + last_row;
}

Result<ClipImport> read_with(const std::string& text, int threads) {
  BvhReadSettings settings;
  settings.threads = threads;
  return parse_bvh(text, "long.bvh", settings);
}

TEST(BvhReader_Threads, ChangeNoBitOfTheClip) {
  const std::string text = long_file("");
  const auto one = read_with(text, 1);
  ASSERT_TRUE(one.ok()) << one.error().message;
  EXPECT_GT(one->clip.frame_count, 20000);
  for (const int threads : {2, 3, 7}) {
    const auto several = read_with(text, threads);
    ASSERT_TRUE(several.ok()) << several.error().message;
    EXPECT_EQ(several->clip.frame_count, one->clip.frame_count);
    EXPECT_TRUE(several->clip.rotations == one->clip.rotations) << threads;
    EXPECT_TRUE(several->clip.translations == one->clip.translations) << threads;
    EXPECT_EQ(several->warnings, one->warnings);
  }
}

TEST(BvhReader_Threads, FindTheFirstBadRow) {
  std::string text = long_file("1 2 three\n");
  const auto at_end = read_with(text, 1);
  ASSERT_FALSE(at_end.ok());
  EXPECT_THAT(at_end.error().message, testing::HasSubstr("found \"three\""));
  EXPECT_EQ(read_with(text, 4).error().message, at_end.error().message);
  text.insert(text.find('\n', 1'500'000) + 1, "1 2 two\n");
  const auto in_middle = read_with(text, 1);
  ASSERT_FALSE(in_middle.ok());
  EXPECT_THAT(in_middle.error().message, testing::HasSubstr("found \"two\""));
  EXPECT_EQ(read_with(text, 4).error().message, in_middle.error().message);
}

TEST(BvhReader_LongFile, ReportsProgressAndStopsWhenAsked) {
  const test::TemporaryFolder folder;
  const auto path = folder / "long.bvh";
  ASSERT_TRUE(write_atomically(path, long_file("")).ok());
  double last = 0.0;
  int reports = 0;
  const auto read = read_bvh(path, {}, [&](std::string_view phase, double fraction) {
    if (phase == "reading") {
      EXPECT_GE(fraction, last);
      last = fraction;
    }
    EXPECT_LE(fraction, 1.0);
    ++reports;
    return true;
  });
  ASSERT_TRUE(read.ok());
  EXPECT_GT(last, 0.3);
  for (int allowed = 0; allowed < reports; ++allowed) {
    int left = allowed;
    const auto stopped = read_bvh(path, {}, [&](std::string_view, double) { return left-- > 0; });
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, ErrorCode::kCancelled);
    if (allowed > 3) break;
  }
}

}  // namespace
}  // namespace kinemote::io
