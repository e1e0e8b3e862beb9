// Motion sampled for a style and content: is it recognised, plausible, varied, and not copied?
#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/stats/frechet.h"
#include "analysis/stats/principal_components.h"
#include "analysis/stats/random.h"
#include "analysis/stats/spread.h"
#include "app/judge/judge.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr int kComponents = 32;     // of the space of the Fréchet distance
constexpr int kLeastOfPair = 6;     // real windows of a pair whose diversity is compared
constexpr int kPlainMotions = 600;  // real windows whose feet and jerk are measured
constexpr double kTravels_mps = 0.3;
constexpr double kToeSpeedOverReal = 1.12;  // what 0.065 is to the 0.058 of locomotion
constexpr double kShallow_m = 1e-3;         // no depth at all in clean data is no fair measure
constexpr uint64_t kGaussian = 7919;        // seeds of different draws stay apart
constexpr uint64_t kProportional = 104'729;

/// Motions of pairs of style and content.
struct Wishes {
  std::vector<MotionWish> prior, gaussian;
  std::vector<int> styles, contents, pairs;
};

MotionWish wish_of(Judge& judge, const synthesis::Condition& condition, uint64_t seed,
                   bool is_gaussian) {
  if (is_gaussian) return {normal_latent(judge.model.card().latent_dim(), seed), condition};
  return {judge.model.prior().sample(condition, seed), condition};
}

Wishes wishes_of_pairs(Judge& judge, const std::vector<std::pair<int, int>>& pairs) {
  const int each = std::max(judge.settings.is_quick ? 2 : 8,
                            judge.size.sampled / static_cast<int>(pairs.size()));
  Wishes wishes;
  for (size_t p = 0; p < pairs.size(); ++p) {
    const auto condition = judge.data.condition(pairs[p].first, pairs[p].second);
    for (int i = 0; i < each; ++i) {
      const uint64_t seed = judge.settings.seed * 1'000'003 + p * 10'007 + i;
      wishes.prior.push_back(wish_of(judge, condition, seed, false));
      wishes.gaussian.push_back(wish_of(judge, condition, seed + kGaussian, true));
      wishes.styles.push_back(pairs[p].first);
      wishes.contents.push_back(pairs[p].second);
      wishes.pairs.push_back(static_cast<int>(p));
    }
  }
  return wishes;
}

void add_recognitions(Judge& judge, const Wishes& wishes, const MotionTable& raw,
                      const MotionTable& sampled, const MotionTable& gaussian) {
  const auto find = [&](const std::string& name) {
    for (const Metric& metric : judge.evaluation.metrics) {
      if (metric.name == name) return metric.value;
    }
    return kUnknown;
  };
  const auto& recogniser = judge.recogniser;
  add_recognition(
      judge,
      {"recognition_sampled",
       "motion sampled from the prior for every style and content of the training clips, "
       "recognised as that style",
       judge.is_easy ? 0.93 : 0.88, 0.75,
       agreement(wishes.styles, recogniser.style.predict(gaussian.features)),
       "latents from a standard normal under every style and content", find("recognition_real")},
      wishes.styles, recogniser.style.predict(sampled.features), judge.data.style_names());
  judge.add({"recognition_sampled_raw",
             agreement(wishes.styles, recogniser.style.predict(raw.features)), kUnknown, 1.0, true,
             "the same before clean-up", ""});
  if (recogniser.content.empty()) return;
  add_recognition(
      judge,
      {"recognition_sampled_content", "the same motions, recognised as their content", kUnknown,
       kUnknown, agreement(wishes.contents, recogniser.content.predict(gaussian.features)),
       "latents from a standard normal under every style and content",
       find("recognition_real_content")},
      wishes.contents, recogniser.content.predict(sampled.features), judge.data.contents);
}

