#include <gmock/gmock.h>

#include "motion/io/points/keypoint_texts.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::openpose_frame;
using test::pixel;
using test::points_from;
using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

TEST(OpenPose_EmptyFolder, IsRefused) {
  const TemporaryFolder folder;
  const Error error = test::refusal_of(folder.path());
  EXPECT_EQ(error.code, ErrorCode::kBadInput);
  EXPECT_THAT(error.message, HasSubstr("_keypoints.json"));
}

TEST(OpenPose_NobodySeen, IsRefused) {
  const TemporaryFolder folder;
  for (int f = 0; f < 3; ++f) {
    test::write_text(folder.path() / test::frame_name(f), openpose_frame({}));
  }
  EXPECT_THAT(test::refusal_of(folder.path()).message, HasSubstr("nobody was found in 3 frames"));
}

TEST(OpenPose_Coco18, IsRefusedWithWhatIsRead) {
  const TemporaryFolder folder;
  std::string zeros = "0";
  for (int i = 1; i < 54; ++i) zeros += ",0";
  test::write_text(folder.path() / test::frame_name(0), openpose_frame({zeros}));
  EXPECT_THAT(test::refusal_of(folder.path()).message,
              AllOf(HasSubstr("found 54 keypoint numbers"), HasSubstr("25 (BODY_25)")));
}

TEST(OpenPose_Folder2d, StaysTwoDimensionalAndSaysSo) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("body25");
  for (int f = 0; f < truth.frame_count; ++f) {
    test::write_text(folder.path() / test::frame_name(f),
                     openpose_frame({test::flat(truth, f, false, pixel)}));
  }
  EXPECT_EQ(sniff_points(folder.path()), PointFormat::kOpenPose);
  const MotionImport read = points_from(folder.path());
  EXPECT_EQ(read.format, "openpose");
  EXPECT_TRUE(read.figures.empty());
  ASSERT_EQ(read.points.size(), 1u);
  const PointClip& clip = read.points[0];
  EXPECT_TRUE(clip.validate().ok());
  EXPECT_TRUE(clip.is_2d);
  EXPECT_EQ(clip.layout, "body25");
  EXPECT_EQ(clip.frame_count, truth.frame_count);
  for (size_t i = 0; i < clip.positions.size(); ++i) {
    const Vec3 expected = pixel(truth.positions[i]);
    EXPECT_NEAR(clip.positions[i].x, expected.x, 1e-6);
    EXPECT_NEAR(clip.positions[i].y, -expected.y, 1e-6);  // up
    EXPECT_EQ(clip.states[i], PointState::kMeasured);
    EXPECT_FLOAT_EQ(clip.confidences[i], 0.9f);
  }
  EXPECT_THAT(read.warnings, Contains(HasSubstr("2-D")));
  EXPECT_THAT(read.warnings, Contains(HasSubstr("does not say its rate; 30")));
}

TEST(OpenPose_3d, BecomesAFigure) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("body25");
  // Millimetres, y down, as a camera's frame has them.
  const auto camera = [](const Vec3& p) {
    return Vec3(1000.0 * p.x, -1000.0 * p.y, -1000.0 * p.z);
  };
  for (int f = 0; f < truth.frame_count; ++f) {
    test::write_text(folder.path() / test::frame_name(f),
                     openpose_frame({test::flat(truth, f, true, camera)}, true));
  }
  const MotionImport read = points_from(folder.path());
  ASSERT_EQ(read.points.size(), 1u);
  ASSERT_EQ(read.figures.size(), 1u);
  EXPECT_EQ(read.figures[0].unit, "mm");
  EXPECT_EQ(read.figures[0].up_axis, "-Y");
  EXPECT_EQ(read.figures[0].clip.skeleton->size(), 22);
  for (size_t i = 0; i < truth.positions.size(); ++i) {
    EXPECT_LT(glm::distance(read.points[0].positions[i], truth.positions[i]), 1e-6);
  }
}

TEST(OpenPose_GapInNumbers, IsAnEmptyFrameAndFilled) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("body25");
  for (int f = 0; f < truth.frame_count; ++f) {
    if (f == 10) continue;
    test::write_text(
        folder.path() / test::frame_name(100 + f),
        f == 20 ? openpose_frame({}) : openpose_frame({test::flat(truth, f, false, pixel)}));
  }
  const MotionImport read = points_from(folder.path());
  ASSERT_EQ(read.points.size(), 1u);
  EXPECT_EQ(read.points[0].frame_count, truth.frame_count);
  for (const int f : {10, 20}) {
    for (int p = 0; p < 25; ++p) {
      const size_t i = read.points[0].index(f, p);
      EXPECT_EQ(read.points[0].states[i], PointState::kFilled);
      const Vec3 expected = pixel(truth.positions[i]);
      EXPECT_LT(std::hypot(read.points[0].positions[i].x - expected.x,
                           read.points[0].positions[i].y + expected.y),
                8.0);  // 2 cm
    }
  }
}

TEST(OpenPose_BrokenFrame, IsLeftEmptyWithAWarning) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("body25", 10);
  for (int f = 0; f < 10; ++f) {
    std::string text = openpose_frame({test::flat(truth, f, false, pixel)});
    if (f == 4) text.resize(text.size() / 2);
    test::write_text(folder.path() / test::frame_name(f), text);
  }
  const MotionImport read = points_from(folder.path());
  EXPECT_EQ(read.points[0].frame_count, 10);
  EXPECT_THAT(read.warnings, Contains(AllOf(HasSubstr("000000000004_keypoints.json:1:"),
                                            HasSubstr("left empty"))));
}

TEST(OpenPose_CrossingPeople, KeepTheirIdentities) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("body25", 40);
  const auto person = [&](int f, double offset, double speed) {
    return test::flat(truth, 0, false, [&](const Vec3& p) {
      return pixel(p + Vec3(offset + speed * f / 30.0, offset * 0.1, 0.0));
    });
  };
  for (int f = 0; f < 40; ++f) {
    std::vector<std::string> people = {person(f, -1.0, 1.5), person(f, 1.0, -1.5)};
    if (f % 3 == 1) std::swap(people[0], people[1]);  // the file's order means nothing
    test::write_text(folder.path() / test::frame_name(f), openpose_frame(people));
  }
  const MotionImport read = points_from(folder.path());
  ASSERT_EQ(read.points.size(), 2u);
  for (const PointClip& clip : read.points) {
    const double first = clip.positions[clip.index(0, 0)].x;
    const double step = clip.positions[clip.index(1, 0)].x - first;
    for (int f = 0; f < 40; ++f) {
      EXPECT_NEAR(clip.positions[clip.index(f, 0)].x, first + step * f, 1e-3) << "frame " << f;
    }
  }
  MotionReadSettings settings;
  settings.figure = "1";
  EXPECT_EQ(points_from(folder.path(), settings).points.size(), 1u);
  settings.figure = "2";
  const Error error = test::refusal_of(folder.path(), settings);
  EXPECT_EQ(error.code, ErrorCode::kUsage);
  EXPECT_THAT(error.message, HasSubstr("0 to 1"));
}

}  // namespace
}  // namespace kinemote::io
