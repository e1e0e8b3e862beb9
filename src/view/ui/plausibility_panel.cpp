#include "view/ui/plausibility_panel.h"

#include <cstdio>
#include <string>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

std::string number(const char* format, double value) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

void row(Ui& ui, const char* name, const std::string& value, const std::string& real, bool is_odd,
         const char* explanation) {
  const float left = ImGui::GetCursorPosX();
  text(ui, ui.fonts.small, ui.palette.text_dim, name);
  tooltip(ui, explanation);
  ImGui::SameLine(left + ui.px(92.0f));
  text(ui, ui.fonts.small, is_odd ? ui.palette.warning : ui.palette.text, value);
  if (real.empty()) return;
  ImGui::SameLine(left + ui.px(180.0f));
  text_clipped(ui, ui.fonts.small, ui.palette.text_faint, real, ImGui::GetContentRegionAvail().x);
}

/// A value beside real motion's mean, both scaled for the reader.
void against_real(Ui& ui, const char* name, double value, double scale, const char* format,
                  const analysis::RealRange& real, const char* explanation) {
  row(ui, name, number(format, scale * value), "real " + number(format, scale * real.mean),
      value > real.p95, explanation);
}

}  // namespace

void plausibility_line(Ui& ui, const analysis::Plausibility& p) {
  const analysis::RealMotion& real = analysis::real_motion();
  const bool has_slide = p.slide.stance_count > 0;
  const bool is_odd = (has_slide && p.slide.mean_m > real.slide_mean_m.p95) ||
                      p.jerk_median_mps3 > real.jerk_median_mps3.p95 ||
                      p.penetration.mean_m > real.penetration_mean_m.p95;
  const std::string slide =
      has_slide ? "feet slide " + number("%.1f cm", 100.0 * p.slide.mean_m) : "no foot stands";
  text_clipped(ui, ui.fonts.small, is_odd ? ui.palette.warning : ui.palette.text_dim,
               slide + "  ·  sink " + number("%.0f mm", 1000.0 * p.penetration.mean_m) +
                   "  ·  jerk " + number("%.0f m/s³", p.jerk_median_mps3),
               ImGui::GetContentRegionAvail().x);
  ui.probe.add("latent.body", item_rect());
  tooltip(ui, "Could a body do it? Real motion: slides " +
                  number("%.1f cm", 100.0 * real.slide_mean_m.mean) + ", sinks " +
                  number("%.0f mm", 1000.0 * real.penetration_mean_m.mean) + ", jerk " +
                  number("%.0f m/s³", real.jerk_median_mps3.mean) +
                  " on average. The tab Emotion says more.");
}

void plausibility_panel(Ui& ui, const analysis::Plausibility& p) {
  const analysis::RealMotion& real = analysis::real_motion();
  section(ui, "Could a body do it?");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8.0f), ui.px(3.0f)});
  if (p.slide.stance_count == 0) {
    row(ui, "Foot slide", "no stances", "", false, "No foot was planted long enough.");
  } else {
    against_real(ui, "Foot slide", p.slide.mean_m, 100.0, "%.2f cm", real.slide_mean_m,
                 "How far a planted foot strays from its place, mean over stances.");
  }
  against_real(ui, "Toe speed", p.toe_speed_mps, 1.0, "%.3f m/s", real.toe_speed_mps,
               "Median speed of toes lower than 5 cm. Running has .27 m/s, standing nearly none.");
  against_real(ui, "Sinking", p.penetration.mean_m, 1000.0, "%.1f mm", real.penetration_mean_m,
               "How deep the deepest point is in the ground, mean over frames.");
  against_real(ui, "Jerk", p.jerk_median_mps3, 1.0, "%.0f m/s³", real.jerk_median_mps3,
               "Median third derivative of all joints' places. A dash has forty times a bow's.");
  against_real(ui, "Jerk, worst", p.jerk_p99_mps3, 1.0, "%.0f m/s³", real.jerk_p99_mps3,
               "Its 99th percentile.");
  if (p.balance.standing_share > 0.0) {
    row(ui, "Balance", number("%.0f %%", 100.0 * p.balance.supported_share),
        number("%+.1f cm inside", 100.0 * p.balance.mean_m), false,
        "Share of the standing frames with the centre of mass over the feet, and how far inside "
        "their edge it is. Walking and running are no balance: read it where the figure stands.");
  }
  ImGui::PopStyleVar();
}

}  // namespace kinemote::view
