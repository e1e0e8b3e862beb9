#include "view/ui/correlation_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/curve_catalogue.h"
#include "app/file_names.h"
#include "view/ui/correlation_scatter.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/pad_widget.h"

namespace kinemote::view {

namespace {

constexpr std::array<const char*, 3> kSets{"lma", "lma27", "kinematics"};
constexpr std::array<const char*, 3> kSetWords{"Our Laban features (131)",
                                               "Published Laban features (27)", "Kinematics (56)"};
constexpr float kRowHeight = 22.0f, kHeaderHeight = 26.0f;

app::CorrelationChoices wanted_choices(const app::CorrelationModel& model, int set) {
  app::CorrelationChoices choices = model.choices();
  choices.set = kSets[static_cast<size_t>(set)];
  return choices;
}

int chosen_set(const app::CorrelationModel& model) {
  const auto it = std::find(kSets.begin(), kSets.end(), model.choices().set);
  return it == kSets.end() ? 0 : static_cast<int>(it - kSets.begin());
}

void write_file(Ui& ui, const char* ending) {
  const auto path = app::free_path(std::filesystem::current_path() /
                                   (std::string("features-against-emotion.") + ending));
  const Status status = ui.session.correlation().write(path);
  if (status) {
    ui.session.messages().post_file("Saved " + path.filename().string(), path);
  } else {
    ui.session.messages().post(app::MessageLevel::kError, status.error().message);
  }
}

void header(Ui& ui) {
  app::CorrelationModel& model = ui.session.correlation();
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Features against emotion");
  const float button = ui.px(26.0f);
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - button);
  if (icon_button(ui, "correlation.close", "close", button, ButtonLook::kPlain)) {
    ui.run("view.correlation");
  }
  tooltip(ui, "Back to the map");
  if (!model.has_result()) return;

  int set = chosen_set(model);
  const float files = ui.px(104.0f);
  std::vector<Choice> sets;
  for (const char* words : kSetWords) sets.push_back({words});
  if (combo(ui, "correlation.set", sets, set, ImGui::GetContentRegionAvail().x - files)) {
    ui.session.compute_correlation(wanted_choices(model, set));
  }
  ImGui::SameLine(0.0f, ui.px(8.0f));
  if (text_button(ui, "correlation.svg", "SVG", ButtonLook::kRaised, ui.px(46.0f))) {
    write_file(ui, "svg");
  }
  tooltip(ui, "Writes the heat map into the working folder.");
  ImGui::SameLine(0.0f, ui.px(4.0f));
  if (text_button(ui, "correlation.csv", "CSV", ButtonLook::kRaised, ui.px(46.0f))) {
    write_file(ui, "csv");
  }
  tooltip(ui, "Writes the whole table, both coefficients with chance and p.");
  const float kinds = ui.px(168.0f);
  ImGui::AlignTextToFramePadding();
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, model.summary(),
               ImGui::GetContentRegionAvail().x - kinds - ui.px(8.0f));
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - kinds);
  int kind = model.kind() == analysis::CorrelationKind::kSpearman ? 0 : 1;
  if (segmented(ui, "correlation.kind", {"Spearman", "Pearson"}, kind, kinds)) {
    model.set_kind(kind == 0 ? analysis::CorrelationKind::kSpearman
                             : analysis::CorrelationKind::kPearson);
  }
}

void busy_or_empty(Ui& ui, const Rect& rect) {
  app::CorrelationModel& model = ui.session.correlation();
  const float width = std::min(ui.px(340.0f), rect.width - ui.px(48.0f));
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + 0.3f * rect.height});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  if (model.is_busy()) {
    const auto jobs = ui.session.jobs().jobs();
    const auto job = std::find_if(jobs.begin(), jobs.end(),
                                  [&](const app::JobInfo& info) { return info.id == model.job(); });
    text(ui, ui.fonts.strong, ui.palette.text, "Measuring the motions");
    if (job != jobs.end()) {
      text(ui, ui.fonts.small, ui.palette.text_dim, job->phase.empty() ? "waiting" : job->phase);
      ImGui::ProgressBar(std::max(0.0f, static_cast<float>(job->fraction)), {width, ui.px(6.0f)},
                         "");
      ImGui::Dummy({0.0f, ui.px(4.0f)});
    }
    if (text_button(ui, "correlation.cancel", "Cancel", ButtonLook::kRaised)) model.cancel();
  } else {
    text(ui, ui.fonts.strong, ui.palette.text,
         model.error().empty() ? "Not measured yet" : "No correlation");
    text(ui, ui.fonts.body, ui.palette.text_dim,
         model.error().empty()
             ? "Measures every labelled motion of the library and shows which features rise and "
               "fall with pleasure, arousal and dominance, beside what shuffled labels reach."
             : model.error());
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    if (text_button(ui, "correlation.compute", "Measure and correlate", ButtonLook::kPrimary)) {
      ui.session.compute_correlation(wanted_choices(model, chosen_set(model)));
    }
  }
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
}

