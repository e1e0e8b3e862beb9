#include "analysis/features/coco_sequence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <numeric>
#include <optional>

#include "analysis/features/running_median.h"
#include "motion/core/point_layouts.h"

namespace kinemote::analysis {
namespace {

using Vec2 = glm::dvec2;

constexpr int kJoints = 17;
constexpr int kNumbers = 7;
constexpr int kPeople = 2;
enum Coco { kLeftShoulder = 5, kRightShoulder = 6, kLeftHip = 11, kRightHip = 12 };
constexpr std::array<int, kJoints> kParents{-1, 0, 0, 1, 2, 0, 0, 5, 6, 7, 8, 5, 6, 11, 12, 13, 14};

constexpr double kShouldersToTorso = 1.34;
/// Shoulder widths, in torsos, below which there is no turn and above which there is all of it.
constexpr double kNarrow = 0.2;
constexpr double kWide = 0.5;

/// Frames on either side by which the usual torso is measured.
constexpr double kHalfWindow_s = 1.0;
int half_width(double frame_time_s) {
  return static_cast<int>(std::lround(kHalfWindow_s / frame_time_s));
}

/// One person over time.
class Track {
 public:
  Track(const PointClip& clip, const std::array<int, kJoints>& points, double least_confidence)
      : frames_(clip.frame_count), frame_time_s_(clip.frame_time_s) {
    for (int f = 0; f < frames_; ++f) {
      for (const int point : points) {
        const size_t i = clip.index(f, point);
        const bool is_seen = clip.states[i] != PointState::kMissing &&
                             clip.confidences[i] >= least_confidence && clip.confidences[i] > 0.0f;
        places_.push_back(is_seen ? Vec2(clip.positions[i].x, clip.positions[i].y) : Vec2(0.0));
        confidences_.push_back(is_seen ? clip.confidences[i] : 0.0f);
      }
    }
  }

  int frames() const { return frames_; }
  int seen() const {
    return static_cast<int>(
        std::count_if(confidences_.begin(), confidences_.end(), [](float c) { return c > 0.0f; }));
  }

  /// Centres, scales and turns every frame; false if there is nothing to scale by.
  bool normalise(bool is_as_published) {
    const std::vector<Vec2> origins = is_as_published ? own_origins() : bridged_origins();
    const std::vector<double> units = usual_torsos();
    if (units.empty()) return false;
    for (int f = 0; f < frames_; ++f) {
      const double scale = is_as_published ? std::max(torso_of(f).value_or(0.0), 1.0) : units[f];
      const double angle = is_as_published ? published_angle(f) : levelling_angle(f, units[f]);
      const double c = std::cos(angle);
      const double s = std::sin(angle);
      for (int j = 0; j < kJoints; ++j) {
        if (!is_seen(f, j)) continue;
        const Vec2 at = (place(f, j) - origins[f]) / scale;
        places_[index(f, j)] = {c * at.x - s * at.y, s * at.x + c * at.y};
      }
    }
    return true;
  }

  /// Writes the seven numbers of every joint and marks frames in which somebody is seen.
  void write(int person, bool is_as_published, PoseSequence& out) const {
    std::vector<char> known(frames_);
    std::vector<double> values(frames_);
    for (int j = 0; j < kJoints; ++j) {
      const int first = coco_sequence_layout().channel(person, j, 0);
      for (int f = 0; f < frames_; ++f) {
        known[f] = is_seen(f, j);
        if (known[f]) out.valid[f] = 1.0f;
        out.frame(f)[first + 2] = confidences_[index(f, j)];
      }
      for (int axis = 0; axis < 2; ++axis) {
        for (int f = 0; f < frames_; ++f) values[f] = places_[index(f, j)][axis];
        const auto velocity = is_as_published ? backward(values, known)
                                              : first_derivative(values, known, frame_time_s_);
        const auto acceleration = is_as_published ? backward(velocity, known)
                                                  : second_derivative(values, known, frame_time_s_);
        for (int f = 0; f < frames_; ++f) {
          out.frame(f)[first + axis] = static_cast<float>(values[f]);
          out.frame(f)[first + 3 + axis] = static_cast<float>(velocity[f]);
          out.frame(f)[first + 5 + axis] = static_cast<float>(acceleration[f]);
        }
      }
    }
  }

