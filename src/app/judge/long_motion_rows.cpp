// A long motion whose PAD moves along a curve: does it jump?
#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "analysis/stats/spread.h"
#include "app/generate_job.h"
#include "app/judge/judge.h"
#include "motion/core/kinematics.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

constexpr double kAround_s = 0.3;    // what counts as near a place where windows were joined
constexpr double kKeyEvery_s = 5.0;  // of the curve
constexpr double kHigh = 0.999;

/// Speeds and accelerations of all joints, by frame.
struct Derivatives {
  std::vector<std::vector<double>> speeds_mps, accelerations_mps2;
};

Derivatives derivatives_of(const Clip& clip, const synthesis::WindowLayout& layout) {
  const WorldMotion world = forward_kinematics(clip);
  const double fps = 1.0 / world.frame_time_s;
  Derivatives out;
  for (int f = 1; f + 1 < world.frame_count; ++f) {
    auto& speeds = out.speeds_mps.emplace_back();
    auto& accelerations = out.accelerations_mps2.emplace_back();
    for (const int joint : layout.joints) {
      const Vec3 before = world.position(f, joint) - world.position(f - 1, joint);
      const Vec3 after = world.position(f + 1, joint) - world.position(f, joint);
      speeds.push_back(glm::length(after) * fps);
      accelerations.push_back(glm::length(after - before) * fps * fps);
    }
  }
  return out;
}

void append(const std::vector<std::vector<double>>& frames, std::vector<double>& out) {
  for (const auto& frame : frames) out.insert(out.end(), frame.begin(), frame.end());
}

/// The largest value of all frames, and of those near a join.
struct Peaks {
  double anywhere = 0.0, at_joins = 0.0;
};

Peaks peaks_of(const std::vector<std::vector<double>>& frames, const std::vector<double>& joins_s,
               double frame_time_s) {
  Peaks peaks;
  for (size_t i = 0; i < frames.size(); ++i) {
    const double time_s = static_cast<double>(i + 1) * frame_time_s;  // frame 0 has no derivative
    const double most = *std::max_element(frames[i].begin(), frames[i].end());
    const bool is_near = std::any_of(joins_s.begin(), joins_s.end(), [&](double join_s) {
      return std::abs(time_s - join_s) <= kAround_s;
    });
    peaks.anywhere = std::max(peaks.anywhere, most);
    if (is_near) peaks.at_joins = std::max(peaks.at_joins, most);
  }
  return peaks;
}

/// Round the PADs of the data, from style to style.
synthesis::PadCurve tour_of(const JudgeData& data, double duration_s) {
  std::vector<analysis::Pad> pads;
  for (const JudgedStyle& style : data.styles) {
    if (style.pad) pads.push_back(*style.pad);
  }
  synthesis::PadCurve curve;
  for (int key = 0; !pads.empty() && key * kKeyEvery_s <= duration_s; ++key) {
    curve.keys.push_back({key * kKeyEvery_s, pads[key % pads.size()]});
  }
  return curve;
}

}  // namespace

Status judge_long_motion(Judge& judge) {
  const JudgeData& data = judge.data;
  const auto& card = judge.model.card();
  synthesis::GenerateSettings wanted;
  wanted.pad_curve = tour_of(data, judge.size.long_s);
  if (wanted.pad_curve.empty()) return {};
  wanted.content = judge.settings.content.empty() ? default_content(card) : judge.settings.content;
  wanted.duration_s = judge.size.long_s;
  wanted.seed = judge.settings.seed;
  if (!report(judge.progress, "a long motion", 0.0)) return cancelled();
  const auto made = synthesis::generate(judge.model, wanted, judge.progress);
  if (!made) return made.error();

  std::vector<double> real_speeds, real_accelerations;
  for (const JudgedClip& clip : data.clips) {
    if (data.contents[clip.content] != wanted.content) continue;
    const Derivatives real =
        derivatives_of(synthesis::clip_from_channels(clip.channels, *data.layout), *data.layout);
    append(real.speeds_mps, real_speeds);
    append(real.accelerations_mps2, real_accelerations);
  }
  const Derivatives found = derivatives_of(made->clip, *data.layout);
  const auto add = [&](const char* name, const char* what,
                       const std::vector<std::vector<double>>& frames,
                       const std::vector<double>& real) {
    const double high = analysis::quantile(real, kHigh);
    const Peaks peaks = peaks_of(frames, made->joints_s, made->clip.frame_time_s);
    Metric metric{name,
                  peaks.at_joins / high,
                  kUnknown,
                  kUnknown,
                  false,
                  std::string("largest ") + what + " of a joint within 0.3 s of the " +
                      std::to_string(made->joints_s.size()) + " joins of " +
                      std::to_string(static_cast<int>(judge.size.long_s)) + " s of " +
                      wanted.content +
                      " along a curve through the styles' PADs, against the 99.9th percentile of "
                      "real clips of it",
                  ""};
    metric.real = analysis::quantile(real, 1.0) / high;
    metric.worst = peaks.anywhere / high;
    metric.worst_what = "anywhere";
    metric.target_high = 1.0;
    judge.add(metric);
  };
  if (real_speeds.empty()) return {};
  add("long_speed_ratio", "speed", found.speeds_mps, real_speeds);
  add("long_acceleration_ratio", "acceleration", found.accelerations_mps2, real_accelerations);
  return {};
}

}  // namespace kinemote::app
