#include "app/cli/console.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>

namespace kinemote::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kTerminalInterval = 100ms;
constexpr auto kLogInterval = 5s;
constexpr auto kQuietStart = 700ms;  // quick work needs no progress
constexpr size_t kWarningsShown = 10;

std::atomic<bool> g_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "the signal handler writes it");

}  // namespace

void interrupt() { g_interrupted.store(true); }
void clear_interrupt() { g_interrupted.store(false); }
bool is_interrupted() { return g_interrupted.load(); }

std::string format_duration(double seconds) {
  const long total = std::lround(std::max(0.0, seconds));
  char text[48];
  if (total >= 3600) {
    std::snprintf(text, sizeof text, "%ld h %02ld min", total / 3600, total % 3600 / 60);
  } else if (total >= 60) {
    std::snprintf(text, sizeof text, "%ld min %02ld s", total / 60, total % 60);
  } else {
    std::snprintf(text, sizeof text, "%ld s", total);
  }
  return text;
}

Console::Console(std::ostream& err, bool is_quiet, bool is_terminal)
    : err_(err), is_quiet_(is_quiet), is_terminal_(is_terminal) {}

Console::~Console() { finish_progress(); }

void Console::clear_line() {
  if (has_line_) err_ << "\r\033[K";
  has_line_ = false;
}

void Console::message(const std::string& text) {
  if (is_quiet_) return;
  const std::lock_guard lock(mutex_);
  clear_line();
  err_ << text << '\n' << std::flush;
}

void Console::error(const std::string& text) {
  const std::lock_guard lock(mutex_);
  clear_line();
  err_ << text << '\n' << std::flush;
}

void Console::warnings(const Warnings& warnings) {
  for (size_t i = 0; i < std::min(warnings.size(), kWarningsShown); ++i) {
    message("warning: " + warnings[i]);
  }
  if (warnings.size() > kWarningsShown) {
    message("warning: and " + std::to_string(warnings.size() - kWarningsShown) +
            " more; --json lists them all");
  }
}

void Console::finish_progress() {
  const std::lock_guard lock(mutex_);
  clear_line();
  err_ << std::flush;
}

Progress Console::progress() {
  return [this](std::string_view phase, double fraction) {
    if (!is_quiet_) show_progress(phase, fraction);
    return !is_interrupted();
  };
}

void Console::show_progress(std::string_view phase, double fraction) {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  // What follows a colon is detail ("training: epoch 3 of 80, loss 0.2"); it starts no new phase.
  const std::string_view name = phase.substr(0, phase.find(':'));
  if (name != phase_) {
    phase_ = name;
    phase_start_ = now;
    last_shown_ = {};
  }
  const Clock::duration elapsed = now - phase_start_;
  const Clock::duration interval = is_terminal_ ? Clock::duration(kTerminalInterval) : kLogInterval;
  if (elapsed < kQuietStart || now - last_shown_ < interval) return;
  last_shown_ = now;

  const double done = std::clamp(fraction, 0.0, 1.0);
  const double elapsed_s = std::chrono::duration<double>(elapsed).count();
  std::string line = std::string(phase) + "  " + std::to_string(static_cast<int>(100.0 * done)) +
                     " %, " + format_duration(elapsed_s);
  if (done > 0.01 && done < 1.0) {
    line += ", " + format_duration(elapsed_s * (1.0 - done) / done) + " left";
  }
  if (is_terminal_) {
    err_ << "\r\033[K" << line << std::flush;
    has_line_ = true;
  } else {
    err_ << line << '\n' << std::flush;
  }
}

}  // namespace kinemote::app
