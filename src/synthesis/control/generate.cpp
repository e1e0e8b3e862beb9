#include "synthesis/control/generate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/features/kinematic_features.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/motion_join.h"
#include "synthesis/control/reference_latents.h"
#include "synthesis/control/root_anchor.h"

namespace kinemote::synthesis {
namespace {

constexpr double kLongest_s = 600.0;
constexpr int kNearPieces = 32;    // references nearest to the first latent, tried at each joint
constexpr int kSpreadPieces = 16;  // and some others of that content, for other phases
constexpr double kShortestPiece_s = 0.8;
constexpr double kCutWithin_s = 0.7;      // a piece is left within this time of its end
constexpr double kReuseCost = 0.4;        // of the piece just used, in units of pose_distance
constexpr double kOtherSourceCost = 0.1;  // another take: other habits, other timing
constexpr double kLatentCost = 0.05;      // per squared typical distance from the first latent
constexpr double kFrameCost = 0.004;      // per decoded frame that is thrown away
constexpr int kLockPasses = 3;
constexpr double kGoodSlide_m = 0.004;

/// A decoded window and what joining looks at.
struct Piece {
  std::vector<float> channels;
  PoseDescriptors poses;
  double latent_cost = 0.0;
  int frame_count() const { return poses.frame_count(); }
};

Result<Piece> make_piece(MotionModel& model, std::span<const float> latent,
                         const Condition& condition) {
  Result<MotionWindow> window = model.decode(latent, condition);
  if (!window) return window.error();
  const WindowLayout& layout = model.card().layout;
  Piece piece;
  piece.channels = *std::move(window);
  const Clip clip = clip_from_channels(piece.channels, layout);
  const auto contacts = contacts_from_channels(piece.channels, layout, forward_kinematics(clip));
  piece.poses = describe_poses(clip, layout.body, contacts);
  return piece;
}

Result<std::vector<Piece>> make_pieces(MotionModel& model, std::span<const float> first,
                                       const Condition& condition) {
  Result<Piece> own = make_piece(model, first, condition);
  if (!own) return own.error();
  std::vector<Piece> pieces{*std::move(own)};
  const ModelCard& card = model.card();
  const Continuations next =
      continuations_of(card, model.prior(), first, condition, kNearPieces, kSpreadPieces);
  const auto add = [&](int index, double cost) -> Status {
    Result<Piece> piece = make_piece(model, card.references[index].latent, condition);
    if (!piece) return piece.error();
    piece->latent_cost = cost;
    pieces.push_back(*std::move(piece));
    return {};
  };
  // What came next in the clip that the latent resembles goes on without a seam, and gestures end.
  for (const int index : next.same_source) {
    if (Status s = add(index, 0.0); !s) return s.error();
  }
  for (const int index : next.others) {
    const double ratio =
        code_distance(card.references[index].latent, first) / typical_spacing(card);
    if (Status s = add(index, kOtherSourceCost + kLatentCost * ratio * ratio); !s) return s.error();
  }
  return pieces;
}

/// Where to leave the present piece, and which one to enter where.
struct Joint {
  int leave_frame = 0;
  int piece = 0;
  int enter_frame = 0;
};

Joint best_joint(const std::vector<Piece>& pieces, int present, int entered_at, double fps) {
  const Piece& from = pieces[present];
  const int shortest = static_cast<int>(std::round(kShortestPiece_s * fps));
  const int last = from.frame_count() - 1;
  const int earliest =
      std::min(last, std::max(entered_at + shortest, last - static_cast<int>(kCutWithin_s * fps)));
  Joint best;
  double least = std::numeric_limits<double>::infinity();
  for (size_t p = 0; p < pieces.size(); ++p) {
    const Piece& to = pieces[p];
    const double piece_cost = to.latent_cost + (static_cast<int>(p) == present ? kReuseCost : 0.0);
    for (int leave = earliest; leave <= last; ++leave) {
      for (int enter = 1; enter + shortest < to.frame_count(); ++enter) {
        const double cost = pose_distance(from.poses, leave, to.poses, enter) + piece_cost +
                            kFrameCost * (last - leave + enter);
        if (cost < least) {
          least = cost;
          best = {leave, static_cast<int>(p), enter};
        }
      }
    }
  }
  return best;
}

/// At least `frames` frames of channels, starting with the latent's own window.
Result<std::vector<float>> lengthened(MotionModel& model, std::span<const float> latent,
                                      const Condition& condition, int frames) {
  const WindowLayout& layout = model.card().layout;
  const int channels = layout.channel_count();
  if (frames <= layout.frame_count) return model.decode(latent, condition);
  Result<std::vector<Piece>> pieces = make_pieces(model, latent, condition);
  if (!pieces) return pieces.error();
  std::vector<float> all = (*pieces)[0].channels;
  int present = 0;
  int entered_at = 0;
  while (static_cast<int>(all.size()) < frames * channels) {
    const Joint joint = best_joint(*pieces, present, entered_at, layout.fps);
    const int present_frames = (*pieces)[present].frame_count();
    const int cut = static_cast<int>(all.size()) / channels - (present_frames - joint.leave_frame);
    all = join_channels(all, cut, (*pieces)[joint.piece].channels, joint.enter_frame, layout);
    present = joint.piece;
    entered_at = joint.enter_frame;
  }
  return all;
}

/// Plants the feet of a decoded motion, again where what was left of a step still slides.
void plant(Clip& clip, const std::vector<float>& channels, const ModelCard& card,
           bool keep_above_ground) {
  FootLockSettings settings;
  settings.keep_above_ground = keep_above_ground;
  if (card.planted_height_m[1] > 0.0) settings.planted_height_m = card.planted_height_m;
  const BodyMap& body = card.layout.body;
  std::vector<char> contacts =
      contacts_from_channels(channels, card.layout, forward_kinematics(clip));
  anchor_root(clip, body, contacts);
  for (int pass = 0; pass < kLockPasses; ++pass) {
    lock_feet(clip, body, contacts, settings);
    const WorldMotion world = forward_kinematics(clip);
    if (foot_slide(world, body).worst_m < kGoodSlide_m) return;
    contacts = detect_contacts(world, body);
  }
}

Status check(const GenerateSettings& settings, const ModelCard& card) {
  for (const double value : settings.pad.values()) {
    if (!(std::abs(value) <= 1.0)) {
      return usage_error("PAD value " + std::to_string(value) + " is outside [-1, 1]");
    }
  }
  if (!(settings.duration_s >= 0.0 && settings.duration_s <= kLongest_s)) {
    return usage_error("cannot generate " + std::to_string(settings.duration_s) +
                       " s; expected 0 (one window) to 600");
  }
  if (!settings.latent.empty() && settings.latent.size() != card.latent.size()) {
    return usage_error("a latent of " + std::to_string(settings.latent.size()) +
                       " numbers was given; model \"" + card.name + "\" has " +
                       std::to_string(card.latent.size()));
  }
  for (const float value : settings.latent) {
    if (!std::isfinite(value)) return usage_error("the latent holds a value that is not a number");
  }
  return {};
}

Error unknown_style(const std::string& style, const ModelCard& card) {
  std::string known;
  for (const StyleWord& word : card.styles) known += (known.empty() ? "" : ", ") + word.name;
  return usage_error("model \"" + card.name + "\" has no style \"" + style +
                     "\"; it has: " + known);
}

Result<int> content_index(const std::string& content, const ModelCard& card) {
  if (content.empty()) return 0;
  std::string known;
  for (size_t i = 0; i < card.contents.size(); ++i) {
    if (card.contents[i] == content) return static_cast<int>(i);
    known += (i > 0 ? ", " : "") + card.contents[i];
  }
  return usage_error("model \"" + card.name + "\" has no content \"" + content +
                     "\"; it has: " + known);
}

}  // namespace

Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent,
                         const Condition& condition, bool lock_feet) {
  Result<MotionWindow> window = model.decode(latent, condition);
  if (!window) return window.error();
  Clip clip = clip_from_channels(*window, model.card().layout);
  if (lock_feet) plant(clip, *window, model.card(), true);
  return clip;
}

