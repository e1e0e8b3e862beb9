// Which points lie in a drawn shape.
#pragma once

#include <array>
#include <span>
#include <vector>

namespace kinemote::app {

using MapPoint = std::array<float, 2>;

/// True if a point lies in a closed polygon (even-odd rule: crossings leave holes). The last corner
/// is joined with the first; fewer than three corners hold nothing.
bool is_inside(std::span<const MapPoint> polygon, const MapPoint& point);

/// Indices of the points in the polygon, ascending. Cost: corners for each point within the
/// polygon's bounds.
std::vector<int> points_inside(std::span<const MapPoint> points, std::span<const MapPoint> polygon);

/// Indices of the points that a round brush touches on its way, ascending: those at most `radius`
/// from the line through the corners (one corner: from it). Cost: corners for each point near it.
std::vector<int> points_brushed(std::span<const MapPoint> points, std::span<const MapPoint> way,
                                float radius);

/// Corners of the rectangle between two opposite ones.
std::array<MapPoint, 4> rectangle_between(const MapPoint& a, const MapPoint& b);

}  // namespace kinemote::app
