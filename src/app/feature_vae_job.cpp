#include "app/feature_vae_job.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "app/feature_job.h"
#include "app/settings_hash.h"
#include "motion/io/atomic_file.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "kinemote-feature-vae 1";

Json vector_json(const Eigen::VectorXd& values) {
  return std::vector<double>(values.begin(), values.end());
}

Json layer_json(const analysis::DenseLayer& layer) {
  Json rows = Json::array();
  for (Eigen::Index r = 0; r < layer.weights.rows(); ++r) {
    rows.push_back(vector_json(layer.weights.row(r).transpose()));
  }
  return {{"weights", std::move(rows)}, {"bias", vector_json(layer.bias)}};
}

Eigen::VectorXd vector_from(const Json& json) {
  const auto values = json.get<std::vector<double>>();
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

analysis::DenseLayer layer_from(const Json& json) {
  analysis::DenseLayer layer;
  const auto rows = json.at("weights").get<std::vector<std::vector<double>>>();
  const size_t columns = rows.empty() ? 0 : rows.front().size();
  layer.weights.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns));
  for (size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].size() != columns) throw std::runtime_error("a layer's rows differ in length");
    for (size_t c = 0; c < columns; ++c) layer.weights(r, c) = rows[r][c];
  }
  layer.bias = vector_from(json.at("bias"));
  return layer;
}

std::vector<analysis::DenseLayer> layers_from(const Json& json) {
  std::vector<analysis::DenseLayer> layers;
  for (const Json& layer : json) layers.push_back(layer_from(layer));
  return layers;
}

}  // namespace

Result<FeatureRowsOfClips> feature_rows_of(const ClipSet& clips, const FeatureSettings& settings,
                                           const Progress& progress) {
  const Result<FeatureTable> table = make_features(clips, settings, progress);
  if (!table) return table.error();
  return feature_rows_of(*table, clips.dataset);
}

Result<FeatureRowsOfClips> feature_rows_of(const FeatureTable& features,
                                           const io::Dataset& dataset) {
  // The table names clips; clips of one name in two folders are taken as one, which is the careful
  // side for a split.
  std::map<std::string, int> number;
  FeatureRowsOfClips out;
  out.warnings = features.warnings;
  out.feature_names.assign(features.table.number_columns.begin() + 1,
                           features.table.number_columns.end());
  std::vector<int> kept;
  for (size_t r = 0; r < features.table.numbers.size(); ++r) {
    const std::vector<double>& row = features.table.numbers[r];
    if (std::all_of(row.begin(), row.end(), [](double v) { return std::isfinite(v); })) {
      kept.push_back(static_cast<int>(r));
    }
  }
  out.rows.resize(static_cast<Eigen::Index>(kept.size()),
                  static_cast<Eigen::Index>(out.feature_names.size()));
  for (size_t i = 0; i < kept.size(); ++i) {
    const std::string& name = features.table.texts[kept[i]][0];
    const auto [at, is_new] = number.try_emplace(name, static_cast<int>(out.clips.size()));
    if (is_new) {
      const auto entry = std::find_if(dataset.entries.begin(), dataset.entries.end(),
                                      [&](const auto& e) { return e.name == name; });
      out.clips.push_back(*entry);
    }
    out.clip_of.push_back(at->second);
    const std::vector<double>& row = features.table.numbers[kept[i]];
    for (size_t c = 1; c < row.size(); ++c) out.rows(i, c - 1) = row[c];
  }
  if (kept.empty()) return bad_input("no clip gave a row of features without missing numbers");
  return out;
}

std::string FeatureVaeJobSettings::to_json() const {
  return Json{{"kind", "lma-vae"},
              {"set", features.set},
              {"window_s", features.effective_window_s()},
              {"split", analysis::name_of(split)},
              {"folds", folds},
              {"latent", vae.latent},
              {"hidden", vae.hidden},
              {"epochs", vae.epochs},
              {"batch", vae.batch},
              {"learning_rate", vae.learning_rate},
              {"mse_weight", vae.mse_weight},
              {"beta", vae.beta},
              {"warmup_epochs", vae.warmup_epochs},
              {"standardises", vae.standardises},
              {"seed", vae.seed}}
      .dump();
}

