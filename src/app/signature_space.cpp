#include <algorithm>
#include <cmath>

#include "analysis/stats/sequence_distance.h"
#include "analysis/stats/wasserstein.h"
#include "app/map_signature.h"

namespace kinemote::app {
namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::MatrixXd cloud_of(const std::vector<double>& values, int dimensions) {
  return Eigen::Map<const Rows>(values.data(),
                                static_cast<Eigen::Index>(values.size()) / dimensions, dimensions);
}

}  // namespace

Result<std::shared_ptr<const SignatureSpace>> SignatureSpace::make(const SignatureChoice& choice,
                                                                   std::vector<ClipMeasure> clips) {
  std::shared_ptr<SignatureSpace> space(new SignatureSpace());
  space->choice_ = choice.resolved();
  space->size_ = static_cast<int>(clips.size());
  if (clips.empty()) return bad_input("there are no clips to compare");
  if (!clips.front().numbers.empty()) {
    const Eigen::Index columns = static_cast<Eigen::Index>(clips.front().numbers.size());
    space->numbers_.resize(space->size_, columns);
    for (int i = 0; i < space->size_; ++i) {
      space->numbers_.row(i) =
          Eigen::Map<const Eigen::RowVectorXd>(clips[i].numbers.data(), columns);
    }
    space->mean_ = space->numbers_.colwise().mean();
    space->numbers_.rowwise() -= space->mean_;
    const Eigen::RowVectorXd sd =
        (space->numbers_.colwise().squaredNorm() / space->size_).cwiseSqrt();
    space->scale_ = sd.unaryExpr([](double s) { return s > 1e-9 ? 1.0 / s : 0.0; });
    space->numbers_ = space->numbers_ * space->scale_.asDiagonal();
    if ((space->scale_.array() == 0.0).all()) {
      return bad_input("all clips have the same " + space->choice_.signature +
                       " numbers, so there is nothing to place them by");
    }
  } else if (clips.front().sequence.size() > 0) {
    const Eigen::Index columns = clips.front().sequence.cols();
    for (ClipMeasure& clip : clips) {
      if (clip.sequence.cols() != columns) {
        return bad_input("poses are compared joint by joint, but the clips have skeletons of " +
                         std::to_string(columns / 3) + " and of " +
                         std::to_string(clip.sequence.cols() / 3) +
                         " joints; convert them to one skeleton first");
      }
      space->sequences_.push_back(std::move(clip.sequence));
    }
  } else {
    std::vector<analysis::Signature> signatures;
    signatures.reserve(clips.size());
    for (ClipMeasure& clip : clips) signatures.push_back(std::move(clip.distributions));
    auto columns = analysis::signature_columns(std::move(signatures));
    if (!columns) return columns.error();
    space->columns_ = std::move(*columns);
    for (const analysis::SignatureColumn& column : space->columns_) {
      space->weight_sum_ += column.weight;
      if (space->choice_.distance == "w1") space->tables_.emplace_back(column.samples);
      if (space->choice_.distance != "sliced") continue;
      auto& clouds = space->clouds_.emplace_back();
      for (const auto& sample : column.samples) {
        clouds.push_back(cloud_of(sample, column.dimensions));
      }
    }
  }
  return std::shared_ptr<const SignatureSpace>(std::move(space));
}

std::shared_ptr<const SignatureSpace> SignatureSpace::of_points(Eigen::MatrixXd points) {
  std::shared_ptr<SignatureSpace> space(new SignatureSpace());
  space->size_ = static_cast<int>(points.rows());
  space->mean_ = Eigen::RowVectorXd::Zero(points.cols());
  space->scale_ = Eigen::RowVectorXd::Ones(points.cols());
  space->numbers_ = std::move(points);
  return space;
}