/// Blue below zero, orange above, as in the exported figure; the panel's own colour at zero.
Colour cell_colour(const Palette& palette, double r) {
  const Colour& end = data_colours()[r < 0.0 ? 4 : 0];
  return mix(palette.panel, end, static_cast<float>(std::min(1.0, std::abs(r) / 0.8)));
}

const Colour& readable_on(const Palette& palette, const Colour& ground) {
  return contrast_ratio(palette.text, ground) >= contrast_ratio(palette.panel, ground)
             ? palette.text
             : palette.panel;
}

std::string cell_text(double r) {
  char words[16];
  std::snprintf(words, sizeof words, "%.2f", std::abs(r));
  return (r < 0.0 && std::abs(r) >= 0.005 ? "−" : "") + std::string(words);
}

std::string label_of(const app::CorrelationModel& model, int feature) {
  const std::string& column = model.result().feature_names[static_cast<size_t>(feature)];
  const app::CurveInfo* info = app::find_curve(model.choices().set + ":" + column);
  return info != nullptr ? info->label : column;
}

struct Columns {
  float name_width = 0.0f, cell_width = 0.0f;
};

void table_header(Ui& ui, const Columns& columns) {
  app::CorrelationModel& model = ui.session.correlation();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(kHeaderHeight);
  const auto button = [&](const char* id, float x, float width, const std::string& words, int axis,
                          const std::string& hint) {
    ImGui::SetCursorScreenPos({x, at.y});
    if (ImGui::InvisibleButton(id, {width, height})) model.sort_by(axis);
    ui.probe.add(std::string("button:") + id, item_rect());
    tooltip(ui, hint);
    const bool is_on = model.sorted_by() == axis;
    const Colour& colour = is_on                    ? ui.palette.accent
                           : ImGui::IsItemHovered() ? ui.palette.text
                                                    : ui.palette.text_dim;
    const std::string arrow = is_on && axis >= 0 ? " ↓" : "";
    std::string shown = words + arrow;
    if (text_size(ui.fonts.small, shown).x > width) shown = words.substr(0, 1) + arrow;
    const ImVec2 size = text_size(ui.fonts.small, shown);
    const float left = axis < 0 ? x : x + 0.5f * (width - size.x);
    draw_text(list, ui.fonts.small, {left, at.y + 0.5f * (height - size.y)}, colour, shown);
  };
  button("correlation.sort.name", at.x, columns.name_width, "Feature", -1,
         "Click: in the order of the set.");
  for (int axis = 0; axis < 3; ++axis) {
    char hint[200];
    std::snprintf(hint, sizeof hint,
                  "Click: strongest first.\n%d of %zu features lie beyond their chance; about %.0f "
                  "would by chance alone. The largest by chance: %.2f.",
                  model.count_beyond_chance(axis), model.order().size(),
                  model.expected_beyond_chance(),
                  model.table().chance_of_largest[static_cast<size_t>(axis)]);
    const std::string id = std::string("correlation.sort.") + "pad"[axis];
    button(id.c_str(), at.x + columns.name_width + static_cast<float>(axis) * columns.cell_width,
           columns.cell_width, app::kPadAxisNames[static_cast<size_t>(axis)], axis, hint);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + height});
}

