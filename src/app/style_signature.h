// A signature in which style shows: what is done is taken out, how it is done is learned.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/features/normalise.h"
#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// One way of learning from some contents and scoring on the others. Agreement is the adjusted Rand
/// index of Ward clusters, as many as labels, against the labels.
struct StyleScore {
  std::vector<std::string> learned_on, scored_on;  // contents
  double shrinkage = 0.0;     // chosen among the contents learned on, by leaving out pairs of them
  double ari_left_out = 0.0;  // mean over those pairs at that shrinkage
  double ari_learned = 0.0;   // over the clips learned from: flattering
  double ari_scored = 0.0;    // over the clips of the other contents: honest
  double chance_mean = 0.0, chance_p95 = 0.0;  // of ari_scored with shuffled labels
  int scored_clips = 0;
  struct Within {
    std::string content;
    int clips = 0, labels = 0;
    double ari = 0.0, chance_p95 = 0.0;
  };
  /// Within each scored content in which most labels have several clips.
  std::vector<Within> within;
};

struct StyleReport {
  StyleScore map;       // the axes that the map is made with
  StyleScore exchange;  // halves exchanged
  int dims = 0;
};

/// What is measured of one clip (F numbers): the `kinematics` set of the whole clip, and of every
/// joint the mean and spread of its place seen from the hips in the heading frame, and logarithms
/// of its mean speed in the world and within the body, of its mean tangential acceleration, and of
/// the ratio of the latter to speed (a rate, free of size). Errors: as of the kinematics set.
Result<std::vector<double>> style_numbers(const Clip& clip, analysis::Normalise normalise);

struct StyleSpace {
  std::vector<int> kept;    // clips that take part: labelled, of a content with enough others
  Eigen::MatrixXd numbers;  // one row a kept clip, of length 1
  StyleReport report;
};
/// Ranks of every number within the clip's content replace it (0 for numbers that hardly vary
/// there, such as bone lengths), which takes out what is done and all monotone scales; half of the
/// contents, drawn from the seed, teach a linear discriminant of the labels (fit_discriminant),
/// whose coordinates are brought to length 1: direction, not strength. Contents take part that have
/// at least 5 labelled clips of at least 2 labels. Errors: bad input with fewer than 6 such
/// contents; cancelled.
Result<StyleSpace> learn_style(const Eigen::MatrixXd& numbers,
                               const std::vector<std::string>& labels,
                               const std::vector<std::string>& contents, uint64_t seed,
                               const Progress& progress);

}  // namespace kinemote::app
