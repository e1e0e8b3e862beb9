#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>

#include "app/recognition/recogniser_kinds.h"
#include "app/reproduce/study.h"
#include "motion/core/atomic_file.h"
#include "synthesis/control/clip_windows.h"
#include "synthesis/control/conditional_prior.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::app {
namespace {

/// A file that is gone when this is.
class TemporaryModel {
 public:
  TemporaryModel() {
    static std::atomic<int> count{0};
    path_ =
        std::filesystem::temp_directory_path() / ("kinemote-encoder-" + std::to_string(getpid()) +
                                                  "-" + std::to_string(count++) + ".kmodel");
  }
  ~TemporaryModel() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryModel(const TemporaryModel&) = delete;
  TemporaryModel& operator=(const TemporaryModel&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Codes of windows: the autoencoder's own units, whatever a latent would mean under a condition.
Result<Eigen::MatrixXd> codes_of(synthesis::MotionModel& model, const RecognitionSet& set,
                                 const std::vector<int>& windows, const Progress& progress) {
  const synthesis::WindowLayout& layout = model.card().layout;
  const int channels = layout.channel_count();
  const synthesis::Condition any{{0.0, 0.0, 0.0}, 0};
  Eigen::MatrixXd codes(static_cast<Eigen::Index>(windows.size()), model.card().latent_dim());
  std::vector<float> read;
  int read_clip = -1;
  for (size_t i = 0; i < windows.size(); ++i) {
    if (!report(progress, "encoding windows", i / static_cast<double>(windows.size()))) {
      return cancelled();
    }
    const RecognitionWindow& window = set.windows[windows[i]];
    if (window.clip != read_clip) {
      const auto import = set.load(set.clips[window.clip].source);
      if (!import) return import.error();
      auto found = synthesis::channels_from_clip(import->clip, layout);
      if (!found) return found.error();
      read = std::move(*found);
      read_clip = window.clip;
    }
    const size_t wanted = static_cast<size_t>(layout.frame_count) * channels;
    const size_t first = std::min(static_cast<size_t>(window.first_frame) * channels, read.size());
    synthesis::MotionWindow numbers(
        read.begin() + static_cast<ptrdiff_t>(first),
        read.begin() + static_cast<ptrdiff_t>(std::min(first + wanted, read.size())));
    synthesis::hold_to_fill(numbers, layout);
    const auto latent = model.encode(numbers, any);
    if (!latent) return latent.error();
    const std::vector<float> code = model.prior().code_of(*latent, any);
    for (size_t d = 0; d < code.size(); ++d) {
      codes(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(d)) = code[d];
    }
  }
  return codes;
}

class EncoderRecogniser final : public Recogniser {
 public:
  EncoderRecogniser(std::string model_bytes, std::unique_ptr<synthesis::MotionModel> model,
                    std::shared_ptr<const analysis::RowClassifier> head, RecogniserTraining said)
      : model_bytes_(std::move(model_bytes)), model_(std::move(model)), head_(std::move(head)) {
    training_ = std::move(said);
  }
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    if (windows.empty()) return Eigen::MatrixXd();
    const auto codes = codes_of(*model_, set, windows, {});
    if (!codes) return codes.error();
    return head_->probabilities(*codes);
  }
  Result<std::vector<std::filesystem::path>> save(const std::filesystem::path& path,
                                                  const std::string& header) const override {
    const std::filesystem::path encoder = encoder_path(path);
    if (Status s = write_atomically(encoder, model_bytes_); !s) return s.error();
    if (Status s = save_row_classifier(path, header, *head_); !s) return s.error();
    return std::vector{path, encoder};
  }

 private:
  std::string model_bytes_;  // of the encoder's model file
  std::unique_ptr<synthesis::MotionModel> model_;
  std::shared_ptr<const analysis::RowClassifier> head_;
};

}  // namespace

std::filesystem::path encoder_path(std::filesystem::path path) { return path += ".kmodel"; }

Result<std::unique_ptr<Recogniser>> encoder_recogniser(
    const std::filesystem::path& encoder, std::shared_ptr<const analysis::RowClassifier> head,
    RecogniserTraining said) {
  const auto library = synthesis::models_library();
  if (!library) return library.error();
  auto bytes = read_file(encoder);
  if (!bytes) return bytes.error();
  auto model = (*library)->open_motion_model(encoder);
  if (!model) return model.error();
  if (head->input_count() != (*model)->card().latent_dim()) {
    return bad_input(encoder.string() + " is not the encoder that this recogniser was made with");
  }
  return std::unique_ptr<Recogniser>(new EncoderRecogniser(std::move(*bytes), std::move(*model),
                                                           std::move(head), std::move(said)));
}

Result<std::unique_ptr<Recogniser>> fit_encoder(
    const RecognitionSet& set, const std::vector<int>& labelled, const std::vector<int>& unlabelled,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress) {
  const auto library = synthesis::models_library();
  if (!library) return library.error();
  std::set<int> clips;
  for (const int w : unlabelled) clips.insert(set.windows[w].clip);
  std::vector<synthesis::TrainingClip> training;
  for (const int c : clips) {
    const auto import = set.load(set.clips[c].source);
    if (!import) return import.error();
    // One content and no PAD for all: what the encoder learns must not depend on labels.
    training.push_back({import->clip, std::nullopt, "motion", "motion", set.clips[c].take});
  }
  synthesis::MotionVaeSettings settings;
  settings.window_frames = context.settings.window_frames;
  settings.fps = kRecognitionFps;
  settings.epochs = spec.encoder_epochs;
  settings.seed = context.settings.seed;
  settings.threads = context.threads;
  const TemporaryModel file;
  const auto trained = (*library)->train_motion_vae(training, settings, file.path(), false,
                                                    part_of(progress, 0.0, 0.8));
  if (!trained) return trained.error();
  auto model = (*library)->open_motion_model(file.path());
  if (!model) return model.error();

  analysis::LabelledRows data;
  data.class_count = static_cast<int>(set.class_names.size());
  std::vector<int> groups;
  for (const int w : labelled) {
    data.labels.push_back(set.clips[set.windows[w].clip].label);
    groups.push_back(set.windows[w].clip);
  }
  auto codes = codes_of(**model, set, labelled, part_of(progress, 0.8, 0.9));
  if (!codes) return codes.error();
  data.rows = std::move(*codes);
  const auto chosen = choose_row_settings(data, groups, analysis::RowKind::kLogistic, true, context,
                                          part_of(progress, 0.9, 0.95));
  if (!chosen) return chosen.error();
  if (Status s = balance_rows(data, groups, spec.balance, context.settings.seed); !s) {
    return s.error();
  }
  const auto head = analysis::fit_row_classifier(data, *chosen, part_of(progress, 0.95, 1.0));
  if (!head) return head.error();
  RecogniserTraining said;
  said.settings = "encoder of " + std::to_string(clips.size()) + " unlabelled clips, " +
                  std::to_string(spec.encoder_epochs) + " epochs; head " + chosen->text();
  said.window_count = static_cast<int>(data.labels.size());
  return encoder_recogniser(file.path(), *head, std::move(said));
}

}  // namespace kinemote::app
