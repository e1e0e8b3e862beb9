#include "app/recognition/recogniser.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "analysis/features/augment_sequence.h"
#include "app/recognition/recogniser_file.h"
#include "app/recognition/recogniser_kinds.h"
#include "motion/core/random.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

constexpr int kGridFolds = 3;
constexpr int kGradientSteps = 32;
constexpr int kAugmentedCopies = 2;  // of every training row, for classifiers that see rows once

std::vector<int> labels_at(const RecognitionSet& set, const std::vector<int>& windows) {
  std::vector<int> labels;
  for (const int w : windows) labels.push_back(set.clips[set.windows[w].clip].label);
  return labels;
}

std::vector<analysis::PoseSequence> sequences_at(const RecognitionSet& set,
                                                 const std::vector<int>& windows) {
  std::vector<analysis::PoseSequence> chosen;
  for (const int w : windows) chosen.push_back(set.sequences[w]);
  return chosen;
}

/// Windows of as many clips of each class as may be learned from, drawn from the seed.
std::vector<int> windows_of_few_clips(const RecognitionSet& set, const std::vector<int>& windows,
                                      int clips_a_class, uint64_t seed) {
  if (clips_a_class == 0) return windows;
  std::set<int> clips;
  for (const int w : windows) clips.insert(set.windows[w].clip);
  std::vector<int> order(clips.begin(), clips.end());
  std::mt19937_64 engine(seed);
  shuffle(order, engine);
  std::vector<int> taken(set.class_names.size(), 0);
  std::set<int> kept;
  for (const int clip : order) {
    if (taken[set.clips[clip].label]++ < clips_a_class) kept.insert(clip);
  }
  std::vector<int> few;
  for (const int w : windows) {
    if (kept.contains(set.windows[w].clip)) few.push_back(w);
  }
  return few;
}

Status check_classes(const RecognitionSet& set, const std::vector<int>& windows) {
  std::vector<int> counts(set.class_names.size(), 0);
  for (const int label : labels_at(set, windows)) ++counts[label];
  for (size_t k = 0; k < counts.size(); ++k) {
    if (counts[k] == 0) {
      return bad_input("no training window shows \"" + set.class_names[k] +
                       "\": give more clips of it, fewer folds or another split");
    }
  }
  return {};
}

class RowRecogniser final : public Recogniser {
 public:
  RowRecogniser(std::shared_ptr<const analysis::RowClassifier> classifier, RecogniserTraining said)
      : classifier_(std::move(classifier)) {
    training_ = std::move(said);
  }
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    if (windows.empty()) return Eigen::MatrixXd();
    const Eigen::MatrixXd rows = rows_of(set.input, sequences_at(set, windows));
    if (rows.cols() != classifier_->input_count()) {
      return bad_input("the recogniser reads " + std::to_string(classifier_->input_count()) +
                       " numbers of a window; these have " + std::to_string(rows.cols()));
    }
    return classifier_->probabilities(rows);
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path& path,
                                                  const std::string& header) const override {
    if (Status s = save_row_classifier(path, header, *classifier_); !s) return s.error();
    return std::vector{path};
  }

 private:
  std::shared_ptr<const analysis::RowClassifier> classifier_;
};

class SequenceRecogniser final : public Recogniser {
 public:
  SequenceRecogniser(std::unique_ptr<synthesis::SequenceClassifier> classifier,
                     RecogniserTraining said)
      : classifier_(std::move(classifier)) {
    training_ = std::move(said);
  }
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    if (windows.empty()) return Eigen::MatrixXd();
    const auto flat = classifier_->probabilities(sequence_set(set, windows));
    if (!flat) return flat.error();
    using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::MatrixXd(
        Eigen::Map<const Rows>(flat->data(), static_cast<Eigen::Index>(windows.size()),
                               static_cast<Eigen::Index>(classifier_->class_names().size())));
  }
  Result<std::vector<float>> attributions(const RecognitionSet& set,
                                          const std::vector<int>& windows) override {
    auto found = classifier_->integrated_gradients(sequence_set(set, windows), kGradientSteps);
    if (!found) return found.error();
    return std::move(found->values);
  }
  Result<std::vector<double>> attention(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    return classifier_->attention(sequence_set(set, windows));
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path& path,
                                                  const std::string&) const override {
    // The header was given to the training as what its input is.
    if (Status s = classifier_->save(path); !s) return s.error();
    return std::vector{path};
  }

 private:
  std::unique_ptr<synthesis::SequenceClassifier> classifier_;
};

