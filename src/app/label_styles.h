// Which colour and shape a label has: one table for map, legend and library.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace kinemote::app {

inline constexpr int kColourCount = 8;  // Okabe-Ito (view/ui/theme.h has the values)
inline constexpr int kShapeCount =
    8;  // disc, triangle, square, diamond, plus, cross, star, hexagon

struct LabelStyle {
  int colour = 0;  // [0, kColourCount)
  int shape = 0;   // [0, kShapeCount)
  bool operator==(const LabelStyle&) const = default;
};

/// Style number i of a list of groups: colour and shape change together; after 8 groups colours
/// come again with other shapes, so that 64 groups look different, also without colour.
LabelStyle label_style(int index);

/// Styles of labels by alphabetical rank, so that a data set looks the same in every view and run.
class LabelStyles {
 public:
  LabelStyles() = default;
  explicit LabelStyles(std::vector<std::string> labels);  // any order, with repeats
  /// Style of a label; unknown ones look like the first.
  LabelStyle of(const std::string& label) const;
  const std::vector<std::string>& labels() const { return labels_; }

 private:
  std::vector<std::string> labels_;
};

}  // namespace kinemote::app
