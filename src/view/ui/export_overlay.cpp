#include "view/ui/export_overlay.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "app/clip_loader.h"
#include "view/ui/export_forms.h"
#include "view/ui/export_range.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

using Scope = app::Session::ExportScope;

constexpr float kColumn = kExportColumn;

std::string words_of(const char* format, double a, double b = 0.0) {
  char text[64];
  std::snprintf(text, sizeof text, format, a, b);
  return text;
}

int figure_count(const Ui& ui, const ExportDialog& dialog) {
  const auto& motion = ui.session.player().motion();
  return dialog.scope == Scope::kStage && motion ? 1 + static_cast<int>(motion->others.size()) : 1;
}

void format_row(Ui& ui, ExportDialog& dialog) {
  form_label(ui, "Format", ui.px(kColumn));
  std::vector<Choice> choices;
  int chosen = -1;
  const auto formats = app::export_formats(figure_count(ui, dialog));
  for (size_t i = 0; i < formats.size(); ++i) {
    choices.push_back(
        {"." + formats[i].extension + "   " + formats[i].words, formats[i].disabled_reason});
    if (formats[i].extension == dialog.settings.format) chosen = static_cast<int>(i);
  }
  if (combo(ui, "export.format", choices, chosen)) {
    dialog.settings.format = formats[static_cast<size_t>(chosen)].extension;
    // What the new format cannot have goes back to what it usually has.
    app::ExportSettings& s = dialog.settings;
    if (!app::up_axis_disabled_reason(s.format, s.up_axis).empty()) s.up_axis = app::UpAxis::kY;
    if (s.metres_per_unit && !app::unit_disabled_reason(s.format, *s.metres_per_unit).empty()) {
      s.metres_per_unit.reset();
    }
  }
}

/// True if any motion that is written is trimmed.
bool has_cuts(const Ui& ui, const ExportDialog& dialog) {
  const app::Session& session = ui.session;
  const app::Cuts& cuts = session.document().lineup.cuts;
  if (cuts.empty()) return false;
  const auto is_cut = [&](const std::string& id) {
    return std::any_of(cuts.begin(), cuts.end(), [&](const auto& cut) {
      return cut.first == id || cut.first.starts_with(id + "#");
    });
  };
  const auto& entries = session.library().entries();
  const auto is_entry_cut = [&](int entry) {
    return is_cut(entries[static_cast<size_t>(entry)].id);
  };
  switch (dialog.scope) {
    case Scope::kStage:
      return !session.document().is_generated &&
             (is_cut(session.document().clip_id) ||
              std::any_of(session.document().together.begin(), session.document().together.end(),
                          is_cut));
    case Scope::kSelected:
      return std::any_of(session.library().selected().begin(), session.library().selected().end(),
                         is_entry_cut);
    case Scope::kShown:
      return std::any_of(session.library().visible().begin(), session.library().visible().end(),
                         is_entry_cut);
  }
  return false;
}

void range_row(Ui& ui, ExportDialog& dialog) {
  app::ExportSettings& settings = dialog.settings;
  const auto& motion = ui.session.player().motion();
  const bool is_stage = dialog.scope == Scope::kStage;
  if (is_stage && motion && motion->is_seamless) {
    form_label(ui, "Length", ui.px(kColumn));
    ImGui::SetNextItemWidth(ui.px(110.0f));
    auto seconds = static_cast<float>(settings.loop_s);
    if (ImGui::DragFloat("##loop", &seconds, 0.1f, 1.0f, 600.0f, "%.1f s",
                         ImGuiSliderFlags_AlwaysClamp)) {
      settings.loop_s = seconds;
    }
    ImGui::SameLine();
    text(ui, ui.fonts.small, ui.palette.text_faint, "The loop repeats until this time is full.");
    settings.range = app::ExportRange::kWhole;
    return;
  }
  export_range_row(ui, "export.range", is_stage,
                   {settings.range, settings.first_s, settings.last_s});
  if (!has_cuts(ui, dialog)) return;
  form_label(ui, "", ui.px(kColumn));
  (void)tick_box(ui, "Without trim, slip and rate", settings.ignores_cuts);
  ui.probe.add("export.uncut", item_rect());
  tooltip(ui, "Writes all frames of trimmed motions at their own rate.");
}