Result<std::unique_ptr<Recogniser>> fit_sequence(
    const RecognitionSet& set, const std::vector<int>& training, const std::vector<int>& validation,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress) {
  const auto library = synthesis::models_library();
  if (!library) return library.error();
  synthesis::SequenceTrainSettings settings;
  settings.network = spec.network;
  settings.epochs = spec.epochs;
  settings.batch = spec.batch;
  settings.patience = spec.patience;
  settings.learning_rate = spec.learning_rate;
  settings.weight_decay = spec.weight_decay;
  settings.label_smoothing = spec.label_smoothing;
  settings.seed = context.settings.seed;
  settings.threads = context.threads;
  settings.on_epoch = context.on_epoch;
  const std::vector<int> labels = labels_at(set, training);
  const int classes = static_cast<int>(set.class_names.size());
  std::vector<int> learned = training;
  switch (spec.balance) {
    case analysis::ClassBalance::kClassWeights:
      settings.class_weights = analysis::class_weights(labels, classes);
      break;
    case analysis::ClassBalance::kSampler:
      settings.sampler = [labels, classes](int epoch, uint64_t seed) {
        return analysis::balanced_epoch(labels, classes, 0, seed + static_cast<uint64_t>(epoch));
      };
      settings.sampler_name = "every class equally often";
      break;
    case analysis::ClassBalance::kUndersample: {
      learned.clear();
      for (const int i : analysis::undersampled_rows(labels, classes, 0, context.settings.seed)) {
        learned.push_back(training[i]);
      }
      break;
    }
    case analysis::ClassBalance::kSmote:  // refused by the spec
    case analysis::ClassBalance::kNone:
      break;
  }
  if (spec.augments) {
    const auto augmenter =
        analysis::Augmenter::make(set.layout, {}, set.sequences.front().frame_time_s);
    if (!augmenter) return augmenter.error();
    settings.augmentation = [augmenter = *augmenter](std::span<float> values,
                                                     std::span<float> valid, uint64_t seed) {
      augmenter.apply(values, valid, seed);
    };
    settings.augmentation_name = "all that the input allows, usual strength";
  }
  synthesis::SequenceSet shown = sequence_set(set, learned);
  shown.input_json = recogniser_header(spec, context.settings, set.class_names);
  auto trained = (*library)->train_sequence_classifier(shown, sequence_set(set, validation),
                                                       settings, {}, false, progress);
  if (!trained) return trained.error();
  RecogniserTraining said;
  said.settings = settings.network.resolved().to_json();
  said.window_count = static_cast<int>(learned.size());
  said.parameter_count = trained->classifier->parameter_count();
  said.curve = std::move(trained->curve);
  said.warnings = std::move(trained->warnings);
  return sequence_recogniser(std::move(trained->classifier), std::move(said));
}

/// Rows of sequences, with augmented copies if asked for.
Result<analysis::LabelledRows> labelled_rows(const RecognitionSet& set,
                                             const std::vector<int>& windows, bool augments,
                                             uint64_t seed, std::vector<int>& groups) {
  std::vector<analysis::PoseSequence> sequences = sequences_at(set, windows);
  analysis::LabelledRows data;
  data.labels = labels_at(set, windows);
  data.class_count = static_cast<int>(set.class_names.size());
  groups.clear();
  for (const int w : windows) groups.push_back(set.windows[w].clip);
  if (augments) {
    const auto augmenter =
        analysis::Augmenter::make(set.layout, {}, set.sequences.front().frame_time_s);
    if (!augmenter) return augmenter.error();
    const size_t plain = sequences.size();
    for (int copy = 1; copy <= kAugmentedCopies; ++copy) {
      for (size_t i = 0; i < plain; ++i) {
        sequences.push_back(augmenter->apply(sequences[i], seed + 1'000'003 * copy + i));
        data.labels.push_back(data.labels[i]);
        groups.push_back(groups[i]);
      }
    }
  }
  data.rows = rows_of(set.input, sequences);
  return data;
}

/// New rows belong to no clip of their own: a group beyond all others, which no grid sees, for it
/// chooses before.
Status fill_by_smote(analysis::LabelledRows& data, std::vector<int>& groups, uint64_t seed) {
  const Eigen::RowVectorXd mean = data.rows.colwise().mean();
  const Eigen::RowVectorXd spread =
      ((data.rows.rowwise() - mean).colwise().squaredNorm() / static_cast<double>(data.rows.rows()))
          .cwiseSqrt()
          .cwiseMax(1e-12);
  const Eigen::MatrixXd scaled = (data.rows.rowwise() - mean) * spread.cwiseInverse().asDiagonal();
  const auto filled =
      analysis::smote(scaled, data.labels, data.class_count, {.neighbours = 5, .seed = seed});
  if (!filled) return filled.error();
  data.rows = (filled->rows * spread.asDiagonal()).rowwise() + mean;
  data.labels = filled->labels;
  groups.resize(data.labels.size(), 1 + *std::max_element(groups.begin(), groups.end()));
  return {};
}

}  // namespace

