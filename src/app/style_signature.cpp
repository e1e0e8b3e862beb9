#include "app/style_signature.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <map>
#include <numeric>
#include <set>

#include "analysis/features/kinematic_features.h"
#include "analysis/stats/clustering.h"
#include "analysis/stats/discriminant.h"
#include "analysis/stats/splits.h"
#include "app/clip_loader.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::app {
namespace {

constexpr int kLeastClips = 5;      // of a content: ranks of fewer say little
constexpr int kLeastContents = 6;   // three a half
constexpr double kConstant = 1e-5;  // relative: what varies less within a content is constant
constexpr double kShrinkages[] = {0.1, 0.3, 0.5, 0.7, 0.9};

/// Means over a clip of one joint.
struct JointNumbers {
  double mean[3] = {}, sd[3] = {};
  double speed = 0.0, body_speed = 0.0, acceleration = 0.0;
};

JointNumbers numbers_of_joint(const std::vector<Vec3>& places, const std::vector<Vec3>& seen,
                              double frame_time_s) {
  JointNumbers result;
  const size_t count = places.size();
  for (int axis = 0; axis < 3; ++axis) {
    double sum = 0.0;
    double squares = 0.0;
    for (const Vec3& p : seen) {
      sum += p[axis];
      squares += p[axis] * p[axis];
    }
    result.mean[axis] = sum / static_cast<double>(count);
    result.sd[axis] = std::sqrt(std::max(
        0.0, squares / static_cast<double>(count) - result.mean[axis] * result.mean[axis]));
  }
  std::vector<double> speeds;
  for (size_t f = 1; f + 1 < count; ++f) {
    speeds.push_back(glm::length(places[f + 1] - places[f - 1]) / (2.0 * frame_time_s));
    result.body_speed += glm::length(seen[f + 1] - seen[f - 1]) / (2.0 * frame_time_s);
  }
  result.speed =
      std::accumulate(speeds.begin(), speeds.end(), 0.0) / static_cast<double>(speeds.size());
  result.body_speed /= static_cast<double>(speeds.size());
  for (size_t i = 1; i + 1 < speeds.size(); ++i) {
    result.acceleration += std::abs(speeds[i + 1] - speeds[i - 1]) / (2.0 * frame_time_s);
  }
  result.acceleration /= static_cast<double>(speeds.size() - 2);
  return result;
}

/// Rank of every number among the clips of its content, in (-1/2, 1/2); equal numbers share the
/// mean of their ranks.
Eigen::MatrixXd ranks_within(const Eigen::MatrixXd& numbers,
                             const std::vector<std::string>& contents) {
  std::map<std::string, std::vector<int>> members;
  for (size_t i = 0; i < contents.size(); ++i) members[contents[i]].push_back(static_cast<int>(i));
  Eigen::MatrixXd ranks(numbers.rows(), numbers.cols());
  for (auto& [content, clips] : members) {
    const double count = static_cast<double>(clips.size());
    for (Eigen::Index c = 0; c < numbers.cols(); ++c) {
      std::sort(clips.begin(), clips.end(),
                [&](int a, int b) { return numbers(a, c) < numbers(b, c); });
      // Bone lengths differ in the seventh digit between recordings: their order would give the
      // session away, not the style.
      const double least = numbers(clips.front(), c);
      const double most = numbers(clips.back(), c);
      if (most - least < kConstant * (1.0 + std::abs(most))) {
        for (const int clip : clips) ranks(clip, c) = 0.0;
        continue;
      }
      for (size_t start = 0; start < clips.size();) {
        size_t end = start;
        while (end < clips.size() && numbers(clips[end], c) == numbers(clips[start], c)) ++end;
        const double rank = 0.5 * static_cast<double>(start + end - 1);
        for (size_t i = start; i < end; ++i) ranks(clips[i], c) = (rank + 0.5) / count - 0.5;
        start = end;
      }
    }
  }
  return ranks;
}

/// Rows, labels and contents of some of the clips.
struct Samples {
  Eigen::MatrixXd ranks;
  std::vector<int> labels;
  std::vector<std::string> contents;

