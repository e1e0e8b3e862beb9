#include "app/label_styles.h"

#include <algorithm>

namespace kinemote::app {

LabelStyle label_style(int index) {
  const int round = index / kColourCount;
  return {index % kColourCount, (index + round) % kShapeCount};
}

LabelStyles::LabelStyles(std::vector<std::string> labels) : labels_(std::move(labels)) {
  std::sort(labels_.begin(), labels_.end());
  labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
}

LabelStyle LabelStyles::of(const std::string& label) const {
  const auto it = std::lower_bound(labels_.begin(), labels_.end(), label);
  if (it == labels_.end() || *it != label) return label_style(0);
  return label_style(static_cast<int>(it - labels_.begin()));
}

}  // namespace kinemote::app
