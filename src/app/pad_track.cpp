#include "app/pad_track.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace kinemote::app {

namespace {

using analysis::Pad;
using synthesis::PadKey;

constexpr double kGap_s = 0.01;  // between keys

Pad pad_of(const std::array<double, 3>& values) {
  const auto clamped = [](double value) { return std::clamp(value, -1.0, 1.0); };
  return {clamped(values[0]), clamped(values[1]), clamped(values[2])};
}

/// The low-pass passes one straight piece of its input: from `from` to `to` in `length_s`.
void pass_line(const std::array<double, 3>& from, const std::array<double, 3>& to, double length_s,
               double smoothing_s, std::array<double, 3>& output) {
  if (!(length_s > 0.0)) return;
  const double decay = std::exp(-length_s / smoothing_s);
  for (size_t i = 0; i < 3; ++i) {
    const double lag = (to[i] - from[i]) / length_s * smoothing_s;
    output[i] = to[i] - lag + (output[i] - from[i] + lag) * decay;
  }
}

double error_at(const PadKey& key, const PadKey& from, const PadKey& to) {
  const double span_s = to.time_s - from.time_s;
  const double share = span_s > 0.0 ? (key.time_s - from.time_s) / span_s : 0.0;
  double worst = 0.0;
  for (size_t i = 0; i < 3; ++i) {
    const double line = from.pad.values()[i] + share * (to.pad.values()[i] - from.pad.values()[i]);
    worst = std::max(worst, std::abs(key.pad.values()[i] - line));
  }
  return worst;
}

}  // namespace

bool PadTrack::operator==(const PadTrack& other) const {
  const auto is_same = [](const PadKey& a, const PadKey& b) {
    return a.time_s == b.time_s && a.pad.values() == b.pad.values();
  };
  return curve.is_smooth == other.curve.is_smooth && duration_s == other.duration_s &&
         smoothing_s == other.smoothing_s && is_driving == other.is_driving &&
         std::equal(curve.keys.begin(), curve.keys.end(), other.curve.keys.begin(),
                    other.curve.keys.end(), is_same);
}

Pad smoothed_at(const PadTrack& track, double time_s) {
  const std::vector<PadKey>& keys = track.curve.keys;
  if (track.smoothing_s <= 0.0 || keys.empty() || time_s <= keys.front().time_s) {
    return track.curve.at(time_s);
  }
  // Longer ago than this nothing is left of it.
  const double start_s = std::max(keys.front().time_s, time_s - 20.0 * track.smoothing_s);
  std::array<double, 3> output = track.curve.at(start_s).values(), before = output;
  double before_s = start_s;
  const auto go_to = [&](double to_s) {
    const std::array<double, 3> to = track.curve.at(to_s).values();
    pass_line(before, to, to_s - before_s, track.smoothing_s, output);
    before = to;
    before_s = to_s;
  };
  // Between keys of a smooth curve the cubic is taken as this many straight pieces.
  const int pieces = track.curve.is_smooth ? 16 : 1;
  const auto by_time = [](double time, const PadKey& key) { return time < key.time_s; };
  for (auto key = std::upper_bound(keys.begin(), keys.end(), start_s, by_time);
       key != keys.end() && before_s < time_s; ++key) {
    const double from_s = before_s;
    for (int p = 1; p <= pieces && before_s < time_s; ++p) {
      go_to(std::min(time_s, from_s + p * (key->time_s - from_s) / pieces));
    }
  }
  if (before_s < time_s) go_to(time_s);
  return pad_of(output);
}

synthesis::PadCurve baked_curve(const PadTrack& track) {
  if (track.smoothing_s <= 0.0 || track.empty()) return track.curve;
  constexpr double kStep_s = 1.0 / 60.0, kTolerance = 0.005;
  const double last_s =
      std::max(track.duration_s, track.curve.keys.back().time_s + 5.0 * track.smoothing_s);
  std::vector<PadKey> keys;
  const auto count = static_cast<int>(std::ceil(last_s / kStep_s));
  for (int i = 0; i <= count; ++i) {
    const double time_s = std::min(last_s, i * kStep_s);
    if (!keys.empty() && time_s <= keys.back().time_s) break;
    keys.push_back({time_s, smoothed_at(track, time_s)});
  }
  return {thinned(keys, kTolerance), false};
}

std::vector<PadKey> thinned(const std::vector<PadKey>& keys, double tolerance) {
  if (keys.size() < 3) return keys;
  std::vector<bool> stays(keys.size(), false);
  stays.front() = stays.back() = true;
  std::vector<std::pair<size_t, size_t>> spans{{0, keys.size() - 1}};
  while (!spans.empty()) {
    const auto [first, last] = spans.back();
    spans.pop_back();
    double worst = tolerance;
    size_t farthest = 0;
    for (size_t i = first + 1; i < last; ++i) {
      const double error = error_at(keys[i], keys[first], keys[last]);
      if (error <= worst) continue;
      worst = error;
      farthest = i;
    }
    if (farthest == 0) continue;
    stays[farthest] = true;
    spans.emplace_back(first, farthest);
    spans.emplace_back(farthest, last);
  }
  std::vector<PadKey> few;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (stays[i]) few.push_back(keys[i]);
  }
  return few;
}

