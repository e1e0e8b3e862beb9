// The studio in a window: events in, frames out, nothing drawn while nothing changes.
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <vector>

#include "app/desktop_hints.h"
#include "app/file_manager.h"
#include "app/free_memory.h"
#include "app/picture_file.h"
#include "app/studio_commands.h"
#include "app/ui_settings.h"
#include "motion/core/atomic_file.h"
#include "view/render/colour_vision_pass.h"
#include "view/render/device_window.h"
#include "view/ui/gesture_recorder.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/key_names.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_scene.h"
#include "view/ui/studio_start.h"
#include "view/ui/studio_state.h"
#include "view/ui/studio_ui.h"

namespace kinemote::view {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Frames still to be drawn after the last event: hovering, closing menus and tooltips take a few.
constexpr int kFramesAfterEvent = 4;

/// How often, while something happens, the session is kept for recovery and free memory goes back.
constexpr std::chrono::duration<double> kKeepPause{60.0};

class StudioWindow;
/// GLFW's callbacks carry no data of ours: the window's user pointer belongs to its device.
StudioWindow* open_window = nullptr;

class StudioWindow {
 public:
  StudioWindow(const app::StudioOptions& options, std::unique_ptr<WindowDevice> device)
      : device_(std::move(device)),
        session_(options, [this] { device_->wake(); }),
        host_((install_input(), ImGuiHost::Drawing::kOpenGl), device_->native_window()),
        ui_(session_, commands_, host_) {}
  ~StudioWindow() { open_window = nullptr; }

  int run() {
    if (const Status status = app::register_studio_commands(commands_, session_); !status) {
      return fail(status.error());
    }
    const auto settings_path = app::ui_settings_path();
    if (const Status status = prepare_view(session_, settings_path); !status) {
      return fail(status.error());
    }
    saved_ = app::ui_settings_to_json(session_.view());
    ask_desktop();
    if (const Status status = begin_record(); !status) return fail(status.error());
    auto renderer = SceneRenderer::make(device_->is_software() ? Quality::kLow : Quality::kHigh);
    if (!renderer) return fail(renderer.error());
    renderer_ = std::move(renderer).value();
    auto seen_as = ColourVisionPass::make();
    if (!seen_as) return fail(seen_as.error());
    seen_as_ = std::make_unique<ColourVisionPass>(std::move(seen_as).value());
    // Once, to somebody who sits before it and whose next start will know.
    const app::StudioOptions& options = session_.options();
    app::Guide& guide = session_.view().guide;
    if (!guide.is_over && !options.kiosk && options.tour.empty() && !options.no_user_config) {
      guide.is_wanted = true;
    }
    device_->on_drop([this](const std::vector<std::filesystem::path>& paths) {
      session_.open(paths);
      frames_due_ = kFramesAfterEvent;
    });
    last_frame_ = SteadyClock::now();
    if (const Status status = session_.start([this] { show_first_pictures(); }); !status) {
      return fail(status.error());
    }
    if (!session_.options().no_user_config) session_.begin_recovery(app::recovery_folder());
    if (session_.recovery_offer()) session_.view().overlay = app::Overlay::kRecover;
    last_frame_ = kept_at_ = SteadyClock::now();
    while (!is_over()) {
      wait_for_reason();
      if (device_->is_minimised()) {
        session_.update(0.0);  // background work goes on
        last_frame_ = SteadyClock::now();
        continue;
      }
      take_desktop();
      draw_frame();
      fulfil_requests();
      save_settings(settings_path, false);
      keep_session();
    }
    session_.jobs().cancel_all();
    session_.end_recovery();
    save_settings(settings_path, true);
    return 0;
  }

