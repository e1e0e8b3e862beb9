// The whole interface of one frame: regions, panels, overlays, keys.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/command_registry.h"
#include "app/session.h"
#include "view/ui/audience.h"
#include "view/ui/export_forms.h"
#include "view/ui/imgui_host.h"
#include "view/ui/probe.h"
#include "view/ui/quick_recorder.h"
#include "view/ui/stage_panel.h"
#include "view/ui/ui_state.h"

namespace kinemote::view {

class StudioUi {
 public:
  /// Session, commands and host must outlive it.
  /// The keys of `commands` follow the session's preferences.
  StudioUi(app::Session& session, app::CommandRegistry& commands, ImGuiHost& host);

  /// A key that went down (or repeats) since the last frame.
  void key_pressed(const app::KeyChord& chord, bool is_repeat);

  struct FrameInput {
    float width = 0.0f, height = 0.0f;  // pixels of the framebuffer
    float device_scale = 1.0f;          // pixels per design pixel that the monitor asks for
    double elapsed_s = 0.0;
    std::string device;
    StageTexture stage;
    SceneTexture preview;  // of films to be; empty: none is drawn
    bool is_drawn = true;  // false: input is handled, nothing is drawn
  };
  /// One frame: moves the session on, builds and (if the host can) draws the interface.
  void frame(const FrameInput& input);

  Probe& probe() { return probe_; }
  const UiState& state() const { return state_; }
  const Audience& audience() const { return audience_; }
  const FilmDialog& film_dialog() const { return film_dialog_; }
  const QuickRecorder& recorder() const { return recorder_; }
  /// The 3-D view's region in the last frame.
  const Rect& stage_rect() const { return stage_rect_; }
  /// Milliseconds that building the last frame's interface took, without the 3-D view.
  double submit_ms() const { return submit_ms_; }

 private:
  void apply_preferences(float scale);
  void route_keys();
  void use_clipboard();
  void splitters(const Ui& ui, const struct StudioRects& rects);

  struct KeyPress {
    app::KeyChord chord;
    bool is_repeat;
  };
  app::Session& session_;
  app::CommandRegistry& commands_;
  ImGuiHost& host_;
  UiState state_;
  app::KeyChoices applied_keys_;
  Audience audience_;
  FilmDialog film_dialog_;
  QuickRecorder recorder_;
  Probe probe_;
  Rect stage_rect_;
  std::vector<KeyPress> pressed_;
  app::Overlay last_overlay_ = app::Overlay::kNone;
  double now_s_ = 0.0, frames_per_s_ = 0.0, submit_ms_ = 0.0;
};

}  // namespace kinemote::view
