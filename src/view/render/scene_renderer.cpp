#include <algorithm>
#include <array>
#include <cmath>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include "view/render/figure_pass.h"
#include "view/render/ground_pass.h"
#include "view/render/marker_pass.h"
#include "view/render/pixels.h"
#include "view/render/quality.h"
#include "view/render/render_target.h"
#include "view/render/scene.h"
#include "view/render/supersampling.h"
#include "view/render/trail_pass.h"

namespace kinemote::view {
namespace {

/// Restores the caller's framebuffer and viewport, and leaves the state that scene.h promises.
class StateGuard {
 public:
  StateGuard() {
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer_);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer_);
    glGetIntegerv(GL_VIEWPORT, viewport_.data());
  }
  ~StateGuard() {
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_framebuffer_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_framebuffer_));
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glBindVertexArray(0);
    glUseProgram(0);
  }
  StateGuard(const StateGuard&) = delete;
  StateGuard& operator=(const StateGuard&) = delete;

 private:
  GLint draw_framebuffer_ = 0;
  GLint read_framebuffer_ = 0;
  std::array<GLint, 4> viewport_{};
};

class GlSceneRenderer : public SceneRenderer {
 public:
  GlSceneRenderer(const QualitySettings& quality, FigurePass figures, GroundPass ground,
                  TrailPass trails, MarkerPass markers, ShadowMap shadow_map)
      : quality_(quality),
        figures_(std::move(figures)),
        ground_(std::move(ground)),
        trails_(std::move(trails)),
        markers_(std::move(markers)),
        shadow_map_(std::move(shadow_map)) {
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &largest_);
  }

  unsigned draw(const Scene& scene, const Camera& camera, int width, int height,
                int slot) override {
    const StateGuard guard;
    RenderTarget* target =
        prepare_target(screens_[static_cast<size_t>(slot)], width, height, 1);
    if (target == nullptr) return 0;
    draw_into(*target, scene, camera, 1);
    return target->texture();
  }

  Image picture(const Scene& scene, const Camera& camera, int width, int height) override {
    const StateGuard guard;
    const bool fits = std::max(width, height) * quality_.picture_scale <= largest_;
    const int scale = fits ? quality_.picture_scale : 1;
    RenderTarget* target = prepare_target(picture_, width, height, scale);
    if (target == nullptr) return {};
    draw_into(*target, scene, camera, scale);
    return finish_picture(target->read(), scale);
  }

 private:
  /// The kept target if it has this size, else a new one; null if the driver has no memory for it.
  RenderTarget* prepare_target(std::optional<RenderTarget>& kept, int width, int height,
                               int scale) {
    const int used_width = scale * std::clamp(width, 1, largest_ / scale);
    const int used_height = scale * std::clamp(height, 1, largest_ / scale);
    if (!kept || kept->width() != used_width || kept->height() != used_height) {
      kept.reset();
      Result<RenderTarget> made = RenderTarget::make(used_width, used_height, quality_.samples);
      if (!made) return nullptr;
      kept = std::move(made).value();
    }
    return &*kept;
  }

  void draw_into(const RenderTarget& target, const Scene& scene, const Camera& camera, int scale) {
    const Look& look = look_of(scene.theme);
    const auto ground_m = static_cast<float>(scene.ground_m);
    const FrameView view =
        make_frame_view(camera, target.width(), target.height(), static_cast<float>(scale));
    figures_.prepare(scene);
    const ShadowFrame shadow =
        fit_shadow(figures_.casters(), to_key_light(), scene.ground_m, shadow_map_.size());

    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LESS);
    glDepthMask(GL_TRUE);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glDisable(GL_SCISSOR_TEST);
    glClearDepth(1.0);
    shadow_map_.begin();
    if (shadow.has_casters) figures_.draw_depth(shadow.clip_from_world);

    target.bind();
    glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glDisable(GL_DEPTH_TEST);
    if (!scene.is_transparent) ground_.draw_backdrop(look);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    shadow_map_.bind_textures();
    const bool is_above = view.eye.w == 0.0f ? view.eye.y > 0.0f : view.eye.y > ground_m;
    if (scene.has_ground && is_above) {
      if (!scene.is_transparent) ground_.draw_floor(view, look, ground_m);
      ground_.draw_shade(view, look, shadow, figures_.figures(), ground_m);
      ground_.draw_contacts(view, figures_.figures(), ground_m);
    }
    glEnable(GL_DEPTH_TEST);
    glDisable(GL_BLEND);
    glEnable(GL_CULL_FACE);
    figures_.draw_solid(view, look, shadow);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    trails_.draw(scene.trails, view);
    glEnable(GL_CULL_FACE);
    figures_.draw_ghosts(view, look, shadow);
    glDisable(GL_CULL_FACE);
    markers_.draw(scene.lines, scene.markers, view);
    shadow_map_.unbind_textures();
    target.resolve();
  }

  QualitySettings quality_;
  FigurePass figures_;
  GroundPass ground_;
  TrailPass trails_;
  MarkerPass markers_;
  ShadowMap shadow_map_;
  GLint largest_ = 1;
  std::array<std::optional<RenderTarget>, kSlots> screens_;
  std::optional<RenderTarget> picture_;
};

Result<std::unique_ptr<SceneRenderer>> make_renderer(const QualitySettings& settings) {
  const StateGuard guard;
  Result<FigurePass> figures = FigurePass::make(settings);
  if (!figures) return figures.error();
  Result<GroundPass> ground = GroundPass::make(settings);
  if (!ground) return ground.error();
  Result<TrailPass> trails = TrailPass::make();
  if (!trails) return trails.error();
  Result<MarkerPass> markers = MarkerPass::make();
  if (!markers) return markers.error();
  Result<ShadowMap> shadow_map = ShadowMap::make(settings.shadow_map_size);
  if (!shadow_map) return shadow_map.error();
  return std::unique_ptr<SceneRenderer>(std::make_unique<GlSceneRenderer>(
      settings, std::move(figures).value(), std::move(ground).value(), std::move(trails).value(),
      std::move(markers).value(), std::move(shadow_map).value()));
}

}  // namespace

Result<std::unique_ptr<SceneRenderer>> SceneRenderer::make(Quality quality) {
  return make_renderer(settings_of(quality));
}

Result<std::unique_ptr<SceneRenderer>> make_picture_renderer(int scale) {
  QualitySettings settings = settings_of(Quality::kHigh);
  settings.picture_scale = std::clamp(scale, 1, 4);
  return make_renderer(settings);
}

}  // namespace kinemote::view
