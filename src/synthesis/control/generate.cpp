#include "synthesis/control/generate.h"

#include <algorithm>
#include <cmath>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/long_motion.h"

namespace kinemote::synthesis {
namespace {

constexpr double kLongest_s = 600.0;

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

/// A motion for settings that are checked, of a model that is told `told` instead of their PAD.
Result<Generated> generate_told(MotionModel& model, const GenerateSettings& settings,
                                const analysis::Pad& told, const Progress& progress) {
  const ModelCard& card = model.card();
  const Result<int> content = settings.content.empty() ? 0 : card.find_content(settings.content);
  if (!content) return content.error();
  const PadCurve& curve = settings.pad_curve;
  Condition condition{curve.empty() ? told : curve.at(0.0), *content};
  if (!settings.style.empty()) {
    const Result<int> style = card.find_style(settings.style);
    if (!style) return style.error();
    condition.style = *style;
  }
  std::vector<float> latent =
      settings.latent.empty() ? model.prior().sample(condition, settings.seed) : settings.latent;
  if (!settings.along.empty()) {
    Result<std::vector<float>> further =
        stepped(model.prior(), std::move(latent), condition, settings.along);
    if (!further) return further.error();
    latent = *std::move(further);
  }

  const double fps = card.layout.fps;
  const double curve_s = curve.empty() ? 0.0 : std::min(kLongest_s, curve.keys.back().time_s);
  const double duration_s = settings.duration_s > 0.0 ? settings.duration_s : curve_s;
  const int frames = duration_s > 0.0 ? std::max(2, static_cast<int>(std::round(duration_s * fps)))
                                      : card.layout.frame_count;
  const Result<LongMotion> motion =
      make_long_motion(model, latent, condition, curve, frames, progress);
  if (!motion) return motion.error();
  return finish_motion(model, *motion, std::move(latent), condition, settings, progress);
}

}  // namespace

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
        fixed.along.clear();  // the latent has taken those steps
        tries.push_back(*std::move(made));
        return tries.back().pad_measured;
      });
  if (!steps) return steps.error();
  Generated out = std::move(tries[best_step(*steps, settings.pad)]);
  out.loop = *std::move(steps);
  return out;
}

}  // namespace kinemote::synthesis
