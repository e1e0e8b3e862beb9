// Curve lanes: one feature each, one curve a figure.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/curve_catalogue.h"
#include "view/ui/lane_layout.h"
#include "view/ui/lanes.h"

namespace kinemote::view {

namespace {

/// One figure's curve in a lane.
struct LaneCurve {
  const CurveTrace* trace = nullptr;
  const std::vector<float>* values = nullptr;
  double frame_time_s = 0.0;
  Colour colour;
  bool is_original = false;  // beside a generated motion, in its own time
};

bool is_plain(const Ui& ui) { return !ui.session.view().lanes.shows_curves; }

/// Others than the leading figure in their tint on the stage, where that has none; the clip that a
/// generated motion began from in grey.
Colour figure_colour(const Ui& ui, const std::string& id, size_t figure, bool is_original) {
  if (is_original) return ui.palette.text_faint;
  if (figure > 0) return data_colour(ui.palette, static_cast<int>(figure) - 1);
  const bool is_group = !ui.session.player().motion()->others.empty();
  if (is_group && !is_plain(ui)) return ui.palette.text;  // the accent is near one of the tints
  return is_plain(ui) && id == "motion:openness" ? ui.palette.done : ui.palette.accent;
}

bool is_original(const Ui& ui, const app::PlayablePtr& motion) {
  return ui.session.document().is_generated && motion == ui.session.clip_motion();
}

std::vector<LaneCurve> curves_of(Ui& ui, UiState& state, const LaneFrame& frame,
                                 const std::string& id) {
  std::vector<LaneCurve> curves;
  const auto add = [&](std::shared_ptr<const void> owner, const app::PlayablePtr& motion,
                       const std::vector<float>& values, size_t figure) {
    if (values.empty()) return;
    LaneCurve curve;
    curve.values = &values;
    curve.frame_time_s = motion->clip.frame_time_s;
    curve.is_original = is_original(ui, motion);
    curve.colour = figure_colour(ui, id, figure, curve.is_original);
    curve.trace =
        &state.curve_cache.trace(std::move(owner), values, curve.frame_time_s, frame.axis);
    curves.push_back(curve);
  };
  if (id.starts_with("motion:")) {
    const auto figures = ui.session.measured_figures();
    for (size_t i = 0; i < figures.size(); ++i) {
      if (is_plain(ui) && i > 0) break;
      add(figures[i], figures[i],
          id == "motion:speed" ? figures[i]->speed_mps : figures[i]->openness, i);
    }
    return curves;
  }
  const auto sheet = ui.session.readings().curves();
  if (!sheet || sheet->figures.empty()) return curves;
  // The curves of another clip have no place here; those of a live edit's last pose do.
  const bool is_current = sheet->figures.front().motion == ui.session.player().motion();
  if (!is_current && !ui.session.document().is_generated) return curves;
  const auto& ids = sheet->request.ids;
  const auto column = std::find(ids.begin(), ids.end(), id);
  if (column == ids.end()) return curves;
  for (size_t i = 0; i < sheet->figures.size(); ++i) {
    const app::FigureCurves& figure = sheet->figures[i];
    add(sheet, figure.motion, figure.curves[static_cast<size_t>(column - ids.begin())], i);
  }
  return curves;
}

float value_at(const LaneCurve& curve, double time_s) {
  const auto last = static_cast<long>(curve.values->size()) - 1;
  const long frame = std::lround(time_s / curve.frame_time_s);
  // A shorter figure of a group stands still at its end; so does its number.
  return (*curve.values)[static_cast<size_t>(std::clamp(frame, 0L, last))];
}

std::string value_text(float value, const std::string& unit) {
  if (!std::isfinite(value)) return unit.empty() ? "–" : "– " + unit;
  char text[48];
  const float size = std::abs(value);
  const char* format = size >= 100.0f  ? "%.0f"
                       : size >= 10.0f ? "%.1f"
                       : size >= 0.1f  ? "%.2f"
                                       : "%.3f";
  std::snprintf(text, sizeof text, format, static_cast<double>(size));
  return (value < 0.0f ? "−" : "") + std::string(text) + (unit.empty() ? "" : " " + unit);
}

/// Why a lane is empty.
std::string problem_of(const Ui& ui, const std::string& id) {
  if (id.starts_with("motion:")) return "no body was recognised";
  if (ui.session.measured_figures().empty()) return "only figures are measured, not points";
  const auto sheet = ui.session.readings().curves();
  if (ui.session.readings().is_busy() || !sheet || sheet->figures.empty()) return "measuring…";
  const std::string& problem = sheet->figures.front().problem;
  return problem.empty() ? "no value" : problem;
}

/// Name, number and a cross that appears under the pointer. True if the cross was clicked.
bool draw_gutter(Ui& ui, const LaneFrame& frame, const app::CurveInfo& info,
                 const std::vector<LaneCurve>& curves, float y, float height) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = ui.fonts.small->FontSize;
  const float width = frame.gutter - ui.px(is_plain(ui) ? 6.0f : 44.0f);
  ImGui::SetCursorScreenPos({frame.area.x, y});
  ImGui::PushID(info.id.c_str());
  ImGui::InvisibleButton("name", {width, height});
  ImGui::SetItemAllowOverlap();
  const bool is_hot = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  ui.probe.add("lane:" + info.id, {frame.area.x, y, frame.area.width, height});
  std::string words = info.label + "\n" + info.explanation;
  if (info.unit.find('h') != std::string::npos) words += "\nh: body height.";
  tooltip(ui, words);
  const bool has_cross = is_hot && !is_plain(ui);
  const float cross = ui.px(16.0f);
  const bool is_high = height > 2.2f * line;
  const float top = is_high ? y + 0.5f * height - line - ui.px(0.5f) : y + 0.5f * (height - line);
  draw_text(list, ui.fonts.small, {frame.area.x, top}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, info.label, width - (has_cross ? cross : 0.0f)));
  if (is_high) {
    float x = frame.area.x;
    for (size_t i = 0; i < curves.size(); ++i) {
      const std::string text =
          value_text(value_at(curves[i], frame.time_s), i == 0 ? info.unit : "");
      if (x + digits_width(ui.fonts.small, text) > frame.area.x + width) break;
      const Colour colour =
          i == 0 ? curves[i].colour : mix(curves[i].colour, ui.palette.text, 0.4f);
      x += draw_digits(list, ui.fonts.small, {x, top + line + ui.px(1.0f)}, colour, text);
      x += ui.px(8.0f);
    }
  }
  bool is_removed = false;
  if (has_cross) {
    ImGui::SetCursorScreenPos({frame.area.x + width - cross, top - ui.px(1.0f)});
    is_removed =
        icon_button(ui, ("lane.remove:" + info.id).c_str(), "close", cross, ButtonLook::kPlain);
  }
  ImGui::PopID();
  return is_removed;
}

