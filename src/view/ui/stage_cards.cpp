#include "view/ui/stage_cards.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>

#include "app/clip_loader.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

constexpr float kPadding = kCardPadding, kColumn = 96.0f;

using Choices = app::ImportChoices;

void set(Ui& ui, const Choices& choices, const char* label) {
  ui.session.set_import(choices, label);
}

void unit_choice(Ui& ui, const app::ImportInfo& info, float width) {
  static constexpr std::array<std::pair<const char*, const char*>, 5> kUnits{{{"metres", "m"},
                                                                              {"centimetres", "cm"},
                                                                              {"millimetres", "mm"},
                                                                              {"inches", "inch"},
                                                                              {"feet", "foot"}}};
  form_label(ui, "Unit", ui.px(kColumn));
  std::vector<Choice> choices{{"As found"}};
  std::vector<double> values{0.0};
  const auto& own = info.choices.metres_per_unit;
  if (!own) choices.front().words += ": " + (info.unit.empty() ? "metres" : info.unit);
  int chosen = own ? -1 : 0;
  for (const auto& [words, unit] : kUnits) {
    values.push_back(**app::parse_unit(unit));
    choices.push_back({words});
    if (own && *own == values.back()) chosen = static_cast<int>(values.size()) - 1;
  }
  if (!combo(ui, "import.unit", choices, chosen, width)) return;
  Choices next = info.choices;
  next.metres_per_unit.reset();
  if (chosen > 0) next.metres_per_unit = values[static_cast<size_t>(chosen)];
  set(ui, next, "unit of the file");
}

void axis_choice(Ui& ui, const app::ImportInfo& info, float width) {
  form_label(ui, "Up axis", ui.px(kColumn));
  const auto& own = info.choices.up_axis;
  int chosen = !own ? 0 : *own == app::UpAxis::kY ? 1 : 2;
  const std::string found = own ? "" : ": " + info.up_axis;
  if (!combo(ui, "import.up", {{"As found" + found}, {"Y up"}, {"Z up"}}, chosen, width)) return;
  Choices next = info.choices;
  next.up_axis.reset();
  if (chosen > 0) next.up_axis = chosen == 1 ? app::UpAxis::kY : app::UpAxis::kZ;
  set(ui, next, "up axis of the file");
}

void facing_choice(Ui& ui, const app::ImportInfo& info, float width) {
  form_label(ui, "Facing", ui.px(kColumn));
  const double own_rad = info.choices.yaw_rad.value_or(0.0);
  // Where the file itself faces; the choice turns it.
  const double in_file_rad = info.facing_rad - own_rad;
  const std::array<double, 5> turns_rad{0.0, -in_file_rad, kPi / 2, -kPi / 2, kPi};
  std::vector<Choice> choices{{"As in the file"},
                              {"Towards +Z"},
                              {"Turned 90° to its left"},
                              {"Turned 90° to its right"},
                              {"Turned round"}};
  if (!info.has_facing) choices[1].disabled_reason = "No body was recognised that could face +Z.";
  int chosen = 0;
  for (int i = 1; info.choices.yaw_rad && i < 5; ++i) {
    const bool is_it =
        std::abs(std::remainder(turns_rad[static_cast<size_t>(i)] - own_rad, 2.0 * kPi)) < 1e-6;
    if (is_it && chosen == 0) chosen = i;
  }
  if (!combo(ui, "import.facing", choices, chosen, width)) return;
  Choices next = info.choices;
  next.yaw_rad.reset();
  if (chosen > 0) next.yaw_rad = turns_rad[static_cast<size_t>(chosen)];
  set(ui, next, "facing of the file");
}

