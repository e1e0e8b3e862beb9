// Real motion capture seen as keypoints and fitted: how far the skeleton stays from the truth.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "motion/core/body_map.h"
#include "motion/core/body_points.h"
#include "motion/core/fit_points.h"
#include "motion/core/kinematics.h"
#include "motion/core/points/walker.h"
#include "motion/io/bvh.h"
#include "support/real_data.h"

namespace kinemote {
namespace {

struct Distances {
  double mean_m = 0.0;
  double worst_m = 0.0;
  size_t count = 0;
};

constexpr BodyPart kParts[] = {
    BodyPart::kLeftUpperArm,  BodyPart::kLeftLowerArm,  BodyPart::kLeftHand,
    BodyPart::kLeftUpperLeg,  BodyPart::kLeftLowerLeg,  BodyPart::kLeftFoot,
    BodyPart::kRightUpperArm, BodyPart::kRightLowerArm, BodyPart::kRightHand,
    BodyPart::kRightUpperLeg, BodyPart::kRightLowerLeg, BodyPart::kRightFoot};

/// Adds the distances between the limbs' joints of the truth and of a fit.
void compare(const Clip& truth, const Clip& fitted, Distances& out) {
  const WorldMotion a = forward_kinematics(truth);
  const WorldMotion b = forward_kinematics(fitted);
  const BodyMap from = *find_body(*truth.skeleton);
  const BodyMap to = *find_body(*fitted.skeleton);
  for (int f = 0; f < a.frame_count; ++f) {
    for (const BodyPart part : kParts) {
      const double off = glm::distance(a.position(f, from[part]), b.position(f, to[part]));
      out.mean_m += off;
      out.worst_m = std::max(out.worst_m, off);
      ++out.count;
    }
  }
}

TEST(FitPoints_RealMotion, StaysNear) {
  const auto folder = test::data_root() / "bandai-namco" / "dataset-1" / "data";
  KINEMOTE_NEEDS_DATA(folder);
  for (const char* layout : {"coco17", "body25", "mediapipe33"}) {
    for (const double noise_m : {0.0, 0.01}) {
      Distances all;
      for (const char* name : {"bow_happy_001", "dash_angry_001", "walk-left_sad_001",
                               "guide_proud_001", "bye_feminine_001", "run_old_001"}) {
        const auto path = folder / ("dataset-1_" + std::string(name) + ".bvh");
        ASSERT_TRUE(std::filesystem::exists(path)) << path;
        const auto clip = io::read_bvh(path);
        ASSERT_TRUE(clip.ok());
        auto points = points_on_body(clip->clip, *find_point_layout(layout));
        ASSERT_TRUE(points.ok()) << points.error().message;
        test::add_noise(*points, noise_m, 3);
        const auto fit = fit_points(*points);
        ASSERT_TRUE(fit.ok()) << fit.error().message;
        compare(clip->clip, fit->clip, all);
      }
      all.mean_m /= static_cast<double>(all.count);
      std::printf("%-11s noise %2.0f mm: mean %5.1f mm, worst %5.1f mm\n", layout, 1000.0 * noise_m,
                  1000.0 * all.mean_m, 1000.0 * all.worst_m);
      EXPECT_LT(all.mean_m, noise_m > 0.0 ? 0.025 : 0.010);
      EXPECT_LT(all.worst_m, noise_m > 0.0 ? 0.20 : 0.12);
    }
  }
}

}  // namespace
}  // namespace kinemote
