#include "app/curve_sheet.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "analysis/features/streaming_lma.h"

namespace kinemote::app {
namespace {

constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();

/// Columns of one feature set and the curves that they go to.
struct WantedSet {
  analysis::LmaSet set;
  std::vector<int> columns, curves;
};

std::vector<WantedSet> wanted_sets(const std::vector<std::string>& ids) {
  std::vector<WantedSet> sets{{analysis::LmaSet::kLma27, {}, {}}, {analysis::LmaSet::kLma, {}, {}}};
  for (size_t i = 0; i < ids.size(); ++i) {
    const size_t colon = ids[i].find(':');
    const std::string set = ids[i].substr(0, colon);
    if (set != "lma27" && set != "lma") continue;
    WantedSet& wanted = sets[set == "lma27" ? 0 : 1];
    const auto names = analysis::lma_set_names(wanted.set);
    const auto column = std::find(names.begin(), names.end(), ids[i].substr(colon + 1));
    if (column == names.end()) continue;
    wanted.columns.push_back(static_cast<int>(column - names.begin()));
    wanted.curves.push_back(static_cast<int>(i));
  }
  std::erase_if(sets, [](const WantedSet& set) { return set.columns.empty(); });
  return sets;
}

/// A motion as a stream sees it: enough rounds of a seamless one that every frame of a round has a
/// whole window around it, and another before that one.
struct Stretch {
  Clip unrolled;  // of seamless motions
  WorldMotion unrolled_world;
  const WorldMotion* world = nullptr;
  int first_frame = 0;  // of the stretch, that is frame 0 of the motion
};

Stretch stretch_of(const Playable& motion, double window_s) {
  Stretch stretch;
  stretch.world = &motion.world;
  const int frames = motion.clip.frame_count;
  const double round_s = motion.duration_s();
  if (!motion.is_seamless || frames < 2) return stretch;
  const int rounds_before = static_cast<int>(std::ceil(2.0 * window_s / round_s));
  stretch.unrolled = unrolled(motion, std::min(600.0, (2 * rounds_before + 1) * round_s));
  stretch.unrolled_world = forward_kinematics(stretch.unrolled);
  stretch.world = &stretch.unrolled_world;
  stretch.first_frame = rounds_before * (frames - 1);
  return stretch;
}

void measure_set(const Playable& motion, const Stretch& stretch, const WantedSet& wanted,
                 double window_s, const Progress& progress, FigureCurves& out) {
  analysis::StreamingSettings settings;
  settings.set = wanted.set;
  settings.window_s = window_s;
  settings.frame_time_s = motion.clip.frame_time_s;
  settings.height_m = body_height_m(*motion.clip.skeleton);
  auto stream = analysis::StreamingLma::make(*motion.body, settings);
  if (!stream) {
    out.problem = stream.error().message;
    return;
  }
  const int frames = motion.clip.frame_count;
  const int half = stream->window_frames() / 2;
  const WorldMotion& world = *stretch.world;
  if (stream->window_frames() > world.frame_count) {
    out.problem = "shorter than the window";
    return;
  }
  for (const int curve : wanted.curves) out.curves[curve].assign(frames, kNoValue);
  constexpr int kPatience = 2048;  // frames between two looks at the wish to stop
  for (int f = 0; f < world.frame_count; ++f) {
    if (f % kPatience == 0 &&
        !report(progress, "measuring curves", static_cast<double>(f) / world.frame_count)) {
      return;
    }
    stream->push(world.frame_positions(f));
    if (!stream->has_window()) continue;
    const int middle = f - half - stretch.first_frame;
    if (middle < 0 || middle >= frames) continue;
    for (size_t i = 0; i < wanted.columns.size(); ++i) {
      out.curves[wanted.curves[i]][middle] =
          static_cast<float>(stream->values()[wanted.columns[i]]);
    }
  }
}

}  // namespace

CurveSheet measure_curves(const CurveRequest& request, const Progress& progress) {
  CurveSheet sheet;
  sheet.request = request;
  const std::vector<WantedSet> sets = wanted_sets(request.ids);
  for (const PlayablePtr& motion : request.figures) {
    FigureCurves figure;
    figure.motion = motion;
    figure.curves.resize(request.ids.size());
    for (size_t i = 0; i < request.ids.size(); ++i) {
      if (request.ids[i] == "motion:speed") figure.curves[i] = motion->speed_mps;
      if (request.ids[i] == "motion:openness") figure.curves[i] = motion->openness;
    }
    if (!motion->body) {
      figure.problem = "no body was recognised by its joints' names";
    } else if (!sets.empty()) {
      const Stretch stretch = stretch_of(*motion, request.window_s);
      for (const WantedSet& set : sets) {
        measure_set(*motion, stretch, set, request.window_s, progress, figure);
      }
    }
    sheet.figures.push_back(std::move(figure));
  }
  return sheet;
}

}  // namespace kinemote::app
