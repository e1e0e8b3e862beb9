#include <gmock/gmock.h>

#include "motion/io/keypoint_readers.h"
#include "motion/io/points/keypoint_texts.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::flat;
using test::pixel;
using test::points_from;
using test::TemporaryFolder;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

std::string refused(const std::string& text) {
  const auto read = parse_keypoint_json(text, "p.json");
  EXPECT_FALSE(read.ok()) << text;
  return read.ok() ? "" : read.error().message;
}

TEST(Coco_BrokenText, IsRefusedWithAddress) {
  EXPECT_THAT(refused(""), HasSubstr("p.json:1:1: this is no JSON"));
  // Addresses count the text as it is, not as it is read (null for NaN).
  EXPECT_THAT(refused("[{\n\"keypoints\": [1, NaN, NaN, x]}]"), HasSubstr("p.json:2:28: "));
  EXPECT_THAT(refused("[{\n\"keypoints\": [1, -Infinity, x]}]"), HasSubstr("p.json:2:29: "));
  EXPECT_THAT(refused("[{\"keypoints\": [1, Nan]}]"), HasSubstr("p.json:1:"));
  EXPECT_THAT(refused("[{\"keypoints\": [1, 2"), HasSubstr("p.json:1:"));
  EXPECT_THAT(refused(std::string(100000, '[')), HasSubstr("nested more than 32 levels"));
  EXPECT_THAT(refused("[{\"keypoints\": [1e999]}]"), HasSubstr("p.json:1:"));
}

TEST(Coco_WrongShapes, AreRefusedWithReason) {
  EXPECT_THAT(refused("[{\"keypoints\": [1, 2, 3]}]"), HasSubstr("found 3 keypoint numbers"));
  EXPECT_THAT(refused("[{\"keypoints\": [1, \"a\"]}]"), HasSubstr("expected numbers"));
  EXPECT_THAT(refused("[{\"keypoints\": [[1, 2], [3]]}]"), HasSubstr("points of 1 coordinates"));
  EXPECT_THAT(refused("[{\"keypoints\": [[1, 2], 3]}]"), HasSubstr("side by side"));
}

TEST(Coco_NoPeople, IsRefused) {
  const TemporaryFolder folder;
  test::write_text(folder.path() / "a.json", "{\"clips\": [{\"file\": \"walk.bvh\"}]}");
  EXPECT_THAT(test::refusal_of(folder.path() / "a.json").message,
              HasSubstr("no keypoints in this file"));
}

/// One text of every shape in use, from the same 17-point motion.
std::string text_of_shape(const std::string& shape, const PointClip& truth) {
  std::string list;
  std::string images;
  for (int f = 0; f < truth.frame_count; ++f) {
    const std::string number = std::to_string(f);
    const std::string comma = f > 0 ? ",\n" : "";
    const std::string keypoints = "\"keypoints\":[" + flat(truth, f, false, pixel) + "]";
    images +=
        comma + "{\"id\":" + std::to_string(900 + 7 * f) + ",\"file_name\":\"" + number + ".jpg\"}";
    if (shape == "annotations") {
      list += comma + "{\"id\":" + std::to_string(5000 + f) +
              ",\"image_id\":" + std::to_string(900 + 7 * f) + ",\"category_id\":1," + keypoints +
              "}";
    } else if (shape == "results") {
      list += comma + "{\"image_id\":\"clip_" + number + ".jpg\",\"score\":2.5," + keypoints + "}";
    } else if (shape == "frames") {
      list += comma + "{\"frame_id\":" + std::to_string(1 + f) + ",\"instances\":[{" + keypoints +
              "}]}";
    } else {  // one person a frame, coordinates as lists, scores beside
      std::string points;
      std::string scores;
      for (int p = 0; p < 17; ++p) {
        const Vec3 v = pixel(truth.positions[truth.index(f, p)]);
        points += (p ? ",[" : "[") + std::to_string(v.x) + "," + std::to_string(v.y) + "]";
        scores += p ? ",0.9" : "0.9";
      }
      list += comma + "{\"keypoints\":[" + points + "],\"keypoint_scores\":[" + scores + "]}";
    }
  }
  if (shape == "annotations") {
    return "{\"images\":[" + images + "],\"annotations\":[" + list +
           "],\"categories\":[{\"id\":1,\"keypoints\":[\"nose\"]}]}";
  }
  if (shape == "frames") return "{\"fps\": 25, \"instance_info\":[" + list + "]}";
  return "[" + list + "]";
}

class Coco_EveryShape : public testing::TestWithParam<const char*> {};

TEST_P(Coco_EveryShape, GivesTheSamePoints) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17");
  test::write_text(folder.path() / "k.json", text_of_shape(GetParam(), truth));
  EXPECT_EQ(sniff_points(folder.path() / "k.json"), PointFormat::kCoco);
  const MotionImport read = points_from(folder.path() / "k.json");
  ASSERT_EQ(read.points.size(), 1u);
  const PointClip& clip = read.points[0];
  EXPECT_EQ(clip.layout, "coco17");
  EXPECT_TRUE(clip.is_2d);
  ASSERT_EQ(clip.frame_count, truth.frame_count);
  for (size_t i = 0; i < clip.positions.size(); ++i) {
    EXPECT_NEAR(clip.positions[i].x, pixel(truth.positions[i]).x, 1e-5);
    EXPECT_NEAR(clip.confidences[i], 0.9, 1e-6);
  }
  const bool says_rate = std::string(GetParam()) == "frames";
  EXPECT_NEAR(1.0 / clip.frame_time_s, says_rate ? 25.0 : 30.0, 1e-9);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Coco_EveryShape,
                         testing::Values("annotations", "results", "frames", "lists"),
                         [](const auto& shape) { return std::string(shape.param); });

