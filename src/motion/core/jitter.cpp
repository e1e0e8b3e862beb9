#include "motion/core/jitter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <vector>

#include "motion/core/smoothing.h"

namespace kinemote {
namespace {

constexpr double kStep_s = 1.0 / 30.0;  // of the differences, whatever the frame rate
constexpr int kWindowSteps = 4;         // to each side: 0.3 s
constexpr int kSpeedSteps = 3;          // to each side: 0.2 s
constexpr std::array kCutoffs_hz{6.0, 4.0};

/// Allowed jerk: at rest, and per unit of speed.
struct Allowance {
  double at_rest;
  double per_speed;
};
/// Speed over 2 kSpeedSteps that white noise of one unit of jerk has, per squared step: third
/// differences of noise are sqrt(20) times as large as it is, differences of two values sqrt(2).
constexpr double kNoiseSpeedPerJerk = 0.316227766 / (2.0 * kSpeedSteps);
constexpr Allowance kTurning{200.0, 8000.0};
constexpr Allowance kMoving{50.0, 1000.0};

/// A track is anything with differences: sign-continuous quaternions or places.
double size_of(const Quat& difference) {
  return 2.0 * std::sqrt(glm::dot(difference, difference));  // of the turn, for small ones
}
double size_of(const Vec3& difference) { return glm::length(difference); }

std::vector<double> window_rms(const std::vector<double>& squares, int reach) {
  const int n = static_cast<int>(squares.size());
  std::vector<double> sums(n + 1, 0.0);
  for (int i = 0; i < n; ++i) sums[i + 1] = sums[i] + squares[i];
  std::vector<double> out(n);
  for (int i = 0; i < n; ++i) {
    const int first = std::max(0, i - reach);
    const int last = std::min(n - 1, i + reach);
    out[i] = std::sqrt(std::max(0.0, sums[last + 1] - sums[first]) / (last - first + 1));
  }
  return out;
}

/// Share of the smoothed motion in each frame: 0 where jerk is within its allowance, 1 from twice
/// as much on, eased over the window.
template <typename T>
std::vector<double> smoothed_share(const std::vector<T>& track, int step, double step_s,
                                   const Allowance& allowance) {
  const int n = static_cast<int>(track.size());
  std::vector<double> jerk(n, 0.0), speed(n, 0.0);
  for (int f = 0; f < n; ++f) {
    const int first = std::max(0, f - kSpeedSteps * step);
    const int last = std::min(n - 1, f + kSpeedSteps * step);
    const double speed_here =
        size_of(track[last] - track[first]) * step / (step_s * std::max(1, last - first));
    speed[f] = speed_here * speed_here;
    // Third differences belong between frames; at the ends the nearest one counts.
    const int at = std::clamp(f, step, n - 1 - 2 * step);
    const T third =
        track[at + 2 * step] - 3.0 * track[at + step] + 3.0 * track[at] - track[at - step];
    const double jerk_here = size_of(third) / (step_s * step_s * step_s);
    jerk[f] = jerk_here * jerk_here;
  }
  const int reach = kWindowSteps * step;
  const std::vector<double> jerk_rms = window_rms(jerk, reach);
  const std::vector<double> speed_rms = window_rms(speed, reach);
  std::vector<double> excess(n);
  for (int f = 0; f < n; ++f) {
    // The speed that is left once jitter of this jerk is taken out of it.
    const double noise = kNoiseSpeedPerJerk * step_s * step_s * jerk_rms[f];
    const double own_speed = std::sqrt(std::max(0.0, speed_rms[f] * speed_rms[f] - noise * noise));
    const double allowed = allowance.at_rest + allowance.per_speed * own_speed;
    excess[f] = std::clamp(jerk_rms[f] / allowed - 1.0, 0.0, 1.0);
  }
  if (*std::max_element(excess.begin(), excess.end()) == 0.0) return {};
  // The widest need of the neighbourhood, then averaged: the change comes and goes smoothly.
  std::vector<double> widest(n), share(n, 0.0);
  for (int f = 0; f < n; ++f) {
    const auto first = excess.begin() + std::max(0, f - reach);
    widest[f] = *std::max_element(first, excess.begin() + std::min(n - 1, f + reach) + 1);
  }
  for (int f = 0; f < n; ++f) {
    const int first = std::max(0, f - reach);
    const int last = std::min(n - 1, f + reach);
    for (int g = first; g <= last; ++g) share[f] += widest[g] / (last - first + 1);
  }
  return share;
}

/// What each track needs; empty where it needs nothing.
struct Needs {
  std::vector<std::vector<double>> turning, moving;
  bool any = false;
};

Needs needs_of(const Clip& clip, int step) {
  const int frames = clip.frame_count;
  const size_t joints = clip.joint_count();
  const size_t columns = clip.translating_joints.size();
  const double step_s = step * clip.frame_time_s;
  Needs needs;
  std::vector<Quat> turns(frames);
  for (size_t j = 0; j < joints; ++j) {
    for (int f = 0; f < frames; ++f) {
      turns[f] = clip.rotations[f * joints + j];
      if (f > 0 && glm::dot(turns[f], turns[f - 1]) < 0.0) turns[f] = -turns[f];
    }
    needs.turning.push_back(smoothed_share(turns, step, step_s, kTurning));
    needs.any = needs.any || !needs.turning.back().empty();
  }
  std::vector<Vec3> places(frames);
  for (size_t k = 0; k < columns; ++k) {
    for (int f = 0; f < frames; ++f) places[f] = clip.translations[f * columns + k];
    needs.moving.push_back(smoothed_share(places, step, step_s, kMoving));
    needs.any = needs.any || !needs.moving.back().empty();
  }
  return needs;
}

}  // namespace

double remove_jitter(Clip& clip) {
  const int step = std::max(1, static_cast<int>(std::lround(kStep_s / clip.frame_time_s)));
  const int frames = clip.frame_count;
  if (frames < 2 * kWindowSteps * step + 2) return 0.0;
  const size_t joints = clip.joint_count();
  const size_t columns = clip.translating_joints.size();
  size_t changed = 0;
  for (const double cutoff_hz : kCutoffs_hz) {
    const Needs needs = needs_of(clip, step);
    if (!needs.any) break;
    const Result<Clip> smoothed = smooth(clip, cutoff_hz);
    if (!smoothed) break;  // so slow a frame rate has no jitter to take out
    size_t changed_now = 0;
    for (size_t j = 0; j < joints; ++j) {
      for (size_t f = 0; f < needs.turning[j].size(); ++f) {
        if (needs.turning[j][f] == 0.0) continue;
        Quat& rotation = clip.rotations[f * joints + j];
        rotation = canonical(glm::normalize(
            glm::slerp(rotation, smoothed->rotations[f * joints + j], needs.turning[j][f])));
        ++changed_now;
      }
    }
    for (size_t k = 0; k < columns; ++k) {
      for (size_t f = 0; f < needs.moving[k].size(); ++f) {
        if (needs.moving[k][f] == 0.0) continue;
        Vec3& place = clip.translations[f * columns + k];
        place = glm::mix(place, smoothed->translations[f * columns + k], needs.moving[k][f]);
        ++changed_now;
      }
    }
    changed = std::max(changed, changed_now);
  }
  return static_cast<double>(changed) / (static_cast<double>(frames) * (joints + columns));
}

}  // namespace kinemote
