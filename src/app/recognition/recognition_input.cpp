#include "app/recognition/recognition_input.h"

#include <algorithm>
#include <cmath>

#include "analysis/features/coco_sequence.h"
#include "analysis/features/landmark_vectors.h"
#include "analysis/features/skeleton_sequence.h"
#include "app/recognition/recognition_set.h"
#include "app/settings_hash.h"
#include "motion/core/projected_points.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

constexpr double kWidestAzimuth_rad = kPi / 3.0;
constexpr double kHighestElevation_rad = kPi / 12.0;

/// What a camera somewhere in front of the figure gives; another place for every clip.
Result<PointClip> seen_points(const Clip& clip, const std::string& name, const char* layout,
                              const RecognitionSettings& settings) {
  std::mt19937_64 engine(settings.seed ^ std::stoull(settings_hash(name), nullptr, 16));
  ProjectionSettings projection;
  projection.camera.azimuth_rad = kWidestAzimuth_rad * (2.0 * uniform01(engine) - 1.0);
  projection.camera.elevation_rad = kHighestElevation_rad * uniform01(engine);
  projection.noise_px = settings.pixel_noise;
  projection.point_dropout = settings.joint_dropout;
  projection.seed = engine();
  const auto points = project_points(clip, *find_point_layout(layout), projection);
  if (!points) return points.error();
  return resample(*points, kRecognitionFps);
}

void cut(const analysis::PoseSequence& whole, const RecognitionSettings& settings, SeenClip& seen) {
  for (const int start :
       analysis::window_starts(whole.frames, settings.window_frames, settings.hop_frames)) {
    auto window = analysis::slice(whole, start, settings.window_frames);
    if (std::find(window.valid.begin(), window.valid.end(), 1.0F) == window.valid.end()) continue;
    seen.starts.push_back(start);
    seen.sequences.push_back(std::move(window));
  }
}

Result<SeenClip> see_skeleton(const Clip& clip, const RecognitionSettings& settings) {
  const auto whole = analysis::skeleton_sequence(clip, {.fps = kRecognitionFps});
  if (!whole) return whole.error();
  SeenClip seen;
  seen.layout = analysis::skeleton_sequence_layout();
  cut(*whole, settings, seen);
  return seen;
}

Result<SeenClip> coco17_windows(const PointClip& points, const RecognitionSettings& settings,
                                Preparation preparation) {
  const auto whole = analysis::coco_sequence(
      {&points, 1}, {.fps = kRecognitionFps,
                     .frames = 0,
                     .is_as_published = preparation == Preparation::kPublished});
  if (!whole) return whole.error();
  SeenClip seen;
  seen.layout = analysis::coco_sequence_layout();
  cut(*whole, settings, seen);
  return seen;
}

Result<SeenClip> landmark_windows(const PointClip& points, const RecognitionSettings& settings,
                                  Preparation preparation) {
  SeenClip seen;
  seen.layout = analysis::landmark_sequence_layout();
  for (const int start :
       analysis::window_starts(points.frame_count, settings.window_frames, settings.hop_frames)) {
    const auto part =
        trim(points, start, std::min(points.frame_count, start + settings.window_frames));
    if (!part) return part.error();
    auto sequence = analysis::landmark_sequence(
        *part, {.is_in_torsos = preparation != Preparation::kPublished});
    if (!sequence) continue;  // nobody seen in this window
    seen.starts.push_back(start);
    seen.sequences.push_back(std::move(*sequence));
  }
  return seen;
}

using Windows = Result<SeenClip> (*)(const PointClip&, const RecognitionSettings&, Preparation);

Result<SeenClip> through_camera(const Clip& clip, const std::string& name, const char* layout,
                                const RecognitionSettings& settings, Preparation preparation,
                                Windows windows) {
  const auto points = seen_points(clip, name, layout, settings);
  if (!points) return points.error();
  return windows(*points, settings, preparation);
}

Result<SeenClip> not_empty(Result<SeenClip> seen) {
  if (seen && seen->sequences.empty()) return bad_input("nothing of it is seen in any window");
  return seen;
}

}  // namespace

Result<SeenClip> see_clip(const Clip& clip, const std::string& name, RecognitionInput input,
                          const RecognitionSettings& settings, Preparation preparation) {
  auto seen = [&] {
    switch (input) {
      case RecognitionInput::kCoco17:
        return through_camera(clip, name, "coco17", settings, preparation, coco17_windows);
      case RecognitionInput::kLandmarks33:
        return through_camera(clip, name, "mediapipe33", settings, preparation, landmark_windows);
      case RecognitionInput::kSkeleton:
        break;
    }
    return see_skeleton(clip, settings);
  }();
  return not_empty(std::move(seen));
}

Result<SeenClip> see_points(const PointClip& points, RecognitionInput input,
                            const RecognitionSettings& settings) {
  if (!points.is_2d || input == RecognitionInput::kSkeleton) {
    return usage_error("only 2-D points are seen as they are; fit a figure to 3-D ones");
  }
  if (std::abs(points.frame_time_s * kRecognitionFps - 1.0) > 1e-6) {
    return usage_error("points are seen at 30 frames a second; resample them first");
  }
  return not_empty(input == RecognitionInput::kCoco17
                       ? coco17_windows(points, settings, Preparation::kOurs)
                       : landmark_windows(points, settings, Preparation::kOurs));
}

RecognitionSet set_of_window(SeenClip seen, RecognitionInput input,
                             std::shared_ptr<const Clip> clip) {
  RecognitionSet set;
  set.input = input;
  set.clips.push_back({"window", "", "", -1, 0});
  set.windows.push_back({0, seen.starts.front()});
  set.sequences.push_back(std::move(seen.sequences.front()));
  set.layout = std::move(seen.layout);
  set.load = [clip = std::move(clip)](int) -> Result<io::ClipImport> {
    if (!clip) return bad_input("this recogniser reads figures, and there are points alone");
    return io::ClipImport{*clip};
  };
  return set;
}

}  // namespace kinemote::app
