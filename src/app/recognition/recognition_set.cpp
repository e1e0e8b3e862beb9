#include "app/recognition/recognition_set.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "analysis/features/keypoint_distances.h"
#include "analysis/features/landmark_vectors.h"
#include "app/parallel.h"
#include "app/recognition/recognition_input.h"

namespace kinemote::app {
namespace {

/// Labels that enough clips have, or the wanted ones.
Result<std::vector<std::string>> classes_of(const ClipSet& clips,
                                            const std::vector<std::string>& wanted) {
  std::map<std::string, int> counts;
  for (const io::DatasetEntry& entry : clips.dataset.entries) {
    if (!entry.label.empty()) ++counts[entry.label];
  }
  std::vector<std::string> classes = wanted;
  if (classes.empty()) {
    for (const auto& [label, count] : counts) {
      if (count >= 2) classes.push_back(label);
    }
  }
  for (const std::string& label : classes) {
    if (counts.contains(label)) continue;
    std::string known;
    for (const auto& [name, count] : counts) known += (known.empty() ? "" : ", ") + name;
    return bad_input("no clip is labelled \"" + label + "\"; labels are " +
                     (known.empty() ? "missing" : known));
  }
  if (classes.size() < 2) {
    return bad_input("recognition needs two labels with two clips or more each; this set has " +
                     std::to_string(classes.size()));
  }
  return classes;
}

std::vector<double> distances_of(const analysis::PoseSequence& sequence) {
  auto distances = analysis::landmark_vectors(sequence);
  // Sequences of landmarks are made by see_clip() in the one shape that this takes.
  return distances ? std::move(*distances) : std::vector<double>(analysis::kKeypointDistanceCount);
}

std::vector<double> means_and_deviations(const analysis::PoseSequence& sequence) {
  const int channels = sequence.channels;
  std::vector<double> row(2 * static_cast<size_t>(channels), 0.0);
  double count = 0.0;
  for (int f = 0; f < sequence.frames; ++f) {
    if (sequence.valid[f] == 0.0F) continue;
    count += 1.0;
    for (int c = 0; c < channels; ++c) row[c] += sequence.frame(f)[c];
  }
  for (int c = 0; c < channels; ++c) row[c] /= std::max(1.0, count);
  for (int f = 0; f < sequence.frames; ++f) {
    if (sequence.valid[f] == 0.0F) continue;
    for (int c = 0; c < channels; ++c) {
      const double off = sequence.frame(f)[c] - row[c];
      row[channels + c] += off * off / std::max(1.0, count);
    }
  }
  for (int c = 0; c < channels; ++c) row[channels + c] = std::sqrt(row[channels + c]);
  return row;
}

}  // namespace

std::vector<int> RecognitionSet::window_labels() const {
  std::vector<int> labels;
  for (const RecognitionWindow& window : windows) labels.push_back(clips[window.clip].label);
  return labels;
}

std::vector<int> RecognitionSet::window_clips() const {
  std::vector<int> numbers;
  for (const RecognitionWindow& window : windows) numbers.push_back(window.clip);
  return numbers;
}

Result<RecognitionSet> make_recognition_set(const ClipSet& clips, RecognitionInput input,
                                            const RecognitionSettings& settings, int threads,
                                            bool needs_labels, const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  RecognitionSet set;
  set.input = input;
  set.load = clips.load;
  if (needs_labels) {
    auto classes = classes_of(clips, settings.classes);
    if (!classes) return classes.error();
    set.class_names = std::move(*classes);
  }
  std::vector<RecognitionClip> wanted;
  for (int i = 0; i < clips.size(); ++i) {
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    const auto label = std::find(set.class_names.begin(), set.class_names.end(), entry.label);
    if (needs_labels && label == set.class_names.end()) continue;
    const bool is_known = label != set.class_names.end();
    wanted.push_back({entry.name, entry.take.empty() ? entry.name : entry.take, entry.content,
                      is_known ? static_cast<int>(label - set.class_names.begin()) : -1, i});
  }

  struct Cut {
    std::vector<int> starts;
    std::vector<analysis::PoseSequence> sequences;
    analysis::SequenceLayout layout;
    std::string problem;
  };
  std::vector<Cut> cuts(wanted.size());
  const Status read =
      parallel_for(static_cast<int>(wanted.size()), threads, progress, "reading clips", [&](int i) {
        const Result<io::ClipImport> import = clips.load(wanted[i].source);
        if (!import) {
          cuts[i].problem = import.error().message;
          return;
        }
        auto seen = see_clip(import->clip, wanted[i].name, input, settings);
        if (!seen) {
          cuts[i].problem = wanted[i].name + ": " + seen.error().message;
          return;
        }
        cuts[i].starts = std::move(seen->starts);
        cuts[i].sequences = std::move(seen->sequences);
        cuts[i].layout = std::move(seen->layout);
      });
  if (!read) return read.error();
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (!cuts[i].problem.empty()) {
      set.warnings.push_back("left out: " + cuts[i].problem);
      continue;
    }
    const int clip = static_cast<int>(set.clips.size());
    set.clips.push_back(wanted[i]);
    if (set.layout.joints.empty()) set.layout = cuts[i].layout;
    for (size_t w = 0; w < cuts[i].starts.size(); ++w) {
      set.windows.push_back({clip, cuts[i].starts[w]});
      set.sequences.push_back(std::move(cuts[i].sequences[w]));
    }
  }
  if (set.windows.empty()) {
    return bad_input("no clip of " + clips.dataset.root.string() + " can be recognised from its " +
                     std::string(name_of(input)) +
                     (set.warnings.empty() ? std::string() : ": " + set.warnings.front()));
  }
  return set;
}

Eigen::MatrixXd rows_of(RecognitionInput input,
                        const std::vector<analysis::PoseSequence>& sequences) {
  Eigen::MatrixXd rows;
  for (size_t i = 0; i < sequences.size(); ++i) {
    const std::vector<double> row = input == RecognitionInput::kLandmarks33
                                        ? distances_of(sequences[i])
                                        : means_and_deviations(sequences[i]);
    const auto columns = static_cast<Eigen::Index>(row.size());
    if (i == 0) rows.resize(static_cast<Eigen::Index>(sequences.size()), columns);
    rows.row(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::RowVectorXd>(row.data(), columns);
  }
  return rows;
}

synthesis::SequenceSet sequence_set(const RecognitionSet& set, const std::vector<int>& windows) {
  synthesis::SequenceSet out;
  if (!set.sequences.empty()) {
    out.frames = set.sequences.front().frames;
    out.channels = set.sequences.front().channels;
  }
  out.class_names = set.class_names;
  out.graph = {set.layout.parents, set.layout.numbers_a_joint, set.layout.people};
  for (const int w : windows) {
    const analysis::PoseSequence& sequence = set.sequences[w];
    out.values.insert(out.values.end(), sequence.values.begin(), sequence.values.end());
    out.valid.insert(out.valid.end(), sequence.valid.begin(), sequence.valid.end());
    const int label = set.clips[set.windows[w].clip].label;
    if (label >= 0) out.labels.push_back(label);
  }
  return out;
}

}  // namespace kinemote::app
