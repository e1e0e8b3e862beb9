#include "app/cut.h"

#include <gtest/gtest.h>

namespace kinemote::app {
namespace {

constexpr double kFrame_s = 0.1;

TEST(Cut, SenselessNumbers_AreTakenIntoTheMotion) {
  const Cut cut = Cut{5.0, -1.0, 100.0}.within(2.0, kFrame_s);
  EXPECT_DOUBLE_EQ(cut.out_s, 2.0);
  EXPECT_DOUBLE_EQ(cut.in_s, 1.9) << "one frame at least is left";
  EXPECT_DOUBLE_EQ(cut.rate, Cut::kFastest);
  const Cut backwards = Cut{1.0, 0.5, 0.0}.within(2.0, kFrame_s);
  EXPECT_DOUBLE_EQ(backwards.out_s - backwards.in_s, kFrame_s);
  EXPECT_DOUBLE_EQ(backwards.rate, Cut::kSlowest);
}

TEST(Cut, OfAMotionWithoutLength_IsEmpty) {
  const Cut cut = Cut{1.0, 2.0, 1.0}.within(0.0, kFrame_s);
  EXPECT_EQ(cut.in_s, 0.0);
  EXPECT_EQ(cut.out_s, 0.0);
}

TEST(Cut, WholeMotion_IsWrittenAsNone) {
  EXPECT_TRUE((Cut{0.0, 2.0, 1.0}.plain(2.0, kFrame_s).is_none()));
  EXPECT_TRUE((Cut{1e-9, 7.0, 1.0 + 1e-12}.plain(2.0, kFrame_s).is_none()));
  EXPECT_FALSE((Cut{0.0, 2.0, 1.5}.plain(2.0, kFrame_s).is_none()));
}

TEST(Cut, Times_GoThereAndBack) {
  const Cut cut{0.5, 2.0, 1.25};
  EXPECT_DOUBLE_EQ(cut.length_s(), 1.2);
  EXPECT_DOUBLE_EQ(cut.whole_time_s(0.0), 0.5);
  EXPECT_DOUBLE_EQ(cut.whole_time_s(cut.length_s()), 2.0);
  EXPECT_DOUBLE_EQ(cut.cut_time_s(cut.whole_time_s(0.7)), 0.7);
}

TEST(Cut, FurtherFigureOfAFile_HasAKeyOfItsOwn) {
  const Cuts cuts{{"duo.bvh#2", {0.5, 0.0, 1.0}}, {"", {1.0, 0.0, 1.0}}};
  EXPECT_TRUE(cut_in(cuts, figure_of_file("duo.bvh", 0)).is_none());
  EXPECT_EQ(cut_in(cuts, figure_of_file("duo.bvh", 1)).in_s, 0.5);
  EXPECT_TRUE(cut_in(cuts, "").is_none()) << "what has no name has no cut";
}

}  // namespace
}  // namespace kinemote::app
