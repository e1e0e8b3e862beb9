// The end of making motion: decoded channels cleaned up and measured.
#include <algorithm>
#include <cmath>

#include "analysis/features/kinematic_features.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/generate.h"

namespace kinemote::synthesis {
namespace {

constexpr double kJointReach_s = 0.3;  // over which a joint fades out
constexpr double kPadSpan_s = 4.0;     // long enough to measure emotion in
constexpr double kShortestLoopShare = 0.75;

/// How high and how still feet stand in what the model learned from, unless other values are asked
/// for.
CleanUpSettings with_model_feet(CleanUpSettings settings, const ModelCard& card) {
  if (!settings.planted_height_m && card.planted_height_m[1] > 0.0) {
    settings.planted_height_m = card.planted_height_m;
  }
  if (!settings.kept_slide_m) settings.kept_slide_m = card.kept_slide_m;
  return settings;
}

/// PAD asked for and measured over a curve, span by span.
Result<std::vector<PadSpan>> pad_over_time(const Clip& clip, const PadCurve& curve,
                                           const analysis::AffectModel& affect,
                                           const Progress& progress) {
  std::vector<PadSpan> spans;
  const double duration_s = clip.duration_s();
  const int count = std::max(1, static_cast<int>(std::round(duration_s / kPadSpan_s)));
  for (int i = 0; i < count; ++i) {
    if (!report(progress, "measuring", static_cast<double>(i) / count)) return cancelled();
    const int first = clip.frame_count * i / count;
    const int last = clip.frame_count * (i + 1) / count;
    const Result<Clip> part = trim(clip, first, last);
    if (!part) return part.error();
    const Result<std::vector<double>> features = analysis::affect_features(*part);
    if (!features) return features.error();
    const Result<analysis::Pad> measured = affect.measure(*features);
    if (!measured) return measured.error();
    const double start_s = first * clip.frame_time_s;
    const double end_s = last * clip.frame_time_s;
    spans.push_back({start_s, end_s, curve.at(0.5 * (start_s + end_s)), *measured});
  }
  return spans;
}

analysis::Pad mean_of(const PadCurve& curve, double duration_s) {
  constexpr int kSteps = 200;
  analysis::Pad mean;
  for (int i = 0; i < kSteps; ++i) {
    const analysis::Pad pad = curve.at((i + 0.5) / kSteps * duration_s);
    mean.pleasure += pad.pleasure / kSteps;
    mean.arousal += pad.arousal / kSteps;
    mean.dominance += pad.dominance / kSteps;
  }
  return mean;
}

}  // namespace

Result<Generated> finish_motion(MotionModel& model, const LongMotion& motion,
                                std::vector<float> latent, const Condition& condition,
                                const GenerateSettings& settings, const Progress& progress) {
  const ModelCard& card = model.card();
  const PadCurve& curve = settings.pad_curve;
  const double fps = card.layout.fps;
  Generated out;
  out.latent = std::move(latent);
  out.pad_asked =
      condition.style >= 0 ? card.styles[condition.style].pad.value_or(settings.pad) : settings.pad;
  out.clip = clip_from_channels(motion.channels, card.layout);
  out.clip.name = card.contents[condition.content];
  const BodyMap& body = card.layout.body;
  clean_up(out.clip, body,
           contacts_from_channels(motion.channels, card.layout, forward_kinematics(out.clip)),
           with_model_feet(settings.clean_up, card), &out.clean_up);
  out.slide_before_cleanup = out.clean_up.before.slide;
  for (const int joint : motion.joints) out.joints_s.push_back(joint / fps);
  out.at_joints = analysis::peaks_after(forward_kinematics(out.clip), body, *out.clip.skeleton,
                                        motion.joints, static_cast<int>(kJointReach_s * fps));
  if (settings.is_loop) {
    out.clip = make_loop(out.clip, body, kShortestLoopShare * out.clip.duration_s());
    out.clean_up.after =
        analysis::measure_plausibility(out.clip, forward_kinematics(out.clip), body);
  }
  out.slide = out.clean_up.after.slide;
  if (!curve.empty()) out.pad_asked = mean_of(curve, out.clip.duration_s());

  const DataDistance distance = data_distance(card, model.prior(), out.latent, condition);
  out.data_distance = distance.ratio;
  out.data_percentile = distance.percentile;
  out.nearest = distance.nearest;
  if (card.affect.feature_names.empty()) return out;
  out.features_target = card.target_features(out.pad_asked, condition.content);
  Result<std::vector<double>> features = analysis::affect_features(out.clip);
  if (!features) return features.error();
  out.features_measured = *std::move(features);
  Result<analysis::Pad> measured = card.affect.measure(out.features_measured);
  if (!measured) return measured.error();
  out.pad_measured = *measured;
  if (curve.empty()) return out;
  Result<std::vector<PadSpan>> spans = pad_over_time(out.clip, curve, card.affect, progress);
  if (!spans) return spans.error();
  out.pad_over_time = *std::move(spans);
  return out;
}

Clip clip_of_window(const MotionWindow& window, const ModelCard& card,
                    const CleanUpSettings& settings) {
  Clip clip = clip_from_channels(window, card.layout);
  clean_up(clip, card.layout.body,
           contacts_from_channels(window, card.layout, forward_kinematics(clip)),
           with_model_feet(settings, card));
  return clip;
}

Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent,
                         const Condition& condition, const CleanUpSettings& settings) {
  const Result<MotionWindow> window = model.decode(latent, condition);
  if (!window) return window.error();
  return clip_of_window(*window, model.card(), settings);
}

}  // namespace kinemote::synthesis
