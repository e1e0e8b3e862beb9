#include "view/ui/layout.h"

#include <algorithm>
#include <cmath>

namespace kinemote::view {

namespace {

constexpr float kMenuHeight = 38.0f, kStatusHeight = 28.0f, kGap = 2.0f;
constexpr float kStageWidth = 360.0f, kStageHeight = 240.0f, kTransportHeight = 72.0f;
constexpr float kSecondWidth = 300.0f, kTwoCells = 760.0f;
constexpr float kNarrowestStage = 300.0f;  // beside a second cell that the workspace is for
constexpr float kNarrowestLibrary = 180.0f, kNarrowestInspector = 260.0f;

}  // namespace

void clamp_layout(app::Layout& layout, float window_height, float scale) {
  layout.library_width = std::clamp(layout.library_width, kNarrowestLibrary, 480.0f);
  layout.inspector_width = std::clamp(layout.inspector_width, kNarrowestInspector, 560.0f);
  layout.timeline_height = std::clamp(layout.timeline_height, kTransportHeight,
                                      std::max(kTransportHeight, 0.6f * window_height / scale));
  layout.stage_split = std::clamp(layout.stage_split, 0.2f, 0.8f);
}

StudioRects arrange(const app::Layout& layout, bool hides_panels, float window_width,
                    float window_height, float scale) {
  const auto px = [scale](float design) { return std::round(design * scale); };
  const float gap = px(kGap);
  StudioRects rects;
  rects.menu = {0.0f, 0.0f, window_width, px(kMenuHeight)};
  rects.status = {0.0f, window_height - px(kStatusHeight), window_width, px(kStatusHeight)};
  float top = rects.menu.bottom() + gap;
  float bottom = rects.status.y - gap;
  rects.has_timeline = !hides_panels && layout.shows_timeline;
  if (rects.has_timeline) {
    const float room = bottom - top - px(kStageHeight) - gap;
    const float height = std::clamp(px(layout.timeline_height), px(kTransportHeight),
                                    std::max(px(kTransportHeight), room));
    rects.timeline = {0.0f, bottom - height, window_width, height};
    bottom = rects.timeline.y - gap;
  }
  rects.has_library = !hides_panels && layout.shows_library;
  rects.has_inspector = !hides_panels && layout.shows_inspector;
  float library = rects.has_library ? px(layout.library_width) : 0.0f;
  float inspector = rects.has_inspector ? px(layout.inspector_width) : 0.0f;
  const auto stage_room = [&] {
    return window_width - library - inspector - (rects.has_library ? gap : 0.0f) -
           (rects.has_inspector ? gap : 0.0f);
  };
  // Two cells side by side are worth more than wide panels beside them.
  const bool wants_second = !hides_panels && layout.second_cell != app::SecondCell::kNone;
  const float missing = px(kTwoCells) - stage_room();
  const float spare_library = rects.has_library ? library - px(kNarrowestLibrary) : 0.0f;
  const float spare_inspector = rects.has_inspector ? inspector - px(kNarrowestInspector) : 0.0f;
  const float spare = spare_library + spare_inspector;
  // Where there is no inspector, the second cell is what the workspace is for, such as its map.
  const bool is_wide =
      rects.has_inspector || window_width >= px(kStageWidth) + px(kSecondWidth) + gap;
  const float stage_width = px(is_wide ? kStageWidth : kNarrowestStage);
  const bool can_have_second = stage_room() + spare >= stage_width + px(kSecondWidth) + gap;
  if (wants_second && !can_have_second && rects.has_library && !rects.has_inspector &&
      window_width >= stage_width + px(kSecondWidth) + gap) {
    rects.has_library = false;
    library = 0.0f;
  }
  if (wants_second && can_have_second && missing > 0.0f && spare > 0.0f) {
    const float share = std::min(1.0f, missing / spare);
    library -= std::round(share * spare_library);
    inspector -= std::round(share * spare_inspector);
  }
  if (stage_room() < px(kStageWidth)) {
    library = rects.has_library ? px(kNarrowestLibrary) : 0.0f;
    inspector = rects.has_inspector ? px(kNarrowestInspector) : 0.0f;
  }
  if (stage_room() < px(kStageWidth) && rects.has_inspector && rects.has_library) {
    rects.has_library = false;
    library = 0.0f;
  }
  if (stage_room() < px(kStageWidth)) {
    rects.has_inspector = rects.has_library = false;
    library = inspector = 0.0f;
  }
  const float height = bottom - top;
  float left = 0.0f, right = window_width;
  if (rects.has_library) {
    rects.library = {0.0f, top, library, height};
    left = library + gap;
  }
  if (rects.has_inspector) {
    rects.inspector = {window_width - inspector, top, inspector, height};
    right = rects.inspector.x - gap;
  }
  const float room = right - left;
  rects.has_second = wants_second && room >= stage_width + px(kSecondWidth) + gap;
  if (rects.has_second) {
    const float first = std::round(
        std::clamp(room * layout.stage_split, stage_width, room - px(kSecondWidth) - gap));
    rects.stage = {left, top, first, height};
    rects.second = {left + first + gap, top, room - first - gap, height};
  } else {
    rects.stage = {left, top, room, height};
  }
  return rects;
}

}  // namespace kinemote::view
