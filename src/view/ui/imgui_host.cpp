#include "view/ui/imgui_host.h"

#include <GL/gl.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace kinemote::view {

void apply_style(const Palette& palette, float scale) {
  const auto px = [scale](float design) { return std::round(design * scale); };
  ImGuiStyle style;
  style.WindowPadding = {px(12), px(10)};
  style.FramePadding = {px(9), px(5)};
  style.ItemSpacing = {px(8), px(6)};
  style.ItemInnerSpacing = {px(6), px(4)};
  style.CellPadding = {px(8), px(2)};
  style.IndentSpacing = px(16);
  style.ScrollbarSize = px(10);
  style.GrabMinSize = px(12);
  style.WindowBorderSize = 0.0f;
  style.ChildBorderSize = 0.0f;
  style.PopupBorderSize = 1.0f;
  style.FrameBorderSize = palette.has_outlines ? 1.0f : 0.0f;
  style.WindowRounding = 0.0f;
  style.ChildRounding = px(6);
  style.FrameRounding = px(6);
  style.PopupRounding = px(8);
  style.ScrollbarRounding = px(5);
  style.GrabRounding = px(6);
  style.WindowMinSize = {1.0f, 1.0f};
  style.MouseCursorScale = scale;
  style.DisabledAlpha = 0.55f;
  style.AntiAliasedLinesUseTex = true;

  const auto set = [&style](ImGuiCol slot, const Colour& colour) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour.packed());
  };
  const Colour nothing = palette.panel.with_alpha(0.0f);
  set(ImGuiCol_Text, palette.text);
  set(ImGuiCol_TextDisabled, palette.text_faint);
  set(ImGuiCol_WindowBg, palette.panel);
  set(ImGuiCol_ChildBg, nothing);
  set(ImGuiCol_PopupBg, palette.popup);
  set(ImGuiCol_Border, palette.line);
  set(ImGuiCol_BorderShadow, nothing);
  set(ImGuiCol_FrameBg, palette.raised);
  set(ImGuiCol_FrameBgHovered, palette.raised_hover);
  set(ImGuiCol_FrameBgActive, palette.raised_active);
  set(ImGuiCol_MenuBarBg, nothing);
  set(ImGuiCol_ScrollbarBg, nothing);
  set(ImGuiCol_ScrollbarGrab, palette.raised_active);
  set(ImGuiCol_ScrollbarGrabHovered, palette.control);
  set(ImGuiCol_ScrollbarGrabActive, palette.control);
  set(ImGuiCol_CheckMark, palette.accent);
  set(ImGuiCol_SliderGrab, palette.accent);
  set(ImGuiCol_SliderGrabActive, palette.accent);
  set(ImGuiCol_Button, palette.raised);
  set(ImGuiCol_ButtonHovered, palette.raised_hover);
  set(ImGuiCol_ButtonActive, palette.raised_active);
  set(ImGuiCol_Header, palette.selection);
  set(ImGuiCol_HeaderHovered, palette.raised_hover);
  set(ImGuiCol_HeaderActive, palette.raised_active);
  set(ImGuiCol_Separator, palette.line);
  set(ImGuiCol_PlotHistogram, palette.accent);
  set(ImGuiCol_TextSelectedBg, palette.accent.with_alpha(0.35f));
  set(ImGuiCol_NavHighlight, palette.accent);
  set(ImGuiCol_TableHeaderBg, palette.raised);
  set(ImGuiCol_TableBorderLight, palette.line);
  set(ImGuiCol_TableBorderStrong, palette.line);
  set(ImGuiCol_TableRowBg, nothing);
  set(ImGuiCol_TableRowBgAlt, nothing);
  set(ImGuiCol_NavWindowingDimBg, palette.shade);
  set(ImGuiCol_ModalWindowDimBg, palette.shade);
  ImGui::GetStyle() = style;
}

ImGuiHost::ImGuiHost(Drawing drawing, GLFWwindow* window)
    : context_(ImGui::CreateContext()), drawing_(drawing), window_(window) {
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;  // the studio keeps its own ui.json
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  if (window_ != nullptr) {
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
  } else {
    // What the GLFW backend would set: named keys to indices of KeysDown.
    for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;
  }
  if (drawing_ == Drawing::kOpenGl) {
    ImGui_ImplOpenGL3_Init("#version 330 core");
  } else {
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // as the OpenGL half would say
  }
}

