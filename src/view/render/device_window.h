// A window on the desktop that OpenGL draws into (GLFW underneath).
#pragma once

#include <filesystem>
#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/result.h"
#include "view/render/device.h"

// GLFW's own type, named here so that nobody needs GLFW's header to pass the pointer on.
struct GLFWwindow;

namespace kinemote::view {

struct WindowSettings {
  std::string title = "Kinemote";
  int width = 1600;  // screen coordinates; the framebuffer has `content_scale` times as many pixels
  int height = 900;
  bool is_visible = true;
  bool has_vsync = true;
  /// Upper left corner of the contents, screen coordinates; empty, or on no monitor that is there:
  /// the desktop chooses. With a place, the size is taken as it is, not scaled for the monitor.
  std::optional<glm::ivec2> place;
  bool is_maximised = false;

  /// Checks the title and a size in [1, 16384] x [1, 16384].
  Status validate() const;
};

/// A window with a current OpenGL 3.3 core context. One thread (the one that made it) uses it;
/// only `wake` may be called from others.
class WindowDevice : public Device {
 public:
  /// For ImGui's GLFW backend and for input queries; owned by the device.
  virtual GLFWwindow* native_window() const = 0;

  virtual bool should_close() const = 0;
  virtual void set_should_close(bool should_close) = 0;

  /// Handles the events that are there.
  virtual void poll_events() = 0;
  /// Sleeps until an event, `wake`, or the time-out; an idle studio draws nothing.
  virtual void wait_events(double timeout_s) = 0;
  /// Ends a `wait_events` at once. Thread-safe.
  virtual void wake() = 0;
  /// Shows what was drawn into the default framebuffer; with vsync it waits for the screen.
  virtual void swap_buffers() = 0;

  /// Size of the default framebuffer in pixels, {0, 0} while minimised.
  virtual glm::ivec2 framebuffer_size() const = 0;
  /// Size in screen coordinates, the unit of mouse positions.
  virtual glm::ivec2 window_size() const = 0;
  /// Pixels per design pixel of the monitor that the window is on (1 on ordinary screens, 2 on
  /// HiDPI ones).
  virtual float content_scale() const = 0;
  /// Upper left corner of the contents, screen coordinates.
  virtual glm::ivec2 window_place() const = 0;
  virtual bool is_maximised() const = 0;
  virtual bool is_minimised() const = 0;
  virtual bool is_focused() const = 0;

  virtual void set_title(const std::string& title) = 0;
  virtual bool is_full_screen() const = 0;
  virtual void set_full_screen(bool is_full_screen) = 0;

  /// Called from `poll_events`/`wait_events` with the files dropped on the window. Replaces GLFW's
  /// drop callback; ImGui's backend does not use it.
  virtual void on_drop(std::function<void(const std::vector<std::filesystem::path>&)> handler) = 0;
  /// Called when the window moves to a monitor of another scale.
  virtual void on_content_scale(std::function<void(float)> handler) = 0;
};

/// Opens a window. Errors: usage for bad settings; environment, with GLFW's reason, without a
/// display (GLFW needs X11 here) or without OpenGL 3.3.
Result<std::unique_ptr<WindowDevice>> make_window_device(const WindowSettings& settings);

}  // namespace kinemote::view
