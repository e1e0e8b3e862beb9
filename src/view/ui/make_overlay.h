// The dialogs "Make a motion" and "Restyle the clip".
#pragma once

#include <string>

#include "app/make_job.h"

namespace kinemote::view {

struct Ui;

/// What the dialogs remember while the studio runs.
struct MakeDialog {
  app::MakeSettings wish;
  bool is_used = false;  // opened before: what was chosen stays
  bool takes_slider_latent = false;
  std::string error;
};
struct RestyleDialog {
  app::RestyleJobSettings wish;
  bool is_used = false;
  bool is_by_style = false;
  std::string pad, style;
  bool frees_path = false, frees_feet = false;
  std::string error;
};

/// Into the current window; `is_new` in the frame in which it opened.
void make_overlay(Ui& ui, MakeDialog& dialog, bool is_new);
void restyle_overlay(Ui& ui, RestyleDialog& dialog, bool is_new);

}  // namespace kinemote::view
