// Training: the motion VAE, and the affect model alone.
#include <memory>

#include "app/cli/support.h"
#include "app/cli/train_lma_vae.h"
#include "app/cli/train_pad.h"
#include "app/cli/train_recogniser_command.h"
#include "app/markup.h"
#include "synthesis/control/model_file.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

/// Options that both autoencoders have, each with its own default, which stands where these are out
/// of range.
struct SharedOptions {
  int latent = 0, epochs = 0, batch = 0, warmup_epochs = -1;
  double learning_rate = 0.0, beta = -1.0;
};

struct TrainOptions {
  std::string kind;
  ClipSetOptions source;
  std::string out;
  bool resume = false;
  SharedOptions shared;
  synthesis::MotionVaeSettings vae;
  std::string network;
  TrainPadOptions pad;
  TrainRecogniserOptions recogniser;
  FeatureVaeJobSettings features;
  std::string feature_layers;
  bool is_unscaled = false;

  /// Puts what was given of the shared options into the settings of a kind.
  template <typename Settings>
  void apply_shared(Settings& settings) const {
    if (shared.latent > 0) settings.latent = shared.latent;
    if (shared.epochs > 0) settings.epochs = shared.epochs;
    if (shared.batch > 0) settings.batch = shared.batch;
    if (shared.learning_rate > 0.0) settings.learning_rate = shared.learning_rate;
    if (shared.beta >= 0.0) settings.beta = shared.beta;
    if (shared.warmup_epochs >= 0) settings.warmup_epochs = shared.warmup_epochs;
  }
};

/// A JSON text of ours, or null if it is none.
Json parsed(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json(nullptr) : json;
}

Json curve_json(const std::vector<synthesis::CurvePoint>& curve) {
  Json points = Json::array();
  for (const synthesis::CurvePoint& point : curve) {
    points.push_back({{"epoch", point.epoch},
                      {"train_loss", point.train_loss},
                      {"reconstruction", point.reconstruction},
                      {"kl_nats", point.kl_nats},
                      {"beta", point.beta},
                      {"test_reconstruction", point.test_reconstruction}});
  }
  return points;
}

/// Ten lines of the curve, first and last among them.
std::string curve_text(const std::vector<synthesis::CurvePoint>& curve) {
  TextTable table({"epoch", "loss", "reconstruction", "held out", "KL nats"});
  const size_t shown = std::min<size_t>(10, curve.size());
  for (size_t i = 0; i < shown; ++i) {
    const auto& point = curve[shown == 1 ? 0 : i * (curve.size() - 1) / (shown - 1)];
    table.add({std::to_string(point.epoch), fixed_text(point.train_loss, 4),
               fixed_text(point.reconstruction, 4), fixed_text(point.test_reconstruction, 4),
               fixed_text(point.kl_nats, 2)});
  }
  return table.text();
}

/// Lines "name  value" of a JSON object, nested objects indented.
std::string lines_of(const Json& json, int depth = 1) {
  std::string out;
  for (const auto& [key, value] : json.items()) {
    const std::string indent(2 * depth, ' ');
    if (value.is_object()) {
      out += indent + key + "\n" + lines_of(value, depth + 1);
    } else if (value.is_number_float()) {
      out += indent + key + "  " + fixed_text(value.get<double>(), 4) + "\n";
    } else if (!value.is_array() || value.size() <= 8) {
      out += indent + key + "  " + value.dump() + "\n";
    }
  }
  return out;
}

Result<Report> train_motion_vae(const TrainOptions& values, Invocation& invocation) {
  synthesis::MotionVaeSettings settings = values.vae;
  values.apply_shared(settings);
  for (const synthesis::NetworkKind kind : synthesis::kNetworkKinds) {
    if (values.network == name_of(kind)) settings.network = kind;
  }
  settings.seed = invocation.global.seed;
  settings.threads = invocation.global.threads;
  if (Status s = settings.validate(); !s) return s.error();
  const auto library = synthesis::models_library();
  if (!library) return library.error();
  const Result<ClipSet> clips = open(values.source, invocation);
  if (!clips) return clips.error();
  const Result<TrainingSet> set = make_training_set(
      *clips, invocation.global.threads, invocation.console.progress(), Needs::kPadOrLabel);
  if (!set) return set.error();
  invocation.console.warnings(set->skipped);
  invocation.console.message("training on " + std::to_string(set->clips.size()) + " clips of " +
                             set->source);
  const auto trained = (*library)->train_motion_vae(set->clips, settings, values.out, values.resume,
                                                    invocation.console.progress());
  if (!trained) return trained.error();
  invocation.console.warnings(trained->warnings);
  const auto file = synthesis::read_model_file(values.out);
  if (!file) return file.error();

  Json stated = parsed(file->card.settings_json);
  Json split = stated.is_object() && stated.contains("split") ? stated["split"] : Json(nullptr);
  Json metrics = parsed(trained->metrics_json);
  Warnings warnings = set->skipped;
  warnings.insert(warnings.end(), trained->warnings.begin(), trained->warnings.end());
  Report report;
  report.text = "trained on " + std::to_string(set->clips.size()) + " clips in " +
                format_duration(trained->seconds) + "; " + std::to_string(trained->active_units) +
                " of " + std::to_string(file->card.latent_dim()) +
                " latent dimensions are active\n" + curve_text(trained->curve) + "measures\n" +
                lines_of(metrics) + "wrote " + values.out + "\n";
  report.json = {{"kind", "motion-vae"},
                 {"out", values.out},
                 {"settings", std::move(stated)},
                 {"settings_hash", file->card.settings_hash},
                 {"split", std::move(split)},
                 {"clips", set->clips.size()},
                 {"contents", file->card.contents},
                 {"curves", curve_json(trained->curve)},
                 {"active_units", trained->active_units},
                 {"metrics", std::move(metrics)},
                 {"warnings", warnings},
                 {"seconds", trained->seconds}};
  return report;
}

