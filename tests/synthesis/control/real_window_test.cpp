// Windows of real motion capture: hips as joint 1, bones along X, wrapped angles, other hips
// offsets.
#include <gtest/gtest.h>

#include <algorithm>

#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"
#include "synthesis/control/motion_window.h"

namespace kinemote::synthesis {
namespace {

std::vector<std::filesystem::path> every_nth_clip(const std::filesystem::path& folder,
                                                  size_t step) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".bvh") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::filesystem::path> chosen;
  for (size_t i = 0; i < files.size(); i += step) chosen.push_back(files[i]);
  return chosen;
}

/// Largest distance of any joint below the hips, once both motions start at one place and heading.
double round_trip_error_m(const Clip& clip, const Clip& back, const WindowLayout& layout) {
  const WorldMotion a = forward_kinematics(clip);
  const WorldMotion b = forward_kinematics(back);
  const int left = layout.body[BodyPart::kLeftUpperLeg];
  const int right = layout.body[BodyPart::kRightUpperLeg];
  const Quat turn = yaw_rotation(-heading_rad(a.position(0, left), a.position(0, right)));
  const Vec3 hips = a.position(0, layout.joints.front());
  double largest = 0.0;
  for (int f = 0; f < a.frame_count; ++f) {
    for (const int j : layout.joints) {
      const Vec3 expected = turn * (a.position(f, j) - Vec3(hips.x, 0.0, hips.z));
      largest = std::max(largest, glm::length(expected - b.position(f, j)));
    }
  }
  return largest;
}

TEST(RealWindows, BandaiClips_ComeBackAndShareOneLayout) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  const auto files = every_nth_clip(folder, 9);
  ASSERT_GE(files.size(), 10u);
  const auto first = io::read_bvh(files.front());
  ASSERT_TRUE(first.ok()) << first.error().message;
  const auto layout = WindowLayout::make(first->clip.skeleton, 30.0, 64);
  ASSERT_TRUE(layout.ok()) << layout.error().message;
  for (const auto& file : files) {
    const auto import = io::read_bvh(file);
    ASSERT_TRUE(import.ok()) << import.error().message;
    // Its own skeleton: exactly. The first clip's: but for bones that differ by half a millimetre.
    const auto own = WindowLayout::make(import->clip.skeleton, 30.0, 64);
    ASSERT_TRUE(own.ok()) << own.error().message;
    for (const auto& [window, tolerance_m] : {std::pair{*own, 1e-4}, std::pair{*layout, 1e-3}}) {
      const auto channels = channels_from_clip(import->clip, window);
      ASSERT_TRUE(channels.ok()) << channels.error().message;
      const Clip back = clip_from_channels(*channels, window);
      EXPECT_LT(round_trip_error_m(import->clip, back, window), tolerance_m) << file;
    }
  }
}

}  // namespace
}  // namespace kinemote::synthesis
