// Time to build the studio's interface, against a plain scatter plot alone; and to draw the window.
//
//   interface_bench [--frames N]
//
// Building is measured without a renderer, on one thread: library, map, pad, time line and bars of
// a 1600 x 900 window, with 240 and with 20,000 motions in library and map, also while a brush
// paints over these. The reference is a
// frame with nothing but 20,000 points, drawn in the obvious way, a circle each. Drawing is
// measured off-screen with software or hardware OpenGL, whichever the machine has: the 3-D view
// alone and the whole window.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <random>
#include <string_view>
#include <vector>

#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#include <imgui.h>

#include "app/curve_catalogue.h"
#include "app/studio_commands.h"
#include "synthesis/procedural/corpus.h"
#include "view/render/device.h"
#include "view/render/render_target.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_scene.h"
#include "view/ui/studio_ui.h"

namespace {

namespace app = kinemote::app;
namespace view = kinemote::view;

constexpr int kWidth = 1600, kHeight = 900;

struct Timing {
  double best_ms = 0.0, median_ms = 0.0, processor_ms = 0.0;
};

template <typename Frame>
Timing time_frames(int count, const Frame& frame) {
  for (int i = 0; i < 5; ++i) frame();
  std::vector<double> times_ms;
  const std::clock_t processor_start = std::clock();
  for (int i = 0; i < count; ++i) {
    const auto start = std::chrono::steady_clock::now();
    frame();
    times_ms.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  const double processor_s = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  std::sort(times_ms.begin(), times_ms.end());
  return {times_ms.front(), times_ms[times_ms.size() / 2], 1e3 * processor_s / count};
}

void print(const char* name, const Timing& timing, double reference_ms) {
  std::printf("%-44s best %7.3f ms  median %7.3f ms  processor %7.3f ms", name, timing.best_ms,
              timing.median_ms, timing.processor_ms);
  if (reference_ms > 0.0) std::printf("  ratio %.2f", timing.best_ms / reference_ms);
  std::printf("\n");
}

/// Motions with names, labels and random places on a map; one short walk stands for all of them.
app::ClipSet made_set(int count) {
  kinemote::synthesis::PerformSettings performance;
  performance.content = "walk";
  performance.duration_s = 3.0;
  const auto walk = kinemote::synthesis::perform(performance);
  app::ClipSet set;
  set.dataset.root = "made";
  set.dataset.scheme = "folder";
  for (int i = 0; i < count; ++i) {
    kinemote::io::DatasetEntry entry;
    entry.name = "motion_" + std::to_string(i);
    entry.path = "/made/" + entry.name;
    entry.label = "label " + std::to_string(i % 15);
    entry.content = i % 2 == 0 ? "walk" : "run";
    set.dataset.entries.push_back(std::move(entry));
  }
  set.load = [walk](int) -> kinemote::Result<kinemote::io::ClipImport> {
    return kinemote::io::ClipImport{walk.value()};
  };
  return set;
}

app::MapResult made_map(const app::ClipSet& set) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  app::MapResult map;
  const int count = set.size();
  map.coordinates.resize(count, 2);
  for (int i = 0; i < count; ++i) {
    map.clips.push_back({set.dataset.entries[i], i % 15, 3.0});
    map.coordinates(i, 0) = normal(random);
    map.coordinates(i, 1) = normal(random);
  }
  map.eigenvalues = map.coordinates.colwise().squaredNorm();
  map.ari = map.silhouette = std::nan("");
  return map;
}

/// A session with `count` motions, settled, on a given drawing back end.
struct Studio {
  Studio(int count, view::ImGuiHost::Drawing drawing)
      : session({}, [] {}), host(drawing), ui(session, commands, host) {
    (void)app::register_studio_commands(commands, session);
    app::ClipSet set = made_set(count);
    app::MapResult map = made_map(set);
    session.use_clip_set(std::move(set), true);
    session.jobs().cancel_all();  // the map comes from here
    while (!session.is_settled()) session.update(0.0);
    std::vector<int> entries(static_cast<size_t>(count));
    std::iota(entries.begin(), entries.end(), 0);
    session.map().set(std::move(map), session.library().styles(), std::move(entries));
  }
  void frame(const view::StageTexture& stage = {}) {
    view::StudioUi::FrameInput input;
    input.width = kWidth;
    input.height = kHeight;
    input.elapsed_s = 1.0 / 60.0;
    input.device = "benchmark";
    input.stage = stage;
    ui.frame(input);
  }
  app::Session session;
  app::CommandRegistry commands;
  view::ImGuiHost host;
  view::StudioUi ui;
};

/// What a plain ImGui program would do for a scatter plot alone: a circle a point.
double time_circles(int count, int points) {
  view::ImGuiHost host(view::ImGuiHost::Drawing::kNone);
  host.set_look(view::palette_of(view::Theme::kDark), 1.0f);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> at(0.0f, 800.0f);
  std::vector<ImVec2> centres;
  for (int i = 0; i < points; ++i) centres.push_back({at(random), at(random)});
  const Timing timing = time_frames(count, [&] {
    host.begin_frame(kWidth, kHeight, 1.0f / 60.0f);
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    for (const ImVec2& centre : centres) list.AddCircleFilled(centre, 5.5f, 0xFF9040C0u);
    host.end_frame();
  });
  print("20,000 ImGui circles alone (reference)", timing, timing.best_ms);
  return timing.best_ms;
}

/// All that can be drawn over time, measured.
void show_every_curve(app::Session& session) {
  app::LaneChoice& lanes = session.view().lanes;
  for (const app::CurveInfo& info : app::curve_catalogue()) lanes.curves.push_back(info.id);
  lanes.shows_curves = true;
  session.clock().pause();
  session.update(0.0);
  while (!session.is_settled()) session.update(0.0);
}

void time_drawing(int count) {
  auto device = view::make_offscreen_device();
  if (!device) {
    std::printf("drawing is not measured: %s\n", device.error().message.c_str());
    return;
  }
  const bool is_software = (*device)->is_software();
  auto target = view::RenderTarget::make(kWidth, kHeight, 0);
  auto renderer =
      view::SceneRenderer::make(is_software ? view::Quality::kLow : view::Quality::kHigh);
  if (!target || !renderer) return;
  std::printf("%s\n", (*device)->description().c_str());
  Studio studio(240, view::ImGuiHost::Drawing::kOpenGl);
  const auto draw_stage = [&](int cell, int width, int height) {
    return (*renderer)->draw(view::stage_scene(studio.session, cell),
                             view::cell_camera(studio.session, cell), width, height, cell);
  };
  studio.frame();
  const view::Rect rect = studio.ui.stage_rect();
  const Timing stage = time_frames(count, [&] {
    draw_stage(0, static_cast<int>(rect.width), static_cast<int>(rect.height));
    glFinish();
  });
  const Timing interface = time_frames(count, [&] {
    target->bind();
    glViewport(0, 0, kWidth, kHeight);
    studio.frame();
    glFinish();
  });
  const Timing window = time_frames(count, [&] {
    target->bind();
    glViewport(0, 0, kWidth, kHeight);
    studio.frame(draw_stage);
    glFinish();
  });
  print("the 3-D view", stage, 0.0);
  print("the window without it", interface, 0.0);
  print("the whole window, with the 3-D view", window, 0.0);
}

}  // namespace

