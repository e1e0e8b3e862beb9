#include "app/recognition/recognition_set.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "app/parallel.h"
#include "app/recognition/recognition_input.h"

namespace kinemote::app {
namespace {

constexpr int kLaidEndToEnd = 16;  // frames up to which a row holds every number

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
    set.class_names = *std::move(classes);
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

Eigen::MatrixXd rows_of(const std::vector<analysis::PoseSequence>& sequences) {
  if (sequences.empty()) return {};
  const int frames = sequences.front().frames;
  const int channels = sequences.front().channels;
  const bool is_end_to_end = frames <= kLaidEndToEnd;
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(sequences.size()),
                       is_end_to_end ? frames * channels : 2 * channels);
  for (size_t i = 0; i < sequences.size(); ++i) {
    using Frames =
        Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
    const Frames values(sequences[i].values.data(), frames, channels);
    if (is_end_to_end) {
      rows.row(static_cast<Eigen::Index>(i)) =
          Eigen::Map<const Eigen::RowVectorXf>(sequences[i].values.data(), frames * channels)
              .cast<double>();
      continue;
    }
    const Eigen::VectorXd valid =
        Eigen::Map<const Eigen::VectorXf>(sequences[i].valid.data(), frames).cast<double>();
    const double count = std::max(1.0, valid.sum());
    const Eigen::MatrixXd exact = values.cast<double>();
    const Eigen::RowVectorXd mean = valid.transpose() * exact / count;
    const Eigen::RowVectorXd squares =
        valid.transpose() * (exact.rowwise() - mean).cwiseAbs2() / count;
    rows.row(static_cast<Eigen::Index>(i)) << mean, squares.cwiseSqrt();
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