void declare_vae(OptionSet& options, std::string& network, synthesis::MotionVaeSettings& vae) {
  const char* group = "motion-vae";
  std::vector<std::string> networks;
  for (const synthesis::NetworkKind kind : synthesis::kNetworkKinds) {
    networks.emplace_back(name_of(kind));
  }
  network = name_of(vae.network);
  options
      .option("network", network,
              "Network on top of the linear autoencoder: " + networks[0] + ", " + networks[1] +
                  " or " + networks[2])
      .among(networks)
      .group(group);
  const auto whole = [&](const char* name, int& value, const char* help) {
    options.option(name, value, help).group(group);
  };
  const auto real = [&](const char* name, double& value, const char* help) {
    options.option(name, value, help).group(group);
  };
  whole("window-frames", vae.window_frames, "Frames of a window");
  real("fps", vae.fps, "Frames per second of the model");
  whole("hop-frames", vae.hop_frames, "Frames from one window's start to the next");
  whole("patience", vae.patience,
        "Epochs without better held-out windows before training stops; 0: a quarter of all");
  real("free-bits", vae.free_bits, "Nats per dimension that are not penalised");
  whole("hidden", vae.hidden, "Units of the hidden layers");
  whole("dct", vae.dct, "Temporal cosine coefficients kept");
  whole("components", vae.components, "Principal components kept");
  real("position-weight", vae.position_weight, "Weight of joint positions");
  real("velocity-weight", vae.velocity_weight, "Weight of joint velocities");
  real("contact-weight", vae.contact_weight, "Weight of foot speed in contact");
  real("test-share", vae.test_share, "Share of takes held out");
}

void declare_shared(OptionSet& options, SharedOptions& shared) {
  const char* group = "motion-vae and lma-vae (out of range: the kind's own)";
  options.option("latent", shared.latent, "Latent dimensions").group(group);
  options.option("epochs", shared.epochs, "Rounds through the data").group(group);
  options.option("batch", shared.batch, "Windows a step").group(group);
  options.option("learning-rate", shared.learning_rate, "Learning rate at the start").group(group);
  options.option("beta", shared.beta, "Final weight of the KL divergence").group(group);
  options
      .option("warmup-epochs", shared.warmup_epochs, "Epochs in which the KL weight rises from 0")
      .group(group);
}

void declare_lma_vae(OptionSet& options, TrainOptions& values) {
  const char* group = "lma-vae";
  options.option("set", values.features.features.set, "Features: lma27, lma25, lma or kinematics")
      .group(group);
  options.option("layers", values.feature_layers, "Units of the encoder's hidden layers, as 64,32")
      .group(group);
  options
      .option("mse-weight", values.features.vae.mse_weight,
              "Weight of the squared error beside the KL divergence")
      .group(group);
  options
      .flag("unscaled", values.is_unscaled,
            "Train on the features as they are (the original's mistake, for comparison)")
      .group(group);
}

}  // namespace

Command train_command() {
  return {
      "train",
      "Models",
      "Train a model on your clips or the built-in corpus",
      "KIND motion-vae: a generator of motion steered by PAD, with the affect model beside it. "
      "KIND "
      "lma-vae: an autoencoder of Laban features. KIND "
      "pad: the affect model alone, which measures PAD on a motion. KIND recogniser: tells labels "
      "apart, judged on a fold that it did not see, with a model card beside it. Clips need a PAD: "
      "their own, "
      "or that of their label in the PAD table; for motion-vae and recogniser a label will do. "
      "Others are listed "
      "and left out.",
      {"train motion-vae corpus --out my.kmodel --epochs 120",
       "train lma-vae corpus --latent 5 --out lma-vae.json", "train pad corpus --out my-pad.json",
       "train recogniser corpus --recogniser svm --classes happy,sad --out my.krec"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<TrainOptions>();
        options.positional("KIND", values->kind, "motion-vae, lma-vae, pad or recogniser")
            .required();
        declare_clip_set(options, values->source);
        options.option("out", values->out, "Model file to write (.kmodel; pad and lma-vae: .json)")
            .required()
            .value_name("FILE");
        options.flag("resume", values->resume, "Continue from the checkpoint beside FILE")
            .group("motion-vae");
        declare_shared(options, values->shared);
        declare_vae(options, values->network, values->vae);
        declare_lma_vae(options, *values);
        declare_train_pad(options, values->pad);
        declare_train_recogniser(options, values->recogniser);
        return [values](Invocation& invocation) -> Result<Report> {
          if (values->kind == "motion-vae") return train_motion_vae(*values, invocation);
          if (values->kind == "pad") {
            return train_pad(values->source, values->out, values->pad, invocation);
          }
          if (values->kind == "lma-vae") {
            FeatureVaeJobSettings settings = values->features;
            values->apply_shared(settings.vae);
            settings.vae.standardises = !values->is_unscaled;
            return train_lma_vae(values->source, values->out, values->feature_layers, settings,
                                 invocation);
          }
          if (values->kind == "recogniser") {
            return train_recogniser(values->source, values->out, values->pad.training.split,
                                    values->pad.training.folds, values->recogniser, invocation);
          }
          return usage_error("this version trains motion-vae, lma-vae, pad and recogniser, not \"" +
                             values->kind + "\"");
        };
      }};
}

}  // namespace kinemote::app
