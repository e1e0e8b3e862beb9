#include "app/cli/clean_up_options.h"

#include "app/cli/support.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

Json range_json(const analysis::RealRange& range) {
  return {{"mean", range.mean}, {"p95", range.p95}};
}

}  // namespace

void declare_clean_up(OptionSet& options, CleanUpOptions& values) {
  options.flag("no-foot-lock", values.no_foot_lock, "Leave planted feet as the model decodes them")
      .group("Clean-up");
  options.flag("no-ground", values.no_ground, "Let feet, hands and knees sink into the ground")
      .group("Clean-up");
  options.flag("no-joint-limits", values.no_joint_limits, "Let joints turn further than bodies do")
      .group("Clean-up");
  options.flag("no-smoothing", values.no_smoothing, "Leave jitter beyond real motion's")
      .group("Clean-up");
}

synthesis::CleanUpSettings clean_up_settings(const CleanUpOptions& values) {
  synthesis::CleanUpSettings settings;
  settings.lock_feet = !values.no_foot_lock;
  settings.keep_above_ground = !values.no_ground;
  settings.joint_limits = !values.no_joint_limits;
  settings.smooth = !values.no_smoothing;
  return settings;
}

Json plausibility_json(const analysis::Plausibility& p) {
  return {{"foot_slide", foot_slide_json(p.slide)},
          {"toe_speed_mps", p.toe_speed_mps},
          {"penetration",
           {{"mean_m", p.penetration.mean_m},
            {"worst_m", p.penetration.worst_m},
            {"share", p.penetration.share}}},
          {"jerk", {{"median_mps3", p.jerk_median_mps3}, {"p99_mps3", p.jerk_p99_mps3}}},
          {"fastest_mps", p.fastest_mps.value},
          {"sharpest_mps2", p.sharpest_mps2.value},
          {"balance",
           {{"standing_share", p.balance.standing_share},
            {"supported_share", p.balance.supported_share},
            {"mean_m", p.balance.mean_m},
            {"worst_m", p.balance.worst_m}}}};
}

Json real_motion_json() {
  const analysis::RealMotion& real = analysis::real_motion();
  return {{"source", real.source},
          {"foot_slide_mean_m", range_json(real.slide_mean_m)},
          {"toe_speed_mps", range_json(real.toe_speed_mps)},
          {"penetration_mean_m", range_json(real.penetration_mean_m)},
          {"jerk_median_mps3", range_json(real.jerk_median_mps3)},
          {"jerk_p99_mps3", range_json(real.jerk_p99_mps3)},
          {"speed_p999_mps", real.speed_p999_mps},
          {"acceleration_p999_mps2", real.acceleration_p999_mps2}};
}

Json clean_up_json(const synthesis::CleanUpReport& report) {
  Json steps = Json::array();
  for (const synthesis::CleanUpEffect& effect : report.steps) {
    steps.push_back({{"step", effect.step},
                     {"moved_mean_m", effect.moved_mean_m},
                     {"moved_worst_m", effect.moved_worst_m},
                     {"before", plausibility_json(effect.before)},
                     {"after", plausibility_json(effect.after)}});
  }
  return {{"moved_mean_m", report.moved_mean_m},
          {"moved_worst_m", report.moved_worst_m},
          {"before", plausibility_json(report.before)},
          {"steps", std::move(steps)}};
}

std::string plausibility_text(const analysis::Plausibility& p) {
  const analysis::RealMotion& real = analysis::real_motion();
  return "toes         " + fixed_text(p.toe_speed_mps, 3) + " m/s near the ground (real motion " +
         fixed_text(real.toe_speed_mps.mean, 3) + ")\nground       " +
         fixed_text(1000.0 * p.penetration.mean_m, 1) + " mm deep on average, worst " +
         fixed_text(1000.0 * p.penetration.worst_m, 1) + " mm (real motion " +
         fixed_text(1000.0 * real.penetration_mean_m.mean, 1) + ")\njerk         median " +
         fixed_text(p.jerk_median_mps3, 0) + " m/s³, 99th percentile " +
         fixed_text(p.jerk_p99_mps3, 0) + " (real motion " +
         fixed_text(real.jerk_median_mps3.mean, 0) + " and " +
         fixed_text(real.jerk_p99_mps3.mean, 0) +
         ")\nbalance      centre of mass over the feet in " +
         fixed_text(100.0 * p.balance.supported_share, 0) + " % of the frames that stand, " +
         signed_text(100.0 * p.balance.mean_m, 1) + " cm inside on average\n";
}

}  // namespace kinemote::app
