#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cstring>
#include <string>
#include <string_view>

#include "view/render/device.h"
#include "view/render/gl_info.h"

namespace kinemote::view {
namespace {

/// EGL's last error in words a user can search for.
std::string egl_reason() {
  switch (const EGLint code = eglGetError()) {
    case EGL_SUCCESS:
      return "no reason given";
    case EGL_NOT_INITIALIZED:
      return "EGL_NOT_INITIALIZED, no usable driver";
    case EGL_BAD_ACCESS:
      return "EGL_BAD_ACCESS";
    case EGL_BAD_ALLOC:
      return "EGL_BAD_ALLOC, out of memory";
    case EGL_BAD_ATTRIBUTE:
      return "EGL_BAD_ATTRIBUTE";
    case EGL_BAD_CONFIG:
      return "EGL_BAD_CONFIG";
    case EGL_BAD_CONTEXT:
      return "EGL_BAD_CONTEXT";
    case EGL_BAD_DISPLAY:
      return "EGL_BAD_DISPLAY";
    case EGL_BAD_MATCH:
      return "EGL_BAD_MATCH, OpenGL 3.3 core is not offered";
    case EGL_BAD_PARAMETER:
      return "EGL_BAD_PARAMETER";
    default:
      return "EGL error " + std::to_string(code);
  }
}

class EglDevice : public Device {
 public:
  EglDevice(EGLDisplay display, EGLContext context, const std::string& way)
      : display_(display),
        context_(context),
        description_(way + ", " + gl_description()),
        is_software_(gl_is_software()) {}

  ~EglDevice() override {
    if (eglGetCurrentContext() == context_) {
      eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    }
    eglDestroyContext(display_, context_);
    // The display stays initialised: EGL shares it within the process, and terminating it would
    // take it from another device that is still in use.
  }

  void make_current() override {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, context_);
  }
  std::string description() const override { return description_; }
  bool is_software() const override { return is_software_; }

 private:
  EGLDisplay display_;
  EGLContext context_;
  std::string description_;
  bool is_software_;
};

/// The device on one display, or the reason why it cannot be had.
Result<std::unique_ptr<Device>> try_display(EGLDisplay display, const std::string& way) {
  if (display == EGL_NO_DISPLAY) return environment_error("no such display (" + egl_reason() + ")");
  EGLint major = 0;
  EGLint minor = 0;
  if (!eglInitialize(display, &major, &minor)) {
    return environment_error("it does not start (" + egl_reason() + ")");
  }
  const char* extensions = eglQueryString(display, EGL_EXTENSIONS);
  if (extensions == nullptr || !std::strstr(extensions, "EGL_KHR_surfaceless_context")) {
    return environment_error("it cannot draw without a surface (no EGL_KHR_surfaceless_context)");
  }
  if (!eglBindAPI(EGL_OPENGL_API)) {
    return environment_error("it has no desktop OpenGL (" + egl_reason() + ")");
  }
  constexpr EGLint kConfigAttributes[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                          EGL_OPENGL_BIT, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint config_count = 0;
  if (!eglChooseConfig(display, kConfigAttributes, &config, 1, &config_count) || config_count < 1) {
    return environment_error("it offers no OpenGL configuration (" + egl_reason() + ")");
  }
  constexpr EGLint kContextAttributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                           3,
                                           EGL_CONTEXT_MINOR_VERSION,
                                           3,
                                           EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                           EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                           EGL_NONE};
  const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, kContextAttributes);
  if (context == EGL_NO_CONTEXT) {
    return environment_error("it makes no OpenGL 3.3 core context (" + egl_reason() + ")");
  }
  if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) {
    const std::string reason = egl_reason();
    eglDestroyContext(display, context);
    return environment_error("its context cannot be made current (" + reason + ")");
  }
  return std::unique_ptr<Device>(std::make_unique<EglDevice>(display, context, way));
}

bool client_has_extension(const char* name) {
  const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
  return extensions != nullptr && std::strstr(extensions, name) != nullptr;
}

Result<std::unique_ptr<Device>> try_surfaceless() {
  if (!client_has_extension("EGL_MESA_platform_surfaceless")) {
    return environment_error("Mesa's EGL driver is not installed");
  }
  return try_display(eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA,
                                           reinterpret_cast<void*>(EGL_DEFAULT_DISPLAY), nullptr),
                     "EGL surfaceless");
}

}  // namespace

Result<std::unique_ptr<Device>> make_offscreen_device() {
  Result<std::unique_ptr<Device>> surfaceless = try_surfaceless();
  if (surfaceless) return surfaceless;
  Result<std::unique_ptr<Device>> standard =
      try_display(eglGetDisplay(EGL_DEFAULT_DISPLAY), "EGL default display");
  if (standard) return standard;
  return environment_error(
      "no OpenGL 3.3 to draw with; tried EGL surfaceless: " + surfaceless.error().message +
      "; tried the EGL default display: " + standard.error().message +
      "; install software OpenGL with: apt-get install libegl-mesa0 "
      "libgl1-mesa-dri");
}

}  // namespace kinemote::view
