#include "app/recognition/importance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/stats/class_scores.h"
#include "motion/core/random.h"

namespace kinemote::app {
namespace {

constexpr int kPermutedWindows = 400;
constexpr int kGradientWindows = 48;

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

std::vector<int> joint_channels(const analysis::SequenceLayout& layout, int joint) {
  std::vector<int> channels;
  for (int person = 0; person < layout.people; ++person) {
    for (int n = 0; n < layout.numbers_a_joint; ++n) {
      channels.push_back(layout.channel(person, joint, n));
    }
  }
  return channels;
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

}  // namespace

Result<std::vector<double>> permutation_importance(Recogniser& recogniser,
                                                   const RecognitionSet& set,
                                                   const std::vector<int>& windows, uint64_t seed,
                                                   const Progress& progress) {
  const RecognitionSet plain = subset(set, evenly(windows, kPermutedWindows));
  const auto base = balanced_accuracy(recogniser, plain);
  if (!base) return base.error();
  const int joints = static_cast<int>(set.layout.joints.size());
  std::vector<double> lost;
  std::mt19937_64 engine(seed);
  std::vector<int> from(plain.windows.size());
  std::iota(from.begin(), from.end(), 0);
  for (int joint = 0; joint < joints; ++joint) {
    if (!report(progress, "which joints matter", joint / static_cast<double>(joints))) {
      return cancelled();
    }
    shuffle(from, engine);
    RecognitionSet permuted = plain;
    const std::vector<int> channels = joint_channels(set.layout, joint);
    for (size_t w = 0; w < from.size(); ++w) {
      analysis::PoseSequence& to = permuted.sequences[w];
      const analysis::PoseSequence& other = plain.sequences[from[w]];
      for (int f = 0; f < to.frames; ++f) {
        for (const int c : channels) to.frame(f)[c] = other.frame(f)[c];
      }
    }
    const auto score = balanced_accuracy(recogniser, permuted);
    if (!score) return score.error();
    lost.push_back(*base - *score);
  }
  return lost;
}

Result<std::vector<double>> gradient_importance(Recogniser& recogniser, const RecognitionSet& set,
                                                const std::vector<int>& windows) {
  const std::vector<int> chosen = evenly(windows, kGradientWindows);
  const auto attributed = recogniser.attributions(set, chosen);
  if (!attributed) return attributed.error();
  if (attributed->empty()) return std::vector<double>{};
  const int channels = set.layout.channels();
  std::vector<double> sums(channels, 0.0);
  for (size_t i = 0; i < attributed->size(); ++i) {
    sums[i % channels] += std::abs((*attributed)[i]);
  }
  const double total = std::max(1e-12, std::accumulate(sums.begin(), sums.end(), 0.0));
  std::vector<double> shares;
  for (int joint = 0; joint < static_cast<int>(set.layout.joints.size()); ++joint) {
    double share = 0.0;
    for (const int c : joint_channels(set.layout, joint)) share += sums[c];
    shares.push_back(share / total);
  }
  return shares;
}

}  // namespace kinemote::app
