#include "app/correlation_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace kinemote::app {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// Four clips of three rows; the third has no PAD.
FeatureRowsOfClips four_clips() {
  FeatureRowsOfClips rows;
  rows.feature_names = {"first", "second"};
  rows.rows.resize(12, 2);
  const std::array<std::optional<io::PadTriple>, 4> pads{
      io::PadTriple{0.1, 0.2, 0.3}, io::PadTriple{-0.5, 0.0, 0.7}, std::nullopt,
      io::PadTriple{0.9, -0.4, -0.2}};
  for (int clip = 0; clip < 4; ++clip) {
    io::DatasetEntry entry;
    entry.name = "clip" + std::to_string(clip);
    entry.label = clip == 2 ? "musical" : "other";
    entry.pad = pads[clip];
    rows.clips.push_back(entry);
    for (int i = 0; i < 3; ++i) {
      rows.rows.row(3 * clip + i) << clip, std::sin(7.0 * (3 * clip + i));
      rows.clip_of.push_back(clip);
    }
  }
  return rows;
}

TEST(LabelledRows, NoClipWithAPad_IsRefused) {
  FeatureRowsOfClips rows = four_clips();
  for (io::DatasetEntry& clip : rows.clips) clip.pad.reset();
  EXPECT_THAT(labelled_rows(rows).error().message, HasSubstr("PAD table"));
}

TEST(LabelledRows, ClipWithoutAPad_IsLeftOutAndSaid) {
  const auto rows = labelled_rows(four_clips());
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(rows->features.clips.size(), 3u);
  EXPECT_EQ(rows->features.clip_of, (std::vector<int>{0, 0, 0, 1, 1, 1, 2, 2, 2}));
  EXPECT_EQ(rows->features.rows(6, 0), 3.0);  // the fourth clip
  EXPECT_EQ(rows->pads(8, 0), 0.9);
  EXPECT_THAT(rows->features.warnings, Contains(HasSubstr("musical (1)")));
}

TEST(CorrelationTable, HoldsARowAFeature_AndNamesItsAxes) {
  const auto rows = labelled_rows(four_clips());
  const auto found = correlate_with_pad(*rows, {50, 1}, {});
  ASSERT_TRUE(found.ok()) << found.error().message;
  const io::CsvTable table = correlation_table(*found);
  ASSERT_EQ(table.numbers.size(), 2u);
  ASSERT_EQ(table.number_columns.size(), 18u);
  EXPECT_EQ(table.number_columns[0], "pearson_r_pleasure");
  EXPECT_EQ(table.numbers[0][0], found->pearson.r(0, 0));
  EXPECT_EQ(table.number_columns[16], "spearman_p_arousal");
  EXPECT_EQ(table.numbers[1][16], found->spearman.p(1, 1));
  EXPECT_EQ(table.texts[0][0], "first");
  EXPECT_FALSE(table.texts[0][1].empty());
}

}  // namespace
}  // namespace kinemote::app
