#include "view/ui/map_choices_popup.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "view/ui/imgui_compat.h"
#include "view/ui/track_slider.h"

namespace kinemote::view {

namespace {

constexpr float kLabelColumn = 104.0f, kWidth = 356.0f;

/// A combo over options of which one has the word `chosen`; the new word, "" if none was chosen.
std::string option_combo(Ui& ui, const char* id, const std::vector<app::MapOption>& options,
                         const std::string& chosen) {
  std::vector<Choice> choices;
  int index = -1;
  for (const app::MapOption& option : options) {
    if (option.word == chosen) index = static_cast<int>(choices.size());
    choices.push_back({option.name, option.disabled_reason});
  }
  return combo(ui, id, choices, index) ? options[static_cast<size_t>(index)].word : "";
}

/// The form's rows: each changes a copy of the choices, and the last one to change names the step.
class Form {
 public:
  explicit Form(Ui& ui)
      : ui_(ui), now_(ui.session.document().map), next_(now_), all_(now_.resolved_choices()) {}

  void signature() {
    label("Signature", "What is compared between motions.");
    const std::string word =
        option_combo(ui_, "map.signature", app::signature_options(), all_.signature);
    if (!word.empty()) change(app::with_signature(now_, word), "signature " + word);
  }
  void pooling() {
    label("Joints", "Which joints share a distribution.");
    ImGui::BeginDisabled(!app::is_distribution(now_));
    const std::string word = option_combo(ui_, "map.pool", app::pool_options(now_), now_.pool);
    ImGui::EndDisabled();
    if (!word.empty()) set(&app::MapChoices::pool, word, "pooling");
  }
  void scale() {
    label("Lengths",
          "In body heights, people of any size compare. Free of scale, each motion's values are "
          "divided by their mean: how strong it is no longer counts.");
    constexpr int kHeights = 0, kMetres = 1, kFree = 2;
    int chosen = now_.is_scale_free                               ? kFree
                 : now_.normalise == analysis::Normalise::kHeight ? kHeights
                                                                  : kMetres;
    const std::string reason =
        app::is_distribution(now_) ? "" : "Only distributions can be free of scale.";
    if (!combo(ui_, "map.normalise",
               {{"In body heights"}, {"In metres"}, {"Free of scale", reason}}, chosen)) {
      return;
    }
    app::MapChoices then = now_;
    then.is_scale_free = chosen == kFree;
    then.normalise = chosen == kMetres ? analysis::Normalise::kNone : analysis::Normalise::kHeight;
    change(then, "lengths");
  }
  void distance() {
    label("Distance", "How two signatures are compared.");
    const std::string word =
        option_combo(ui_, "map.distance", app::distance_options(now_), all_.distance);
    if (!word.empty()) set(&app::MapChoices::distance, word, "distance");
  }
  void embedding() {
    label("Placing", "How distances become places.");
    const std::string word = option_combo(ui_, "map.embed", app::embed_options(now_), now_.embed);
    if (!word.empty()) set(&app::MapChoices::embed, word, "placing");
  }
  void dimensions() {
    label("Dimensions", "Of the map; the first two are drawn, k-means and Ward work in all.");
    int dims = now_.dims;
    if (stepper("map.dims", dims, 1, 10, std::to_string(dims))) {
      app::MapChoices then = now_;
      then.dims = dims;
      if (then.landmarks <= dims) then.landmarks = dims + 1;
      change(then, "dimensions " + std::to_string(dims));
    }
  }
  void clustering() {
    label("Clusters", "How motions are grouped. All but k-means keep a tree.");
    const std::string word =
        option_combo(ui_, "map.cluster", app::cluster_options(now_), now_.cluster);
    if (!word.empty()) set(&app::MapChoices::cluster, word, "clustering");
    label("How many", "As many as labels; as the silhouette suggests; or a number of your own.");
    constexpr int kAsLabels = 0, kAuto = 1, kNumber = 2;
    int chosen = now_.cluster_count == 0                             ? kAsLabels
                 : now_.cluster_count == app::MapChoices::kAutoCount ? kAuto
                                                                     : kNumber;
    const int found = std::max(2, ui_.session.map().cluster_count());
    if (choice_row(ui_, "map.count", {{"As labels"}, {"Auto"}, {"Number"}}, chosen,
                   ImGui::GetContentRegionAvail().x)) {
      count(chosen == kAsLabels ? 0 : chosen == kAuto ? app::MapChoices::kAutoCount : found);
    }
    label("", "");
    int k = now_.cluster_count > 0 ? now_.cluster_count : found;
    const int most = std::max(2, ui_.session.library().size() - 1);
    if (stepper("map.k", k, 2, most, "k = " + std::to_string(k))) count(k);
  }
  void reset() {
    ImGui::Dummy({0.0f, ui_.px(2.0f)});
    ImGui::BeginDisabled(now_ == app::MapChoices());
    if (text_button(ui_, "map.reset", "Back to the defaults", ButtonLook::kRaised)) {
      change(app::MapChoices(), "defaults of the map");
    }
    ImGui::EndDisabled();
  }
  void apply() {
    if (step_.empty()) return;
    if (next_ == now_) return;
    ui_.session.set_map_choices(next_, app::Gesture::kCommit, "map: " + step_);
  }

