#include "app/cli/train_lma_vae.h"

#include <charconv>

#include "app/clip_loader.h"
#include "app/latent_from_pad.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

Result<std::vector<int>> layers_of(const std::string& text) {
  std::vector<int> layers;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    int units = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), units);
    if (error != std::errc() || (end != text.data() + text.size() && *end != ',')) {
      return usage_error("\"" + text + "\" is no list of layers; expected numbers like 64,32");
    }
    layers.push_back(units);
    at = end + 1;
  }
  return layers;
}

Json table_json(const FeatureVaeTraining& training) {
  Json rows = Json::array();
  const auto& table = training.held_out;
  for (size_t i = 0; i < table.feature_names.size(); ++i) {
    rows.push_back({{"feature", table.feature_names[i]},
                    {"mse", table.mse[i]},
                    {"mae", table.mae[i]},
                    {"standardised_mae", table.standardised_mae[i]},
                    {"linear_standardised_mae", training.linear.standardised_mae[i]},
                    {"constant_standardised_mae", training.constant.standardised_mae[i]}});
  }
  return rows;
}

/// How well the latent follows from PAD, or why that cannot be said.
void add_latent_from_pad(const Result<LatentFromPad>& found, Report& report) {
  if (!found) {
    report.json["pad_to_latent"] = nullptr;
    report.text += "the latent cannot be compared with PAD: " + found.error().message + "\n";
    return;
  }
  std::vector<std::string> heading = {"PAD to latent"};
  const size_t units = found->regressions.front().unit_mae.size();
  for (size_t z = 0; z < units; ++z) heading.push_back("unit " + std::to_string(z + 1));
  heading.insert(heading.end(), {"mean", "decoded features"});
  TextTable table(heading);
  Json rows = Json::array();
  for (const LatentRegression& regression : found->regressions) {
    std::vector<std::string> row = {regression.name};
    for (const double mae : regression.unit_mae) row.push_back(fixed_text(mae, 2));
    row.insert(row.end(),
               {fixed_text(regression.mean_mae, 3), fixed_text(regression.decoded_mae, 3)});
    table.add(row);
    rows.push_back({{"regression", regression.name},
                    {"unit_mae", regression.unit_mae},
                    {"mean_mae", regression.mean_mae},
                    {"decoded_standardised_mae", regression.decoded_mae}});
  }
  report.json["pad_to_latent"] = {{"split", found->split},
                                  {"rows", found->rows},
                                  {"clips", found->clips},
                                  {"regressions", std::move(rows)}};
  report.text += table.text() + "mean absolute errors in standard deviations, on " +
                 std::to_string(found->rows) + " rows of " + std::to_string(found->clips) +
                 " clips with a PAD, five folds by " + found->split + "\n";
}

}  // namespace

Result<Report> train_lma_vae(const ClipSetOptions& source, const std::string& out,
                             const std::string& hidden, FeatureVaeJobSettings settings,
                             Invocation& invocation) {
  if (extension_of(out) != "json") {
    return usage_error("cannot write \"" + out + "\": the feature autoencoder is written as .json");
  }
  if (!hidden.empty()) {
    Result<std::vector<int>> layers = layers_of(hidden);
    if (!layers) return layers.error();
    settings.vae.hidden = std::move(*layers);
  }
  settings.vae.seed = invocation.global.seed;
  settings.vae.threads = settings.features.threads = invocation.global.threads;
  if (Status s = settings.vae.validate(); !s) return s.error();
  if (Status s = settings.features.validate(); !s) return s.error();
  const Result<ClipSet> clips = open(source, invocation);
  if (!clips) return clips.error();
  const auto data = feature_rows_of(*clips, settings.features, invocation.console.progress());
  if (!data) return data.error();
  const auto training = train_feature_vae(*data, settings, invocation.console.progress());
  if (!training) return training.error();
  invocation.console.warnings(training->warnings);
  const std::string stated = settings.to_json();
  if (Status s = write_feature_vae(out, training->vae, stated); !s) return s.error();

  TextTable table({"feature", "MSE", "MAE", "MAE / sd", "linear", "constant"});
  const auto& held = training->held_out;
  for (size_t i = 0; i < held.feature_names.size(); ++i) {
    table.add({held.feature_names[i], fixed_text(held.mse[i], 5), fixed_text(held.mae[i], 4),
               fixed_text(held.standardised_mae[i], 3),
               fixed_text(training->linear.standardised_mae[i], 3),
               fixed_text(training->constant.standardised_mae[i], 3)});
  }
  table.add({"mean", "", "", fixed_text(held.mean_standardised_mae, 3),
             fixed_text(training->linear.mean_standardised_mae, 3),
             fixed_text(training->constant.mean_standardised_mae, 3)});
  TextTable units({"latent unit", "KL nats", "variance of its mean"});
  for (size_t z = 0; z < training->use.kl_nats.size(); ++z) {
    units.add({std::to_string(z + 1), fixed_text(training->use.kl_nats[z], 3),
               fixed_text(training->use.mean_variance[z], 3)});
  }
  Report report;
  report.text =
      "autoencoder of " + settings.features.set + ", latent " +
      std::to_string(settings.vae.latent) + ", on " + std::to_string(training->training_rows) +
      " rows; errors on " + std::to_string(training->held_out_rows) + " held-out rows (split by " +
      training->split + "); linear: as many principal components; constant: the training mean\n" +
      table.text() + std::to_string(training->use.active_units) + " of " +
      std::to_string(settings.vae.latent) + " latent units are in use\n" + units.text() + "wrote " +
      out + " (" + format_duration(training->seconds) + ", seed " +
      std::to_string(settings.vae.seed) + ")\n";
  report.json = {{"kind", "lma-vae"},
                 {"out", out},
                 {"settings", Json::parse(stated)},
                 {"split", training->split},
                 {"curves", training->curve},
                 {"metrics",
                  {{"features", table_json(*training)},
                   {"mean_standardised_mae", held.mean_standardised_mae},
                   {"linear_standardised_mae", training->linear.mean_standardised_mae},
                   {"constant_standardised_mae", training->constant.mean_standardised_mae},
                   {"active_units", training->use.active_units},
                   {"kl_nats", training->use.kl_nats},
                   {"training_rows", training->training_rows},
                   {"held_out_rows", training->held_out_rows}}},
                 {"warnings", training->warnings},
                 {"seconds", training->seconds}};
  const auto from_pad = latent_from_pad(training->vae, *data, settings.vae.seed,
                                        settings.vae.threads, invocation.console.progress());
  if (!from_pad && from_pad.error().code == ErrorCode::kCancelled) return from_pad.error();
  add_latent_from_pad(from_pad, report);
  return report;
}

}  // namespace kinemote::app