 private:
  size_t index(int frame, int joint) const { return static_cast<size_t>(frame) * kJoints + joint; }
  bool is_seen(int f, int j) const { return confidences_[index(f, j)] > 0.0f; }
  const Vec2& place(int f, int j) const { return places_[index(f, j)]; }

  std::optional<Vec2> middle(int f, int left, int right) const {
    if (!is_seen(f, left) || !is_seen(f, right)) return std::nullopt;
    return 0.5 * (place(f, left) + place(f, right));
  }
  std::optional<double> torso_of(int f) const {
    const auto shoulders = middle(f, kLeftShoulder, kRightShoulder);
    const auto hips = middle(f, kLeftHip, kRightHip);
    if (!shoulders || !hips) return std::nullopt;
    return glm::distance(*shoulders, *hips);
  }
  Vec2 mean_place(int f) const {
    Vec2 sum(0.0);
    int count = 0;
    for (int j = 0; j < kJoints; ++j) {
      if (!is_seen(f, j)) continue;
      sum += place(f, j);
      ++count;
    }
    return count > 0 ? sum / static_cast<double>(count) : sum;
  }

  std::vector<Vec2> own_origins() const {
    std::vector<Vec2> origins;
    for (int f = 0; f < frames_; ++f) {
      origins.push_back(middle(f, kLeftHip, kRightHip).value_or(mean_place(f)));
    }
    return origins;
  }

  /// As own_origins(), but an origin that jumped from hips to mean and back would look like speed.
  std::vector<Vec2> bridged_origins() const {
    std::vector<Vec2> origins = own_origins();
    int last = -1;  // frame that had hips
    for (int f = 0; f < frames_; ++f) {
      if (!middle(f, kLeftHip, kRightHip)) continue;
      for (int gap = last + 1; gap < f; ++gap) {
        const double share = (gap - last) / static_cast<double>(f - last);
        origins[gap] = last < 0 ? origins[f] : glm::mix(origins[last], origins[f], share);
      }
      last = f;
    }
    if (last >= 0) std::fill(origins.begin() + last, origins.end(), origins[last]);
    return origins;
  }

  /// The usual torso around every frame, F; empty if there is nothing to measure it by.
  std::vector<double> usual_torsos() const {
    std::vector<double> torsos;
    double longest = 0.0;
    double widest = 0.0;
    for (int f = 0; f < frames_; ++f) {
      torsos.push_back(torso_of(f).value_or(0.0));
      longest = std::max(longest, torsos.back());
      if (is_seen(f, kLeftShoulder) && is_seen(f, kRightShoulder)) {
        widest = std::max(widest, glm::distance(place(f, kLeftShoulder), place(f, kRightShoulder)));
      }
    }
    if (longest > 0.0) return running_median(torsos, half_width(frame_time_s_));
    if (widest > 0.0) return std::vector<double>(frames_, kShouldersToTorso * widest);
    return {};
  }

  double published_angle(int f) const {
    if (!is_seen(f, kLeftShoulder) || !is_seen(f, kRightShoulder)) return 0.0;
    const Vec2 line = place(f, kLeftShoulder) - place(f, kRightShoulder);
    return -std::atan2(line.y, line.x);
  }

  /// Without a direction, a person seen from behind stays upright.
  double levelling_angle(int f, double unit) const {
    if (!is_seen(f, kLeftShoulder) || !is_seen(f, kRightShoulder)) return 0.0;
    Vec2 line = place(f, kLeftShoulder) - place(f, kRightShoulder);
    if (line.x < 0.0) line = -line;
    const double width = glm::length(line) / unit;
    const double share = std::clamp((width - kNarrow) / (kWide - kNarrow), 0.0, 1.0);
    return width > 0.0 ? -share * std::atan2(line.y, line.x) : 0.0;
  }

  std::vector<double> backward(const std::vector<double>& values,
                               const std::vector<char>& known) const {
    std::vector<double> out(values.size(), 0.0);
    for (int f = 1; f < frames_; ++f) {
      if (known[f - 1] && known[f]) out[f] = (values[f] - values[f - 1]) / frame_time_s_;
    }
    return out;
  }

