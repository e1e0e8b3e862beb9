// Clips of other skeletons, restyled on those: are their feet and their smoothness still a body's?
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "analysis/features/plausibility.h"
#include "app/judge/judge.h"
#include "app/restyle_job.h"
#include "motion/core/ground_clearance.h"

namespace kinemote::app {
namespace {

constexpr double kToeSpeed_mps = 0.065;
constexpr double kToeSpeedOverReal = 1.12;
constexpr double kJerkOverReal = 1.1;
constexpr double kDepthOverReal = 1.1;
constexpr double kShallow_m = 1e-3;  // no depth at all in clean data is no fair measure

Plainness plainness_of(const Clip& clip, const BodyMap& body,
                       const analysis::StandingHeights& standing) {
  const auto found = analysis::measure_plausibility(clip, forward_kinematics(clip), body, standing);
  return {found.toe_speed_mps, found.jerk_median_mps3, found.penetration.mean_m, 0.0};
}

double toe_limit_mps(double own) { return std::max(kToeSpeed_mps, kToeSpeedOverReal * own); }
double depth_limit_m(double own) { return std::max(kShallow_m, kDepthOverReal * own); }

bool is_within_limits(const RestyledClip& motion) {
  return motion.toe_speed_mps <= toe_limit_mps(motion.own_toe_speed_mps) &&
         motion.jerk_ratio <= kJerkOverReal &&
         motion.penetration_m <= depth_limit_m(motion.own_penetration_m);
}

/// Every clip as every one of these styles. A clip whose restyling fails is left out with a
/// warning.
Result<std::vector<RestyledClip>> restyle_all(Judge& judge, const std::vector<int>& styles) {
  std::vector<RestyledClip> made;
  const double count = static_cast<double>(judge.others.clips.size());
  for (size_t c = 0; c < judge.others.clips.size(); ++c) {
    const Clip& clip = judge.others.clips[c];
    const BodyMap body = find_body(*clip.skeleton).value();
    const WorldMotion world = forward_kinematics(clip);
    const analysis::StandingHeights standing{
        planted_heights_m(world, body, detect_contacts(world, body))};
    const Plainness own = plainness_of(clip, body, standing);
    for (const int style : styles) {
      if (!report(judge.progress, "restyling other skeletons", c / count)) return cancelled();
      const JudgedStyle& wanted = judge.data.styles[style];
      RestyleJobSettings settings;
      settings.is_measured = false;
      if (wanted.condition.style >= 0) {
        settings.style = wanted.name;
      } else {
        settings.pad = wanted.condition.pad;
      }
      const Result<Restyled> out = restyle(judge.model, clip, settings, {});
      if (!out) {
        ++judge.others.refused;
        judge.evaluation.warnings.push_back("not restyled: " + clip.name + ": " +
                                            out.error().message);
        break;
      }
      const Plainness after = plainness_of(out->clip, body, standing);
      made.push_back({clip.name, wanted.name, after.toe_speed_mps, own.toe_speed_mps,
                      own.jerk_mps3 > 0.0 ? after.jerk_mps3 / own.jerk_mps3 : kUnknown,
                      after.penetration_m, own.penetration_m, out->data_distance});
    }
  }
  return made;
}

using Number = std::function<double(const RestyledClip&)>;

double mean_of(const std::vector<RestyledClip>& motions, const Number& number) {
  double sum = 0.0;
  for (const RestyledClip& motion : motions) sum += number(motion);
  return sum / static_cast<double>(motions.size());
}

/// Mean over motions; the worst is the one that is farthest beyond `limit`, its own.
Metric metric_of(const std::vector<RestyledClip>& motions, const std::string& name,
                 const std::string& what, const Number& number, const Number& limit) {
  Metric metric{name, mean_of(motions, number), kUnknown, 0.0, false, what, ""};
  const auto worst = std::max_element(motions.begin(), motions.end(),
                                      [&](const RestyledClip& a, const RestyledClip& b) {
                                        return number(a) / limit(a) < number(b) / limit(b);
                                      });
  metric.worst = number(*worst);
  metric.worst_what = worst->clip + " as " + worst->style;
  return metric;
}

void add_metrics(Judge& judge, const std::vector<RestyledClip>& motions, const std::string& which) {
  const auto toe = [](const RestyledClip& motion) { return motion.toe_speed_mps; };
  const auto own_toe = [](const RestyledClip& motion) { return motion.own_toe_speed_mps; };
  Metric toes = metric_of(
      motions, "other_toe_speed_mps",
      "horizontal speed of toes near the ground, mean over " + which + ", as `restyle` does it",
      toe, [](const RestyledClip& motion) { return toe_limit_mps(motion.own_toe_speed_mps); });
  toes.real = mean_of(motions, own_toe);
  toes.target_high = toe_limit_mps(toes.real);
  judge.add(toes);

  Metric jerk = metric_of(
      motions, "other_jerk_ratio", "median jerk of all joints of these, against the clip's own",
      [](const RestyledClip& motion) { return motion.jerk_ratio; },
      [](const RestyledClip&) { return kJerkOverReal; });
  jerk.best_possible = kUnknown;
  jerk.real = 1.0;
  jerk.target_high = kJerkOverReal;
  judge.add(jerk);

  const auto own_depth = [](const RestyledClip& motion) { return motion.own_penetration_m; };
  Metric depth = metric_of(
      motions, "other_penetration_m",
      "depth of the deepest point below where the clip's own feet stand, mean over frames and "
      "these motions",
      [](const RestyledClip& motion) { return motion.penetration_m; },
      [](const RestyledClip& motion) { return depth_limit_m(motion.own_penetration_m); });
  depth.real = mean_of(motions, own_depth);
  depth.target_high = depth_limit_m(depth.real);
  judge.add(depth);

  const auto within = std::count_if(motions.begin(), motions.end(), is_within_limits);
  judge.add({"other_within_limits",
             static_cast<double>(within) / static_cast<double>(motions.size()), kUnknown, 1.0, true,
             "share of these motions that keep all three limits against their own clip", ""});
}

}  // namespace

Status judge_other_skeletons(Judge& judge) {
  if (judge.others.clips.empty()) return {};
  const std::vector<int> styles = drawn(static_cast<int>(judge.data.styles.size()),
                                        judge.size.other_styles, judge.settings.seed);
  auto motions = restyle_all(judge, styles);
  if (!motions) return motions.error();
  // A figure that holds perfectly still has no jerk to compare with.
  std::erase_if(*motions, [](const RestyledClip& motion) { return std::isnan(motion.jerk_ratio); });
  if (motions->empty()) {
    judge.evaluation.warnings.push_back("no clip of another skeleton could be restyled");
    return {};
  }
  std::set<std::string> names;
  for (const RestyledClip& motion : *motions) names.insert(motion.clip);
  add_metrics(judge, *motions,
              std::to_string(names.size()) + " clips of other skeletons (" +
                  std::to_string(judge.others.refused) + " refused) as " +
                  std::to_string(styles.size()) + " styles");
  judge.evaluation.restyled_others = *std::move(motions);
  return {};
}

}  // namespace kinemote::app
