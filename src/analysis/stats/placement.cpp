#include "analysis/stats/placement.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <string>
#include <thread>

#include "analysis/stats/random.h"

namespace kinemote::analysis {
namespace {

/// Fills column `landmark` of the distances from every thing to the landmarks.
void measure_to(int thing, const std::function<double(int, int)>& distance, int threads,
                Eigen::Ref<Eigen::VectorXd> column) {
  const int count = static_cast<int>(column.size());
  const auto work = [&](int thread) {
    for (int i = thread; i < count; i += threads) column[i] = i == thing ? 0.0 : distance(i, thing);
  };
  std::vector<std::jthread> helpers;
  for (int t = 1; t < threads; ++t) helpers.emplace_back(work, t);
  work(0);
}

/// Kruskal stress-1 over all pairs of a thing and a landmark.
double landmark_stress(const Eigen::MatrixXd& to_landmarks, const std::vector<int>& landmarks,
                       const Eigen::MatrixXd& coordinates) {
  double off = 0.0;
  double size = 0.0;
  for (size_t l = 0; l < landmarks.size(); ++l) {
    const Eigen::VectorXd fitted =
        (coordinates.rowwise() - coordinates.row(landmarks[l])).rowwise().norm();
    off += (fitted - to_landmarks.col(static_cast<Eigen::Index>(l))).squaredNorm();
    size += fitted.squaredNorm();
  }
  return size > 0.0 ? std::sqrt(off / size) : 0.0;
}

}  // namespace

ClassicalPlacement::ClassicalPlacement(const DistanceMatrix& distances, const Embedding& embedding)
    : inverse_(0.5 * embedding.coordinates.transpose()),
      mean_squared_(Eigen::VectorXd::Zero(distances.size())) {
  for (Eigen::Index c = 0; c < inverse_.rows(); ++c) {
    const double eigenvalue = embedding.eigenvalues[c];
    inverse_.row(c) *= eigenvalue > 1e-12 * embedding.eigenvalues[0] ? 1.0 / eigenvalue : 0.0;
  }
  for (int i = 0; i < distances.size(); ++i) {
    const std::span<const double> row = distances.row(i);
    for (int j = 0; j < i; ++j) {
      mean_squared_[i] += row[j] * row[j];
      mean_squared_[j] += row[j] * row[j];
    }
  }
  mean_squared_ /= std::max(1, distances.size());
}

Eigen::VectorXd ClassicalPlacement::place(const Eigen::VectorXd& distances) const {
  return inverse_ * (mean_squared_ - distances.cwiseAbs2());
}

Eigen::VectorXd place_by_stress(const Eigen::MatrixXd& coordinates,
                                const Eigen::VectorXd& distances, const Eigen::VectorXd& start,
                                int max_iterations) {
  constexpr double kTolerance = 1e-10;  // of the map's size
  const double size = (coordinates.rowwise() - coordinates.colwise().mean()).norm() + 1e-300;
  Eigen::VectorXd x = start;
  for (int iteration = 0; iteration < max_iterations; ++iteration) {
    // Each point pulls x to where it would stand at the right distance in its present direction.
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(x.size());
    for (Eigen::Index i = 0; i < coordinates.rows(); ++i) {
      const Eigen::VectorXd point = coordinates.row(i).transpose();
      const Eigen::VectorXd away = x - point;
      const double fitted = away.norm();
      sum += point;
      if (fitted > 0.0) sum += (distances[i] / fitted) * away;
    }
    sum /= static_cast<double>(coordinates.rows());
    const double moved = (sum - x).norm();
    x = sum;
    if (moved < kTolerance * size) break;
  }
  return x;
}

Result<LandmarkEmbedding> landmark_mds(int count, const std::function<double(int, int)>& distance,
                                       int dims, const LandmarkSettings& settings, int thread_count,
                                       const Progress& progress) {
  const int landmark_count = settings.landmark_count;
  if (landmark_count > count || landmark_count <= dims) {
    return usage_error("landmark scaling of " + std::to_string(count) + " things into " +
                       std::to_string(dims) + " dimensions needs more than " +
                       std::to_string(dims) + " and at most " + std::to_string(count) +
                       " landmarks, not " + std::to_string(landmark_count));
  }
  const int threads = thread_count > 0
                          ? thread_count
                          : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  // MaxMin, measured as the landmarks are found.
  std::mt19937_64 engine(settings.seed);
  std::vector<int> chosen{uniform_index(engine, count)};
  Eigen::MatrixXd to_chosen(count, landmark_count);
  Eigen::VectorXd nearest;
  for (int l = 0; l < landmark_count; ++l) {
    if (!report(progress, "distances", static_cast<double>(l) / landmark_count)) return cancelled();
    measure_to(chosen[l], distance, threads, to_chosen.col(l));
    nearest =
        l == 0 ? Eigen::VectorXd(to_chosen.col(0)) : nearest.cwiseMin(to_chosen.col(l)).eval();
    if (l + 1 == landmark_count) break;
    // Chosen ones never come twice, also where things coincide.
    for (int c : chosen) nearest[c] = -1.0;
    Eigen::Index farthest = 0;
    nearest.maxCoeff(&farthest);
    chosen.push_back(static_cast<int>(farthest));
  }
  std::vector<int> order(landmark_count);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return chosen[a] < chosen[b]; });
  const Eigen::MatrixXd to_landmarks = to_chosen(Eigen::all, order);

  LandmarkEmbedding result;
  for (const int l : order) result.landmarks.push_back(chosen[l]);
  DistanceMatrix among(landmark_count);
  for (int i = 0; i < landmark_count; ++i) {
    for (int j = 0; j < i; ++j) among.row(i)[j] = to_landmarks(result.landmarks[i], j);
  }
  Result<Embedding> small = classical_mds(among, dims, EigenMethod::kAuto, thread_count, progress);
  if (!small) return small.error();
  result.placement = ClassicalPlacement(among, *small);
  result.embedding.eigenvalues = std::move(small->eigenvalues);
  result.embedding.trace = small->trace;
  result.embedding.coordinates.resize(count, dims);
  for (int i = 0; i < count; ++i) {
    result.embedding.coordinates.row(i) =
        result.placement.place(to_landmarks.row(i).transpose()).transpose();
  }
  result.embedding.stress1 =
      landmark_stress(to_landmarks, result.landmarks, result.embedding.coordinates);
  return result;
}

}  // namespace kinemote::analysis