ImGuiHost::~ImGuiHost() {
  ImGui::SetCurrentContext(context_);
  if (drawing_ == Drawing::kOpenGl) ImGui_ImplOpenGL3_Shutdown();
  if (window_ != nullptr) ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext(context_);
}

void ImGuiHost::set_look(const Palette& palette, float scale) {
  if (scale != scale_) {
    fonts_ = build_fonts(*ImGui::GetIO().Fonts, scale);
    ImGui::GetIO().FontDefault = fonts_.body;
    if (drawing_ == Drawing::kOpenGl) {
      ImGui_ImplOpenGL3_DestroyFontsTexture();
      ImGui_ImplOpenGL3_CreateFontsTexture();
    }
  }
  if (scale != scale_ || &palette != palette_) apply_style(palette, scale);
  scale_ = scale;
  palette_ = &palette;
}

void ImGuiHost::feed_key(const app::KeyChord& chord, bool is_down) {
  static constexpr std::array<std::pair<std::string_view, ImGuiKey>, 20> kKeys{{
      {"Tab", ImGuiKey_Tab},
      {"Left", ImGuiKey_LeftArrow},
      {"Right", ImGuiKey_RightArrow},
      {"Up", ImGuiKey_UpArrow},
      {"Down", ImGuiKey_DownArrow},
      {"PgUp", ImGuiKey_PageUp},
      {"PgDn", ImGuiKey_PageDown},
      {"Home", ImGuiKey_Home},
      {"End", ImGuiKey_End},
      {"Delete", ImGuiKey_Delete},
      {"Backspace", ImGuiKey_Backspace},
      {"Space", ImGuiKey_Space},
      {"Enter", ImGuiKey_Enter},
      {"Esc", ImGuiKey_Escape},
      {"A", ImGuiKey_A},
      {"C", ImGuiKey_C},
      {"V", ImGuiKey_V},
      {"X", ImGuiKey_X},
      {"Y", ImGuiKey_Y},
      {"Z", ImGuiKey_Z},
  }};
  ImGuiIO& io = ImGui::GetIO();
  io.KeyCtrl = is_down && chord.ctrl;
  io.KeyShift = is_down && chord.shift;
  io.KeyAlt = is_down && chord.alt;
  for (const auto& [name, key] : kKeys) {
    if (name == chord.key) io.KeysDown[io.KeyMap[key]] = is_down;
  }
}

void ImGuiHost::begin_frame(float width, float height, float elapsed_s) {
  if (drawing_ == Drawing::kOpenGl) ImGui_ImplOpenGL3_NewFrame();
  if (window_ != nullptr) {
    ImGui_ImplGlfw_NewFrame();
  } else {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = std::max(elapsed_s, 1e-4f);
  }
  ImGui::NewFrame();
}

void* ImGuiHost::late_image(size_t number) {
  static std::array<char, kLateImages> places;
  return &places[number];
}

void ImGuiHost::finish_build(const std::vector<unsigned>& textures) {
  ImGui::Render();
  is_built_ = true;
  const ImDrawData* data = ImGui::GetDrawData();
  for (int i = 0; i < data->CmdListsCount; ++i) {
    for (ImDrawCmd& command : data->CmdLists[i]->CmdBuffer) {
      for (size_t t = 0; t < textures.size(); ++t) {
        if (command.TextureId != late_image(t)) continue;
        command.TextureId = reinterpret_cast<ImTextureID>(static_cast<intptr_t>(textures[t]));
        break;
      }
    }
  }
}

void ImGuiHost::drop_frame() { ImGui::EndFrame(); }

void ImGuiHost::end_frame(const std::vector<Backdrop>& backdrops) {
  if (!is_built_) ImGui::Render();
  is_built_ = false;
  if (drawing_ != Drawing::kOpenGl) return;
  const float height = ImGui::GetIO().DisplaySize.y;
  glEnable(GL_SCISSOR_TEST);
  for (const auto& [rect, colour] : backdrops) {
    // OpenGL counts rows from the bottom.
    glScissor(static_cast<int>(rect.x), static_cast<int>(height - rect.bottom()),
              static_cast<int>(rect.width), static_cast<int>(rect.height));
    glClearColor(static_cast<float>(colour.r) / 255.0f, static_cast<float>(colour.g) / 255.0f,
                 static_cast<float>(colour.b) / 255.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
  }
  glDisable(GL_SCISSOR_TEST);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace kinemote::view
