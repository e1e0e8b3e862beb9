#include "view/ui/script.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "app/picture_file.h"
#include "app/script_steps.h"
#include "view/ui/offscreen_studio.h"
#include "view/ui/replay.h"
#include "view/ui/studio_start.h"
#include "view/ui/studio_state.h"

namespace kinemote::view {

namespace {

class Performer {
 public:
  explicit Performer(OffscreenStudio& studio) : studio_(studio) {}

  Status perform(const app::ScriptStep& step) {
    using Text = Status (Performer::*)(const std::string&);
    static const std::map<std::string, Text> kByText{
        {"command", &Performer::command},
        {"key", &Performer::key},
        {"type", &Performer::type},
        {"open", &Performer::open},
        {"drop", &Performer::open},
        {"select", &Performer::select},
        {"hover", &Performer::hover},
        {"click", &Performer::click_once},
        {"double_click", &Performer::click_twice},
        {"click_map_point", &Performer::click_map_point},
        {"gestures", &Performer::gestures},
        {"shot", &Performer::shot}};
    if (const auto it = kByText.find(step.what); it != kByText.end()) {
      const auto text = step.text();
      return text ? (this->*it->second)(*text) : Status(text.error());
    }
    if (step.what == "wait_s" || step.what == "sweep_pad") {
      const auto number = step.number();
      if (!number) return number.error();
      return step.what == "wait_s" ? wait(*number) : sweep_pad(static_cast<int>(*number));
    }
    if (step.what == "set_pad") {
      const auto pad = step.numbers();
      return pad ? set_pad(*pad) : Status(pad.error());
    }
    if (step.what == "settle") return settle();
    if (step.what == "open_all" || step.what == "drop_all") return open_all(step.members);
    if (step.what == "click_with") return click_with(step.members);
    if (step.what == "drag") return drag(step.members);
    if (step.what == "wheel") return wheel(step.members);
    if (step.what == "expect")
      return app::check_expectations(step.members, studio_state(studio_.session(), studio_.ui()));
    return usage_error("\"" + step.what + "\" is not a step that a script can have");
  }

 private:
  Status wait(double seconds) {
    studio_.advance(seconds);
    return {};
  }
  Status settle() {
    Status status = studio_.settle();
    studio_.frame(0.0);
    studio_.frame(0.0);
    return status;
  }
  Status command(const std::string& id) {
    Status status = studio_.commands().run(id);
    studio_.frame();
    studio_.frame();
    return status;
  }
  Status key(const std::string& text) {
    const auto chord = app::KeyChord::parse(text);
    if (!chord) return chord.error();
    studio_.key(*chord);
    studio_.frame();
    return {};
  }
  Status type(const std::string& text) {
    studio_.type(text);
    studio_.frame();
    studio_.frame();
    return {};
  }
  Status open(const std::string& path) {
    studio_.session().open({path});
    return settle();
  }
  /// {"1": path, "2": path…}: several at once, as one drop.
  Status open_all(const std::map<std::string, app::ScriptValue>& members) {
    std::vector<std::filesystem::path> paths;
    for (const auto& [name, value] : members) {
      const auto* path = std::get_if<std::string>(&value);
      if (path == nullptr) return usage_error("\"" + name + "\" must be a path");
      paths.emplace_back(*path);
    }
    studio_.session().open(paths);
    return settle();
  }
  Status select(const std::string& name) {
    const int index = studio_.session().library().find(name);
    if (index < 0) return usage_error("the library has no motion \"" + name + "\"");
    studio_.session().play_entry(index);
    return settle();
  }
  Status set_pad(const std::vector<double>& pad) {
    if (pad.size() != 3) return usage_error("set_pad needs three numbers");
    if (const std::string reason = studio_.session().synthesis_disabled_reason(); !reason.empty()) {
      return environment_error(reason);
    }
    studio_.session().set_pad({pad[0], pad[1], pad[2]}, app::Gesture::kCommit);
    return settle();
  }

