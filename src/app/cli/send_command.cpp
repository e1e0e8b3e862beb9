// A motion file as a live stream: for trying out what listens.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <thread>

#include "app/cli/support.h"
#include "app/live/outgoing_stream.h"
#include "app/markup.h"
#include "motion/core/projected_points.h"

namespace kinemote::app {
namespace {

constexpr double kTurn_s = 0.05;  // longest sleep, so that a wish to stop is seen

struct SendOptions {
  std::string file;
  std::string to = "udp:9000";
  std::string format = "json";
  std::string as;
  std::string unit = "auto";
  double fps = 0.0;
  bool loops = false;
  bool is_unpaced = false;
};

Result<OutgoingStream> open_stream(const SendOptions& values, Invocation& invocation) {
  const auto unit = parse_unit(values.unit);
  if (!unit) return unit.error();
  auto motion = io::read_motion(values.file, {.metres_per_unit = *unit});
  if (!motion) return motion.error();
  invocation.console.warnings(motion->warnings);
  const bool has_points = !motion->points.empty();
  if (values.as.empty() && has_points) {
    PointClip points = std::move(motion->points.front());
    if (values.fps > 0.0) {
      auto even = resample(points, values.fps);
      if (!even) return even.error();
      points = std::move(*even);
    }
    return OutgoingStream::of_points(std::move(points));
  }
  const auto figures = figures_of(*motion, values.file);
  if (!figures) return figures.error();
  auto clip = values.fps > 0.0 ? resample(figures->front(), values.fps) : figures->front();
  if (!clip) return clip.error();
  if (values.as.empty() || values.as == "skeleton") return OutgoingStream::of_clip(*clip);
  const PointLayout* layout =
      find_point_layout(values.as == "landmarks33" ? "mediapipe33" : values.as);
  auto points = project_points(*clip, *layout);
  if (!points) return points.error();
  points->has_depth = false;
  return OutgoingStream::of_points(std::move(*points));
}

/// Where packets go: a socket, or lines on stdout.
class Outlet {
 public:
  Outlet(UdpSender* socket, std::ostream& out) : socket_(socket), out_(out) {}
  Status send(const LivePacket& packet, PacketFormat format) {
    const std::string bytes = packet_bytes(packet, format);
    if (bytes.size() > kLongestPacket) {
      return bad_input("a packet of this motion takes " + std::to_string(bytes.size()) +
                       " bytes; at most " + std::to_string(kLongestPacket) + " can be sent");
    }
    if (socket_ != nullptr) return socket_->send(bytes);
    out_ << bytes << '\n' << std::flush;
    return out_ ? Status() : environment_error("cannot write to stdout");
  }

 private:
  UdpSender* socket_;
  std::ostream& out_;
};

Result<Report> run_send(const SendOptions& values, Invocation& invocation) {
  const auto place = parse_live_place(values.to, "stdout");
  if (!place) return place.error();
  const bool is_udp = place->kind == LivePlace::Kind::kUdp;
  const PacketFormat format = values.format == "osc" ? PacketFormat::kOsc : PacketFormat::kJson;
  if (!is_udp && format == PacketFormat::kOsc) {
    return usage_error("OSC messages have no ends of lines: send them to udp:PORT");
  }
  if (is_udp && place->port == 0) return usage_error("packets cannot be sent to port 0");
  const auto stream = open_stream(values, invocation);
  if (!stream) return stream.error();
  invocation.console.warnings(stream->warnings());
  std::unique_ptr<UdpSender> socket;
  if (is_udp) {
    auto opened = UdpSender::open(*place);
    if (!opened) return opened.error();
    socket = std::move(*opened);
  }
  Outlet outlet(socket.get(), invocation.out);

  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  // A hello a second, for those who begin to listen later, or missed one.
  const auto frames_a_second = std::max<int64_t>(1, std::llround(stream->fps()));
  int64_t number = 0;
  for (; values.loops || number < stream->frame_count(); ++number) {
    const auto due = start + std::chrono::duration_cast<Clock::duration>(
                                 std::chrono::duration<double>(number / stream->fps()));
    while (!values.is_unpaced && !is_interrupted() && Clock::now() < due) {
      std::this_thread::sleep_until(
          std::min(due, Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                           std::chrono::duration<double>(kTurn_s))));
    }
    if (is_interrupted()) return cancelled();
    if (number % frames_a_second == 0) {
      if (Status s = outlet.send(stream->hello(), format); !s) return s.error();
    }
    if (Status s = outlet.send(stream->pose(number), format); !s) return s.error();
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  Report report;
  report.is_silent = !is_udp;  // stdout holds the packets
  report.json = {{"to", place->text()}, {"poses", number}, {"seconds", seconds}};
  report.text = "sent " + std::to_string(number) + " poses in " + fixed_text(seconds, 1) +
                " s to " + place->text() + "\n";
  return report;
}

}  // namespace

Command send_command() {
  return {
      "send",
      "Live",
      "Send a motion as a live stream",
      "What `listen` and the studio's live input take, from a file, at the pace of its frames: a "
      "skeleton, or the points of a file of keypoints. --as sends what a camera in front of the "
      "figure would see of it.",
      {"send walk.bvh --to udp:9000 --loop",
       "send walk.bvh --to udp:9000 --format osc --as coco17"},
      [](OptionSet& options) -> CommandRunner {
        const auto values = std::make_shared<SendOptions>();
        options.positional("FILE", values->file, "A motion file, or keypoints").required();
        options.option("to", values->to, "udp:PORT (this computer), udp:ADDRESS:PORT or stdout")
            .value_name("PLACE");
        options.option("format", values->format, "json or osc").among({"json", "osc"});
        options
            .option("as", values->as,
                    "skeleton, coco17, body25 or landmarks33; default: what the file holds")
            .among({"skeleton", "coco17", "body25", "landmarks33"});
        options.option("fps", values->fps, "Poses a second; 0: those of the file")
            .within(0.0, 1000.0);
        declare_unit(options, values->unit);
        options.flag("loop", values->loops, "From the start again, until Ctrl-C");
        options.flag("unpaced", values->is_unpaced, "As fast as possible instead of in time");
        return [values](Invocation& invocation) { return run_send(*values, invocation); };
      }};
}

}  // namespace kinemote::app
