#include <Eigen/LU>
#include <Eigen/SVD>
#include <algorithm>
#include <string>

#include "analysis/stats/map_quality.h"

namespace kinemote::analysis {
namespace {

Eigen::MatrixXd padded(const Eigen::MatrixXd& points, Eigen::Index dims) {
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(points.rows(), dims);
  result.leftCols(points.cols()) = points;
  return result;
}

}  // namespace

Eigen::MatrixXd Procrustes::apply(const Eigen::MatrixXd& points) const {
  const Eigen::MatrixXd centred = padded(points, rotation.rows()).rowwise() - moving_centre;
  return (scale * centred * rotation).rowwise() + target_centre;
}

Result<Procrustes> procrustes(const Eigen::MatrixXd& target, const Eigen::MatrixXd& moving,
                              const ProcrustesSettings& settings) {
  if (target.rows() != moving.rows() || target.rows() < 2 || target.cols() == 0 ||
      moving.cols() == 0 || !target.allFinite() || !moving.allFinite()) {
    return bad_input("two maps of " + std::to_string(target.rows()) + " and " +
                     std::to_string(moving.rows()) +
                     " points cannot be aligned; expected the same number, at least 2, with finite "
                     "coordinates");
  }
  const Eigen::Index dims = std::max(target.cols(), moving.cols());
  const Eigen::MatrixXd y = padded(target, dims);
  const Eigen::MatrixXd x = padded(moving, dims);
  Procrustes result;
  result.target_centre = y.colwise().mean();
  result.moving_centre = x.colwise().mean();
  const Eigen::MatrixXd yc = y.rowwise() - result.target_centre;
  const Eigen::MatrixXd xc = x.rowwise() - result.moving_centre;
  const double moving_size = xc.squaredNorm();
  if (moving_size == 0.0) {
    return bad_input("all points of the map to align coincide, so it has no direction");
  }
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(xc.transpose() * yc,
                                              Eigen::ComputeFullU | Eigen::ComputeFullV);
  Eigen::VectorXd signs = Eigen::VectorXd::Ones(dims);
  if (!settings.may_reflect) {
    // The weakest direction gives way, so that the turn is a proper one.
    signs[dims - 1] = svd.matrixU().determinant() * svd.matrixV().determinant() < 0.0 ? -1.0 : 1.0;
  }
  result.rotation = svd.matrixU() * signs.asDiagonal() * svd.matrixV().transpose();
  if (settings.may_scale) result.scale = svd.singularValues().dot(signs) / moving_size;
  result.aligned = result.apply(moving);
  const double target_size = yc.squaredNorm();
  result.disparity = target_size > 0.0 ? (y - result.aligned).squaredNorm() / target_size : 0.0;
  return result;
}

}  // namespace kinemote::analysis
