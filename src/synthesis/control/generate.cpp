#include "synthesis/control/generate.h"

#include <algorithm>
#include <cmath>

#include "analysis/features/kinematic_features.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/foot_lock.h"
#include "synthesis/control/long_motion.h"

namespace kinemote::synthesis {
namespace {

constexpr double kLongest_s = 600.0;
constexpr double kJointReach_s = 0.3;  // over which a joint fades out
constexpr double kPadSpan_s = 4.0;     // long enough to measure emotion in
constexpr double kShortestLoopShare = 0.75;

/// The model's own heights of planted feet, unless others are asked for.
CleanUpSettings with_model_heights(CleanUpSettings settings, const ModelCard& card) {
  if (!settings.planted_height_m && card.planted_height_m[1] > 0.0) {
    settings.planted_height_m = card.planted_height_m;
  }
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
  if (!settings.pad_curve.empty() && !settings.style.empty()) {
    return usage_error("a PAD curve and a style both say which emotion; give one of them");
  }
  if (Status s = settings.pad_curve.validate(); !s) return s;
  const bool has_one_pad = settings.pad_curve.empty() && settings.style.empty();
  if (settings.close_loop.steps > 0 && (!has_one_pad || card.affect.feature_names.empty())) {
    return usage_error(
        "the loop is closed on one PAD that is asked for and measured: give no style and no curve, "
        "and a model with an affect model");
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

/// A motion for settings that are checked, of a model that is told `told` instead of their PAD.
Result<Generated> generate_told(MotionModel& model, const GenerateSettings& settings,
                                const analysis::Pad& told, const Progress& progress) {
  const ModelCard& card = model.card();
  Result<int> content = content_index(settings.content, card);
  if (!content) return content.error();
  const PadCurve& curve = settings.pad_curve;
  Condition condition{curve.empty() ? told : curve.at(0.0), *content};
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
  const double curve_s = curve.empty() ? 0.0 : std::min(kLongest_s, curve.keys.back().time_s);
  const double duration_s = settings.duration_s > 0.0 ? settings.duration_s : curve_s;
  const int frames = duration_s > 0.0 ? std::max(2, static_cast<int>(std::round(duration_s * fps)))
                                      : card.layout.frame_count;
  const Result<LongMotion> motion =
      make_long_motion(model, out.latent, condition, curve, frames, progress);
  if (!motion) return motion.error();
  out.clip = clip_from_channels(motion->channels, card.layout);
  out.clip.name = card.contents[*content];
  const BodyMap& body = card.layout.body;
  clean_up(out.clip, body,
           contacts_from_channels(motion->channels, card.layout, forward_kinematics(out.clip)),
           with_model_heights(settings.clean_up, card), &out.clean_up);
  out.slide_before_cleanup = out.clean_up.before.slide;
  for (const int joint : motion->joints) out.joints_s.push_back(joint / fps);
  out.at_joints = analysis::peaks_after(forward_kinematics(out.clip), body, *out.clip.skeleton,
                                        motion->joints, static_cast<int>(kJointReach_s * fps));
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
  if (card.affect.feature_names.empty()) return out;
  out.features_target = card.target_features(out.pad_asked, *content);
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

}  // namespace

Result<Clip> decode_clip(MotionModel& model, std::span<const float> latent,
                         const Condition& condition, const CleanUpSettings& settings) {
  Result<MotionWindow> window = model.decode(latent, condition);
  if (!window) return window.error();
  const ModelCard& card = model.card();
  Clip clip = clip_from_channels(*window, card.layout);
  clean_up(clip, card.layout.body,
           contacts_from_channels(*window, card.layout, forward_kinematics(clip)),
           with_model_heights(settings, card));
  return clip;
}

Result<Generated> generate(MotionModel& model, const GenerateSettings& settings,
                           const Progress& progress) {
  if (Status s = check(settings, model.card()); !s) return s.error();
  if (settings.close_loop.steps == 0) return generate_told(model, settings, settings.pad, progress);
  GenerateSettings fixed = settings;  // one latent for all tries: only the emotion changes
  std::vector<Generated> tries;
  Result<std::vector<LoopStep>> steps = close_loop(
      settings.pad, settings.close_loop, [&](const analysis::Pad& told) -> Result<analysis::Pad> {
        Result<Generated> made = generate_told(model, fixed, told, progress);
        if (!made) return made.error();
        fixed.latent = made->latent;
        tries.push_back(*std::move(made));
        return tries.back().pad_measured;
      });
  if (!steps) return steps.error();
  Generated out = std::move(tries[best_step(*steps, settings.pad)]);
  out.loop = *std::move(steps);
  return out;
}

}  // namespace kinemote::synthesis
