// How far a job is, in words and as a bar.
#pragma once

#include <imgui.h>

#include <string>

#include "view/ui/rect.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// "0.4 s", "12 s", "3 min 20 s", "2 h 5 min".
std::string duration_words(double seconds);

/// "distances, phase 2 of 4  ·  43 %  ·  12 s so far  ·  about 16 s left". `place`: among those
/// that wait, from 1.
std::string job_words(const app::JobInfo& job, int place);

/// Empty where the share is unknown.
void job_bar(const Ui& ui, ImDrawList& list, const Rect& rect, const app::JobInfo& job);

}  // namespace kinemote::view