/// Over motions that travel, where feet have to be set down; over all if none does.
double median_toe_speed(const std::vector<Plainness>& motions) {
  std::vector<double> travelling, all;
  for (const Plainness& motion : motions) {
    all.push_back(motion.toe_speed_mps);
    if (motion.path_speed_mps > kTravels_mps) travelling.push_back(motion.toe_speed_mps);
  }
  return median_of(travelling.empty() ? all : travelling);
}

double median_jerk(const std::vector<Plainness>& motions) {
  std::vector<double> values;
  for (const Plainness& motion : motions) values.push_back(motion.jerk_mps3);
  return median_of(std::move(values));
}

double mean_penetration(const std::vector<Plainness>& motions) {
  double sum = 0.0;
  for (const Plainness& motion : motions) sum += motion.penetration_m;
  return sum / static_cast<double>(motions.size());
}

void add_change_by_cleanup(Judge& judge, const std::vector<Clip>& raw,
                           const std::vector<Clip>& clean) {
  std::vector<double> change;
  for (size_t i = 0; i < raw.size(); ++i) {
    change.push_back(mean_distance(places_of(raw[i], *judge.data.layout),
                                   places_of(clean[i], *judge.data.layout)));
  }
  double sum = 0.0;
  for (const double value : change) sum += value;
  Metric metric{"cleanup_change_m",
                sum / static_cast<double>(change.size()),
                0.0,
                0.0,
                false,
                "how far clean-up moves a joint of sampled motion, relative to hips and heading",
                "no clean-up"};
  metric.worst = analysis::quantile(change, 0.95);
  metric.worst_what = "95th percentile";
  metric.target_high = 0.01;
  judge.add(metric);
}

Status add_plainness(Judge& judge, const std::vector<Clip>& raw, const std::vector<Clip>& clean) {
  const auto& card = judge.model.card();
  const auto measure = [&](const std::vector<Clip>& clips) {
    return measure_plainness(
        static_cast<int>(clips.size()), [&](int i) { return clips[i]; }, card,
        judge.settings.threads, judge.progress);
  };
  const auto windows = picked(
      judge.data.held_out,
      drawn(static_cast<int>(judge.data.held_out.size()), kPlainMotions, judge.settings.seed));
  const auto real = measure_plainness(
      static_cast<int>(windows.size()), [&](int i) { return judge.data.clip(windows[i]); }, card,
      judge.settings.threads, judge.progress);
  if (!real) return real.error();
  const auto before = measure(raw);
  if (!before) return before.error();
  const auto after = measure(clean);
  if (!after) return after.error();

  Metric toes{"toe_speed_mps",
              median_toe_speed(*after),
              median_toe_speed(*before),
              0.0,
              false,
              "horizontal speed of toes near the ground, median over motions that travel",
              "before clean-up"};
  toes.real = median_toe_speed(*real);
  toes.target_high = std::max(0.065, kToeSpeedOverReal * toes.real);
  judge.add(toes);
  add_change_by_cleanup(judge, raw, clean);
  Metric jerk{"jerk_ratio",
              median_jerk(*after) / median_jerk(*real),
              median_jerk(*before) / median_jerk(*real),
              kUnknown,
              false,
              "median jerk of all joints, against real held-out motion",
              "before clean-up"};
  jerk.real = 1.0;
  jerk.target_high = 1.1;
  judge.add(jerk);
  Metric depth{"penetration_m",
               mean_penetration(*after),
               mean_penetration(*before),
               0.0,
               false,
               "depth of the deepest point below the ground, mean over frames",
               "before clean-up"};
  depth.real = mean_penetration(*real);
  depth.target_high = std::max(1.1 * depth.real, kShallow_m);
  judge.add(depth);
  return {};
}