void position_choice(Ui& ui, const app::ImportInfo& info, float width) {
  form_label(ui, "Positions", ui.px(kColumn));
  const std::string reason =
      info.format == "bvh" ? "" : "Only BVH leaves open what position channels mean.";
  int chosen = static_cast<int>(info.choices.positions);
  const bool is_changed = combo(ui, "import.positions",
                                {{"As found, joint by joint"},
                                 {"Replace the OFFSET", reason},
                                 {"Are added to the OFFSET", reason}},
                                chosen, width);
  if (!info.position_rule_note.empty()) tooltip(ui, info.position_rule_note);
  if (!is_changed) return;
  Choices next = info.choices;
  next.positions = static_cast<app::PositionRule>(chosen);
  set(ui, next, "position rule of the file");
}

void t_pose_choice(Ui& ui, const app::ImportInfo& info, float width) {
  form_label(ui, "T-pose", ui.px(kColumn));
  char found[64];
  std::snprintf(found, sizeof found, "Keep it (%.2f s at the start)", info.t_pose_s);
  const std::string reason = info.t_pose_s > 0.0 ? "" : "No T-pose was found at the start.";
  int chosen = info.choices.trims_t_pose ? 1 : 0;
  if (!combo(ui, "import.t_pose",
             {{reason.empty() ? found : "None found at the start"}, {"Trim it", reason}}, chosen,
             width)) {
    return;
  }
  Choices next = info.choices;
  next.trims_t_pose = chosen == 1;
  set(ui, next, next.trims_t_pose ? "trimmed T-pose" : "kept T-pose");
}

void part_choices(Ui& ui, const app::ImportInfo& info, float width) {
  if (info.animations.size() > 1) {
    form_label(ui, "Animation", ui.px(kColumn));
    std::vector<Choice> choices;
    for (size_t i = 0; i < info.animations.size(); ++i) {
      const std::string& name = info.animations[i];
      choices.push_back({std::to_string(i + 1) + "  " + (name.empty() ? "unnamed" : name)});
    }
    int chosen = info.animation;
    if (combo(ui, "import.animation", choices, chosen, width)) {
      Choices next = info.choices;
      next.animation = std::to_string(chosen);
      set(ui, next, "animation of the file");
    }
  }
  if (info.figures.size() > 1) {
    form_label(ui, "Figure", ui.px(kColumn));
    std::vector<Choice> choices{{"All " + std::to_string(info.figures.size()) + " together"}};
    int chosen = 0;
    for (size_t i = 0; i < info.figures.size(); ++i) {
      choices.push_back({info.figures[i]});
      if (info.figures[i] == info.choices.figure) chosen = static_cast<int>(i) + 1;
    }
    if (combo(ui, "import.figure", choices, chosen, width)) {
      Choices next = info.choices;
      next.figure = chosen == 0 ? "" : info.figures[static_cast<size_t>(chosen) - 1];
      set(ui, next, chosen == 0 ? "all figures of the file" : "one figure of the file");
    }
  }
}

void notes_list(Ui& ui, const app::ImportInfo& info) {
  constexpr size_t kMost = 6;
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  for (size_t i = 0; i < std::min(kMost, info.warnings.size()); ++i) {
    text(ui, ui.fonts.small, ui.palette.text_dim, "• " + info.warnings[i]);
  }
  if (info.warnings.size() > kMost) {
    text(ui, ui.fonts.small, ui.palette.text_faint,
         "and " + std::to_string(info.warnings.size() - kMost) +
             " more, all in the inspector's tab Motion");
  }
}

/// On the same line if a button with these words has room there.
void same_line_for(const Ui& ui, const std::string& words, float right) {
  const float width = text_size(ui.fonts.body, words).x + ui.px(40.0f);
  if (ImGui::GetItemRectMax().x + width <= right) ImGui::SameLine();
}

