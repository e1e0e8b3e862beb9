#include "view/ui/bone_panel.h"

#include <algorithm>
#include <cstdio>

#include "app/file_names.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

Colour side_paint(const Ui& ui, const Skeleton& skeleton, int joint) {
  const int side = side_of(skeleton, joint);
  return side > 0 ? ui.palette.left : side < 0 ? ui.palette.right : ui.palette.text_faint;
}

void header(Ui& ui) {
  const app::BoneEditor& bones = ui.session.bones();
  const float right = ImGui::GetWindowContentRegionMax().x, size = ui.px(26.0f);
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Bone map");
  if (bones.has_map()) {
    char words[64];
    std::snprintf(words, sizeof words, "%d of %d joints", bones.matched_count(),
                  bones.target().size());
    ImGui::SameLine(0.0f, ui.px(10.0f));
    text(ui, ui.fonts.body, ui.palette.text_faint, words);
  }
  ImGui::SameLine(right - size);
  if (icon_button(ui, "bones.close", "close", size, ButtonLook::kPlain)) ui.run("motion.bones");
  tooltip(ui, "Closes the bone map.");
}

/// Buttons in rows that break where the panel ends.
class ButtonRow {
 public:
  explicit ButtonRow(const Ui& ui)
      : ui_(ui), right_(ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x) {}
  bool add(const char* id, const std::string& words, const std::string& hint, bool is_on = false) {
    const float width = text_size(ui_.fonts.body, words).x + 2 * ImGui::GetStyle().FramePadding.x;
    if (!is_first_) {
      if (ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width <= right_) {
        ImGui::SameLine();
      }
    }
    is_first_ = false;
    const bool is_clicked =
        text_button(ui_, id, words, is_on ? ButtonLook::kPrimary : ButtonLook::kRaised, width);
    tooltip(ui_, hint);
    return is_clicked;
  }

 private:
  const Ui& ui_;
  float right_;
  bool is_first_ = true;
};

void tools(Ui& ui) {
  app::Session& session = ui.session;
  const app::BoneEditor& bones = session.bones();
  ButtonRow row(ui);
  if (row.add("bones.preview", "Show retargeted",
              "Puts the canonical figure, driven by this map, "
              "beside the original.",
              bones.is_previewing())) {
    session.set_showing_retargeted(!bones.is_previewing());
  }
  if (row.add("bones.swap", "Swap left and right",
              "For files whose names have the sides the wrong way round.")) {
    session.set_bones(bones.with_sides_swapped(), "swap of left and right");
  }
  if (row.add("bones.reset", "Automatic", "Forgets all changes and matches anew.")) {
    session.set_bones({}, "automatic bone map");
  }
  if (row.add("bones.save", "Save…", "Writes this map as a file.")) {
    session.view().overlay = app::Overlay::kSaveBones;
  }
  if (row.add("bones.load", "Load…", "Reads a map that was saved.")) {
    session.view().overlay = app::Overlay::kLoadBones;
  }
  if (!bones.preview_error().empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.error, bones.preview_error());
  }
}

const char* rule_words(MatchRule rule) {
  switch (rule) {
    case MatchRule::kUser:
      return "by hand";
    case MatchRule::kPreset:
      return "known name";
    case MatchRule::kFuzzy:
      return "likeness";
    case MatchRule::kNone:
      return "none";
  }
  return "";
}

/// The rule as words and, for likeness, how strong it is as a bar.
void draw_rule(Ui& ui, const BoneMatch& match, const Rect& rect) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Colour& colour = match.source < 0                   ? ui.palette.warning
                         : match.rule == MatchRule::kUser   ? ui.palette.accent
                         : match.rule == MatchRule::kPreset ? ui.palette.text_dim
                                                            : ui.palette.text;
  const float y = rect.y + 0.5f * (rect.height - ui.fonts.small->FontSize);
  const std::string words =
      match.source < 0 && match.rule != MatchRule::kUser ? "not found" : rule_words(match.rule);
  const bool has_bar = match.rule == MatchRule::kFuzzy && match.source >= 0;
  draw_text(list, ui.fonts.small, {rect.x, has_bar ? y - ui.px(3.0f) : y}, colour, words);
  if (!has_bar) return;
  const float width = ui.px(64.0f), height = ui.px(3.0f);
  const float top = y + ui.fonts.small->FontSize;
  list.AddRectFilled({rect.x, top}, {rect.x + width, top + height},
                     ui.palette.raised_active.packed());
  list.AddRectFilled({rect.x, top},
                     {rect.x + static_cast<float>(match.score) * width, top + height},
                     ui.palette.accent.packed());
}

