// Asked and measured PAD over the whole cube, as the program itself measures it; feet.
#include <algorithm>
#include <array>

#include "analysis/stats/regression.h"
#include "app/generate_job.h"
#include "app/judge/judge.h"
#include "app/pad_axes.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

void add_slide(FootSlide& total, const FootSlide& slide) {
  const int count = total.stance_count + slide.stance_count;
  if (count > 0) {
    total.mean_m = (total.mean_m * total.stance_count + slide.mean_m * slide.stance_count) / count;
  }
  total.stance_count = count;
  total.worst_m = std::max(total.worst_m, slide.worst_m);
}

}  // namespace

std::vector<analysis::Pad> steering_points() {
  std::vector<analysis::Pad> points;
  for (const double intensity : {0.25, 0.5, 0.75, 1.0}) {
    for (int corner = 0; corner < 8; ++corner) {
      points.push_back({corner & 4 ? intensity : -intensity, corner & 2 ? intensity : -intensity,
                        corner & 1 ? intensity : -intensity});
    }
  }
  return points;
}

double spearman_ceiling(std::vector<double> asked, std::vector<double> measured) {
  std::sort(asked.begin(), asked.end());
  std::sort(measured.begin(), measured.end());
  return analysis::spearman(asked, measured);
}

Status judge_steering(Judge& judge) {
  Evaluation& evaluation = judge.evaluation;
  const std::string& content = judge.settings.content;
  const std::vector<analysis::Pad> asked = steering_points();
  std::vector<analysis::Pad> measured;
  FootSlide before;
  FootSlide after;
  for (size_t i = 0; i < asked.size(); ++i) {
    const double fraction = static_cast<double>(i) / static_cast<double>(asked.size());
    if (!report(judge.progress, "steering by PAD", fraction)) return cancelled();
    synthesis::GenerateSettings wanted;
    wanted.pad = asked[i];
    wanted.content = content.empty() ? default_content(judge.model.card()) : content;
    wanted.seed = judge.settings.seed;
    const Result<synthesis::Generated> made = synthesis::generate(judge.model, wanted);
    if (!made) return made.error();
    measured.push_back(made->pad_measured);
    evaluation.steering.push_back({asked[i], made->pad_measured, made->slide});
    add_slide(before, made->slide_before_cleanup);
    add_slide(after, made->slide);
  }
  const auto asked_axes = per_axis(asked);
  const auto measured_axes = per_axis(measured);
  for (int axis = 0; axis < 3; ++axis) {
    judge.add({"spearman_" + std::string(kPadAxes[axis]),
               analysis::spearman(asked_axes[axis], measured_axes[axis]), 0.0,
               spearman_ceiling(asked_axes[axis], measured_axes[axis]), true,
               "rank correlation of asked " + std::string(kPadAxes[axis]) +
                   " and what the model's own regressor measures, over 8 corners of the whole cube "
                   "x 4 intensities",
               "a model that does not listen"});
  }
  judge.add({"foot_slide_mean_m", after.mean_m, before.mean_m, 0.0, false,
             "slide of a planted foot, mean over " + std::to_string(after.stance_count) +
                 " stances of these motions",
             "before clean-up"});
  judge.add({"foot_slide_worst_m", after.worst_m, before.worst_m, 0.0, false,
             "slide of a planted foot, worst stance", "before clean-up"});
  return {};
}

}  // namespace kinemote::app
