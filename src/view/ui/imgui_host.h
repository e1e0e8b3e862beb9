// Owner of the ImGui context: fonts and style for a scale and theme, and the OpenGL half if there is one.
#pragma once

#include "app/key_chord.h"
#include "view/ui/fonts.h"
#include "view/ui/theme.h"

struct GLFWwindow;
struct ImGuiContext;

namespace kinemote::view {

class ImGuiHost {
 public:
  enum class Drawing {
    kNone,    // no renderer: tests
    kOpenGl,  // into whatever framebuffer is bound; needs a current context
  };
  /// `window` (may be null) feeds mouse and text; without it the caller fills ImGuiIO by hand.
  explicit ImGuiHost(Drawing drawing, GLFWwindow* window = nullptr);
  ~ImGuiHost();
  ImGuiHost(const ImGuiHost&) = delete;
  ImGuiHost& operator=(const ImGuiHost&) = delete;

  /// Fonts and style for a scale and theme; cheap if nothing changed. Between frames only.
  void set_look(const Palette& palette, float scale);
  const Fonts& fonts() const { return fonts_; }

  /// Without a window: a key goes down or up for ImGui's own fields.
  void feed_key(const app::KeyChord& chord, bool is_down);

  /// Without a window, `width` x `height` pixels and the time step stand in for what it would say.
  void begin_frame(float width, float height, float elapsed_s);
  /// Ends the frame and draws it, if there is a renderer, into the bound framebuffer.
  void end_frame();

 private:
  ImGuiContext* context_;
  Drawing drawing_;
  GLFWwindow* window_;
  Fonts fonts_;
  const Palette* palette_ = nullptr;
  float scale_ = 0.0f;
};

/// Sizes and colours of ImGui's own widgets, from scratch for a scale.
void apply_style(const Palette& palette, float scale);

}  // namespace kinemote::view
