// Keypoint files as estimators write them, made from a known motion by a writer of the tests' own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "motion/core/body_points.h"
#include "motion/core/points/walker.h"
#include "motion/io/keypoint_file.h"

namespace kinemote::test {

/// The walker's points in a layout, metres, +Y up.
inline PointClip walker_points(const char* layout, int frames = 30) {
  Result<PointClip> points = points_on_body(walker(frames), *find_point_layout(layout));
  EXPECT_TRUE(points.ok());
  return std::move(*points);
}

/// Turns metres into pixels: 400 pixels a metre, y down, seen along -Z.
inline Vec3 pixel(const Vec3& p) { return {900.0 + 400.0 * p.x, 1000.0 - 400.0 * p.y, 0.0}; }

/// "x,y,c,x,y,c…" of a frame.
inline std::string flat(const PointClip& points, int frame, bool is_3d,
                        const std::function<Vec3(const Vec3&)>& map, double confidence = 0.9) {
  std::ostringstream out;
  out.precision(10);
  for (int p = 0; p < points.point_count(); ++p) {
    const Vec3 v = map(points.positions[points.index(frame, p)]);
    out << (p ? "," : "") << v.x << ',' << v.y;
    if (is_3d) out << ',' << v.z;
    out << ',' << confidence;
  }
  return out.str();
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

/// OpenPose's text for one frame with the given people.
inline std::string openpose_frame(const std::vector<std::string>& people, bool is_3d = false) {
  std::string text = "{\"version\":1.3,\"people\":[";
  for (size_t i = 0; i < people.size(); ++i) {
    text += i ? "," : "";
    text += "{\"person_id\":[-1],\"pose_keypoints_2d\":[" + (is_3d ? "" : people[i]) +
            "],\"face_keypoints_2d\":[],\"pose_keypoints_3d\":[" + (is_3d ? people[i] : "") + "]}";
  }
  return text + "]}";
}

inline std::string frame_name(int number) {
  std::string digits = std::to_string(number);
  return "walk_" + std::string(12 - digits.size(), '0') + digits + "_keypoints.json";
}

/// What read_points gives; the test fails if it refuses.
inline io::MotionImport points_from(const std::filesystem::path& path,
                                    const io::MotionReadSettings& settings = {}) {
  Result<io::MotionImport> read = io::read_points(path, settings);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
  return read.ok() ? std::move(*read) : io::MotionImport{};
}

/// What it refuses with; the test fails if it does not.
inline Error refusal_of(const std::filesystem::path& path,
                        const io::MotionReadSettings& settings = {}) {
  const Result<io::MotionImport> read = io::read_points(path, settings);
  EXPECT_FALSE(read.ok()) << path << " was read";
  return read.ok() ? Error{} : read.error();
}

}  // namespace kinemote::test
