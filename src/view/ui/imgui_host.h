// Owner of the ImGui context: fonts and style for a scale and theme, and the OpenGL half if there
// is one.
#pragma once

#include <vector>

#include "app/key_chord.h"
#include "view/ui/fonts.h"
#include "view/ui/rect.h"
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
  /// A region of one colour behind everything.
  struct Backdrop {
    Rect rect;
    Colour colour;
  };
  /// Ends the frame and draws it, if there is a renderer, into the bound framebuffer: first the
  /// backdrops in their order (cleared, not blended: on software OpenGL a window full of blended
  /// rectangles costs more than everything on them), then the interface.
  void end_frame(const std::vector<Backdrop>& backdrops = {});
  /// Ends the frame without drawing it.
  void drop_frame();

  /// Stands for a texture that is made only after the interface was built (the 3-D view then shows
  /// what was edited in the same frame). finish_build() closes the frame's lists and puts `texture`
  /// in its place; end_frame() draws. Of several such textures each has a number, and its index in
  /// `textures`.
  static constexpr size_t kLateImages = 4;
  static void* late_image(size_t number = 0);
  void finish_build(const std::vector<unsigned>& textures);

 private:
  ImGuiContext* context_;
  Drawing drawing_;
  GLFWwindow* window_;
  Fonts fonts_;
  const Palette* palette_ = nullptr;
  float scale_ = 0.0f;
  bool is_built_ = false;
};

/// Sizes and colours of ImGui's own widgets, from scratch for a scale.
void apply_style(const Palette& palette, float scale);

}  // namespace kinemote::view
