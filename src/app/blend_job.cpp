#include "app/blend_job.h"

#include <cmath>

#include "app/clip_loader.h"
#include "app/motion_import.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/reference_latents.h"
#include "synthesis/control/restyle.h"

namespace kinemote::app {
namespace {

constexpr double kFewAgree = 0.6;
constexpr double kFarFromData = 3.0;
constexpr double kPassage_s = 8.0;
constexpr double kLongest_s = 600.0;

/// What the user says of an end, over what is known of it.
Status apply_wish(const BlendEndWish& wish, const synthesis::ModelCard& card,
                  synthesis::Condition& condition) {
  if (!wish.content.empty()) {
    const Result<int> content = card.find_content(wish.content);
    if (!content) return content.error();
    condition.content = *content;
  }
  if (!wish.style.empty()) {
    const Result<int> style = card.find_style(wish.style);
    if (!style) return style.error();
    condition.style = *style;
  } else if (wish.pad) {
    condition.style = -1;
    condition.pad = *wish.pad;
  }
  return {};
}

/// A latent given by itself or by a seed.
Result<synthesis::BlendSource> made_end(synthesis::MotionModel& model, const BlendEndWish& wish) {
  const synthesis::ModelCard& card = model.card();
  if (wish.start_s) {
    return usage_error(
        "a seed or latent is one window of the model; only a file has a second at "
        "which its window starts");
  }
  synthesis::BlendSource source;
  BlendEndWish said = wish;
  if (said.content.empty()) said.content = default_content(card);
  if (Status s = apply_wish(said, card, source.condition); !s) return s.error();
  if (wish.latent.empty()) {
    source.latent = model.prior().sample(source.condition, wish.seed);
    return source;
  }
  if (wish.latent.size() != card.latent.size()) {
    return usage_error("a latent of " + std::to_string(wish.latent.size()) +
                       " numbers was given; model \"" + card.name + "\" has " +
                       std::to_string(card.latent.size()));
  }
  source.latent = wish.latent;
  return source;
}

Result<synthesis::BlendSource> clip_end(synthesis::MotionModel& model, const BlendEndWish& wish,
                                        std::optional<double> metres_per_unit, BlendEndFound& found,
                                        Warnings& warnings) {
  const synthesis::ModelCard& card = model.card();
  Result<io::ClipImport> import = load_clip(wish.file, {.metres_per_unit = metres_per_unit});
  if (!import) return import.error();
  for (const std::string& warning : import->warnings) warnings.push_back(warning);
  synthesis::BlendSource source;
  source.start_s = wish.start_s;
  source.clip = std::move(import->clip);
  if (!synthesis::check_skeleton(*source.clip->skeleton, card.layout)) {
    Result<Clip> moved = moved_to(card.layout.skeleton, *source.clip);
    if (!moved) return moved.error();
    source.clip = *std::move(moved);
    found.is_retargeted = true;
  }
  const Result<synthesis::RecognisedCondition> shown =
      synthesis::recognise_condition(model, *source.clip);
  if (!shown) return shown.error();
  source.condition = shown->condition;
  if (Status s = apply_wish(wish, card, source.condition); !s) return s.error();
  found.agreement = shown->agreement;
  found.data_distance = shown->distance;
  if (wish.content.empty() && shown->agreement < kFewAgree) {
    warnings.push_back("only " + std::to_string(std::lround(100.0 * shown->agreement)) +
                       " % of \"" + wish.file.string() + "\" looks like \"" +
                       card.contents[source.condition.content] +
                       "\"; say what is done with --content or --content-b");
  }
  if (shown->distance > kFarFromData) {
    warnings.push_back("\"" + wish.file.string() + "\" is " +
                       std::to_string(std::lround(shown->distance)) +
                       " times as far from the model's training motion as that is from itself; "
                       "what the model makes of it will look otherwise");
  }
  return source;
}

Result<synthesis::BlendSource> open_end(synthesis::MotionModel& model, const BlendEndWish& wish,
                                        std::optional<double> metres_per_unit, BlendEndFound& found,
                                        Warnings& warnings) {
  Result<synthesis::BlendSource> source =
      wish.file.empty() ? made_end(model, wish)
                        : clip_end(model, wish, metres_per_unit, found, warnings);
  if (!source) return source;
  const synthesis::ModelCard& card = model.card();
  found.content = card.contents[source->condition.content];
  found.pad = source->condition.pad;
  if (source->condition.style >= 0) {
    const synthesis::StyleWord& style = card.styles[source->condition.style];
    found.style = style.name;
    found.pad = style.pad.value_or(found.pad);
  }
  return source;
}

class Blending {
 public:
  Blending(synthesis::MotionModel& model, const BlendJobSettings& settings,
           const synthesis::BlendEnds& ends, const BlendResult& result, const Progress& progress)
      : model_(model),
        card_(model.card()),
        settings_(settings),
        ends_(ends),
        result_(result),
        progress_(progress) {}

  /// The motion at a share of B.
  Result<synthesis::Generated> at(double share, synthesis::Condition& condition) {
    const synthesis::BlendEnd point =
        synthesis::between(card_, model_.prior(), ends_.a(), ends_.b(), share, settings_.way);
    condition = point.condition;
    synthesis::LongMotion motion;
    if (settings_.region) {
      Result<synthesis::MotionWindow> window =
          synthesis::decode_region(model_, ends_.a(), point, *settings_.region);
      if (!window) return window.error();
      // What the whole shows is what A shows; its latent is found again, for its distance to data.
      condition = ends_.a().condition;
      Result<std::vector<float>> latent = model_.encode(*window, condition);
      if (!latent) return latent.error();
      motion.channels = *std::move(window);
      return finished(motion, *std::move(latent), condition);
    }
    const double fps = card_.layout.fps;
    const int frames = settings_.duration_s > 0.0
                           ? std::max(2, static_cast<int>(std::lround(settings_.duration_s * fps)))
                           : card_.layout.frame_count;
    Result<synthesis::LongMotion> made =
        synthesis::make_long_motion(model_, point.latent, condition, {}, frames, progress_);
    if (!made) return made.error();
    return finished(*made, point.latent, condition);
  }

