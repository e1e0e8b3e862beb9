#include <cmath>
#include <sstream>

#include "app/markup.h"
#include "view/ui/making_rows.h"
#include "view/ui/model_overlays.h"

namespace kinemote::view {

namespace {

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

std::string cell(double value) { return std::isfinite(value) ? app::fixed_text(value, 4) : ""; }

void score_row(Ui& ui, const app::Metric& metric) {
  ImGui::TableNextRow();
  const auto put = [&](const Colour& colour, const std::string& words) {
    ImGui::TableNextColumn();
    text_clipped(ui, ui.fonts.small, colour, words, ImGui::GetContentRegionAvail().x);
  };
  put(ui.palette.text, metric.name);
  std::string about = metric.what;
  if (!metric.baseline_what.empty()) about += "\nBaseline: " + metric.baseline_what;
  if (!metric.worst_what.empty())
    about += "\nWorst: " + metric.worst_what + " " + cell(metric.worst);
  tooltip(ui, about);
  put(ui.palette.text, cell(metric.value));
  put(ui.palette.text_dim, cell(metric.real));
  put(ui.palette.text_dim, cell(metric.baseline));
  put(ui.palette.text_dim, metric.target_text());
  const bool is_met = metric.meets_target();
  put(is_met ? ui.palette.done : ui.palette.warning, !metric.has_target() ? ""
                                                     : is_met             ? "met"
                                                                          : "missed");
}

void score_table(Ui& ui, const app::Evaluation& evaluation) {
  section(ui, "Scores");
  int stated = 0, met = 0;
  for (const app::Metric& metric : evaluation.metrics) {
    stated += metric.has_target();
    met += metric.meets_target();
  }
  std::string summary =
      evaluation.data + ", " + std::to_string(evaluation.window_count) + " windows. ";
  if (stated > 0)
    summary += std::to_string(met) + " of " + std::to_string(stated) + " targets met.";
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, summary);
  if (!evaluation.is_held_out) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning,
                 "The model may have seen these clips in training.");
  }
  if (!ImGui::BeginTable(
          "scores", 6,
          ImGuiTableFlags_ScrollY | ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_RowBg,
          {0.0f, ui.px(300.0f)})) {
    return;
  }
  ImGui::TableSetupScrollFreeze(0, 1);
  const auto column = [](const char* name, float share) {
    ImGui::TableSetupColumn(name, ImGuiTableColumnFlags_WidthStretch, share);
  };
  column("measure", 3.6f);
  column("value", 1.0f);
  column("real", 1.0f);
  column("baseline", 1.0f);
  column("target", 1.3f);
  column("", 0.9f);
  ImGui::TableHeadersRow();
  for (const app::Metric& metric : evaluation.metrics) score_row(ui, metric);
  ImGui::EndTable();
  ui.probe.add("judge.table", item_rect());
}

void wish_rows(Ui& ui, JudgeDialog& dialog) {
  app::EvaluateSettings& settings = dialog.wish.settings;
  text_row(ui, "judge.model", "Model", dialog.wish.model, "the built-in one",
           "A model file; empty: the built-in one.");
  text_row(ui, "judge.clips", "Clips", dialog.wish.clips, "a folder, or builtin",
           "Those that the model's own split holds out are the real motion to compare with.");
  text_row(ui, "judge.content", "Content", settings.content, "walk, or the model's first",
           "What motions asked for by PAD do.");
  text_row(ui, "judge.styles", "Styles", dialog.styles, "all",
           "Judge by clips of these labels alone: angry,happy,sad.");
  text_row(ui, "judge.other_skeletons", "Other skeletons", dialog.other_skeletons, "none",
           "Files or folders of clips on other skeletons, separated by commas: restyled there, "
           "their feet and jerk are judged as well.");
  form_label(ui, "", ui.px(kMakingColumn));
  check_box(ui, "judge.quick", "Quick", settings.is_quick,
            "Fewer motions of everything: seconds instead of minutes, noisier scores.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "judge.xgboost_baseline", "XGBoost baseline", settings.is_xgboost_asked,
            "Compare sampling at a PAD with the road from PAD to the latent by boosted trees.");
}

}  // namespace

void judge_overlay(Ui& ui, JudgeDialog& dialog, bool is_new) {
  app::ModelBench& bench = ui.session.bench();
  app::JudgeWish& wish = dialog.wish;
  if (is_new) {
    dialog.error.clear();
    const std::string& model = ui.session.options().model;
    if (!dialog.is_used && model != "none") wish.model = model;
    if (!dialog.is_used) {
      wish.settings.seed = ui.session.options().seed;
      wish.settings.threads = ui.session.options().threads;
      wish.settings.is_quick = true;
    }
    dialog.is_used = true;
  }
  if (const auto job = bench.judge_info()) {
    if (job_row(ui, "judge.cancel", *job)) bench.cancel_judging();
    return;
  }
  wish_rows(ui, dialog);
  wish.settings.styles = parts_of(dialog.styles);
  wish.settings.other_skeletons = parts_of(dialog.other_skeletons);
  const Status status = bench.check(wish);
  problem_line(ui, status ? dialog.error : status.error().message);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginDisabled(!status);
  if (text_button(ui, "judge.do", "Judge", ButtonLook::kPrimary, ui.px(120.0f))) {
    const Status begun = bench.judge(wish);
    dialog.error = begun ? "" : begun.error().message;
  }
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (text_button(ui, "judge.close", "Close", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  if (!bench.judge_error().empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning, bench.judge_error());
  }
  if (bench.evaluation()) score_table(ui, *bench.evaluation());
}

}  // namespace kinemote::view
