// The dialogs "Train a recogniser" and "Open a recogniser".
#pragma once

#include <string>
#include <vector>

#include "app/recognition/recogniser_bench.h"

namespace kinemote::view {

struct Ui;

/// What the dialogs remember while the studio runs.
struct RecogniserDialog {
  app::RecogniserWish wish;
  std::string classes;   // as on the command line, separated by commas; "": all
  bool is_used = false;  // opened before: what was chosen stays
  bool shows_more = false;
  std::string error;
  std::string path;  // of the file to be opened
};

/// Into the current window; `is_new` in the frame in which it opened.
void train_recogniser_overlay(Ui& ui, RecogniserDialog& dialog, bool is_new);
void open_recogniser_overlay(Ui& ui, RecogniserDialog& dialog, bool is_new);

}  // namespace kinemote::view
