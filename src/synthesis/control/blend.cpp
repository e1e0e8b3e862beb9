#include "synthesis/control/blend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "motion/core/kinematics.h"
#include "synthesis/control/clip_windows.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/motion_join.h"

namespace kinemote::synthesis {
namespace {

constexpr double kMatchWithin_s = 0.7;   // more than half a stride on either side
constexpr double kPhaseStep_s = 0.13;    // between the phases of a passage
constexpr double kPhasesWithin_s = 1.0;  // of the ends' own windows

std::optional<analysis::Pad> pad_of(const ModelCard& card, const Condition& condition) {
  return condition.style >= 0 ? card.styles[condition.style].pad : condition.pad;
}

bool is_same(const Condition& a, const Condition& b) {
  return a.content == b.content && a.style == b.style && a.pad.values() == b.pad.values();
}

/// Channels of an end and what its frames are compared by.
struct Track {
  std::vector<float> channels;  // F x C, at least a window
  PoseDescriptors poses;
  int last_start = 0;  // frame at which the last window starts
};

Result<Track> track_of(MotionModel& model, const BlendSource& source) {
  const WindowLayout& layout = model.card().layout;
  Result<std::vector<float>> channels = source.clip ? channels_from_clip(*source.clip, layout)
                                                    : model.decode(source.latent, source.condition);
  if (!channels) return channels.error();
  hold_to_fill(*channels, layout);
  Track track;
  track.channels = *std::move(channels);
  const Clip clip = clip_from_channels(track.channels, layout);
  track.poses = describe_poses(
      clip, layout.body, contacts_from_channels(track.channels, layout, forward_kinematics(clip)));
  track.last_start = clip.frame_count - layout.frame_count;
  return track;
}

Result<int> start_of(const BlendSource& source, const Track& track, const WindowLayout& layout) {
  if (!source.clip || !source.start_s) return track.last_start / 2;
  const int start = static_cast<int>(std::lround(*source.start_s * layout.fps));
  if (start >= 0 && start <= track.last_start) return start;
  return usage_error("a window of " + std::to_string(layout.duration_s()) + " s from second " +
                     std::to_string(*source.start_s) + " on does not lie in clip \"" +
                     source.clip->name + "\"; expected a start from 0 to " +
                     std::to_string(track.last_start / layout.fps));
}

/// The start of B's window near `around` that goes best with A's.
int matching_start(const Track& a, int start_a, const Track& b, int around,
                   const WindowLayout& layout) {
  const int within = static_cast<int>(kMatchWithin_s * layout.fps);
  int best = std::clamp(around, 0, b.last_start);
  double least = std::numeric_limits<double>::infinity();
  for (int start = std::max(0, around - within); start <= std::min(b.last_start, around + within);
       ++start) {
    double cost = 0.0;
    for (int f = 0; f < layout.frame_count; f += 2) {
      cost += pose_distance(a.poses, start_a + f, b.poses, start + f);
    }
    if (cost < least) {
      least = cost;
      best = start;
    }
  }
  return best;
}

Result<BlendEnd> end_at(MotionModel& model, const BlendSource& source, const Track& track,
                        int start) {
  if (!source.clip) return BlendEnd{source.latent, source.condition};
  const WindowLayout& layout = model.card().layout;
  const auto width = static_cast<ptrdiff_t>(layout.channel_count());
  const auto from = track.channels.begin() + start * width;
  Result<std::vector<float>> latent =
      model.encode(MotionWindow(from, from + layout.frame_count * width), source.condition);
  if (!latent) return latent.error();
  return BlendEnd{*std::move(latent), source.condition};
}

/// A window of a passage.
struct Piece {
  MotionWindow channels;
  PoseDescriptors poses;
};

class Passage {
 public:
  Passage(MotionModel& model, const BlendEnds& ends, BlendWay way, int frames)
      : model_(model), layout_(model.card().layout), ends_(ends), way_(way), frames_(frames) {}