  Result<Rect> find(const std::string& spot) {
    studio_.frame(0.0);
    if (const auto rect = studio_.ui().probe().find(spot)) return *rect;
    std::string like;
    int count = 0;
    const std::string kind = spot.substr(0, spot.find(':'));
    for (const auto& [name, rect] : studio_.ui().probe().all()) {
      if (name.compare(0, kind.size(), kind) == 0 && count++ < 8) like += " \"" + name + "\"";
    }
    return usage_error("nothing on the screen is called \"" + spot + "\"" +
                       (like.empty() ? "" : "; there are" + like));
  }
  Status hover(const std::string& spot) {
    const auto rect = find(spot);
    if (!rect) return rect.error();
    studio_.move_mouse(rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height);
    for (int i = 0; i < 30; ++i) studio_.frame();
    return {};
  }
  Status click(const std::string& spot, int count) {
    const auto rect = find(spot);
    if (!rect) return rect.error();
    studio_.move_mouse(rect->x + 0.5f * rect->width, rect->y + 0.5f * rect->height);
    studio_.frame();
    studio_.frame();
    for (int i = 0; i < count; ++i) {
      studio_.press_mouse(0, true);
      studio_.frame();
      studio_.press_mouse(0, false);
      studio_.frame();
    }
    return settle();
  }
  Status click_once(const std::string& spot) { return click(spot, 1); }
  Status click_twice(const std::string& spot) { return click(spot, 2); }
  Status click_map_point(const std::string& name) { return click("map.point:" + name, 1); }

  using Members = std::map<std::string, app::ScriptValue>;
  template <typename T>
  static T member(const Members& members, const std::string& name, T otherwise) {
    const auto it = members.find(name);
    const T* value = it == members.end() ? nullptr : std::get_if<T>(&it->second);
    return value == nullptr ? otherwise : *value;
  }

