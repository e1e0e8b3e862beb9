#include "synthesis/procedural/corpus.h"

#include <algorithm>
#include <cmath>

#include "synthesis/procedural/contents.h"
#include "synthesis/procedural/follow_through.h"
#include "synthesis/procedural/living.h"
#include "synthesis/procedural/noise.h"

namespace kinemote::synthesis {
namespace {

constexpr double kShortest_s = 1.0;
constexpr double kLongest_s = 120.0;

const Content* find_content(const std::string& name) {
  for (const Content& content : contents()) {
    if (content.name == name) return &content;
  }
  return nullptr;
}

std::string content_list() {
  std::string list;
  for (const std::string& name : procedural_contents()) list += (list.empty() ? "" : ", ") + name;
  return list;
}

Status check(const PerformSettings& settings) {
  if (!find_content(settings.content)) {
    return usage_error("unknown content \"" + settings.content + "\"; expected one of " +
                       content_list());
  }
  for (const double value : settings.pad.values()) {
    if (!(std::abs(value) <= 1.0)) {
      return usage_error("PAD has the value " + std::to_string(value) +
                         "; expected pleasure, arousal and dominance in [-1, 1]");
    }
  }
  if (!(settings.duration_s >= kShortest_s && settings.duration_s <= kLongest_s)) {
    return usage_error("the duration is " + std::to_string(settings.duration_s) +
                       " s; expected 1 to 120 s");
  }
  if (!(settings.fps >= 1.0 && settings.fps <= 1000.0)) {
    return usage_error("the rate is " + std::to_string(settings.fps) +
                       " frames a second; expected 1 to 1000");
  }
  return {};
}

}  // namespace

const std::vector<std::string>& procedural_contents() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> list;
    for (const Content& content : contents()) list.push_back(content.name);
    return list;
  }();
  return names;
}

Result<Clip> perform(const PerformSettings& settings) {
  if (const Status status = check(settings); !status.ok()) return status.error();
  const Content& content = *find_content(settings.content);
  const Performer performer = make_performer(settings.pad, settings.actor_seed, settings.take_seed);
  const int frames =
      std::max(1, static_cast<int>(std::floor(settings.duration_s * settings.fps + 1e-9)));
  Clip clip = Clip::make(canonical_skeleton(), frames, 1.0 / settings.fps);
  clip.name = settings.content;

  // Springs run at a whole fraction of the frame time, from a second before the clip, so that they
  // have settled by its first frame.
  constexpr double kLongestStep_s = 1.0 / 200.0;
  const int steps = static_cast<int>(std::ceil(clip.frame_time_s / kLongestStep_s));
  const double step_s = clip.frame_time_s / steps;
  const int lead_steps = static_cast<int>(std::ceil(1.0 / step_s));
  FollowThrough follow(performer.style, step_s);
  const PoseSolver solver;
  const PoseOverTime pose_at = content.plan(performer);
  for (int step = -lead_steps; step <= (frames - 1) * steps; ++step) {
    const double time_s = step * step_s;
    BodyPose pose = pose_at(time_s);
    follow.apply(pose);
    if (step < 0 || step % steps != 0) continue;
    add_tremor(performer, time_s, pose);
    const int frame = step / steps;
    clip.translations[frame] = solver.solve(pose, clip.frame_rotations(frame));
  }
  return clip;
}

Result<std::vector<CorpusClip>> make_corpus(const CorpusSettings& settings,
                                            const std::vector<analysis::PadWord>& words,
                                            const Progress& progress) {
  if (settings.clip_count < 1) {
    return usage_error("the corpus was asked for " + std::to_string(settings.clip_count) +
                       " clips; expected at least 1");
  }
  if (!(settings.between_words_share >= 0.0 && settings.between_words_share <= 1.0)) {
    return usage_error("between_words_share is " + std::to_string(settings.between_words_share) +
                       "; expected 0 to 1");
  }
  if (words.empty() && settings.between_words_share < 1.0) {
    return usage_error("the PAD table has no words; give one, or draw all points between words");
  }
  const std::vector<std::string>& names = procedural_contents();
  constexpr int kActors = 8;
  // Contents take turns from clip to clip and words from round to round, so that any count is
  // spread evenly; clips between words are spread among the others by the golden ratio.
  const auto content_count = static_cast<int>(names.size());
  std::vector<CorpusClip> corpus;
  int worded = 0;
  for (int i = 0; i < settings.clip_count; ++i) {
    if (!report(progress, "performing the corpus", static_cast<double>(i) / settings.clip_count)) {
      return cancelled();
    }
    const uint64_t clip_seed = derive_seed(settings.seed, static_cast<uint64_t>(i));
    const int round = i / content_count;
    const double turn = i * 0.6180339887498949;
    const bool is_between = turn - std::floor(turn) < settings.between_words_share;
    CorpusClip entry;
    entry.content = names[i % content_count];
    if (is_between) {
      entry.pad = {signed_uniform(clip_seed, 1), signed_uniform(clip_seed, 2),
                   signed_uniform(clip_seed, 3)};
    } else {
      const auto& word = words[(round + 5 * (i % content_count)) % words.size()];
      entry.label = word.word;
      entry.pad = word.pad;
      ++worded;
    }
    const int actor = static_cast<int>(uniform(clip_seed, 4) * kActors);
    const auto two_digits = [](int number) {
      return std::string(number < 10 ? 1 : 0, '0') + std::to_string(number);
    };
    entry.name = "kinemote_" + entry.content + "_" + (is_between ? "between" : entry.label) + "_a" +
                 two_digits(actor) + "_t" + two_digits(i);
    entry.take = entry.name;
    PerformSettings performance;
    performance.content = entry.content;
    performance.pad = entry.pad;
    performance.actor_seed = derive_seed(settings.seed, 0xAC000 + static_cast<uint64_t>(actor));
    performance.take_seed = clip_seed;
    performance.duration_s = 5.0 + 2.5 * uniform(clip_seed, 5);
    Result<Clip> clip = perform(performance);
    if (!clip.ok()) return clip.error();
    entry.clip = std::move(*clip);
    entry.clip.name = entry.name;
    corpus.push_back(std::move(entry));
  }
  return corpus;
}

}  // namespace kinemote::synthesis
