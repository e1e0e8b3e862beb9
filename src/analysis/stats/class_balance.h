// Classes of unequal size, made equal in one of four ways; never in two at once.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::analysis {

enum class ClassBalance {
  kNone,
  kClassWeights,  // every row counts by the rarity of its class
  kSampler,       // rows of rare classes are drawn more often
  kSmote,         // new rows between those of rare classes
  kUndersample,   // rows of frequent classes are left out
};
/// "none", "class-weights", "sampler", "smote", "undersample".
std::string_view name_of(ClassBalance balance);
/// Error (usage) naming the five.
Result<ClassBalance> parse_balance(std::string_view name);

/// Rows of every class. Labels in [0, class_count).
std::vector<int> class_counts(const std::vector<int>& labels, int class_count);

/// Weight of every class in a loss: n / (K n_k), K the classes that occur, 0 for the others. All
/// rows together then weigh n, and every class n / K: scikit-learn's "balanced", after King & Zeng
/// (2001), doi:10.1093/oxfordjournals.pan.a004868.
std::vector<double> class_weights(const std::vector<int>& labels, int class_count);

/// Row indices of one epoch of `size` draws (0: as many as there are labels) in which the classes
/// that occur have equal shares, to one draw, in random order. A class's rows come round in turn,
/// each time shuffled anew, so that their draws differ by one at most. Deterministic for a seed;
/// give each epoch its own. Empty without labels.
std::vector<int> balanced_epoch(const std::vector<int>& labels, int class_count, int size,
                                uint64_t seed);

/// Row indices, rising, with at most `cap` of every class (0: as many as the rarest class that
/// occurs has), drawn from the seed.
std::vector<int> undersampled_rows(const std::vector<int>& labels, int class_count, int cap,
                                   uint64_t seed);

struct SmoteSettings {
  int neighbours = 5;
  uint64_t seed = 1;
  Status validate() const;
};
struct SmoteRows {
  Eigen::MatrixXd rows;     // the given ones first, then the new ones
  std::vector<int> labels;  // of all
  int made = 0;             // new rows, the last ones
};
/// Fills every class that occurs up to the size of the largest with rows on the lines from a row to
/// one of its nearest neighbours of its own class, at a uniformly drawn place between (Chawla et
/// al. 2002, 10.1613/jair.953). Deviations: rows take turns as starts in random order, so that
/// sizes need not be multiples; a class smaller than neighbours + 1 uses what it has. For *rows* of
/// features only: between two sequences lies none that a body could do. To be asked of training
/// rows alone, scaled so that columns compare. Cost: n_k^2 D for every class that grows. Errors:
/// usage (settings), bad input (sizes, labels, not finite, a class of one row to be filled).
Result<SmoteRows> smote(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                        int class_count, const SmoteSettings& settings = {});

/// Error (usage) if more than one way is asked for, saying by how much the rarest class would then
/// be over-corrected against the most frequent one; kNone counts for nothing.
Status check_one_balance(const std::vector<ClassBalance>& asked, const std::vector<int>& labels,
                         int class_count);

}  // namespace kinemote::analysis
