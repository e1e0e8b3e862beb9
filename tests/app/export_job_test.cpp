#include "app/export_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "motion/io/bvh.h"
#include "support/temporary_folder.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {
namespace {

using testing::HasSubstr;

ExportItem item(const std::string& name, double seconds = 2.0) {
  ExportItem made{name, "happy", "walk", {}};
  made.load = [seconds](const Progress&) -> Result<std::vector<Clip>> {
    auto clip = synthesis::perform({.content = "walk", .duration_s = seconds});
    if (!clip) return clip.error();
    return std::vector<Clip>{std::move(*clip)};
  };
  return made;
}

class ExportTest : public testing::Test {
 protected:
  ExportTest() { settings_.folder = folder_.path(); }

  test::TemporaryFolder folder_;
  ExportSettings settings_;
};

TEST_F(ExportTest, SettingsThatMakeNoSense_AreRefusedBeforeAnythingIsWritten) {
  const auto refused = [&](auto change, const std::string& words) {
    ExportSettings settings = settings_;
    change(settings);
    const auto result = export_motions({item("a")}, settings, {});
    ASSERT_FALSE(result) << words;
    EXPECT_EQ(result.error().code, ErrorCode::kUsage);
    EXPECT_THAT(result.error().message, HasSubstr(words));
  };
  refused([](ExportSettings& s) { s.format = "docx"; }, "docx");
  refused([](ExportSettings& s) { s.pattern = ""; }, "empty");
  refused([](ExportSettings& s) { s.pattern = "../{name}"; }, "slash");
  refused([](ExportSettings& s) { s.pattern = "{nome}"; }, "{name}");
  refused([](ExportSettings& s) { s.fps = -1.0; }, "rate");
  refused(
      [](ExportSettings& s) {
        s.range = ExportRange::kSeconds;
        s.first_s = 2.0;
        s.last_s = 1.0;
      },
      "range");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  EXPECT_FALSE(export_motions({}, settings_, {}));
}

TEST_F(ExportTest, AFileThatIsThere_IsNotOverwrittenUnlessTold) {
  std::ofstream(folder_.path() / "a.bvh") << "precious";
  const auto refused = export_motions({item("a"), item("b")}, settings_, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("a.bvh"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "b.bvh"));
  EXPECT_EQ(std::filesystem::file_size(folder_.path() / "a.bvh"), 8u);

  settings_.overwrites = true;
  const auto written = export_motions({item("a"), item("b")}, settings_, {});
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->files.size(), 2u);
  EXPECT_GT(std::filesystem::file_size(folder_.path() / "a.bvh"), 1000u);
}

TEST_F(ExportTest, Names_ComeFromThePatternAndAreAllDifferent) {
  settings_.pattern = "{content}_{label}_{number}";
  const auto numbered = export_paths(settings_, {item("a"), item("b")});
  EXPECT_EQ(numbered[1].filename(), "walk_happy_2.bvh");
  settings_.pattern = "{name}";
  const auto twins = export_paths(settings_, {item("a/b: c"), item("a/b: c")});
  EXPECT_EQ(twins[0].filename(), "a-b--c.bvh");
  EXPECT_EQ(twins[1].filename(), "a-b--c-2.bvh");
  std::vector<ExportItem> many(12, item("x"));
  settings_.pattern = "take{number}";
  EXPECT_EQ(export_paths(settings_, many)[2].filename(), "take03.bvh");
}

TEST_F(ExportTest, RangeAndRate_AreThoseOfTheFile) {
  settings_.range = ExportRange::kSeconds;
  settings_.first_s = 0.5;
  settings_.last_s = 1.5;
  settings_.fps = 60.0;
  const auto written = export_motions({item("a")}, settings_, {});
  ASSERT_TRUE(written) << written.error().message;
  const auto read = io::read_bvh(folder_.path() / "a.bvh");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_NEAR(read->clip.fps(), 60.0, 1e-6);
  EXPECT_NEAR(read->clip.duration_s(), 1.0, 0.04);
}

TEST_F(ExportTest, OneOfSeveralThatFails_IsReportedAndTheOthersAreWritten) {
  ExportItem broken = item("broken");
  broken.load = [](const Progress&) -> Result<std::vector<Clip>> {
    return bad_input("broken.fbx: nothing in it");
  };
  const auto report = export_motions({item("a"), broken, item("b")}, settings_, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->files.size(), 2u);
  EXPECT_THAT(report->failures, testing::ElementsAre("broken.fbx: nothing in it"));
  EXPECT_FALSE(export_motions({broken}, settings_, {}));
}

TEST_F(ExportTest, Cancelling_StopsBetweenMotions) {
  int reports = 0;
  const auto result = export_motions({item("a"), item("b"), item("c")}, settings_,
                                     [&](std::string_view, double fraction) {
                                       ++reports;
                                       return fraction < 0.3;
                                     });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kCancelled);
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "a.bvh"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "c.bvh"));
  EXPECT_GT(reports, 1);
}

TEST(ExportFormats, WhatAFormatCannotHave_HasAReason) {
  bool has_bvh = false;
  for (const FormatChoice& format : export_formats(1)) {
    EXPECT_EQ(format.disabled_reason, "") << format.extension;
    has_bvh = has_bvh || format.extension == "bvh";
  }
  EXPECT_TRUE(has_bvh);
  for (const FormatChoice& format : export_formats(2)) {
    if (format.extension == "bvh") {
      EXPECT_NE(format.disabled_reason, "");
    }
  }
  EXPECT_NE(up_axis_disabled_reason("glb", UpAxis::kZ), "");
  EXPECT_EQ(up_axis_disabled_reason("bvh", UpAxis::kZ), "");
  EXPECT_NE(unit_disabled_reason("glb", 0.01), "");
}

TEST(EulerOrders, NamesReadBackAndNonsenseIsRefused) {
  for (const char* name : {"XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"}) {
    const auto order = parse_euler_order(name);
    ASSERT_TRUE(order) << name;
    EXPECT_EQ(euler_order_name(*order), name);
  }
  for (const char* name : {"", "XY", "XXY", "XYW", "XYZX"}) EXPECT_FALSE(parse_euler_order(name));
}

}  // namespace
}  // namespace kinemote::app
