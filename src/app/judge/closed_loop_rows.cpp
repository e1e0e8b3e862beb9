// Control by PAD again, with the loop closed: does the correction by the model's own regressor help
// in the eyes of one that it does not know?
#include <algorithm>

#include "app/judge/pad_judge.h"
#include "synthesis/control/closed_loop.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {
namespace {

constexpr int kSteps = 4;
constexpr size_t kLeastNear = 10;

/// First and best try of a motion.
struct Tries {
  Clip first, best;
  analysis::Pad told;  // for the best
};

/// As `generate` closes its loop, for one window: one latent, told more or less PAD.
Result<Tries> close(Judge& judge, const MotionWish& wish) {
  std::vector<Clip> clips;
  const auto measure = [&](const analysis::Pad& told) -> Result<analysis::Pad> {
    synthesis::Condition condition = wish.condition;
    condition.pad = told;
    Result<Clip> clip = synthesis::decode_clip(judge.model, wish.latent, condition);
    if (!clip) return clip.error();
    clips.push_back(*std::move(clip));
    return judge.model.card().affect.measure(clips.back());
  };
  synthesis::LoopSettings settings;
  settings.steps = kSteps;
  const analysis::Pad& asked = wish.condition.pad;
  const auto steps = synthesis::close_loop(asked, settings, measure);
  if (!steps) return steps.error();
  const size_t best = synthesis::best_step(*steps, asked);
  return Tries{clips.front(), clips[best], (*steps)[best].told};
}

}  // namespace

Status add_closed_loop(Judge& judge, const PadJudge& pad_judge,
                       const std::vector<MotionWish>& wishes, const std::vector<int>& near) {
  if (judge.model.card().affect.feature_names.empty()) return {};
  std::vector<Clip> first, best;
  std::vector<analysis::Pad> told;
  for (const MotionWish& wish : wishes) {
    const double fraction = static_cast<double>(first.size()) / static_cast<double>(wishes.size());
    if (!report(judge.progress, "closing the loop", fraction)) return cancelled();
    Result<Tries> tries = close(judge, wish);
    if (!tries) return tries.error();
    first.push_back(std::move(tries->first));
    best.push_back(std::move(tries->best));
    told.push_back(tries->told);
  }
  const auto before = judge.measured(first);
  if (!before) return before.error();
  const auto after = judge.measured(best);
  if (!after) return after.error();
  const Eigen::MatrixXd asked = pads_of(wishes);
  const Eigen::MatrixXd open = pad_judge.read(*before);
  const Eigen::MatrixXd closed = pad_judge.read(*after);
  for (Eigen::Index i = 0; i < asked.rows(); ++i) {
    judge.evaluation.closed_loop.push_back({wishes[i].condition.pad,
                                            told[i],
                                            {open(i, 0), open(i, 1), open(i, 2)},
                                            {closed(i, 0), closed(i, 1), closed(i, 2)}});
  }
  add_pad_axes(judge,
               {"loop_",
                " of " + std::to_string(wishes.size()) + " motions of the grid, each the best of " +
                    std::to_string(kSteps + 1) + " tries by the model's own regressor",
                &open},
               asked, closed, pad_judge);
  if (near.size() < kLeastNear) return {};
  const Eigen::MatrixXd open_near = open(near, Eigen::all);
  add_pad_axes(judge,
               {"loop_near_",
                " of the " + std::to_string(near.size()) +
                    " of these motions among the data's PADs or within 0.15 of one",
                &open_near},
               asked(near, Eigen::all), closed(near, Eigen::all), pad_judge);
  return {};
}

}  // namespace kinemote::app
