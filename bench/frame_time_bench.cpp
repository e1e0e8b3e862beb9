// Time to draw a frame of the stage, against the least that any frame of that size costs.
//
//   frame_time_bench [--frames N]
//
// The reference is an empty frame: a framebuffer of the same size is cleared in one colour and read
// back whole. The ratio says how many such frames one frame of the stage costs; it depends
// less on the machine than milliseconds do. Milliseconds are the best and the median of N frames
// with a turning camera, and the processor time a frame of all threads together (software OpenGL
// draws on every core, so on a busy machine only that number means something).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <vector>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>

#include "motion/core/kinematics.h"
#include "view/render/device.h"
#include "view/render/scene.h"

namespace {

using kinemote::Quat;
using kinemote::Vec3;
namespace view = kinemote::view;

struct Timing {
  double best_ms = 0.0, median_ms = 0.0, processor_ms = 0.0;
};

template <typename Frame>
Timing time_frames(int count, const Frame& frame) {
  for (int i = 0; i < 3; ++i) frame(i);
  glFinish();
  std::vector<double> times_ms;
  const std::clock_t processor_start = std::clock();
  for (int i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    frame(i);
    glFinish();
    times_ms.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  const double processor_s = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  std::sort(times_ms.begin(), times_ms.end());
  return {times_ms.front(), times_ms[times_ms.size() / 2], 1e3 * processor_s / count};
}

Timing time_empty_frames(int count, int width, int height) {
  GLuint framebuffer = 0;
  GLuint colour = 0;
  glGenFramebuffers(1, &framebuffer);
  glGenRenderbuffers(1, &colour);
  glBindRenderbuffer(GL_RENDERBUFFER, colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour);
  // Short, so measured more often.
  std::vector<unsigned char> pixels(static_cast<size_t>(4) * width * height);
  const Timing timing = time_frames(10 * count, [&](int frame) {
    glClearColor(0.01f * static_cast<float>(frame % 50), 0.2f, 0.3f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
  });
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glDeleteFramebuffers(1, &framebuffer);
  glDeleteRenderbuffers(1, &colour);
  return timing;
}

/// The built-in figure with hanging arms, and ghosts of it in a row behind.
view::Scene scene_with(int ghosts) {
  const kinemote::SkeletonPtr skeleton = kinemote::canonical_skeleton();
  kinemote::Clip clip = kinemote::Clip::make(skeleton, 1, 1.0 / 30.0);
  clip.rotations[skeleton->find("LeftUpperArm")] = glm::angleAxis(-1.2, kinemote::kForward);
  clip.rotations[skeleton->find("RightUpperArm")] = glm::angleAxis(1.2, kinemote::kForward);
  const kinemote::WorldMotion world = kinemote::forward_kinematics(clip);
  view::Scene scene;
  for (int i = 0; i <= ghosts; ++i) {
    view::Figure figure = view::figure_at(clip, world, 0);
    for (Vec3& position : figure.positions) position += Vec3(-0.35 * i, 0.0, -0.25 * i);
    if (i > 0) figure.opacity = 0.3f;
    if (i == 0) figure.contacts = {true, true, true, true};
    scene.figures.push_back(std::move(figure));
  }
  return scene;
}

}  // namespace

int main(int argc, char** argv) {
  int frames = 40;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--frames") frames = std::max(1, std::atoi(argv[i + 1]));
  }
  const auto device = view::make_offscreen_device();
  if (!device) {
    std::fprintf(stderr, "%s\n", device.error().message.c_str());
    return static_cast<int>(device.error().code);
  }
  std::printf("%s\n", (*device)->description().c_str());
  std::printf("%-10s %-8s %-18s %9s %9s %13s %22s\n", "size", "quality", "scene", "best ms",
              "median ms", "processor ms", "ratio to empty frame");
  constexpr std::pair<int, int> kSizes[] = {{960, 540}, {1280, 720}};
  for (const auto& [width, height] : kSizes) {
    const Timing empty = time_empty_frames(frames, width, height);
    std::printf("%4dx%-5d %-8s %-18s %9.2f %9.2f %13.2f %22.1f\n", width, height, "-",
                "empty (reference)", empty.best_ms, empty.median_ms, empty.processor_ms, 1.0);
    for (const view::Quality quality : {view::Quality::kLow, view::Quality::kHigh}) {
      const auto renderer = view::SceneRenderer::make(quality);
      if (!renderer) {
        std::fprintf(stderr, "%s\n", renderer.error().message.c_str());
        return static_cast<int>(renderer.error().code);
      }
      for (const int ghosts : {0, 8}) {
        const view::Scene scene = scene_with(ghosts);
        view::Camera camera;
        const Timing timing = time_frames(frames, [&](int) {
          camera.azimuth_rad += 0.01;
          (*renderer)->draw(scene, camera, width, height);
        });
        std::printf("%4dx%-5d %-8s %-18s %9.2f %9.2f %13.2f %22.1f\n", width, height,
                    quality == view::Quality::kLow ? "low" : "high",
                    ghosts == 0 ? "1 figure" : "1 figure, 8 ghosts", timing.best_ms,
                    timing.median_ms, timing.processor_ms, timing.best_ms / empty.best_ms);
      }
    }
  }
  return 0;
}
