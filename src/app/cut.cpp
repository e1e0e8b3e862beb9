#include "app/cut.h"

#include <algorithm>
#include <cmath>

namespace kinemote::app {

Cut Cut::within(double duration_s, double frame_time_s) const {
  Cut cut = *this;
  const double least_s = std::min(frame_time_s, duration_s);
  cut.rate = std::clamp(rate, kSlowest, kFastest);
  cut.out_s = out_s > 0.0 ? std::clamp(out_s, least_s, duration_s) : duration_s;
  cut.in_s = std::clamp(in_s, 0.0, cut.out_s - least_s);
  return cut;
}

Cut Cut::plain(double duration_s, double frame_time_s) const {
  constexpr double kRounding_s = 1e-6, kRoundingOfRate = 1e-9;
  Cut cut = within(duration_s, frame_time_s);
  if (cut.in_s < kRounding_s) cut.in_s = 0.0;
  if (cut.out_s > duration_s - kRounding_s) cut.out_s = 0.0;
  if (std::abs(cut.rate - 1.0) < kRoundingOfRate) cut.rate = 1.0;
  return cut;
}

std::string figure_of_file(const std::string& id, size_t figure) {
  return figure == 0 ? id : id + "#" + std::to_string(figure + 1);
}

Cut cut_in(const Cuts& cuts, const std::string& key) {
  const auto own = cuts.find(key);
  return own == cuts.end() || key.empty() ? Cut{} : own->second;
}

}  // namespace kinemote::app
