// Blind studies: the dialog that begins one, and the bar in which a rater answers.
#pragma once

#include <string>

#include "analysis/affect/pad.h"
#include "app/key_chord.h"
#include "app/session.h"
#include "view/ui/rect.h"

namespace kinemote::view {

struct Ui;

struct BlindDialog {
  int task = 0;   // of app::BlindTask
  int scope = 0;  // 0: selected motions, 1: all that the library shows
  std::string words, rater, file, error;
  int seed = 1, rounds = 1;
  // While a study goes on.
  int position = -1;  // trial that `rating` belongs to
  analysis::Pad rating;
  bool is_rated = false;  // the rater has moved something
  std::string answer_error;
};

/// Into the current window; `is_new` in the frame in which it opened.
void blind_overlay(Ui& ui, BlindDialog& dialog, bool is_new);

/// Height of the bar in pixels.
float blind_bar_height(const Ui& ui, const BlindDialog& dialog);
/// Below the stage, while a study goes on: nothing else tells the rater anything of the motion.
void blind_bar(Ui& ui, BlindDialog& dialog, const Rect& rect);
/// Digits choose a word, Space plays and pauses, Esc ends the study. True if the key was taken.
bool apply_blind_key(app::Session& session, BlindDialog& dialog, const app::KeyChord& chord);

}  // namespace kinemote::view
