// Room for a plot between titles, axes, legend and notes. Private to the figures.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/figure/figure_parts.h"
#include "app/figure/svg.h"

namespace kinemote::app::svg {

struct LegendEntry {
  std::string sample;  // SVG drawn with its middle at (0, 0), at most 22 px wide
  std::string name;
};

/// Places a plot on a page and puts everything around it.
class Page {
 public:
  /// `left_px` is the room for tick labels and axis title, `below_px` the same below the plot.
  Page(const FigureText& words, const PlotSize& plot, double left_px, double below_px);

  double left() const { return left_; }
  double top() const { return top_; }
  double right() const { return left_ + plot_.width_px; }
  double bottom() const { return top_ + plot_.height_px; }

  void add(std::string piece) { body_ += std::move(piece); }
  /// Right of the plot, `gap_px` further where labels stand between.
  void add_legend(const std::string& heading, const std::vector<LegendEntry>& entries,
                  double gap_px = 0.0);
  /// Room to the right of the plot that labels take.
  void reserve_right(double width_px);
  std::string finish(const std::string& style) const;

 private:
  FigureText words_;
  PlotSize plot_;
  double left_;
  double top_;
  double below_;
  double side_ = 24.0;
  double legend_bottom_ = 0.0;
  std::string body_;
};

/// A range of data on a line of pixels.
class Scale {
 public:
  /// Range of finite values with a little room on both sides; bounds of the axis win.
  Scale(const Axis& axis, const std::vector<double>& values, double from_px, double to_px,
        bool with_zero = false);
  double at(double value) const;
  bool has(double value) const;
  double low() const { return low_; }
  double high() const { return high_; }
  /// Values with their labels, about `spacing_px` apart.
  std::vector<std::pair<double, std::string>> ticks(double spacing_px) const;

 private:
  bool is_log_;
  double low_, high_;
  double from_, to_;
};

/// Grid, ticks, frame and titles of a plot with two scales.
void add_axes(Page& page, const Scale& x, const Axis& x_axis, const Scale& y, const Axis& y_axis);
/// The same along one side only.
void add_x_axis(Page& page, const Scale& x, const Axis& axis);
void add_y_axis(Page& page, const Scale& y, const Axis& axis);
void add_frame(Page& page);

/// A short piece of a line, for legends.
std::string line_sample(const std::string& attributes);

}  // namespace kinemote::app::svg
