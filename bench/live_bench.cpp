// From a packet to a prediction: a pose as JSON, read, kept, and the last 64 frames recognised.
//
//   live_bench [RECOGNISER.krec] [--packets N]
//
// Without a file, logistic regression over the skeleton input is fitted to the built-in motions
// first. The reference is the recogniser alone, on a window that is ready; the budget of a whole
// turn is 10 ms at the 99th percentile. Times are wall-clock milliseconds, one thread.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "app/assets.h"
#include "app/live/live_reader.h"
#include "app/live/outgoing_stream.h"
#include "app/recognition/recognition_input.h"
#include "app/synthesiser.h"
#include "synthesis/procedural/corpus.h"

namespace {

namespace app = kinemote::app;

constexpr double kBudget_ms = 10.0;
constexpr int kWarmUp = 80;  // packets, which fill the window

std::unique_ptr<app::OpenedRecogniser> fitted_recogniser() {
  app::ClipSetSettings corpus;
  corpus.corpus.clip_count = 60;
  const auto clips = app::open_clip_set("builtin", corpus, {});
  if (!clips) return nullptr;
  app::RecognitionSettings settings;
  const auto set =
      app::make_recognition_set(*clips, app::RecognitionInput::kSkeleton, settings, 1, true, {});
  if (!set) return nullptr;
  std::vector<int> all(set->windows.size());
  std::iota(all.begin(), all.end(), 0);
  app::RecogniserSpec spec;
  spec.model = "logistic";
  spec.searches_grid = false;
  auto fitted = app::fit_recogniser(*set, all, {}, spec, {settings, 1}, {});
  if (!fitted) return nullptr;
  auto opened = std::make_unique<app::OpenedRecogniser>();
  opened->recogniser = std::move(*fitted);
  opened->spec = spec;
  opened->settings = settings;
  opened->settings.classes = set->class_names;
  return opened;
}

void print(const char* what, const app::LatencyStats& stats) {
  std::printf("  %-44s p50 %7.3f ms   p99 %7.3f ms\n", what, stats.median_ms, stats.p99_ms);
}

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  int packets = 1000;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--packets" && i + 1 < argc) {
      packets = std::max(1, std::atoi(argv[++i]));
    } else {
      file = argv[i];
    }
  }
  std::unique_ptr<app::OpenedRecogniser> recogniser;
  if (file.empty()) {
    recogniser = fitted_recogniser();
  } else if (auto opened = app::open_recogniser(file)) {
    recogniser = std::make_unique<app::OpenedRecogniser>(std::move(*opened));
  } else {
    std::fprintf(stderr, "%s\n", opened.error().message.c_str());
    return 3;
  }
  const auto affect = app::load_affect_model("");
  const auto clip =
      kinemote::synthesis::perform({.content = "walk", .take_seed = 3, .duration_s = 8.0});
  if (!recogniser || !affect || !clip) {
    std::fprintf(stderr, "the built-in motions or models cannot be used\n");
    return 4;
  }
  const auto stream = app::OutgoingStream::of_clip(*clip);
  if (!stream) return 3;
  std::printf("%s, %d packets of %d joints, %zu bytes each\n", recogniser->spec.name().c_str(),
              packets, stream->hello().skeleton->size(),
              app::packet_bytes(stream->pose(0), app::PacketFormat::kJson).size());

  // The reference: a window that is ready.
  const auto seen =
      app::see_clip(*trim(*clip, 0, 64), "bench", recogniser->spec.input, recogniser->settings);
  if (!seen) return 3;
  const app::RecognitionSet window = app::set_of_window(
      *seen, recogniser->spec.input, std::make_shared<const kinemote::Clip>(*trim(*clip, 0, 64)));
  std::vector<double> alone_ms;
  for (int i = 0; i < packets + kWarmUp; ++i) {
    const auto start = std::chrono::steady_clock::now();
    if (!recogniser->recogniser->probabilities(window, {0})) return 3;
    if (i >= kWarmUp) alone_ms.push_back(app::milliseconds_since(start));
  }
  const app::LatencyStats alone = app::latency_stats(std::move(alone_ms));
  print("the recogniser alone (reference)", alone);

  app::LiveStream live;
  app::LiveRecorder recorder;
  app::LiveReader reader(std::move(recogniser), app::reader_of(*affect), {});
  live.take(app::packet_bytes(stream->hello(), app::PacketFormat::kJson), 0.0);
  std::vector<double> taking_ms, whole_ms;
  for (int i = 0; i < packets + kWarmUp; ++i) {
    const std::string bytes =
        app::packet_bytes(stream->pose(i), app::PacketFormat::kJson);
    const auto start = std::chrono::steady_clock::now();
    for (const app::LiveArrival& arrival : live.take(bytes, i / stream->fps())) {
      recorder.add(arrival);
    }
    const double taken_ms = app::milliseconds_since(start);
    const app::LiveReading reading = reader.read({recorder.recent(reader.span_s())});
    if (i < kWarmUp) continue;
    if (reading.probabilities.empty() || !reading.pad) {
      std::fprintf(stderr, "no prediction: %s\n", reading.unsure.c_str());
      return 5;
    }
    taking_ms.push_back(taken_ms);
    whole_ms.push_back(app::milliseconds_since(start));
  }
  print("packet to kept pose", app::latency_stats(std::move(taking_ms)));
  const app::LatencyStats whole = app::latency_stats(std::move(whole_ms));
  print("packet to class and PAD", whole);
  std::printf("  ratio %.2f (recogniser alone / whole, p50); budget %.0f ms: %s\n",
              alone.median_ms / whole.median_ms, kBudget_ms,
              whole.p99_ms <= kBudget_ms ? "kept" : "missed");
  return 0;
}
