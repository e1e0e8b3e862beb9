// Agreement of clusters with labels over the number of dimensions that they are sought in.
#pragma once

#include <string>
#include <vector>

#include "app/map_job.h"
#include "app/reproduce/partitions.h"
#include "app/reproduce/study.h"

namespace kinemote::app {

/// Agreement with labels below this is not worth a sentence of hope.
inline constexpr double kHardlyVisible = 0.1;

/// A signature that is tried, and how it is called.
struct SignatureCandidate {
  std::string name;
  std::string option;  // of `map`
  SignatureChoice choice;
};
/// The original's first.
std::vector<SignatureCandidate> signature_candidates();

/// k-means of one signature, as many clusters as labels, in rising numbers of dimensions.
struct DimensionCurve {
  std::string name, option;
  std::vector<int> dims;
  std::vector<PartitionScore> scores;  // one a number of dimensions
  const PartitionScore& at(int d) const;
  const PartitionScore& best_above_two() const;
};

/// Curves of all candidates; those that cannot be measured on the clips are left out with a
/// warning. Errors: where the first one cannot be measured; cancelled.
Result<std::vector<DimensionCurve>> dimension_curves(const ClipSet& clips,
                                                     const StudySettings& settings,
                                                     Warnings& warnings, const Progress& progress);

StudyFigure dimension_figure(const std::vector<DimensionCurve>& curves, const std::string& file,
                             const std::string& title);
StudyTable dimension_table(const std::vector<DimensionCurve>& curves, const std::string& file);
/// Do more than two dimensions find labels better? Said from the numbers.
std::string dimension_sentence(const std::vector<DimensionCurve>& curves, const std::string& where);
/// An array of objects.
std::string dimension_json(const std::vector<DimensionCurve>& curves);

/// A map with the studies' seed; fewer dimensions where there are too few clips.
Result<MapResult> map_of(const ClipSet& clips, const SignatureChoice& choice, int dims,
                         const StudySettings& settings, const Progress& progress);
std::vector<std::string> labels_of(const MapResult& map);
/// How many labels occur; "" is none.
int label_count(const std::vector<std::string>& labels);

}  // namespace kinemote::app
