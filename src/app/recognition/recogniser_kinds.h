// How each family learns, and what they share. Private to the folder.
#pragma once

#include <memory>
#include <vector>

#include "app/recognition/recogniser.h"

namespace kinemote::app {

/// Settings of a row kind: the usual ones, or chosen by grouped cross-validation of `data`.
Result<analysis::RowClassifierSettings> choose_row_settings(
    const analysis::LabelledRows& data, const std::vector<int>& groups, analysis::RowKind kind,
    bool searches_grid, const FitContext& context, const Progress& progress);

/// Balances training rows; `groups` (one a row) follow.
Status balance_rows(analysis::LabelledRows& data, std::vector<int>& groups,
                    analysis::ClassBalance balance, uint64_t seed);

Result<std::unique_ptr<Recogniser>> fit_rows(const RecognitionSet& set,
                                             const std::vector<int>& training,
                                             const RecogniserSpec& spec, const FitContext& context,
                                             const Progress& progress);

/// A recogniser of rows or codes taken apart into numbers and texts, as one file.
Status save_row_classifier(const std::filesystem::path& path, const std::string& header,
                           const analysis::RowClassifier& classifier);

/// Recognisers made again from what was saved.
std::unique_ptr<Recogniser> row_recogniser(
    std::shared_ptr<const analysis::RowClassifier> classifier, RecogniserTraining said);
std::unique_ptr<Recogniser> sequence_recogniser(
    std::unique_ptr<synthesis::SequenceClassifier> classifier, RecogniserTraining said);

/// What reads the codes of an encoder.
inline constexpr analysis::RowKind kEncoderHead = analysis::RowKind::kSvm;

/// A motion VAE learns from all clips of `unlabelled` windows, a head on its codes (MotionCodes)
/// from the labelled ones. The autoencoder knows neither label nor content.
Result<std::unique_ptr<Recogniser>> fit_encoder(
    const RecognitionSet& set, const std::vector<int>& labelled, const std::vector<int>& unlabelled,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress);

/// Where the encoder's model lies beside a recogniser's file.
std::filesystem::path encoder_path(std::filesystem::path path);
Result<std::unique_ptr<Recogniser>> encoder_recogniser(
    const std::filesystem::path& encoder, std::shared_ptr<const analysis::RowClassifier> head,
    RecogniserTraining said);

}  // namespace kinemote::app