/// Training windows of one half of the clips and of the other: every second clip of each style.
std::array<std::vector<int>, 2> halves_by_clip(const JudgeData& data, uint64_t seed) {
  std::vector<int> order = drawn(static_cast<int>(data.clips.size()), 1 << 30, seed);
  std::mt19937_64 engine(seed);
  analysis::shuffle(order, engine);
  std::map<int, int> seen;  // clips of a style
  std::vector<int> half(data.clips.size(), 0);
  for (const int clip : order) {
    if (!data.clips[clip].is_held_out) half[clip] = seen[data.clips[clip].style]++ % 2;
  }
  std::array<std::vector<int>, 2> rows;
  for (size_t i = 0; i < data.training.size(); ++i) {
    rows[half[data.training[i].clip]].push_back(static_cast<int>(i));
  }
  return rows;
}

/// Sampled motion in the proportions of real motion, from the prior and from a standard normal.
struct Proportional {
  MotionTable prior, gaussian;
};

Result<Proportional> sample_in_proportion(Judge& judge, int count) {
  const auto windows =
      picked(judge.data.training, drawn(static_cast<int>(judge.data.training.size()), count,
                                        judge.settings.seed + kProportional));
  std::array<std::vector<MotionWish>, 2> wishes;
  for (size_t i = 0; i < windows.size(); ++i) {
    const uint64_t seed = judge.settings.seed * 1'000'003 + kProportional + i;
    const auto condition = judge.data.condition(windows[i]);
    wishes[0].push_back(wish_of(judge, condition, seed, false));
    wishes[1].push_back(wish_of(judge, condition, seed + kGaussian, true));
  }
  Proportional out;
  for (const int kind : {0, 1}) {
    const auto clips =
        decode_wishes(judge.model, wishes[kind], true, "sampling in proportion", judge.progress);
    if (!clips) return clips.error();
    auto table = judge.measured(*clips);
    if (!table) return table.error();
    (kind == 0 ? out.prior : out.gaussian) = std::move(*table);
  }
  return out;
}

Status add_frechet(Judge& judge, const Proportional& sampled,
                   const std::array<std::vector<int>, 2>& halves, int count) {
  const auto space = analysis::principal_components(judge.training.features, kComponents, true);
  if (!space) return space.error();
  const auto moments = [&](const Eigen::MatrixXd& rows) {
    return analysis::moments_of(space->project(rows));
  };
  const auto chosen = [&](int half) {
    return picked(halves[half],
                  drawn(static_cast<int>(halves[half].size()), count, judge.settings.seed));
  };
  const auto first = moments(judge.training.features(chosen(0), Eigen::all));
  const auto second = moments(judge.training.features(chosen(1), Eigen::all));
  const auto prior = moments(sampled.prior.features);
  const auto gaussian = moments(sampled.gaussian.features);
  for (const auto* part : {&first, &second, &prior, &gaussian}) {
    if (!*part) return part->error();
  }
  const auto to_real = [&](const analysis::Moments& cloud) {
    return 0.5 *
           (analysis::frechet_distance(cloud, *first) + analysis::frechet_distance(cloud, *second));
  };
  const double between = analysis::frechet_distance(*first, *second);
  Metric metric{"frechet_ratio",
                to_real(*prior) / between,
                to_real(*gaussian) / between,
                kUnknown,
                false,
                "Fréchet distance of sampled and real motion in the recognisers' features, against "
                "that of two halves of the real training clips",
                "latents from a standard normal"};
  metric.real = 1.0;
  metric.target_high = 1.5;
  judge.add(metric);
  return {};
}

