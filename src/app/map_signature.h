// What a map knows of one clip, and how far apart two clips are by it.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/features/motor_signature.h"
#include "analysis/stats/distance_matrix.h"
#include "analysis/stats/quantile_table.h"
#include "motion/core/clip.h"
#include "motion/core/progress.h"
#include "synthesis/control/motion_model.h"

namespace kinemote::app {

/// Which signature and distance a map is made from.
struct SignatureChoice {
  /// Distributions: velocity-gradient | speed | axis-gradient | jerk. Numbers: lma (Body, Effort,
  /// Shape, Space) | lma27 | lma25 | kinematics | latent | style (style_signature.h). Sequences:
  /// poses. "": velocity-gradient, or poses where the distance is dtw or euclidean.
  std::string signature;
  std::string pool = "all";  // all | joint | part, for distributions
  /// Of joints or body parts by name; those not named weigh 1.
  std::vector<std::pair<std::string, double>> weights;
  bool is_scale_free = false;
  /// w1 | w2 | sliced for distributions, dtw | euclidean for sequences, euclidean for numbers. "":
  /// the first that fits; sliced for axis-gradient, whose values are vectors.
  std::string distance;
  double band = 0.1;    // of dtw, (0, 1]
  int directions = 64;  // of sliced, [1, 4096]
  analysis::Normalise normalise = analysis::Normalise::kHeight;
  uint64_t seed = 1;

  /// With "" replaced by what it stands for.
  SignatureChoice resolved() const;
  /// Error (usage) for a word that is not known or a distance that does not fit the signature.
  Status validate() const;

  bool operator==(const SignatureChoice&) const = default;
};

/// "arms=2,head=0.5". Error (usage) naming the part that is not NAME=NUMBER.
Result<std::vector<std::pair<std::string, double>>> parse_weights(const std::string& text);

/// One clip, measured. One of the three is filled.
struct ClipMeasure {
  analysis::Signature distributions;
  std::vector<double> numbers;
  Eigen::MatrixXd sequence;  // frames x coordinates
};

/// Measures clips one by one; thread-safe.
class ClipMeter {
 public:
  /// `model` is needed for latent alone and must outlive the meter.
  ClipMeter(SignatureChoice choice, synthesis::MotionModel* model);
  /// Error (bad input): the clip is too short, does not move, or has no body where one is needed.
  Result<ClipMeasure> measure(const Clip& clip) const;
  const SignatureChoice& choice() const { return choice_; }

 private:
  Result<std::vector<double>> latent_numbers(const Clip& clip) const;

  SignatureChoice choice_;
  synthesis::MotionModel* model_;
  std::shared_ptr<std::mutex> model_mutex_;  // a model serves one thread at a time
};

/// Many measured clips as one space of distances. Immutable once made; thread-safe.
class SignatureSpace {
 public:
  /// Numbers are brought to zero mean and unit variance over the clips; constant ones drop out.
  /// Error (bad input) if the clips have nothing in common that can be compared.
  static Result<std::shared_ptr<const SignatureSpace>> make(const SignatureChoice& choice,
                                                            std::vector<ClipMeasure> clips);
  /// Of points (N x columns) as they are, by Euclidean distance.
  static std::shared_ptr<const SignatureSpace> of_points(Eigen::MatrixXd points);

  int size() const { return size_; }
  /// All pairs, by the fastest exact way.
  Result<analysis::DistanceMatrix> distances(int threads, const Progress& progress) const;
  /// One pair; for landmarks. Not for sliced distances, where it is slow.
  double distance(int i, int j) const;
  /// From a new clip to all. Error (bad input) if the clip lacks what the others were compared by.
  Result<Eigen::VectorXd> distances_to(const ClipMeasure& clip) const;

 private:
  SignatureSpace() = default;
  double between(const analysis::SignatureColumn& column, size_t index, int i, int j) const;

  SignatureChoice choice_;
  int size_ = 0;
  std::vector<analysis::SignatureColumn> columns_;
  std::vector<analysis::QuantileTable> tables_;       // w1: one a column
  std::vector<std::vector<Eigen::MatrixXd>> clouds_;  // sliced: one a column and clip
  double weight_sum_ = 0.0;
  Eigen::MatrixXd numbers_;
  Eigen::RowVectorXd mean_, scale_;
  std::vector<Eigen::MatrixXd> sequences_;
};

}  // namespace kinemote::app
