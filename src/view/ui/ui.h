// What every panel gets: the session, the look, and where to leave its traces.
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "app/command_registry.h"
#include "app/session.h"
#include "view/ui/fonts.h"
#include "view/ui/probe.h"
#include "view/ui/theme.h"

namespace kinemote::view {

/// Draws a scene in a size in pixels into one of some slots (from 0) and returns its texture,
/// bottom row first.
using SceneTexture = std::function<unsigned(const Scene& scene, const Camera& camera, int slot,
                                            int width, int height)>;

/// One frame's context. Panels keep no state of their own: what lasts is in the session or in the
/// state struct that StudioUi passes.
struct Ui {
  app::Session& session;
  const app::CommandRegistry& commands;
  const Palette& palette;
  const Fonts& fonts;
  Probe& probe;
  float scale = 1.0f;       // pixels per design pixel
  double elapsed_s = 0.0;   // since the last frame
  double now_s = 0.0;       // since the start
  std::string device = {};  // graphics device in words
  double frames_per_s = 0.0;
  const SceneTexture* preview = nullptr;  // null: nothing is drawn

  /// Design pixels to whole pixels.
  float px(float design) const { return std::round(design * scale); }
  /// Runs a command; a disabled one's reason goes to the status bar.
  void run(std::string_view id) const {
    if (const Status status = commands.run(id); !status) {
      session.messages().post(app::MessageLevel::kInfo, status.error().message);
    }
  }
};

}  // namespace kinemote::view