Result<analysis::DistanceMatrix> SignatureSpace::distances(int threads,
                                                           const Progress& progress) const {
  if (!sequences_.empty()) {
    const auto metric =
        choice_.distance == "dtw" ? analysis::SequenceMetric::kDtw : analysis::SequenceMetric::kRms;
    return analysis::sequence_distances(sequences_, metric, choice_.band, threads, progress);
  }
  if (columns_.empty()) return analysis::point_distances(numbers_);
  if (choice_.distance != "sliced") {
    return analysis::pairwise_distances(
        size_, [&](int i, int j) { return distance(i, j); }, threads, progress);
  }
  analysis::DistanceMatrix mean(size_);
  for (size_t c = 0; c < columns_.size(); ++c) {
    const Progress part = [&](std::string_view phase, double fraction) {
      return report(progress, phase, (static_cast<double>(c) + fraction) / columns_.size());
    };
    const auto one = analysis::sliced_wasserstein_matrix(
        clouds_[c], {choice_.directions, choice_.seed}, threads, part);
    if (!one) return one.error();
    const double share = columns_[c].weight / weight_sum_;
    for (size_t p = 0; p < mean.pair_count(); ++p) mean.pairs()[p] += share * one->pairs()[p];
  }
  return mean;
}

double SignatureSpace::between(const analysis::SignatureColumn& column, size_t index, int i,
                               int j) const {
  if (choice_.distance == "w1") return tables_[index].wasserstein1(i, j);
  if (choice_.distance == "w2") {
    return analysis::wasserstein2(column.samples[i], column.samples[j]);
  }
  const auto both = analysis::sliced_wasserstein_matrix({clouds_[index][i], clouds_[index][j]},
                                                        {choice_.directions, choice_.seed}, 1);
  return both ? (*both)(1, 0) : 0.0;
}

double SignatureSpace::distance(int i, int j) const {
  if (!sequences_.empty()) {
    const bool is_dtw = choice_.distance == "dtw";
    return is_dtw ? analysis::dtw(sequences_[i], sequences_[j], choice_.band)
                  : analysis::normalised_sequence_rms(sequences_[i], sequences_[j]);
  }
  if (columns_.empty()) return (numbers_.row(i) - numbers_.row(j)).norm();
  double sum = 0.0;
  for (size_t c = 0; c < columns_.size(); ++c) {
    sum += columns_[c].weight * between(columns_[c], c, i, j);
  }
  return sum / weight_sum_;
}

Result<Eigen::VectorXd> SignatureSpace::distances_to(const ClipMeasure& clip) const {
  Eigen::VectorXd distances = Eigen::VectorXd::Zero(size_);
  if (!sequences_.empty()) {
    if (clip.sequence.cols() != sequences_.front().cols()) {
      return bad_input("the clip's skeleton has " + std::to_string(clip.sequence.cols() / 3) +
                       " joints, those of the map " +
                       std::to_string(sequences_.front().cols() / 3));
    }
    for (int i = 0; i < size_; ++i) {
      distances[i] = choice_.distance == "dtw"
                         ? analysis::dtw(clip.sequence, sequences_[i], choice_.band)
                         : analysis::normalised_sequence_rms(clip.sequence, sequences_[i]);
    }
    return distances;
  }
  if (columns_.empty()) {
    const Eigen::Map<const Eigen::RowVectorXd> numbers(
        clip.numbers.data(), static_cast<Eigen::Index>(clip.numbers.size()));
    const Eigen::RowVectorXd at = (numbers - mean_).cwiseProduct(scale_);
    return Eigen::VectorXd((numbers_.rowwise() - at).rowwise().norm());
  }
  for (size_t c = 0; c < columns_.size(); ++c) {
    const auto& groups = clip.distributions.groups;
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& g) {
      return g.name == columns_[c].name && g.dimensions == columns_[c].dimensions;
    });
    if (group == groups.end()) {
      return bad_input("the clip has no \"" + columns_[c].name +
                       "\", by which the clips of the map are compared");
    }
    const double share = columns_[c].weight / weight_sum_;
    for (int i = 0; i < size_; ++i) {
      const std::vector<double>& other = columns_[c].samples[i];
      double d = 0.0;
      if (choice_.distance == "w1") {
        d = analysis::wasserstein1(group->values, other);
      } else if (choice_.distance == "w2") {
        d = analysis::wasserstein2(group->values, other);
      } else {
        const auto both = analysis::sliced_wasserstein_matrix(
            {cloud_of(group->values, group->dimensions), clouds_[c][i]},
            {choice_.directions, choice_.seed}, 1);
        if (!both) return both.error();
        d = (*both)(1, 0);
      }
      distances[i] += share * d;
    }
  }
  return distances;
}

}  // namespace kinemote::app
