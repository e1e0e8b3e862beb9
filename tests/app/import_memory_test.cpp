#include "app/import_memory.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace kinemote::app {
namespace {

TEST(ImportMemory, Nonsense_IsAnErrorAndOddFoldersAreLeftOut) {
  EXPECT_FALSE(import_memory_from_json("{"));
  EXPECT_FALSE(import_memory_from_json("[]"));
  EXPECT_FALSE(import_memory_from_json(R"({"version": 1})"));
  const auto memory = import_memory_from_json(R"({"version": 1, "folders": {
      "/good": {"up_axis": "Z"}, "/a": {"metres_per_unit": -1}, "/b": {"up_axis": "W"},
      "/c": {"positions": "perhaps"}, "/d": {"colour": "red"}, "/e": 5}})");
  ASSERT_TRUE(memory);
  ASSERT_EQ(memory->size(), 1u);
  EXPECT_EQ(memory->at("/good").up_axis, UpAxis::kZ);
}

TEST(ImportMemory, WrittenChoices_ReadBack) {
  ImportMemory memory;
  memory["/data/lab"] = {.metres_per_unit = 0.0254,
                         .up_axis = UpAxis::kZ,
                         .yaw_rad = rad_from_degrees(-90.0),
                         .positions = PositionRule::kAdd,
                         .trims_t_pose = true};
  memory["/data/other \"lab\""] = {.positions = PositionRule::kReplace};
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "imports.json";
  ASSERT_TRUE(save_import_memory(path, memory));
  const ImportMemory read = load_import_memory(path);
  ASSERT_EQ(read.size(), 2u);
  EXPECT_NEAR(*read.at("/data/lab").yaw_rad, rad_from_degrees(-90.0), 1e-12);
  ImportChoices same = read.at("/data/lab");
  same.yaw_rad = memory["/data/lab"].yaw_rad;
  EXPECT_EQ(same, memory["/data/lab"]);
  EXPECT_EQ(read.at("/data/other \"lab\""), memory["/data/other \"lab\""]);
  EXPECT_TRUE(load_import_memory(folder.path() / "missing.json").empty());
}

}  // namespace
}  // namespace kinemote::app
