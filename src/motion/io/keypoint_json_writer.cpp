#include "motion/io/keypoint_json_writer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "motion/io/atomic_file.h"

namespace kinemote::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kSteps_a_pixel = 1e3;  // nobody's keypoints are better
constexpr double kConfidenceSteps = 1e4;

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

bool is_anything_seen(const PointClip& clip, int frame) {
  const auto first = clip.states.begin() + static_cast<std::ptrdiff_t>(clip.index(frame, 0));
  return std::any_of(first, first + clip.point_count(),
                     [](PointState state) { return state != PointState::kMissing; });
}

Json keypoints_of(const PointClip& clip, int frame) {
  Json numbers = Json::array();
  for (int p = 0; p < clip.point_count(); ++p) {
    const size_t i = clip.index(frame, p);
    const bool is_seen = clip.states[i] != PointState::kMissing;
    numbers.push_back(is_seen ? rounded(clip.positions[i].x, kSteps_a_pixel) : 0.0);
    numbers.push_back(is_seen ? rounded(-clip.positions[i].y, kSteps_a_pixel) : 0.0);
    numbers.push_back(is_seen ? rounded(clip.confidences[i], kConfidenceSteps) : 0.0);
  }
  return numbers;
}

}  // namespace

Status write_points_json(const std::filesystem::path& path, std::span<const PointClip> people) {
  const std::string cannot = "cannot write " + path.string() + ": ";
  if (people.empty()) return usage_error(cannot + "there are no points");
  int frame_count = 0;
  for (const PointClip& clip : people) {
    if (Status s = clip.validate(); !s) return bad_input(cannot + s.error().message);
    if (!clip.is_2d) {
      return usage_error(cannot + "keypoints of a picture have two dimensions; write .csv");
    }
    if (clip.point_names != people[0].point_names || clip.frame_time_s != people[0].frame_time_s) {
      return usage_error(cannot + "its people differ in points or rate; expected one kind");
    }
    frame_count = std::max(frame_count, clip.frame_count);
  }
  Json frames = Json::array();
  for (int f = 0; f < frame_count; ++f) {
    Json seen = Json::array();
    for (size_t k = 0; k < people.size(); ++k) {
      if (f >= people[k].frame_count || !is_anything_seen(people[k], f)) continue;
      seen.push_back({{"id", k}, {"keypoints", keypoints_of(people[k], f)}});
    }
    frames.push_back({{"frame", f}, {"people", std::move(seen)}});
  }
  const Json document{{"layout", people[0].layout},
                      {"fps", rounded(1.0 / people[0].frame_time_s, 1e6)},
                      {"frames", std::move(frames)}};
  return write_atomically(path, document.dump() + "\n");
}

}  // namespace kinemote::io