void move_key(PadTrack& track, int key, double time_s, const Pad& pad) {
  std::vector<PadKey>& keys = track.curve.keys;
  if (key < 0 || key >= static_cast<int>(keys.size())) return;
  const auto at = static_cast<size_t>(key);
  const double low_s = at > 0 ? keys[at - 1].time_s + kGap_s : 0.0;
  const double high_s = at + 1 < keys.size() ? keys[at + 1].time_s - kGap_s : PadTrack::kLongest_s;
  // Recorded keys may lie nearer to each other than that: such a one stays.
  if (low_s <= high_s) keys[at].time_s = std::clamp(time_s, low_s, high_s);
  keys[at].pad = pad_of(pad.values());
  track.duration_s = std::max(track.duration_s, keys.back().time_s);
}

void remove_key(PadTrack& track, int key) {
  std::vector<PadKey>& keys = track.curve.keys;
  if (key < 0 || key >= static_cast<int>(keys.size())) return;
  keys.erase(keys.begin() + key);
  if (keys.empty()) track.is_driving = false;
}

int add_key(PadTrack& track, double time_s, const Pad& pad) {
  std::vector<PadKey>& keys = track.curve.keys;
  const double at_s = std::clamp(time_s, 0.0, PadTrack::kLongest_s);
  if (const int near = key_near(track, at_s, kGap_s); near >= 0) {
    keys[static_cast<size_t>(near)].pad = pad_of(pad.values());
    return near;
  }
  const auto place =
      std::find_if(keys.begin(), keys.end(), [&](const PadKey& key) { return key.time_s > at_s; });
  const auto added = keys.insert(place, {at_s, pad_of(pad.values())});
  const auto index = static_cast<int>(added - keys.begin());
  track.duration_s = std::max(track.duration_s, keys.back().time_s);
  return index;
}

int key_near(const PadTrack& track, double time_s, double reach_s) {
  int nearest = -1;
  double nearest_s = reach_s;
  for (size_t i = 0; i < track.curve.keys.size(); ++i) {
    const double apart_s = std::abs(track.curve.keys[i].time_s - time_s);
    if (apart_s > nearest_s) continue;
    nearest_s = apart_s;
    nearest = static_cast<int>(i);
  }
  return nearest;
}

void PadRecorder::begin(const PadTrack& before, double time_s) {
  constexpr double kFirst_s = 10.0;
  before_ = track_ = before;
  track_.is_driving = true;
  if (before.empty()) track_.duration_s = std::max(kFirst_s, time_s);
  written_.clear();
  is_recording_ = true;
  is_writing_ = before.empty();
}

void PadRecorder::write(double time_s, const Pad& pad) {
  if (!is_writing_) return;
  if (!written_.empty() && time_s < written_.back().time_s) {
    std::erase_if(written_, [&](const PadKey& key) { return key.time_s > time_s; });
  }
  if (!written_.empty() && time_s - written_.back().time_s < 1e-6) {
    written_.back().pad = pad_of(pad.values());
  } else {
    written_.push_back({std::max(time_s, 0.0), pad_of(pad.values())});
  }
  merge();
  // A recording that begins a curve makes room for itself, in steps that the eye can follow.
  constexpr double kRoom_s = 0.5, kStep_s = 10.0;
  if (before_.empty() && time_s + kRoom_s > track_.duration_s) {
    track_.duration_s = std::min(track_.duration_s + kStep_s, PadTrack::kLongest_s);
  }
}

void PadRecorder::merge() {
  if (written_.empty()) return;
  const double first_s = written_.front().time_s, last_s = written_.back().time_s;
  std::vector<PadKey> keys;
  for (const PadKey& key : before_.curve.keys) {
    if (key.time_s < first_s - kGap_s) keys.push_back(key);
  }
  // So that the curve of before stays what it was up to here.
  if (!before_.empty() && first_s > kGap_s) {
    keys.push_back({first_s - kGap_s, before_.curve.at(first_s - kGap_s)});
  }
  keys.insert(keys.end(), written_.begin(), written_.end());
  if (!before_.empty() && before_.curve.keys.back().time_s > last_s + kGap_s) {
    keys.push_back({last_s + kGap_s, before_.curve.at(last_s + kGap_s)});
  }
  for (const PadKey& key : before_.curve.keys) {
    if (key.time_s > last_s + 2.0 * kGap_s) keys.push_back(key);
  }
  track_.curve.keys = std::move(keys);
}

PadTrack PadRecorder::finish() {
  is_recording_ = is_writing_ = false;
  if (written_.empty()) return before_;
  const double last_s = written_.back().time_s;
  written_ = thinned(written_, kTolerance);
  merge();
  if (before_.empty()) track_.duration_s = last_s;
  track_.duration_s = std::max(track_.duration_s, track_.curve.keys.back().time_s);
  return track_;
}

}  // namespace kinemote::app
