#include "app/keypoint_job.h"

#include <algorithm>

#include "motion/core/point_layouts.h"
#include "motion/io/file_extension.h"
#include "motion/io/keypoint_json_writer.h"
#include "motion/io/point_csv.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// Every figure, edited, cut and at the rate that was asked for.
Result<std::vector<Clip>> read_figures(const fs::path& in, const KeypointJobSettings& settings,
                                       const Progress& progress, Warnings& warnings) {
  const Result<io::MotionImport> motion = io::read_motion(in, settings.load, progress);
  if (!motion) return motion.error();
  warnings = motion->warnings;
  Result<std::vector<Clip>> figures = figures_of(*motion, in);
  if (!figures) return figures.error();
  for (Clip& clip : *figures) {
    for (const ClipEdit& edit : settings.edits) {
      Result<Clip> edited = edit(clip);
      if (!edited) return edited.error();
      clip = std::move(*edited);
    }
  }
  return io::cut_and_resample(*figures, settings.write);
}

double share_of_missing(const std::vector<PointClip>& people) {
  double missing = 0.0, all = 0.0;
  for (const PointClip& clip : people) {
    missing += static_cast<double>(
        std::count(clip.states.begin(), clip.states.end(), PointState::kMissing));
    all += static_cast<double>(clip.states.size());
  }
  return missing / all;
}

}  // namespace

std::vector<std::string> projected_layouts() { return {"coco17", "landmarks33"}; }

Result<MadeKeypoints> make_keypoints(const fs::path& in, const fs::path& out,
                                     const KeypointJobSettings& settings,
                                     const Progress& progress) {
  const std::string extension = io::extension_of(out);
  if (extension != "csv" && extension != "json") {
    return usage_error("cannot write keypoints to \"" + out.string() +
                       "\": expected .csv or .json");
  }
  const auto known = projected_layouts();
  if (std::find(known.begin(), known.end(), settings.layout) == known.end()) {
    return usage_error("\"" + settings.layout +
                       "\" is no layout of keypoints; expected coco17 or landmarks33");
  }
  MadeKeypoints made;
  const auto figures = read_figures(in, settings, progress, made.warnings);
  if (!figures) return Error{figures.error().code, in.string() + ": " + figures.error().message};
  const PointLayout& layout =
      *find_point_layout(settings.layout == "landmarks33" ? "mediapipe33" : settings.layout);
  std::vector<PointClip> people;
  for (const Clip& clip : *figures) {
    ProjectionSettings projection = settings.projection;
    projection.seed += people.size();  // people are missed independently
    auto points = project_points(clip, layout, projection);
    if (!points) return Error{points.error().code, in.string() + ": " + points.error().message};
    people.push_back(std::move(*points));
  }
  made.missing_share = share_of_missing(people);
  if (made.missing_share >= 1.0) {
    return bad_input(in.string() + ": the camera sees no point; move it or lower the dropout");
  }
  const Status written =
      extension == "csv" ? io::write_points_csv(out, people) : io::write_points_json(out, people);
  if (!written) return written.error();
  made.in = in;
  made.out = out;
  made.layout = settings.layout;
  made.people = static_cast<int>(people.size());
  made.frames = people.front().frame_count;
  made.fps = 1.0 / people.front().frame_time_s;
  return made;
}

}  // namespace kinemote::app