/// `right`: where the card's contents end.
void buttons(Ui& ui, UiState& state, const app::ImportInfo& info, float right) {
  app::ViewState& view = ui.session.view();
  const std::string chevron = icon(view.edits_import ? "chevron-up" : "chevron-down");
  if (text_button(ui, "import.edit", "Change  " + chevron, ButtonLook::kRaised)) {
    view.edits_import = !view.edits_import;
  }
  tooltip(ui, "Unit, axes, facing and what else a reader can get wrong.");
  const app::BoneEditor& bones = ui.session.bones();
  if (bones.has_map()) {
    char words[64];
    std::snprintf(words, sizeof words, "%d of %d joints matched", bones.matched_count(),
                  bones.target().size());
    same_line_for(ui, words, right);
    command_text_button_as(ui, "motion.bones", words);
  }
  if (!info.warnings.empty()) {
    const size_t count = info.warnings.size();
    const std::string words = std::string(icon("warning")) + "  " + std::to_string(count) +
                              (count == 1 ? " note" : " notes");
    same_line_for(ui, words, right);
    if (text_button(ui, "import.notes", words, ButtonLook::kRaised)) {
      state.shows_import_notes = !state.shows_import_notes;
    }
    tooltip(ui, "What was odd about the file.");
  }
}

void form(Ui& ui, const app::ImportInfo& info, float width) {
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  const float field = width - ui.px(kColumn);
  part_choices(ui, info, field);
  if (ui.session.player().motion()->has_figure) {
    unit_choice(ui, info, field);
    axis_choice(ui, info, field);
    facing_choice(ui, info, field);
    position_choice(ui, info, field);
    t_pose_choice(ui, info, field);
  }
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  const bool is_remembered = ui.session.is_import_remembered();
  ImGui::BeginDisabled(is_remembered);
  if (text_button(ui, "import.remember", "Remember for this data set", ButtonLook::kRaised)) {
    ui.session.remember_import();
  }
  ImGui::EndDisabled();
  tooltip(ui, is_remembered ? "Files of this folder are read like this already."
                            : "Reads every file of this folder like this one, now and later.");
  if (!info.choices.is_automatic()) {
    ImGui::SameLine();
    if (text_button(ui, "import.reset", "As found", ButtonLook::kRaised)) {
      set(ui, {}, "choices of the file");
    }
    tooltip(ui, "Forgets these choices: everything is detected again.");
  }
}

}  // namespace

void card(Ui& ui, const char* id, const Rect& at, float& height,
          const std::function<void()>& contents) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float padding = ui.px(kCardPadding);
  const float drawn = std::max(height, ui.px(30.0f));
  list.AddRectFilled({at.x, at.y}, {at.right(), at.y + drawn},
                     ui.palette.popup.with_alpha(0.94f).packed(), ui.px(8.0f));
  list.AddRect({at.x, at.y}, {at.right(), at.y + drawn}, ui.palette.line.packed(), ui.px(8.0f));
  ImGui::PushID(id);
  ImGui::SetCursorScreenPos({at.x, at.y});
  ImGui::InvisibleButton("ground", {at.width, drawn});
  ImGui::SetItemAllowOverlap();
  ui.probe.add(id, {at.x, at.y, at.width, drawn});
  ImGui::SetCursorScreenPos({at.x + padding, at.y + ui.px(9.0f)});
  ImGui::PushClipRect({at.x, at.y}, {at.right(), at.y + drawn}, true);
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + at.width - 2 * padding);
  contents();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  ImGui::PopClipRect();
  height = ImGui::GetItemRectMax().y - at.y + ui.px(10.0f);
  ImGui::PopID();
}

