// Small sets of sequences whose classes are known.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "analysis/stats/random.h"
#include "synthesis/control/sequence_classifier.h"

namespace kinemote::test {

using synthesis::SequenceClassifier;
using synthesis::SequenceNetworkKind;
using synthesis::SequenceSet;
using synthesis::SequenceTrainSettings;

/// Two classes with the same frames in another order: a bump that comes early, or late. A network
/// that sees a bag of frames cannot tell them apart. `per_class` sequences each, from 8 to 12 valid
/// frames of 14; channels are those of a chain of three joints with two numbers each, and one more.
inline SequenceSet early_and_late_bumps(int per_class, uint64_t seed) {
  std::mt19937_64 random(seed);
  SequenceSet set;
  set.frames = 14;
  set.channels = 7;
  set.class_names = {"early", "late"};
  set.graph = {{-1, 0, 1}, 2, 1};
  for (int i = 0; i < 2 * per_class; ++i) {
    const int label = i % 2;
    const int length = 8 + analysis::uniform_index(random, 5);
    const int bump = label == 0 ? 1 : length - 2;
    for (int t = 0; t < set.frames; ++t) {
      set.valid.push_back(t < length ? 1.0F : 0.0F);
      for (int c = 0; c < set.channels; ++c) {
        const double noise = 0.1 * (analysis::uniform01(random) - 0.5);
        const double shape = std::exp(-0.5 * (t - bump) * (t - bump)) * (c % 2 == 0 ? 1.0 : -1.0);
        set.values.push_back(t < length ? static_cast<float>(3.0 + shape + noise) : 99.0F);
      }
    }
    set.labels.push_back(label);
  }
  return set;
}

/// Two classes whose frames differ themselves, by the mean of one channel.
inline SequenceSet high_and_low(int per_class, uint64_t seed) {
  SequenceSet set = early_and_late_bumps(per_class, seed);
  set.class_names = {"low", "high"};
  for (int i = 0; i < set.count(); ++i) {
    for (int t = 0; t < set.frames; ++t) {
      set.values[(static_cast<size_t>(i) * set.frames + t) * set.channels] +=
          set.labels[i] == 0 ? -1.0F : 1.0F;
    }
  }
  return set;
}

/// The set with `count` frames that are not valid put behind, before, and between its own.
inline SequenceSet padded(const SequenceSet& set, int behind, int before, int between) {
  SequenceSet out = set;
  out.values.clear();
  out.valid.clear();
  const auto pad = [&](int count) {
    out.valid.insert(out.valid.end(), count, 0.0F);
    out.values.insert(out.values.end(), static_cast<size_t>(count) * set.channels, -55.0F);
  };
  for (int i = 0; i < set.count(); ++i) {
    pad(before);
    for (int t = 0; t < set.frames; ++t) {
      const size_t row = static_cast<size_t>(i) * set.frames + t;
      out.valid.push_back(set.valid[row]);
      const auto from = set.values.begin() + static_cast<ptrdiff_t>(row * set.channels);
      out.values.insert(out.values.end(), from, from + set.channels);
      if (t == 3) pad(between);
    }
    pad(behind);
  }
  out.frames = set.frames + behind + before + between;
  return out;
}

/// One sequence of a set.
inline SequenceSet only(const SequenceSet& set, int index) {
  SequenceSet out = set;
  const auto frames = static_cast<ptrdiff_t>(set.frames);
  out.valid.assign(set.valid.begin() + index * frames, set.valid.begin() + (index + 1) * frames);
  out.values.assign(set.values.begin() + index * frames * set.channels,
                    set.values.begin() + (index + 1) * frames * set.channels);
  out.labels = {set.labels[index]};
  return out;
}

/// Share of sequences whose most probable class is their label.
inline double accuracy_of(SequenceClassifier& classifier, const SequenceSet& set) {
  const auto probabilities = *classifier.probabilities(set);
  const size_t classes = classifier.class_names().size();
  int correct = 0;
  for (int i = 0; i < set.count(); ++i) {
    const auto row = probabilities.begin() + static_cast<ptrdiff_t>(i * classes);
    correct += std::max_element(row, row + static_cast<ptrdiff_t>(classes)) - row == set.labels[i];
  }
  return static_cast<double>(correct) / set.count();
}

/// A small network of a kind, that learns in a second.
inline SequenceTrainSettings small_settings(SequenceNetworkKind kind) {
  SequenceTrainSettings settings;
  settings.network.kind = kind;
  settings.network.hidden = 16;
  settings.network.dropout = 0.1;
  settings.epochs = 40;
  settings.batch = 8;
  settings.learning_rate = 1e-2;
  settings.patience = 0;
  settings.threads = 1;
  return settings;
}

}  // namespace kinemote::test
