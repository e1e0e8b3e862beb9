// libFuzzer target for live input: any bytes are packets or refused in one sentence, and poses that
// are taken can be made a motion.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/live/live_recorder.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// OSC is one packet; anything else is cut into lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  kinemote::app::LiveStream stream;
  kinemote::app::LiveRecorder recorder;
  recorder.start();
  const bool is_osc = rest.starts_with('/') || rest.starts_with('#');
  double arrival_s = 0.0;
  while (!rest.empty()) {
    const std::size_t end = is_osc ? rest.size() : rest.find('\n');
    for (const auto& arrival : stream.take(rest.substr(0, end), arrival_s += 0.03)) {
      require(arrival.stream != nullptr && std::isfinite(arrival.frame.time_s));
      recorder.add(arrival);
    }
    rest = end >= rest.size() ? std::string_view() : rest.substr(end + 1);
  }
  const auto& counts = stream.counts();
  require(counts.malformed == 0 || !counts.last_refusal.empty());
  const auto recording = recorder.finish();
  if (const auto motion = kinemote::app::motion_of(recording, "fuzz")) {
    require(motion->clip || motion->points);
    if (motion->clip) require(motion->clip->validate().ok());
    if (motion->points) require(motion->points->validate().ok());
  }
  return 0;
}
