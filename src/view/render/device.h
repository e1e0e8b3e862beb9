// Where OpenGL draws: off-screen without any display, or in a window.
#pragma once

#include <memory>
#include <string>

#include "motion/core/result.h"

namespace kinemote::view {

/// A current OpenGL 3.3 core context. Off-screen: EGL surfaceless (no X server; software GL will
/// do), else the EGL default display. Window: GLFW (device_window.h).
class Device {
 public:
  virtual ~Device() = default;
  virtual void make_current() = 0;
  /// "EGL surfaceless, llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5".
  virtual std::string description() const = 0;
  /// True for CPU rasterisers: callers then choose cheaper settings.
  virtual bool is_software() const = 0;
};

/// A context without a window, current on the calling thread: draw into framebuffer objects, there
/// is no default framebuffer. Error (environment) says which ways were tried, why each failed, and
/// which package helps. Cost: 30 to 80 ms.
Result<std::unique_ptr<Device>> make_offscreen_device();

}  // namespace kinemote::view
