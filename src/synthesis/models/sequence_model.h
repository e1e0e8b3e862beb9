// A trained sequence network as everyone else sees it: a SequenceClassifier.
#pragma once

#include <memory>

#include "synthesis/models/sequence_batches.h"

namespace kinemote::synthesis {

/// What describes a classifier beside its weights.
struct SequenceModelCard {
  SequenceShape shape;
  std::vector<std::string> class_names;
  std::string settings_json = "{}", input_json = "{}";
  SequenceScaler scaler;
};

class SequenceModel final : public SequenceClassifier {
 public:
  SequenceModel(SequenceModelCard card, std::unique_ptr<SequenceNetwork> network)
      : card_(std::move(card)), network_(std::move(network)) {}
  /// Error (bad input) for a missing, damaged or foreign file, in one sentence.
  static Result<std::unique_ptr<SequenceClassifier>> open(const std::filesystem::path& path);

  const std::vector<std::string>& class_names() const override { return card_.class_names; }
  int channels() const override { return card_.shape.channels; }
  const std::string& settings_json() const override { return card_.settings_json; }
  const std::string& input_json() const override { return card_.input_json; }
  int64_t parameter_count() const override { return network_->parameter_count(); }
  Result<std::vector<double>> probabilities(const SequenceSet& set) override;
  Result<std::vector<double>> attention(const SequenceSet& set) override;
  Result<SequenceAttribution> integrated_gradients(const SequenceSet& set, int steps) override;
  Status save(const std::filesystem::path& path) const override;

 private:
  Status check(const SequenceSet& set) const;

  SequenceModelCard card_;
  std::unique_ptr<SequenceNetwork> network_;
};

/// N x K probabilities of a set's sequences. May throw what LibTorch throws.
std::vector<double> sequence_probabilities(SequenceNetwork& network, const SequenceSet& set,
                                           const SequenceScaler& scaler);

}  // namespace kinemote::synthesis