 private:
  void label(const char* name, const char* help) {
    form_label(ui_, name, ui_.px(kLabelColumn));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    if (*help != '\0' && ImGui::IsMouseHoveringRect({start.x - ui_.px(kLabelColumn), start.y},
                                                    {start.x, start.y + ui_.px(26.0f)})) {
      ImGui::SetTooltip("%s", help);
    }
  }
  void change(const app::MapChoices& next, const std::string& step) {
    next_ = next;
    step_ = step;
  }
  void set(std::string app::MapChoices::*field, const std::string& word, const std::string& step) {
    app::MapChoices then = now_;
    then.*field = word;
    change(then, step + " " + word);
  }
  void count(int clusters) {
    app::MapChoices then = now_;
    then.cluster_count = clusters;
    change(then, clusters > 0 ? "k = " + std::to_string(clusters) : "number of clusters");
  }
  /// A number between a minus and a plus; true when it changed.
  bool stepper(const char* id, int& value, int least, int most, const std::string& words) {
    const float size = ui_.px(26.0f);
    const std::string name(id);
    const int before = value;
    ImGui::BeginDisabled(value <= least);
    if (icon_button(ui_, (name + ".less").c_str(), "minus", size, ButtonLook::kRaised)) --value;
    ImGui::EndDisabled();
    ImGui::SameLine(0.0f, ui_.px(8.0f));
    const float width = ui_.px(64.0f);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 extent = text_size(ui_.fonts.body, words);
    ImGui::Dummy({width, size});
    draw_text(*ImGui::GetWindowDrawList(), ui_.fonts.body,
              {at.x + 0.5f * (width - extent.x), at.y + 0.5f * (size - extent.y)}, ui_.palette.text,
              words);
    ImGui::SameLine(0.0f, ui_.px(8.0f));
    ImGui::BeginDisabled(value >= most);
    if (icon_button(ui_, (name + ".more").c_str(), "plus", size, ButtonLook::kRaised)) ++value;
    ImGui::EndDisabled();
    return value != before;
  }

  Ui& ui_;
  const app::MapChoices now_;
  app::MapChoices next_;
  const app::MapChoices all_;  // with "" replaced
  std::string step_;
};

void look_slider(Ui& ui, const char* name, const char* id, float& value, float low, float high) {
  form_label(ui, name, ui.px(kLabelColumn));
  SliderInput input;
  input.value = value;
  input.low = low;
  input.high = high;
  const SliderEdit edit =
      track_slider(ui, id, ImGui::GetContentRegionAvail().x - ui.px(54.0f), input);
  ui.probe.add(id, item_rect());
  if (edit.is_reset) {
    value = 1.0f;
  } else if (edit.is_changed || edit.is_committed) {
    value = edit.value;
  }
  ImGui::SameLine(0.0f, ui.px(8.0f));
  const std::string share = std::to_string(static_cast<int>(std::lround(100.0f * value))) + " %";
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.small, ui.palette.text_dim, share);
}

/// How points are drawn: the user's own, whatever the map.
void look_form(Ui& ui) {
  app::MapLook& look = ui.session.view().map_look;
  app::MapModel& map = ui.session.map();
  section(ui, "Points");
  look_slider(ui, "Opacity", "map.opacity", look.opacity, app::MapLook::kFaintest, 1.0f);
  look_slider(ui, "Size", "map.size", look.size, app::MapLook::kSmallest, app::MapLook::kLargest);
  if (!map.has_map()) return;
  form_label(ui, "Size by", ui.px(kLabelColumn));
  std::vector<Choice> choices{{"Nothing"}};
  std::vector<app::MapColumn> columns;
  int chosen = 0;
  for (int c = 0; c < app::kMapColumnCount; ++c) {
    const auto column = static_cast<app::MapColumn>(c);
    if (!app::is_continuous(column)) continue;
    choices.push_back({app::map_column_words(column), map.column_problem(column)});
    columns.push_back(column);
    if (map.size_column() == column) chosen = static_cast<int>(columns.size());
  }
  if (!combo(ui, "map.size_by", choices, chosen, ImGui::GetContentRegionAvail().x)) return;
  chosen == 0 ? map.size_by(std::nullopt) : map.size_by(columns[static_cast<size_t>(chosen - 1)]);
}

}  // namespace

void map_choices_popup(Ui& ui, UiState& state, const Rect& anchor) {
  constexpr const char* kId = "map.choices.popup";
  app::ViewState& view = ui.session.view();
  if (view.edits_map && !state.map_choices_open) ImGui::OpenPopup(kId);
  const float width = ui.px(kWidth);
  ImGui::SetNextWindowPos({std::max(0.0f, anchor.right() - width), anchor.bottom() + ui.px(4.0f)});
  ImGui::SetNextWindowSize({width, 0.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14.0f), ui.px(12.0f)});
  const bool is_open = ImGui::BeginPopup(kId, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar();
  if (is_open) {
    text(ui, ui.fonts.strong, ui.palette.text, "How the map is made");
    Form form(ui);
    form.signature();
    form.pooling();
    form.scale();
    form.distance();
    section(ui, "Places");
    form.embedding();
    form.dimensions();
    section(ui, "Groups");
    form.clustering();
    form.reset();
    form.apply();
    look_form(ui);
    if (!view.edits_map) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  } else if (state.map_choices_open) {
    view.edits_map = false;
  }
  state.map_choices_open = is_open && view.edits_map;
}

}  // namespace kinemote::view