void cell(Ui& ui, int feature, int axis, const Rect& rect) {
  app::CorrelationModel& model = ui.session.correlation();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const double r = model.table().r(feature, axis);
  const bool is_beyond = model.is_beyond_chance(feature, axis);
  const float gap = ui.px(1.0f);
  const ImVec2 min{rect.x + gap, rect.y + gap}, max{rect.right() - gap, rect.bottom() - gap};
  const Colour ground =
      is_beyond ? cell_colour(ui.palette, r) : mix(ui.palette.panel, ui.palette.raised, 0.5f);
  list.AddRectFilled(min, max, ground.packed(), ui.px(3.0f));
  const std::string words = std::isfinite(r) ? cell_text(r) : "–";
  const Colour& colour = is_beyond ? readable_on(ui.palette, ground) : ui.palette.text_faint;
  const float width = digits_width(ui.fonts.small, words);
  draw_digits(list, ui.fonts.small,
              {rect.x + 0.5f * (rect.width - width),
               rect.y + 0.5f * (rect.height - ui.fonts.small->FontSize)},
              colour, words);
  ImGui::SetCursorScreenPos(top_left(rect));
  ImGui::PushID(axis);
  const bool is_clicked = ImGui::InvisibleButton("cell", {rect.width, rect.height});
  ImGui::PopID();
  ui.probe.add("correlation.cell:" + model.result().feature_names[static_cast<size_t>(feature)] +
                   ":" + "pad"[axis],
               rect);
  if (is_clicked) model.choose(feature, axis);
  if (ImGui::IsItemHovered()) {
    list.AddRect(min, max, ui.palette.text.packed(), ui.px(3.0f));
    char hint[200];
    std::snprintf(hint, sizeof hint,
                  "%s: %s\nShuffled labels reach %.2f in 95 %% of cases; p = %.3f.%s",
                  app::kPadAxisNames[static_cast<size_t>(axis)], cell_text(r).c_str(),
                  model.table().chance(feature, axis), model.table().p(feature, axis),
                  is_beyond ? "" : "\nWithin chance.");
    tooltip(ui, hint);
  }
  if (feature == model.chosen_feature() && axis == model.chosen_axis()) {
    list.AddRect(min, max, ui.palette.accent.packed(), ui.px(3.0f), 0, ui.px(2.0f));
  }
}

void table(Ui& ui, float height) {
  app::CorrelationModel& model = ui.session.correlation();
  const float scrollbar = ui.px(14.0f);
  const float width = ImGui::GetContentRegionAvail().x - scrollbar;
  Columns columns;
  columns.cell_width = std::floor(std::clamp(0.2f * width, ui.px(68.0f), ui.px(104.0f)));
  columns.name_width = width - 3.0f * columns.cell_width;
  table_header(ui, columns);
  ImGui::BeginChild("cells", {0.0f, height - ui.px(kHeaderHeight)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row = ui.px(kRowHeight);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(model.order().size()), row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int feature = model.order()[static_cast<size_t>(i)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::PushID(feature);
      draw_text(
          list, ui.fonts.small, {at.x, at.y + 0.5f * (row - ui.fonts.small->FontSize)},
          ui.palette.text,
          ellipsized(ui.fonts.small, label_of(model, feature), columns.name_width - ui.px(6.0f)));
      ImGui::InvisibleButton("name", {columns.name_width, row});
      tooltip(ui, model.result().feature_names[static_cast<size_t>(feature)]);
      for (int axis = 0; axis < 3; ++axis) {
        cell(ui, feature, axis,
             {at.x + columns.name_width + static_cast<float>(axis) * columns.cell_width, at.y,
              columns.cell_width, row});
      }
      ImGui::SetCursorScreenPos({at.x, at.y + row});
      ImGui::PopID();
    }
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

}  // namespace

void correlation_panel(Ui& ui, const Rect& rect) {
  begin_panel(ui, "correlation", rect, 14.0f, 8.0f);
  ui.probe.add("correlation", rect);
  header(ui);
  app::CorrelationModel& model = ui.session.correlation();
  if (!model.has_result() || model.is_busy()) {
    busy_or_empty(ui, rect);
    return end_panel();
  }
  const float room = rect.bottom() - ImGui::GetCursorScreenPos().y - ui.px(8.0f);
  const float note = ui.fonts.small->FontSize + ui.px(8.0f);
  const float scatter = std::clamp(0.44f * room, ui.px(150.0f), ui.px(320.0f));
  table(ui, std::max(ui.px(80.0f), room - scatter - note));
  text_clipped(ui, ui.fonts.small, ui.palette.text_faint,
               "Grey: within what shuffled labels reach. Click a cell for its clips.",
               ImGui::GetContentRegionAvail().x);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  correlation_scatter(
      ui, {at.x, at.y, rect.right() - ui.px(14.0f) - at.x, rect.bottom() - ui.px(8.0f) - at.y});
  end_panel();
}

}  // namespace kinemote::view
