// What a live stream of poses shows, while it comes.
#include <algorithm>
#include <chrono>
#include <memory>
#include <numeric>

#include "app/assets.h"
#include "app/cli/support.h"
#include "app/live/live_reader.h"
#include "app/live/live_receiver.h"
#include "app/markup.h"
#include "motion/io/point_writer.h"

namespace kinemote::app {
namespace {

constexpr double kTurn_s = 0.1;  // longest time until a wish to stop is seen

struct ListenOptions {
  std::string from = "udp:9000";
  std::string model, affect, record;
  double seconds = 0.0;
  double every_s = 0.25;
  LiveReaderSettings reader;
};

double now_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Which formats a stream can be recorded in is known when it comes; which never can, before.
Status check_record(const std::string& path) {
  if (path.empty() || io::can_hold_points(path)) return {};
  return can_save_clip(path);
}

Result<std::unique_ptr<LiveReader>> open_reader(const ListenOptions& values) {
  std::unique_ptr<OpenedRecogniser> recogniser;
  if (!values.model.empty()) {
    auto opened = open_recogniser(values.model);
    if (!opened) return opened.error();
    recogniser = std::make_unique<OpenedRecogniser>(std::move(*opened));
  }
  AffectReader affect;
  if (values.affect != "none") {
    const auto source = load_affect_model(values.affect);
    if (!source) return source.error();
    affect = reader_of(*source);
  }
  return std::make_unique<LiveReader>(std::move(recogniser), std::move(affect), values.reader);
}

std::vector<int> ranked(const std::vector<double>& shares) {
  std::vector<int> order(shares.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return shares[a] > shares[b]; });
  return order;
}

Json reading_json(const LiveReading& reading, const std::vector<std::string>& classes) {
  Json shares = Json::object();
  for (const int k : ranked(reading.probabilities)) shares[classes[k]] = reading.probabilities[k];
  return {{"type", "prediction"},
          {"time_s", reading.time_s},
          {"class", reading.is_sure() ? Json(classes[reading.best]) : Json(nullptr)},
          {"unsure", reading.unsure.empty() ? Json(nullptr) : Json(reading.unsure)},
          {"probabilities", std::move(shares)},
          {"pad", reading.pad ? pad_json(*reading.pad) : Json(nullptr)},
          {"seen_frames", reading.seen_frames},
          {"window_frames", reading.window_frames},
          {"compute_ms", reading.compute_ms},
          {"latency_ms", reading.latency_ms}};
}

std::string reading_text(const LiveReading& reading, const std::vector<std::string>& classes) {
  std::string text = fixed_text(reading.time_s, 2) + " s  ";
  if (!classes.empty() && !reading.is_sure()) text += "not sure (" + reading.unsure + ")  ";
  int named = 0;
  for (const int k : ranked(reading.probabilities)) {
    if (++named > 3) break;
    text += (named > 1 ? ", " : "") + classes[k] + " " +
            fixed_text(100.0 * reading.probabilities[k], 0) + " %";
  }
  if (named == 0 && !reading.pad && reading.unsure.empty()) text += "nothing to say yet";
  if (reading.pad) text += (named > 0 ? "  " : "") + ("PAD " + pad_text(*reading.pad));
  return text;
}

Json counts_json(const LiveStatus& status) {
  const LiveCounts& counts = status.counts;
  return {{"frames", counts.frames},
          {"hellos", counts.hellos},
          {"malformed", counts.malformed},
          {"unannounced", counts.unannounced},
          {"late", counts.late},
          {"repeated", counts.repeated},
          {"overrun", counts.overrun},
          {"lost", counts.lost},
          {"gaps", counts.gaps}};
}

std::string counts_text(const LiveStatus& status) {
  const LiveCounts& counts = status.counts;
  return std::to_string(counts.frames) + " poses; " + std::to_string(counts.malformed) +
         " malformed, " + std::to_string(counts.unannounced) + " before a hello, " +
         std::to_string(counts.late) + " late, " + std::to_string(counts.repeated) + " repeated, " +
         std::to_string(counts.overrun) + " overrun, " + std::to_string(counts.lost) + " lost, " +
         std::to_string(counts.gaps) + " gaps";
}

Result<Json> write_recording(const std::string& path, const LiveRecording& recording,
                             Console& console) {
  if (path.empty()) return Json(nullptr);
  const auto motion = motion_of(recording, "live");
  if (!motion) return motion.error();
  console.warnings(motion->warnings);
  const bool writes_points = motion->points && io::can_hold_points(path);
  if (!writes_points && !motion->clip) {
    return usage_error("2-D points cannot be written as \"" + path + "\": record .csv or .npy");
  }
  const Status written = writes_points ? io::write_points(path, {&*motion->points, 1})
                                       : save_clip(path, *motion->clip);
  if (!written) return written.error();
  const int frames = writes_points ? motion->points->frame_count : motion->clip->frame_count;
  const double fps = writes_points ? 1.0 / motion->points->frame_time_s : motion->clip->fps();
  console.message("wrote " + path + ": " + std::to_string(frames) + " frames at " +
                  fixed_text(fps, 0) + " fps");
  return Json{{"path", path}, {"frames", frames}, {"fps", fps}};
}

/// One run: from the first packet to the end of the stream, of the time, or of patience.
class Listener {
 public:
  Listener(const ListenOptions& values, Invocation& invocation, LiveReader& reader)
      : values_(values), invocation_(invocation), reader_(reader) {}

