#include "view/ui/latent_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/latent_wishes.h"
#include "app/markup.h"
#include "synthesis/control/latent_tools.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/latent_strip.h"
#include "view/ui/model_notice.h"
#include "view/ui/pad_widget.h"
#include "view/ui/plausibility_panel.h"
#include "view/ui/track_slider.h"

namespace kinemote::view {

namespace {

constexpr int kTopCount = 8, kTopComponents = 4;

void status_line(Ui& ui) {
  const app::Session& session = ui.session;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float r = ui.px(4.5f), y = at.y + 0.5f * ui.fonts.small->FontSize;
  Colour colour = ui.palette.text_faint;
  std::string words = "Clip on stage: a slider starts from it";
  if (session.document().is_generated) {
    colour = session.is_lagging() ? ui.palette.warning : ui.palette.done;
    words = session.is_lagging() ? "working on the newest" : "live";
  }
  if (session.is_lagging()) {
    list.AddCircle({at.x + r, y}, r, colour.packed(), 16, ui.px(2.0f));
  } else {
    list.AddCircleFilled({at.x + r, y}, r, colour.packed(), 16);
  }
  ImGui::SetCursorScreenPos({at.x + ui.px(16.0f), at.y});
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, words, ImGui::GetContentRegionAvail().x);
  char took[64];
  std::snprintf(took, sizeof took, "The newest motion took %.1f ms.",
                session.timing().last_decode_ms);
  tooltip(ui, took);
}

/// The time first: of a long name in a narrow panel the end is cut off.
std::string nearest_words(const app::NearestClip& clip) {
  return (clip.start_s ? app::fixed_text(*clip.start_s, 1) + " s in " : "") + clip.name;
}

void distance_line(Ui& ui) {
  const app::Session& session = ui.session;
  if (!session.document().is_generated || session.document().latent.empty()) return;
  const app::DataDistance distance =
      session.synthesiser().data_distance(session.document().latent, session.condition());
  if (distance.words.empty()) return;
  const Colour& colour = distance.percentile < 95.0 ? ui.palette.done
                         : distance.ratio < 2.5     ? ui.palette.warning
                                                    : ui.palette.error;
  char words[96];
  std::snprintf(words, sizeof words, "%.1f× the usual distance to data: %s", distance.ratio,
                distance.words.c_str());
  text_wrapped(ui, ui.fonts.small, colour, words);
  tooltip(ui,
          "Distance of this latent to the nearest motion of the training data, against the median "
          "distance between neighbours there.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(5.0f);
  const auto share = static_cast<float>(std::clamp(distance.ratio / 4.0, 0.0, 1.0));
  list.AddRectFilled(at, {at.x + width, at.y + height}, ui.palette.raised_active.packed(),
                     0.5f * height);
  list.AddRectFilled(at, {at.x + share * width, at.y + height}, colour.packed(), 0.5f * height);
  ImGui::Dummy({width, height + ui.px(2.0f)});
  if (!distance.nearest) return;
  const float button = ImGui::GetFrameHeight();
  ImGui::AlignTextToFramePadding();
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim,
               "nearest: " + nearest_words(*distance.nearest),
               ImGui::GetContentRegionAvail().x - button - ui.px(6.0f));
  tooltip(ui, app::words_of(*distance.nearest));
  ImGui::SameLine(ImGui::GetContentRegionMax().x - button);
  command_button(ui, "synth.play_nearest", button, ButtonLook::kRaised);
}

/// So that a pretty slider cannot hide a broken motion.
void body_line(Ui& ui) {
  const auto& measures = ui.session.measures();
  if (!ui.session.document().is_generated || !measures || !measures->plausibility) return;
  plausibility_line(ui, *measures->plausibility);
}

/// A command's button with a short word: two of them share a narrow panel's width.
void short_button(Ui& ui, std::string_view id, const std::string& word, float width) {
  const app::StudioCommand* command = ui.commands.find(id);
  if (command == nullptr) return;
  const std::string words =
      ui.fonts.has_icons ? std::string(icon(command->icon)) + "  " + word : word;
  if (text_button(ui, command->id.c_str(), words, ButtonLook::kRaised, width)) ui.run(id);
  tooltip(ui, command_tooltip(*command));
}

/// The seed that Random draws with next, and what else is done with the whole vector.
void seed_row(Ui& ui) {
  const float size = ImGui::GetFrameHeight(), gap = ui.px(4.0f);
  form_label(ui, "Next seed", ui.px(74.0f));
  uint64_t seed = ui.session.latent_seed();
  const float width = ImGui::GetContentRegionAvail().x - 3 * (size + gap);
  ImGui::SetNextItemWidth(std::max(width, ui.px(40.0f)));
  if (ImGui::InputScalar("##seed", ImGuiDataType_U64, &seed)) ui.session.set_latent_seed(seed);
  ui.probe.add("latent.seed", item_rect());
  tooltip(ui, "The same seed, content and emotion draw the same latents again.");
  for (const char* id : {"synth.copy_latents", "synth.paste_latents", "synth.unlock_latents"}) {
    ImGui::SameLine(0.0f, gap);
    command_button(ui, id, size);
  }
}

void buttons(Ui& ui) {
  const float gap = ui.px(6.0f);
  const float width = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - gap));
  short_button(ui, "synth.randomise", "Random", width);
  ImGui::SameLine(0.0f, gap);
  short_button(ui, "synth.reset_latents", "Reset all", width);
  seed_row(ui);
}

