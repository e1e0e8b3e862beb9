// Time to draw a frame of the stage, against the least that any frame of that size costs.
//
//   frame_time_bench [--frames N]
//
// The reference is an empty frame: a framebuffer of the same size is cleared in one colour and read
// back whole. "x empty frame" says how many such frames one frame of the stage costs: what drawing
// adds to moving pixels. "x high" compares with the same scene at high quality in the same run:
// what low quality saves; of the two it depends less on the machine and on what else runs.
// Milliseconds are the best and the median of N frames with a turning camera, and the processor
// time a frame of all threads together (software OpenGL draws on every core, so on a busy machine
// only that number means something).
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
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
  std::printf("%-10s %-19s %-8s %8s %10s %13s %15s %8s\n", "size", "scene", "quality", "best ms",
              "median ms", "processor ms", "x empty frame", "x high");
  const auto print = [](int width, int height, const char* scene, const char* quality,
                        const Timing& timing) {
    std::printf("%4dx%-5d %-19s %-8s %8.2f %10.2f %13.2f", width, height, scene, quality,
                timing.best_ms, timing.median_ms, timing.processor_ms);
  };
  std::array<std::unique_ptr<view::SceneRenderer>, 2> renderers;
  for (const view::Quality quality : {view::Quality::kHigh, view::Quality::kLow}) {
    auto made = view::SceneRenderer::make(quality);
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().message.c_str());
      return static_cast<int>(made.error().code);
    }
    renderers[quality == view::Quality::kHigh ? 0 : 1] = std::move(made).value();
  }
  constexpr std::pair<int, int> kSizes[] = {{960, 540}, {1280, 720}};
  for (const auto& [width, height] : kSizes) {
    const Timing empty = time_empty_frames(frames, width, height);
    print(width, height, "empty (reference)", "-", empty);
    std::printf("\n");
    for (const int ghosts : {0, 8}) {
      const view::Scene scene = scene_with(ghosts);
      double high_ms = 0.0;
      for (const size_t level : {0u, 1u}) {
        view::Camera camera;
        const Timing timing = time_frames(frames, [&](int) {
          camera.azimuth_rad += 0.01;
          renderers[level]->draw(scene, camera, width, height);
        });
        if (level == 0) high_ms = timing.best_ms;
        print(width, height, ghosts == 0 ? "1 figure" : "1 figure, 8 ghosts",
              level == 0 ? "high" : "low", timing);
        std::printf(" %15.1f %8.2f\n", timing.best_ms / empty.best_ms, timing.best_ms / high_ms);
      }
    }
  }
  return 0;
}
