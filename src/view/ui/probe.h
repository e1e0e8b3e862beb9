// Where things are on the screen, by name: for scripts and tests that use the mouse as a person
// does.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "view/ui/rect.h"

namespace kinemote::view {

/// Filled anew by every frame, if anybody asked for it. Names: "library.row:NAME",
/// "map.point:NAME", "button:command.id", "pad", "pad.dominance", "latent:3", "timeline.ruler",
/// "stage"…
class Probe {
 public:
  void enable() { is_enabled_ = true; }
  bool is_enabled() const { return is_enabled_; }
  void begin_frame() { spots_.clear(); }
  void add(std::string name, const Rect& rect) {
    if (is_enabled_) spots_[std::move(name)] = rect;
  }
  std::optional<Rect> find(const std::string& name) const {
    const auto it = spots_.find(name);
    return it == spots_.end() ? std::nullopt : std::optional<Rect>(it->second);
  }
  const std::map<std::string, Rect>& all() const { return spots_; }

 private:
  bool is_enabled_ = false;
  std::map<std::string, Rect> spots_;
};

}  // namespace kinemote::view
