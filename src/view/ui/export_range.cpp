#include "view/ui/export_range.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "view/ui/export_forms.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

// In the order in which they are offered.
constexpr std::array kOrder{app::ExportRange::kWhole, app::ExportRange::kPlayRange,
                            app::ExportRange::kMarkers, app::ExportRange::kSeconds};

std::string play_problem(const Ui& ui, bool is_stage) {
  if (!is_stage) return "The play range belongs to the motion on the stage.";
  return ui.session.clock().has_range()
             ? ""
             : "There is no play range: drag in the lower half of the ruler.";
}

std::string marker_problem(const Ui& ui, bool is_stage) {
  if (!is_stage) return "Markers are those of the motion on the stage.";
  return ui.session.markers().size() > 1
             ? ""
             : "From the first marker to the last: M sets one, and there must be two.";
}

void seconds_field(Ui& ui, const std::string& id, const char* format, double& seconds) {
  auto value = static_cast<float>(seconds);
  ImGui::SetNextItemWidth(ui.px(120.0f));
  if (ImGui::DragFloat(("##" + id).c_str(), &value, 0.02f, 0.0f, 1e5f, format,
                       ImGuiSliderFlags_AlwaysClamp)) {
    seconds = value;
  }
  ui.probe.add(id, item_rect());
}

}  // namespace

void export_range_row(Ui& ui, const std::string& id, bool is_stage, const RangeChoice& choice) {
  form_label(ui, "Range", ui.px(kExportColumn));
  const std::string play = play_problem(ui, is_stage), markers = marker_problem(ui, is_stage);
  const bool is_gone = (choice.range == app::ExportRange::kPlayRange && !play.empty()) ||
                       (choice.range == app::ExportRange::kMarkers && !markers.empty());
  if (is_gone) choice.range = app::ExportRange::kWhole;
  int chosen =
      static_cast<int>(std::find(kOrder.begin(), kOrder.end(), choice.range) - kOrder.begin());
  if (choice_row(ui, id.c_str(),
                 {{"Whole"}, {"Play range", play}, {"Markers", markers}, {"Seconds"}}, chosen)) {
    choice.range = kOrder[static_cast<size_t>(chosen)];
    const app::PlayablePtr& motion = ui.session.player().motion();
    if (choice.range == app::ExportRange::kSeconds && is_stage && motion) {
      choice.last_s = std::min(choice.last_s, motion->group_duration_s());
    }
  }
  if (choice.range != app::ExportRange::kSeconds) return;
  form_label(ui, "", ui.px(kExportColumn));
  seconds_field(ui, id + "_first", "from %.2f s", choice.first_s);
  ImGui::SameLine();
  seconds_field(ui, id + "_last", "to %.2f s", choice.last_s);
}

std::pair<double, double> range_on_stage(const Ui& ui, const RangeChoice& choice) {
  const app::Clock& clock = ui.session.clock();
  switch (choice.range) {
    case app::ExportRange::kWhole:
      break;
    case app::ExportRange::kPlayRange:
      return {clock.range_start_s(), clock.range_end_s()};
    case app::ExportRange::kSeconds:
      return {choice.first_s, choice.last_s};
    case app::ExportRange::kMarkers: {
      const app::Markers markers = ui.session.markers();
      if (markers.size() > 1) return {markers.front().time_s, markers.back().time_s};
      break;
    }
  }
  return {0.0, clock.duration_s()};
}

std::string range_words(const Ui& ui, const RangeChoice& choice) {
  if (choice.range == app::ExportRange::kWhole) return "whole";
  const auto [first_s, last_s] = range_on_stage(ui, choice);
  const char* name = choice.range == app::ExportRange::kPlayRange ? "play range, "
                     : choice.range == app::ExportRange::kMarkers ? "markers, "
                                                                  : "";
  char words[64];
  std::snprintf(words, sizeof words, "%s%.2f – %.2f s", name, first_s, last_s);
  return words;
}

}  // namespace kinemote::view
