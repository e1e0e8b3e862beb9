#include "synthesis/control/long_motion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/motion_join.h"
#include "synthesis/control/reference_latents.h"

namespace kinemote::synthesis {
namespace {

constexpr int kNearPieces = 32;    // references nearest to the first latent, tried at each joint
constexpr int kSpreadPieces = 16;  // and some others of that content, for other phases
constexpr double kShortestPiece_s = 0.8;
constexpr double kCutWithin_s = 0.7;      // a piece is left within this time of its end
constexpr double kReuseCost = 0.4;        // of the piece just used, in units of pose_distance
constexpr double kOtherSourceCost = 0.1;  // another take: other habits, other timing
constexpr double kLatentCost = 0.05;      // per squared typical distance from the first latent
constexpr double kFrameCost = 0.004;      // per decoded frame that is thrown away
constexpr double kPadStep = 0.1;          // candidates are decoded anew when PAD has moved so far
constexpr double kSamePad = 1e-6;

/// A decoded window and what joining looks at.
struct Piece {
  std::vector<float> latent;
  int reference = -1;  // index into ModelCard::references; -1: the first latent
  double latent_cost = 0.0;
  std::vector<float> channels;
  PoseDescriptors poses;
  int frame_count() const { return poses.frame_count(); }
};

/// Where to leave the present piece, and which one to enter where.
struct Joint {
  int leave_frame = 0;
  int piece = 0;
  int enter_frame = 0;
};

class Lengthener {
 public:
  Lengthener(MotionModel& model, std::span<const float> latent, const Condition& condition,
             const PadCurve& curve)
      : model_(model),
        layout_(model.card().layout),
        first_(latent.begin(), latent.end()),
        condition_(condition),
        curve_(curve) {}

  Result<LongMotion> run(int frames, const Progress& progress) {
    const int channels = layout_.channel_count();
    Piece present;
    present.latent = first_;
    if (Status s = decode_along(present, 0.0, 0); !s) return s.error();
    LongMotion out;
    out.channels = present.channels;
    int entered_at = 0;
    while (true) {
      const int made = static_cast<int>(out.channels.size()) / channels;
      if (made >= frames) break;
      if (!report(progress, "joining windows", static_cast<double>(made) / frames)) {
        return cancelled();
      }
      if (Status s = refresh_candidates((made - 1) / layout_.fps); !s) return s.error();
      const Joint joint = next_joint(present, entered_at);
      const int cut = made - (present.frame_count() - joint.leave_frame);
      Piece next = candidates_[joint.piece];
      if (Status s = decode_along(next, cut / layout_.fps, joint.enter_frame); !s) {
        return s.error();
      }
      join_onto(out.channels, cut, next.channels, joint.enter_frame, layout_);
      out.joints.push_back(cut);
      present = std::move(next);
      entered_at = joint.enter_frame;
    }
    out.channels.resize(static_cast<size_t>(frames) * channels);
    while (!out.joints.empty() && out.joints.back() >= frames) out.joints.pop_back();
    return out;
  }

 private:
  Condition condition_at(double time_s) const {
    Condition condition = condition_;
    if (!curve_.empty()) condition.pad = curve_.at(time_s);
    return condition;
  }

  void describe(Piece& piece) const {
    const Clip clip = clip_from_channels(piece.channels, layout_);
    piece.poses =
        describe_poses(clip, layout_.body,
                       contacts_from_channels(piece.channels, layout_, forward_kinematics(clip)));
  }