float import_banner(Ui& ui, UiState& state, const Rect& stage, float top) {
  const app::ImportInfo* found = ui.session.import_info();
  app::ViewState& view = ui.session.view();
  if (found == nullptr || !view.shows_import) return top;
  const app::ImportInfo info = *found;  // choices may replace it while it is drawn
  const float margin = ui.px(14.0f);
  const float width = std::min(stage.width - margin, ui.px(500.0f));
  const Rect at{stage.x + margin, top, width, 0.0f};
  // A low stage is the figure's: one line there, until somebody wants to know or change more.
  const bool is_low =
      stage.height < ui.px(320.0f) && !view.edits_import && !state.shows_import_notes;
  card(ui, "import", at, state.import_height, [&] {
    const float inner = width - 2 * ui.px(kPadding);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float button = ui.px(22.0f);
    const auto corner_button = [&](int from_right, const char* id, const char* name) {
      const float back = static_cast<float>(from_right) * (button + ui.px(4.0f));
      ImGui::SetCursorScreenPos(
          {start.x + inner - button + ui.px(4.0f) - back, start.y - ui.px(2.0f)});
      return icon_button(ui, id, name, button, ButtonLook::kPlain);
    };
    if (is_low) {
      text_clipped(ui, ui.fonts.body, ui.palette.text, info.summary(), inner - 2.4f * button);
      if (corner_button(1, "import.edit", "chevron-down")) view.edits_import = true;
      tooltip(ui, "Change how the file was read.");
    } else {
      ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + inner - button);
      text(ui, ui.fonts.body, ui.palette.text, info.summary());
      ImGui::PopTextWrapPos();
    }
    const ImVec2 after = ImGui::GetCursorScreenPos();
    if (corner_button(0, "import.close", "close")) view.shows_import = false;
    tooltip(ui, "Hides this; File, How the file was read shows it again.");
    if (is_low) return;
    ImGui::SetCursorScreenPos({start.x, after.y});
    buttons(ui, state, info, start.x + inner);
    if (state.shows_import_notes && !info.warnings.empty()) notes_list(ui, info);
    if (view.edits_import) form(ui, info, inner);
  });
  return top + state.import_height;
}

void loading_card(Ui& ui, UiState& state, const Rect& stage) {
  const std::shared_ptr<app::LoadProgress> progress = ui.session.load_progress();
  constexpr double kMoment_s = 0.35;
  if (!ui.session.is_loading() || !progress || progress->elapsed_s() < kMoment_s) return;
  const float width = std::min(ui.px(380.0f), stage.width - ui.px(40.0f));
  const Rect at{stage.x + 0.5f * (stage.width - width),
                stage.bottom() - ui.px(24.0f) - std::max(state.loading_height, ui.px(60.0f)), width,
                0.0f};
  card(ui, "loading", at, state.loading_height, [&] {
    const float inner = width - 2 * ui.px(kPadding);
    const float button = ui.px(84.0f);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    text_clipped(ui, ui.fonts.body, ui.palette.text, "Reading " + progress->name(),
                 inner - button - ui.px(10.0f));
    const double share = progress->fraction();
    char words[64];
    if (progress->remaining_s() >= 0.0) {
      std::snprintf(words, sizeof words, "%.0f %%, about %.0f s left", 100.0 * share,
                    std::ceil(progress->remaining_s()));
    } else {
      std::snprintf(words, sizeof words, "%.0f %%", 100.0 * share);
    }
    text(ui, ui.fonts.small, ui.palette.text_dim,
         progress->is_stopping() ? "stopping" : progress->phase() + "  " + words);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({start.x + inner - button, start.y});
    if (text_button(ui, "loading.cancel", "Cancel", ButtonLook::kRaised, button)) {
      ui.session.cancel_loading();
    }
    ImGui::SetCursorScreenPos({start.x, after.y + ui.px(2.0f)});
    const float height = ui.px(6.0f);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 bar = ImGui::GetCursorScreenPos();
    list.AddRectFilled(bar, {bar.x + inner, bar.y + height}, ui.palette.raised_active.packed(),
                       0.5f * height);
    const float filled = std::max(height, static_cast<float>(share) * inner);
    list.AddRectFilled(bar, {bar.x + filled, bar.y + height}, ui.palette.accent.packed(),
                       0.5f * height);
    ImGui::Dummy({inner, height});
  });
}

}  // namespace kinemote::view
