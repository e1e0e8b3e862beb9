// The dialogs "Train a model" and "Judge a model".
#pragma once

#include <string>

#include "app/model_bench.h"

namespace kinemote::view {

struct Ui;

/// What the dialogs remember while the studio runs.
struct TrainDialog {
  app::TrainWish wish;
  bool is_used = false;  // opened before: what was chosen stays
  bool shows_more = false;
  std::string error;
};
struct JudgeDialog {
  app::JudgeWish wish;
  bool is_used = false;
  std::string styles, other_skeletons;  // as on the command line, separated by commas
  std::string error;
};

/// Into the current window; `is_new` in the frame in which it opened.
void train_overlay(Ui& ui, TrainDialog& dialog, bool is_new);
void judge_overlay(Ui& ui, JudgeDialog& dialog, bool is_new);

}  // namespace kinemote::view
