#include "motion/core/point_tracking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "motion/core/assignment.h"

namespace kinemote {
namespace {

constexpr double kForbidden = 1e6;         // torsos; dearer than any chain of allowed pairs
constexpr double kVelocityBlend = 0.5;     // share of the newest step in the velocity
constexpr double kShortestTorso = 1e-9;    // of a person whose points all coincide
constexpr double kBodiesOverTorsos = 3.0;  // a body's extent over its trunk's, about

struct Track {
  int id = 0;
  int last_frame = 0;
  double torso = 0.0;
  Vec3 velocity{0.0};           // units a frame, of the body as a whole
  std::vector<Vec3> positions;  // N, each where it was last seen
  std::vector<char> is_known;   // N
};

class Tracker {
 public:
  Tracker(double frame_time_s, const std::vector<int>& torso, const TrackingSettings& settings)
      : torso_(torso), settings_(settings) {
    memory_frames_ = std::max(1.0, settings.memory_s / frame_time_s);
  }

  std::vector<int> step(int frame, const std::vector<Detection>& people) {
    std::erase_if(tracks_, [&](const Track& t) { return frame - t.last_frame > memory_frames_; });
    const int rows = static_cast<int>(tracks_.size());
    const int columns = static_cast<int>(people.size());
    std::vector<double> costs(static_cast<size_t>(rows) * columns, kForbidden);
    for (int c = 0; c < columns; ++c) {
      look_at(people[c]);
      for (int r = 0; r < rows; ++r) {
        const std::optional<double> distance = distance_torsos(tracks_[r], frame, people[c]);
        if (distance && *distance <= gate(tracks_[r], frame)) {
          costs[static_cast<size_t>(r) * columns + c] = *distance;
        }
      }
    }
    const std::vector<int> column_of = assign(costs, rows, columns);
    std::vector<int> ids(people.size(), -1);
    for (int r = 0; r < rows; ++r) {
      const int c = column_of[r];
      if (c < 0 || costs[static_cast<size_t>(r) * columns + c] >= kForbidden) continue;
      update(tracks_[r], frame, people[c]);
      ids[c] = tracks_[r].id;
    }
    for (int c = 0; c < columns; ++c) {
      if (ids[c] < 0) ids[c] = begin(frame, people[c]);
    }
    return ids;
  }

 private:
  bool is_seen(const Detection& person, size_t point) const {
    return person.confidences[point] >= least_confidence_;
  }

  /// A person whose points are all doubtful is still somebody: then every point counts.
  void look_at(const Detection& person) {
    const auto best = std::max_element(person.confidences.begin(), person.confidences.end());
    const bool is_doubtful = best == person.confidences.end() || *best < settings_.least_confidence;
    least_confidence_ =
        is_doubtful ? std::numeric_limits<double>::min() : settings_.least_confidence;
  }

  double gate(const Track& track, int frame) const {
    const double lost = frame - track.last_frame - 1;
    return settings_.gate_torsos * (1.0 + std::min(1.0, lost / memory_frames_));
  }

  /// Mean distance from where the track's points are expected, in torsos; empty if no point of the
  /// person is one that was seen of the track.
  std::optional<double> distance_torsos(const Track& track, int frame,
                                        const Detection& person) const {
    const Vec3 moved = track.velocity * static_cast<double>(frame - track.last_frame);
    double sum = 0.0;
    int count = 0;
    for (size_t p = 0; p < track.positions.size(); ++p) {
      if (!track.is_known[p] || !is_seen(person, p)) continue;
      sum += glm::distance(track.positions[p] + moved, person.positions[p]);
      ++count;
    }
    if (count == 0) return std::nullopt;
    return sum / count / track.torso;
  }

  double torso_of(const Detection& person) const {
    const auto extent = [&](const auto& indices) {
      double largest = 0.0;
      for (const size_t a : indices) {
        for (const size_t b : indices) {
          if (a >= b || !is_seen(person, a) || !is_seen(person, b)) continue;
          largest = std::max(largest, glm::distance(person.positions[a], person.positions[b]));
        }
      }
      return largest;
    };
    const double trunk = extent(torso_);
    if (trunk > kShortestTorso) return trunk;
    std::vector<int> all(person.positions.size());
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    return std::max(extent(all) / kBodiesOverTorsos, kShortestTorso);
  }

  void update(Track& track, int frame, const Detection& person) {
    look_at(person);
    Vec3 step(0.0);
    int count = 0;
    for (size_t p = 0; p < track.positions.size(); ++p) {
      if (!is_seen(person, p)) continue;
      if (track.is_known[p]) {
        step += person.positions[p] - track.positions[p];
        ++count;
      }
      track.positions[p] = person.positions[p];
      track.is_known[p] = 1;
    }
    if (count > 0) {
      const Vec3 newest = step / (static_cast<double>(count) * (frame - track.last_frame));
      track.velocity = glm::mix(track.velocity, newest, kVelocityBlend);
    }
    // Seen in part, a trunk looks shorter than it is: grow at once, shrink slowly.
    const double torso = torso_of(person);
    track.torso = std::max(torso, 0.95 * track.torso + 0.05 * torso);
    track.last_frame = frame;
  }

  int begin(int frame, const Detection& person) {
    look_at(person);
    Track track;
    track.id = next_id_++;
    track.last_frame = frame;
    track.torso = torso_of(person);
    track.positions = person.positions;
    track.is_known.resize(person.positions.size());
    for (size_t p = 0; p < person.positions.size(); ++p) track.is_known[p] = is_seen(person, p);
    tracks_.push_back(std::move(track));
    return tracks_.back().id;
  }

  const std::vector<int>& torso_;
  const TrackingSettings& settings_;
  double memory_frames_;
  double least_confidence_ = 0.0;  // for the person looked at
  std::vector<Track> tracks_;
  int next_id_ = 0;
};

}  // namespace

TrackIds track_people(const std::vector<std::vector<Detection>>& frames, double frame_time_s,
                      const std::vector<int>& torso, const TrackingSettings& settings) {
  Tracker tracker(frame_time_s, torso, settings);
  TrackIds ids;
  ids.reserve(frames.size());
  for (size_t f = 0; f < frames.size(); ++f) {
    ids.push_back(tracker.step(static_cast<int>(f), frames[f]));
  }
  return ids;
}

}  // namespace kinemote
