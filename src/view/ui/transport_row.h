// The timeline's first row: playing, time, frame, speed, loop and export.
#pragma once

#include "view/ui/ui.h"

namespace kinemote::view {

/// What of the row there is room for; what matters least goes first.
struct TransportFit {
  bool export_words = true;  // else its icon alone
  bool speed_slider = true;  // else the number alone
  bool loop_words = true;    // else its icon alone
  bool labels = true;        // "frame" and "speed"
  bool total_time = true;    // " / 0:12.00"
  bool frame = true;
  bool speed = true;
  bool loop = true;
};
/// Widths of the row's parts, pixels, with the gaps before them.
struct TransportWidths {
  float always = 0.0f;  // buttons and time
  float export_words = 0.0f, export_icon = 0.0f;
  float speed_slider = 0.0f, loop_words = 0.0f, loop_icon = 0.0f, labels = 0.0f;
  float total_time = 0.0f, frame = 0.0f, speed = 0.0f;
};
/// As much as fits `room`; the export button is always there.
TransportFit fit_transport(const TransportWidths& widths, float room);

/// At the cursor, over the whole width of the window.
void transport_row(Ui& ui);

}  // namespace kinemote::view
