#include "synthesis/control/clip_windows.h"

#include <algorithm>
#include <cmath>

#include "motion/core/conventions.h"

namespace kinemote::synthesis {
namespace {

/// A bump over the window, above zero at every frame.
double bump(int frame, int window_frames) {
  const double s = std::sin(kPi * (frame + 0.5) / window_frames);
  return s * s;
}

}  // namespace

void hold_to_fill(std::vector<float>& channels, const WindowLayout& layout) {
  const auto width = static_cast<size_t>(layout.channel_count());
  const size_t least = width * layout.frame_count;
  if (channels.size() >= least) return;
  std::vector<float> last(channels.end() - static_cast<ptrdiff_t>(width), channels.end());
  std::fill_n(last.begin(), 3, 0.0F);  // velocities
  while (channels.size() < least) channels.insert(channels.end(), last.begin(), last.end());
}

Result<ClipWindows> windows_of_clip(const Clip& clip, const WindowLayout& layout) {
  Result<std::vector<float>> channels = channels_from_clip(clip, layout);
  if (!channels) return channels.error();
  const int width = layout.channel_count();
  const int length = layout.frame_count;
  ClipWindows out;
  out.frame_count = static_cast<int>(channels->size()) / width;
  hold_to_fill(*channels, layout);
  const int frames = static_cast<int>(channels->size()) / width;
  const int hop = std::max(1, length / 2);
  for (int start = 0;; start += hop) {
    start = std::min(start, frames - length);
    const auto from = channels->begin() + static_cast<ptrdiff_t>(start) * width;
    out.starts.push_back(start);
    out.windows.emplace_back(from, from + static_cast<ptrdiff_t>(length) * width);
    if (start == frames - length) return out;
  }
}

double window_weight(const ClipWindows& windows, int window_frames, int index, int frame) {
  double own = 0.0;
  double total = 0.0;
  for (size_t w = 0; w < windows.starts.size(); ++w) {
    const int at = frame - windows.starts[w];
    if (at < 0 || at >= window_frames) continue;
    const double weight = bump(at, window_frames);
    total += weight;
    if (static_cast<int>(w) == index) own = weight;
  }
  return total > 0.0 ? own / total : 0.0;
}

}  // namespace kinemote::synthesis
