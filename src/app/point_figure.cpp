#include "app/point_figure.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <limits>

namespace kinemote::app {

namespace {

constexpr double kPersonHeight_m = 1.7;

struct Box {
  Vec3 low{std::numeric_limits<double>::infinity()};
  Vec3 high{-std::numeric_limits<double>::infinity()};

  void add(const Vec3& point) {
    low = glm::min(low, point);
    high = glm::max(high, point);
  }
  bool is_empty() const { return !(low.x <= high.x); }
};

Box box_of(const PointClip& clip, int frame) {
  Box box;
  for (int p = 0; p < clip.point_count(); ++p) {
    const size_t at = clip.index(frame, p);
    if (clip.states[at] != PointState::kMissing) box.add(clip.positions[at]);
  }
  return box;
}

double quantile(std::vector<double> values, double share, double otherwise) {
  if (values.empty()) return otherwise;
  const auto at = static_cast<ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<size_t>(at)];
}

/// How image units become places on the stage.
struct PicturePlane {
  double metres_per_unit = 1.0;
  Vec3 origin{0.0};  // image point that stands at the middle of the plane's lower edge
  Box box;           // image units

  Vec3 place(const Vec3& image) const {
    const Vec3 away = image - origin;
    return {away.x * metres_per_unit, away.y * metres_per_unit, 0.0};
  }
};

PicturePlane plane_of(const std::vector<PointClip>& clips) {
  PicturePlane plane;
  double tallest = 0.0;
  for (const PointClip& clip : clips) {
    if (!clip.is_2d) continue;
    std::vector<double> heights;
    for (int f = 0; f < clip.frame_count; ++f) {
      const Box box = box_of(clip, f);
      if (box.is_empty()) continue;
      heights.push_back(box.high.y - box.low.y);
      plane.box.add(box.low);
      plane.box.add(box.high);
    }
    tallest = std::max(tallest, quantile(std::move(heights), 0.5, 0.0));
  }
  if (plane.box.is_empty()) return plane;
  if (tallest > 0.0) plane.metres_per_unit = kPersonHeight_m / tallest;
  plane.origin = {0.5 * (plane.box.low.x + plane.box.high.x), plane.box.low.y, 0.0};
  return plane;
}

PointFigurePtr make_point_figure(PointClip clip, const PicturePlane& plane) {
  auto figure = std::make_shared<PointFigure>();
  std::vector<double> heights, lowest;
  for (int f = 0; f < clip.frame_count; ++f) {
    const Box box = box_of(clip, f);
    if (box.is_empty()) continue;
    heights.push_back(box.high.y - box.low.y);
    lowest.push_back(box.low.y);
  }
  figure->height_m = quantile(std::move(heights), 0.5, kPersonHeight_m);
  if (clip.is_2d) {
    figure->height_m *= plane.metres_per_unit;
    figure->plane = {plane.place(plane.box.low), plane.place(plane.box.high)};
  } else {
    figure->ground_m = quantile(std::move(lowest), 0.02, 0.0);
  }
  // A lone point has no height; the camera needs one all the same.
  if (!(figure->height_m > 0.1)) figure->height_m = kPersonHeight_m;
  figure->places.reserve(clip.positions.size());
  for (const Vec3& position : clip.positions) {
    figure->places.push_back(clip.is_2d ? plane.place(position) : position);
  }
  figure->clip = std::move(clip);
  return figure;
}

}  // namespace

int PointFigure::frame_at(double time_s) const {
  const auto frame = static_cast<int>(std::lround(time_s / clip.frame_time_s));
  return std::clamp(frame, 0, clip.frame_count - 1);
}

std::vector<PointFigurePtr> make_point_figures(std::vector<PointClip> clips) {
  const PicturePlane plane = plane_of(clips);
  std::vector<PointFigurePtr> figures;
  for (PointClip& clip : clips) {
    if (clip.frame_count > 0) figures.push_back(make_point_figure(std::move(clip), plane));
  }
  return figures;
}

Clip carrier_clip(const PointFigure& figure) {
  auto skeleton = std::make_shared<Skeleton>();
  skeleton->joints.push_back({.name = "Points"});
  const PointClip& points = figure.clip;
  Clip clip = Clip::make(skeleton, points.frame_count, points.frame_time_s, {0});
  clip.name = points.name;
  Vec3 middle{0.0, 0.5 * figure.height_m, 0.0};
  for (int f = 0; f < points.frame_count; ++f) {
    Vec3 sum{0.0};
    int count = 0;
    for (int p = 0; p < points.point_count(); ++p) {
      if (points.states[points.index(f, p)] == PointState::kMissing) continue;
      sum += figure.places[points.index(f, p)];
      ++count;
    }
    if (count > 0) middle = sum / static_cast<double>(count);
    clip.translations[static_cast<size_t>(f)] = middle;
  }
  return clip;
}

}  // namespace kinemote::app
