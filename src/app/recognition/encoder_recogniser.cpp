#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <set>

#include "analysis/affect/scaled_rows.h"
#include "app/recognition/motion_codes.h"
#include "app/recognition/recogniser_kinds.h"
#include "app/reproduce/study.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

// Posture and slow movement are what a code of half a second is for; many units with little
// pressure keep what barely moves the body, such as how a hand is held.
constexpr int kCodeCoefficients = 4, kCodeUnits = 128;
constexpr double kCodeBeta = 0.01;

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

class EncoderRecogniser final : public Recogniser {
 public:
  EncoderRecogniser(std::string model_bytes, MotionCodes codes,
                    std::shared_ptr<const analysis::RowClassifier> head, RecogniserTraining said)
      : model_bytes_(std::move(model_bytes)), codes_(std::move(codes)), head_(std::move(head)) {
    training_ = std::move(said);
  }
  Result<Eigen::MatrixXd> probabilities(const RecognitionSet& set,
                                        const std::vector<int>& windows) override {
    if (windows.empty()) return Eigen::MatrixXd();
    const auto codes = codes_.of(set, windows, {});
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
  MotionCodes codes_;
  std::shared_ptr<const analysis::RowClassifier> head_;
};

/// Codes have one scale already, and few examples do not say which of them to listen to: a linear
/// support vector machine with the widest margin, and nothing to choose.
analysis::RowClassifierSettings head_settings(const FitContext& context) {
  analysis::RowClassifierSettings settings;
  settings.kind = kEncoderHead;
  settings.svm_kernel = analysis::SvmKernel::kLinear;
  settings.svm_c = 0.1;
  settings.seed = context.settings.seed;
  settings.threads = context.threads;
  return settings;
}

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
  auto codes = MotionCodes::make(std::move(*model));
  if (!codes) return codes.error();
  if (head->input_count() != codes->numbers()) {
    return bad_input(encoder.string() + " is not the encoder that this recogniser was made with");
  }
  return std::unique_ptr<Recogniser>(new EncoderRecogniser(std::move(*bytes), std::move(*codes),
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
  settings.window_frames = kCodeFrames;
  settings.dct = kCodeCoefficients;
  settings.latent = kCodeUnits;
  settings.beta = kCodeBeta;
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
  auto encoder = MotionCodes::make(std::move(*model));
  if (!encoder) return encoder.error();

  analysis::LabelledRows data;
  data.class_count = static_cast<int>(set.class_names.size());
  std::vector<int> groups;
  for (const int w : labelled) {
    data.labels.push_back(set.clips[set.windows[w].clip].label);
    groups.push_back(set.windows[w].clip);
  }
  auto codes = encoder->of(set, labelled, part_of(progress, 0.8, 0.95));
  if (!codes) return codes.error();
  data.rows = std::move(*codes);
  if (Status s = balance_rows(data, groups, spec.balance, context.settings.seed); !s) {
    return s.error();
  }
  const analysis::RowClassifierSettings how = head_settings(context);
  const auto head = analysis::fit_scaled_row_classifier(data, how, part_of(progress, 0.95, 1.0));
  if (!head) return head.error();
  RecogniserTraining said;
  said.settings = "encoder of " + std::to_string(clips.size()) + " unlabelled clips, " +
                  std::to_string(spec.encoder_epochs) + " epochs; head " + how.text();
  said.window_count = static_cast<int>(data.labels.size());
  return encoder_recogniser(file.path(), *head, std::move(said));
}

}  // namespace kinemote::app
