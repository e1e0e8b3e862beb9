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
                    analysis::Balance balance, uint64_t seed);

Result<std::unique_ptr<Recogniser>> fit_rows(const RecognitionSet& set,
                                             const std::vector<int>& training,
                                             const RecogniserSpec& spec, const FitContext& context,
                                             const Progress& progress);

/// A motion VAE learns from all clips of `unlabelled` windows, its codes and a logistic head from
/// the labelled ones. The codes are those of the autoencoder itself, which knows neither label nor
/// content.
Result<std::unique_ptr<Recogniser>> fit_encoder(
    const RecognitionSet& set, const std::vector<int>& labelled, const std::vector<int>& unlabelled,
    const RecogniserSpec& spec, const FitContext& context, const Progress& progress);

}  // namespace kinemote::app