TEST(Coco_VisibilityFlags, BecomeConfidences) {
  std::string numbers = "1,2,0";
  for (int p = 1; p < 17; ++p) numbers += p % 2 ? ",5,6,1" : ",5,6,2";
  const auto read = parse_keypoint_json(
      "{\"images\":[{\"id\":3}],\"annotations\":[{\"image_id\":3,\"keypoints\":[" + numbers +
          "]}]}",
      "p.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->records.size(), 1u);
  EXPECT_EQ(read->records[0].person.confidences[0], 0.0f);
  EXPECT_EQ(read->records[0].person.confidences[1], 0.5f);
  EXPECT_EQ(read->records[0].person.confidences[2], 1.0f);
  EXPECT_THAT(read->warnings, Contains(HasSubstr("visibility flags")));
}

TEST(Coco_BareNanAndInfinity, AreReadAsMissingWithAWarning) {
  std::string numbers = "NaN,NaN,0.9,-Infinity,Infinity,0.9";
  for (int p = 2; p < 17; ++p) numbers += ",5,6,1";
  const auto read = parse_keypoint_json(
      "[{\"frame\":0,\"image\":\"a \\\" NaN.jpg\",\"keypoints\":[" + numbers + "]}]", "p.json");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->records.size(), 1u);
  const auto& person = read->records[0].person;
  EXPECT_EQ(person.confidences[0], 0.0F);
  EXPECT_EQ(person.confidences[1], 0.0F);
  EXPECT_EQ(person.confidences[2], 1.0F);
  EXPECT_THAT(read->warnings, Contains(HasSubstr("4 times NaN or Infinity")));
}

TEST(Coco_ImageThatIsNotListed, IsLeftOutWithAWarning) {
  std::string numbers = "1,2,1";
  for (int p = 1; p < 17; ++p) numbers += ",5,6,1";
  const auto read = parse_keypoint_json(
      "{\"images\":[{\"id\":3}],\"annotations\":[{\"image_id\":4,\"keypoints\":[" + numbers +
          "]}]}",
      "p.json");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->records.empty());
  EXPECT_THAT(read->warnings, Contains(HasSubstr("1 people belong to no frame")));
}

TEST(Coco_FileWithIdentities, IsBelieved) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17", 8);
  std::string list;
  for (int f = 0; f < 8; ++f) {
    for (int person = 0; person < 2; ++person) {
      // The two change places in frame 4: only the file's own numbers can tell.
      const double x = (person == 0) == (f < 4) ? 0.0 : 3.0;
      list += (list.empty() ? "" : ",") + std::string("{\"frame\":") + std::to_string(f) +
              ",\"track_id\":" + std::to_string(11 + person) + ",\"keypoints\":[" +
              flat(truth, 0, false, [x](const Vec3& p) { return pixel(p + Vec3(x, 0, 0)); }) + "]}";
    }
  }
  test::write_text(folder.path() / "k.json", "[" + list + "]");
  const MotionImport read = points_from(folder.path() / "k.json");
  ASSERT_EQ(read.points.size(), 2u);
  const PointClip& first = read.points[0];
  EXPECT_NEAR(std::abs(first.positions[first.index(4, 0)].x - first.positions[0].x), 1200.0, 1e-3);
}

TEST(Coco_HugeFrameNumbers, AreTakenAsConsecutive) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17", 3);
  std::string list;
  for (int f = 0; f < 3; ++f) {
    list += (f ? "," : "") + std::string("{\"frame\":") + std::to_string(4000000000LL * f) +
            ",\"keypoints\":[" + flat(truth, f, false, pixel) + "]}";
  }
  test::write_text(folder.path() / "k.json", "[" + list + "]");
  const MotionImport read = points_from(folder.path() / "k.json");
  EXPECT_EQ(read.points[0].frame_count, 3);
  EXPECT_THAT(read.warnings, Contains(HasSubstr("taken as consecutive")));
}

TEST(Coco_CrowdInOneFrame, IsRefused) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17", 1);
  std::string list = "{\"frame\":0,\"keypoints\":[" + flat(truth, 0, false, pixel) + "]}";
  const std::string one = "," + list;
  for (int i = 0; i < 250; ++i) list += one;
  test::write_text(folder.path() / "k.json", "[" + list + "]");
  EXPECT_THAT(test::refusal_of(folder.path() / "k.json").message,
              HasSubstr("more than 200 people"));
}

TEST(Coco_LowConfidence, IsMissingAndShortGapsAreFilled) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("coco17", 60);
  std::string list;
  for (int f = 0; f < 60; ++f) {
    const bool is_hidden = f >= 10 && f < 14;  // 0.13 s: filled
    const bool is_long = f >= 30 && f < 50;    // 0.67 s: stays
    list += (f ? "," : "") + std::string("{\"frame\":") + std::to_string(f) + ",\"keypoints\":[" +
            flat(truth, f, false, pixel, is_hidden || is_long ? 0.1 : 0.8) + "]}";
  }
  test::write_text(folder.path() / "k.json", "[" + list + "]");
  const MotionImport read = points_from(folder.path() / "k.json");
  const PointClip& clip = read.points[0];
  EXPECT_EQ(clip.states[clip.index(11, 5)], PointState::kFilled);
  EXPECT_EQ(clip.states[clip.index(40, 5)], PointState::kMissing);
  EXPECT_EQ(clip.states[clip.index(5, 5)], PointState::kMeasured);
  EXPECT_THAT(read.warnings, Contains(HasSubstr("40 % were dropped for low confidence")));
  EXPECT_THAT(read.warnings, Not(Contains(HasSubstr("confidences above 1"))));
}

}  // namespace
}  // namespace kinemote::io
