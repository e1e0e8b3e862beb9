#include "motion/io/point_csv.h"

#include <gmock/gmock.h>

#include "motion/io/keypoint_readers.h"
#include "motion/io/point_csv_columns.h"
#include "motion/io/points/keypoint_texts.h"
#include "support/temporary_folder.h"

namespace kinemote::io {
namespace {

using test::pixel;
using test::points_from;
using test::TemporaryFolder;
using ::testing::Contains;
using ::testing::HasSubstr;

std::string refused(const std::string& text) {
  const auto read = parse_point_csv(text, "p.csv");
  EXPECT_FALSE(read.ok()) << text;
  return read.ok() ? "" : read.error().message;
}

TEST(PointCsv_BrokenTable, IsRefusedWithLine) {
  EXPECT_EQ(refused(""), "p.csv: the file is empty; expected a table");
  EXPECT_THAT(refused("clip,label\na,b\n"), HasSubstr("p.csv:1: the header names no points"));
  EXPECT_THAT(refused("frame,nose.x,nose.y\n"), HasSubstr("no rows after the header"));
  EXPECT_THAT(refused("frame,nose.x,nose.y\n0,1\n1,2,3\n"),
              HasSubstr("p.csv:2: this row has 2 cells; expected 3"));
  EXPECT_THAT(refused("frame,nose.x,nose.y\n\n0,1,abc\n"),
              HasSubstr("p.csv:3: expected a number for nose.y, found \"abc\""));
  EXPECT_THAT(refused("frame,nose.x,nose.y\n0.5,1,2\n"), HasSubstr("whole number for the frame"));
  EXPECT_THAT(refused("a.x,a.y,a.z,b.x,b.y\n1,2,3,4,5\n"), HasSubstr("z columns for 1 of 2"));
  EXPECT_THAT(refused("frame,nose.x,nose.y\n0,1e300,2\n"), HasSubstr("expected a number"));
}

TEST(PointCsv_TableOfEmptyCells, IsRefusedBeforeItFillsTheMemory) {
  std::string text =
      "frame,nose.x,nose.y,left_eye.x,left_eye.y,right_eye.x,right_eye.y,"
      "left_index.x,left_index.y,left_heel.x,left_heel.y\n";
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i) + ",,,,,,,,,,\n";
  EXPECT_THAT(refused(text), HasSubstr("far more rows than numbers"));
}

/// Headers of COCO's 17 points in the spellings of different programs.
std::string header_in(const std::string& style) {
  std::string header = style == "numbers" ? "frame_id" : "frame";
  int number = 0;
  for (const std::string& name : find_point_layout("coco17")->names) {
    std::string camel;  // LeftShoulder
    bool starts_word = true;
    for (const char c : name) {
      if (c == '_') {
        starts_word = true;
        continue;
      }
      camel += starts_word ? static_cast<char>(std::toupper(c)) : c;
      starts_word = false;
    }
    const std::string n = std::to_string(number++);
    for (const char* part : {"x", "y", "c"}) {
      const std::string is = part;
      header += ',';
      if (style == "dots") header += name + "." + is;
      if (style == "capitals") header += camel + "_" + (is == "c" ? "confidence" : is);
      if (style == "numbers") header += (is == "c" ? "v" : is) + n;
      if (style == "landmarks") header += "landmark_" + n + "_" + (is == "c" ? "score" : is);
      if (style == "axis first") header += is + "_" + name;
    }
  }
  return header + "\n";
}

class PointCsv_EverySpelling : public testing::TestWithParam<const char*> {};

TEST_P(PointCsv_EverySpelling, IsUnderstood) {
  const PointClip truth = test::walker_points("coco17", 4);
  std::string text = header_in(GetParam());
  for (int f = 0; f < 4; ++f) {
    text += std::to_string(f) + "," + test::flat(truth, f, false, pixel) + "\r\n";
  }
  const auto read = parse_point_csv(text, "p.csv");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_NE(read->layout, nullptr);
  EXPECT_EQ(read->layout->id, "coco17");
  ASSERT_EQ(read->records.size(), 4u);
  EXPECT_EQ(read->space, PointSpace::kImage);
  for (int p = 0; p < 17; ++p) {
    EXPECT_NEAR(read->records[3].person.positions[p].x, pixel(truth.positions[truth.index(3, p)]).x,
                1e-6);
    EXPECT_FLOAT_EQ(read->records[3].person.confidences[p], 0.9f);
  }
}

INSTANTIATE_TEST_SUITE_P(Styles, PointCsv_EverySpelling,
                         testing::Values("dots", "capitals", "numbers", "landmarks", "axis first"),
                         [](const auto& style) {
                           std::string name = style.param;
                           std::erase(name, ' ');
                           return name;
                         });

TEST(PointCsv_ShuffledColumnsAndPeople, LandInTheLayoutsOrder) {
  const auto read = parse_point_csv(
      "Time;person;left_hip.x;left_hip.y;nose.x;nose.y;right_hip.x;right_hip.y;left_knee.x;"
      "left_knee.y;right_knee.x;right_knee.y;note\n"
      "0;B;1,5;2;3;4;5;6;7;8;9;10;hi\n0;A;0;0;3;4;5;6;7;8;9;nan;\n0,04;B;1,5;2;3;4;5;6;7;8;9;10;\n",
      "p.csv");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->layout->id, "coco17");
  ASSERT_EQ(read->records.size(), 3u);
  const int hip = read->layout->find("left_hip");
  EXPECT_EQ(read->records[0].person.positions[hip], Vec3(1.5, 2.0, 0.0));
  EXPECT_EQ(read->records[1].person.confidences[hip], 0.0f);  // 0, 0 is nowhere
  EXPECT_EQ(read->records[1].person.confidences[read->layout->find("right_knee")], 0.0f);
  EXPECT_EQ(read->records[0].person.given_id, read->records[2].person.given_id);
  EXPECT_NE(read->records[0].person.given_id, read->records[1].person.given_id);
  EXPECT_EQ(read->records[0].frame, read->records[1].frame);
  EXPECT_NEAR(read->fps, 25.0, 1e-9);
  EXPECT_THAT(read->warnings, Contains(HasSubstr("\"note\"")));
}