/// "Show N more", or back, where there are more than the top ones.
void more_button(Ui& ui, const char* id, int top, int count, bool& shows_all) {
  if (count <= top) return;
  const std::string words = shows_all ? "Show the top " + std::to_string(top)
                                      : "Show " + std::to_string(count - top) + " more";
  if (text_button(ui, id, words, ButtonLook::kPlain)) shows_all = !shows_all;
}

/// One slider of the panel, in standard deviations.
struct Row {
  std::string name, tip, probe;
  float value = 0.0f, low = 0.0f, high = 0.0f;  // low to high: 90 % of the data
  int lock = -1;  // the dimension that its lock holds; -1: it has none
  bool is_locked = false;
};

/// The lock at the end of a row; what is locked shows it always, the others only faintly.
void lock_button(Ui& ui, const Row& row, float size) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (row.lock < 0) return ImGui::Dummy({size, ImGui::GetFrameHeight()});
  const bool is_clicked = ImGui::InvisibleButton("lock", {size, ImGui::GetFrameHeight()});
  ui.probe.add("lock:" + std::to_string(row.lock), item_rect());
  const bool is_hot = ImGui::IsItemHovered();
  tooltip(ui, row.is_locked ? "Locked: nothing moves it. Click to unlock."
                            : "Lock: Random, Reset all, the way from A to B and pasting leave it.");
  const std::string glyph =
      ui.fonts.has_icons ? icon(row.is_locked ? "lock" : "unlock") : (row.is_locked ? "L" : "-");
  const ImVec2 drawn = text_size(ui.fonts.small, glyph);
  const Colour colour = row.is_locked ? ui.palette.accent
                        : is_hot      ? ui.palette.text
                                      : ui.palette.text_faint.with_alpha(0.55f);
  draw_text(*ImGui::GetWindowDrawList(), ui.fonts.small,
            {at.x + 0.5f * (size - drawn.x), at.y + 0.5f * (ImGui::GetFrameHeight() - drawn.y)},
            colour, glyph);
  if (is_clicked) app::set_latent_locked(ui.session, row.lock, !row.is_locked);
}