  /// {"spot": spot, "ctrl": true, "shift": true}: a click with a key held.
  Status click_with(const Members& members) {
    studio_.hold(member<bool>(members, "ctrl", false), member<bool>(members, "shift", false));
    Status status = click(member<std::string>(members, "spot", ""), 1);
    studio_.hold(false, false);
    return status;
  }
  /// {"from": spot, "at": [0.5, 0.5], "by": [dx, dy]} or {"from": spot, "to": spot} or {"from":
  /// spot, "path": [x, y, x, y…]} in shares of the spot; "ctrl", "shift", "alt": keys held
  /// meanwhile.
  Status drag(const Members& members) {
    const auto from = find(member<std::string>(members, "from", ""));
    if (!from) return from.error();
    const auto at = member<std::vector<double>>(members, "at", {0.5, 0.5});
    const auto by = member<std::vector<double>>(members, "by", {});
    const auto to_spot = member<std::string>(members, "to", "");
    const auto path = member<std::vector<double>>(members, "path", {});
    const bool has_path = path.size() >= 4 && path.size() % 2 == 0;
    if (at.size() != 2 || (by.size() != 2 && to_spot.empty() && !has_path)) {
      return usage_error(
          "drag needs \"from\" and \"by\": [dx, dy], \"to\" or \"path\": [x, y, x, y…]");
    }
    if (has_path) return drag_along(*from, path, members);
    const auto x = from->x + static_cast<float>(at[0]) * from->width;
    const auto y = from->y + static_cast<float>(at[1]) * from->height;
    float to_x = x, to_y = y;
    if (by.size() == 2) {
      to_x += static_cast<float>(by[0]);
      to_y += static_cast<float>(by[1]);
    } else {
      const auto to = find(to_spot);
      if (!to) return to.error();
      to_x = to->x + 0.5f * to->width;
      to_y = to->y + 0.5f * to->height;
    }
    constexpr int kFrames = 20;
    const int button = static_cast<int>(member<double>(members, "button", 0.0));
    if (button < 0 || button > 2) return usage_error("button must be 0, 1 or 2");
    hold_keys(members);
    studio_.move_mouse(x, y);
    studio_.frame();
    studio_.press_mouse(button, true);
    studio_.frame();
    for (int i = 1; i <= kFrames; ++i) {
      const float t = static_cast<float>(i) / kFrames;
      studio_.move_mouse(x + t * (to_x - x), y + t * (to_y - y));
      studio_.frame();
    }
    studio_.press_mouse(button, false);
    studio_.frame();
    studio_.hold(false, false);
    return settle();
  }
  void hold_keys(const Members& members) {
    studio_.hold(member<bool>(members, "ctrl", false), member<bool>(members, "shift", false),
                 member<bool>(members, "alt", false));
  }
  Status drag_along(const Rect& spot, const std::vector<double>& path, const Members& members) {
    constexpr int kFramesPerCorner = 8;
    const auto corner = [&](size_t i) {
      return std::array<float, 2>{spot.x + static_cast<float>(path[2 * i]) * spot.width,
                                  spot.y + static_cast<float>(path[2 * i + 1]) * spot.height};
    };
    hold_keys(members);
    studio_.move_mouse(corner(0)[0], corner(0)[1]);
    studio_.frame();
    studio_.press_mouse(0, true);
    studio_.frame();
    for (size_t i = 1; i < path.size() / 2; ++i) {
      const auto from = corner(i - 1), to = corner(i);
      for (int f = 1; f <= kFramesPerCorner; ++f) {
        const float t = static_cast<float>(f) / kFramesPerCorner;
        studio_.move_mouse(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]));
        studio_.frame();
      }
    }
    studio_.press_mouse(0, false);
    studio_.frame();
    studio_.hold(false, false);
    return settle();
  }
  Status wheel(const Members& members) {
    const std::string over = member<std::string>(members, "over", "");
    if (const Status status = hover(over); !status) return status;
    studio_.turn_wheel(static_cast<float>(member<double>(members, "steps", 1.0)));
    studio_.frame();
    studio_.frame();
    return {};
  }
  /// Drags round the pad at the pace of real frames, as a hand does: measures live latency.
  Status sweep_pad(int frames) {
    const auto rect = find("pad");
    if (!rect) return rect.error();
    const auto place = [&](int i) {
      const float angle = 6.2831853f * static_cast<float>(i) / 90.0f;
      studio_.move_mouse(rect->x + rect->width * (0.5f + 0.4f * std::cos(angle)),
                         rect->y + rect->height * (0.5f + 0.4f * std::sin(angle)));
    };
    place(0);
    studio_.frame();
    studio_.frame();
    studio_.press_mouse(0, true);
    auto last = std::chrono::steady_clock::now();
    for (int i = 0; i < frames; ++i) {
      place(i);
      const auto now = std::chrono::steady_clock::now();
      studio_.drawn_frame(std::chrono::duration<double>(now - last).count());
      last = now;
    }
    studio_.press_mouse(0, false);
    studio_.frame();
    return settle();
  }
  Status gestures(const std::string& path) {
    const auto record = read_gestures(path);
    if (!record) return record.error();
    if (const Status status = replay(*record, studio_); !status) {
      return Error{status.error().code, path + ": " + status.error().message};
    }
    return settle();
  }
  Status shot(const std::string& path) { return app::write_picture(studio_.picture(), path); }
  OffscreenStudio& studio_;
};

}  // namespace

int run_script(OffscreenStudio& studio, const std::filesystem::path& path) {
  const auto steps = app::read_script(path);
  if (!steps) return fail(steps.error());
  studio.frame();
  Performer performer(studio);
  int index = 0;
  for (const app::ScriptStep& step : *steps) {
    const Status status = performer.perform(step);
    std::puts(app::script_report(index, step, status, studio_state(studio.session(), studio.ui()))
                  .c_str());
    std::fflush(stdout);
    if (!status) {
      return fail({status.error().code, path.string() + ": step " + std::to_string(index) + ": " +
                                            status.error().message});
    }
    ++index;
  }
  return 0;
}

}  // namespace kinemote::view
