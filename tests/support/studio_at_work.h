// The studio in a real window, used with a real mouse and keys, and what it shows while that
// happens: `kinemote studio --record` says where everything is and what came of it.
#pragma once

#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/desktop.h"

namespace kinemote::test {

class StudioAtWork {
 public:
  using Json = nlohmann::json;
  using Clock = std::chrono::steady_clock;

  /// Starts `program studio ARGUMENTS` in `folder`, where its record and log lie as well.
  StudioAtWork(const Screen& screen, const std::string& program,
               const std::filesystem::path& folder, const std::vector<std::string>& arguments)
      : screen_(screen), record_(folder / "record.jsonl"), log_(folder / "studio.log") {
    std::filesystem::remove(record_);
    std::vector<std::string> words{program, "studio", "--record", record_.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    started_s_ = now_s();
    process_ = ChildProcess(words,
                            {screen.variable(), "XDG_CONFIG_HOME=" + (folder / "config").string(),
                             "XDG_STATE_HOME=" + (folder / "state").string()},
                            log_.string(), folder.string());
  }

  /// Reads what is new; waits until `is_so` or the time is over. False: it did not come.
  bool wait(const std::function<bool()>& is_so, double timeout_s = 60.0) {
    const auto until = Clock::now() + std::chrono::duration<double>(timeout_s);
    for (;;) {
      read_more();
      if (is_so()) return true;
      if (Clock::now() > until || !process_.is_running()) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  bool wait_for(const std::string& name, const Json& value, double timeout_s = 60.0) {
    return wait([&] { return state_.value(name, Json()) == value; }, timeout_s);
  }
  /// Until nothing works in the background, and the window has shown it.
  bool settle(double timeout_s = 120.0) {
    rest(0.25);  // what was just asked for begins
    return wait_for("settled", true, timeout_s);
  }
  /// Until the window has seen the mouse where it is: frames are slow on software OpenGL. It draws a
  /// few after every event, also while nothing moves.
  void see_frames() {
    read_more();
    const long before = drawn_;
    (void)wait([&] { return drawn_ >= before + 3; }, 1.0);
  }
  void rest(double seconds) {
    (void)wait([] { return false; }, seconds);
  }

  /// What the window says of itself, as in "expect" of scripts.
  const Json& state() {
    read_more();
    return state_;
  }
  /// Middle of a spot (or a share of its size) in pixels; empty: it is not on the screen.
  std::optional<std::pair<int, int>> place(const std::string& spot, double share_x = 0.5,
                                           double share_y = 0.5) {
    const auto is_there = [&] { return spots_.contains(spot); };
    if (!wait(is_there, 10.0)) return std::nullopt;
    const Json& rect = spots_[spot];
    return std::pair{static_cast<int>(rect[0].get<double>() + share_x * rect[2].get<double>()),
                     static_cast<int>(rect[1].get<double>() + share_y * rect[3].get<double>())};
  }
  bool shows(const std::string& spot) {
    read_more();
    return spots_.contains(spot);
  }
  const Json& spots() const { return spots_; }

  bool move_to(const std::string& spot, double share_x = 0.5, double share_y = 0.5) {
    const auto at = place(spot, share_x, share_y);
    return at && act("mousemove " + std::to_string(at->first) + " " + std::to_string(at->second));
  }
  /// Once it stays where it is: lists scroll, menus open, dialogs grow.
  bool click(const std::string& spot) {
    for (int i = 0; i < 20; ++i) {
      const auto before = place(spot);
      if (!before || !move_to(spot)) return false;
      see_frames();
      if (place(spot) == before) return act("click 1") && (see_frames(), true);
    }
    return false;
  }
  bool choose(const std::string& combo, const std::string& item) {
    return click("combo:" + combo) && click("item:" + combo + ":" + item);
  }
  /// Presses there, goes through the places (shares of the spot) at this pace, lets go.
  bool drag(const std::string& spot, const std::vector<std::pair<double, double>>& shares,
            double pause_s = 0.1) {
    if (shares.empty() || !move_to(spot, shares[0].first, shares[0].second)) return false;
    see_frames();
    if (!act("mousedown 1")) return false;
    for (const auto& [x, y] : shares) {
      rest(pause_s);
      if (!move_to(spot, x, y)) return false;
      see_frames();
    }
    return act("mouseup 1") && (see_frames(), true);
  }
  /// In xdotool's words: "ctrl+z", "Return".
  bool key(const std::string& chord) { return act("key " + chord) && (see_frames(), true); }
  bool type(const std::string& text) {
    return act("type --delay 8 -- '" + text + "'") && (see_frames(), true);
  }
  bool act(const std::string& words) const { return screen_.act(words); }

  /// Lines of the record that were read so far, in order.
  const std::vector<Json>& lines() const { return lines_; }
  void forget_lines() { lines_.clear(); }
  /// Seconds from the start of the process to a moment of the record.
  double since_start_s(const Json& line) const {
    return began_s_ + line["at_s"].get<double>() - started_s_;
  }
  long drawn() {
    read_more();
    return drawn_;
  }
  pid_t pid() const { return process_.pid(); }
  bool is_running() { return process_.is_running(); }
  int wait_for_end() { return process_.wait(); }
  /// What it wrote to the terminal.
  std::string log() const {
    std::ifstream stream(log_);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  static double now_s() {
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
  }
  void read_more() {
    if (!stream_.is_open()) {
      stream_.open(record_, std::ios::binary);
      if (!stream_.is_open()) return;
    }
    stream_.clear();
    char buffer[65536];
    while (stream_.read(buffer, sizeof buffer), stream_.gcount() > 0) {
      pending_.append(buffer, static_cast<size_t>(stream_.gcount()));
    }
    for (size_t end = 0; (end = pending_.find('\n')) != std::string::npos;) {
      take(Json::parse(pending_.substr(0, end), nullptr, false));
      pending_.erase(0, end + 1);
    }
  }
  void take(Json line) {
    if (!line.is_object()) return;
    if (line.contains("began_at_s")) began_s_ = line["began_at_s"];
    if (line.contains("state")) state_ = line["state"];
    if (line.contains("drawn")) drawn_ = line["drawn"];
    if (line.contains("spots")) {
      spots_ = std::move(line["spots"]);
      return;  // large, and of use only now
    }
    lines_.push_back(std::move(line));
  }

  const Screen& screen_;
  std::filesystem::path record_, log_;
  double started_s_ = 0.0, began_s_ = 0.0;
  ChildProcess process_;
  std::ifstream stream_;
  std::string pending_;
  Json state_ = Json::object(), spots_ = Json::object();
  std::vector<Json> lines_;
  long drawn_ = 0;
};

}  // namespace kinemote::test