/// Behind a right click on its name: what the user calls a latent. Enter or a click elsewhere ends.
void name_popup(Ui& ui, UiState& state, int dimension) {
  app::LatentNames& names = ui.session.view().latent_names;
  const std::string& model = ui.session.synthesiser().card()->settings_hash;
  const bool is_asked = ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
  if (is_asked) {
    ImGui::OpenPopup("latent.name");
    const auto own = names.find(model);
    const bool has_name = own != names.end() && own->second.contains(dimension);
    state.latent_name = has_name ? own->second.at(dimension) : "";
  }
  if (!ImGui::BeginPopup("latent.name")) return;
  text(ui, ui.fonts.small, ui.palette.text_dim,
       "What latent " + std::to_string(dimension + 1) + " does, in your words");
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  ImGui::SetNextItemWidth(ui.px(220.0f));
  const bool is_entered = ImGui::InputTextWithHint("##name", "stoop", &state.latent_name,
                                                   ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("latent.name", item_rect());
  app::name_latent(names, model, dimension, state.latent_name);
  if (is_entered) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

/// Draws it and calls `set(value, gesture)` where it is moved; `wishes()` are the motions of its
/// film strip.
template <typename Set, typename Wishes>
void slider_row(Ui& ui, UiState& state, const Row& row, const Set& set, const Wishes& wishes) {
  const float width = ImGui::GetContentRegionAvail().x;
  const float name_width = ui.px(74.0f), number_width = ui.px(50.0f), reset_width = ui.px(24.0f);
  const float lock_width = ui.px(20.0f);
  ImGui::PushID(row.probe.c_str());
  ImGui::AlignTextToFramePadding();
  text_clipped(ui, ui.fonts.body, ui.palette.text, row.name, name_width - ui.px(4.0f));
  ui.probe.add("name:" + row.probe, item_rect());
  tooltip(ui, row.tip);
  if (row.lock >= 0) name_popup(ui, state, row.lock);
  ImGui::SameLine(name_width + ImGui::GetStyle().WindowPadding.x);
  SliderInput input;
  input.value = row.value;
  input.snap = 0.05f;
  input.data_low = row.low;
  input.data_high = row.high;
  ImGui::BeginDisabled(row.is_locked);
  const SliderEdit edit = track_slider(
      ui, "value", width - name_width - number_width - reset_width - lock_width - ui.px(8.0f),
      input);
  ImGui::EndDisabled();
  ui.probe.add(row.probe, item_rect());
  const bool is_hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
  if (wants_strip(ui, state, row.probe, is_hovered)) {
    ui.session.latent_bench().ask_strip(wishes());
    strip_tooltip(ui, row.name);
  }
  ImGui::SameLine(0.0f, ui.px(4.0f));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string number = signed_text(input.value) + "σ";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(list, ui.fonts.small,
            {at.x + number_width - text_size(ui.fonts.small, number).x,
             at.y + 0.5f * (ImGui::GetFrameHeight() - ui.fonts.small->FontSize)},
            ui.palette.text_dim, number);
  ImGui::Dummy({number_width, ImGui::GetFrameHeight()});
  ImGui::SameLine(0.0f, ui.px(2.0f));
  ImGui::BeginDisabled(row.is_locked);
  const bool is_reset_clicked =
      icon_button(ui, "reset_one", "close", reset_width, ButtonLook::kPlain);
  ImGui::EndDisabled();
  tooltip(ui, "Back to 0");
  ImGui::SameLine(0.0f, 0.0f);
  lock_button(ui, row, lock_width);
  ImGui::PopID();
  if (row.is_locked) return;
  if (edit.is_reset || is_reset_clicked) {
    set(0.0f, app::Gesture::kCommit);
  } else if (edit.is_changed || edit.is_committed) {
    set(edit.value, edit.is_committed ? app::Gesture::kCommit : app::Gesture::kPreview);
  }
}

void dimension_row(Ui& ui, UiState& state, int dimension, const synthesis::LatentDimension& about) {
  app::Session& session = ui.session;
  const auto& latent = session.document().latent;
  const auto index = static_cast<size_t>(dimension);
  const std::string name = app::latent_name(session.view().latent_names,
                                            session.synthesiser().card()->settings_hash, dimension);
  char tip[240];
  std::snprintf(
      tip, sizeof tip,
      "Latent %d. One standard deviation moves the joints by %.1f cm on average. 90 %% of the data "
      "lie in the grey band. Double-click resets. A right click here names it.",
      dimension + 1, 100.0 * about.effect_m);
  slider_row(
      ui, state,
      {name, tip, "latent:" + std::to_string(dimension),
       index < latent.size() ? latent[index] : 0.0f, static_cast<float>(about.low),
       static_cast<float>(about.high), dimension,
       session.document().locked_latents.contains(dimension)},
      [&](float value, app::Gesture gesture) { session.set_latent(dimension, value, gesture); },
      [&] {
        return app::slider_wishes(session.document(), session.synthesiser(), session.condition(),
                                  dimension);
      });
}

void component_row(Ui& ui, UiState& state, int number, const app::LatentComponent& component) {
  app::Session& session = ui.session;
  char tip[200];
  std::snprintf(
      tip, sizeof tip,
      "A direction in which training motions of this content differ together; latents "
      "spread %.1f along it. 90 %% of the data lie in the grey band. Double-click resets.",
      component.sd);
  slider_row(
      ui, state,
      {"PC " + std::to_string(number + 1), tip, "component:" + std::to_string(number),
       static_cast<float>(component.value_of(session.document().latent)),
       static_cast<float>(component.low), static_cast<float>(component.high)},
      [&](float value, app::Gesture gesture) { session.set_component(number, value, gesture); },
      [&] {
        return app::component_wishes(session.document(), session.synthesiser(), session.condition(),
                                     number);
      });
}

void components(Ui& ui, UiState& state) {
  const auto& found = ui.session.synthesiser().components(ui.session.condition().content);
  if (found.empty()) return;
  section(ui, "By spread");
  const int count = static_cast<int>(found.size());
  const int shown = state.shows_all_components ? count : std::min(kTopComponents, count);
  for (int i = 0; i < shown; ++i) component_row(ui, state, i, found[static_cast<size_t>(i)]);
  more_button(ui, "component.more", kTopComponents, count, state.shows_all_components);
}

void blend_slider(Ui& ui) {
  app::Session& session = ui.session;
  const std::string reason = session.blend_disabled_reason();
  ImGui::BeginDisabled(!reason.empty());
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.body, ui.palette.text_dim, "A");
  ImGui::SameLine(0.0f, ui.px(8.0f));
  SliderInput input;
  input.value = static_cast<float>(session.document().kept.share);
  input.low = 0.0f;
  input.high = 1.0f;
  const SliderEdit edit = track_slider(
      ui, "blend", ImGui::GetContentRegionAvail().x - ui.px(64.0f) - ImGui::GetFrameHeight(),
      input);
  ui.probe.add("blend", item_rect());
  ImGui::EndDisabled();
  tooltip(ui, reason.empty() ? "From A to B. Ctrl+Shift+Left and Right go by a tenth." : reason);
  ImGui::SameLine(0.0f, ui.px(8.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "B");
  ImGui::SameLine(0.0f, ui.px(4.0f));
  command_button(ui, "synth.swap_ab", ImGui::GetFrameHeight());
  ImGui::SameLine(0.0f, ui.px(2.0f));
  char share[16];
  std::snprintf(share, sizeof share, "%3.0f %%", 100.0 * session.document().kept.share);
  text(ui, ui.fonts.small, ui.palette.text_dim, share);
  if (edit.is_reset) {
    session.set_blend(0.0, app::Gesture::kCommit);
  } else if (edit.is_changed || edit.is_committed) {
    session.set_blend(edit.value,
                      edit.is_committed ? app::Gesture::kCommit : app::Gesture::kPreview);
  }
}

/// What a kept motion is, in few words.
std::string words_of(const char* slot, const std::optional<app::KeptLatent>& kept,
                     const std::vector<analysis::PadWord>& words) {
  if (!kept) return std::string(slot) + ": none kept";
  const auto near = analysis::nearest_word(kept->pad, words);
  const std::string emotion = kept->style.empty() && near ? near->word : kept->style;
  return std::string(slot) + ": " + kept->content + (emotion.empty() ? "" : ", " + emotion);
}

void blending(Ui& ui) {
  app::Session& session = ui.session;
  const app::KeptPair& kept = session.document().kept;
  section(ui, "Between two motions");
  const float gap = ui.px(6.0f);
  const float width = std::floor(0.5f * (ImGui::GetContentRegionAvail().x - gap));
  short_button(ui, "synth.keep_a", "Keep as A", width);
  ImGui::SameLine(0.0f, gap);
  short_button(ui, "synth.keep_b", "Keep as B", width);
  const ImVec2 at = ImGui::GetCursorPos();
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, words_of("A", kept.a, session.words()),
               width);
  ImGui::SetCursorPos({at.x + width + gap, at.y});
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, words_of("B", kept.b, session.words()),
               width);
  blend_slider(ui);
  int way = kept.is_linear ? 1 : 0;
  if (segmented(ui, "blend.way", {"On the sphere", "Straight"}, way,
                ImGui::GetContentRegionAvail().x)) {
    session.set_blend_linear(way == 1);
  }
  std::vector<Choice> parts{{"The whole body"}};
  int chosen = 0;
  for (const synthesis::BodyRegion region : synthesis::kBodyRegions) {
    if (name_of(region) == kept.region) chosen = static_cast<int>(parts.size());
    std::string words = "Only " + std::string(name_of(region)) + ", all else as A";
    std::replace(words.begin(), words.end(), '-', ' ');
    parts.push_back({std::move(words)});
  }
  if (combo(ui, "blend.region", parts, chosen, ImGui::GetContentRegionAvail().x)) {
    session.set_region(
        chosen == 0
            ? ""
            : std::string(name_of(synthesis::kBodyRegions[static_cast<size_t>(chosen - 1)])));
  }
  tooltip(ui, "Which part moves as sliders and emotion say. All else moves as A.");
}

}  // namespace

void latent_panel(Ui& ui, UiState& state) {
  model_notice(ui);
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  const synthesis::ModelCard* card = synthesiser.card();
  if (card == nullptr) return;
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows |
                             ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
    ui.session.view().is_over_latents = true;
  }
  ImGui::BeginDisabled(!synthesiser.is_ready());
  status_line(ui);
  distance_line(ui);
  body_line(ui);
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  buttons(ui);
  blending(ui);
  components(ui, state);
  section(ui, "By effect");
  const auto& order = synthesiser.dimensions_by_effect();
  const int count = static_cast<int>(order.size());
  const int shown = state.shows_all_latents ? count : std::min(kTopCount, count);
  for (int i = 0; i < shown; ++i) dimension_row(ui, state, order[i], card->latent[order[i]]);
  more_button(ui, "latent.more", kTopCount, count, state.shows_all_latents);
  ImGui::EndDisabled();
}

}  // namespace kinemote::view
