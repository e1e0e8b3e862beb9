#include "motion/core/point_tracking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "motion/core/assignment.h"

namespace kinemote {
namespace {

/// Least cost over all ways to pair, by trying them all.
double least_cost(const std::vector<double>& costs, int rows, int columns) {
  const int wide = std::max(rows, columns);
  std::vector<int> order(wide);
  std::iota(order.begin(), order.end(), 0);
  double best = 1e300;
  do {
    double sum = 0.0;
    for (int i = 0; i < std::min(rows, columns); ++i) {
      sum += rows <= columns ? costs[i * columns + order[i]] : costs[order[i] * columns + i];
    }
    best = std::min(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

TEST(Assignment_Nobody, IsEmpty) {
  EXPECT_TRUE(assign({}, 0, 0).empty());
  EXPECT_EQ(assign({}, 2, 0), (std::vector<int>{-1, -1}));
}

TEST(Assignment_RandomCosts, AreTheLeastOfAllPairings) {
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 300; ++trial) {
    const int rows = 1 + static_cast<int>(random() % 6);
    const int columns = 1 + static_cast<int>(random() % 6);
    std::vector<double> costs(rows * columns);
    for (double& c : costs) c = static_cast<double>(random() % 100) - 20.0;
    const std::vector<int> column_of = assign(costs, rows, columns);
    double sum = 0.0;
    std::set<int> used;
    for (int r = 0; r < rows; ++r) {
      if (column_of[r] < 0) continue;
      EXPECT_TRUE(used.insert(column_of[r]).second);
      sum += costs[r * columns + column_of[r]];
    }
    EXPECT_EQ(used.size(), static_cast<size_t>(std::min(rows, columns)));
    EXPECT_DOUBLE_EQ(sum, least_cost(costs, rows, columns));
  }
}

/// A body of five points, 0.6 high, at a place.
Detection person_at(const Vec3& place, std::mt19937_64& random, double noise = 0.005) {
  std::normal_distribution<double> normal(0.0, noise);
  Detection person;
  for (const Vec3& p : {Vec3(-0.2, 0.5, 0), Vec3(0.2, 0.5, 0), Vec3(-0.15, 0, 0), Vec3(0.15, 0, 0),
                        Vec3(0, 0.9, 0)}) {
    person.positions.push_back(place + p + Vec3(normal(random), normal(random), 0.0));
    person.confidences.push_back(1.0f);
  }
  return person;
}

/// Least distance between two people at one time.
double closest(const std::vector<Vec3>& start, const std::vector<Vec3>& step, int frames) {
  double least = 1e300;
  for (int f = 0; f < frames; ++f) {
    for (size_t a = 0; a < start.size(); ++a) {
      for (size_t b = 0; b < a; ++b) {
        least = std::min(least, glm::distance(start[a] + step[a] * static_cast<double>(f),
                                              start[b] + step[b] * static_cast<double>(f)));
      }
    }
  }
  return least;
}

const std::vector<int> kTorso = {0, 1, 2, 3};

TEST(Tracking_PeopleOnCrossingPaths, KeepTheirIdentities) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  int trials = 0;
  for (int trial = 0; trial < 300; ++trial) {
    // Two to four people on straight paths through about the same place at the same time.
    const int count = 2 + static_cast<int>(random() % 3);
    std::vector<Vec3> start;
    std::vector<Vec3> step;
    for (int k = 0; k < count; ++k) {
      const double angle = 2.0 * kPi * (k + 0.6 * unit(random)) / count;
      const Vec3 heading(std::cos(angle), 0.3 * std::sin(angle), 0.0);
      step.push_back(heading * (0.03 + 0.03 * unit(random)));
      start.push_back(Vec3(0.2 * unit(random), 0.2 * unit(random), 0.0) - step.back() * 30.0);
    }
    if (closest(start, step, 60) < 0.02) continue;  // four times the noise: nobody can tell
    ++trials;
    std::vector<std::vector<Detection>> frames(60);
    std::vector<std::vector<int>> truth(60);
    for (int f = 0; f < 60; ++f) {
      truth[f].resize(count);
      std::iota(truth[f].begin(), truth[f].end(), 0);
      std::shuffle(truth[f].begin(), truth[f].end(), random);
      for (const int k : truth[f]) {
        frames[f].push_back(person_at(start[k] + step[k] * static_cast<double>(f), random));
      }
    }
    const TrackIds ids = track_people(frames, 1.0 / 30.0, kTorso);
    std::vector<int> id_of(count);
    for (int i = 0; i < count; ++i) id_of[truth[0][i]] = ids[0][i];
    for (int f = 1; f < 60; ++f) {
      for (int i = 0; i < count; ++i) {
        ASSERT_EQ(ids[f][i], id_of[truth[f][i]]) << "trial " << trial << ", frame " << f;
      }
    }
  }
  EXPECT_GT(trials, 150);
}

TEST(Tracking_ShortLoss, IsRemembered) {
  std::mt19937_64 random(5);
  std::vector<std::vector<Detection>> frames(60);
  for (int f = 0; f < 60; ++f) {
    if (f >= 20 && f < 32) continue;  // 0.4 s
    frames[f].push_back(person_at(Vec3(0.02 * f, 0.0, 0.0), random));
  }
  const TrackIds ids = track_people(frames, 1.0 / 30.0, kTorso);
  EXPECT_EQ(ids[59][0], ids[0][0]);
}

TEST(Tracking_LongLoss, IsForgotten) {
  std::mt19937_64 random(5);
  std::vector<std::vector<Detection>> frames(100);
  frames[0].push_back(person_at(Vec3(0.0), random));
  frames[99].push_back(person_at(Vec3(0.0), random));
  const TrackIds ids = track_people(frames, 1.0 / 30.0, kTorso);
  EXPECT_NE(ids[99][0], ids[0][0]);
}

TEST(Tracking_SomebodyFarAway, IsSomebodyElse) {
  std::mt19937_64 random(5);
  const std::vector<std::vector<Detection>> frames = {{person_at(Vec3(0.0), random)},
                                                      {person_at(Vec3(3.0, 0.0, 0.0), random)}};
  const TrackIds ids = track_people(frames, 1.0 / 30.0, kTorso);
  EXPECT_NE(ids[0][0], ids[1][0]);
}

TEST(Tracking_UnitOfTheImage, DoesNotMatter) {
  std::mt19937_64 random(8);
  std::vector<std::vector<Detection>> frames(30);
  for (int f = 0; f < 30; ++f) {
    frames[f].push_back(person_at(Vec3(0.02 * f, 0.0, 0.0), random));
    frames[f].push_back(person_at(Vec3(1.0 - 0.02 * f, 0.3, 0.0), random));
  }
  const TrackIds ids = track_people(frames, 1.0 / 30.0, kTorso);
  for (auto& people : frames) {
    for (Detection& person : people) {
      for (Vec3& p : person.positions) p *= 431.0;
    }
  }
  EXPECT_EQ(track_people(frames, 1.0 / 30.0, kTorso), ids);
}

}  // namespace
}  // namespace kinemote
