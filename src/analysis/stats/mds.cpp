#include "analysis/stats/mds.h"

#include <Spectra/SymEigsSolver.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <exception>
#include <string>

#include "analysis/stats/centred_operator.h"
#include "analysis/stats/mds_sign.h"

namespace kinemote::analysis {
namespace {

/// Eigenpairs of the double-centred matrix, largest first.
struct Eigenpairs {
  Eigen::VectorXd values;
  Eigen::MatrixXd vectors;  // N x dims
};

Result<Eigenpairs> dense_eigenpairs(const DistanceMatrix& distances, int dims) {
  // Double centring: J D^2 J subtracts row and column means and adds the grand mean.
  Eigen::MatrixXd b = -0.5 * distances.dense().cwiseAbs2();
  const Eigen::VectorXd row_means = b.rowwise().mean();
  const double grand_mean = row_means.mean();
  b.colwise() -= row_means;
  b.rowwise() -= row_means.transpose();
  b.array() += grand_mean;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(0.5 * (b + b.transpose()));
  if (solver.info() != Eigen::Success) {
    return bad_input("the eigenvalues of the distance matrix could not be found");
  }
  return Eigenpairs{solver.eigenvalues().reverse(),
                    solver.eigenvectors().rightCols(dims).rowwise().reverse()};
}

/// Thrown through the eigensolver, which knows no cancelling, and caught around it.
class Stopped : public std::exception {};

/// Lets a job stop between two products.
class StoppableOperator {
 public:
  using Scalar = double;
  StoppableOperator(const CentredOperator& b, const Progress& progress)
      : b_(b), progress_(progress) {}
  Eigen::Index rows() const { return b_.rows(); }
  Eigen::Index cols() const { return b_.cols(); }
  void perform_op(const double* x, double* y) const {
    // How many products there will be is not known; half are done after some forty.
    ++count_;
    if (!report(progress_, "embedding", count_ / (count_ + 40.0))) throw Stopped();
    b_.perform_op(x, y);
  }

 private:
  const CentredOperator& b_;
  const Progress& progress_;
  mutable int count_ = 0;
};

Result<Eigenpairs> lanczos_eigenpairs(const CentredOperator& b, int dims,
                                      const Progress& progress) {
  const Eigen::Index n = b.rows();
  constexpr int kMostRestarts = 300;
  constexpr double kTolerance = 1e-11;
  try {
    StoppableOperator op(b, progress);
    const Eigen::Index basis = std::min<Eigen::Index>(n, std::max(2 * dims + 8, 20));
    Spectra::SymEigsSolver<StoppableOperator> solver(op, dims, basis);
    solver.init();
    solver.compute(Spectra::SortRule::LargestAlge, kMostRestarts, kTolerance,
                   Spectra::SortRule::LargestAlge);
    if (solver.info() == Spectra::CompInfo::Successful) {
      return Eigenpairs{solver.eigenvalues(), solver.eigenvectors()};
    }
  } catch (const Stopped&) {
    return cancelled();
  } catch (const std::exception&) {
    // As if it had not converged.
  }
  return bad_input("the " + std::to_string(dims) +
                   " largest eigenvalues of the distance matrix did not converge; ask for fewer "
                   "dimensions");
}

}  // namespace

Result<Embedding> classical_mds(const DistanceMatrix& distances, int dims, EigenMethod method,
                                int thread_count, const Progress& progress) {
  if (Status status = check_distances(distances); !status) return status.error();
  const int n = distances.size();
  if (dims < 1 || dims >= n) {
    return bad_input("cannot place " + std::to_string(n) + " points in " + std::to_string(dims) +
                     " dimensions; expected at least 1 and fewer than the number of points");
  }
  const CentredOperator b(distances, thread_count);
  Embedding embedding;
  embedding.trace = b.trace();
  const bool is_dense = method == EigenMethod::kDense ||
                        (method == EigenMethod::kAuto && n <= kDenseLimit) ||
                        embedding.trace == 0.0;  // no direction to find: Lanczos cannot start
  Result<Eigenpairs> pairs =
      is_dense ? dense_eigenpairs(distances, dims) : lanczos_eigenpairs(b, dims, progress);
  if (!pairs) return pairs.error();
  embedding.eigenvalues = std::move(pairs->values);
  embedding.coordinates = std::move(pairs->vectors);
  for (int c = 0; c < dims; ++c) {
    // A negative eigenvalue has no real coordinate: that dimension is flat.
    embedding.coordinates.col(c) *= std::sqrt(std::max(embedding.eigenvalues[c], 0.0));
  }
  fix_signs(embedding.coordinates);
  embedding.stress1 = stress1(distances, embedding.coordinates);
  return embedding;
}

Result<Embedding> classical_mds(const Eigen::MatrixXd& distances, int dims) {
  const Result<DistanceMatrix> packed = distances_from_dense(distances);
  if (!packed) return packed.error();
  return classical_mds(*packed, dims);
}

}  // namespace kinemote::analysis
