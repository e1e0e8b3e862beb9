#include "view/ui/job_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

std::string duration_words(double seconds) {
  char words[48];
  const auto whole = static_cast<int>(std::lround(std::max(0.0, seconds)));
  if (seconds < 9.95) {
    std::snprintf(words, sizeof words, "%.1f s", std::max(0.0, seconds));
  } else if (whole < 60) {
    std::snprintf(words, sizeof words, "%d s", whole);
  } else if (whole < 3600) {
    std::snprintf(words, sizeof words, "%d min %d s", whole / 60, whole % 60);
  } else {
    std::snprintf(words, sizeof words, "%d h %d min", whole / 3600, whole % 3600 / 60);
  }
  return words;
}

std::string job_words(const app::JobInfo& job, int place) {
  if (job.is_cancelling) return "stopping";
  if (!job.is_running) {
    return place <= 1 ? "waits, next in line" : "waits, number " + std::to_string(place);
  }
  std::string words = job.phase;
  // A number without the whole would say nothing.
  if (job.phase_number > 0 && job.phase_count > 1 && job.phase_count >= job.phase_number) {
    words +=
        ", phase " + std::to_string(job.phase_number) + " of " + std::to_string(job.phase_count);
  }
  if (!words.empty()) words += "  ·  ";
  if (job.fraction >= 0.0) {
    words += std::to_string(static_cast<int>(100.0 * job.fraction)) + " %";
  } else {
    words += "how far is unknown";
  }
  words += "  ·  " + duration_words(job.elapsed_s) + " so far";
  if (job.remaining_s >= 0.0) words += "  ·  about " + duration_words(job.remaining_s) + " left";
  return words;
}

void job_bar(const Ui& ui, ImDrawList& list, const Rect& rect, const app::JobInfo& job) {
  const float radius = 0.5f * rect.height;
  list.AddRectFilled(top_left(rect), bottom_right(rect), ui.palette.raised_active.packed(), radius);
  if (ui.palette.has_outlines) {
    list.AddRect(top_left(rect), bottom_right(rect), ui.palette.line.packed(), radius);
  }
  if (job.fraction < 0.0) return;
  const float filled = std::max(rect.height, static_cast<float>(job.fraction) * rect.width);
  list.AddRectFilled(top_left(rect), {rect.x + filled, rect.bottom()}, ui.palette.accent.packed(),
                     radius);
}

}  // namespace kinemote::view