void joint_row(Ui& ui, int target_joint, const std::vector<Choice>& sources, float rule_width) {
  const app::BoneEditor& bones = ui.session.bones();
  const BoneMatch match = bones.map().matches[static_cast<size_t>(target_joint)];
  const std::string name = bones.target().joints[static_cast<size_t>(target_joint)].name;
  const float name_width = ui.px(124.0f), height = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Rect row{at.x, at.y - ui.px(2.0f), width, height + ui.px(4.0f)};
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
      row.contains(mouse.x, mouse.y)) {
    ui.session.view().highlighted_bone = target_joint;
    list.AddRectFilled(top_left(row), bottom_right(row), ui.palette.raised.packed(), ui.px(5.0f));
  }
  list.AddCircleFilled({at.x + ui.px(8.0f), at.y + 0.5f * height}, ui.px(4.0f),
                       side_paint(ui, bones.target(), target_joint).packed(), 16);
  draw_text(list, ui.fonts.body,
            {at.x + ui.px(18.0f), at.y + 0.5f * (height - ui.fonts.body->FontSize)},
            ui.palette.text, ellipsized(ui.fonts.body, name, name_width - ui.px(20.0f)));
  ImGui::SetCursorScreenPos({at.x + name_width, at.y});
  int chosen = match.source + 1;
  const std::string id = "bone." + name;
  if (combo(ui, id.c_str(), sources, chosen, width - name_width - rule_width - ui.px(10.0f))) {
    ui.session.set_bones(bones.with(target_joint, chosen - 1), "joint of " + name);
  }
  draw_rule(ui, match, {at.x + width - rule_width, at.y, rule_width, height});
  ImGui::SetCursorScreenPos({at.x + width - rule_width, at.y});
  ImGui::InvisibleButton(("why." + name).c_str(), {rule_width, height});
  char score[32];
  std::snprintf(score, sizeof score, "Score %.2f", match.score);
  tooltip(ui, match.because.empty() ? score : std::string(score) + ": " + match.because);
}

void rows(Ui& ui) {
  const app::BoneEditor& bones = ui.session.bones();
  std::vector<Choice> sources{{"—"}};
  for (const Joint& joint : bones.source().joints) {
    sources.push_back({joint.name.empty() ? "unnamed" : joint.name});
  }
  text(ui, ui.fonts.small, ui.palette.text_faint, "Canonical joint");
  ImGui::SameLine(ImGui::GetWindowContentRegionMin().x + ui.px(124.0f));
  text(ui, ui.fonts.small, ui.palette.text_faint, "is driven by");
  const float rule_width = ui.px(80.0f);
  ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - rule_width);
  text(ui, ui.fonts.small, ui.palette.text_faint, "found by");
  for (int t = 0; t < bones.target().size(); ++t) joint_row(ui, t, sources, rule_width);
}

void idle_joints(Ui& ui) {
  const app::BoneEditor& bones = ui.session.bones();
  const std::vector<int> idle = bones.idle_sources();
  if (idle.empty()) return;
  constexpr size_t kMost = 24;
  std::string names;
  for (size_t i = 0; i < std::min(kMost, idle.size()); ++i) {
    names += (i > 0 ? ", " : "") + bones.source().joints[static_cast<size_t>(idle[i])].name;
  }
  if (idle.size() > kMost) names += " and " + std::to_string(idle.size() - kMost) + " more";
  section(ui, std::to_string(idle.size()) + " joints of the file drive nothing");
  text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, names);
}

}  // namespace

void bone_panel(Ui& ui, UiState&, const Rect& rect) {
  begin_panel(ui, "bones", rect, 14.0f, 8.0f);
  ui.probe.add("bones", rect);
  header(ui);
  if (!ui.session.bones().has_map()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
                 "Only figures that come from a file have joints to map. Open one, or go back to "
                 "the clip.");
    return end_panel();
  }
  const BoneMap& map = ui.session.bones().map();
  if (!map.preset.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, "Names as in “" + map.preset + "”.");
  }
  tools(ui);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  rows(ui);
  idle_joints(ui);
  for (const std::string& warning : map.warnings) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, warning);
  }
  end_panel();
}

void bone_file_overlay(Ui& ui, UiState& state, bool saves) {
  if (state.overlay_is_new) {
    state.bone_error.clear();
    const std::string name = app::file_name_from(ui.session.title()) + ".bones.json";
    const std::filesystem::path path = std::filesystem::current_path() / name;
    if (saves) {
      state.bone_path = app::free_path(path).string();
    } else if (state.bone_path.empty()) {
      state.bone_path = path.string();
    }
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::SetNextItemWidth(-1.0f);
  const bool is_entered =
      ImGui::InputText("##bones", &state.bone_path, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("bones.path", item_rect());
  std::error_code ignored;
  if (!state.bone_error.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.error, state.bone_error);
  } else if (saves && std::filesystem::exists(state.bone_path, ignored)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning, "This file exists and is replaced.");
  } else {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
                 "A map names joints, so that it fits every file of the same skeleton.");
  }
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_clicked = text_button(ui, "bones.file.do", saves ? "Save" : "Load",
                                      ButtonLook::kPrimary, ui.px(110.0f));
  ImGui::SameLine();
  if (text_button(ui, "bones.file.cancel", "Cancel", ButtonLook::kRaised, ui.px(110.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  if (!is_clicked && !is_entered) return;
  const Status status =
      saves ? ui.session.save_bones(state.bone_path) : ui.session.load_bones(state.bone_path);
  if (status) {
    ui.session.view().overlay = app::Overlay::kNone;
  } else {
    state.bone_error = status.error().message;
  }
}

}  // namespace kinemote::view
