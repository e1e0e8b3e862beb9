// Writes what a hand does in the window and what it sees, while it happens.
#pragma once

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/script_steps.h"
#include "view/ui/gestures.h"
#include "view/ui/rect.h"

namespace kinemote::view {

/// A record (gestures.h) that grows line by line and is whole after each, so that a crash leaves
/// what led to it. An existing file is written over.
class GestureRecorder {
 public:
  /// Error (environment): the file cannot be written.
  static Result<std::unique_ptr<GestureRecorder>> open(const std::filesystem::path& path, int width,
                                                       int height, double scale);

  /// Now.
  template <typename What>
  void note(What what) {
    write(gesture_line({now_s(), std::move(what)}));
  }
  /// After a frame was shown. State and spots are written if they differ from the last ones; values
  /// that change with every frame are left out.
  void drawn(double clock_s, const app::ScriptState& state, const std::map<std::string, Rect>& spots);

 private:
  using SteadyClock = std::chrono::steady_clock;
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  explicit GestureRecorder(std::FILE* file) : file_(file) {}
  double now_s() const;
  void write(const std::string& line);

  std::unique_ptr<std::FILE, Closer> file_;
  SteadyClock::time_point began_ = SteadyClock::now();
  long frame_ = 0;
  std::string state_, spots_;
};

}  // namespace kinemote::view