 private:
  /// Our callbacks go in first: ImGui's backend calls on to them.
  void install_input() {
    GLFWwindow* window = device_->native_window();
    open_window = this;
    glfwSetKeyCallback(window, [](GLFWwindow*, int key, int scancode, int action, int mods) {
      note_event();
      if (action == GLFW_RELEASE || open_window == nullptr) return;
      if (key >= 0) open_window->struck_.push_back({key, mods});
      if (const auto chord = chord_of(key, scancode, mods)) {
        record(*chord);
        open_window->ui_.key_pressed(*chord, action == GLFW_REPEAT);
      }
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow*, int button, int action, int mods) {
      note_event();
      if (button > 2) return;
      record(MouseButton{button, action == GLFW_PRESS, (mods & GLFW_MOD_CONTROL) != 0,
                         (mods & GLFW_MOD_SHIFT) != 0, (mods & GLFW_MOD_ALT) != 0});
    });
    glfwSetScrollCallback(window, [](GLFWwindow*, double, double steps) {
      note_event();
      record(MouseWheel{static_cast<float>(steps)});
    });
    glfwSetCursorPosCallback(window, [](GLFWwindow*, double x, double y) {
      note_event();
      if (open_window == nullptr || !open_window->recorder_) return;
      const glm::vec2 pixels_per_unit = glm::vec2(open_window->device_->framebuffer_size()) /
                                        glm::vec2(open_window->device_->window_size());
      record(MouseMove{static_cast<float>(x) * pixels_per_unit.x,
                       static_cast<float>(y) * pixels_per_unit.y});
    });
    glfwSetCharCallback(window, [](GLFWwindow*, unsigned letter) {
      note_event();
      record(TypedText{utf8_of(letter)});
    });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow*) { note_event(); });
    glfwSetWindowFocusCallback(window, [](GLFWwindow*, int) { note_event(); });
  }
  static void note_event() {
    if (open_window != nullptr) open_window->frames_due_ = kFramesAfterEvent;
  }

  template <typename What>
  static void record(What what) {
    if (open_window != nullptr && open_window->recorder_) {
      open_window->recorder_->note(std::move(what));
    }
  }
  Status begin_record() {
    const std::filesystem::path& path = session_.options().record;
    if (path.empty()) return {};
    const glm::ivec2 size = device_->framebuffer_size();
    auto recorder = GestureRecorder::open(path, size.x, size.y, device_scale());
    if (!recorder) return recorder.error();
    recorder_ = std::move(recorder).value();
    ui_.probe().enable();
    return {};
  }
  float device_scale() const {
    const double asked = session_.options().ui_scale;
    return asked > 0.0 ? static_cast<float>(asked) : device_->content_scale();
  }

  /// The window's own cross asks like the command.
  bool is_over() {
    if (!device_->should_close() || quits_) return device_->should_close();
    device_->set_should_close(false);
    (void)commands_.run("file.quit");
    frames_due_ = kFramesAfterEvent;
    if (session_.view().requests.quit) device_->set_should_close(true);
    return session_.view().requests.quit;
  }

  /// In the background: the first frame waits for no other program. What the files say is there
  /// already.
  void ask_desktop() {
    const app::StudioOptions& options = session_.options();
    const app::Preferences& preferences = session_.view().preferences;
    const bool is_wanted = preferences.theme_of_desktop || preferences.motion_of_desktop;
    if (options.no_user_config || !is_wanted) return;
    desktop_ = std::async(std::launch::async, [this] {
      constexpr double kPatience_s = 0.5;
      const app::DesktopHints hints = app::ask_desktop(kPatience_s);
      device_->wake();
      return hints;
    });
  }
  void take_desktop() {
    constexpr std::chrono::seconds kNow(0);
    if (!desktop_.valid() || desktop_.wait_for(kNow) != std::future_status::ready) return;
    app::DesktopHints hints = desktop_.get();
    if (!session_.options().theme.empty()) hints.theme.reset();
    if (session_.options().reduce_motion) hints.reduces_motion.reset();
    app::follow_desktop(hints, session_.view());
  }

  void keep_session() {
    if (SteadyClock::now() - kept_at_ < kKeepPause) return;
    kept_at_ = SteadyClock::now();
    session_.keep_for_recovery();
    app::give_back_free_pages();
  }

  void wait_for_reason() {
    constexpr double kJobTick_s = 0.1, kUnfocused_s = 0.05;
    const double forever_s = session_.has_work_to_keep() ? kKeepPause.count() : 3600.0;
    const bool is_busy = !session_.is_settled();
    if (device_->is_minimised()) return device_->wait_events(is_busy ? kJobTick_s : forever_s);
    if (frames_due_ > 0 || session_.is_animating()) {
      // Out of sight of its user, 20 frames a second are enough.
      if (!device_->is_focused() && frames_due_ <= 0) {
        device_->wait_events(kUnfocused_s);
      } else {
        device_->poll_events();
      }
      return;
    }
    device_->wait_events(is_busy ? kJobTick_s : forever_s);
    // Woken: by an event that a callback noted, or by a worker, which needs a frame or two as well.
    if (frames_due_ <= 0) frames_due_ = 2;
    last_frame_ = std::max(last_frame_, SteadyClock::now() - std::chrono::milliseconds(16));
  }

  /// Until a figure is there, but no longer than half a second. The driver compiles its shaders for
  /// these pictures, and would have to wait for a lock that loading LibTorch holds (the dynamic
  /// linker's): 0.7 s on two cores.
  void show_first_pictures() {
    constexpr std::chrono::duration<double> kPatience{0.5};
    const auto start = SteadyClock::now();
    bool has_figure = false;
    while (!has_figure && SteadyClock::now() - start < kPatience) {
      device_->poll_events();
      has_figure = session_.player().motion() != nullptr;
      draw_frame();
    }
    draw_frame();
  }

  void draw_frame() {
    --frames_due_;
    const auto now = SteadyClock::now();
    const double elapsed_s = std::chrono::duration<double>(now - last_frame_).count();
    last_frame_ = now;
    const glm::ivec2 size = device_->framebuffer_size();
    glViewport(0, 0, size.x, size.y);
    StudioUi::FrameInput input;
    input.width = static_cast<float>(size.x);
    input.height = static_cast<float>(size.y);
    input.device_scale = device_scale();
    input.elapsed_s = elapsed_s;
    input.device = device_->description();
    input.stage = [this](int cell, int width, int height) {
      return renderer_->draw(stage_scene(session_, cell), cell_camera(session_, cell), width,
                             height, cell);
    };
    input.preview = [this](const Scene& scene, const Camera& camera, int slot, int width,
                           int height) {
      return renderer_->draw(scene, camera, width, height, SceneRenderer::kFirstPreview + slot);
    };
    build_frame(input);
    seen_as_->apply(session_.view().seen_as, size.x, size.y);
    device_->swap_buffers();
    session_.frame_drawn();
    if (!recorder_) return;
    auto state = studio_state(session_, ui_);
    state.emplace_back("settled", session_.is_settled());
    recorder_->drawn(session_.clock().time_s(), state, ui_.probe().all());
  }

  /// ImGui 1.86 asks which keys are down when a frame begins: one that was struck and let go since
  /// the last frame, as happens where frames are slow, would be lost. Here it is down for one.
  void build_frame(const StudioUi::FrameInput& input) {
    ImGuiIO& io = ImGui::GetIO();
    const bool ctrl = io.KeyCtrl, shift = io.KeyShift;
    for (const auto& [key, mods] : struck_) {
      io.KeysDown[key] = true;
      io.KeyCtrl = io.KeyCtrl || (mods & GLFW_MOD_CONTROL) != 0;
      io.KeyShift = io.KeyShift || (mods & GLFW_MOD_SHIFT) != 0;
    }
    ui_.frame(input);
    for (const auto& [key, mods] : struck_) {
      io.KeysDown[key] = glfwGetKey(device_->native_window(), key) == GLFW_PRESS;
    }
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    struck_.clear();
  }

  void fulfil_requests() {
    app::ViewRequests& requests = session_.view().requests;
    if (requests.quit) {
      quits_ = true;
      device_->set_should_close(true);
    }
    if (!requests.show_folder.empty()) {
      if (const Status status = app::show_in_file_manager(requests.show_folder); !status) {
        session_.messages().post(app::MessageLevel::kWarning, status.error().message);
      }
    }
    if (requests.full_screen) device_->set_full_screen(!device_->is_full_screen());
    if (requests.picture_of_view) {
      const auto& rect = ui_.stage_rect();
      const Image image =
          renderer_->picture(stage_scene(session_, 0), cell_camera(session_, 0),
                             2 * static_cast<int>(rect.width), 2 * static_cast<int>(rect.height));
      (void)app::save_picture(session_, image, app::picture_path(session_, ""));
    }
    if (requests.picture_of_window) {
      const glm::ivec2 size = device_->framebuffer_size();
      (void)app::save_picture(session_, read_front_buffer(size.x, size.y),
                              app::picture_path(session_, "-window"));
    }
    // The next frame's: of the library's field, and of what is shown to an audience.
    app::ViewRequests kept;
    kept.tour = std::move(requests.tour);
    kept.focus_search = requests.focus_search;
    requests = std::move(kept);
  }

  static Image read_front_buffer(int width, int height) {
    Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * height * 4)};
    std::vector<uint8_t> rows(image.rgba.size());
    glReadBuffer(GL_FRONT);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rows.data());
    glReadBuffer(GL_BACK);
    const size_t stride = static_cast<size_t>(width) * 4;
    for (int y = 0; y < height; ++y) {
      std::copy_n(rows.begin() + static_cast<ptrdiff_t>((height - 1 - y) * stride), stride,
                  image.rgba.begin() + static_cast<ptrdiff_t>(y * stride));
    }
    for (size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
    return image;
  }

  /// Two seconds after the last change, and at the end.
  void save_settings(const std::filesystem::path& path, bool is_end) {
    if (session_.options().no_user_config || path.empty()) return;
    note_place();
    const std::string text = app::ui_settings_to_json(session_.view());
    const auto now = SteadyClock::now();
    if (text != pending_) {
      pending_ = text;
      changed_at_ = now;
    }
    if (text == saved_ || (!is_end && now - changed_at_ < std::chrono::seconds(2))) return;
    saved_ = text;
    if (const Status status = app::save_ui_settings(path, session_.view()); !status) {
      session_.messages().post(app::MessageLevel::kWarning, status.error().message);
    }
  }

  /// Where the window is, to be there again; a full screen or an icon says nothing of that.
  void note_place() {
    if (device_->is_full_screen() || device_->is_minimised()) return;
    app::WindowPlace& place = session_.view().window;
    place.is_maximised = device_->is_maximised();
    if (place.is_maximised && place.is_known()) return;  // its size when it is not
    const glm::ivec2 at = device_->window_place(), size = device_->window_size();
    place = {at.x, at.y, size.x, size.y, place.is_maximised};
  }

  struct StruckKey {
    int key, mods;
  };
  std::vector<StruckKey> struck_;  // since the last frame
  std::unique_ptr<WindowDevice> device_;
  app::Session session_;
  app::CommandRegistry commands_;
  ImGuiHost host_;
  StudioUi ui_;
  std::unique_ptr<SceneRenderer> renderer_;
  std::unique_ptr<ColourVisionPass> seen_as_;
  std::unique_ptr<GestureRecorder> recorder_;  // null: nobody asked for a record
  SteadyClock::time_point last_frame_, changed_at_, kept_at_;
  std::future<app::DesktopHints> desktop_;  // its end is waited for before what it wakes goes
  std::string saved_, pending_;
  int frames_due_ = kFramesAfterEvent;
  bool quits_ = false;
};

