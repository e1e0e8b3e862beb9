// Export dialog: what is written, tables of features, figures and tables of the map.
#include <array>

#include "app/features_export.h"
#include "app/session_bundle.h"
#include "view/ui/export_forms.h"
#include "view/ui/export_range.h"
#include "view/ui/film_exports.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

struct MapChoice {
  const char *words, *command;
};
constexpr std::array<MapChoice, 8> kMapChoices{
    {{"Map, .svg for print", "map.save_map_svg"},
     {"Map, .png", "map.save_map_png"},
     {"Points with labels and clusters, .csv", "map.save_points"},
     {"Distances, .csv", "map.save_distances"},
     {"Everything, .json", "map.save_data"},
     {"Tree, .svg", "map.save_dendrogram"},
     {"Clusters against labels, .svg", "map.save_confusion"},
     {"Shepard diagram, .svg", "map.save_shepard"}}};

std::string command_reason(const Ui& ui, const char* id) {
  const app::StudioCommand* command = ui.commands.find(id);
  return command != nullptr && command->disabled_reason ? command->disabled_reason() : "";
}

}  // namespace

void feature_form(Ui& ui, ExportDialog& dialog, FilmDialog& films) {
  form_label(ui, "Features", ui.px(kExportColumn));
  const auto& sets = app::exported_feature_sets();
  std::vector<Choice> choices;
  for (const app::ExportedFeatures& set : sets) choices.push_back({set.words});
  (void)combo(ui, "export.features", choices, films.feature_set);
  const RangeChoice range{films.feature_range, films.feature_first_s, films.feature_last_s};
  const bool is_stage = dialog.scope == app::Session::ExportScope::kStage;
  export_range_row(ui, "export.feature_range", is_stage, range);
  form_label(ui, "Folder", ui.px(kExportColumn));
  ImGui::SetNextItemWidth(-1.0f);
  (void)ImGui::InputText("##folder", &dialog.folder);
  ui.probe.add("export.folder", item_rect());

  section(ui, "");
  std::string reason = ui.session.export_disabled_reason(dialog.scope);
  const auto [first_s, last_s] = range_on_stage(ui, range);
  if (reason.empty() && last_s <= first_s) reason = "The range must end after its start.";
  if (!reason.empty()) text_wrapped(ui, ui.fonts.body, ui.palette.warning, reason);
  std::vector<app::ExportItem> items = ui.session.export_items(dialog.scope);
  if (reason.empty()) {
    const std::string line =
        (items.size() == 1 ? items.front().name : std::to_string(items.size()) + " motions") +
        " · " + range_words(ui, range);
    text_clipped(ui, ui.fonts.body, ui.palette.text, line, ImGui::GetContentRegionAvail().x);
    ui.probe.add("export.line:" + line, item_rect());
  }
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "One row a window, with clip, label and content: the table of `kinemote features`.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (!export_buttons(ui, reason)) return;
  if (range.range != app::ExportRange::kWhole) {
    for (app::ExportItem& item : items) item = app::part_of(std::move(item), first_s, last_s);
  }
  app::export_features(std::move(items), sets[static_cast<size_t>(films.feature_set)].set,
                       dialog.folder, ui.session.jobs(), ui.session.messages());
  ui.session.view().overlay = app::Overlay::kNone;
}

void window_form(Ui& ui, FilmDialog& films) {
  section(ui, "");
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "The whole window without this dialog, as large as it is, into the working folder. "
               "Nothing is overwritten.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (!export_buttons(ui, "")) return;
  films.wants_window_picture = true;
  ui.session.view().overlay = app::Overlay::kNone;
}

void session_form(Ui& ui, ExportDialog& dialog) {
  form_label(ui, "Folder", ui.px(kExportColumn));
  ImGui::SetNextItemWidth(-1.0f);
  (void)ImGui::InputText("##folder", &dialog.folder);
  ui.probe.add("export.folder", item_rect());
  section(ui, "");
  text_wrapped(
      ui, ui.fonts.small, ui.palette.text_faint,
      "A new folder there with the session and a copy of every motion that it opens: it can "
      "be moved and given away, and opens as it is now.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (!export_buttons(ui, "")) return;
  app::export_session_bundle(ui.session.state(), ui.session.title(), dialog.folder,
                             ui.session.jobs(), ui.session.messages());
  ui.session.view().overlay = app::Overlay::kNone;
}

void map_form(Ui& ui, FilmDialog& films) {
  form_label(ui, "Map", ui.px(kExportColumn));
  std::vector<Choice> choices;
  for (const MapChoice& choice : kMapChoices) {
    choices.push_back({choice.words, command_reason(ui, choice.command)});
  }
  (void)combo(ui, "export.map", choices, films.map_choice);
  section(ui, "");
  const char* command = kMapChoices[static_cast<size_t>(films.map_choice)].command;
  if (std::string_view(command) == "map.save_points") {
    const size_t count = ui.session.library().selected().size();
    const std::string reason = command_reason(ui, "map.save_selected_points");
    ImGui::BeginDisabled(!reason.empty());
    (void)tick_box(ui, "Selected motions alone (" + std::to_string(count) + ")",
                   films.only_selected);
    ImGui::EndDisabled();
    ui.probe.add("export.only_selected", item_rect());
    if (!reason.empty()) tooltip(ui, reason);
    if (films.only_selected && reason.empty()) command = "map.save_selected_points";
  }
  const std::string reason = command_reason(ui, command);
  if (!reason.empty()) text_wrapped(ui, ui.fonts.body, ui.palette.warning, reason);
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
               "The working folder gets a new file; nothing is overwritten.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  if (!export_buttons(ui, reason)) return;
  ui.run(command);
  ui.session.view().overlay = app::Overlay::kNone;
}

void export_everything_overlay(Ui& ui, ExportDialog& dialog, FilmDialog& films, bool is_new) {
  if (is_new) {
    begin_export_dialog(ui, dialog);
    films.film = ui.session.view().film_settings;
    // What is exported unasked is what plays.
    if (ui.session.clock().has_range()) films.film.range = app::ExportRange::kPlayRange;
    films.preview = {};
    if (app::is_drawn(films.film.what) && !film_disabled_reason(ui.session).empty()) {
      films.film.what = app::ExportWhat::kMotions;
    }
  }
  form_label(ui, "What", ui.px(kExportColumn));
  const std::string no_film = film_disabled_reason(ui.session);
  const std::string no_map = ui.session.map().has_map() ? "" : "There is no map yet.";
  const std::vector<Choice> choices{{"Motion files"},
                                    {"Picture of the view", no_film},
                                    {"Video", no_film},
                                    {"Numbered pictures", no_film},
                                    {"Turntable", no_film},
                                    {"Features", {}},
                                    {"Map", no_map},
                                    {"Picture of the window", {}},
                                    {"Session with its motions", {}}};
  int chosen = static_cast<int>(films.film.what);
  if (combo(ui, "export.what", choices, chosen)) {
    films.film.what = static_cast<app::ExportWhat>(chosen);
  }
  ui.session.view().film_settings = films.film;
  if (app::is_drawn(films.film.what)) return film_form(ui, dialog, films, is_new);
  if (films.film.what == app::ExportWhat::kWindow) return window_form(ui, films);
  if (films.film.what == app::ExportWhat::kSession) return session_form(ui, dialog);
  if (films.film.what == app::ExportWhat::kMap) return map_form(ui, films);
  if (films.film.what == app::ExportWhat::kMotions) return export_overlay(ui, dialog, is_new);
  export_scope_row(ui, dialog);
  feature_form(ui, dialog, films);
}

}  // namespace kinemote::view
