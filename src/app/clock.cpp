#include "app/clock.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

std::string_view loop_mode_name(LoopMode mode) {
  switch (mode) {
    case LoopMode::kOff:
      return "off";
    case LoopMode::kAll:
      return "all";
    case LoopMode::kRange:
      return "range";
    case LoopMode::kPingPong:
      return "ping-pong";
  }
  return "off";
}

void Clock::set_motion(double duration_s, double frame_time_s, Keep keep) {
  const double old_duration_s = duration_s_;
  duration_s_ = std::max(0.0, duration_s);
  frame_time_s_ = frame_time_s;
  if (std::abs(duration_s_ - old_duration_s) > 1e-9) clear_range();
  switch (keep) {
    case Keep::kNothing:
      time_s_ = 0.0;
      break;
    case Keep::kTime:
      time_s_ = std::min(time_s_, duration_s_);
      break;
    case Keep::kPhase:
      time_s_ = old_duration_s > 0.0 ? time_s_ / old_duration_s * duration_s_ : 0.0;
      break;
  }
}

int Clock::advance(double elapsed_s) {
  if (!is_playing_ || is_scrubbing_ || duration_s_ <= 0.0) {
    kept_share_ = 1.0;
    return 0;
  }
  if (elapsed_s > 0.0) {
    constexpr double kMemory_s = 0.5;
    const double share = std::min(1.0, kLongestStep_s / elapsed_s);
    kept_share_ += (1.0 - std::exp(-elapsed_s / kMemory_s)) * (share - kept_share_);
  }
  const double start = loop_mode_ == LoopMode::kRange ? range_start_s() : 0.0;
  const double end = loop_mode_ == LoopMode::kRange ? range_end_s() : duration_s_;
  const double length = end - start;
  time_s_ += std::clamp(elapsed_s, 0.0, kLongestStep_s) * speed_;
  if (time_s_ >= start && time_s_ <= end) return 0;
  if (length <= 0.0) {
    time_s_ = start;
    return 0;
  }
  if (loop_mode_ == LoopMode::kOff) {
    time_s_ = std::clamp(time_s_, start, end);
    is_playing_ = false;
    return 0;
  }
  if (loop_mode_ == LoopMode::kPingPong) {
    const bool is_past_end = time_s_ > end;
    time_s_ = std::clamp(is_past_end ? 2.0 * end - time_s_ : 2.0 * start - time_s_, start, end);
    speed_ = is_past_end ? -std::abs(speed_) : std::abs(speed_);
    return 0;
  }
  const double loops = std::floor((time_s_ - start) / length);
  time_s_ = std::clamp(time_s_ - loops * length, start, end);
  return static_cast<int>(loops);
}

void Clock::play() {
  if (loop_mode_ == LoopMode::kOff) {  // at its end there is nothing to play: from the start again
    if (speed_ > 0.0 && time_s_ >= duration_s_) time_s_ = 0.0;
    if (speed_ < 0.0 && time_s_ <= 0.0) time_s_ = duration_s_;
  }
  is_playing_ = true;
}

void Clock::pause() { is_playing_ = false; }

void Clock::seek(double time_s) { time_s_ = std::clamp(time_s, 0.0, duration_s_); }

void Clock::step_frames(int frames) {
  is_playing_ = false;
  seek((frame() + frames) * frame_time_s_);
}

void Clock::go_to_start() { seek(range_start_s()); }
void Clock::go_to_end() { seek(range_end_s()); }

void Clock::begin_scrub() {
  if (is_scrubbing_) return;
  is_scrubbing_ = true;
  resumes_ = is_playing_;
  is_playing_ = false;
}

void Clock::end_scrub() {
  if (!is_scrubbing_) return;
  is_scrubbing_ = false;
  is_playing_ = resumes_;
}

void Clock::set_speed(double speed) {
  const double size = std::clamp(std::abs(speed), kSlowest, kFastest);
  speed_ = speed < 0.0 ? -size : size;
}

void Clock::cycle_loop_mode() {
  loop_mode_ = static_cast<LoopMode>((static_cast<int>(loop_mode_) + 1) % 4);
  if (loop_mode_ != LoopMode::kPingPong) speed_ = std::abs(speed_);
}

void Clock::set_range_start(double time_s) {
  const double end = range_end_s();
  range_start_s_ = std::clamp(time_s, 0.0, duration_s_);
  range_end_s_ = end > range_start_s_ ? end : duration_s_;
  has_range_ = range_end_s_ > range_start_s_;
}

void Clock::set_range_end(double time_s) {
  const double start = range_start_s();
  range_end_s_ = std::clamp(time_s, 0.0, duration_s_);
  range_start_s_ = start < range_end_s_ ? start : 0.0;
  has_range_ = range_end_s_ > range_start_s_;
}

void Clock::clear_range() { has_range_ = false; }

int Clock::frame() const { return static_cast<int>(std::lround(time_s_ / frame_time_s_)); }
int Clock::last_frame() const { return static_cast<int>(std::lround(duration_s_ / frame_time_s_)); }

}  // namespace kinemote::app