Result<FeatureVaeTraining> train_feature_vae(const FeatureRowsOfClips& data,
                                             const FeatureVaeJobSettings& settings,
                                             const Progress& progress) {
  const Result<synthesis::ModelsLibrary*> library = synthesis::models_library();
  if (!library) return library.error();
  FeatureVaeTraining training;
  training.warnings = data.warnings;
  std::vector<analysis::SplitClip> clips;
  for (size_t i = 0; i < data.clips.size(); ++i) {
    clips.push_back({std::to_string(i), data.clips[i].take, data.clips[i].content});
  }
  auto split = analysis::make_split(clips, settings.split, settings.folds, settings.vae.seed);
  if (!split && settings.split == analysis::SplitKind::kTake) {
    training.warnings.push_back("split by clip instead of take: " + split.error().message);
    split =
        analysis::make_split(clips, analysis::SplitKind::kClip, settings.folds, settings.vae.seed);
  }
  if (!split) return split.error();
  training.split = analysis::name_of(split->kind);
  const auto folds = analysis::folds_of_windows(*split, split->clips, data.clip_of);
  if (!folds) return folds.error();
  std::vector<int> train, test;
  for (size_t i = 0; i < folds->size(); ++i) ((*folds)[i] == 0 ? test : train).push_back(i);
  const Eigen::MatrixXd training_rows = data.rows(train, Eigen::all);
  const Eigen::MatrixXd held_out = data.rows(test, Eigen::all);

  Result<synthesis::FeatureVaeFit> fit =
      (*library)->train_feature_vae(training_rows, data.feature_names, settings.vae, progress);
  if (!fit) return fit.error();
  training.vae = std::move(fit->vae);
  training.curve = std::move(fit->curve);
  training.seconds = fit->seconds;
  training.training_rows = static_cast<int>(train.size());
  training.held_out_rows = static_cast<int>(test.size());
  training.use = analysis::latent_use(training.vae, training_rows);
  const Eigen::VectorXd scale = analysis::column_deviations(training_rows);
  const auto scored = [&](const Eigen::MatrixXd& rebuilt) {
    return analysis::reconstruction_table(data.feature_names, held_out, rebuilt, scale);
  };
  training.held_out = scored(training.vae.decode(training.vae.encode(held_out)));
  training.linear =
      scored(analysis::rebuilt_from_components(training_rows, held_out, settings.vae.latent));
  training.constant = scored(analysis::rebuilt_from_components(training_rows, held_out, 0));
  return training;
}

Status write_feature_vae(const std::filesystem::path& path, const analysis::FeatureVae& vae,
                         const std::string& settings_json) {
  Json encoder = Json::array(), decoder = Json::array();
  for (const auto& layer : vae.encoder) encoder.push_back(layer_json(layer));
  for (const auto& layer : vae.decoder) decoder.push_back(layer_json(layer));
  const Json json = {{"format", kFormat},
                     {"settings", Json::parse(settings_json)},
                     {"settings_hash", settings_hash(settings_json)},
                     {"feature_names", vae.feature_names},
                     {"input_mean", vector_json(vae.input_mean)},
                     {"input_scale", vector_json(vae.input_scale)},
                     {"encoder", std::move(encoder)},
                     {"latent_mean", layer_json(vae.latent_mean)},
                     {"latent_log_variance", layer_json(vae.latent_log_variance)},
                     {"decoder", std::move(decoder)}};
  return io::write_atomically(path,
                              json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

Result<analysis::FeatureVae> read_feature_vae(const std::filesystem::path& path) {
  const Result<std::string> bytes = io::read_file(path);
  if (!bytes) return bytes.error();
  try {
    const Json json = Json::parse(*bytes);
    if (!json.is_object() || json.value("format", std::string()) != kFormat) {
      return bad_input("\"" + path.string() +
                       "\" is no feature autoencoder; expected a file that \"kinemote train "
                       "lma-vae\" wrote");
    }
    analysis::FeatureVae vae;
    json.at("feature_names").get_to(vae.feature_names);
    vae.input_mean = vector_from(json.at("input_mean"));
    vae.input_scale = vector_from(json.at("input_scale"));
    vae.encoder = layers_from(json.at("encoder"));
    vae.decoder = layers_from(json.at("decoder"));
    vae.latent_mean = layer_from(json.at("latent_mean"));
    vae.latent_log_variance = layer_from(json.at("latent_log_variance"));
    if (Status s = vae.validate(); !s)
      return bad_input("\"" + path.string() + "\": " + s.error().message);
    return vae;
  } catch (const std::exception& error) {
    return bad_input("\"" + path.string() + "\" is a damaged feature autoencoder (" + error.what() +
                     ")");
  }
}

}  // namespace kinemote::app
