// The studio without a display: the same interface, driven by code, with time in fixed steps.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "app/command_registry.h"
#include "app/session.h"
#include "view/render/colour_vision_pass.h"
#include "view/render/device.h"
#include "view/render/render_target.h"
#include "view/ui/imgui_host.h"
#include "view/ui/studio_ui.h"

namespace kinemote::view {

class OffscreenStudio {
 public:
  static constexpr double kStep_s = 1.0 / 60.0;

  /// Errors: environment (no OpenGL), usage and bad input of the options.
  static Result<std::unique_ptr<OffscreenStudio>> make(const app::StudioOptions& options);

  /// One frame of `elapsed_s` simulated seconds: input is handled, time passes, nothing is drawn.
  void frame(double elapsed_s = kStep_s);
  /// The same and drawn as the window would draw it on this machine.
  void drawn_frame(double elapsed_s);
  /// Frames for that long; background work that is under way is waited for before each, so that the
  /// result does not depend on the machine's speed.
  void advance(double seconds);
  /// Frames without time passing until all background work is done and shown. Error (environment)
  /// after `timeout_s` of real time.
  Status settle(double timeout_s = 600.0);
  /// The window as it is, at the best quality.
  Image picture();

  void move_mouse(float x, float y);
  void press_mouse(int button, bool is_down);
  void turn_wheel(float steps);
  /// Keys held while the mouse is used.
  void hold(bool ctrl, bool shift, bool alt = false);
  /// Presses and lets go; two frames.
  void key(const app::KeyChord& chord);
  void type(const std::string& text);

  app::Session& session() { return *session_; }
  const app::CommandRegistry& commands() const { return commands_; }
  StudioUi& ui() { return *ui_; }
  std::pair<int, int> size() const { return {target_.width(), target_.height()}; }  // pixels
  float scale() const { return scale_; }  // of the interface

 private:
  OffscreenStudio(std::unique_ptr<Device> device, RenderTarget target,
                  std::unique_ptr<SceneRenderer> renderer, std::unique_ptr<SceneRenderer> quick,
                  ColourVisionPass seen_as);
  Status start(const app::StudioOptions& options);
  void run_frame(double elapsed_s, SceneRenderer* renderer);

  std::unique_ptr<Device> device_;
  RenderTarget target_;
  std::unique_ptr<SceneRenderer> renderer_;  // for pictures
  std::unique_ptr<SceneRenderer> quick_;     // as in a window; null: the same
  ColourVisionPass seen_as_;
  std::unique_ptr<app::Session> session_;
  app::CommandRegistry commands_;
  std::unique_ptr<ImGuiHost> host_;
  std::unique_ptr<StudioUi> ui_;
  float scale_ = 1.0f;
};

}  // namespace kinemote::view
