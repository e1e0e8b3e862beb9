// The one door into this shared library.
#include <mutex>

#include "synthesis/control/model_file.h"
#include "synthesis/models/feature_vae_trainer.h"
#include "synthesis/models/motion_vae_model.h"
#include "synthesis/models/motion_vae_trainer.h"
#include "synthesis/models/sequence_trainer.h"
#include "synthesis/models/torch_backend.h"

namespace kinemote::synthesis {
namespace {

class ModelsRoom final : public ModelsLibrary {
 public:
  // One thread for single decodes: it has the better worst case, and more gain nothing.
  ModelsRoom() { set_backend_threads(1); }

  Result<std::unique_ptr<MotionModel>> open_motion_model(
      const std::filesystem::path& path) override {
    Result<ModelFile> file = read_model_file(path);
    if (!file) return file.error();
    Result<std::unique_ptr<MotionModel>> model = MotionVaeModel::make(*std::move(file));
    if (!model) {
      return Error{model.error().code,
                   "cannot use " + path.string() + " as a model: " + model.error().message};
    }
    return model;
  }

  Result<TrainReport> train_motion_vae(const std::vector<TrainingClip>& clips,
                                       const MotionVaeSettings& settings,
                                       const std::filesystem::path& out, bool resume,
                                       const Progress& progress) override try {
    const std::lock_guard one_at_a_time(training_);
    if (Status s = settings.validate(); !s) return s.error();
    set_backend_threads(settings.threads);
    Result<TrainReport> result = MotionVaeTrainer(clips, settings, out, progress).run(resume);
    set_backend_threads(1);
    return result;
  } catch (const std::exception& e) {
    set_backend_threads(1);
    return environment_error(std::string("training failed: ") + e.what());
  }

  Result<FeatureVaeFit> train_feature_vae(const Eigen::MatrixXd& features,
                                          const std::vector<std::string>& feature_names,
                                          const FeatureVaeSettings& settings,
                                          const Progress& progress) override try {
    const std::lock_guard one_at_a_time(training_);
    set_backend_threads(settings.threads);
    Result<FeatureVaeFit> result = fit_feature_vae(features, feature_names, settings, progress);
    set_backend_threads(1);
    return result;
  } catch (const std::exception& e) {
    set_backend_threads(1);
    return environment_error(std::string("training failed: ") + e.what());
  }

  Result<SequenceTraining> train_sequence_classifier(const SequenceSet& train,
                                                     const SequenceSet& validation,
                                                     const SequenceTrainSettings& settings,
                                                     const std::filesystem::path& checkpoint,
                                                     bool resume, const Progress& progress) override
      try {
    const std::lock_guard one_at_a_time(training_);
    if (Status s = settings.validate(); !s) return s.error();
    set_backend_threads(settings.threads);
    Result<SequenceTraining> result =
        SequenceTrainer(train, validation, settings, checkpoint, progress).run(resume);
    set_backend_threads(1);
    return result;
  } catch (const std::exception& e) {
    set_backend_threads(1);
    return environment_error(std::string("training failed: ") + e.what());
  }

  Result<std::unique_ptr<SequenceClassifier>> open_sequence_classifier(
      const std::filesystem::path& path) override {
    return SequenceModel::open(path);
  }

  std::string description() override { return backend_description(); }

 private:
  std::mutex training_;
};

}  // namespace
}  // namespace kinemote::synthesis

extern "C" __attribute__((visibility("default"))) kinemote::synthesis::ModelsLibrary*
kinemote_models_library() {
  static kinemote::synthesis::ModelsRoom room;
  return &room;
}