void add_diversity(Judge& judge, const Wishes& wishes, const MotionTable& sampled,
                   const std::vector<std::pair<int, int>>& pairs) {
  std::map<std::pair<int, int>, std::vector<int>> real_of;
  for (size_t i = 0; i < judge.data.training.size(); ++i) {
    const JudgedWindow& window = judge.data.training[i];
    real_of[{judge.data.style_of(window), judge.data.content_of(window)}].push_back(
        static_cast<int>(i));
  }
  std::vector<double> ratios;
  double most_off = -1.0;
  Metric metric;
  for (size_t p = 0; p < pairs.size(); ++p) {
    const std::vector<int>& real = real_of[pairs[p]];
    std::vector<int> made;
    for (size_t i = 0; i < wishes.pairs.size(); ++i) {
      if (wishes.pairs[i] == static_cast<int>(p)) made.push_back(static_cast<int>(i));
    }
    if (static_cast<int>(real.size()) < kLeastOfPair) continue;
    const double of_real =
        analysis::mean_pairwise_distance(judge.training.places(real, Eigen::all));
    if (!(of_real > 1e-4)) continue;
    const double ratio =
        analysis::mean_pairwise_distance(sampled.places(made, Eigen::all)) / of_real;
    ratios.push_back(ratio);
    if (std::abs(std::log(ratio)) > most_off) {
      most_off = std::abs(std::log(ratio));
      metric.worst = ratio;
      metric.worst_what =
          judge.data.styles[pairs[p].first].name + " " + judge.data.contents[pairs[p].second];
    }
  }
  metric.name = "diversity_ratio";
  metric.value = median_of(ratios);
  metric.best_possible = 1.0;
  metric.is_higher_better = true;
  metric.what =
      "mean distance of two motions sampled for one style and content, against two real windows of "
      "them; median of " +
      std::to_string(ratios.size()) + " pairs";
  metric.baseline = 0.0;
  metric.baseline_what = "always the same motion";
  metric.real = 1.0;
  metric.target_low = 0.85;
  metric.target_high = 1.15;
  judge.add(metric);
}

void add_novelty(Judge& judge, const MotionTable& sampled) {
  const double of_sampled =
      median_of(analysis::nearest_distances(sampled.places, judge.training.places));
  const double of_real =
      median_of(analysis::nearest_distances(judge.held_out.places, judge.training.places));
  Metric metric{"nearest_training_ratio",
                of_sampled / of_real,
                0.0,
                kUnknown,
                true,
                "distance of sampled motion to the nearest training window, against that of real "
                "held-out windows (" +
                    std::to_string(of_real) + " m): below 1 is nearer than real motion is",
                "copies of training windows"};
  metric.real = 1.0;
  metric.target_low = 1.0;
  judge.add(metric);
}

}  // namespace

Status judge_samples(Judge& judge) {
  const auto pairs = judge.data.training_pairs();
  const Wishes wishes = wishes_of_pairs(judge, pairs);
  const auto decode = [&](const std::vector<MotionWish>& wanted, bool is_cleaned) {
    return decode_wishes(judge.model, wanted, is_cleaned, "sampling", judge.progress);
  };
  const auto raw = decode(wishes.prior, false);
  if (!raw) return raw.error();
  const auto clean = decode(wishes.prior, true);
  if (!clean) return clean.error();
  const auto gaussian_clips = decode(wishes.gaussian, true);
  if (!gaussian_clips) return gaussian_clips.error();
  const auto sampled = judge.measured(*clean);
  if (!sampled) return sampled.error();
  const auto gaussian = judge.measured(*gaussian_clips);
  if (!gaussian) return gaussian.error();

  const auto unclean = judge.measured(*raw);
  if (!unclean) return unclean.error();
  add_recognitions(judge, wishes, *unclean, *sampled, *gaussian);
  if (Status s = add_plainness(judge, *raw, *clean); !s) return s;
  add_diversity(judge, wishes, *sampled, pairs);
  const auto halves = halves_by_clip(judge.data, judge.settings.seed);
  const int count = std::min(
      {judge.size.frechet, static_cast<int>(halves[0].size()), static_cast<int>(halves[1].size())});
  if (count <= kComponents) {
    judge.evaluation.warnings.push_back(
        "too few training windows (" + std::to_string(count) +
        " in the smaller half of the clips) for a Fréchet distance and nearest windows");
    return {};
  }
  const auto proportional = sample_in_proportion(judge, count);
  if (!proportional) return proportional.error();
  if (Status s = add_frechet(judge, *proportional, halves, count); !s) return s;
  add_novelty(judge, proportional->prior);
  return {};
}

}  // namespace kinemote::app
