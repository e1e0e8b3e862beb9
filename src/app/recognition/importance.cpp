#include "app/recognition/importance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "analysis/stats/class_scores.h"
#include "motion/core/body_map.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

constexpr int kPermutedWindows = 400;
constexpr int kGradientWindows = 48;
constexpr int kEncodedWindows = 100;

std::vector<int> evenly(const std::vector<int>& all, int most) {
  const int count = static_cast<int>(all.size());
  if (count <= most) return all;
  std::vector<int> chosen;
  for (int i = 0; i < most; ++i) chosen.push_back(all[static_cast<size_t>(i) * count / most]);
  return chosen;
}

/// The same clips with these windows alone.
RecognitionSet subset(const RecognitionSet& set, const std::vector<int>& windows) {
  RecognitionSet part;
  part.input = set.input;
  part.class_names = set.class_names;
  part.clips = set.clips;
  part.layout = set.layout;
  part.load = set.load;
  for (const int w : windows) {
    part.windows.push_back(set.windows[w]);
    part.sequences.push_back(set.sequences[w]);
  }
  return part;
}

Result<double> balanced_accuracy(Recogniser& recogniser, const RecognitionSet& set) {
  std::vector<int> all(set.windows.size());
  std::iota(all.begin(), all.end(), 0);
  const auto shares = recogniser.probabilities(set, all);
  if (!shares) return shares.error();
  return analysis::class_scores(set.window_labels(), analysis::most_probable(*shares),
                                static_cast<int>(set.class_names.size()))
      .balanced_accuracy;
}

/// `clip` with the local turns of one part of another; the same where one of them lacks it.
Clip with_turns_of(Clip clip, const Clip& other, BodyPart part) {
  const int to = find_body_parts(*clip.skeleton)[part];
  const int from = find_body_parts(*other.skeleton)[part];
  if (to < 0 || from < 0) return clip;
  for (int f = 0; f < clip.frame_count; ++f) {
    clip.frame_rotations(f)[to] = other.frame_rotations(f % other.frame_count)[from];
  }
  return clip;
}

/// What loads each clip of a set with a part's turns from its partner's, both by `source`.
auto exchanging(std::function<Result<io::ClipImport>(int)> load, std::map<int, int> partners,
                BodyPart part) {
  return [load = std::move(load), partners = std::move(partners),
          part](int source) -> Result<io::ClipImport> {
    auto own = load(source);
    if (!own) return own;
    const auto other = load(partners.at(source));
    if (!other) return other.error();
    own->clip = with_turns_of(std::move(own->clip), other->clip, part);
    return own;
  };
}

}  // namespace

std::vector<ChannelGroup> joint_groups(const analysis::SequenceLayout& layout) {
  std::vector<ChannelGroup> groups;
  for (size_t joint = 0; joint < layout.joints.size(); ++joint) {
    ChannelGroup& group = groups.emplace_back(ChannelGroup{layout.joints[joint], {}});
    for (int person = 0; person < layout.people; ++person) {
      for (int n = 0; n < layout.numbers_a_joint; ++n) {
        group.channels.push_back(layout.channel(person, static_cast<int>(joint), n));
      }
    }
  }
  return groups;
}

std::vector<ChannelGroup> number_groups(const analysis::SequenceLayout& layout) {
  std::vector<ChannelGroup> groups;
  for (int n = 0; n < layout.numbers_a_joint; ++n) {
    ChannelGroup& group = groups.emplace_back(ChannelGroup{layout.numbers[n].name, {}});
    for (int person = 0; person < layout.people; ++person) {
      for (size_t joint = 0; joint < layout.joints.size(); ++joint) {
        group.channels.push_back(layout.channel(person, static_cast<int>(joint), n));
      }
    }
  }
  for (int e = 0; e < layout.extra; ++e) {
    groups.push_back({layout.extras[e].name, {layout.first_extra() + e}});
  }
  return groups;
}