/// A row of 33 landmarks with x, y, z and visibility.
std::string mediapipe_text(const PointClip& truth,
                           const std::function<Vec3(int, const Vec3&)>& map) {
  std::string text = "timestamp_ms";
  for (const std::string& name : truth.point_names) {
    for (const char* part : {"_x", "_y", "_z", "_visibility"}) text += "," + name + part;
  }
  for (int f = 0; f < truth.frame_count; ++f) {
    text += "\n" + std::to_string(40 * f) + "," +
            test::flat(truth, f, true, [&](const Vec3& p) { return map(f, p); });
  }
  return text + "\n";
}

Vec3 mid_hip(const PointClip& truth, int f) {
  return 0.5 * (truth.positions[truth.index(f, 23)] + truth.positions[truth.index(f, 24)]);
}

TEST(MediaPipe_WorldLandmarks, BecomeAFigureInMetres) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("mediapipe33");
  test::write_text(folder.path() / "m.csv", mediapipe_text(truth, [&](int f, const Vec3& p) {
                     const Vec3 v = p - mid_hip(truth, f);
                     return Vec3(v.x, -v.y, -v.z);
                   }));
  const MotionImport read = points_from(folder.path() / "m.csv");
  EXPECT_EQ(read.format, "mediapipe");
  ASSERT_EQ(read.figures.size(), 1u);
  EXPECT_NEAR(read.points[0].frame_time_s, 0.04, 1e-9);
  EXPECT_EQ(read.figures[0].unit, "m");
  EXPECT_THAT(read.warnings, Contains(HasSubstr("centred on the hips")));
  for (int f = 0; f < truth.frame_count; ++f) {
    for (int p = 0; p < 33; ++p) {
      const size_t i = truth.index(f, p);
      EXPECT_LT(glm::distance(read.points[0].positions[i], truth.positions[i] - mid_hip(truth, f)),
                1e-6);
    }
  }
}