/// Where the window was when it was closed, unless the options say otherwise.
app::WindowPlace last_place(const app::StudioOptions& options) {
  if (options.has_size || options.no_user_config || options.reset_ui) return {};
  const Result<std::string> text = read_file(app::ui_settings_path());
  app::ViewState view;
  // What is wrong with the file is said when all of it is read.
  if (text) (void)app::ui_settings_from_json(*text, view);
  return view.window;
}

}  // namespace

int run_window(const app::StudioOptions& options) {
  WindowSettings settings;
  settings.width = options.width;
  settings.height = options.height;
  if (const app::WindowPlace place = last_place(options); place.is_known()) {
    settings.width = std::clamp(place.width, 640, 8192);
    settings.height = std::clamp(place.height, 480, 8192);
    settings.place = glm::ivec2(place.x, place.y);
    settings.is_maximised = place.is_maximised;
  }
  auto device = make_window_device(settings);
  if (!device) {
    std::fprintf(stderr,
                 "kinemote: %s\nWithout a display, `kinemote studio --shot picture.png` draws the "
                 "studio into a file and `kinemote demo --out DIR` shows the whole tour.\n",
                 device.error().message.c_str());
    return static_cast<int>(device.error().code);
  }
  StudioWindow window(options, std::move(device).value());
  return window.run();
}

}  // namespace kinemote::view