Result<std::vector<double>> turn_importance(Recogniser& recogniser, const RecognitionSet& set,
                                            const std::vector<int>& windows, uint64_t seed,
                                            const Progress& progress) {
  const RecognitionSet plain = subset(set, evenly(windows, kEncodedWindows));
  const auto base = balanced_accuracy(recogniser, plain);
  if (!base) return base.error();
  std::set<int> sources;
  for (const RecognitionWindow& window : plain.windows) {
    sources.insert(plain.clips[window.clip].source);
  }
  const std::vector<int> clips(sources.begin(), sources.end());
  std::vector<int> from = clips;
  std::mt19937_64 engine(seed);
  std::vector<double> lost;
  for (int p = 0; p < kBodyPartCount; ++p) {
    if (!report(progress, "what matters", p / static_cast<double>(kBodyPartCount))) {
      return cancelled();
    }
    shuffle(from, engine);
    std::map<int, int> partners;
    for (size_t i = 0; i < clips.size(); ++i) partners[clips[i]] = from[i];
    RecognitionSet permuted = plain;
    permuted.load = exchanging(plain.load, std::move(partners), static_cast<BodyPart>(p));
    const auto score = balanced_accuracy(recogniser, permuted);
    if (!score) return score.error();
    lost.push_back(*base - *score);
  }
  return lost;
}

Result<std::vector<double>> permutation_importance(Recogniser& recogniser,
                                                   const RecognitionSet& set,
                                                   const std::vector<int>& windows,
                                                   const std::vector<ChannelGroup>& groups,
                                                   uint64_t seed, const Progress& progress) {
  const RecognitionSet plain = subset(set, evenly(windows, kPermutedWindows));
  const auto base = balanced_accuracy(recogniser, plain);
  if (!base) return base.error();
  std::vector<double> lost;
  std::mt19937_64 engine(seed);
  std::vector<int> from(plain.windows.size());
  std::iota(from.begin(), from.end(), 0);
  for (const ChannelGroup& group : groups) {
    const double done = static_cast<double>(lost.size()) / static_cast<double>(groups.size());
    if (!report(progress, "what matters", done)) return cancelled();
    shuffle(from, engine);
    RecognitionSet permuted = plain;
    for (size_t w = 0; w < from.size(); ++w) {
      analysis::PoseSequence& to = permuted.sequences[w];
      const analysis::PoseSequence& other = plain.sequences[from[w]];
      for (int f = 0; f < to.frames; ++f) {
        for (const int c : group.channels) to.frame(f)[c] = other.frame(f)[c];
      }
    }
    const auto score = balanced_accuracy(recogniser, permuted);
    if (!score) return score.error();
    lost.push_back(*base - *score);
  }
  return lost;
}

Result<std::vector<double>> gradient_shares(Recogniser& recogniser, const RecognitionSet& set,
                                            const std::vector<int>& windows) {
  const auto attributed = recogniser.attributions(set, evenly(windows, kGradientWindows));
  if (!attributed) return attributed.error();
  if (attributed->empty()) return std::vector<double>{};
  const int channels = set.layout.channels();
  std::vector<double> shares(channels, 0.0);
  for (size_t i = 0; i < attributed->size(); ++i) {
    shares[i % channels] += std::abs((*attributed)[i]);
  }
  const double total = std::max(1e-12, std::accumulate(shares.begin(), shares.end(), 0.0));
  for (double& share : shares) share /= total;
  return shares;
}

std::vector<double> shares_of(const std::vector<ChannelGroup>& groups,
                              const std::vector<double>& channel_shares) {
  std::vector<double> shares;
  if (channel_shares.empty()) return shares;
  for (const ChannelGroup& group : groups) {
    double share = 0.0;
    for (const int c : group.channels) share += channel_shares[c];
    shares.push_back(share);
  }
  return shares;
}

}  // namespace kinemote::app
