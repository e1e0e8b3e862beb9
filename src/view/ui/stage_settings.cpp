#include "view/ui/stage_settings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>

#include "view/ui/icons.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_figures.h"

namespace kinemote::view {

namespace {

constexpr float kColumn = 92.0f, kWidth = 320.0f;

constexpr float kScaleWidth = 170.0f, kScaleBar = 9.0f, kScalePadding = 8.0f;

float scale_width(const Ui& ui) { return ui.px(kScaleWidth) + 2 * ui.px(kScalePadding); }
float scale_height(const Ui& ui) {
  return 2 * ui.fonts.small->FontSize + ui.px(kScaleBar) + ui.px(4.0f) + 2 * ui.px(kScalePadding);
}

/// A scale in the ramp's colours with its name and the numbers at its ends and middle.
void draw_scale(Ui& ui, ImDrawList& list, float x, float top, const std::string& name,
                const std::array<std::string, 3>& numbers) {
  const float width = ui.px(kScaleWidth), bar = ui.px(kScaleBar), line = ui.fonts.small->FontSize;
  const float padding = ui.px(kScalePadding);
  list.AddRectFilled({x, top}, {x + scale_width(ui), top + scale_height(ui)},
                     ui.palette.popup.with_alpha(0.86f).packed(), ui.px(8.0f));
  const float left = x + padding;
  draw_text(list, ui.fonts.small, {left, top + padding}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, name, width));
  const float y = top + padding + line + ui.px(2.0f);
  constexpr int kSteps = 24;
  for (int i = 0; i < kSteps; ++i) {
    const float a = static_cast<float>(i) / kSteps, b = static_cast<float>(i + 1) / kSteps;
    const uint32_t from = ramp_colour(ui.palette, a).packed();
    const uint32_t to = ramp_colour(ui.palette, b).packed();
    list.AddRectFilledMultiColor({left + a * width, y}, {left + b * width, y + bar}, from, to, to,
                                 from);
  }
  for (size_t i = 0; i < numbers.size(); ++i) {
    const float own = text_size(ui.fonts.small, numbers[i]).x;
    const float share = 0.5f * static_cast<float>(i);
    draw_text(list, ui.fonts.small, {left + share * (width - own), y + bar + ui.px(2.0f)},
              ui.palette.text, numbers[i]);
  }
}

std::string words(const char* format, double value) {
  char text[48];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

/// A row of a form with a slider over a number.
bool number_row(Ui& ui, const char* name, const char* id, double& value, double low, double high,
                const char* format) {
  form_label(ui, name, ui.px(kColumn));
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  auto number = static_cast<float>(value);
  const bool is_changed =
      ImGui::SliderFloat((std::string("##") + id).c_str(), &number, static_cast<float>(low),
                         static_cast<float>(high), format, ImGuiSliderFlags_AlwaysClamp);
  ui.probe.add(id, item_rect());
  if (is_changed) value = static_cast<double>(number);
  return is_changed;
}

bool count_row(Ui& ui, const char* name, const char* id, int& value, int low, int high,
               const char* format) {
  form_label(ui, name, ui.px(kColumn));
  ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
  const bool is_changed = ImGui::SliderInt((std::string("##") + id).c_str(), &value, low, high,
                                           format, ImGuiSliderFlags_AlwaysClamp);
  ui.probe.add(id, item_rect());
  return is_changed;
}

bool check(Ui& ui, const char* id, const char* label, bool& value) {
  const bool is_changed = tick_box(ui, std::string(label) + "##" + id, value);
  ui.probe.add(id, item_rect());
  return is_changed;
}

void ghost_form(Ui& ui) {
  app::GhostChoice& ghosts = ui.session.view().stage.ghosts;
  text(ui, ui.fonts.strong, ui.palette.text, "Ghosts");
  check(ui, "ghosts.shown", "Shown", ghosts.is_shown);
  ImGui::SameLine();
  check(ui, "ghosts.all", "of all figures", ghosts.of_all);
  count_row(ui, "Past", "ghosts.past", ghosts.past, 0, 16, "%d poses");
  count_row(ui, "Future", "ghosts.future", ghosts.future, 0, 16, "%d poses");
  form_label(ui, "Spacing in", ui.px(kColumn));
  int unit = ghosts.in_frames ? 1 : 0;
  if (choice_row(ui, "ghosts.unit", {{"Seconds"}, {"Frames"}}, unit,
                 ImGui::GetContentRegionAvail().x)) {
    ghosts.in_frames = unit == 1;
  }
  if (ghosts.in_frames) {
    count_row(ui, "Spacing", "ghosts.frames", ghosts.spacing_frames, 1, 60, "%d frames");
  } else {
    number_row(ui, "Spacing", "ghosts.spacing", ghosts.spacing_s, 0.02, 2.0, "%.2f s");
  }
  number_row(ui, "Fade", "ghosts.fade", ghosts.fade, 0.0, 1.0, "%.2f");
  text(ui, ui.fonts.small, ui.palette.text_faint,
       "Past is blue and filled, future orange and an outline.");
}

void trail_form(Ui& ui) {
  app::ViewState& view = ui.session.view();
  app::TrailChoice& trails = view.stage.trails;
  text(ui, ui.fonts.strong, ui.palette.text, "Trails");
  check(ui, "trails.shown", "Shown", view.shows_trails);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  check(ui, "trails.hands", "Hands", trails.hands);
  ImGui::SameLine();
  check(ui, "trails.feet", "Feet", trails.feet);
  ImGui::SameLine();
  check(ui, "trails.head", "Head", trails.head);
  ImGui::SameLine();
  check(ui, "trails.hips", "Hips", trails.hips);
  form_label(ui, "Joint", ui.px(kColumn));
  std::vector<Choice> joints{{"None"}};
  int joint = 0;
  for (const Joint& own : ui.session.player().motion()->clip.skeleton->joints) {
    joints.push_back({own.name});
    if (own.name == trails.joint) joint = static_cast<int>(joints.size()) - 1;
  }
  if (combo(ui, "trails.joint", joints, joint)) {
    trails.joint = joint == 0 ? "" : joints[static_cast<size_t>(joint)].words;
  }
  form_label(ui, "Stretch", ui.px(kColumn));
  int stretch = trails.is_whole ? 1 : 0;
  if (choice_row(ui, "trails.stretch", {{"Around now"}, {"Whole motion"}}, stretch,
                 ImGui::GetContentRegionAvail().x)) {
    trails.is_whole = stretch == 1;
  }
  if (!trails.is_whole) {
    number_row(ui, "Back", "trails.past", trails.past_s, 0.0, 5.0, "%.1f s");
    number_row(ui, "Ahead", "trails.future", trails.future_s, 0.0, 5.0, "%.1f s");
  }
  form_label(ui, "Coloured by", ui.px(kColumn));
  int colour = static_cast<int>(trails.colour);
  if (choice_row(ui, "trails.colour", {{"Side"}, {"Time"}, {"Speed"}}, colour,
                 ImGui::GetContentRegionAvail().x)) {
    trails.colour = static_cast<app::TrailColour>(colour);
  }
  check(ui, "trails.ticks", "A dot each 0.1 s", trails.has_ticks);
}

void follow_form(Ui& ui) {
  app::ViewState& view = ui.session.view();
  text(ui, ui.fonts.strong, ui.palette.text, "The camera follows");
  std::vector<Choice> joints{{"Nothing: it stays"}, {"The figure"}};
  int chosen = view.follows ? 1 : 0;
  for (const Joint& own : ui.session.player().motion()->clip.skeleton->joints) {
    joints.push_back({own.name});
    if (view.follows && own.name == view.follow_joint) chosen = static_cast<int>(joints.size()) - 1;
  }
  if (combo(ui, "follow.joint", joints, chosen)) {
    view.follows = chosen > 0;
    view.follow_joint = chosen < 2 ? "" : joints[static_cast<size_t>(chosen)].words;
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, "Ctrl and a double click on a joint: that one.");
}

void popup(Ui& ui, const char* id, bool& edits, bool& was_open, const Rect& cell,
           const std::function<void(Ui&)>& form) {
  if (edits && !was_open) ImGui::OpenPopup(id);
  const float width = ui.px(kWidth);
  ImGui::SetNextWindowPos(
      {std::max(cell.x, cell.right() - ui.px(60.0f) - width), cell.y + ui.px(40.0f)});
  ImGui::SetNextWindowSize({width, 0.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14.0f), ui.px(12.0f)});
  const bool is_open = ImGui::BeginPopup(id, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar();
  if (is_open) {
    form(ui);
    if (!edits) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  } else if (was_open) {
    edits = false;
  }
  was_open = is_open && edits;
}

}  // namespace

void cell_chooser(Ui& ui, const Rect& rect, int cell) {
  app::StageCell& own = ui.session.view().stage.cells[static_cast<size_t>(cell)];
  const std::vector<app::StageFigure> company = ui.session.company();
  const float size = ui.px(28.0f), margin = ui.px(12.0f);
  float x = rect.x + margin;
  const float y = rect.bottom() - margin - size;
  if (cell > 0) {
    ImGui::SetCursorScreenPos({x, y});
    const std::string id = "cell.link:" + std::to_string(cell);
    if (icon_button(ui, id.c_str(), own.is_linked ? "link" : "unlink", size, ButtonLook::kRaised,
                    own.is_linked)) {
      if (own.is_linked) own.camera = cell_camera(ui.session, cell);
      own.is_linked = !own.is_linked;
    }
    tooltip(ui, own.is_linked ? "Turns and zooms with the first view. Click for a view of its own."
                              : "Has a view of its own. Click to turn and zoom with the first.");
    x += size + ui.px(6.0f);
  }
  if (company.size() < 2) return;
  std::vector<Choice> choices{{"Automatic"}, {"All figures"}};
  for (const app::StageFigure& figure : company) choices.push_back({figure.name});
  int chosen = own.figure == app::StageCell::kAuto  ? 0
               : own.figure == app::StageCell::kAll ? 1
                                                    : own.figure + 2;
  chosen = std::min(chosen, static_cast<int>(choices.size()) - 1);
  ImGui::SetCursorScreenPos({x, y});
  const std::string id = "cell.figure:" + std::to_string(cell);
  if (combo(ui, id.c_str(), choices, chosen,
            std::min(ui.px(150.0f), rect.right() - x - ui.px(80.0f)))) {
    own.figure = chosen == 0   ? app::StageCell::kAuto
                 : chosen == 1 ? app::StageCell::kAll
                               : chosen - 2;
  }
}

void draw_legends(Ui& ui, ImDrawList& list, const std::vector<Rect>& cells) {
  const app::Session& session = ui.session;
  const app::ViewState& view = session.view();
  const Rect& last = cells.back();
  // One view: beside the axes in the corner, upwards. Several: the choosers are there, and the top
  // is free, so downwards.
  const bool is_up = cells.size() < 2;
  const float x = is_up ? last.right() - ui.px(92.0f) - scale_width(ui) : last.x + ui.px(12.0f);
  if (x < last.x + ui.px(8.0f)) return;
  float y = is_up ? last.bottom() - ui.px(12.0f) - scale_height(ui) : last.y + ui.px(12.0f);
  const auto scale = [&](const char* id, const std::string& name,
                         const std::array<std::string, 3>& numbers) {
    draw_scale(ui, list, x, y, name, numbers);
    ui.probe.add(id, {x, y, scale_width(ui), scale_height(ui)});
    y += (is_up ? -1.0f : 1.0f) * (scale_height(ui) + ui.px(8.0f));
  };
  if (const app::Difference* difference = session.difference()) {
    const double scale_cm = 100.0 * difference_scale_m(*difference);
    const char* unit = scale_cm < 5.0 ? "%.1f cm" : "%.0f cm";
    scale("legend.difference", "B's joints from A's",
          {"0", words(unit, 0.5 * scale_cm), words(unit, scale_cm)});
  }
  const app::TrailChoice& trails = view.stage.trails;
  if (view.shows_trails && trails.colour == app::TrailColour::kSpeed) {
    const double fastest = trail_speed_scale_mps(session);
    scale("legend.trails", "Speed of the joint",
          {"0", words("%.2g", 0.5 * fastest), words("%.2g m/s", fastest)});
  } else if (view.shows_trails && trails.colour == app::TrailColour::kTime) {
    const double duration_s = session.player().motion()->duration_s();
    const double first_s = trails.is_whole ? 0.0 : -trails.past_s;
    const double last_s = trails.is_whole ? duration_s : trails.future_s;
    scale(
        "legend.trails", trails.is_whole ? "Time" : "Time from now",
        {words("%.1f", first_s), words("%.1f", 0.5 * (first_s + last_s)), words("%.1f s", last_s)});
  }
}

void stage_popups(Ui& ui, UiState& state, const Rect& cell) {
  app::ViewState& view = ui.session.view();
  popup(ui, "ghosts.popup", view.edits_ghosts, state.ghosts_open, cell, ghost_form);
  popup(ui, "trails.popup", view.edits_trails, state.trails_open, cell, trail_form);
  popup(ui, "follow.popup", view.edits_follow, state.follow_open, cell, follow_form);
}

}  // namespace kinemote::view
