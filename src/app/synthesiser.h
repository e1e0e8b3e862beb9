// The model behind pad and sliders: loaded in the background, asked without waiting.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/job_queue.h"
#include "app/live_decoder.h"
#include "app/messages.h"
#include "app/nearest_clip.h"
#include "app/side_model.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {

/// How far a latent lies from the training data, in numbers and words.
struct DataDistance {
  double ratio = 0.0;       // to the nearest reference / typical distance between neighbours
  double percentile = 0.0;  // [0, 100]: share of references that lie closer to their neighbours
  std::string words;        // "like training data", "unusual", "far outside the data"
  std::optional<NearestClip> nearest;
};

/// A principal direction of a content's latents.
struct LatentComponent {
  std::vector<float> direction;  // of length 1
  double sd = 1.0;               // of the training windows along it
  double low = 0.0, high = 0.0;  // their 5th and 95th percentile, in standard deviations

  /// Where a latent lies along it, in standard deviations.
  double value_of(const std::vector<float>& latent) const;
};

/// Latencies of live edits.
struct LatencyStats {
  int count = 0;
  double median_ms = 0.0, p99_ms = 0.0, worst_ms = 0.0;
};
LatencyStats latency_stats(std::vector<double> samples_ms);

class Synthesiser {
 public:
  enum class State {
    kNone,      // no model was asked for, or none is there
    kReading,   // the model file
    kStarting,  // the models room (LibTorch): card and labels are there, decoding is not yet
    kReady,
    kFailed,
  };

  /// `wake` is called from worker threads when something is there to be taken.
  explicit Synthesiser(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// Reads a model file (name or path as for --model; "none" for none) and then starts the models
  /// room, as jobs. `on_card` runs when the card is there, `on_ready` when motion can be asked for.
  void load(const std::string& model, JobQueue& jobs, MessageLog& messages,
            std::function<void()> on_card, std::function<void()> on_ready);
  /// Uses a model that is already open; `opener` opens it once more, for jobs.
  void use(std::unique_ptr<synthesis::MotionModel> model, ModelOpener opener = {});
  /// Of the model in use; empty where there is none that jobs can have.
  const ModelOpener& opener() const { return opener_; }
  /// For questions beside live edits; null where there is no opener. Another one with every model.
  const std::shared_ptr<SideModel>& side_model() const { return side_model_; }

  State state() const { return state_; }
  bool is_ready() const { return state_ == State::kReady; }
  /// "" when ready, else one sentence: what is being waited for, or what is missing and how to get
  /// it.
  const std::string& reason() const { return reason_; }
  const synthesis::ModelCard* card() const { return card_ ? &*card_ : nullptr; }
  std::shared_ptr<const analysis::AffectModel> affect() const { return affect_; }
  /// Index of a content word in the card, 0 if it has no such word.
  int content_index(const std::string& content) const;
  bool has_content(const std::string& content) const;
  /// Latent dimensions by falling effect.
  const std::vector<int>& dimensions_by_effect() const { return by_effect_; }
  /// Principal directions of a content's latents, by falling spread; none where there are too few
  /// training windows. Worked out once a content, in some milliseconds.
  const std::vector<LatentComponent>& components(int content) const;
  /// Null where there is no card.
  const synthesis::ConditionalPrior* prior() const { return prior_.get(); }
  /// Nothing where there is no card.
  DataDistance data_distance(const std::vector<float>& latent,
                             const synthesis::Condition& condition) const;
  /// A latent that fits the condition; empty where there is no card.
  std::vector<float> sample(const synthesis::Condition& condition, uint64_t seed) const;

  void request(DecodeRequest request);
  std::optional<Decoded> take();
  bool is_busy() const { return decoder_ && decoder_->is_busy(); }
  int dropped() const { return decoder_ ? decoder_->dropped() : 0; }
  /// Blocks until something is there to be taken, but not longer than that.
  void wait_for(std::chrono::duration<double> longest) {
    if (decoder_) decoder_->wait_for(longest);
  }

 private:
  void set_card(synthesis::ModelCard card);

  std::function<void()> wake_;
  State state_ = State::kNone;
  std::string reason_ = "No model is loaded.";
  std::optional<synthesis::ModelCard> card_;
  std::unique_ptr<synthesis::ConditionalPrior> prior_;  // of the card; the decoder has its own
  std::shared_ptr<const analysis::AffectModel> affect_;
  std::vector<int> by_effect_;
  mutable std::map<int, std::vector<LatentComponent>> components_;  // by content
  std::unique_ptr<LiveDecoder> decoder_;
  ModelOpener opener_;
  std::shared_ptr<SideModel> side_model_;
};

}  // namespace kinemote::app