Result<Generated> generate(MotionModel& model, const GenerateSettings& settings) {
  const ModelCard& card = model.card();
  if (Status s = check(settings, card); !s) return s.error();
  Result<int> content = content_index(settings.content, card);
  if (!content) return content.error();
  Condition condition{settings.pad, *content};
  Generated out;
  out.pad_asked = settings.pad;
  if (!settings.style.empty()) {
    condition.style = card.style_index(settings.style);
    if (condition.style < 0) return unknown_style(settings.style, card);
    out.pad_asked = card.styles[condition.style].pad.value_or(settings.pad);
  }
  out.latent =
      settings.latent.empty() ? model.prior().sample(condition, settings.seed) : settings.latent;

  const double fps = card.layout.fps;
  const int frames = settings.duration_s > 0.0
                         ? std::max(2, static_cast<int>(std::round(settings.duration_s * fps)))
                         : card.layout.frame_count;
  Result<std::vector<float>> channels = lengthened(model, out.latent, condition, frames);
  if (!channels) return channels.error();
  channels->resize(static_cast<size_t>(frames) * card.layout.channel_count());
  out.clip = clip_from_channels(*channels, card.layout);
  out.clip.name = card.contents[*content];
  out.slide_before_cleanup = foot_slide(forward_kinematics(out.clip), card.layout.body);
  if (settings.lock_feet) plant(out.clip, *channels, card, settings.keep_above_ground);
  out.slide = foot_slide(forward_kinematics(out.clip), card.layout.body);

  const DataDistance distance = data_distance(card, model.prior(), out.latent, condition);
  out.data_distance = distance.ratio;
  out.data_percentile = distance.percentile;
  if (card.affect.feature_names.empty()) return out;
  out.features_target = card.target_features(out.pad_asked, *content);
  Result<std::vector<double>> features = analysis::affect_features(out.clip);
  if (!features) return features.error();
  out.features_measured = *std::move(features);
  Result<analysis::Pad> measured = card.affect.measure(out.features_measured);
  if (!measured) return measured.error();
  out.pad_measured = *measured;
  return out;
}

}  // namespace kinemote::synthesis
