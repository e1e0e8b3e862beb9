#include "view/ui/offscreen_studio.h"

#include <GL/gl.h>
#include <imgui.h>

#include <chrono>
#include <thread>

#include "app/picture_file.h"
#include "app/studio_commands.h"
#include "app/ui_settings.h"
#include "view/ui/script.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_scene.h"
#include "view/ui/studio_start.h"

namespace kinemote::view {

OffscreenStudio::OffscreenStudio(std::unique_ptr<Device> device, RenderTarget target,
                                 std::unique_ptr<SceneRenderer> renderer,
                                 std::unique_ptr<SceneRenderer> quick, ColourVisionPass seen_as)
    : device_(std::move(device)),
      target_(std::move(target)),
      renderer_(std::move(renderer)),
      quick_(std::move(quick)),
      seen_as_(std::move(seen_as)) {}

Result<std::unique_ptr<OffscreenStudio>> OffscreenStudio::make(const app::StudioOptions& options) {
  auto device = make_offscreen_device();
  if (!device) return device.error();
  auto target = RenderTarget::make(options.width, options.height, 0);
  if (!target) return target.error();
  auto renderer = SceneRenderer::make(Quality::kHigh);
  if (!renderer) return renderer.error();
  std::unique_ptr<SceneRenderer> quick;
  if ((*device)->is_software()) {
    auto low = SceneRenderer::make(Quality::kLow);
    if (!low) return low.error();
    quick = std::move(low).value();
  }
  auto seen_as = ColourVisionPass::make();
  if (!seen_as) return seen_as.error();
  std::unique_ptr<OffscreenStudio> studio(new OffscreenStudio(
      std::move(device).value(), std::move(target).value(), std::move(renderer).value(),
      std::move(quick), std::move(seen_as).value()));
  if (Status status = studio->start(options); !status) return status.error();
  return studio;
}

Status OffscreenStudio::start(const app::StudioOptions& options) {
  session_ = std::make_unique<app::Session>(options, [] {});
  if (Status status = app::register_studio_commands(commands_, *session_); !status) return status;
  // Pictures must not depend on how somebody left the window.
  if (Status status = prepare_view(*session_, {}); !status) return status;
  host_ = std::make_unique<ImGuiHost>(ImGuiHost::Drawing::kOpenGl);
  ui_ = std::make_unique<StudioUi>(*session_, commands_, *host_);
  ui_->probe().enable();
  scale_ = options.ui_scale > 0.0 ? static_cast<float>(options.ui_scale) : 1.0f;
  return session_->start();
}

void OffscreenStudio::frame(double elapsed_s) { run_frame(elapsed_s, nullptr); }

void OffscreenStudio::drawn_frame(double elapsed_s) {
  run_frame(elapsed_s, quick_ ? quick_.get() : renderer_.get());
}

void OffscreenStudio::run_frame(double elapsed_s, SceneRenderer* renderer) {
  target_.bind();
  glViewport(0, 0, target_.width(), target_.height());
  StudioUi::FrameInput input;
  input.width = static_cast<float>(target_.width());
  input.height = static_cast<float>(target_.height());
  input.device_scale = scale_;
  input.elapsed_s = elapsed_s;
  input.device = device_->description();
  input.is_drawn = renderer != nullptr;
  input.stage = [this, renderer](int cell, int width, int height) {
    return renderer->draw(stage_scene(*session_, cell), cell_camera(*session_, cell), width, height,
                          cell);
  };
  input.preview = [renderer](const Scene& scene, const Camera& camera, int slot, int width,
                             int height) {
    return renderer->draw(scene, camera, width, height, SceneRenderer::kFirstPreview + slot);
  };
  ui_->frame(input);
  if (renderer != nullptr) {
    seen_as_.apply(session_->view().seen_as, target_.width(), target_.height());
    glFinish();
  }
  session_->frame_drawn();
  ImGui::GetIO().MouseWheel = 0.0f;
  app::ViewRequests& requests = session_->view().requests;
  // The next frame's: of the library's field, and of what is shown to an audience.
  app::ViewRequests kept;
  kept.tour = std::move(requests.tour);
  kept.focus_search = requests.focus_search;
  requests = std::move(kept);
}

void OffscreenStudio::advance(double seconds) {
  const int frames = static_cast<int>(seconds / kStep_s + 0.5);
  for (int i = 0; i < frames; ++i) {
    (void)settle();
    frame();
  }
}

Status OffscreenStudio::settle(double timeout_s) {
  const auto start = std::chrono::steady_clock::now();
  while (!session_->is_settled()) {
    session_->update(0.0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - start;
    if (waited.count() > timeout_s) {
      return environment_error("background work did not end within " +
                               std::to_string(static_cast<int>(timeout_s)) + " s");
    }
  }
  return {};
}

Image OffscreenStudio::picture() {
  run_frame(0.0, renderer_.get());
  target_.resolve();
  Image image = target_.read();
  for (size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  return image;
}

void OffscreenStudio::move_mouse(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
void OffscreenStudio::press_mouse(int button, bool is_down) {
  ImGui::GetIO().MouseDown[button] = is_down;
}
void OffscreenStudio::turn_wheel(float steps) { ImGui::GetIO().MouseWheel = steps; }
void OffscreenStudio::hold(bool ctrl, bool shift, bool alt) {
  ImGui::GetIO().KeyCtrl = ctrl;
  ImGui::GetIO().KeyShift = shift;
  ImGui::GetIO().KeyAlt = alt;
}
void OffscreenStudio::key(const app::KeyChord& chord) {
  ui_->key_pressed(chord, false);
  host_->feed_key(chord, true);
  frame();
  host_->feed_key(chord, false);
  frame();
}
void OffscreenStudio::type(const std::string& text) {
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
}

int run_offscreen(const app::StudioOptions& options) {
  auto studio = OffscreenStudio::make(options);
  if (!studio) return fail(studio.error());
  (*studio)->move_mouse(-1000.0f, -1000.0f);
  if (!options.script.empty()) {
    if (const int code = run_script(**studio, options.script); code != 0) return code;
  }
  if (options.shot.empty()) return 0;
  if (const Status status = (*studio)->settle(); !status) return fail(status.error());
  (*studio)->frame(0.0);
  (*studio)->advance(options.seconds);
  if (const Status status = (*studio)->settle(); !status) return fail(status.error());
  (*studio)->session().messages().dismiss_all();
  (*studio)->frame(0.0);
  const Status status = app::write_picture((*studio)->picture(), options.shot);
  return status ? 0 : fail(status.error());
}

}  // namespace kinemote::view
