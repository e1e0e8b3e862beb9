#include "view/render/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "view/render/device_window.h"
#include "view/render/gl_info.h"
#include "view/render/shader_text.h"

namespace kinemote::view {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TEST(OffscreenDeviceDeathTest, NoDriver_SaysWhatWasTriedAndWhatHelps) {
  // In a process of its own: EGL looks for its drivers once.
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  const auto make_without_drivers = [] {
    setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json", 1);
    const auto device = make_offscreen_device();
    if (device) std::exit(0);
    std::fprintf(stderr, "%s", device.error().message.c_str());
    std::exit(static_cast<int>(device.error().code));
  };
  EXPECT_EXIT(make_without_drivers(),
              ::testing::ExitedWithCode(static_cast<int>(ErrorCode::kEnvironment)),
              "tried EGL surfaceless: .+; tried the EGL default display: .+apt-get install");
}

TEST(OffscreenDevice, Made_DescribesItself) {
  const auto device = make_offscreen_device();
  if (!device) GTEST_SKIP() << device.error().message;
  EXPECT_THAT((*device)->description(), StartsWith("EGL "));
  EXPECT_THAT((*device)->description(), HasSubstr("OpenGL "));
  EXPECT_EQ((*device)->is_software(), is_software_renderer((*device)->description()));
}

TEST(OffscreenDevice, SecondOne_LeavesTheFirstUsable) {
  const auto first = make_offscreen_device();
  if (!first) GTEST_SKIP() << first.error().message;
  {
    const auto second = make_offscreen_device();
    ASSERT_TRUE(second.ok());
  }
  (*first)->make_current();
  EXPECT_THAT(gl_description(), Not(StartsWith(",")));
}

TEST(SoftwareRenderer, Names_AreRecognised) {
  EXPECT_TRUE(is_software_renderer("llvmpipe (LLVM 15.0.6, 256 bits)"));
  EXPECT_TRUE(is_software_renderer("softpipe"));
  EXPECT_FALSE(is_software_renderer("NVIDIA GeForce RTX 3060/PCIe/SSE2"));
  EXPECT_FALSE(is_software_renderer("Mesa Intel(R) UHD Graphics 620 (KBL GT2)"));
  EXPECT_FALSE(is_software_renderer(""));
}

TEST(WindowDevice, BadSize_IsAUsageError) {
  for (const auto& [width, height] : {std::pair{0, 100}, std::pair{100, -1}, std::pair{99999, 9}}) {
    WindowSettings settings;
    settings.width = width;
    settings.height = height;
    const auto device = make_window_device(settings);
    ASSERT_FALSE(device.ok());
    EXPECT_EQ(device.error().code, ErrorCode::kUsage);
    EXPECT_THAT(device.error().message, HasSubstr("16384"));
  }
}

TEST(WindowDevice, WithoutDisplay_IsAnEnvironmentErrorWithTheReason) {
  const char* display = std::getenv("DISPLAY");
  const std::string kept = display == nullptr ? "" : display;
  unsetenv("DISPLAY");
  const auto device = make_window_device({});
  if (!kept.empty()) setenv("DISPLAY", kept.c_str(), 1);
  ASSERT_FALSE(device.ok());
  EXPECT_EQ(device.error().code, ErrorCode::kEnvironment);
  EXPECT_THAT(device.error().message, HasSubstr("DISPLAY"));
  EXPECT_THAT(device.error().message, HasSubstr("command line"));
}

TEST(WindowDevice, WithDisplay_OpensAndAnswers) {
  if (std::getenv("DISPLAY") == nullptr) {
    GTEST_SKIP() << "no DISPLAY: run under xvfb-run to test the real window";
  }
  WindowSettings settings;
  settings.width = 320;
  settings.height = 200;
  settings.has_vsync = false;
  const auto made = make_window_device(settings);
  ASSERT_TRUE(made.ok()) << made.error().message;
  WindowDevice& device = **made;
  EXPECT_NE(device.native_window(), nullptr);
  EXPECT_THAT(device.description(), StartsWith("GLFW window, "));
  EXPECT_GT(device.content_scale(), 0.0f);
  EXPECT_EQ(device.window_size(), glm::ivec2(320, 200));
  EXPECT_GT(device.framebuffer_size().x, 0);
  device.set_title("another title");
  device.swap_buffers();
  device.poll_events();
  EXPECT_FALSE(device.should_close());
  device.set_should_close(true);
  EXPECT_TRUE(device.should_close());
  device.wake();
  device.wait_events(30.0);  // returns at once: it was woken
}

TEST(ShaderText, UnknownName_IsEmpty) { EXPECT_THAT(shader_text("nonsense.vert"), IsEmpty()); }

TEST(ShaderText, KnownName_IsTheFile) {
  EXPECT_THAT(shader_text("figure.vert"), HasSubstr("void main()"));
}

}  // namespace
}  // namespace kinemote::view