  int frames_;
  double frame_time_s_;
  std::vector<Vec2> places_;        // F x 17
  std::vector<float> confidences_;  // F x 17, 0 where missing
};

Result<std::array<int, kJoints>> find_points(const PointClip& clip) {
  std::array<int, kJoints> points{};
  for (int j = 0; j < kJoints; ++j) {
    const std::string& name = coco_sequence_layout().joints[j];
    points[j] = find_point(clip.point_names, name);
    if (points[j] < 0) {
      return bad_input("points \"" + clip.name + "\" have no \"" + name +
                       "\"; expected the 17 of COCO among them");
    }
  }
  return points;
}

Result<Track> track_of(const PointClip& person, const CocoSequenceSettings& settings) {
  if (Status s = person.validate(); !s) return s.error();
  if (!person.is_2d) {
    return bad_input("points \"" + person.name +
                     "\" are 3-D; this input is of a picture: project them first");
  }
  const auto points = find_points(person);
  if (!points) return points.error();
  if (settings.fps == 0.0 || std::abs(settings.fps * person.frame_time_s - 1.0) < 1e-9) {
    return Track(person, *points, settings.least_confidence);
  }
  const auto resampled = resample(person, settings.fps);
  if (!resampled) return resampled.error();
  return Track(*resampled, *points, settings.least_confidence);
}

}  // namespace

Status CocoSequenceSettings::validate() const {
  if (!(fps >= 0.0 && fps <= 1000.0) || frames < 0 || frames > 1'000'000 ||
      !(least_confidence >= 0.0 && least_confidence <= 1.0)) {
    return usage_error(
        "a keypoint sequence needs 0 to 1000 frames per second, 0 to 1000000 frames and a least "
        "confidence of 0 to 1");
  }
  return {};
}

const SequenceLayout& coco_sequence_layout() {
  static const SequenceLayout layout = [] {
    SequenceLayout made;
    made.joints = find_point_layout("coco17")->names;
    made.parents.assign(kParents.begin(), kParents.end());
    made.people = kPeople;
    made.numbers_a_joint = kNumbers;
    made.numbers = {{"x", ChannelKind::kPlace, 0},
                    {"y", ChannelKind::kPlace, 1},
                    {"confidence", ChannelKind::kConfidence, 0},
                    {"vx", ChannelKind::kVelocity, 0},
                    {"vy", ChannelKind::kVelocity, 1},
                    {"ax", ChannelKind::kAcceleration, 0},
                    {"ay", ChannelKind::kAcceleration, 1}};
    return made;
  }();
  return layout;
}

Result<PoseSequence> coco_sequence(std::span<const PointClip> people,
                                   const CocoSequenceSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (people.empty()) return bad_input("a keypoint sequence needs the points of a person");
  std::vector<Track> tracks;
  for (const PointClip& person : people) {
    if (person.frame_count != people[0].frame_count ||
        person.frame_time_s != people[0].frame_time_s) {
      return bad_input("people of one sequence need as many frames at one rate; points \"" +
                       person.name + "\" differ from \"" + people[0].name + "\"");
    }
    Result<Track> track = track_of(person, settings);
    if (!track) return track.error();
    tracks.push_back(std::move(*track));
  }
  std::vector<size_t> order(tracks.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return tracks[a].seen() > tracks[b].seen(); });

  const double frame_time_s = settings.fps > 0.0 ? 1.0 / settings.fps : people[0].frame_time_s;
  PoseSequence all =
      PoseSequence::make(tracks[0].frames(), coco_sequence_layout().channels(), frame_time_s);
  int person = 0;
  for (const size_t i : order) {
    if (person == kPeople) break;
    if (!tracks[i].normalise(settings.is_as_published)) continue;
    tracks[i].write(person++, settings.is_as_published, all);
  }
  if (person == 0) {
    return bad_input("points \"" + people[0].name +
                     "\" never show both shoulders; there is nothing to measure the body by");
  }
  return settings.frames > 0 ? fit_length(all, settings.frames) : all;
}

}  // namespace kinemote::analysis
