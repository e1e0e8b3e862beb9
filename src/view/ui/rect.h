// A rectangle in window pixels.
#pragma once

namespace kinemote::view {

struct Rect {
  float x = 0.0f, y = 0.0f, width = 0.0f, height = 0.0f;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  bool contains(float px, float py) const {
    return px >= x && px < right() && py >= y && py < bottom();
  }
  bool overlaps(const Rect& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  bool operator==(const Rect&) const = default;
};

}  // namespace kinemote::view
