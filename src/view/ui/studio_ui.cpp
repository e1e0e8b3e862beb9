#include "view/ui/studio_ui.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "app/latent_text.h"
#include "view/ui/bars.h"
#include "view/ui/bone_panel.h"
#include "view/ui/correlation_panel.h"
#include "view/ui/guide_card.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/inspector_panel.h"
#include "view/ui/lane_layout.h"
#include "view/ui/layout.h"
#include "view/ui/library_panel.h"
#include "view/ui/map_panel.h"
#include "view/ui/overlays.h"
#include "view/ui/recognition_panel.h"
#include "view/ui/stage_cells.h"
#include "view/ui/timeline_panel.h"
#include "view/ui/toasts.h"

namespace kinemote::view {

namespace {

bool is_function_key(const app::KeyChord& chord) {
  return chord.key.size() >= 2 && chord.key[0] == 'F';
}

/// Keys that a text field uses itself.
bool belongs_to_field(const app::KeyChord& chord) {
  if (is_function_key(chord)) return false;
  if (!chord.ctrl) return true;
  static constexpr std::array<std::string_view, 11> kEditing{
      "A", "C", "V", "X", "Z", "Y", "Left", "Right", "Home", "End", "Backspace"};
  return std::find(kEditing.begin(), kEditing.end(), chord.key) != kEditing.end();
}

/// Commands whose keys do something while a dialog is open: nobody should change unseen what lies
/// behind it.
bool works_over_dialogs(const app::StudioCommand& command) {
  if (command.menu == "File" || command.menu == "Help" || command.id == "edit.palette") return true;
  if (command.id == "preferences.open") return true;
  return command.id.rfind("view.text_", 0) == 0 || command.id == "view.full_screen" ||
         command.id == "view.keyboard_mode";
}

}  // namespace

StudioUi::StudioUi(app::Session& session, app::CommandRegistry& commands, ImGuiHost& host)
    : session_(session), commands_(commands), host_(host), audience_(session, commands) {}

void StudioUi::apply_preferences(float scale) {
  app::Preferences& preferences = session_.view().preferences;
  ImGuiIO& io = ImGui::GetIO();
  io.MouseDragThreshold = std::round(preferences.drag_threshold * scale);
  io.MouseDoubleClickTime = preferences.double_click_s;
  if (preferences.keys == applied_keys_) return;
  for (const std::string& warning : commands_.set_keys(preferences.keys)) {
    session_.messages().post(app::MessageLevel::kWarning, warning);
  }
  applied_keys_ = preferences.keys;
}

void StudioUi::key_pressed(const app::KeyChord& chord, bool is_repeat) {
  pressed_.push_back({chord, is_repeat});
}

void StudioUi::route_keys() {
  app::ViewState& view = session_.view();
  state_.keys.clear();
  for (const auto& [chord, is_repeat] : pressed_) {
    const bool types = ImGui::GetIO().WantTextInput;
    if (take_struck_key(state_.preferences_dialog, session_, commands_, chord)) continue;
    if (audience_.take_key(state_, chord)) continue;
    if (chord.key == "Esc") {
      // One thing at a time, from the innermost out; a field gives up its text by itself.
      if (state_.track_drag.figure >= 0) {
        session_.set_lineup(state_.track_drag.before, app::Gesture::kPreview, "");
        state_.track_drag.lead_s = 0.0;
        state_.track_drag.is_cancelled = true;
      } else if (view.overlay != app::Overlay::kNone) {
        view.overlay = app::Overlay::kNone;
      } else if (view.edits_map) {
        view.edits_map = false;
      } else if (types) {
        continue;
      } else if (view.guide.is_shown()) {
        app::skip_guide(session_);
      } else if (view.keyboard_mode) {
        view.keyboard_mode = false;
      } else if (state_.pad_has_focus) {
        state_.pad_has_focus = false;
      } else if (view.hides_panels) {
        view.hides_panels = false;
      } else if (!session_.library().selected().empty()) {
        session_.library().clear_selection();
      } else {
        session_.library().clear_filters();
      }
      continue;
    }
    analysis::Pad ignored;
    if (state_.pad_has_focus && !types && apply_pad_key(chord, ignored)) {
      state_.keys.push_back(chord);
      continue;
    }
    const bool is_plain = !chord.ctrl && !is_function_key(chord);
    if ((types && belongs_to_field(chord)) ||
        (is_plain && (view.keyboard_mode || view.overlay != app::Overlay::kNone))) {
      state_.keys.push_back(chord);
      continue;
    }
    // Copy and paste mean the camera, or the latents, only where the pointer says so.
    const app::KeyContext here = view.is_over_latents ? app::KeyContext::kLatents
                                 : view.is_over_stage ? app::KeyContext::kStage
                                                      : app::KeyContext::kEverywhere;
    const app::StudioCommand* command = commands_.for_chord(chord, here);
    if (command != nullptr && view.overlay != app::Overlay::kNone &&
        !works_over_dialogs(*command)) {
      state_.keys.push_back(chord);
      continue;
    }
    if (command == nullptr || (is_repeat && !command->repeats)) {
      state_.keys.push_back(chord);
      continue;
    }
    if (const Status status = commands_.run(command->id); !status) {
      session_.messages().post(app::MessageLevel::kInfo, status.error().message);
    }
  }
  pressed_.clear();
}

void StudioUi::use_clipboard() {
  app::ViewRequests& requests = session_.view().requests;
  if (!requests.copy_text.empty()) ImGui::SetClipboardText(requests.copy_text.c_str());
  requests.copy_text.clear();
  const bool is_camera = std::exchange(requests.paste_camera, false);
  const bool is_latent = std::exchange(requests.paste_latent, false);
  if (!is_camera && !is_latent) return;
  const char* held = ImGui::GetClipboardText();
  const std::string text = held == nullptr ? "" : held;
  const Status status =
      is_camera ? session_.set_camera_text(text) : app::paste_latents(session_, text);
  if (!status) session_.messages().post(app::MessageLevel::kInfo, status.error().message);
}

void StudioUi::splitters(const Ui& ui, const StudioRects& rects) {
  app::Layout& layout = session_.view().layout();
  const app::Layout defaults = app::default_layout(session_.view().workspace);
  const float grab = ui.px(8.0f);
  const auto drag = [&](const char* id, const Rect& handle, bool is_vertical, float sign,
                        float& size, float standard) {
    float pixels = size * ui.scale;
    bool is_reset = false;
    if (splitter(ui, id, handle, is_vertical, sign, pixels, is_reset)) size = pixels / ui.scale;
    if (is_reset) size = standard;
  };
  const float top = rects.stage.y, height = rects.stage.height;
  if (rects.has_library) {
    drag("split.library", {rects.library.right() - 0.5f * grab, top, grab, height}, true, 1.0f,
         layout.library_width, defaults.library_width);
  }
  if (rects.has_inspector) {
    drag("split.inspector", {rects.inspector.x - 0.5f * grab, top, grab, height}, true, -1.0f,
         layout.inspector_width, defaults.inspector_width);
  }
  if (rects.has_timeline) {
    // With lanes the timeline has a height of its own, from what it needs on.
    app::LaneChoice& lanes = session_.view().lanes;
    const bool is_high = has_lanes(lanes);
    const float before = is_high ? rects.timeline.height / ui.scale : layout.timeline_height;
    float height_now = before;
    drag("split.timeline",
         {rects.timeline.x, rects.timeline.y - 0.5f * grab, rects.timeline.width, grab}, false,
         -1.0f, height_now, is_high ? 0.0f : defaults.timeline_height);
    if (height_now != before) {
      (is_high ? lanes.height : layout.timeline_height) = height_now;
    }
  }
  if (rects.has_second) {
    const float room = rects.stage.width + rects.second.width;
    float pixels = layout.stage_split * room;
    bool is_reset = false;
    if (splitter(ui, "split.stage", {rects.second.x - 0.5f * grab, top, grab, height}, true, 1.0f,
                 pixels, is_reset)) {
      layout.stage_split = pixels / room;
    }
    if (is_reset) layout.stage_split = defaults.stage_split;
  }
}

void StudioUi::frame(const FrameInput& input) {
  app::ViewState& view = session_.view();
  const float scale = input.device_scale * static_cast<float>(view.text_scale);
  const Palette& palette = palette_of(view.theme);
  host_.set_look(palette, scale);
  apply_preferences(scale);
  session_.update(input.elapsed_s);
  session_.messages().tick(input.elapsed_s, state_.held_message);
  now_s_ += input.elapsed_s;
  if (input.elapsed_s > 0.0) {
    const double rate = 1.0 / input.elapsed_s;
    frames_per_s_ = frames_per_s_ <= 0.0 ? rate : frames_per_s_ + 0.05 * (rate - frames_per_s_);
  }

  ImGuiIO& io = ImGui::GetIO();
  if (view.keyboard_mode && (io.MouseDown[0] || io.MouseDown[1])) view.keyboard_mode = false;
  io.ConfigFlags = view.keyboard_mode ? ImGuiConfigFlags_NavEnableKeyboard : 0;
  const bool had_input = !pressed_.empty() || io.MouseDelta.x != 0.0f || io.MouseDelta.y != 0.0f ||
                         io.MouseDown[0] || io.MouseDown[1] || io.MouseWheel != 0.0f;
  audience_.update(input.elapsed_s, had_input);
  app::update_guide(session_);
  route_keys();
  use_clipboard();
  state_.overlay_is_new = view.overlay != app::Overlay::kNone && view.overlay != last_overlay_;
  last_overlay_ = view.overlay;

  clamp_layout(view.layout(), input.height, scale);
  app::Layout layout = view.layout();
  layout.timeline_height = timeline_height(view.lanes, layout, input.height / scale);
  clamp_layout(layout, input.height, scale);
  const Rect window{0.0f, 0.0f, input.width, input.height};
  const bool is_covered = audience_.covers_panels();
  StudioRects rects =
      arrange(layout, view.hides_panels || is_covered, input.width, input.height, scale);
  Ui ui{session_, commands_, palette, host_.fonts(), probe_};
  ui.scale = scale;
  ui.elapsed_s = input.elapsed_s;
  ui.now_s = now_s_;
  ui.device = input.device;
  ui.frames_per_s = frames_per_s_;
  if (input.preview && input.is_drawn) ui.preview = &input.preview;
  if (film_dialog_.wants_window_picture && view.overlay == app::Overlay::kNone) {
    film_dialog_.wants_window_picture = false;
    ui.run("file.window_picture");
  }
  if (is_covered) {
    rects.stage = audience_.stage_room(ui, state_, window);
    rects.menu = rects.status = {};
  }
  const std::vector<Rect> cells =
      stage_cells(rects.stage, is_covered ? 1 : shown_cells(session_), std::round(2.0f * scale));
  stage_rect_ = cells.front();
  const auto start = std::chrono::steady_clock::now();
  host_.begin_frame(input.width, input.height, static_cast<float>(input.elapsed_s));
  probe_.begin_frame();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) state_.pad_has_focus = false;
  // Whoever shows joints and sliders says anew what is pointed at.
  view.is_over_latents = false;
  view.highlighted_bone = -1;
  view.wants_frames = false;
  const bool has_map = rects.has_second && view.layout().second_cell == app::SecondCell::kMap;
  if (!has_map) state_.map_hovered = -1;
  if (!is_covered && !session_.options().kiosk) menu_bar(ui, rects.menu);
  if (rects.has_library) library_panel(ui, state_, rects.library);
  stage_panel(ui, state_, cells, input.stage != nullptr);
  if (has_map) {
    map_panel(ui, state_, rects.second);
  } else if (rects.has_second && view.layout().second_cell == app::SecondCell::kBones) {
    bone_panel(ui, state_, rects.second);
  } else if (rects.has_second && view.layout().second_cell == app::SecondCell::kCorrelation) {
    correlation_panel(ui, rects.second);
  } else if (rects.has_second && view.layout().second_cell == app::SecondCell::kRecognition) {
    recognition_panel(ui, state_, rects.second);
  } else if (rects.has_second) {
    latent_cell(ui, state_, rects.second);
  }
  if (rects.has_inspector) inspector_panel(ui, state_, rects.inspector);
  if (rects.has_timeline) timeline_panel(ui, state_, rects.timeline);
  if (!is_covered) {
    status_bar(ui, rects.status);
    splitters(ui, rects);
  }
  audience_.draw(ui, state_, rects.stage, window);
  const float right = rects.has_inspector ? rects.inspector.x : input.width;
  toasts(ui, state_, {0.0f, 0.0f, right, rects.stage.bottom()});
  if (!is_covered) guide_card(ui, rects, window);
  recorder_.update(session_, input.elapsed_s, stage_rect_.width, stage_rect_.height);
  recorder_.draw(ui, rects.stage);
  overlays(ui, state_, film_dialog_, input.width, input.height);
  submit_ms_ =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  if (!input.is_drawn) return host_.drop_frame();

  // What was edited while building is decoded meanwhile; the view shows it in this very frame.
  constexpr double kLongestWait_s = 0.012;
  session_.take_live(kLongestWait_s, input.elapsed_s);
  std::vector<unsigned> stage(cells.size(), 0);
  for (size_t i = 0; input.stage && i < cells.size(); ++i) {
    stage[i] = input.stage(static_cast<int>(i), static_cast<int>(cells[i].width),
                           static_cast<int>(cells[i].height));
  }
  host_.finish_build(stage);
  std::vector<ImGuiHost::Backdrop> backdrops{{window, palette.gap}};
  for (const Rect& rect :
       {rects.menu, rects.library, rects.second, rects.inspector, rects.timeline, rects.status}) {
    backdrops.push_back({rect, palette.panel});
  }
  if (stage.front() == 0) backdrops.push_back({rects.stage, palette.panel});
  host_.end_frame(backdrops);
}

}  // namespace kinemote::view
