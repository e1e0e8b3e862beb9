// Styles asked for by their PAD alone; beside it, the road from PAD to the latent by boosted trees.
#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/affect/boosted_trees.h"
#include "analysis/stats/class_scores.h"
#include "app/judge/judge.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr int kRounds = 60;  // of the trees: more do not help an input of so few values

/// PAD and content as numbers: three, and one that is 1 for the content.
Eigen::RowVectorXd inputs_of(const analysis::Pad& pad, int content, int contents) {
  Eigen::RowVectorXd row = Eigen::RowVectorXd::Zero(3 + contents);
  row.head(3) << pad.pleasure, pad.arousal, pad.dominance;
  row[3 + content] = 1.0;
  return row;
}

/// From PAD and content to the autoencoder's units, one value each: the same motion every time.
Result<analysis::BoostedTrees> trees_from_references(Judge& judge) {
  const auto& references = judge.model.prior().references();
  const int contents = static_cast<int>(judge.data.contents.size());
  std::vector<const synthesis::ReferenceLatent*> usable;
  for (const auto& reference : references) {
    if (reference.pad && reference.content >= 0 && !reference.code.empty()) {
      usable.push_back(&reference);
    }
  }
  if (usable.empty()) {
    return bad_input(
        "the model keeps no training windows with a PAD; boosted trees have nothing "
        "to learn from");
  }
  Eigen::MatrixXd inputs(std::ssize(usable), 3 + contents);
  Eigen::MatrixXd codes(std::ssize(usable), std::ssize(usable.front()->code));
  for (Eigen::Index i = 0; i < inputs.rows(); ++i) {
    inputs.row(i) = inputs_of(*usable[i]->pad, usable[i]->content, contents);
    for (Eigen::Index d = 0; d < codes.cols(); ++d) codes(i, d) = usable[i]->code[d];
  }
  analysis::BoostedTreesSettings settings;
  settings.rounds = judge.settings.is_quick ? 10 : kRounds;
  settings.learning_rate = judge.settings.is_quick ? 0.3 : 0.1;
  settings.column_share = 1.0;
  settings.seed = judge.settings.seed;
  settings.threads = judge.settings.threads;
  return analysis::BoostedTrees::fit(inputs, codes, settings, judge.progress);
}

}  // namespace

Status judge_pad_alone(Judge& judge) {
  const JudgeData& data = judge.data;
  std::set<std::array<double, 3>> pads;
  std::vector<char> is_asked;  // styles of one PAD cannot be told apart by it: the first is asked
  for (const JudgedStyle& style : data.styles) {
    is_asked.push_back(style.pad && pads.insert(style.pad->values()).second);
  }
  if (pads.size() < 2) return {};
  std::vector<MotionWish> wishes, by_trees;
  std::vector<int> truth, truth_of_trees;
  analysis::BoostedTrees trees;
  if (judge.settings.is_xgboost_asked) {
    auto fitted = trees_from_references(judge);
    if (!fitted) return fitted.error();
    trees = std::move(*fitted);
  }
  std::vector<std::pair<int, int>> pairs;
  for (const auto& pair : data.training_pairs()) {
    if (is_asked[pair.first]) pairs.push_back(pair);
  }
  const int each =
      std::max(judge.settings.is_quick ? 1 : 4,
               judge.size.sampled / 2 / static_cast<int>(std::max<size_t>(1, pairs.size())));
  const int contents = static_cast<int>(data.contents.size());
  for (const auto& [style, content] : pairs) {
    const synthesis::Condition condition{*data.styles[style].pad, content};
    for (int i = 0; i < each; ++i) {
      wishes.push_back(
          {judge.model.prior().sample(condition, judge.settings.seed * 7'001 + i), condition});
      truth.push_back(style);
    }
    if (trees.empty()) continue;
    const Eigen::RowVectorXf code =
        trees.predict_rows(inputs_of(condition.pad, content, contents)).cast<float>();
    by_trees.push_back(
        {judge.model.prior().latent_of({code.data(), static_cast<size_t>(code.size())}, condition),
         condition});
    truth_of_trees.push_back(style);
  }
  const auto recognised = [&](const std::vector<MotionWish>& wanted) -> Result<std::vector<int>> {
    const auto clips = decode_wishes(judge.model, wanted, true, "asking by PAD", judge.progress);
    if (!clips) return clips.error();
    const auto table = judge.measured(*clips);
    if (!table) return table.error();
    return judge.recogniser.style.predict(table->features);
  };
  double baseline = kUnknown;
  if (!trees.empty()) {
    const auto said = recognised(by_trees);
    if (!said) return said.error();
    baseline = analysis::class_scores(truth_of_trees, *said, static_cast<int>(data.styles.size()))
                   .accuracy;
  }
  const auto said = recognised(wishes);
  if (!said) return said.error();
  add_recognition(judge,
                  {"recognition_at_pad",
                   "motion sampled at the PAD of a style, without its word, recognised as that "
                   "style",
                   kUnknown, kUnknown, baseline,
                   trees.empty() ? "PAD to latent by boosted trees: ask with --xgboost-baseline"
                                 : "PAD to latent by boosted trees, one motion a PAD and content"},
                  truth, *said, data.style_names());
  return {};
}

}  // namespace kinemote::app
