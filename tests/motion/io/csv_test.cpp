#include "motion/io/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

#include "motion/core/kinematics.h"
#include "motion/io/small_bvh.h"

namespace kinemote::io {
namespace {

using test::TemporaryFolder;
using test::text_of;

TEST(Csv_RowsThatDoNotFit, AreRefusedAndNothingIsWritten) {
  const TemporaryFolder folder;
  CsvTable table;
  table.text_columns = {"clip"};
  table.number_columns = {"a", "b"};
  table.texts = {{"x"}};
  table.numbers = {{1.0}};
  const Status short_row = write_csv(folder / "t.csv", table);
  ASSERT_FALSE(short_row.ok());
  EXPECT_THAT(short_row.error().message, testing::HasSubstr("row 1 has 2 cells; expected 3"));
  table.numbers = {{1.0, 2.0}, {3.0, 4.0}};
  EXPECT_FALSE(write_csv(folder / "t.csv", table).ok());
  EXPECT_FALSE(std::filesystem::exists(folder / "t.csv"));
}

TEST(Csv_Table, QuotesWhereNeededAndLeavesHolesForMissingNumbers) {
  const TemporaryFolder folder;
  CsvTable table;
  table.text_columns = {"clip", "note, long"};
  table.number_columns = {"value", "other"};
  table.texts = {{"a", "say \"hi\""}, {"b\nc", ""}};
  table.numbers = {{0.1, std::nan("")}, {-1e-9, std::numeric_limits<double>::infinity()}};
  ASSERT_TRUE(write_csv(folder / "t.csv", table).ok());
  EXPECT_EQ(text_of(folder / "t.csv"),
            "clip,\"note, long\",value,other\n"
            "a,\"say \"\"hi\"\"\",0.1,\n"
            "\"b\nc\",,-1e-09,\n");
}

TEST(Csv_NumbersOnly, NeedNoTexts) {
  const TemporaryFolder folder;
  CsvTable table;
  table.number_columns = {"x"};
  table.numbers = {{1.0}, {2.5}};
  ASSERT_TRUE(write_csv(folder / "t.csv", table).ok());
  EXPECT_EQ(text_of(folder / "t.csv"), "x\n1\n2.5\n");
}

TEST(Csv_Positions, AreWorldPositionsInMetres) {
  const TemporaryFolder folder;
  const Clip clip = test::import_of(test::four_joints()).clip;
  ASSERT_TRUE(write_positions_csv(folder / "p.csv", clip).ok());
  std::istringstream lines(text_of(folder / "p.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line,
            "time_s,Hips.x,Hips.y,Hips.z,Spine.x,Spine.y,Spine.z,Head.x,Head.y,Head.z,"
            "LeftFoot.x,LeftFoot.y,LeftFoot.z");
  const WorldMotion world = forward_kinematics(clip);
  for (int f = 0; f < 3; ++f) {
    ASSERT_TRUE(std::getline(lines, line));
    std::istringstream cells(line);
    std::string cell;
    std::getline(cells, cell, ',');
    EXPECT_EQ(std::stod(cell), f * 0.0333333);
    for (int j = 0; j < 4; ++j) {
      for (int axis = 0; axis < 3; ++axis) {
        std::getline(cells, cell, ',');
        EXPECT_EQ(std::stod(cell), world.position(f, j)[axis]) << "to the last bit";
      }
    }
  }
  EXPECT_FALSE(std::getline(lines, line));
}

TEST(Csv_PositionsOfABrokenClip, AreRefused) {
  const TemporaryFolder folder;
  EXPECT_FALSE(write_positions_csv(folder / "p.csv", Clip{}).ok());
}

}  // namespace
}  // namespace kinemote::io
