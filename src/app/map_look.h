// How points of the map are drawn: the user's taste, not the map's.
#pragma once

namespace kinemote::app {

struct MapLook {
  static constexpr float kFaintest = 0.1f, kSmallest = 0.4f, kLargest = 3.0f;

  float opacity = 1.0f;  // [kFaintest, 1]
  float size = 1.0f;     // times the usual one, [kSmallest, kLargest]

  bool operator==(const MapLook&) const = default;
};

}  // namespace kinemote::app
