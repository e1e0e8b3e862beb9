#include "synthesis/models/training_windows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/stats/random.h"
#include "motion/core/kinematics.h"

namespace kinemote::synthesis {
namespace {

constexpr int kFewestClips = 8;
constexpr double kSamePad = 0.02;  // a clip's PAD this near its word's is the word's

bool is_in_cube(const analysis::Pad& pad) {
  for (const double v : pad.values()) {
    if (!(std::abs(v) <= 1.0)) return false;
  }
  return true;
}

std::vector<StyleWord> styles_of(const std::vector<TrainingClip>& clips,
                                 const std::vector<TrainingWindows::ClipChannels>& used) {
  std::map<std::string, std::pair<analysis::Pad, int>> sums;
  for (const auto& entry : used) {
    const TrainingClip& clip = clips[entry.source];
    if (clip.label.empty()) continue;
    auto& [sum, count] = sums[clip.label];
    if (!clip.pad) continue;
    sum.pleasure += clip.pad->pleasure;
    sum.arousal += clip.pad->arousal;
    sum.dominance += clip.pad->dominance;
    ++count;
  }
  std::vector<StyleWord> styles;
  for (const auto& [label, entry] : sums) {
    const auto& [sum, count] = entry;
    styles.push_back({label, {}});
    if (count > 0) {
      styles.back().pad =
          analysis::Pad{sum.pleasure / count, sum.arousal / count, sum.dominance / count};
    }
  }
  return styles;
}

/// The layout of the first clip that has a recognisable body.
Result<WindowLayout> first_layout(const std::vector<TrainingClip>& clips,
                                  const MotionVaeSettings& settings) {
  std::string reason = "there are no clips";
  for (const TrainingClip& clip : clips) {
    Result<WindowLayout> layout =
        WindowLayout::make(clip.clip.skeleton, settings.fps, settings.window_frames);
    if (layout) return layout;
    if (layout.error().code == ErrorCode::kUsage) return layout.error();
    reason = "clip \"" + clip.clip.name + "\": " + layout.error().message;
  }
  return bad_input("nothing to train on: " + reason);
}

}  // namespace

void TrainingWindows::copy_window(const WindowIndex& index, std::span<float> to) const {
  const ClipChannels& clip = clips[index.clip];
  const int frames = layout.frame_count;
  for (int c = 0; c < layout.channel_count(); ++c) {
    std::copy_n(
        clip.channels.data() + static_cast<size_t>(c) * clip.frame_count + index.start_frame,
        frames, to.data() + static_cast<size_t>(c) * frames);
  }
}

std::vector<char> choose_held_out(const std::vector<TrainingClip>& clips, double test_share,
                                  uint64_t seed) {
  using Kind = std::pair<std::string, std::string>;  // content and label
  std::map<Kind, std::vector<size_t>> clips_of;
  std::vector<std::string> take_of(clips.size());
  std::map<std::string, std::set<Kind>> kinds_of;
  std::map<std::string, int> size_of;
  for (size_t i = 0; i < clips.size(); ++i) {
    take_of[i] = clips[i].take.empty() ? "clip " + std::to_string(i) : "take " + clips[i].take;
    const Kind kind{clips[i].content, clips[i].label};
    clips_of[kind].push_back(i);
    kinds_of[take_of[i]].insert(kind);
    ++size_of[take_of[i]];
  }
  std::vector<char> flags(clips.size());
  std::map<Kind, std::vector<std::string>> takes_of;  // each take in its first kind
  std::set<std::string> seen;
  for (auto& [kind, members] : clips_of) {
    const bool is_recording = std::any_of(members.begin(), members.end(), [&](size_t i) {
      return size_of[take_of[i]] > 1 && kinds_of[take_of[i]].size() == 1;
    });
    std::set<std::string> own_takes;
    for (const size_t i : members) own_takes.insert(take_of[i]);
    if (is_recording && test_share * static_cast<double>(own_takes.size()) < 1.0) {
      std::stable_sort(members.begin(), members.end(),
                       [&](size_t a, size_t b) { return clips[a].clip.name < clips[b].clip.name; });
      const auto count = static_cast<double>(members.size());
      const auto kept = members.size() - static_cast<size_t>(std::lround(test_share * count));
      for (size_t i = kept; i < members.size(); ++i) flags[members[i]] = 1;
      continue;
    }
    for (const size_t i : members) {
      if (seen.insert(take_of[i]).second) takes_of[kind].push_back(take_of[i]);
    }
  }
  std::mt19937_64 random(seed);
  std::set<std::string> held_out;
  double owed = 0.5;  // takes still to be held out: carried over, since many groups have one take
  for (auto& [kind, takes] : takes_of) {
    analysis::shuffle(takes, random);
    owed += test_share * static_cast<double>(takes.size());
    for (size_t i = 0; i < takes.size() && owed >= 1.0; ++i, owed -= 1.0) held_out.insert(takes[i]);
  }
  if (held_out.empty() && seen.size() > 1) held_out.insert(takes_of.begin()->second.front());
  for (size_t i = 0; i < clips.size(); ++i) {
    if (held_out.count(take_of[i]) > 0) flags[i] = 1;
  }
  return flags;
}

std::string split_rule(const std::vector<TrainingClip>& clips, const TrainingWindows& data) {
  std::set<std::string> learned_from;
  for (const TrainingWindows::ClipChannels& clip : data.clips) {
    if (!clip.is_held_out) learned_from.insert(clips[clip.source].take);
  }
  bool is_whole = false;
  bool is_end = false;
  for (const TrainingWindows::ClipChannels& clip : data.clips) {
    if (!clip.is_held_out) continue;
    const std::string& take = clips[clip.source].take;
    const bool is_shared = !take.empty() && learned_from.contains(take);
    (is_shared ? is_end : is_whole) = true;
  }
  if (!is_end) return "take";
  return is_whole ? "take, or end of take" : "end of take";
}

Result<TrainingWindows> cut_training_windows(const std::vector<TrainingClip>& clips,
                                             const MotionVaeSettings& settings,
                                             const Progress& progress) {
  Result<WindowLayout> layout = first_layout(clips, settings);
  if (!layout) return layout.error();
  TrainingWindows data;
  data.layout = *layout;
  data.height_m = body_height_m(*data.layout.skeleton);
  std::set<std::string> contents;
  for (size_t i = 0; i < clips.size(); ++i) {
    if (!report(progress, "reading clips", static_cast<double>(i) / clips.size()))
      return cancelled();
    const TrainingClip& clip = clips[i];
    if (clip.pad && !is_in_cube(*clip.pad)) {
      return bad_input("clip \"" + clip.clip.name + "\" has a PAD value outside [-1, 1]");
    }
    Result<std::vector<float>> channels = channels_from_clip(clip.clip, data.layout);
    if (!channels) {
      data.warnings.push_back("clip \"" + clip.clip.name +
                              "\" is left out: " + channels.error().message);
      continue;
    }
    TrainingWindows::ClipChannels entry;
    entry.source = static_cast<int>(i);
    entry.frame_count = static_cast<int>(channels->size()) / data.layout.channel_count();
    if (entry.frame_count < data.layout.frame_count) {
      data.warnings.push_back("clip \"" + clip.clip.name + "\" is left out: it has " +
                              std::to_string(entry.frame_count) + " frames at " +
                              std::to_string(settings.fps) + " fps, fewer than a window's " +
                              std::to_string(data.layout.frame_count));
      continue;
    }
    entry.channels = transposed(*channels, entry.frame_count, data.layout.channel_count());
    contents.insert(clip.content);
    data.clips.push_back(std::move(entry));
  }
  if (data.clips.size() < kFewestClips) {
    return bad_input("only " + std::to_string(data.clips.size()) + " of " +
                     std::to_string(clips.size()) + " clips can be used; training needs at least " +
                     std::to_string(kFewestClips) +
                     (data.warnings.empty() ? "" : " (" + data.warnings.front() + ")"));
  }
  data.contents.assign(contents.begin(), contents.end());
  data.styles = styles_of(clips, data.clips);

  std::vector<TrainingClip> used;  // only what the split looks at
  for (const auto& entry : data.clips) {
    const TrainingClip& clip = clips[entry.source];
    used.push_back({{}, clip.pad, clip.content, clip.label, clip.take});
    used.back().clip.name = clip.clip.name;
  }
  const std::vector<char> held_out = choose_held_out(used, settings.test_share, settings.seed);
  for (size_t i = 0; i < data.clips.size(); ++i) {
    auto& entry = data.clips[i];
    entry.is_held_out = held_out[i] != 0;
    entry.content = static_cast<int>(
        std::lower_bound(data.contents.begin(), data.contents.end(), used[i].content) -
        data.contents.begin());
    const auto style = std::find_if(data.styles.begin(), data.styles.end(),
                                    [&](const StyleWord& s) { return s.name == used[i].label; });
    if (style != data.styles.end()) {
      entry.style = static_cast<int>(style - data.styles.begin());
    }
    auto& windows = entry.is_held_out ? data.held_out : data.training;
    for (int start = 0; start + data.layout.frame_count <= entry.frame_count;
         start += settings.hop_frames) {
      windows.push_back({static_cast<int>(i), start});
    }
  }
  return data;
}

Condition TrainingWindows::condition_of(const ClipChannels& clip,
                                        const TrainingClip& source) const {
  Condition condition{source.pad.value_or(analysis::Pad{}), clip.content, clip.style};
  if (clip.style < 0 || !source.pad) return condition;
  const std::optional<analysis::Pad>& word = styles[clip.style].pad;
  if (!word || analysis::distance(*word, *source.pad) > kSamePad) condition.style = -1;
  return condition;
}

std::vector<float> transposed(std::span<const float> values, int rows, int columns) {
  std::vector<float> out(values.size());
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      out[static_cast<size_t>(c) * rows + r] = values[static_cast<size_t>(r) * columns + c];
    }
  }
  return out;
}

}  // namespace kinemote::synthesis
