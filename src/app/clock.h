// One clock for everything that moves: seconds, speed, range and loop.
#pragma once

#include <string_view>

namespace kinemote::app {

enum class LoopMode { kOff, kAll, kRange, kPingPong };
inline constexpr int kLoopModeCount = 4;
/// "off", "all", "range", "ping-pong".
std::string_view loop_mode_name(LoopMode mode);

/// Time of the motion on screen. Seconds are the truth; frames are derived from them.
/// In the window it advances by a monotonic timer's steps, off-screen by fixed steps.
class Clock {
 public:
  /// A stall of the program must not make the figure jump: longer steps count as this one.
  static constexpr double kLongestStep_s = 0.1;
  static constexpr double kSlowest = 0.1, kFastest = 4.0;  // of the speed's size

  enum class Keep { kNothing, kTime, kPhase };
  /// Sets the length (>= 0 s) and rate (> 0) of the motion. `keep` says what becomes of the present
  /// time: back to 0, the same second (clamped), or the same share of the length. Clears the range
  /// unless the length stays the same.
  void set_motion(double duration_s, double frame_time_s, Keep keep);

  /// Moves time on if playing. Returns how often the end was passed (negative: the start, when
  /// playing backwards); the caller continues a walking figure by that many loops.
  int advance(double elapsed_s);

  void play();
  void pause();
  void toggle() { is_playing_ ? pause() : play(); }
  void seek(double time_s);  // clamped to [0, duration]
  /// Moves by whole frames from the nearest frame, and pauses.
  void step_frames(int frames);
  void go_to_start();  // of the range
  void go_to_end();

  /// Scrubbing pauses; the end of it plays on only if it was playing before.
  void begin_scrub();
  void end_scrub();

  void set_speed(double speed);  // sign kept, size clamped to [kSlowest, kFastest]
  void set_loop_mode(LoopMode mode) { loop_mode_ = mode; }
  void cycle_loop_mode();
  void set_range_start(double time_s);  // a range that would be empty moves its other end
  void set_range_end(double time_s);
  void clear_range();

  double time_s() const { return time_s_; }
  double duration_s() const { return duration_s_; }
  double frame_time_s() const { return frame_time_s_; }
  double speed() const { return speed_; }
  /// What steps that were too long for it made of the speed, as its mean over half a second or so;
  /// the speed itself where it keeps up, or does not play.
  double actual_speed() const { return speed_ * kept_share_; }
  bool keeps_up() const { return kept_share_ > 0.9; }
  bool is_playing() const { return is_playing_; }
  bool is_scrubbing() const { return is_scrubbing_; }
  LoopMode loop_mode() const { return loop_mode_; }
  bool has_range() const { return has_range_; }
  double range_start_s() const { return has_range_ ? range_start_s_ : 0.0; }
  double range_end_s() const { return has_range_ ? range_end_s_ : duration_s_; }
  int frame() const;       // nearest to the time, from 0
  int last_frame() const;  // of the motion

 private:
  double time_s_ = 0.0, duration_s_ = 0.0, frame_time_s_ = 1.0 / 30.0, speed_ = 1.0;
  double range_start_s_ = 0.0, range_end_s_ = 0.0;
  double kept_share_ = 1.0;  // of the time that passed, by advance()
  bool has_range_ = false, is_playing_ = true, is_scrubbing_ = false, resumes_ = false;
  LoopMode loop_mode_ = LoopMode::kAll;
};

}  // namespace kinemote::app
