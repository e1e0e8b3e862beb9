// What the latent still tells of the style.
#include "analysis/stats/class_scores.h"
#include "analysis/stats/softmax_probe.h"
#include "app/judge/judge.h"

namespace kinemote::app {
namespace {

Result<Eigen::MatrixXd> latents_of(Judge& judge, const std::vector<JudgedWindow>& windows) {
  Eigen::MatrixXd rows(static_cast<Eigen::Index>(windows.size()), judge.model.card().latent_dim());
  for (size_t i = 0; i < windows.size(); ++i) {
    if (!report(judge.progress, "encoding", i / static_cast<double>(windows.size()))) {
      return cancelled();
    }
    const auto latent =
        judge.model.encode(judge.data.channels(windows[i]), judge.data.condition(windows[i]));
    if (!latent) return latent.error();
    for (Eigen::Index d = 0; d < rows.cols(); ++d) {
      rows(static_cast<Eigen::Index>(i), d) = (*latent)[d];
    }
  }
  return rows;
}

}  // namespace

Status judge_latents(Judge& judge) {
  const JudgeData& data = judge.data;
  const auto training = latents_of(judge, data.training);
  if (!training) return training.error();
  const auto held_out = latents_of(judge, data.held_out);
  if (!held_out) return held_out.error();
  const std::vector<int> labels = data.styles_of(data.training);
  const std::vector<int> truth = data.styles_of(data.held_out);
  const int count = static_cast<int>(data.styles.size());
  const double chance = analysis::majority_share(truth);
  for (const int hidden : {0, 64}) {
    analysis::ProbeSettings settings;
    settings.hidden = hidden;
    settings.seed = judge.settings.seed;
    const auto probe =
        analysis::SoftmaxProbe::fit(*training, labels, count, settings, judge.progress);
    if (!probe) return probe.error();
    const double share = analysis::class_scores(truth, probe->predict(*held_out), count).accuracy;
    Metric metric{hidden == 0 ? "latent_leak_linear" : "latent_leak_mlp",
                  share,
                  chance,
                  chance,
                  false,
                  std::string("held-out windows whose style a ") +
                      (hidden == 0 ? "linear probe" : "perceptron of 64 hidden units") +
                      " reads from the latent",
                  "always the most frequent style"};
    metric.target_high = chance + 0.1;
    judge.add(metric);
  }
  return {};
}

}  // namespace kinemote::app
