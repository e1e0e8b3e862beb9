// Broken and odd files: every message has an address, and what is harmless is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <clocale>
#include <locale>
#include <set>

#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

using test::four_joints;

Result<ClipImport> read_hostile(const std::string& name) {
  // Parsed from memory, so that messages begin with the name alone.
  return parse_bvh(test::text_of(test::tests_root() / "hostile" / name), name);
}

struct Refused {
  const char* file;
  const char* message;  // behind the file's name
};

class BvhReader_BrokenFile : public testing::TestWithParam<Refused> {};

TEST_P(BvhReader_BrokenFile, IsRefusedWithAddress) {
  const auto read = read_hostile(GetParam().file);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kBadInput);
  EXPECT_EQ(read.error().message, std::string(GetParam().file) + GetParam().message);
}

const Refused kRefused[] = {
    {"empty.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found the end of the file"},
    {"not_bvh.bvh", ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"solid\""},
    {"binary.bvh", ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"?????????\""},
    {"no_hierarchy.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"MOTION\""},
    {"no_motion.bvh",
     ":30:1: expected MOTION after the end of the hierarchy, found the end of the file"},
    {"cut_in_hierarchy.bvh",
     ":10:12: expected \"{\" after the name of joint \"Hea\", found the end of the file"},
    {"missing_brace.bvh",
     ":29:1: expected \"}\" to close joint \"Hips\" opened at missing_brace.bvh:2:1, found "
     "\"MOTION\""},
    {"extra_brace.bvh", ":30:1: expected MOTION after the end of the hierarchy, found \"}\""},
    {"no_open_brace.bvh",
     ":8:3: expected \"{\" after the name of joint \"Spine\", found \"OFFSET\""},
    {"two_roots.bvh", ":30:1: a second root; expected one figure a file (split the file)"},
    {"unknown_channel.bvh",
     ":9:24: expected channel 2 of 3 of joint \"Spine\" (Xposition … Zrotation), found "
     "\"Wrotation\""},
    {"huge_channel_count.bvh",
     ":10:3: expected channel 4 of 4000000000 of joint \"Spine\" (Xposition … Zrotation), found "
     "\"JOINT\""},
    {"negative_channel_count.bvh",
     ":9:12: expected the number of channels of joint \"Spine\", found \"-3\""},
    {"no_channels.bvh", ":26:1: no joint has channels; expected at least one CHANNELS line"},
    {"offset_nan.bvh",
     ":12:13: expected a number for the Y of OFFSET of joint \"Head\", found \"nan\""},
    {"offset_short.bvh",
     ":13:4: expected a number for the Z of OFFSET of joint \"Head\", found \"CHANNELS\""},
    {"unknown_word.bvh",
     ":12:4: expected OFFSET, CHANNELS, JOINT, End Site or \"}\", found \"SCALE\""},
    {"end_site_with_child.bvh", ":27:4: expected OFFSET or \"}\" in an end site, found \"JOINT\""},
    {"frames_not_a_number.bvh", ":31:9: expected the number of frames, found \"many\""},
    {"frames_negative.bvh", ":31:9: expected the number of frames, found \"-3\""},
    {"frame_time_zero.bvh", ":32:13: expected a frame time in seconds above 0, found \"0\""},
    {"frame_time_missing.bvh", ":32:1: expected \"Frame Time:\", found \"1\""},
    {"no_rows.bvh", ":33:1: expected at least one row of 15 numbers after the frame time"},
    {"nan_value.bvh",
     ":34:23: expected a number for channel Zrotation of \"Spine\", found \"nan(ind)\""},
    {"infinite_value.bvh",
     ":34:27: expected a number for channel Xrotation of \"Spine\", found \"1e999\""},
    {"word_in_row.bvh",
     ":34:27: expected a number for channel Xrotation of \"Spine\", found \"-4.5x\""},
    {"decimal_comma.bvh",
     ":34:1: expected a number for channel Xposition of \"Hips\" with '.' as its decimal point, "
     "found \"1,5\""},
    {"short_row.bvh", ":34:45: this row stops after 13 numbers; expected 15, one for each channel"},
    {"binary_rows.bvh",
     ":33:1: expected a number for channel Xposition of \"Hips\", found \"?????????\""},
    {"channel_count_overflow.bvh",
     ":9:12: expected the number of channels of joint \"Spine\", found \"99999999999999999999\""},
    {"compressed.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"???????????????0????S?\""},
    {"cut_after_brace.bvh",
     ":3:2: expected \"}\" to close joint \"Hips\" opened at cut_after_brace.bvh:2:1, found the "
     "end of the file"},
    {"cut_after_channel_count.bvh",
     ":5:12: expected channel 1 of 6 of joint \"Hips\" (Xposition … Zrotation), found the end of "
     "the file"},
    {"cut_after_frame_count.bvh", ":31:10: expected \"Frame Time:\", found the end of the file"},
    {"cut_after_frame_time_word.bvh",
     ":32:12: expected a frame time in seconds above 0, found the end of the file"},
    {"cut_after_frames_word.bvh",
     ":31:8: expected the number of frames, found the end of the file"},
    {"cut_after_hierarchy.bvh", ":1:10: expected ROOT, found the end of the file"},
    {"cut_after_motion.bvh", ":30:7: expected \"Frames:\" after MOTION, found the end of the file"},
    {"cut_after_root.bvh",
     ":2:5: expected \"{\" after the name of joint \"joint_0\", found the end of the file"},
    {"cut_in_channels.bvh",
     ":5:23: expected channel 2 of 6 of joint \"Hips\" (Xposition … Zrotation), found \"Ypos\""},
    {"cut_in_end_site.bvh",
     ":14:12: expected \"{\" after the name of the end site of \"Head\", found the end of the "
     "file"},
    {"cut_in_first_row.bvh", ":33:6: expected at least one row of 15 numbers after the frame time"},
    {"cut_in_frame_time_word.bvh", ":32:1: expected \"Frame Time:\", found \"Frame\""},
    {"cut_in_frames_word.bvh", ":31:1: expected \"Frames:\" after MOTION, found \"Fra\""},
    {"cut_in_motion_word.bvh",
     ":30:1: expected MOTION after the end of the hierarchy, found \"MOTI\""},
    {"cut_in_offset.bvh",
     ":4:14: expected a number for the Z of OFFSET of joint \"Hips\", found the end of the file"},
    {"cut_in_root_name.bvh",
     ":2:8: expected \"{\" after the name of joint \"Hi\", found the end of the file"},
    {"deep_unclosed.bvh",
     ":1502:1: expected \"}\" to close joint \"j499\" opened at deep_unclosed.bvh:1499:1, found "
     "the end of the file"},
    {"end_of_file_for_brace.bvh",
     ":1:54: expected OFFSET, CHANNELS, JOINT, End Site or \"}\", found \"{\""},
    {"frame_time_infinite.bvh",
     ":32:13: expected a frame time in seconds above 0, found \"1e999\""},
    {"frame_time_nan.bvh", ":32:13: expected a frame time in seconds above 0, found \"nan\""},
    {"nul_bytes.bvh",
     ":4:2: expected OFFSET, CHANNELS, JOINT, End Site or \"}\", found \"OFF?SET\""},
    {"only_byte_order_mark.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found the end of the file"},
    {"semicolons.bvh",
     ":33:1: expected a number for channel Xposition of \"Hips\", found "
     "\"0;0;0;0;0;0;0;0;0;0;0;0;0;0;0\""},
    {"utf_16.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"??H?I?E?R?A?R?C?H?Y?\""},
    {"web_page.bvh",
     ":1:1: expected the word HIERARCHY (is this a BVH file?), found \"<!DOCTYPE\""},
    {"long_row.bvh", ":34:57: expected the end of the row after 15 numbers, found \"7\""},
};

