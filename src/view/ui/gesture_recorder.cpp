#include "view/ui/gesture_recorder.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>

namespace kinemote::view {

namespace {

using Json = nlohmann::ordered_json;

double seconds(std::chrono::steady_clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

bool changes_always(const std::string& name) {
  static const std::set<std::string> kNames{"time_s", "frame", "camera", "live_edits", "superseded",
                                            "foot_slide_m"};
  const bool is_latency = name.size() > 3 && name.compare(name.size() - 3, 3, "_ms") == 0;
  return is_latency || kNames.count(name) > 0;
}

}  // namespace

Result<std::unique_ptr<GestureRecorder>> GestureRecorder::open(const std::filesystem::path& path,
                                                               int width, int height,
                                                               double scale) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) {
    return environment_error(path.string() + ": cannot be written: " + std::strerror(errno));
  }
  std::unique_ptr<GestureRecorder> recorder(new GestureRecorder(file));
  recorder->write(Json{{"kinemote", "gestures"},
                       {"version", 1},
                       {"size", {width, height}},
                       {"scale", scale},
                       {"began_at_s", seconds(recorder->began_.time_since_epoch())}}
                      .dump());
  return recorder;
}

void GestureRecorder::drawn(double clock_s, const app::ScriptState& state,
                            const std::map<std::string, Rect>& spots) {
  const double now = std::round(now_s() * 1e6) / 1e6;
  write(Json{{"at_s", now}, {"drawn", ++frame_}, {"clock_s", clock_s}}.dump());
  app::ScriptState lasting;
  for (const auto& entry : state) {
    if (!changes_always(entry.first)) lasting.push_back(entry);
  }
  const auto write_if_new = [&](const char* name, std::string value, std::string& last) {
    if (value == last) return;
    last = std::move(value);
    write("{\"at_s\":" + Json(now).dump() + ",\"" + name + "\":" + last + "}");
  };
  write_if_new("state", app::state_json(lasting), state_);
  Json places = Json::object();
  for (const auto& [name, rect] : spots) {
    // Of a moving play head no pixel matters.
    places[name] = {std::lround(rect.x), std::lround(rect.y), std::lround(rect.width),
                    std::lround(rect.height)};
  }
  write_if_new("spots", places.dump(-1, ' ', false, Json::error_handler_t::replace), spots_);
}

double GestureRecorder::now_s() const { return seconds(SteadyClock::now() - began_); }

void GestureRecorder::write(const std::string& line) {
  std::fputs((line + "\n").c_str(), file_.get());
  std::fflush(file_.get());
}

}  // namespace kinemote::view
