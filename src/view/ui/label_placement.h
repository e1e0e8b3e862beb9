// Where words stand beside points without covering each other.
#pragma once

#include <optional>
#include <vector>

#include "view/ui/rect.h"

namespace kinemote::view {

struct LabelRequest {
  float x = 0.0f, y = 0.0f;           // the point
  float width = 0.0f, height = 0.0f;  // of the word
};

/// Places labels in the order given (earlier ones win): right of, left of, above or below their
/// point, `gap` away or else 2.6 times that, inside `bounds`, over no other label and no obstacle.
/// Empty where it does not fit.
std::vector<std::optional<Rect>> place_labels(const std::vector<LabelRequest>& requests,
                                              const Rect& bounds,
                                              const std::vector<Rect>& obstacles, float gap);

}  // namespace kinemote::view
