// Classifiers of rows whose scale is the caller's business.
#pragma once

#include "analysis/affect/row_classifier.h"

namespace kinemote::analysis {

/// fit_row_classifier() for rows that have been scaled already: nearest neighbours and support
/// vectors take them as they are. Logistic regression and the perceptron standardise by their rows
/// all the same, and trees do not mind. Needed to measure what a scaler is worth that has seen the
/// rows it is judged on. Errors: those of fit_row_classifier().
Result<std::shared_ptr<const RowClassifier>> fit_scaled_row_classifier(
    const LabelledRows& data, const RowClassifierSettings& settings, const Progress& progress = {});

}  // namespace kinemote::analysis
