// Does the motion show the PAD that was asked for, by a judge that the model does not know?
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "analysis/stats/random.h"
#include "analysis/stats/spread.h"
#include "app/judge/pad_judge.h"
#include "app/pad_axes.h"
#include "synthesis/control/conditional_prior.h"

namespace kinemote::app {
namespace {

constexpr double kNear = 0.15;    // PAD distance within which a point counts as near the data
constexpr double kOnHull = 0.01;  // PAD distance within which a point counts as inside the hull

using PadKey = std::array<double, 3>;

/// PADs of the judged styles, one a row.
Eigen::MatrixXd pads_of_data(const JudgeData& data) {
  std::set<PadKey> pads;
  for (const JudgedClip& clip : data.clips) {
    if (clip.source->pad) pads.insert(clip.source->pad->values());
  }
  Eigen::MatrixXd rows(std::ssize(pads), 3);
  Eigen::Index i = 0;
  for (const auto& pad : pads) rows.row(i++) = Eigen::RowVector3d(pad[0], pad[1], pad[2]);
  return rows;
}

/// steps^3 points over the box of these PADs; fewer where an axis does not vary.
std::vector<analysis::Pad> grid_over(const Eigen::MatrixXd& pads, int steps) {
  const Eigen::RowVector3d low = pads.colwise().minCoeff();
  const Eigen::RowVector3d high = pads.colwise().maxCoeff();
  const auto levels = [&](int axis) { return high[axis] - low[axis] > 1e-6 ? steps : 1; };
  const auto at = [&](int axis, int i) {
    return low[axis] + (high[axis] - low[axis]) * i / std::max(1, levels(axis) - 1);
  };
  std::vector<analysis::Pad> points;
  for (int p = 0; p < levels(0); ++p) {
    for (int a = 0; a < levels(1); ++a) {
      for (int d = 0; d < levels(2); ++d) points.push_back({at(0, p), at(1, a), at(2, d)});
    }
  }
  return points;
}

bool is_near(const Eigen::MatrixXd& pads, const analysis::Pad& pad) {
  const Eigen::Vector3d point(pad.pleasure, pad.arousal, pad.dominance);
  const double nearest = (pads.rowwise() - point.transpose()).rowwise().norm().minCoeff();
  return nearest <= kNear || analysis::distance_to_hull(pads, point) <= kOnHull;
}

/// How far to trust the grid: where no style lies, the regressor reads motion of a PAD that it has
/// never seen, and this is how well it does that on real motion.
void add_unseen(Judge& judge, const PadJudge& pad_judge) {
  for (int axis = 0; axis < 3; ++axis) {
    judge.add({"pad_pearson_unseen_real_" + std::string(kPadAxes[axis]),
               pearson(pad_judge.unseen_truth.col(axis), pad_judge.unseen_measured.col(axis)), 0.0,
               1.0, true,
               "the regressor on real clips of a PAD that was left out of what it learned from",
               "a regressor that knows nothing"});
  }
}

/// The content asked for, or all that training clips show with several PADs.
Result<std::vector<int>> contents_to_ask(const Judge& judge) {
  if (!judge.settings.content.empty()) {
    const Result<int> content = judge.model.card().find_content(judge.settings.content);
    if (!content) return content.error();
    return std::vector<int>{*content};
  }
  std::map<int, std::set<PadKey>> pads_of;
  for (const JudgedClip& clip : judge.data.clips) {
    if (!clip.is_held_out && clip.source->pad) {
      pads_of[clip.content].insert(clip.source->pad->values());
    }
  }
  std::vector<int> asked;
  for (const auto& [content, pads] : pads_of) {
    if (static_cast<int>(pads.size()) >= kLeastPads) asked.push_back(content);
  }
  return asked;
}

}  // namespace

Status judge_control(Judge& judge) {
  const Eigen::MatrixXd pads = pads_of_data(judge.data);
  const auto made = pads.rows() >= kLeastPads ? make_pad_judge(judge)
                                              : Result<std::optional<PadJudge>>(std::nullopt);
  if (!made) return made.error();
  if (!*made) {
    judge.evaluation.warnings.push_back(
        "control by PAD was not judged: it needs 30 clips of 4 different PADs, to learn from how "
        "PAD is read");
    return {};
  }
  const auto contents = contents_to_ask(judge);
  if (!contents) return contents.error();
  if (contents->empty()) {
    judge.evaluation.warnings.push_back(
        "control by PAD was not judged: no content is shown with 4 different PADs; ask for one "
        "with --content");
    return {};
  }
  std::mt19937_64 random(judge.settings.seed);
  std::vector<MotionWish> wishes;
  std::vector<int> near;
  const std::vector<analysis::Pad> points = grid_over(pads, judge.size.grid_steps);
  for (const analysis::Pad& pad : points) {
    for (int seed = 0; seed < judge.size.grid_seeds; ++seed) {
      const int pick = analysis::uniform_index(random, static_cast<int>(contents->size()));
      const synthesis::Condition condition{pad, (*contents)[pick]};
      if (is_near(pads, pad)) near.push_back(static_cast<int>(wishes.size()));
      wishes.push_back(
          {judge.model.prior().sample(condition, judge.settings.seed * 1'000 + seed), condition});
    }
  }
  const auto clips = decode_wishes(judge.model, wishes, true, "asking for PAD", judge.progress);
  if (!clips) return clips.error();
  const auto table = judge.measured(*clips);
  if (!table) return table.error();
  const Eigen::MatrixXd asked = pads_of(wishes);
  const Eigen::MatrixXd measured = (*made)->read(*table);
  for (Eigen::Index i = 0; i < asked.rows(); ++i) {
    judge.evaluation.control.push_back(
        {wishes[i].condition.pad, {measured(i, 0), measured(i, 1), measured(i, 2)}});
  }
  add_pad_axes(judge,
               {"", " over " + std::to_string(points.size()) + " points within the data's range, " +
                        std::to_string(contents->size()) +
                        (contents->size() == 1 ? " content" : " contents")},
               asked, measured, **made);
  if (near.size() >= 10) {
    add_pad_axes(judge,
                 {"near_", " over the " + std::to_string(near.size() / judge.size.grid_seeds) +
                               " of these points among the data's PADs or within 0.15 of one"},
                 asked(near, Eigen::all), measured(near, Eigen::all), **made);
  }
  add_unseen(judge, **made);
  return add_closed_loop(judge, **made, wishes, near);
}

}  // namespace kinemote::app