  Result<LongMotion> run(const Progress& progress) {
    Result<Piece> present = piece(ends_.own, 0, 0);
    if (!present) return present.error();
    LongMotion out;
    out.channels = present->channels;
    const int width = layout_.channel_count();
    int entered_at = 0;
    while (true) {
      const int made = static_cast<int>(out.channels.size()) / width;
      if (made >= frames_) break;
      if (!report(progress, "joining windows", static_cast<double>(made) / frames_)) {
        return cancelled();
      }
      const int last = layout_.frame_count - 1;
      const int shortest = static_cast<int>(kShortestPiece_s * layout_.fps);
      const int earliest = std::min(
          last,
          std::max(entered_at + shortest, last - static_cast<int>(kCutWithin_s * layout_.fps)));
      int chosen = 0;
      JointPlace best{last, 0, std::numeric_limits<double>::infinity()};
      for (size_t p = 0; p < ends_.phases.size(); ++p) {
        const Result<Piece> next = piece(static_cast<int>(p), made, 0);
        if (!next) return next.error();
        const JointPlace at =
            best_joint(present->poses, earliest, next->poses, shortest, kFrameCost);
        if (at.cost >= best.cost) continue;
        best = at;
        chosen = static_cast<int>(p);
      }
      const int cut = made - (layout_.frame_count - best.leave);
      present = piece(chosen, cut, best.enter);
      if (!present) return present.error();
      join_onto(out.channels, cut, present->channels, best.enter, layout_);
      out.joints.push_back(cut);
      entered_at = best.enter;
    }
    out.channels.resize(static_cast<size_t>(frames_) * width);
    while (!out.joints.empty() && out.joints.back() >= frames_) out.joints.pop_back();
    return out;
  }

 private:
  static constexpr double kShortestPiece_s = 0.8;
  static constexpr double kCutWithin_s = 0.7;
  static constexpr double kFrameCost = 0.004;  // per decoded frame that is thrown away

  Result<MotionWindow> decode(const std::pair<BlendEnd, BlendEnd>& ends, double share) {
    const BlendEnd at =
        between(model_.card(), model_.prior(), ends.first, ends.second, share, way_);
    return model_.decode(at.latent, at.condition);
  }

  /// The window of a phase whose frame `from` comes as frame `at` of the passage.
  Result<Piece> piece(int phase, int at, int from) {
    const auto& ends = ends_.phases[phase];
    const int last = layout_.frame_count - 1;
    const double whole = std::max(1, frames_ - 1);
    const double start = passage_share(at / whole);
    const double end = passage_share((at + last - from) / whole);
    Piece out;
    Result<MotionWindow> window = decode(ends, start);
    if (!window) return window.error();
    out.channels = *std::move(window);
    if (end > start) {
      const Result<MotionWindow> later = decode(ends, end);
      if (!later) return later.error();
      const int width = layout_.channel_count();
      for (int f = from; f <= last; ++f) {
        const double here = passage_share((at + f - from) / whole);
        const auto share = static_cast<float>((here - start) / (end - start));
        for (size_t i = static_cast<size_t>(f) * width; i < static_cast<size_t>(f + 1) * width;
             ++i) {
          out.channels[i] += share * ((*later)[i] - out.channels[i]);
        }
      }
    }
    const Clip clip = clip_from_channels(out.channels, layout_);
    out.poses =
        describe_poses(clip, layout_.body,
                       contacts_from_channels(out.channels, layout_, forward_kinematics(clip)));
    return out;
  }

