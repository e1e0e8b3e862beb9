// Area of the ground that a path covers. Private to the room.
#pragma once

#include <span>
#include <vector>

namespace kinemote::analysis {

struct GroundPoint {
  double x = 0.0;
  double z = 0.0;
};

/// Corners of the convex hull of points seen from above, in order (monotone chain, Andrew 1979);
/// two points or fewer come back as they are, and of points that are not all finite such a one
/// alone. Reorders `points`. Cost: n log n.
std::vector<GroundPoint> convex_hull(std::span<GroundPoint> points);

/// Area of the convex hull; NaN if a point is not finite. Reorders `points`.
double hull_area(std::span<GroundPoint> points);

/// Area of the convex hull of the last `capacity` points. Time a point depends on how many corners
/// the hull has, not on how many points it holds (a path without a turn has few; only one round
/// arc has a corner a point).
class SlidingHull {
 public:
  explicit SlidingHull(int capacity) : capacity_(capacity) {}
  void push(const GroundPoint& point);
  double area() const;
  void clear();

 private:
  /// Points are reduced to corners this many at a time.
  static constexpr int kChunk = 8;

  void drop_oldest();
  /// The newer points become older ones.
  void turn_over();

  int capacity_;
  // The newer points: all of them, and the corners of the first newer_reduced_ of them.
  std::vector<GroundPoint> newer_;
  std::vector<GroundPoint> newer_corners_;
  size_t newer_reduced_ = 0;
  // The older points from older_first_ on, and for every chunk the corners of all from it on.
  std::vector<GroundPoint> older_;
  std::vector<std::vector<GroundPoint>> corners_from_chunk_;
  size_t older_first_ = 0;
};

}  // namespace kinemote::analysis
