#include "view/render/device_window.h"

#include <utility>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "view/render/gl_info.h"

namespace kinemote::view {
namespace {

/// GLFW's last message on this thread, cleared.
std::string glfw_reason() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text == nullptr ? "no reason given" : text;
}

/// Keeps GLFW initialised while at least one window lives.
class GlfwLibrary {
 public:
  GlfwLibrary() : is_ready_(glfwInit() == GLFW_TRUE) {
    if (is_ready_) ++user_count_;
  }
  ~GlfwLibrary() {
    if (is_ready_ && --user_count_ == 0) glfwTerminate();
  }
  GlfwLibrary(const GlfwLibrary&) = delete;
  GlfwLibrary& operator=(const GlfwLibrary&) = delete;
  bool is_ready() const { return is_ready_; }

 private:
  static inline int user_count_ = 0;
  bool is_ready_;
};

class GlfwWindowDevice : public WindowDevice {
 public:
  GlfwWindowDevice(std::unique_ptr<GlfwLibrary> library, GLFWwindow* window)
      : library_(std::move(library)),
        window_(window),
        description_("GLFW window, " + gl_description()),
        is_software_(gl_is_software()) {
    glfwSetWindowUserPointer(window_, this);
    glfwSetDropCallback(window_, [](GLFWwindow* source, int count, const char** paths) {
      const auto* self = static_cast<GlfwWindowDevice*>(glfwGetWindowUserPointer(source));
      if (self->drop_handler_) {
        self->drop_handler_(std::vector<std::filesystem::path>(paths, paths + count));
      }
    });
    glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* source, float x, float) {
      const auto* self = static_cast<GlfwWindowDevice*>(glfwGetWindowUserPointer(source));
      if (self->content_scale_handler_) self->content_scale_handler_(x);
    });
  }
  ~GlfwWindowDevice() override { glfwDestroyWindow(window_); }

  void make_current() override { glfwMakeContextCurrent(window_); }
  std::string description() const override { return description_; }
  bool is_software() const override { return is_software_; }

  GLFWwindow* native_window() const override { return window_; }
  bool should_close() const override { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
  void set_should_close(bool should_close) override {
    glfwSetWindowShouldClose(window_, should_close ? GLFW_TRUE : GLFW_FALSE);
  }
  void poll_events() override { glfwPollEvents(); }
  void wait_events(double timeout_s) override { glfwWaitEventsTimeout(timeout_s); }
  void wake() override { glfwPostEmptyEvent(); }
  void swap_buffers() override { glfwSwapBuffers(window_); }

  glm::ivec2 framebuffer_size() const override {
    glm::ivec2 size(0);
    glfwGetFramebufferSize(window_, &size.x, &size.y);
    return size;
  }
  glm::ivec2 window_size() const override {
    glm::ivec2 size(0);
    glfwGetWindowSize(window_, &size.x, &size.y);
    return size;
  }
  float content_scale() const override {
    float scale = 1.0f;
    glfwGetWindowContentScale(window_, &scale, nullptr);
    return scale;
  }
  glm::ivec2 window_place() const override {
    glm::ivec2 place(0);
    glfwGetWindowPos(window_, &place.x, &place.y);
    return place;
  }
  bool is_maximised() const override {
    return glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
  }
  bool is_minimised() const override {
    return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == GLFW_TRUE;
  }
  bool is_focused() const override {
    return glfwGetWindowAttrib(window_, GLFW_FOCUSED) == GLFW_TRUE;
  }

  void set_title(const std::string& title) override { glfwSetWindowTitle(window_, title.c_str()); }
  bool is_full_screen() const override { return glfwGetWindowMonitor(window_) != nullptr; }
  void set_full_screen(bool is_full_screen) override {
    if (is_full_screen == this->is_full_screen()) return;
    if (is_full_screen) {
      GLFWmonitor* monitor = glfwGetPrimaryMonitor();
      if (monitor == nullptr) return;
      glfwGetWindowPos(window_, &restored_place_.x, &restored_place_.y);
      restored_size_ = window_size();
      const GLFWvidmode* mode = glfwGetVideoMode(monitor);
      glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    } else {
      glfwSetWindowMonitor(window_, nullptr, restored_place_.x, restored_place_.y, restored_size_.x,
                           restored_size_.y, GLFW_DONT_CARE);
    }
  }

  void on_drop(std::function<void(const std::vector<std::filesystem::path>&)> handler) override {
    drop_handler_ = std::move(handler);
  }
  void on_content_scale(std::function<void(float)> handler) override {
    content_scale_handler_ = std::move(handler);
  }

 private:
  std::unique_ptr<GlfwLibrary> library_;
  GLFWwindow* window_;
  std::string description_;
  bool is_software_;
  glm::ivec2 restored_place_{0};
  glm::ivec2 restored_size_{0};
  std::function<void(const std::vector<std::filesystem::path>&)> drop_handler_;
  std::function<void(float)> content_scale_handler_;
};

/// True if a window there can be seen and taken hold of: monitors may have been unplugged.
bool is_on_a_monitor(const glm::ivec2& place) {
  constexpr int kGrasp = 80;
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  for (int i = 0; i < count; ++i) {
    int x = 0, y = 0, width = 0, height = 0;
    glfwGetMonitorWorkarea(monitors[i], &x, &y, &width, &height);
    if (place.x >= x - kGrasp && place.x < x + width - kGrasp && place.y >= y &&
        place.y < y + height - kGrasp) {
      return true;
    }
  }
  return false;
}

}  // namespace

Status WindowSettings::validate() const {
  constexpr int kLargest = 16384;
  if (width < 1 || height < 1 || width > kLargest || height > kLargest) {
    return usage_error("window size " + std::to_string(width) + " x " + std::to_string(height) +
                       " is outside 1 to 16384 in each direction");
  }
  return {};
}

Result<std::unique_ptr<WindowDevice>> make_window_device(const WindowSettings& settings) {
  if (const Status status = settings.validate(); !status) return status.error();
  auto library = std::make_unique<GlfwLibrary>();
  if (!library->is_ready()) {
    return environment_error("no window can be opened (" + glfw_reason() +
                             "); start it inside a desktop session or with DISPLAY set, or use the "
                             "command line, which needs no display");
  }
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, settings.place ? GLFW_FALSE : GLFW_TRUE);
  glfwWindowHint(GLFW_MAXIMIZED, settings.is_maximised ? GLFW_TRUE : GLFW_FALSE);
  // One that is to be somewhere is shown when it is there.
  const bool is_shown = settings.is_visible && !settings.place;
  glfwWindowHint(GLFW_VISIBLE, is_shown ? GLFW_TRUE : GLFW_FALSE);
  // The scene is anti-aliased in its own framebuffer; widgets need no multisampling.
  glfwWindowHint(GLFW_SAMPLES, 0);
  GLFWwindow* window =
      glfwCreateWindow(settings.width, settings.height, settings.title.c_str(), nullptr, nullptr);
  if (window == nullptr) {
    return environment_error("no window with OpenGL 3.3 can be opened (" + glfw_reason() +
                             "); install a driver with: apt-get install libgl1-mesa-dri");
  }
  if (settings.place && is_on_a_monitor(*settings.place)) {
    glfwSetWindowPos(window, settings.place->x, settings.place->y);
  }
  if (settings.is_visible && !is_shown) glfwShowWindow(window);
  glfwMakeContextCurrent(window);
  glfwSwapInterval(settings.has_vsync ? 1 : 0);
  return std::unique_ptr<WindowDevice>(
      std::make_unique<GlfwWindowDevice>(std::move(library), window));
}

}  // namespace kinemote::view