void draw_range(Ui& ui, const LaneFrame& frame, const Rect& plot, const ValueRange& range) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  const float right = frame.axis.x - ui.px(5.0f);
  const auto label = [&](float end, float y) {
    const std::string words = range_label(end, range);
    draw_text(list, font, {right - text_size(font, words).x, y}, ui.palette.text_faint, words);
  };
  // Inside the lane, so that neighbours' ends do not meet.
  label(range.high, plot.y - ui.px(3.0f));
  label(range.low, plot.bottom() - font->FontSize + ui.px(2.0f));
}

void reading_row(Ui& ui, const std::string& name, const std::string& value, const Colour& colour) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  text(ui, ui.fonts.small, ui.palette.text_dim, name);
  ImGui::TableNextColumn();
  text(ui, ui.fonts.small, colour, value);
}

/// Everything that is known of the moment under the pointer.
void readings_table(Ui& ui, UiState& state, const LaneFrame& frame,
                    const std::vector<std::string>& ids) {
  ImGui::BeginTooltip();
  char time[32];
  std::snprintf(time, sizeof time, "%.2f s", frame.time_s);
  text(ui, ui.fonts.strong, ui.palette.text, time);
  ui.probe.add("timeline.readings", item_rect());
  if (ImGui::BeginTable("readings", 2, ImGuiTableFlags_SizingFixedFit)) {
    for (const std::string& id : ids) {
      const app::CurveInfo* info = app::find_curve(id);
      if (info == nullptr) continue;
      std::string values;
      const std::vector<LaneCurve> curves = curves_of(ui, state, frame, id);
      for (const LaneCurve& curve : curves) {
        values += (values.empty() ? "" : "   ") + value_text(value_at(curve, frame.time_s), "");
      }
      if (values.empty()) continue;
      if (!info->unit.empty()) values += " " + info->unit;
      reading_row(ui, info->label, values, ui.palette.text);
    }
    if (const app::Difference* difference = ui.session.difference()) {
      const auto step = static_cast<size_t>(difference->step_at(frame.time_s));
      char words[32];
      std::snprintf(words, sizeof words, "%.1f cm",
                    100.0 * static_cast<double>(difference->mean_m[step]));
      reading_row(ui, "Distance B − A", words, ui.palette.text);
    }
    const auto pad = ui.session.readings().pad();
    const bool has_pad = ui.session.view().lanes.shows_pad && pad && !pad->windows.empty();
    for (size_t axis = 0; has_pad && axis < 3; ++axis) {
      char words[48];
      std::snprintf(words, sizeof words, "%+.2f ±%.2f", pad->at(frame.time_s).values()[axis],
                    pad->half_width[axis]);
      reading_row(ui, app::kPadAxisNames[axis], words, pad_axis_text(ui, static_cast<int>(axis)));
    }
    ImGui::EndTable();
  }
  ImGui::EndTooltip();
}

}  // namespace