  MotionModel& model_;
  const WindowLayout& layout_;
  const BlendEnds& ends_;
  BlendWay way_;
  int frames_;
};

}  // namespace

Condition condition_between(const ModelCard& card, const Condition& a, const Condition& b,
                            double t) {
  Condition out = t < 0.5 ? a : b;
  if (a.style >= 0 && a.style == b.style) return out;
  const std::optional<analysis::Pad> from = pad_of(card, a);
  const std::optional<analysis::Pad> to = pad_of(card, b);
  if (!from || !to) return out;
  out.style = -1;
  std::array<double, 3> pad{};
  for (size_t axis = 0; axis < 3; ++axis) {
    const double value = (1.0 - t) * from->values()[axis] + t * to->values()[axis];
    pad[axis] = std::clamp(value, -1.0, 1.0);
  }
  out.pad = {pad[0], pad[1], pad[2]};
  return out;
}

BlendEnd between(const ModelCard& card, const ConditionalPrior& prior, const BlendEnd& a,
                 const BlendEnd& b, double t, BlendWay way) {
  if (t == 0.0) return a;
  if (t == 1.0) return b;
  const bool is_linear = way == BlendWay::kLinear;
  if (is_same(a.condition, b.condition)) {
    return {is_linear ? interpolated(a.latent, b.latent, t)
                      : interpolated_on_sphere(a.latent, b.latent, t),
            a.condition};
  }
  const std::vector<float> latent = interpolated_on_sphere(a.latent, b.latent, t);
  const std::vector<float> code =
      interpolated(prior.code_of(is_linear ? a.latent : latent, a.condition),
                   prior.code_of(is_linear ? b.latent : latent, b.condition), t);
  const Condition condition = condition_between(card, a.condition, b.condition, t);
  return {prior.latent_of(code, condition), condition};
}

Result<MotionWindow> decode_region(MotionModel& model, const BlendEnd& base, const BlendEnd& edited,
                                   BodyRegion region) {
  Result<MotionWindow> own = model.decode(base.latent, base.condition);
  if (!own) return own.error();
  const Result<MotionWindow> other = model.decode(edited.latent, edited.condition);
  if (!other) return other.error();
  return with_region(*std::move(own), *other, model.card().layout, region);
}

Result<BlendEnds> find_ends(MotionModel& model, const BlendSource& a, const BlendSource& b) {
  const WindowLayout& layout = model.card().layout;
  Result<Track> track_a = track_of(model, a);
  if (!track_a) return track_a.error();
  Result<Track> track_b = track_of(model, b);
  if (!track_b) return track_b.error();
  const Result<int> start_a = start_of(a, *track_a, layout);
  if (!start_a) return start_a.error();
  Result<int> start_b = start_of(b, *track_b, layout);
  if (!start_b) return start_b.error();
  if (!b.start_s) start_b = matching_start(*track_a, *start_a, *track_b, *start_b, layout);

  BlendEnds out;
  out.start_a_s = *start_a / layout.fps;
  out.start_b_s = *start_b / layout.fps;
  const int step = std::max(1, static_cast<int>(std::lround(kPhaseStep_s * layout.fps)));
  const int steps = static_cast<int>(kPhasesWithin_s * layout.fps) / step;
  for (int k = -steps; k <= steps; ++k) {
    // A latent has one moment; the clip at the other end may still go with it at several.
    const int at_a = a.clip ? *start_a + k * step : *start_a;
    const int wanted_b = b.clip ? *start_b + k * step : *start_b;
    const bool is_own = k == 0;
    if (!is_own && !a.clip && !b.clip) continue;
    if (at_a < 0 || at_a > track_a->last_start || wanted_b < 0 || wanted_b > track_b->last_start) {
      continue;
    }
    const int at_b = is_own ? *start_b : matching_start(*track_a, at_a, *track_b, wanted_b, layout);
    Result<BlendEnd> end_a = end_at(model, a, *track_a, at_a);
    if (!end_a) return end_a.error();
    Result<BlendEnd> end_b = end_at(model, b, *track_b, at_b);
    if (!end_b) return end_b.error();
    if (is_own) out.own = static_cast<int>(out.phases.size());
    out.phases.emplace_back(*std::move(end_a), *std::move(end_b));
  }
  return out;
}

double passage_share(double time_share) {
  const double x = std::clamp(2.0 * time_share - 0.5, 0.0, 1.0);
  return x * x * (3.0 - 2.0 * x);
}

Result<LongMotion> make_passage(MotionModel& model, const BlendEnds& ends, BlendWay way, int frames,
                                const Progress& progress) {
  const WindowLayout& layout = model.card().layout;
  if (frames < layout.frame_count) {
    return usage_error("a passage of " + std::to_string(frames / layout.fps) +
                       " s is too short; expected a window's " +
                       std::to_string(layout.duration_s()) + " s or more");
  }
  return Passage(model, ends, way, frames).run(progress);
}

}  // namespace kinemote::synthesis