  Result<synthesis::Generated> passage(synthesis::Condition& condition) {
    const double duration_s = settings_.duration_s > 0.0 ? settings_.duration_s : kPassage_s;
    const int frames = static_cast<int>(std::lround(duration_s * card_.layout.fps));
    const Result<synthesis::LongMotion> made =
        synthesis::make_passage(model_, ends_, settings_.way, frames, progress_);
    if (!made) return made.error();
    const synthesis::BlendEnd middle =
        synthesis::between(card_, model_.prior(), ends_.a(), ends_.b(), 0.5, settings_.way);
    condition = middle.condition;
    return finished(*made, middle.latent, condition,
                    {{{0.25 * duration_s, result_.a.pad}, {0.75 * duration_s, result_.b.pad}}});
  }

 private:
  Result<synthesis::Generated> finished(const synthesis::LongMotion& motion,
                                        std::vector<float> latent,
                                        const synthesis::Condition& condition,
                                        synthesis::PadCurve curve = {}) {
    synthesis::GenerateSettings settings;
    settings.pad = condition.pad;
    settings.pad_curve = std::move(curve);
    settings.clean_up = settings_.clean_up;
    return synthesis::finish_motion(model_, motion, std::move(latent), condition, settings,
                                    progress_);
  }

  synthesis::MotionModel& model_;
  const synthesis::ModelCard& card_;
  const BlendJobSettings& settings_;
  const synthesis::BlendEnds& ends_;
  const BlendResult& result_;
  const Progress& progress_;
};

}  // namespace

Status check_blend(const BlendJobSettings& settings) {
  if (settings.is_passage && (settings.steps > 0 || settings.region)) {
    return usage_error("a passage is one motion: give no number of steps and no region with it");
  }
  if (settings.steps == 1) return usage_error("a series has 2 steps or more: A and B");
  if (settings.region && settings.duration_s > 0.0) {
    return usage_error("a region is taken over in one window of the model; give no length with it");
  }
  if (!(settings.at >= 0.0 && settings.at <= 1.0)) {
    return usage_error("a share of B of " + std::to_string(settings.at) +
                       " is outside [0, 1]; 0 is A, 1 is B");
  }
  if (!(settings.duration_s >= 0.0 && settings.duration_s <= kLongest_s)) {
    return usage_error("cannot make " + std::to_string(settings.duration_s) +
                       " s; expected 0 (as long as is usual) to 600");
  }
  for (const BlendEndWish* wish : {&settings.a, &settings.b}) {
    if (!wish->style.empty() && wish->pad) {
      return usage_error("a PAD and a style both say what an end shows; give one of them");
    }
  }
  return {};
}

Result<BlendResult> blend_files(synthesis::MotionModel& model, const BlendJobSettings& settings,
                                const std::filesystem::path& out, const Progress& progress) {
  if (Status s = check_blend(settings); !s) return s.error();
  if (Status s = can_save_clip(out); !s) return s.error();
  if (!report(progress, "reading the motions", 0.0)) return cancelled();
  BlendResult result;
  const auto open = [&](const BlendEndWish& wish, BlendEndFound& found) {
    return open_end(model, wish, settings.metres_per_unit, found, result.warnings);
  };
  const Result<synthesis::BlendSource> a = open(settings.a, result.a);
  if (!a) return a.error();
  const Result<synthesis::BlendSource> b = open(settings.b, result.b);
  if (!b) return b.error();
  const Result<synthesis::BlendEnds> ends = synthesis::find_ends(model, *a, *b);
  if (!ends) return ends.error();
  result.a.start_s = ends->start_a_s;
  result.b.start_s = ends->start_b_s;
  const synthesis::ConditionalPrior& prior = model.prior();
  result.distance = synthesis::code_distance(prior.code_of(ends->a().latent, ends->a().condition),
                                             prior.code_of(ends->b().latent, ends->b().condition)) /
                    synthesis::typical_spacing(model.card());

  Blending blending(model, settings, *ends, result, progress);
  const int count = std::max(1, settings.steps);
  for (int i = 0; i < count; ++i) {
    if (!report(progress, "blending", static_cast<double>(i) / count)) return cancelled();
    BlendedFile file;
    file.path = numbered(out, i + 1, count);
    if (!settings.is_passage) {
      file.at = settings.steps > 0 ? static_cast<double>(i) / (count - 1) : settings.at;
    }
    Result<synthesis::Generated> motion = settings.is_passage
                                              ? blending.passage(file.condition)
                                              : blending.at(*file.at, file.condition);
    if (!motion) return motion.error();
    file.motion = *std::move(motion);
    file.motion.clip.name = file.path.stem().string();
    result.files.push_back(std::move(file));
  }
  if (!report(progress, "writing", 0.0)) return cancelled();
  for (const BlendedFile& file : result.files) {
    if (Status s = save_clip(file.path, file.motion.clip); !s) return s.error();
  }
  return result;
}

}  // namespace kinemote::app