  Result<Report> run(LiveReceiver& receiver) {
    const double start_s = now_s();
    recorder_.start();
    bool is_over = false;
    while (!is_over && !is_interrupted()) {
      receiver.wait_for(kTurn_s);
      // Asked before taking: what came until the end is then taken for sure.
      const bool is_ended = receiver.status().is_ended;
      for (const LiveArrival& arrival : receiver.take()) {
        if (is_over) break;
        take(arrival);
        is_over = values_.seconds > 0.0 && arrival.frame.time_s >= values_.seconds;
      }
      is_over =
          is_over || is_ended || (values_.seconds > 0.0 && now_s() - start_s >= values_.seconds);
    }
    return finish(receiver.status());
  }

 private:
  void take(const LiveArrival& arrival) {
    recorder_.add(arrival);
    if (recorder_.has_ended() && !has_told_end_) {
      has_told_end_ = true;
      if (!values_.record.empty()) {
        invocation_.console.message(
            "recording ended: the sender began anew, or the limit of ten minutes was reached");
      }
    }
    const bool is_new = arrival.stream != stream_;
    if (!is_new && arrival.frame.time_s - last_read_s_ < values_.every_s - 1e-9) return;
    if (is_new) last_read_s_ = arrival.frame.time_s;
    stream_ = arrival.stream;
    if (is_new) return;  // a first pose alone says nothing
    last_read_s_ = arrival.frame.time_s;
    print(reader_.read({recorder_.recent(reader_.span_s())}));
  }

  void print(const LiveReading& reading) {
    ++readings_;
    worst_ms_ = std::max(worst_ms_, reading.compute_ms);
    // Line by line, for whoever reads along.
    if (invocation_.global.json) {
      invocation_.out << reading_json(reading, reader_.classes()).dump() << std::endl;
    } else {
      invocation_.out << reading_text(reading, reader_.classes()) << std::endl;
    }
  }

  Result<Report> finish(const LiveStatus& status) {
    if (status.counts.frames == 0) {
      const std::string& refusal = status.counts.last_refusal;
      return bad_input("no pose came (" + counts_text(status) + ")" +
                       (refusal.empty() ? "" : "; last refused: " + refusal));
    }
    auto recorded = write_recording(values_.record, recorder_.finish(), invocation_.console);
    if (!recorded) return recorded.error();
    if (invocation_.global.json) {
      const Json summary = {{"type", "summary"},
                            {"counts", counts_json(status)},
                            {"predictions", readings_},
                            {"worst_compute_ms", worst_ms_},
                            {"recorded", *recorded}};
      invocation_.out << summary.dump() << std::endl;
    } else {
      invocation_.out << counts_text(status) << "; " << readings_
                      << " predictions, the slowest took " << fixed_text(worst_ms_, 1) << " ms"
                      << std::endl;
    }
    Report report;
    report.is_silent = true;
    report.exit_code = is_interrupted() ? static_cast<int>(ErrorCode::kCancelled) : 0;
    return report;
  }

  const ListenOptions& values_;
  Invocation& invocation_;
  LiveReader& reader_;
  LiveRecorder recorder_;
  std::shared_ptr<const LiveAnnouncement> stream_;
  double last_read_s_ = 0.0;
  int readings_ = 0;
  double worst_ms_ = 0.0;
  bool has_told_end_ = false;
};

Result<Report> run_listen(const ListenOptions& values, Invocation& invocation) {
  const auto place = parse_live_place(values.from, "stdin");
  if (!place) return place.error();
  if (Status s = values.reader.validate(); !s) return s.error();
  if (Status s = check_record(values.record); !s) return s.error();
  auto reader = open_reader(values);
  if (!reader) return reader.error();
  auto receiver = LiveReceiver::open(*place, {});
  if (!receiver) return receiver.error();
  if (place->kind == LivePlace::Kind::kUdp) {
    invocation.console.message("listening at " + (*receiver)->place().text());
  }
  if (!place->is_loopback()) {
    invocation.console.warnings({"every computer that reaches this address can send poses here"});
  }
  return Listener(values, invocation, **reader).run(**receiver);
}

}  // namespace

Command listen_command() {
  return {
      "listen",
      "Live",
      "What poses show that come in while they are made",
      "Takes poses as lines of JSON or as OSC messages (docs/live-input.md), says what they show a "
      "few times a second, and can record them. Ends with the input, after --seconds, or with "
      "Ctrl-C; what was recorded is written then. With --json one line of JSON a prediction, and "
      "a summary as the last line.",
      {"listen --from udp:9000 --seconds 10", "listen --from stdin --model moods.krec --json"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<ListenOptions>();
        options
            .option("from", values->from,
                    "udp:PORT (this computer alone), udp:ADDRESS:PORT (0.0.0.0: everybody who "
                    "reaches it) or stdin")
            .value_name("SOURCE");
        options.option("model", values->model, "Recogniser (train recogniser)").value_name("FILE");
        options
            .option("affect", values->affect,
                    "Model that PAD is read with; default: the built-in one; none: no PAD")
            .value_name("FILE");
        options
            .option("record", values->record,
                    "Write what came, at most ten minutes: any motion format, or points as .csv "
                    "or .npy")
            .value_name("FILE");
        options
            .option("seconds", values->seconds,
                    "Stop after so much of the stream, or of waiting; 0: never")
            .within(0.0, 86'400.0);
        options.option("every", values->every_s, "From one prediction to the next, seconds")
            .within(0.01, 60.0);
        options
            .option("sure", values->reader.least_sure,
                    "The least probability at which a class is named")
            .within(0.01, 1.0);
        options
            .option("smoothing", values->reader.smoothing_s,
                    "Time constant of smoothing, seconds; 0: none")
            .within(0.0, 60.0);
        return [values](Invocation& invocation) { return run_listen(*values, invocation); };
      }};
}

}  // namespace kinemote::app
