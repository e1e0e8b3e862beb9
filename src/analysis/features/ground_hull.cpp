#include "analysis/features/ground_hull.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kinemote::analysis {
namespace {

/// Above 0 if a, b, c turn left, seen with x to the right and z up.
double turn(const GroundPoint& a, const GroundPoint& b, const GroundPoint& c) {
  return (b.x - a.x) * (c.z - a.z) - (b.z - a.z) * (c.x - a.x);
}

void append(std::vector<GroundPoint>& points, std::span<const GroundPoint> more) {
  points.insert(points.end(), more.begin(), more.end());
}

bool is_number(const GroundPoint& p) { return std::isfinite(p.x) && std::isfinite(p.z); }

}  // namespace

std::vector<GroundPoint> convex_hull(std::span<GroundPoint> points) {
  if (points.size() <= 2) return {points.begin(), points.end()};
  const auto lost = std::find_if_not(points.begin(), points.end(), is_number);
  if (lost != points.end()) return {*lost};  // no order to sort by
  std::sort(points.begin(), points.end(), [](const GroundPoint& a, const GroundPoint& b) {
    return a.x != b.x ? a.x < b.x : a.z < b.z;
  });
  std::vector<GroundPoint> hull;
  const auto add_chain = [&](auto first, auto last) {
    const size_t start = hull.size();
    for (auto p = first; p != last; ++p) {
      while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), *p) <= 0.0) {
        hull.pop_back();
      }
      hull.push_back(*p);
    }
    hull.pop_back();  // the first of the other chain
  };
  add_chain(points.begin(), points.end());
  add_chain(points.rbegin(), points.rend());
  return hull;
}

double hull_area(std::span<GroundPoint> points) {
  const std::vector<GroundPoint> hull = convex_hull(points);
  if (!std::all_of(hull.begin(), hull.end(), is_number)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  double twice = 0.0;
  for (size_t i = 2; i < hull.size(); ++i) twice += turn(hull[0], hull[i - 1], hull[i]);
  return 0.5 * std::abs(twice);
}

void SlidingHull::push(const GroundPoint& point) {
  if (newer_.size() + older_.size() - older_first_ == static_cast<size_t>(capacity_)) drop_oldest();
  newer_.push_back(point);
  if (newer_.size() - newer_reduced_ < kChunk) return;
  append(newer_corners_, std::span(newer_).subspan(newer_reduced_));
  newer_corners_ = convex_hull(newer_corners_);
  newer_reduced_ = newer_.size();
}

double SlidingHull::area() const {
  std::vector<GroundPoint> points = newer_corners_;
  append(points, std::span(newer_).subspan(newer_reduced_));
  const size_t chunk = (older_first_ + kChunk - 1) / kChunk;  // the first that is whole
  const size_t chunk_start = std::min(chunk * kChunk, older_.size());
  append(points, std::span(older_).subspan(older_first_, chunk_start - older_first_));
  if (chunk < corners_from_chunk_.size()) append(points, corners_from_chunk_[chunk]);
  return hull_area(points);
}

void SlidingHull::clear() {
  newer_.clear();
  newer_corners_.clear();
  newer_reduced_ = 0;
  older_.clear();
  corners_from_chunk_.clear();
  older_first_ = 0;
}

void SlidingHull::drop_oldest() {
  if (older_first_ == older_.size()) turn_over();
  ++older_first_;
}

void SlidingHull::turn_over() {
  older_.swap(newer_);
  newer_.clear();
  newer_corners_.clear();
  newer_reduced_ = 0;
  older_first_ = 0;
  const size_t chunks = (older_.size() + kChunk - 1) / kChunk;
  corners_from_chunk_.assign(chunks, {});
  std::vector<GroundPoint> points;
  for (size_t chunk = chunks; chunk-- > 0;) {
    const size_t first = chunk * kChunk;
    append(points,
           std::span(older_).subspan(first, std::min<size_t>(kChunk, older_.size() - first)));
    points = convex_hull(points);
    corners_from_chunk_[chunk] = points;
  }
}

}  // namespace kinemote::analysis