  Samples of(const std::set<std::string>& chosen, bool is_inside = true) const {
    std::vector<int> rows;
    for (size_t i = 0; i < contents.size(); ++i) {
      if ((chosen.count(contents[i]) > 0) == is_inside) rows.push_back(static_cast<int>(i));
    }
    Samples part;
    part.ranks = ranks(rows, Eigen::all);
    for (const int row : rows) {
      part.labels.push_back(labels[row]);
      part.contents.push_back(contents[row]);
    }
    return part;
  }
};

Eigen::MatrixXd directions(const analysis::Discriminant& axes, const Eigen::MatrixXd& ranks) {
  Eigen::MatrixXd points = axes.transform(ranks);
  for (auto row : points.rowwise()) {
    const double length = row.norm();
    if (length > 0.0) row /= length;
  }
  return points;
}

int label_count(const std::vector<int>& labels) {
  return static_cast<int>(std::set<int>(labels.begin(), labels.end()).size());
}

/// Ward clusters of points, as many as labels.
Result<std::vector<int>> clusters_of(const Eigen::MatrixXd& points, int count) {
  const auto tree = analysis::linkage(analysis::point_distances(points), analysis::Linkage::kWard);
  if (!tree) return tree.error();
  return analysis::cut_tree(*tree, count);
}

Result<double> agreement(const analysis::Discriminant& axes, const Samples& samples) {
  const auto clusters = clusters_of(directions(axes, samples.ranks), label_count(samples.labels));
  if (!clusters) return clusters.error();
  return analysis::adjusted_rand_index(*clusters, samples.labels);
}

/// The shrinkage that does best on pairs of contents left out, and how well.
Result<std::pair<double, double>> choose_shrinkage(const Samples& samples,
                                                   const std::vector<std::string>& contents,
                                                   const Progress& progress) {
  std::map<double, std::vector<double>> scores;
  const double pairs = 0.5 * static_cast<double>(contents.size() * (contents.size() - 1));
  double done = 0.0;
  for (size_t a = 0; a < contents.size(); ++a) {
    for (size_t b = 0; b < a; ++b) {
      if (!report(progress, "learning style", done++ / pairs)) return cancelled();
      const std::set<std::string> left_out{contents[a], contents[b]};
      const Samples training = samples.of(left_out, false);
      const Samples test = samples.of(left_out);
      for (const double shrinkage : kShrinkages) {
        const auto axes = analysis::fit_discriminant(training.ranks, training.labels, shrinkage);
        if (!axes) return axes.error();
        const Result<double> score = agreement(*axes, test);
        if (!score) return score.error();
        scores[shrinkage].push_back(*score);
      }
    }
  }
  std::pair<double, double> best{0.0, -2.0};
  for (const auto& [shrinkage, found] : scores) {
    const double mean =
        std::accumulate(found.begin(), found.end(), 0.0) / static_cast<double>(found.size());
    if (mean > best.second) best = {shrinkage, mean};
  }
  return best;
}

Result<std::pair<analysis::Discriminant, StyleScore>> learn_and_score(
    const Samples& samples, const std::set<std::string>& learned_on,
    const std::set<std::string>& scored_on, uint64_t seed, const Progress& progress) {
  StyleScore score;
  score.learned_on.assign(learned_on.begin(), learned_on.end());
  score.scored_on.assign(scored_on.begin(), scored_on.end());
  const Samples training = samples.of(learned_on);
  const Samples test = samples.of(scored_on);
  const auto chosen = choose_shrinkage(training, score.learned_on, progress);
  if (!chosen) return chosen.error();
  score.shrinkage = chosen->first;
  score.ari_left_out = chosen->second;
  auto axes = analysis::fit_discriminant(training.ranks, training.labels, score.shrinkage);
  if (!axes) return axes.error();
  const Result<double> learned = agreement(*axes, training);
  if (!learned) return learned.error();
  score.ari_learned = *learned;

  const auto score_of = [&](const Samples& some, double& ari,
                            analysis::ChanceLevel& chance) -> Status {
    const auto clusters = clusters_of(directions(*axes, some.ranks), label_count(some.labels));
    if (!clusters) return clusters.error();
    ari = analysis::adjusted_rand_index(*clusters, some.labels);
    chance = analysis::chance_level(*clusters, some.labels, seed);
    return {};
  };
  analysis::ChanceLevel chance;
  if (Status s = score_of(test, score.ari_scored, chance); !s) return s.error();
  score.chance_mean = chance.ari_mean;
  score.chance_p95 = chance.ari_p95;
  score.scored_clips = static_cast<int>(test.labels.size());
  for (const std::string& content : score.scored_on) {
    const Samples one = test.of({content});
    std::map<int, int> sizes;
    for (const int label : one.labels) ++sizes[label];
    const auto several =
        std::count_if(sizes.begin(), sizes.end(), [](const auto& size) { return size.second > 1; });
    if (2 * several <= static_cast<long>(sizes.size())) continue;
    StyleScore::Within within{content, static_cast<int>(one.labels.size()),
                              static_cast<int>(sizes.size()), 0.0, 0.0};
    if (Status s = score_of(one, within.ari, chance); !s) return s.error();
    within.chance_p95 = chance.ari_p95;
    score.within.push_back(std::move(within));
  }
  return std::pair(std::move(*axes), std::move(score));
}

}  // namespace