std::string test_name(const std::string& file) { return file.substr(0, file.find('.')); }

INSTANTIATE_TEST_SUITE_P(All, BvhReader_BrokenFile, testing::ValuesIn(kRefused),
                         [](const auto& refused) { return test_name(refused.param.file); });

struct Tolerated {
  const char* file;
  std::vector<std::string> warnings;  // behind the file's name
  int frames = 3;
};

class BvhReader_OddFile : public testing::TestWithParam<Tolerated> {};

TEST_P(BvhReader_OddFile, IsReadWithItsWarnings) {
  const auto read = read_hostile(GetParam().file);
  ASSERT_TRUE(read.ok()) << read.error().message;
  std::vector<std::string> expected;
  for (const std::string& warning : GetParam().warnings) {
    expected.push_back(GetParam().file + warning);
  }
  EXPECT_EQ(read->warnings, expected);
  EXPECT_EQ(read->clip.frame_count, GetParam().frames);
  // Nothing of the motion is lost: the frames are those of the tidy file.
  const Clip tidy = test::import_of(four_joints()).clip;
  ASSERT_EQ(read->clip.joint_count(), tidy.joint_count());
  for (int f = 0; f < GetParam().frames; ++f) {
    for (int j = 0; j < tidy.joint_count(); ++j) {
      EXPECT_EQ(read->clip.frame_rotations(f)[j], tidy.frame_rotations(f)[j]);
    }
    if (read->metres_per_unit == 0.01) {
      EXPECT_EQ(read->clip.local_translation(f, 0), tidy.local_translation(f, 0));
    }
  }
}

