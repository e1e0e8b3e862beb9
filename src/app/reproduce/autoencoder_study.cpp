#include "app/reproduce/autoencoder_study.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/feature_vae_job.h"
#include "app/figure/heat_map.h"
#include "app/figure/line_plot.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kLatents = {1, 2, 5, 8, 16};

/// A training, and what it is called.
struct Variant {
  std::string name;
  bool is_original = false;
  FeatureVaeJobSettings settings;
};

std::vector<Variant> variants(const StudySettings& shared) {
  FeatureVaeJobSettings ours;
  ours.features.set = "lma27";
  ours.features.threads = ours.vae.threads = shared.threads;
  ours.vae.seed = shared.seed;
  std::vector<Variant> list;
  for (const int latent : kLatents) {
    ours.vae.latent = latent;
    list.push_back({"ours, " + std::to_string(latent), false, ours});
  }
  // As the thesis's repository has them: April 2022 (whose network is that of the nearest commit)
  // and June 2022, on features as they are, without a warm-up.
  FeatureVaeJobSettings april = ours;
  april.vae.standardises = false;
  april.vae.warmup_epochs = 0;
  april.vae.latent = 1;
  april.vae.hidden = {32, 16, 8, 5};
  april.vae.mse_weight = 1000.0;
  april.vae.learning_rate = 1e-3;
  april.vae.batch = 32;
  april.vae.epochs = 256;
  list.push_back({"original of April 2022, 1", true, april});
  FeatureVaeJobSettings june = april;
  june.vae.latent = 5;
  june.vae.hidden = {15, 10};
  june.vae.mse_weight = 100.0;
  june.vae.epochs = 64;
  list.push_back({"original of June 2022, 5", true, june});
  return list;
}

struct Trained {
  Variant variant;
  FeatureVaeTraining training;
  int latent() const { return variant.settings.vae.latent; }
  double error() const { return training.held_out.mean_standardised_mae; }
};

StudyFigure size_figure(const std::vector<Trained>& all) {
  LinePlot plot;
  plot.words.title = "Size of the latent and what it keeps";
  plot.words.subtitle = "Held-out rows through the latent and back; 0 is perfect";
  plot.x.title = "latent units";
  plot.y.title = "mean absolute error (standard deviations)";
  plot.y.low = 0.0;
  plot.x.low = 0.0;
  plot.x.high = kLatents.back() + 1.0;
  LineSeries ours{"autoencoder (ours)"}, linear{"principal components"};
  ours.has_markers = linear.has_markers = true;
  linear.is_dashed = true;
  plot.series.resize(2);
  for (const Trained& one : all) {
    if (one.variant.is_original) {
      LineSeries point{one.variant.name.substr(0, one.variant.name.find(','))};
      point.has_markers = true;
      point.x = {static_cast<double>(one.latent())};
      point.y = {one.error()};
      plot.series.push_back(std::move(point));
      continue;
    }
    ours.x.push_back(one.latent());
    ours.y.push_back(one.error());
    linear.x.push_back(one.latent());
    linear.y.push_back(one.training.linear.mean_standardised_mae);
  }
  plot.series[0] = std::move(ours);
  plot.series[1] = std::move(linear);
  plot.levels = {{all.front().training.constant.mean_standardised_mae, "training mean"}};
  return {"autoencoder-size", line_plot_svg(plot),
          "Mean over the features that vary. The dashed level needs no latent at all; principal "
          "components need no network."};
}

StudyFigure feature_figure(const std::vector<const Trained*>& shown) {
  HeatMap map;
  map.words.title = "The error of every feature";
  map.words.subtitle = "Mean absolute error on held-out rows, standard deviations";
  map.row_title = "feature";
  map.scale_title = "MAE / sd";
  map.cell_width_px = 92.0;
  map.cell_height_px = 20.0;
  const auto& first = shown.front()->training;
  std::vector<const analysis::ReconstructionTable*> tables = {&first.constant, &first.linear};
  map.column_names = {"mean", "1 component"};
  for (const Trained* one : shown) {
    tables.push_back(&one->training.held_out);
    map.column_names.push_back(one->variant.name);
  }
  for (size_t f = 0; f < first.held_out.feature_names.size(); ++f) {
    // Bone lengths do not vary: nothing to lose.
    if (first.constant.standardised_mae[f] <= 0.0) continue;
    map.row_names.push_back(first.held_out.feature_names[f]);
    for (const auto* table : tables) map.values.push_back(table->standardised_mae[f]);
  }
  return {
      "autoencoder-features", heat_map_svg(map),
      "A cell as dark as the mean's: nothing of the feature was kept. Features in their raw units "
      "(original) give the latent to what has the largest numbers, such as accelerations."};
}

