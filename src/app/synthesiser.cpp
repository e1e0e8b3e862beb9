#include "app/synthesiser.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/assets.h"
#include "app/generate_job.h"
#include "synthesis/control/generate.h"
#include "synthesis/control/latent_tools.h"
#include "synthesis/control/model_file.h"

namespace kinemote::app {

LatencyStats latency_stats(std::vector<double> samples_ms) {
  LatencyStats stats;
  if (samples_ms.empty()) return stats;
  std::sort(samples_ms.begin(), samples_ms.end());
  const auto at = [&](double share) {
    const auto last = static_cast<double>(samples_ms.size() - 1);
    return samples_ms[static_cast<size_t>(std::ceil(share * last))];
  };
  stats.count = static_cast<int>(samples_ms.size());
  stats.median_ms = at(0.5);
  stats.p99_ms = at(0.99);
  stats.worst_ms = samples_ms.back();
  return stats;
}

void Synthesiser::load(const std::string& model, JobQueue& jobs, MessageLog& messages,
                       std::function<void()> on_card, std::function<void()> on_ready) {
  if (model == "none") {
    reason_ = "No model was asked for (--model none).";
    return;
  }
  const Result<std::filesystem::path> path = resolve_model(model);
  if (!path) {
    state_ = State::kNone;
    reason_ = "There is no model: " + path.error().message;
    if (!model.empty()) messages.post(MessageLevel::kError, reason_);
    return;
  }
  state_ = State::kReading;
  reason_ = "The model file is being read.";
  const auto fail = [this, &messages, &jobs](const Error& error) {
    jobs.note_failure(error.message);
    state_ = State::kFailed;
    reason_ = error.message;
    messages.post(MessageLevel::kError, error.message);
  };
  const auto start_models = [this, &jobs, fail, on_ready, path = *path] {
    jobs.submit("Starting the model", [this, fail, on_ready, path](const Progress& progress) {
      using Opened = Result<std::unique_ptr<synthesis::MotionModel>>;
      report(progress, "loading LibTorch", 0.0);
      const Result<synthesis::ModelsLibrary*> library = synthesis::models_library();
      auto opened = std::make_shared<Opened>(library ? (*library)->open_motion_model(path)
                                                     : Opened(library.error()));
      return [this, fail, on_ready, opened, path] {
        if (!*opened) return fail(opened->error());
        use(std::move(*opened).value(), [path] { return open_motion_model(path.string()); });
        on_ready();
      };
    });
  };
  jobs.submit("Reading the model", [this, fail, on_card, start_models,
                                    path = *path](const Progress&) {
    auto file = std::make_shared<Result<synthesis::ModelFile>>(synthesis::read_model_file(path));
    return [this, fail, on_card, start_models, file] {
      if (!*file) return fail(file->error());
      set_card((*file)->card);
      state_ = State::kStarting;
      reason_ = "The model is starting: LibTorch is being loaded.";
      on_card();
      start_models();
    };
  });
}

void Synthesiser::use(std::unique_ptr<synthesis::MotionModel> model, ModelOpener opener) {
  set_card(model->card());
  opener_ = std::move(opener);
  side_model_ = opener_ ? std::make_shared<SideModel>(opener_) : nullptr;
  decoder_ = make_live_decoder(std::move(model), wake_);
  state_ = State::kReady;
  reason_.clear();
}

void Synthesiser::set_card(synthesis::ModelCard card) {
  card_ = std::move(card);
  components_.clear();
  prior_ = std::make_unique<synthesis::ConditionalPrior>(card_->references, card_->latent_dim());
  affect_ = card_->affect.feature_names.empty()
                ? nullptr
                : std::make_shared<const analysis::AffectModel>(card_->affect);
  by_effect_.resize(card_->latent.size());
  std::iota(by_effect_.begin(), by_effect_.end(), 0);
  std::stable_sort(by_effect_.begin(), by_effect_.end(), [this](int a, int b) {
    return card_->latent[a].effect_m > card_->latent[b].effect_m;
  });
}

double LatentComponent::value_of(const std::vector<float>& latent) const {
  if (latent.size() != direction.size()) return 0.0;
  return std::inner_product(latent.begin(), latent.end(), direction.begin(), 0.0) / sd;
}

const std::vector<LatentComponent>& Synthesiser::components(int content) const {
  const auto [found, is_new] = components_.try_emplace(content);
  std::vector<LatentComponent>& components = found->second;
  if (!is_new || !prior_) return components;
  double widest = 0.0;
  for (synthesis::LatentDirection& principal :
       synthesis::principal_directions(*prior_, content, card_->latent_dim())) {
    // Directions in which hardly any two motions differ are noise, and a step of one sd is nothing.
    if (!(principal.sd > 1e-3 * widest)) break;
    widest = std::max(widest, principal.sd);
    LatentComponent component{std::move(principal.direction), principal.sd};
    std::vector<double> values;
    for (const synthesis::ReferenceLatent& reference : card_->references) {
      if (reference.content == content) values.push_back(component.value_of(reference.latent));
    }
    std::sort(values.begin(), values.end());
    component.low = values[values.size() / 20];
    component.high = values[values.size() - 1 - values.size() / 20];
    components.push_back(std::move(component));
  }
  return components;
}

bool Synthesiser::has_content(const std::string& content) const {
  return card_ && std::find(card_->contents.begin(), card_->contents.end(), content) !=
                      card_->contents.end();
}

int Synthesiser::content_index(const std::string& content) const {
  if (!card_) return 0;
  const auto it = std::find(card_->contents.begin(), card_->contents.end(), content);
  return it == card_->contents.end() ? 0 : static_cast<int>(it - card_->contents.begin());
}

std::vector<float> Synthesiser::sample(const synthesis::Condition& condition, uint64_t seed) const {
  return prior_ ? prior_->sample(condition, seed) : std::vector<float>();
}

DataDistance Synthesiser::data_distance(const std::vector<float>& latent,
                                        const synthesis::Condition& condition) const {
  DataDistance result;
  if (!card_ || card_->references.empty() || latent.empty()) return result;
  const synthesis::DataDistance distance =
      synthesis::data_distance(*card_, *prior_, latent, condition);
  result.ratio = distance.ratio;
  result.nearest = nearest_clip(*card_, distance.nearest, distance.ratio);
  result.percentile = 100.0 * distance.percentile;
  result.words = result.percentile < 95.0 ? "like training data"
                 : result.ratio < 2.5     ? "unusual"
                                          : "far outside the data";
  return result;
}

void Synthesiser::request(DecodeRequest request) {
  if (decoder_) decoder_->post(std::move(request));
}

std::optional<Decoded> Synthesiser::take() {
  return decoder_ ? decoder_->take() : std::optional<Decoded>();
}

}  // namespace kinemote::app