const Tolerated kTolerated[] = {
    {"frames_too_many.bvh",
     {":31:1: Frames says \"18446744073709551616000\", but the file holds 3 rows; all of them "
      "were read"}},
    {"frames_too_few.bvh",
     {":31:1: Frames says \"2\", but the file holds 3 rows; all of them were read"}},
    {"cut_in_last_row.bvh",
     {":35:31: the last row stops after 12 of 15 numbers and was left out",
      ":31:1: Frames says \"3\", but the file holds 2 rows; all of them were read"},
     2},
    {"nameless.bvh",
     {":2:1: a joint without a name was named \"joint_0\"",
      ":6:2: a joint without a name was named \"joint_1\""}},
    {"duplicate_names.bvh", {":20:2: a second joint \"Head\" was named \"Head_1\""}},
    {"blank_in_name.bvh",
     {":6:2: the joint name \"Lower \tSpine\" holds blanks, which many programs refuse"}},
    {"byte_order_mark.bvh", {":1:1: a byte order mark was skipped"}},
    {"no_offset.bvh", {":20:2: joint \"LeftFoot\" has no OFFSET; 0 0 0 was taken"}},
    {"second_end_site.bvh", {":18:4: a further end site of \"Head\" was left out"}},
    {"joint_as_root.bvh",
     {":2:1: JOINT without a parent was read as ROOT",
      ":6:2: ROOT inside a joint was read as JOINT"}},
    {"mixed_line_ends.bvh", {}},
    {"lower_case_words.bvh", {}},
    {"named_end_site.bvh", {}},
    {"loose_layout.bvh", {}},
    {"plus_signs_and_exponents.bvh", {}},
};

INSTANTIATE_TEST_SUITE_P(All, BvhReader_OddFile, testing::ValuesIn(kTolerated),
                         [](const auto& odd) { return test_name(odd.param.file); });