StudyTable size_table(const std::vector<Trained>& all) {
  StudyTable table;
  table.file = "autoencoder-size";
  table.caption = "Error on held-out rows, in standard deviations of the training rows.";
  table.columns = {"training", "latent units",         "in use",
                   "error",    "principal components", "training mean"};
  for (const Trained& one : all) {
    table.rows.push_back(
        {one.variant.is_original ? one.variant.name.substr(0, one.variant.name.find(',')) : "ours",
         std::to_string(one.latent()), std::to_string(one.training.use.active_units),
         cell(one.error(), 3), cell(one.training.linear.mean_standardised_mae, 3),
         cell(one.training.constant.mean_standardised_mae, 3)});
  }
  const FeatureVaeTraining& first = all.front().training;
  table.note = std::to_string(first.training_rows) + " rows to train on, " +
               std::to_string(first.held_out_rows) + " held out by " + first.split +
               ". `kinemote train lma-vae DATA --latent N --out F.json`.";
  return table;
}

std::string sentence(const std::vector<Trained>& all) {
  const Trained* one = nullptr;
  const Trained* original = nullptr;
  const Trained* collapsed = nullptr;
  std::string linear_wins;
  for (const Trained& t : all) {
    if (!t.variant.is_original && t.latent() == 1) one = &t;
    if (t.variant.is_original && original == nullptr) original = &t;
    if (t.variant.is_original && t.training.use.active_units < t.latent()) collapsed = &t;
    if (!t.variant.is_original && t.training.linear.mean_standardised_mae < t.error()) {
      linear_wins += (linear_wins.empty() ? "" : ", ") + std::to_string(t.latent());
    }
  }
  std::string text = "One latent number keeps features to an error of " + cell(one->error(), 3) +
                     " standard deviations on motion that was not trained on; the original's "
                     "training on the same rows gives " +
                     cell(original->error(), 3) + ", and the mean of everything " +
                     cell(one->training.constant.mean_standardised_mae, 3) + ".";
  if (collapsed != nullptr) {
    text += " The training of June 2022 keeps " +
            std::to_string(collapsed->training.use.active_units) + " of its " +
            std::to_string(collapsed->latent()) +
            " units in use: features that are not standardised lose against the prior.";
  }
  if (!linear_wins.empty()) {
    text += " With " + linear_wins + " units plain principal components do better than ours.";
  }
  return text;
}

}  // namespace

Result<Study> autoencoder_study(const ClipSet& clips, const StudySettings& settings,
                                const Progress& progress) {
  const std::vector<Variant> list = variants(settings);
  const auto data =
      feature_rows_of(clips, list.front().settings.features, part_of(progress, 0.0, 0.05));
  if (!data) return data.error();
  std::vector<Trained> all;
  for (size_t i = 0; i < list.size(); ++i) {
    const double step = 0.95 / static_cast<double>(list.size());
    const double from = 0.05 + step * static_cast<double>(i);
    auto training =
        train_feature_vae(*data, list[i].settings, part_of(progress, from, from + step));
    if (!training) return training.error();
    all.push_back({list[i], std::move(*training)});
  }
  Study study;
  study.id = "autoencoder";
  study.title = "Autoencoders of Laban features: how many numbers does a movement need?";
  study.warnings = all.front().training.warnings;
  study.blocks.push_back(StudyParagraph{
      "The Laban thesis squeezes its features through a variational autoencoder, first with a "
      "single latent number (mean absolute error .157 over 27 features of mixed units), later with "
      "five, which collapsed: the decoder ignored them. Errors of mixed units hide that; here they "
      "are in standard deviations of each feature, on takes that were held out."});
  study.blocks.push_back(size_figure(all));
  study.blocks.push_back(size_table(all));
  std::vector<const Trained*> shown;
  for (const Trained& one : all) {
    if (one.variant.is_original || one.latent() == 1 || one.latent() == 8) shown.push_back(&one);
  }
  study.blocks.push_back(feature_figure(shown));
  study.blocks.push_back(StudyFinding{sentence(all)});
  Json rows = Json::array();
  for (const Trained& one : all) {
    rows.push_back({{"training", one.variant.name},
                    {"settings", Json::parse(one.variant.settings.to_json())},
                    {"active_units", one.training.use.active_units},
                    {"kl_nats", one.training.use.kl_nats},
                    {"standardised_mae", one.error()},
                    {"linear", one.training.linear.mean_standardised_mae},
                    {"constant", one.training.constant.mean_standardised_mae},
                    {"by_feature", one.training.held_out.standardised_mae}});
  }
  study.json = Json{{"features", all.front().training.held_out.feature_names},
                    {"training_rows", all.front().training.training_rows},
                    {"held_out_rows", all.front().training.held_out_rows},
                    {"split", all.front().training.split},
                    {"trainings", std::move(rows)}}
                   .dump();
  return study;
}

}  // namespace kinemote::app