Result<std::vector<double>> style_numbers(const Clip& clip, analysis::Normalise normalise) {
  const Result<Body> body = body_of(clip);
  if (!body) return body.error();
  const double height_m = normalise == analysis::Normalise::kHeight ? body->height_m : 1.0;
  const auto kinematics = analysis::kinematic_features(body->world, body->map, height_m, 0.0);
  if (!kinematics) return kinematics.error();
  std::vector<double> numbers = kinematics->values;

  const WorldMotion& world = body->world;
  const int hips = body->map[BodyPart::kHips];
  std::vector<Quat> heading_from_world(world.frame_count);
  for (int f = 0; f < world.frame_count; ++f) {
    heading_from_world[f] = yaw_rotation(
        -synthesis::heading_rad(world.position(f, body->map[BodyPart::kLeftUpperLeg]),
                                world.position(f, body->map[BodyPart::kRightUpperLeg])));
  }
  constexpr double kStill = 1e-3;  // heights a second: keeps the logarithm of a still joint finite
  std::vector<Vec3> places(world.frame_count);
  std::vector<Vec3> seen(world.frame_count);
  for (int j = 0; j < world.joint_count; ++j) {
    for (int f = 0; f < world.frame_count; ++f) {
      places[f] = world.position(f, j) / height_m;
      seen[f] = heading_from_world[f] * (world.position(f, j) - world.position(f, hips)) / height_m;
    }
    const JointNumbers joint = numbers_of_joint(places, seen, world.frame_time_s);
    numbers.insert(numbers.end(), joint.mean, joint.mean + 3);
    numbers.insert(numbers.end(), joint.sd, joint.sd + 3);
    numbers.push_back(std::log(joint.speed + kStill));
    numbers.push_back(std::log(joint.body_speed + kStill));
    numbers.push_back(std::log(joint.acceleration + kStill));
    numbers.push_back(std::log((joint.acceleration + kStill) / (joint.speed + kStill)));
  }
  return numbers;
}

Result<StyleSpace> learn_style(const Eigen::MatrixXd& numbers,
                               const std::vector<std::string>& labels,
                               const std::vector<std::string>& contents, uint64_t seed,
                               const Progress& progress) {
  std::map<std::string, int> clips_of;
  std::map<std::string, std::set<std::string>> labels_of;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].empty() || contents[i].empty()) continue;
    ++clips_of[contents[i]];
    labels_of[contents[i]].insert(labels[i]);
  }
  StyleSpace space;
  Samples samples;
  std::map<std::string, int> label_numbers;
  std::vector<analysis::SplitClip> split_clips;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].empty() || contents[i].empty() || clips_of[contents[i]] < kLeastClips ||
        labels_of[contents[i]].size() < 2) {
      continue;
    }
    space.kept.push_back(static_cast<int>(i));
    const int next = static_cast<int>(label_numbers.size());
    samples.labels.push_back(label_numbers.try_emplace(labels[i], next).first->second);
    samples.contents.push_back(contents[i]);
    split_clips.push_back({std::to_string(i), "", contents[i]});
  }
  const std::set<std::string> usable(samples.contents.begin(), samples.contents.end());
  if (static_cast<int>(usable.size()) < kLeastContents) {
    return bad_input(
        "signature style learns on half of the contents and is scored on the others; "
        "it needs at least 6 contents with 5 labelled clips of different labels each, "
        "and found " +
        std::to_string(usable.size()));
  }
  samples.ranks = ranks_within(numbers(space.kept, Eigen::all), samples.contents);
  const auto split = analysis::make_split(split_clips, analysis::SplitKind::kContent, 2, seed);
  if (!split) return split.error();
  std::set<std::string> halves[2];
  for (size_t i = 0; i < samples.contents.size(); ++i) {
    halves[split->folds[i]].insert(samples.contents[i]);
  }
  const auto once = learn_and_score(samples, halves[1], halves[0], seed, progress);
  if (!once) return once.error();
  const auto exchanged = learn_and_score(samples, halves[0], halves[1], seed, progress);
  if (!exchanged) return exchanged.error();
  space.numbers = directions(once->first, samples.ranks);
  space.report.map = once->second;
  space.report.exchange = exchanged->second;
  space.report.dims = static_cast<int>(space.numbers.cols());
  return space;
}

}  // namespace kinemote::app