  /// Decodes a piece whose frame `from` comes at `time_s`, under the PAD of that time and, towards
  /// its end, of the time there. Candidates stay as they are where PAD does not change.
  Status decode_along(Piece& piece, double time_s, int from) {
    const Condition start = condition_at(time_s);
    const int last = layout_.frame_count - 1;
    const Condition end = condition_at(time_s + (last - from) / layout_.fps);
    const bool is_steady = analysis::distance(start.pad, end.pad) < kSamePad;
    const bool is_decoded =
        !piece.channels.empty() && analysis::distance(start.pad, candidates_pad_) < kSamePad;
    if (is_steady && is_decoded) return {};
    Result<MotionWindow> window = model_.decode(piece.latent, start);
    if (!window) return window.error();
    piece.channels = *std::move(window);
    if (!is_steady) {
      const Result<MotionWindow> later = model_.decode(piece.latent, end);
      if (!later) return later.error();
      const int channels = layout_.channel_count();
      for (int f = from + 1; f <= last; ++f) {
        const float share = static_cast<float>(f - from) / static_cast<float>(last - from);
        for (int c = 0; c < channels; ++c) {
          const size_t at = static_cast<size_t>(f) * channels + c;
          piece.channels[at] += share * ((*later)[at] - piece.channels[at]);
        }
      }
    }
    describe(piece);
    return {};
  }

  Status add_candidate(std::vector<float> latent, int reference, double cost,
                       const Condition& condition) {
    Result<MotionWindow> window = model_.decode(latent, condition);
    if (!window) return window.error();
    Piece piece;
    piece.latent = std::move(latent);
    piece.reference = reference;
    piece.latent_cost = cost;
    piece.channels = *std::move(window);
    describe(piece);
    candidates_.push_back(std::move(piece));
    return {};
  }

  /// Windows that could come next, decoded under the PAD of a time.
  Status refresh_candidates(double time_s) {
    const Condition condition = condition_at(time_s);
    if (!candidates_.empty() && analysis::distance(condition.pad, candidates_pad_) < kPadStep) {
      return {};
    }
    candidates_.clear();
    candidates_pad_ = condition.pad;
    const ModelCard& card = model_.card();
    if (Status s = add_candidate(first_, -1, 0.0, condition); !s) return s;
    const Continuations next =
        continuations_of(card, model_.prior(), first_, condition, kNearPieces, kSpreadPieces);
    // What came next in the clip that the latent resembles goes on without a seam, and gestures
    // end.
    for (const int index : next.same_source) {
      if (Status s = add_candidate(card.references[index].latent, index, 0.0, condition); !s) {
        return s;
      }
    }
    for (const int index : next.others) {
      const double ratio =
          code_distance(card.references[index].latent, first_) / typical_spacing(card);
      const double cost = kOtherSourceCost + kLatentCost * ratio * ratio;
      if (Status s = add_candidate(card.references[index].latent, index, cost, condition); !s) {
        return s;
      }
    }
    return {};
  }

  Joint next_joint(const Piece& present, int entered_at) const {
    const double fps = layout_.fps;
    const int shortest = static_cast<int>(std::round(kShortestPiece_s * fps));
    const int last = present.frame_count() - 1;
    const int earliest = std::min(
        last, std::max(entered_at + shortest, last - static_cast<int>(kCutWithin_s * fps)));
    Joint best;
    double least = std::numeric_limits<double>::infinity();
    for (size_t p = 0; p < candidates_.size(); ++p) {
      const Piece& to = candidates_[p];
      const JointPlace at = best_joint(present.poses, earliest, to.poses, shortest, kFrameCost);
      const double cost =
          at.cost + to.latent_cost + (to.reference == present.reference ? kReuseCost : 0.0);
      if (cost >= least) continue;
      least = cost;
      best = {at.leave, static_cast<int>(p), at.enter};
    }
    return best;
  }

  MotionModel& model_;
  const WindowLayout& layout_;
  std::vector<float> first_;
  Condition condition_;
  const PadCurve& curve_;
  std::vector<Piece> candidates_;
  analysis::Pad candidates_pad_;
};

}  // namespace

Result<LongMotion> make_long_motion(MotionModel& model, std::span<const float> latent,
                                    const Condition& condition, const PadCurve& curve, int frames,
                                    const Progress& progress) {
  return Lengthener(model, latent, condition, curve).run(frames, progress);
}

}  // namespace kinemote::synthesis
