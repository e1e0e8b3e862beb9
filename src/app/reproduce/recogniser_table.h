// Recognisers of earlier systems beside ours: one table and one figure a system.
#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/reproduce/held_out_scores.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

inline constexpr double kNotPrinted = std::numeric_limits<double>::quiet_NaN();

/// One row; shares in [0, 1], NaN where nothing is known.
struct RecogniserRow {
  std::string recogniser;  // "theirs, as published: support vectors"
  std::string held_out;    // "windows at random (leaks)"
  Spread accuracy{kNotPrinted, kNotPrinted, kNotPrinted};
  Spread balanced{kNotPrinted, kNotPrinted, kNotPrinted};
  Spread f1{kNotPrinted, kNotPrinted, kNotPrinted};
  double majority = kNotPrinted;  // accuracy of always naming the most frequent class
  std::string note;               // of the last column
};

RecogniserRow row_of(std::string recogniser, std::string held_out, const RepeatScores& scores);

/// The table; percent, mean ± standard deviation over hold-outs.
StudyTable recogniser_table(const std::string& file, const std::vector<RecogniserRow>& rows,
                            int class_count);
/// Bars of accuracy beside what always naming the most frequent class reaches, row by row.
StudyFigure recogniser_figure(const std::string& file, const std::string& title,
                              const std::vector<RecogniserRow>& rows);
/// A list of objects.
std::string recogniser_rows_json(const std::vector<RecogniserRow>& rows);

/// "58.2".
std::string percent(double share);
/// What holding out more changed: "The leak is worth 12.3 points of accuracy: …", or that here it
/// is not.
std::string leak_sentence(const RecogniserRow& leaking, const RecogniserRow& honest);

/// The labels that a study tells apart (the wanted ones, or all that two clips have), each with at
/// most `most_a_label` clips, evenly spread over the list. Error (bad input): a label without a
/// clip, fewer than two labels.
Result<ClipSet> recogniser_clips(const ClipSet& clips, const std::vector<std::string>& wanted,
                                 int most_a_label);

}  // namespace kinemote::app
