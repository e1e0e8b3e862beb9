// What a person at a terminal sees while a command works: messages and one progress line, on
// stderr.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// Thread-safe: progress may be reported from worker threads.
class Console {
 public:
  /// `is_terminal`: the progress line is rewritten in place; else one line every few seconds.
  Console(std::ostream& err, bool is_quiet, bool is_terminal);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// A sentence about what happens; nothing when quiet.
  void message(const std::string& text);
  /// Always shown, even when quiet: errors.
  void error(const std::string& text);
  /// Each "warning: …"; after the tenth only the number of the others. Nothing when quiet.
  void warnings(const Warnings& warnings);
  /// Removes the progress line from a terminal.
  void finish_progress();

  /// For jobs: shows phase, percentage, elapsed and remaining time, and asks the job to stop after
  /// interrupt(). Must not outlive the console.
  Progress progress();

 private:
  using Clock = std::chrono::steady_clock;
  void show_progress(std::string_view phase, double fraction);
  void clear_line();

  std::ostream& err_;
  const bool is_quiet_;
  const bool is_terminal_;
  std::mutex mutex_;
  std::string phase_;
  Clock::time_point phase_start_;
  Clock::time_point last_shown_;
  bool has_line_ = false;  // a progress line stands on the terminal
};

/// "1 h 02 min", "3 min 20 s", "4 s": for people.
std::string format_duration(double seconds);

/// Asks the running command to stop; async-signal-safe. Set by SIGINT and SIGTERM.
void interrupt();
void clear_interrupt();
bool is_interrupted();

}  // namespace kinemote::app