int main(int argc, char** argv) {
  int frames = 100;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) == "--frames") frames = std::max(1, std::atoi(argv[i + 1]));
  }
  const double reference_ms = time_circles(frames, 20000);
  for (const int count : {240, 20000}) {
    Studio studio(count, view::ImGuiHost::Drawing::kNone);
    char name[64];
    std::snprintf(name, sizeof name, "the interface, %d motions on the map", count);
    print(name, time_frames(frames, [&] { studio.frame(); }), reference_ms);
    if (count < 20000) {
      show_every_curve(studio.session);
      std::snprintf(name, sizeof name, "the same, %zu curves on the timeline",
                    studio.session.view().lanes.curves.size());
      print(name, time_frames(frames, [&] { studio.frame(); }), reference_ms);
      continue;
    }
    // A brush that moves over the middle of the map, where points lie closest.
    studio.session.view().map_tool = app::MapTool::kBrush;
    studio.session.view().map_brush = 40.0f;
    const view::Rect stage = studio.ui.stage_rect();
    const float middle = 0.5f * (stage.right() + kWidth - app::Layout::kInspectorWidth);
    ImGuiIO& io = ImGui::GetIO();
    int step = 0;
    const auto paint = [&] {
      io.MousePos = {middle + 10.0f * static_cast<float>(step % 9 - 4),
                     stage.y + 0.45f * stage.height};
      io.MouseDown[0] = ++step > 2;
      studio.frame();
    };
    print("the same, painting a selection", time_frames(frames, paint), reference_ms);
  }
  time_drawing(frames);
  return 0;
}
