#include "app/judge/judge_data.h"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "analysis/stats/random.h"
#include "analysis/stats/splits.h"

namespace kinemote::app {
namespace {

constexpr int kFolds = 5;  // of the split that is made here: one of them is held out

std::vector<std::string> names_in(const std::string& settings_json, const char* key) {
  const auto json = nlohmann::json::parse(settings_json, nullptr, false);
  if (!json.is_object() || !json.contains("split") || !json["split"].is_object()) return {};
  const auto& split = json["split"];
  if (!split.contains(key) || !split[key].is_array()) return {};
  std::vector<std::string> names;
  for (const auto& name : split[key]) {
    if (name.is_string()) names.push_back(name.get<std::string>());
  }
  return names;
}

/// Keeps `most` of the windows, drawn without order, in their order.
void thin_out(std::vector<JudgedWindow>& windows, int most, uint64_t seed) {
  if (static_cast<int>(windows.size()) <= most) return;
  std::mt19937_64 engine(seed);
  analysis::shuffle(windows, engine);
  windows.resize(most);
  std::sort(windows.begin(), windows.end(), [](const JudgedWindow& a, const JudgedWindow& b) {
    return std::pair(a.clip, a.first) < std::pair(b.clip, b.first);
  });
}

/// Index of the clip's style among those judged; a new one if the model can be asked for it, else
/// -1.
int style_number(const synthesis::ModelCard& card, const synthesis::TrainingClip& clip,
                 std::vector<JudgedStyle>& styles) {
  for (size_t i = 0; i < styles.size(); ++i) {
    if (styles[i].name == clip.label) return static_cast<int>(i);
  }
  JudgedStyle style{clip.label, {}, clip.pad};
  style.condition.style = card.style_index(clip.label);
  if (clip.pad) style.condition.pad = *clip.pad;
  if (style.condition.style < 0 && !clip.pad) return -1;
  styles.push_back(std::move(style));
  return static_cast<int>(styles.size()) - 1;
}

/// Marks the clips that the model has not seen; false if its split names none of them.
bool mark_by_model(const std::string& settings_json, JudgeData& data) {
  const std::vector<std::string> takes = held_out_takes(settings_json);
  const std::vector<std::string> clips = held_out_clips(settings_json);
  const std::set<std::string> held_takes(takes.begin(), takes.end());
  const std::set<std::string> held_clips(clips.begin(), clips.end());
  bool is_any = false;
  for (JudgedClip& clip : data.clips) {
    clip.is_held_out =
        held_takes.contains(clip.source->take) || held_clips.contains(clip.source->clip.name);
    is_any |= clip.is_held_out;
  }
  return is_any;
}

Status mark_by_take(uint64_t seed, JudgeData& data) {
  std::vector<analysis::SplitClip> clips;
  std::set<std::string> takes;
  for (size_t i = 0; i < data.clips.size(); ++i) {
    const synthesis::TrainingClip& source = *data.clips[i].source;
    clips.push_back({std::to_string(i), source.take, source.content});
    takes.insert(source.take);
  }
  const int folds = std::min<int>(kFolds, static_cast<int>(takes.size()));
  if (folds < 2) {
    return bad_input(
        "one take alone cannot be divided into clips to compare with and clips to "
        "judge by; give more clips");
  }
  const auto split = analysis::make_split(clips, analysis::SplitKind::kTake, folds, seed);
  if (!split) return split.error();
  for (size_t i = 0; i < data.clips.size(); ++i) {
    data.clips[i].is_held_out = split->folds[i] == 0;
  }
  return {};
}

}  // namespace

JudgeSize JudgeSize::quick() {
  JudgeSize size;
  size.training_windows = 600;
  size.held_out_windows = 200;
  size.forest_rows = 500;
  size.forest_trees = 45;
  size.sampled = 100;
  size.restyled = 60;
  size.frechet = 150;
  size.grid_seeds = 1;
  size.grid_steps = 3;
  size.other_clips = 8;
  size.other_styles = 3;
  size.decodes = 50;
  size.long_s = 10.0;
  return size;
}

synthesis::MotionWindow JudgeData::channels(const JudgedWindow& window) const {
  const auto width = static_cast<std::ptrdiff_t>(layout->channel_count());
  const auto begin = clips[window.clip].channels.begin() + window.first * width;
  return {begin, begin + layout->frame_count * width};
}

Clip JudgeData::clip(const JudgedWindow& window) const {
  return synthesis::clip_from_channels(channels(window), *layout);
}

synthesis::Condition JudgeData::condition(const JudgedWindow& window) const {
  return condition(style_of(window), content_of(window));
}

synthesis::Condition JudgeData::condition(int style, int content) const {
  synthesis::Condition condition = styles[style].condition;
  condition.content = content;
  return condition;
}

std::vector<int> JudgeData::styles_of(const std::vector<JudgedWindow>& windows) const {
  std::vector<int> labels;
  for (const JudgedWindow& window : windows) labels.push_back(style_of(window));
  return labels;
}

std::vector<int> JudgeData::contents_of(const std::vector<JudgedWindow>& windows) const {
  std::vector<int> labels;
  for (const JudgedWindow& window : windows) labels.push_back(content_of(window));
  return labels;
}

std::vector<std::string> JudgeData::style_names() const {
  std::vector<std::string> names;
  for (const JudgedStyle& style : styles) names.push_back(style.name);
  return names;
}

std::vector<std::pair<int, int>> JudgeData::training_pairs() const {
  std::set<std::pair<int, int>> pairs;
  for (const JudgedWindow& window : training) pairs.emplace(style_of(window), content_of(window));
  return {pairs.begin(), pairs.end()};
}

int JudgeData::neutral_style() const {
  int nearest = -1;
  double least = std::numeric_limits<double>::infinity();
  for (size_t i = 0; i < styles.size(); ++i) {
    if (styles[i].name == "normal" || styles[i].name == "neutral") return static_cast<int>(i);
    if (!styles[i].pad) continue;
    const double distance = analysis::distance(*styles[i].pad, {});
    if (distance < least) {
      least = distance;
      nearest = static_cast<int>(i);
    }
  }
  return nearest;
}

std::vector<std::string> held_out_takes(const std::string& settings_json) {
  return names_in(settings_json, "held_out_takes");
}

std::vector<std::string> held_out_clips(const std::string& settings_json) {
  return names_in(settings_json, "held_out_clips");
}

Result<JudgeData> cut_judge_data(const synthesis::ModelCard& card, const TrainingSet& set,
                                 const std::vector<std::string>& only, const JudgeSize& size,
                                 uint64_t seed, const Progress& progress, Warnings& warnings) {
  JudgeData data;
  data.layout = &card.layout;
  data.contents = card.contents;
  const int width = card.layout.channel_count();
  const int length = card.layout.frame_count;
  for (const std::string& style : only) {
    const auto is_it = [&](const synthesis::TrainingClip& clip) { return clip.label == style; };
    if (std::none_of(set.clips.begin(), set.clips.end(), is_it)) {
      return usage_error("no clip of " + set.source + " has the style \"" + style + "\"");
    }
  }
  for (size_t i = 0; i < set.clips.size(); ++i) {
    const synthesis::TrainingClip& clip = set.clips[i];
    if (!report(progress, "cutting windows", i / static_cast<double>(set.clips.size()))) {
      return cancelled();
    }
    if (!only.empty() && std::find(only.begin(), only.end(), clip.label) == only.end()) continue;
    const auto skip = [&](const std::string& why) {
      warnings.push_back("skipped: " + clip.clip.name + why);
    };
    const auto content = std::find(card.contents.begin(), card.contents.end(), clip.content);
    if (content == card.contents.end()) {
      skip(": the model does not know content \"" + clip.content + "\"");
      continue;
    }
    Result<std::vector<float>> channels = synthesis::channels_from_clip(clip.clip, card.layout);
    if (!channels) {
      skip(": " + channels.error().message);
      continue;
    }
    const int frames = static_cast<int>(channels->size()) / width;
    if (frames < length) {
      skip(" is shorter than the model's window of " + std::to_string(length) + " frames");
      continue;
    }
    const int style = style_number(card, clip, data.styles);
    if (style < 0) {
      skip(": the model does not know style \"" + clip.label + "\", and it has no PAD");
      continue;
    }
    data.clips.push_back({&clip, std::move(*channels), frames, style,
                          static_cast<int>(content - card.contents.begin()), false});
  }
  if (data.clips.empty()) {
    return bad_input("no clip fits the model" +
                     (warnings.empty() ? std::string() : " (" + warnings.back() + ")"));
  }
  data.is_split_of_model = mark_by_model(card.settings_json, data);
  if (!data.is_split_of_model) {
    if (Status s = mark_by_take(seed, data); !s) return s.error();
  }
  int held_out_clips = 0;
  for (size_t i = 0; i < data.clips.size(); ++i) {
    const JudgedClip& clip = data.clips[i];
    held_out_clips += clip.is_held_out;
    auto& part = clip.is_held_out ? data.held_out : data.training;
    const int hop = std::max(1, clip.is_held_out ? length / 2 : length / 4);
    for (int first = 0; first + length <= clip.frame_count; first += hop) {
      part.push_back({static_cast<int>(i), first});
    }
  }
  if (data.training.empty()) {
    return bad_input("all clips of " + set.source +
                     " are held out by the model's own split, and none is left to compare with");
  }
  thin_out(data.training, size.training_windows, seed);
  thin_out(data.held_out, size.held_out_windows, seed);
  data.description = std::to_string(held_out_clips) + (held_out_clips == 1 ? " clip" : " clips") +
                     (data.is_split_of_model ? " held out by the model's own training, of "
                                             : " of a fifth of the takes of ") +
                     set.source;
  return data;
}

}  // namespace kinemote::app