void rate_row(Ui& ui, ExportDialog& dialog) {
  form_label(ui, "Frame rate", ui.px(kColumn));
  static constexpr std::array<double, 8> kRates{24.0, 25.0, 30.0, 50.0, 60.0, 90.0, 100.0, 120.0};
  const auto& motion = ui.session.player().motion();
  std::vector<Choice> choices{{dialog.scope == Scope::kStage && motion
                                   ? words_of("As it is, %.6g frames a second", motion->clip.fps())
                                   : "As each motion has it"}};
  int chosen = 0;
  for (size_t i = 0; i < kRates.size(); ++i) {
    choices.push_back({words_of("%.0f frames a second", kRates[i])});
    if (dialog.settings.fps == kRates[i]) chosen = static_cast<int>(i) + 1;
  }
  if (combo(ui, "export.fps", choices, chosen)) {
    dialog.settings.fps = chosen == 0 ? 0.0 : kRates[static_cast<size_t>(chosen) - 1];
  }
}

void unit_row(Ui& ui, ExportDialog& dialog) {
  app::ExportSettings& settings = dialog.settings;
  form_label(ui, "Unit", ui.px(kColumn));
  static constexpr std::array<std::pair<const char*, const char*>, 5> kUnits{{{"metres", "m"},
                                                                              {"centimetres", "cm"},
                                                                              {"millimetres", "mm"},
                                                                              {"inches", "inch"},
                                                                              {"feet", "foot"}}};
  std::vector<Choice> choices{
      {"Usual for ." + settings.format + ": " + app::usual_unit(settings.format)}};
  int chosen = 0;
  std::vector<double> values{0.0};
  for (const auto& [words, unit] : kUnits) {
    const auto metres = app::parse_unit(unit);
    values.push_back(**metres);
    choices.push_back({words, app::unit_disabled_reason(settings.format, **metres)});
    if (settings.metres_per_unit && *settings.metres_per_unit == **metres) {
      chosen = static_cast<int>(values.size()) - 1;
    }
  }
  const float half = 0.46f * ImGui::GetContentRegionAvail().x;
  if (combo(ui, "export.unit", choices, chosen, half)) {
    settings.metres_per_unit.reset();
    if (chosen > 0) settings.metres_per_unit = values[static_cast<size_t>(chosen)];
  }
  ImGui::SameLine(0.0f, ui.px(14.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Up");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  int axis = settings.up_axis == app::UpAxis::kZ ? 1 : 0;
  const auto reason = [&](app::UpAxis up) {
    return app::up_axis_disabled_reason(settings.format, up);
  };
  if (choice_row(ui, "export.up",
                 {{"Y up", reason(app::UpAxis::kY)}, {"Z up", reason(app::UpAxis::kZ)}}, axis)) {
    settings.up_axis = axis == 1 ? app::UpAxis::kZ : app::UpAxis::kY;
  }
}

void euler_row(Ui& ui, ExportDialog& dialog) {
  app::ExportSettings& settings = dialog.settings;
  form_label(ui, "Euler order", ui.px(kColumn));
  if (settings.format != "bvh") {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.palette.text_faint,
         "." + settings.format + " holds rotations without an order of axes; BVH needs one.");
    return;
  }
  static constexpr std::array<const char*, 6> kOrders{"XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"};
  std::vector<Choice> choices{{"As each joint of the source has it"}};
  int chosen = 0;
  for (size_t i = 0; i < kOrders.size(); ++i) {
    choices.push_back({kOrders[i]});
    if (settings.euler_order && app::euler_order_name(*settings.euler_order) == kOrders[i]) {
      chosen = static_cast<int>(i) + 1;
    }
  }
  if (combo(ui, "export.euler", choices, chosen)) {
    settings.euler_order.reset();
    if (chosen > 0) {
      settings.euler_order = *app::parse_euler_order(kOrders[static_cast<size_t>(chosen) - 1]);
    }
  }
}

void skeleton_row(Ui& ui, ExportDialog& dialog) {
  form_label(ui, "Skeleton", ui.px(kColumn));
  int chosen = dialog.settings.to_canonical ? 1 : 0;
  if (segmented(ui, "export.skeleton", {"Its own", "Canonical, 22 joints"}, chosen)) {
    dialog.settings.to_canonical = chosen == 1;
  }
}

/// Folder and name; true if Enter was pressed in one of them.
bool name_rows(Ui& ui, ExportDialog& dialog, bool is_new) {
  form_label(ui, "Folder", ui.px(kColumn));
  ImGui::SetNextItemWidth(-1.0f);
  bool is_entered =
      ImGui::InputText("##folder", &dialog.folder, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("export.folder", item_rect());
  form_label(ui, "Name", ui.px(kColumn));
  ImGui::SetNextItemWidth(-1.0f);
  if (is_new) ImGui::SetKeyboardFocusHere();
  is_entered |=
      ImGui::InputText("##pattern", &dialog.settings.pattern, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("export.pattern", item_rect());
  form_label(ui, "", ui.px(kColumn));
  static constexpr std::array<const char*, 4> kFields{"{name}", "{label}", "{content}", "{number}"};
  for (size_t i = 0; i < kFields.size(); ++i) {
    if (i > 0) ImGui::SameLine(0.0f, ui.px(6.0f));
    if (chip(ui, kFields[i], kFields[i], false, nullptr)) dialog.settings.pattern += kFields[i];
    tooltip(ui, "Adds this field to the name.");
  }
  return is_entered;
}

/// "whole, without trim".
std::string part_words(const Ui& ui, ExportDialog& dialog) {
  app::ExportSettings& settings = dialog.settings;
  const auto& motion = ui.session.player().motion();
  if (dialog.scope == Scope::kStage && motion && motion->is_seamless) {
    return words_of("the loop for %.1f s", settings.loop_s);
  }
  std::string words = range_words(ui, {settings.range, settings.first_s, settings.last_s});
  if (has_cuts(ui, dialog)) words += settings.ignores_cuts ? ", untrimmed" : ", as trimmed";
  return words;
}

void preview_line(Ui& ui, ExportDialog& dialog, const std::vector<std::filesystem::path>& paths) {
  if (paths.empty()) return;
  const size_t count = paths.size();
  std::string words = part_words(ui, dialog) + " · ";
  words += count == 1 ? "" : std::to_string(count) + " files: ";
  words += paths.front().filename().string();
  if (count > 1) words += " … " + paths.back().filename().string();
  text_clipped(ui, ui.fonts.body, ui.palette.text, words, ImGui::GetContentRegionAvail().x);
  ui.probe.add("export.line:" + words, item_rect());
  if (!dialog.error.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.error, dialog.error);
  }
}

void start(Ui& ui, ExportDialog& dialog) {
  const Status status = ui.session.start_export(dialog.scope, dialog.settings);
  if (status) {
    ui.session.view().overlay = app::Overlay::kNone;
  } else {
    dialog.error = status.error().message;
    dialog.asks_to_replace = false;
  }
}

/// A pattern whose files are not there yet: this one with a number behind it.
std::string free_pattern(const Ui& ui, const ExportDialog& dialog) {
  app::ExportSettings settings = dialog.settings;
  const auto items = ui.session.export_items(dialog.scope);
  for (int n = 2;; ++n) {
    settings.pattern = dialog.settings.pattern + "-" + std::to_string(n);
    if (app::existing_files(app::export_paths(settings, items)).empty()) return settings.pattern;
  }
}

void replace_question(Ui& ui, ExportDialog& dialog) {
  const size_t count = dialog.existing.size();
  const std::string words = count == 1 ? dialog.existing.front() + " exists already."
                                       : std::to_string(count) +
                                             " of these files exist already, such as " +
                                             dialog.existing.front() + ".";
  text_wrapped(ui, ui.fonts.body, ui.palette.warning, std::string(icon("warning")) + "  " + words);
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (text_button(ui, "export.keep", "Keep both", ButtonLook::kPrimary, ui.px(120.0f))) {
    dialog.settings.pattern = free_pattern(ui, dialog);
    start(ui, dialog);
  }
  ImGui::SameLine();
  if (text_button(ui, "export.replace", "Replace", ButtonLook::kRaised, ui.px(120.0f))) {
    dialog.settings.overwrites = true;
    start(ui, dialog);
    dialog.settings.overwrites = false;
  }
  ImGui::SameLine();
  if (text_button(ui, "export.back", "Back", ButtonLook::kRaised, ui.px(120.0f))) {
    dialog.asks_to_replace = false;
  }
}

}  // namespace

void begin_export_dialog(Ui& ui, ExportDialog& dialog) {
  dialog.settings = ui.session.view().export_settings;
  dialog.folder = dialog.settings.folder.empty() ? std::filesystem::current_path().string()
                                                 : dialog.settings.folder.string();
  dialog.error.clear();
  dialog.asks_to_replace = false;
  const auto can = [&](Scope scope) { return ui.session.export_disabled_reason(scope).empty(); };
  dialog.scope = ui.session.library().selected().size() > 1 ? Scope::kSelected
                 : can(Scope::kStage)                       ? Scope::kStage
                 : can(Scope::kSelected)                    ? Scope::kSelected
                                                            : Scope::kStage;
  // What is exported unasked is what plays.
  if (ui.session.clock().has_range() && dialog.scope == Scope::kStage) {
    dialog.settings.range = app::ExportRange::kPlayRange;
  } else if (dialog.settings.range == app::ExportRange::kPlayRange) {
    dialog.settings.range = app::ExportRange::kWhole;
  }
}

void export_scope_row(Ui& ui, ExportDialog& dialog) {
  const app::Library& library = ui.session.library();
  form_label(ui, "Motions", ui.px(kColumn));
  const auto reason = [&](Scope scope) { return ui.session.export_disabled_reason(scope); };
  int chosen = static_cast<int>(dialog.scope);
  const std::string selected = std::to_string(library.selected().size());
  const std::string shown = std::to_string(library.visible().size());
  if (choice_row(ui, "export.scope",
                 {{"On the stage", reason(Scope::kStage)},
                  {"Selected (" + selected + ")", reason(Scope::kSelected)},
                  {"All shown (" + shown + ")", reason(Scope::kShown)}},
                 chosen)) {
    dialog.scope = static_cast<Scope>(chosen);
  }
}

bool export_buttons(Ui& ui, const std::string& reason) {
  ImGui::BeginDisabled(!reason.empty());
  const bool is_clicked =
      text_button(ui, "export.do", "Export", ButtonLook::kPrimary, ui.px(120.0f));
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (text_button(ui, "export.cancel", "Cancel", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  return is_clicked;
}

void export_overlay(Ui& ui, ExportDialog& dialog, bool is_new) {
  if (is_new) begin_export_dialog(ui, dialog);
  const app::ExportSettings before = dialog.settings;
  const Scope scope_before = dialog.scope;
  const std::string folder_before = dialog.folder;
  export_scope_row(ui, dialog);
  format_row(ui, dialog);
  range_row(ui, dialog);
  rate_row(ui, dialog);
  unit_row(ui, dialog);
  euler_row(ui, dialog);
  skeleton_row(ui, dialog);
  const bool is_entered = name_rows(ui, dialog, is_new);
  dialog.settings.folder = dialog.folder;
  const bool is_changed = !(dialog.settings == before) || dialog.scope != scope_before ||
                          dialog.folder != folder_before;
  if (is_changed) {
    dialog.asks_to_replace = false;
    dialog.error.clear();
  }
  section(ui, "");
  const auto paths = app::export_paths(dialog.settings, ui.session.export_items(dialog.scope));
  const std::string reason = ui.session.export_disabled_reason(dialog.scope);
  const Status status = dialog.settings.validate(figure_count(ui, dialog));
  if (!reason.empty() || (!status && dialog.error.empty())) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning,
                 reason.empty() ? status.error().message : reason);
  }
  preview_line(ui, dialog, paths);
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (dialog.asks_to_replace) return replace_question(ui, dialog);

  const bool is_clicked = export_buttons(ui, !reason.empty() ? reason
                                             : status        ? ""
                                                             : status.error().message);
  if ((!is_clicked && !is_entered) || !reason.empty() || !status) return;
  dialog.existing.clear();
  for (const auto& path : app::existing_files(paths)) {
    dialog.existing.push_back(path.filename().string());
  }
  dialog.asks_to_replace = !dialog.existing.empty();
  if (!dialog.asks_to_replace) start(ui, dialog);
}

}  // namespace kinemote::view