std::unique_ptr<Recogniser> row_recogniser(
    std::shared_ptr<const analysis::RowClassifier> classifier, RecogniserTraining said) {
  return std::make_unique<RowRecogniser>(std::move(classifier), std::move(said));
}

std::unique_ptr<Recogniser> sequence_recogniser(
    std::unique_ptr<synthesis::SequenceClassifier> classifier, RecogniserTraining said) {
  return std::make_unique<SequenceRecogniser>(std::move(classifier), std::move(said));
}

Status balance_rows(analysis::LabelledRows& data, std::vector<int>& groups,
                    analysis::ClassBalance balance, uint64_t seed) {
  const auto keep = [&](const std::vector<int>& rows) {
    const analysis::LabelledRows all = data;
    const std::vector<int> all_groups = groups;
    data.rows = all.rows(rows, Eigen::all);
    data.labels.clear();
    groups.clear();
    for (const int row : rows) {
      data.labels.push_back(all.labels[row]);
      groups.push_back(all_groups[row]);
    }
  };
  switch (balance) {
    case analysis::ClassBalance::kNone:
      break;
    case analysis::ClassBalance::kClassWeights:
      data.class_weights = analysis::class_weights(data.labels, data.class_count);
      break;
    case analysis::ClassBalance::kSampler:
      keep(analysis::balanced_epoch(data.labels, data.class_count, 0, seed));
      break;
    case analysis::ClassBalance::kUndersample:
      keep(analysis::undersampled_rows(data.labels, data.class_count, 0, seed));
      break;
    case analysis::ClassBalance::kSmote:
      return fill_by_smote(data, groups, seed);
  }
  return {};
}

Result<std::unique_ptr<Recogniser>> fit_rows(const RecognitionSet& set,
                                             const std::vector<int>& training,
                                             const RecogniserSpec& spec, const FitContext& context,
                                             const Progress& progress) {
  const auto kind = analysis::parse_row_kind(spec.model);
  if (!kind) return kind.error();
  std::vector<int> groups;
  auto labelled = labelled_rows(set, training, spec.augments, context.settings.seed, groups);
  if (!labelled) return labelled.error();
  analysis::LabelledRows& data = *labelled;
  auto chosen = choose_row_settings(data, groups, *kind, spec.searches_grid, context, progress);
  if (!chosen) return chosen.error();
  if (Status s = balance_rows(data, groups, spec.balance, context.settings.seed); !s) {
    return s.error();
  }
  auto fitted = analysis::fit_row_classifier(data, *chosen, progress);
  if (!fitted) return fitted.error();
  RecogniserTraining said;
  said.settings = chosen->text();
  said.window_count = static_cast<int>(data.labels.size());
  return row_recogniser(*fitted, std::move(said));
}

Result<analysis::RowClassifierSettings> choose_row_settings(
    const analysis::LabelledRows& data, const std::vector<int>& groups, analysis::RowKind kind,
    bool searches_grid, const FitContext& context, const Progress& progress) {
  if (!searches_grid) {
    analysis::RowClassifierSettings usual;
    usual.kind = kind;
    usual.seed = context.settings.seed;
    usual.threads = context.threads;
    return usual;
  }
  const auto grid = analysis::row_grid(kind, context.settings.seed, context.threads);
  const int group_count = static_cast<int>(std::set<int>(groups.begin(), groups.end()).size());
  if (group_count < kGridFolds) return grid.front();
  const auto choice =
      analysis::choose_by_grid(data, groups, grid, kGridFolds, context.settings.seed, progress);
  if (!choice) return choice.error();
  return choice->settings;
}

Result<std::unique_ptr<Recogniser>> fit_recogniser(
    const RecognitionSet& set, const std::vector<int>& training, const std::vector<int>& validation,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress) {
  if (Status s = spec.validate(); !s) return s.error();
  const auto start = std::chrono::steady_clock::now();
  const std::vector<int> labelled =
      windows_of_few_clips(set, training, spec.clips_a_class, context.settings.seed);
  if (Status s = check_classes(set, labelled); !s) return s.error();
  auto fitted = [&]() -> Result<std::unique_ptr<Recogniser>> {
    switch (spec.family()) {
      case RecogniserFamily::kRows:
        return fit_rows(set, labelled, spec, context, progress);
      case RecogniserFamily::kSequence:
        return fit_sequence(set, labelled, validation, spec, context, progress);
      case RecogniserFamily::kEncoder:
        break;
    }
    return fit_encoder(set, labelled, training, spec, context, progress);
  }();
  if (!fitted) return fitted;
  std::set<int> clips;
  for (const int w : labelled) clips.insert(set.windows[w].clip);
  (*fitted)->note(static_cast<int>(clips.size()),
                  std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return fitted;
}

}  // namespace kinemote::app
