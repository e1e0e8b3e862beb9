#include "synthesis/models/sequence_batches.h"

#include <algorithm>
#include <cmath>

namespace kinemote::synthesis {

SequenceScaler fit_sequence_scaler(const SequenceSet& set) {
  constexpr double kConstant = 1e-6;  // share of the mean's size below which nothing varies
  std::vector<double> sums(set.channels), squares(set.channels);
  double frames = 0.0;
  const auto each_valid_frame = [&](auto visit) {
    for (size_t t = 0; t < set.valid.size(); ++t) {
      if (set.valid[t] != 0.0F) visit(set.values.data() + t * set.channels);
    }
  };
  each_valid_frame([&](const float* values) {
    frames += 1.0;
    for (int c = 0; c < set.channels; ++c) sums[c] += values[c];
  });
  SequenceScaler scaler;
  for (const double sum : sums) scaler.mean.push_back(static_cast<float>(sum / frames));
  // A second pass: the difference of squares would lose what varies around a large mean.
  each_valid_frame([&](const float* values) {
    for (int c = 0; c < set.channels; ++c) {
      const double off = values[c] - sums[c] / frames;
      squares[c] += off * off;
    }
  });
  for (int c = 0; c < set.channels; ++c) {
    const double deviation = std::sqrt(squares[c] / frames);
    const double floor = kConstant * std::max(1e-3, std::abs(sums[c] / frames));
    scaler.deviation.push_back(deviation > floor ? static_cast<float>(deviation) : 1.0F);
  }
  return scaler;
}

SequenceView sequence_of(const SequenceSet& set, int index) {
  const size_t first = static_cast<size_t>(index) * set.frames;
  return {{set.values.data() + first * set.channels, size_t(set.frames) * set.channels},
          {set.valid.data() + first, static_cast<size_t>(set.frames)}};
}

SequenceBatch make_sequence_batch(const std::vector<SequenceView>& sequences,
                                  const SequenceScaler& scaler) {
  SequenceBatch batch;
  for (const SequenceView& sequence : sequences) {
    const auto there = std::count_if(sequence.valid.begin(), sequence.valid.end(),
                                     [](float mark) { return mark != 0.0F; });
    batch.lengths.push_back(static_cast<int>(there));
    batch.frames = std::max(batch.frames, batch.lengths.back());
  }
  const size_t channels = scaler.mean.size();
  batch.values.resize(sequences.size() * batch.frames * channels);
  for (size_t n = 0; n < sequences.size(); ++n) {
    float* to = batch.values.data() + n * batch.frames * channels;
    for (size_t t = 0; t < sequences[n].valid.size(); ++t) {
      if (sequences[n].valid[t] == 0.0F) continue;
      const float* from = sequences[n].values.data() + t * channels;
      for (size_t c = 0; c < channels; ++c) {
        *to++ = (from[c] - scaler.mean[c]) / scaler.deviation[c];
      }
    }
  }
  return batch;
}

}  // namespace kinemote::synthesis
