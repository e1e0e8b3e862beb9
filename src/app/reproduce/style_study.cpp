#include "app/reproduce/style_study.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/reproduce/dimension_curves.h"

namespace kinemote::app {

Result<Study> style_study(const ClipSet& clips, const StudySettings& settings,
                          const Progress& progress) {
  Study study;
  study.id = "learned-signature";
  SignatureChoice choice;
  choice.signature = "style";
  const auto map = map_of(clips, choice, 2, settings, progress);
  if (!map) {
    if (map.error().code == ErrorCode::kCancelled) return map.error();
    study.warnings.push_back("the learned signature was left out: " + map.error().message);
    return study;
  }
  study.title = "A learned signature: what if the descriptor knows what is done?";
  study.blocks.push_back(StudyParagraph{
      "Kinemote's own signature ranks every measured quantity among the clips of the same "
      "movement, "
      "which takes out what is done, and learns from half of the movements which directions "
      "separate the labels. It is scored on the other half, which it has never seen; then the "
      "halves change places."});
  StudyTable table;
  table.file = "learned-signature";
  table.caption = "Ward clusters, as many as labels, against the labels (ARI).";
  table.columns = {"learned from", "scored on", "clips",
                   "ARI there",    "by chance", "ARI where it learned (flattering)"};
  const auto names = [](const std::vector<std::string>& contents) {
    std::string text;
    for (size_t i = 0; i < contents.size(); ++i) text += (i == 0 ? "" : ", ") + contents[i];
    return text;
  };
  const StyleReport& report = *map->style;
  for (const StyleScore* score : {&report.map, &report.exchange}) {
    table.rows.push_back({names(score->learned_on), names(score->scored_on),
                          std::to_string(score->scored_clips), cell(score->ari_scored),
                          cell(score->chance_p95), cell(score->ari_learned)});
    for (const StyleScore::Within& within : score->within) {
      table.rows.push_back({"", "within " + within.content, std::to_string(within.clips),
                            cell(within.ari), cell(within.chance_p95), ""});
    }
  }
  table.note = "`kinemote map DATA --signature style`.";
  study.blocks.push_back(StudyFigure{
      "learned-map", map_to_svg(*map),
      "The map of the learned signature. Half of what is seen here was learned from; the table "
      "has the honest half."});
  study.blocks.push_back(std::move(table));
  const double scored = 0.5 * (report.map.ari_scored + report.exchange.ari_scored);
  const double chance = std::max(report.map.chance_p95, report.exchange.chance_p95);
  std::string text =
      "On movements it has not learned from, the learned signature agrees with the "
      "labels by " +
      cell(report.map.ari_scored) + " and " + cell(report.exchange.ari_scored) + " (chance " +
      cell(chance) + "). ";
  text += scored < kHardlyVisible
              ? "Emotion is hardly visible in it on this data."
              : "Style is visible once the descriptor knows what is done; where every label was "
                "acted by few people, part of that is recognising the people.";
  study.blocks.push_back(StudyFinding{std::move(text)});
  study.json =
      nlohmann::ordered_json{{"ari_scored", {report.map.ari_scored, report.exchange.ari_scored}},
                             {"ari_learned", {report.map.ari_learned, report.exchange.ari_learned}},
                             {"chance_p95", {report.map.chance_p95, report.exchange.chance_p95}}}
          .dump();
  return study;
}

}  // namespace kinemote::app
