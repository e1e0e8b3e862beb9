// Curves over a time axis: reduced to what pixels can show, once, and drawn from that.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "view/ui/imgui_compat.h"
#include "view/ui/time_axis.h"

namespace kinemote::view {

/// Smallest and largest of the samples that fall into a pixel column.
struct ColumnExtent {
  float low = 0.0f, high = 0.0f;
  bool is_empty = true;
};
/// Min-max decimation: one extent a pixel column of the axis, so that no peak is lost. Values that
/// are no numbers leave gaps. Cost: linear in the samples that the axis shows.
std::vector<ColumnExtent> decimate(const TimeAxis& axis, double frame_time_s,
                                   const std::vector<float>& values);

struct ValueRange {
  float low = 0.0f, high = 1.0f;
};
/// Smallest and largest number of a curve; empty for one without numbers.
struct CurveExtent {
  float low = 0.0f, high = 0.0f;
  bool is_empty = true;
  void add(const CurveExtent& other);
};
/// A range with round ends around what is measured; from 0 where that costs less than half of it.
ValueRange nice_range(const CurveExtent& extent);
/// The end of a range as text, with as many decimals as the range needs: "0", "0.25", "−1.5".
std::string range_label(float end, const ValueRange& range);

/// A curve ready to be drawn: one sample a frame, or a column where frames are denser than pixels.
struct CurveTrace {
  struct Sample {
    float x = 0.0f;  // pixels
    float low = 0.0f, high = 0.0f;
    bool is_gap = false;
  };
  std::vector<Sample> samples;
  CurveExtent extent;  // of the whole curve
};

/// Traces of the curves that were drawn in the last frames, so that a long motion costs nothing
/// while axis and values stay.
class CurveCache {
 public:
  /// Forgets what was not drawn in the frame before.
  void begin_frame();
  /// `owner` keeps `values` (one a frame) alive and the same.
  const CurveTrace& trace(std::shared_ptr<const void> owner, const std::vector<float>& values,
                          double frame_time_s, const TimeAxis& axis);

 private:
  struct Entry {
    std::shared_ptr<const void> owner;
    const std::vector<float>* values = nullptr;
    TimeAxis axis;
    CurveTrace trace;
    bool is_used = true;
  };
  std::vector<std::unique_ptr<Entry>> entries_;
};

struct CurveLook {
  Colour colour;
  float thickness = 1.6f;  // design pixels
  bool is_filled = false;  // down to the bottom of the range
};
/// Draws a trace, scaled so that `range` fills the rectangle.
void draw_trace(const Ui& ui, ImDrawList& list, const Rect& rect, const CurveTrace& trace,
                const ValueRange& range, const CurveLook& look);

}  // namespace kinemote::view