TEST(MediaPipe_NormalisedLandmarks, StayTwoDimensional) {
  const TemporaryFolder folder;
  const PointClip truth = test::walker_points("mediapipe33");
  test::write_text(folder.path() / "m.csv", mediapipe_text(truth, [&](int f, const Vec3& p) {
                     return Vec3(0.5 + 0.2 * p.x, 0.8 - 0.3 * p.y,
                                 -0.2 * (p.z - mid_hip(truth, f).z));
                   }));
  const MotionImport read = points_from(folder.path() / "m.csv");
  EXPECT_TRUE(read.points[0].is_2d);
  EXPECT_TRUE(read.figures.empty());
  EXPECT_THAT(read.warnings, Contains(HasSubstr("normalised landmarks")));
  EXPECT_THAT(read.warnings, Contains(HasSubstr("2-D")));
}

TEST(MediaPipe_LongTable, IsReadAsTheWideOne) {
  const PointClip truth = test::walker_points("mediapipe33", 3);
  std::string text = "frame,landmark,x,y,z,visibility\n";
  for (int f = 0; f < 3; ++f) {
    for (int p = 32; p >= 0; --p) {
      const Vec3 v = truth.positions[truth.index(f, p)];
      text += std::to_string(f) + "," + std::to_string(p) + "," + std::to_string(v.x) + "," +
              std::to_string(v.y) + "," + std::to_string(v.z) + ",0.7\n";
    }
  }
  const auto read = parse_point_csv(text, "p.csv");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->format, "mediapipe");
  ASSERT_EQ(read->records.size(), 3u);
  for (int p = 0; p < 33; ++p) {
    EXPECT_LT(
        glm::distance(read->records[2].person.positions[p], truth.positions[truth.index(2, p)]),
        1e-5);
  }
}

TEST(PointCsv_Written3dTable, ReadsBackTheSame) {
  const TemporaryFolder folder;
  PointClip truth = test::walker_points("mediapipe33");
  for (int f = 5; f < 8; ++f) truth.states[truth.index(f, 15)] = PointState::kMissing;
  ASSERT_TRUE(fill_gaps(truth).ok());
  for (int f = 0; f < 3; ++f) truth.states[truth.index(f, 16)] = PointState::kMissing;
  const std::vector<PointClip> people = {truth, truth};
  ASSERT_TRUE(write_points_csv(folder.path() / "out.csv", people).ok());
  const MotionImport read = points_from(folder.path() / "out.csv");
  ASSERT_EQ(read.points.size(), 2u);
  for (const PointClip& clip : read.points) {
    EXPECT_NEAR(clip.frame_time_s, truth.frame_time_s, 1e-9);
    ASSERT_EQ(clip.positions.size(), truth.positions.size());
    for (size_t i = 0; i < truth.positions.size(); ++i) {
      EXPECT_EQ(clip.states[i], truth.states[i]);
      if (truth.states[i] == PointState::kMissing) continue;
      EXPECT_LT(glm::distance(clip.positions[i], truth.positions[i]), 1e-9);
    }
  }
}

TEST(PointCsv_PeopleOfDifferentKinds, AreRefusedByTheWriter) {
  const TemporaryFolder folder;
  const std::vector<PointClip> people = {test::walker_points("coco17", 2),
                                         test::walker_points("body25", 2)};
  const Status status = write_points_csv(folder.path() / "out.csv", people);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kUsage);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.csv"));
}

TEST(PointCsv_LastRowCutOff, IsLeftOutWithAWarning) {
  const auto read = parse_point_csv("frame,nose.x,nose.y\n0,1,2\n1,2", "p.csv");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->records.size(), 1u);
  EXPECT_THAT(read->warnings, Contains(HasSubstr("p.csv:3: the last row stops after 2 of 3")));
}

}  // namespace
}  // namespace kinemote::io
