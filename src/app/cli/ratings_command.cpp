// What people said of motions in blind studies.
#include <cmath>
#include <memory>

#include "app/blind/blind_summary.h"
#include "app/cli/support.h"
#include "app/figure/heat_map.h"
#include "app/markup.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

constexpr std::array<const char*, 3> kAxes{"pleasure", "arousal", "dominance"};

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

std::string confusion_svg(const BlindSummary& summary) {
  const auto& confusion = summary.report->scores.confusion;
  HeatMap map;
  map.words.title = "What people said, of what was meant";
  map.row_names = map.column_names = summary.words;
  map.row_title = "meant";
  map.column_title = "said";
  map.scale_title = "share of a row";
  map.high = 1.0;
  for (const std::vector<int>& row : confusion) {
    int sum = 0;
    for (const int count : row) sum += count;
    for (const int count : row) map.values.push_back(sum > 0 ? count / double(sum) : std::nan(""));
  }
  return heat_map_svg(map);
}

Json choices_json(const BlindSummary& summary) {
  Json json{{"answers", summary.choices}, {"alpha", finite(summary.choice_alpha)}};
  if (!summary.report) return json;
  const analysis::ClassReport& report = *summary.report;
  json["words"] = summary.words;
  json["confusion"] = report.scores.confusion;
  json["accuracy"] = report.scores.accuracy;
  json["accuracy_interval"] = {finite(report.accuracy_interval.low),
                               finite(report.accuracy_interval.high)};
  json["balanced_accuracy"] = finite(report.scores.balanced_accuracy);
  json["majority_accuracy"] = report.majority.accuracy;
  json["chance_accuracy"] = report.stratified.accuracy;
  return json;
}

Json ratings_json(const BlindSummary& summary) {
  Json clips = Json::array();
  for (const RatedClip& clip : summary.rated) {
    clips.push_back({{"clip", clip.id},
                     {"label", clip.label},
                     {"ratings", clip.ratings},
                     {"mean", clip.mean.values()},
                     {"sd", {finite(clip.sd[0]), finite(clip.sd[1]), finite(clip.sd[2])}},
                     {"meant", clip.meant ? Json(clip.meant->values()) : Json(nullptr)}});
  }
  Json json{{"answers", summary.ratings}};
  for (size_t axis = 0; axis < kAxes.size(); ++axis) {
    json[kAxes[axis]] = {{"alpha", finite(summary.rating_alpha[axis])},
                         {"correlation_with_meant", finite(summary.meant_correlation[axis])}};
  }
  json["clips"] = std::move(clips);
  return json;
}

std::string percent(double share) { return fixed_text(100.0 * share, 1) + " %"; }

std::string choices_text(const BlindSummary& summary) {
  std::string text;
  if (summary.report) {
    const analysis::ClassReport& report = *summary.report;
    text += "right " + percent(report.scores.accuracy) + " (95 % over motions " +
            percent(report.accuracy_interval.low) + " to " +
            percent(report.accuracy_interval.high) + "); by chance " +
            percent(report.stratified.accuracy) + ", always the same word " +
            percent(report.majority.accuracy) + "\n";
    std::vector<std::string> heading{"meant \\ said"};
    heading.insert(heading.end(), summary.words.begin(), summary.words.end());
    TextTable table(heading);
    for (size_t w = 0; w < summary.words.size(); ++w) {
      if (report.scores.support[w] == 0) continue;  // words that were only said
      std::vector<std::string> row{summary.words[w]};
      for (const int count : report.scores.confusion[w]) row.push_back(std::to_string(count));
      table.add(std::move(row));
    }
    text += table.text();
  }
  return text + "agreement between answers (Krippendorff's alpha, nominal): " +
         fixed_text(summary.choice_alpha, 2) + "\n";
}

std::string ratings_text(const BlindSummary& summary) {
  TextTable table({"axis", "alpha", "correlation with meant"});
  for (size_t axis = 0; axis < kAxes.size(); ++axis) {
    table.add({kAxes[axis], fixed_text(summary.rating_alpha[axis], 2),
               fixed_text(summary.meant_correlation[axis], 2)});
  }
  return std::to_string(summary.ratings) + " ratings of " + std::to_string(summary.rated.size()) +
         " motions; agreement as Krippendorff's alpha, interval\n" + table.text();
}

}  // namespace

Command ratings_command() {
  return {
      "ratings",
      "Emotion",
      "What people said of motions in blind studies",
      "Reads answers that the studio's blind studies wrote: how often people said what was meant, "
      "beside chance, who was taken for whom, and how far raters agree.",
      {"ratings answers.csv --figure confusion.svg"},
      [](OptionSet& options) -> CommandRunner {
        struct Values {
          std::vector<std::string> files;
          std::string figure;
        };
        const auto values = std::make_shared<Values>();
        options.positional("FILE", values->files, "Answers (.csv); several are joined").required();
        options.option("figure", values->figure, "Write who was taken for whom (.svg)")
            .value_name("FILE");
        return [values](Invocation& invocation) -> Result<Report> {
          std::vector<BlindAnswer> answers;
          for (const std::string& file : values->files) {
            auto read = read_blind_answers(file);
            if (!read) return read.error();
            answers.insert(answers.end(), read->begin(), read->end());
          }
          const auto summary = summarise(answers, invocation.global.seed);
          if (!summary) return summary.error();
          Report report;
          report.json = {{"raters", summary->raters},
                         {"clips", summary->clips},
                         {"median_seconds", summary->median_seconds},
                         {"seed", invocation.global.seed}};
          report.text = std::to_string(summary->raters) + " raters, " +
                        std::to_string(summary->clips) + " motions, median " +
                        fixed_text(summary->median_seconds, 1) + " s an answer\n";
          if (summary->choices > 0) {
            report.json["choices"] = choices_json(*summary);
            report.text += choices_text(*summary);
          }
          if (summary->ratings > 0) {
            report.json["ratings"] = ratings_json(*summary);
            report.text += ratings_text(*summary);
          }
          if (values->figure.empty()) return report;
          if (!summary->report) {
            return usage_error("--figure needs forced choices of motions whose label is known");
          }
          if (Status s = write_atomically(values->figure, confusion_svg(*summary)); !s) {
            return s.error();
          }
          report.json["files"] = {values->figure};
          report.text += "wrote " + values->figure + "\n";
          return report;
        };
      }};
}

}  // namespace kinemote::app
