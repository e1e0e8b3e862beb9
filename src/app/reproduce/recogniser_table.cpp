#include "app/reproduce/recogniser_table.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/figure/bar_chart.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

/// Fewer points than this lie within the scatter of any split of a few hundred windows.
constexpr double kWorthTelling = 0.02;

std::string spread_cell(const Spread& spread) {
  if (!std::isfinite(spread.mean)) return cell(kNotPrinted);
  std::string text = percent(spread.mean);
  if (std::isfinite(spread.sd)) text += " ± " + percent(spread.sd);
  return text;
}

Json spread_json(const Spread& spread) {
  const auto number = [](double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); };
  return {
      {"mean", number(spread.mean)}, {"sd", number(spread.sd)}, {"lowest", number(spread.lowest)}};
}

}  // namespace

RecogniserRow row_of(std::string recogniser, std::string held_out, const RepeatScores& scores) {
  RecogniserRow row;
  row.recogniser = std::move(recogniser);
  row.held_out = std::move(held_out);
  row.accuracy = spread_of(scores.accuracy);
  row.balanced = spread_of(scores.balanced_accuracy);
  row.f1 = spread_of(scores.macro_f1);
  row.majority = spread_of(scores.majority).mean;
  return row;
}

std::string percent(double share) { return cell(100.0 * share, 1); }

StudyTable recogniser_table(const std::string& file, const std::vector<RecogniserRow>& rows,
                            int class_count) {
  StudyTable table;
  table.file = file;
  table.columns = {"recogniser",
                   "held out",
                   "accuracy (%)",
                   "worst",
                   "always the most frequent class",
                   "balanced accuracy (%)",
                   "macro-F1 (%)",
                   "note"};
  for (const RecogniserRow& row : rows) {
    table.rows.push_back({row.recogniser, row.held_out, spread_cell(row.accuracy),
                          percent(row.accuracy.lowest), percent(row.majority),
                          spread_cell(row.balanced), spread_cell(row.f1), row.note});
  }
  table.caption = "Mean ± standard deviation over hold-outs. Guessing has a balanced accuracy of " +
                  percent(1.0 / class_count) + " % with the " + std::to_string(class_count) +
                  " classes of these data; published rows are of other data and classes.";
  return table;
}

StudyFigure recogniser_figure(const std::string& file, const std::string& title,
                              const std::vector<RecogniserRow>& rows) {
  BarChart chart;
  chart.words.title = title;
  chart.words.subtitle = "Accuracy, mean ± standard deviation over hold-outs";
  chart.y = {.title = "accuracy (%)", .low = 0.0, .high = 100.0};
  chart.value_decimals = 0;
  BarSeries reached{"recogniser", {}, {}, {}};
  BarSeries guessed{"always the most frequent class", {}, {}, {}};
  for (const RecogniserRow& row : rows) {
    chart.categories.push_back(row.recogniser + ", " + row.held_out);
    const double sd = std::isfinite(row.accuracy.sd) ? row.accuracy.sd : 0.0;
    reached.values.push_back(100.0 * row.accuracy.mean);
    reached.low.push_back(100.0 * std::max(0.0, row.accuracy.mean - sd));
    reached.high.push_back(100.0 * std::min(1.0, row.accuracy.mean + sd));
    guessed.values.push_back(100.0 * row.majority);
  }
  chart.series = {reached, guessed};
  return {file, bar_chart_svg(chart),
          "A bar is worth what it rises above the one beside it. The first is of the data that it "
          "was published for."};
}

std::string recogniser_rows_json(const std::vector<RecogniserRow>& rows) {
  Json list = Json::array();
  for (const RecogniserRow& row : rows) {
    list.push_back(
        {{"recogniser", row.recogniser},
         {"held_out", row.held_out},
         {"accuracy", spread_json(row.accuracy)},
         {"majority_accuracy", std::isfinite(row.majority) ? Json(row.majority) : Json(nullptr)},
         {"balanced_accuracy", spread_json(row.balanced)},
         {"macro_f1", spread_json(row.f1)}});
  }
  return list.dump();
}

std::string leak_sentence(const RecogniserRow& leaking, const RecogniserRow& honest) {
  const double points = leaking.accuracy.mean - honest.accuracy.mean;
  std::string text =
      "Re-built and judged as they did it (" + leaking.held_out + "), the recogniser reaches " +
      percent(leaking.accuracy.mean) + " % where always naming the most frequent class reaches " +
      percent(leaking.majority) + " %; without the leak (" + honest.held_out + ") it is " +
      percent(honest.accuracy.mean) + " % against " + percent(honest.majority) + " %. ";
  if (points > kWorthTelling) {
    text += "The leak is worth " + percent(points) + " points.";
  } else if (points < -kWorthTelling) {
    text += "On these data the leak did not raise the score.";
  } else {
    text += "On these data the leak is worth no more than the scatter of the splits.";
  }
  return text;
}

Result<ClipSet> recogniser_clips(const ClipSet& clips, const std::vector<std::string>& wanted,
                                 int most_a_label) {
  std::map<std::string, std::vector<int>> by_label;
  for (int i = 0; i < clips.size(); ++i) {
    const std::string& label = clips.dataset.entries[i].label;
    if (!label.empty()) by_label[label].push_back(i);
  }
  for (const std::string& label : wanted) {
    if (!by_label.contains(label)) {
      return bad_input("no clip is labelled \"" + label + "\"; see `kinemote index`");
    }
  }
  std::vector<int> kept;
  int labels = 0;
  for (const auto& [label, numbers] : by_label) {
    const bool is_wanted = wanted.empty()
                               ? numbers.size() >= 2
                               : std::find(wanted.begin(), wanted.end(), label) != wanted.end();
    if (!is_wanted) continue;
    ++labels;
    const size_t count = std::min(numbers.size(), static_cast<size_t>(most_a_label));
    for (size_t i = 0; i < count; ++i) kept.push_back(numbers[i * numbers.size() / count]);
  }
  if (labels < 2) return bad_input("recognisers need two labels that two clips or more have");
  std::sort(kept.begin(), kept.end());
  return subset(clips, kept);
}

}  // namespace kinemote::app
