// Distances between sequences of poses or features, the usual baselines for motion.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "analysis/stats/distance_matrix.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::analysis {

/// The sequence (T x D, T >= 1) at `length` moments evenly spread from its first row to its last,
/// linearly between rows: time-normalised, so that tempo does not count.
Eigen::MatrixXd time_normalised(const Eigen::MatrixXd& sequence, int length);

/// Root mean square over time of the Euclidean distance between rows of two sequences of one shape.
double sequence_rms(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);
/// The same of sequences of any length, both first brought to 64 rows.
double normalised_sequence_rms(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// Dynamic time warping (Sakoe & Chiba 1978, symmetric steps with weight 2 on the diagonal): the
/// least sum of weighted Euclidean distances between matched rows, divided by the sum of weights,
/// which is the sum of both lengths. `band`: how far a match may lie from the diagonal, as a share
/// of the longer sequence, (0, 1]; widened where no path would fit. 0 for equal sequences,
/// symmetric, but no metric. Cost: O(T1 T2 band).
double dtw(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b, double band = 0.1);

enum class SequenceMetric { kRms, kDtw };
/// All pairs. kRms brings every sequence to 64 rows first; kDtw takes them as they are. Errors:
/// usage if the band lies outside (0, 1]; bad input if a sequence is empty, not finite, or of
/// another D; cancelled.
Result<DistanceMatrix> sequence_distances(const std::vector<Eigen::MatrixXd>& sequences,
                                          SequenceMetric metric, double band = 0.1,
                                          int thread_count = 0, const Progress& progress = {});

}  // namespace kinemote::analysis
