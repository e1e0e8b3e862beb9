// What a hand did in the window, as lines of JSON: for reproducing faults, for tests, for measuring.
//
// A record is text of one JSON object a line. The first is {"kinemote": "gestures", "version": 1,
// "size": [width, height], "scale": s, "began_at_s": t}; sizes and places are pixels of the
// framebuffer, t the machine's steady clock. Then come gestures, in order:
//   {"at_s": 1.25, "move": [x, y]}    {"at_s": …, "press": 0, "ctrl": true}   {"at_s": …, "release": 0}
//   {"at_s": …, "wheel": -1}          {"at_s": …, "key": "Ctrl+P"}            {"at_s": …, "text": "w"}
// and between them what was seen: {"at_s": …, "drawn": frame, "clock_s": time of the motion},
// {"at_s": …, "state": {…}} and {"at_s": …, "spots": {name: [x, y, width, height]}} when these
// change. Readers of gestures pass over lines of other kinds.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "app/key_chord.h"
#include "motion/core/result.h"

namespace kinemote::view {

struct MouseMove {
  float x = 0.0f, y = 0.0f;  // pixels
};
/// A mouse button (0 left, 1 right, 2 middle) that goes down or up, with the keys held meanwhile.
struct MouseButton {
  int button = 0;
  bool is_down = false;
  bool ctrl = false, shift = false, alt = false;
};
struct MouseWheel {
  float steps = 0.0f;  // away from the hand is positive
};
struct TypedText {
  std::string text;  // UTF-8
};

struct Gesture {
  double at_s = 0.0;  // since the record began
  std::variant<MouseMove, MouseButton, MouseWheel, app::KeyChord, TypedText> what;
};

struct GestureRecord {
  int width = 0, height = 0;  // pixels of the framebuffer it was made in
  double scale = 1.0;         // of the interface
  std::vector<Gesture> gestures;
};

/// One line, without its end.
std::string gesture_line(const Gesture& gesture);

/// Errors (bad input) name file and line: unreadable, not a record, a gesture of no known form,
/// times that go back.
Result<GestureRecord> read_gestures(const std::filesystem::path& path);

}  // namespace kinemote::view