float draw_figure_legend(Ui& ui, const LaneFrame& frame, float y) {
  const auto figures = ui.session.measured_figures();
  if (is_plain(ui) || figures.size() < 2) return 0.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(kFigureLegendHeight), middle = y + 0.5f * height;
  float x = frame.axis.x;
  for (size_t i = 0; i < figures.size(); ++i) {
    const bool original = is_original(ui, figures[i]);
    const std::string name = original ? "the clip it began from, in its own time"
                             : i == 0 && ui.session.document().is_generated ? "generated"
                                                                            : figures[i]->clip.name;
    const std::string shown = ellipsized(ui.fonts.small, name, ui.px(240.0f));
    const float end = x + ui.px(20.0f) + text_size(ui.fonts.small, shown).x;
    if (end > frame.area.right()) break;
    list.AddLine({x, middle}, {x + ui.px(14.0f), middle},
                 figure_colour(ui, "", i, original).packed(), ui.px(original ? 1.2f : 2.0f));
    draw_text(list, ui.fonts.small, {x + ui.px(20.0f), middle - 0.5f * ui.fonts.small->FontSize},
              ui.palette.text_dim, shown);
    x = end + ui.px(18.0f);
  }
  return height;
}

void draw_curve_lanes(Ui& ui, UiState& state, const LaneFrame& frame, float y, float height) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  app::LaneChoice& lanes = ui.session.view().lanes;
  const std::vector<std::string> ids = app::shown_curves(lanes);
  const float top = y;
  for (const std::string& id : ids) {
    const app::CurveInfo* info = app::find_curve(id);
    if (info == nullptr) continue;
    const std::vector<LaneCurve> curves = curves_of(ui, state, frame, id);
    const Rect plot = frame.plot(y + ui.px(4.0f), height - ui.px(8.0f));
    CurveExtent extent;
    for (const LaneCurve& curve : curves) extent.add(curve.trace->extent);
    ValueRange range = nice_range(extent);
    list.AddLine({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, ui.palette.line.packed());
    for (size_t i = curves.size(); i-- > 0;) {
      CurveLook look{curves[i].colour, curves[i].is_original ? 1.0f : 1.6f, curves.size() == 1};
      draw_trace(ui, list, plot, *curves[i].trace, range, look);
    }
    if (extent.is_empty) {
      draw_text(list, ui.fonts.small,
                {plot.x + ui.px(8.0f), plot.y + 0.5f * (plot.height - ui.fonts.small->FontSize)},
                ui.palette.text_faint, problem_of(ui, id));
    } else if (!is_plain(ui)) {
      draw_range(ui, frame, plot, range);
    }
    if (draw_gutter(ui, frame, *info, curves, y, height)) app::toggle_curve(lanes, id);
    y += height;
  }
  const float pointer = ImGui::GetIO().MousePos.y;
  const bool is_over = frame.is_pointed && pointer >= top && pointer < y && pointer >= frame.area.y;
  // A plain timeline's two values stand beside their lanes already.
  const bool is_wanted = is_over && !is_plain(ui) && !ids.empty();
  if (is_wanted && !ImGui::IsAnyMouseDown()) readings_table(ui, state, frame, ids);
}

}  // namespace kinemote::view
