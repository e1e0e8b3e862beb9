#include "app/make_job.h"

#include <algorithm>
#include <memory>

#include "app/generate_job.h"
#include "app/markup.h"
#include "app/pad_curve_text.h"
#include "app/pad_trace.h"

namespace kinemote::app {
namespace {

std::string comma_text(const analysis::Pad& pad) {
  return fixed_text(pad.pleasure, 2) + "," + fixed_text(pad.arousal, 2) + "," +
         fixed_text(pad.dominance, 2);
}

/// What a motion of these settings is called.
std::string name_of(const synthesis::GenerateSettings& settings) {
  std::string emotion = comma_text(settings.pad);
  if (!settings.style.empty()) emotion = settings.style;
  if (!settings.pad_curve.empty()) emotion = "PAD curve";
  return settings.content + " " + emotion +
         (settings.latent.empty() ? ", seed " + std::to_string(settings.seed) : "");
}

}  // namespace

Result<synthesis::GenerateSettings> generate_settings(const MakeSettings& wish,
                                                      const synthesis::ModelCard& card,
                                                      const std::vector<analysis::PadWord>& words) {
  using Emotion = MakeSettings::Emotion;
  synthesis::GenerateSettings settings;
  if (wish.count < 1 || wish.count > MakeSettings::kMostCount) {
    return usage_error("Between 1 and " + std::to_string(MakeSettings::kMostCount) +
                       " motions are made at once, not " + std::to_string(wish.count) + ".");
  }
  if (!wish.latent.empty() && wish.count > 1) {
    return usage_error("The latent of the sliders fixes the motion: all would be the same one.");
  }
  if (!(wish.seconds >= 0.0 && wish.seconds <= 600.0)) {
    return usage_error("The length lies between 0 (one window of the model) and 600 seconds.");
  }
  if (wish.close_loop > 0 && wish.emotion != Emotion::kPad) {
    return usage_error("The loop is closed on one PAD: choose PAD, or 0 steps.");
  }
  switch (wish.emotion) {
    case Emotion::kPad: {
      const auto pad = analysis::parse_pad(wish.pad, words);
      if (!pad) return pad.error();
      settings.pad = *pad;
      break;
    }
    case Emotion::kStyle:
      if (wish.style.empty()) return usage_error("Choose a style of the model.");
      if (const auto style = card.find_style(wish.style); !style) return style.error();
      settings.style = wish.style;
      break;
    case Emotion::kCurve: {
      auto curve = read_pad_curve(wish.pad_curve, words);
      if (!curve) return curve.error();
      settings.pad_curve = std::move(*curve);
      settings.pad_curve.is_smooth = !wish.is_curve_linear;
      break;
    }
  }
  settings.content = wish.content.empty() ? default_content(card) : wish.content;
  if (const auto content = card.find_content(settings.content); !content) return content.error();
  settings.latent = wish.latent;
  settings.duration_s = wish.seconds;
  settings.is_loop = wish.is_loop;
  settings.seed = wish.seed;
  settings.close_loop.steps = wish.close_loop;
  settings.clean_up = wish.clean_up;
  return settings;
}

std::string pad_curve_text(const PadTrace& trace, int most) {
  const auto count = static_cast<int>(trace.windows.size());
  const int keys = std::min(most, count);
  std::string text;
  for (int k = 0; k < keys; ++k) {
    const int window = keys == 1 ? 0 : k * (count - 1) / (keys - 1);
    const double time_s = trace.middle_s(static_cast<size_t>(window));
    text += (k > 0 ? ";" : "") + fixed_text(time_s, 2) + ":" + comma_text(trace.at(time_s));
  }
  return text;
}

Result<MadeMotions> make_motions(synthesis::MotionModel& model,
                                 const synthesis::GenerateSettings& settings, int count,
                                 const Progress& progress) {
  MadeMotions made;
  made.content = settings.content;
  made.is_loop = settings.is_loop;
  for (int i = 0; i < count; ++i) {
    const auto share = [&](std::string_view phase, double fraction) {
      const std::string words = count == 1 ? std::string(phase)
                                           : "generating: motion " + std::to_string(i + 1) +
                                                 " of " + std::to_string(count);
      return report(progress, words, (i + std::clamp(fraction, 0.0, 1.0)) / count);
    };
    if (!share("generating", 0.0)) return cancelled();
    synthesis::GenerateSettings one = settings;
    one.seed = settings.seed + static_cast<uint64_t>(i);
    Result<synthesis::Generated> motion = synthesis::generate(model, one, share);
    if (!motion) return motion.error();
    MadeMotion about;
    about.name = name_of(one);
    about.duration_s = motion->clip.duration_s();
    about.asked = motion->pad_asked;
    if (!settings.style.empty()) {
      about.asked = model.card().styles[model.card().style_index(settings.style)].pad;
    }
    if (!model.card().affect.feature_names.empty()) about.measured = motion->pad_measured;
    about.spans = std::move(motion->pad_over_time);
    about.loop_steps = static_cast<int>(motion->loop.size());
    about.slide = motion->slide;
    about.data_distance = motion->data_distance;
    motion->clip.name = about.name;
    made.clips.push_back(std::move(motion->clip));
    made.motions.push_back(std::move(about));
  }
  return made;
}

Result<MadeMotions> make_restyled(synthesis::MotionModel& model, const Clip& clip,
                                  const RestyleJobSettings& settings, const Progress& progress) {
  Result<Restyled> restyled = restyle(model, clip, settings, progress);
  if (!restyled) return restyled.error();
  MadeMotion about;
  about.name =
      clip.name + " restyled " + (settings.pad ? comma_text(*settings.pad) : settings.style);
  about.duration_s = restyled->clip.duration_s();
  about.asked = restyled->pad_asked;
  if (restyled->is_pad_measured) {
    about.before = restyled->pad_before;
    about.measured = restyled->pad_after;
  }
  about.loop_steps = static_cast<int>(restyled->loop.size());
  about.slide = restyled->slide_after;
  about.data_distance = restyled->data_distance;
  about.warnings = std::move(restyled->warnings);
  restyled->clip.name = about.name;
  MadeMotions made;
  made.content = restyled->content;
  made.clips.push_back(std::move(restyled->clip));
  made.motions.push_back(std::move(about));
  return made;
}

ClipSet clip_set_of(MadeMotions made, int first_number) {
  ClipSet set;
  set.dataset.root = "what was made here";
  set.dataset.scheme = kMadeScheme;
  for (const MadeMotion& motion : made.motions) {
    io::DatasetEntry entry;
    entry.path = std::string(kMadeScheme) + "/" + std::to_string(first_number++);
    entry.name = motion.name;
    entry.label = kMadeLabel;
    entry.content = made.content;
    entry.take = motion.name;
    if (motion.asked) entry.pad = motion.asked->values();
    set.dataset.entries.push_back(std::move(entry));
  }
  set.load = [clips = std::make_shared<const std::vector<Clip>>(std::move(made.clips))](
                 int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*clips)[static_cast<size_t>(i)]};
  };
  return set;
}

}  // namespace kinemote::app