TEST(BvhReader_HostileFolder, HoldsNoFileWithoutATest) {
  std::set<std::string> tested;
  for (const Refused& refused : kRefused) tested.insert(refused.file);
  for (const Tolerated& tolerated : kTolerated) tested.insert(tolerated.file);
  for (const auto& entry : std::filesystem::directory_iterator(test::tests_root() / "hostile")) {
    if (entry.path().extension() != ".bvh") continue;  // folders of other formats
    EXPECT_TRUE(tested.contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(BvhReader_MissingFile, NamesIt) {
  const auto read = read_bvh("/nowhere/at/all.bvh");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().message, "/nowhere/at/all.bvh: there is no such file");
  const auto folder = read_bvh(test::tests_root());
  ASSERT_FALSE(folder.ok());
  EXPECT_THAT(folder.error().message, testing::EndsWith("this is a folder; expected a file"));
}

TEST(BvhReader_UnitNotPositive, IsUsageError) {
  for (const double unit : {0.0, -1.0, std::nan("")}) {
    BvhReadSettings settings;
    settings.metres_per_unit = unit;
    const auto read = parse_bvh(four_joints(), "a.bvh", settings);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::kUsage);
  }
}

/// A chain of `levels` joints, each 1 cm above the last.
std::string deep_chain(int levels) {
  std::string text = "HIERARCHY\n";
  for (int level = 0; level < levels; ++level) {
    text += (level == 0 ? "ROOT j" : "JOINT j") + std::to_string(level) +
            "\n{\nOFFSET 0 1 0\nCHANNELS 1 Zrotation\n";
  }
  for (int level = 0; level < levels; ++level) text += "}\n";
  text += "MOTION\nFrames: 1\nFrame Time: 0.1\n";
  for (int level = 0; level < levels; ++level) text += "0 ";
  return text + "\n";
}

TEST(BvhReader_TenThousandLevels, IsReadAndWrittenWithoutOverflow) {
  constexpr int kLevels = 10000;
  const ClipImport read = test::import_of(deep_chain(kLevels));
  ASSERT_EQ(read.clip.joint_count(), kLevels);
  const WorldMotion world = forward_kinematics(read.clip);
  EXPECT_NEAR(world.position(0, kLevels - 1).y, kLevels * read.metres_per_unit, 1e-6);
  const ClipImport again = test::import_of(format_bvh(read.clip));
  EXPECT_EQ(again.clip.joint_count(), kLevels);
  EXPECT_EQ(again.clip.skeleton->joints.back().parent, kLevels - 2);
}

TEST(BvhReader_ManyWarnings, AreCutShort) {
  std::string text = "HIERARCHY\nROOT Hips\n{\nOFFSET 0 1 0\nCHANNELS 1 Zrotation\n";
  for (int i = 0; i < 20000; ++i) text += "JOINT\n{\nOFFSET 1 0 0\n}\n";
  text += "}\nMOTION\nFrames: 1\nFrame Time: 0.1\n0\n";
  const ClipImport read = test::import_of(text);
  ASSERT_EQ(read.warnings.size(), 51u);
  EXPECT_EQ(read.warnings.front(), "small.bvh:6:1: a joint without a name was named \"joint_1\"");
  EXPECT_THAT(read.warnings.back(), testing::EndsWith("more warnings were left out"));
}

TEST(BvhReader_ManyStaticJointsTimesManyRows, IsRefusedBeforeMemoryRunsOut) {
  // 40,000 joints without channels and 2,000 rows of one number would need 2.5 GB.
  std::string text = "HIERARCHY\nROOT Hips\n{\nOFFSET 0 1 0\nCHANNELS 1 Zrotation\n";
  for (int i = 0; i < 40000; ++i) text += "JOINT j" + std::to_string(i) + "{OFFSET 1 0 0}\n";
  text += "}\nMOTION\nFrames: 2000\nFrame Time: 0.1\n";
  for (int i = 0; i < 2000; ++i) text += "0\n";
  const auto read = parse_bvh(text, "big.bvh");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message,
              testing::HasSubstr("the motion is too long; expected at most 118 frames for its "
                                 "40001 joints"));
}

class CommaNumbers : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Bvh_LocaleWithDecimalComma, ChangesNothing) {
  const ClipImport before = test::import_of(four_joints());
  const std::string text_before = format_bvh(before.clip);
  const std::locale old = std::locale::global(std::locale(std::locale(), new CommaNumbers));
  const std::string old_c_locale = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // where it is installed
  const auto after = parse_bvh(four_joints(), "small.bvh");
  const std::string text_after = after.ok() ? format_bvh(after->clip) : "";
  std::setlocale(LC_ALL, old_c_locale.c_str());
  std::locale::global(old);
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(text_after, text_before);
  EXPECT_EQ(after->unit_note, before.unit_note);
}

}  // namespace
}  // namespace kinemote::io
