// From the hand on a slider to the figure's new pose, through the session as the studio runs it,
// against decoding alone in the same run.
//
//   slider_to_pose_bench [MODEL] [--moves N]
//
// MODEL defaults to the shipped one. Every kind of slider is dragged: one latent, a principal
// direction, the way between two kept motions of different emotion, the same for one part of the
// body, and the pad. Times are wall-clock milliseconds; the budget is 16 at the 99th
// percentile. Processor time says what other work on the machine has no part in.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "app/session.h"
#include "bench_model.h"
#include "synthesis/control/model_file.h"

namespace {

namespace app = kinemote::app;
using kinemote::synthesis::Condition;

constexpr double kBudget_ms = 16.0;
constexpr int kWarmUp = 20;  // moves that fill caches

double decode_alone_p50_ms(kinemote::synthesis::MotionModel& model, int count) {
  std::vector<double> times_ms;
  std::vector<float> latent(model.card().latent.size());
  for (int i = 0; i < count + kWarmUp; ++i) {
    for (size_t d = 0; d < latent.size(); ++d) {
      latent[d] = std::sin(0.7F * static_cast<float>(i) + 1.3F * static_cast<float>(d));
    }
    const auto start = std::chrono::steady_clock::now();
    const bool is_decoded = model.decode(latent, Condition{}).ok();
    if (is_decoded && i >= kWarmUp) times_ms.push_back(app::milliseconds_since(start));
  }
  return app::latency_stats(std::move(times_ms)).median_ms;
}

/// Until the figure shows the newest wish.
void settle(app::Session& session) {
  while (session.synthesiser().is_busy()) session.take_live(1.0, 1.0 / 60.0);
}

struct Moves {
  app::LatencyStats wall;
  double processor_ms = 0.0;  // of a move, all threads: what an idle machine would take at most
};

/// Moves a slider `count` times, each once the figure has followed the move before.
Moves time_moves(app::Session& session, int count, const std::function<void(double share)>& move) {
  std::vector<double> times_ms;
  std::clock_t processor_start = 0;
  for (int i = 0; i < count + kWarmUp; ++i) {
    if (i == kWarmUp) processor_start = std::clock();
    const double share = 0.5 + 0.45 * std::sin(0.37 * i);
    const auto start = std::chrono::steady_clock::now();
    move(share);
    settle(session);
    if (i >= kWarmUp) times_ms.push_back(app::milliseconds_since(start));
  }
  const double processor_s = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  return {app::latency_stats(std::move(times_ms)), 1e3 * processor_s / count};
}

}  // namespace

int main(int argc, char** argv) {
  auto bench = kinemote::bench::open_bench_model(argc, argv, "--moves", 300);
  if (!bench.model) return bench.exit_code;
  const int moves = bench.count;
  std::printf("%s, %s\n", bench.model->card().name.c_str(), bench.backend.c_str());
  const double reference_ms = decode_alone_p50_ms(*bench.model, moves);
  std::printf("  %-34s p50 %7.2f ms\n", "decoding alone (reference)", reference_ms);

  app::Session session({}, [] {});
  session.synthesiser().use(std::move(bench.model));
  const auto gesture = app::Gesture::kPreview;
  session.set_pad({-0.5, -0.4, -0.3}, app::Gesture::kCommit);
  session.randomise_latent();
  settle(session);
  session.keep(app::Session::Slot::kA);
  session.set_pad({0.7, 0.6, 0.3}, app::Gesture::kCommit);
  session.randomise_latent();
  settle(session);
  session.keep(app::Session::Slot::kB);
  struct Slider {
    const char* name;
    const char* region;
    std::function<void(double)> move;
  };
  const auto blend = [&](double share) { session.set_blend(share, gesture); };
  const std::vector<Slider> sliders{
      {"one latent", "",
       [&](double s) { session.set_latent(3, static_cast<float>(4.0 * s - 2.0), gesture); }},
      {"principal direction", "",
       [&](double s) { session.set_component(0, static_cast<float>(4.0 * s - 2.0), gesture); }},
      {"between A and B", "", blend},
      {"between A and B, right arm only", "right-arm", blend},
      {"the pad", "", [&](double s) {
         session.set_pad({2.0 * s - 1.0, 0.3, 0.0}, gesture);
       }}};
  double worst_ms = 0.0;
  for (const Slider& slider : sliders) {
    session.set_region(slider.region);
    settle(session);
    const Moves found = time_moves(session, moves, slider.move);
    worst_ms = std::max(worst_ms, found.wall.p99_ms);
    std::printf("  %-34s p50 %7.2f ms   p99 %7.2f ms   processor %7.2f ms   ratio %.2f\n",
                slider.name, found.wall.median_ms, found.wall.p99_ms, found.processor_ms,
                reference_ms / found.wall.median_ms);
  }
  std::printf("  budget %.0f ms: %s (%.2f ms)\n", kBudget_ms,
              worst_ms <= kBudget_ms ? "kept" : "missed", worst_ms);
  return 0;
}
