// Lines over the map: that it is not what was asked for, or is being made, and what can be done.
#pragma once

#include <optional>
#include <string>

#include "app/job_queue.h"
#include "view/ui/rect.h"
#include "view/ui/ui.h"

namespace kinemote::view {

/// A sentence about the map that is shown, and what can be done about it.
struct MapNotice {
  std::string words;
  const char* command = nullptr;
  const char* label = "";
};

/// The job that makes the map, if there is one.
std::optional<app::JobInfo> map_job(const app::Session& session);
/// That the map is not what the choices and the library ask for.
std::optional<MapNotice> lasting_notice(const Ui& ui);
/// That the map is being made anew, once that takes long enough to be noticed; draws its share.
std::optional<MapNotice> passing_notice(const Ui& ui, const Rect& plot);
/// In pixels, at a width in pixels.
float notice_height(const Ui& ui, const MapNotice& notice, float width);
void draw_notice(Ui& ui, const char* id, const MapNotice& notice, const Rect& rect);

}  // namespace kinemote::view
