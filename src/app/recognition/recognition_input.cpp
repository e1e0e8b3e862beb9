#include "app/recognition/recognition_input.h"

#include <algorithm>

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

Result<SeenClip> see_coco17(const Clip& clip, const std::string& name,
                            const RecognitionSettings& settings, bool is_as_published) {
  const auto points = seen_points(clip, name, "coco17", settings);
  if (!points) return points.error();
  const auto whole = analysis::coco_sequence(
      {&*points, 1}, {.fps = kRecognitionFps, .frames = 0, .is_as_published = is_as_published});
  if (!whole) return whole.error();
  SeenClip seen;
  seen.layout = analysis::coco_sequence_layout();
  cut(*whole, settings, seen);
  return seen;
}

Result<SeenClip> see_landmarks33(const Clip& clip, const std::string& name,
                                 const RecognitionSettings& settings, bool is_as_published) {
  const auto points = seen_points(clip, name, "mediapipe33", settings);
  if (!points) return points.error();
  SeenClip seen;
  seen.layout = analysis::landmark_sequence_layout();
  for (const int start :
       analysis::window_starts(points->frame_count, settings.window_frames, settings.hop_frames)) {
    const auto part =
        trim(*points, start, std::min(points->frame_count, start + settings.window_frames));
    if (!part) return part.error();
    auto sequence = analysis::landmark_sequence(*part, {.is_in_torsos = !is_as_published});
    if (!sequence) continue;  // nobody seen in this window
    seen.starts.push_back(start);
    seen.sequences.push_back(std::move(*sequence));
  }
  return seen;
}

}  // namespace

Result<SeenClip> see_clip(const Clip& clip, const std::string& name, RecognitionInput input,
                          const RecognitionSettings& settings, Preparation preparation) {
  const bool is_as_published = preparation == Preparation::kPublished;
  auto seen = [&] {
    switch (input) {
      case RecognitionInput::kCoco17:
        return see_coco17(clip, name, settings, is_as_published);
      case RecognitionInput::kLandmarks33:
        return see_landmarks33(clip, name, settings, is_as_published);
      case RecognitionInput::kSkeleton:
        break;
    }
    return see_skeleton(clip, settings);
  }();
  if (seen && seen->sequences.empty()) return bad_input("nothing of it is seen in any window");
  return seen;
}

}  // namespace kinemote::app
