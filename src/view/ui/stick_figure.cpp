#include "view/ui/stick_figure.h"

#include <algorithm>
#include <cmath>

#include "motion/core/body_map.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

void draw_stick_figure(const Ui& ui, ImDrawList& list, const Rect& rect,
                       const app::Playable& motion, int frame) {
  constexpr double kTurn_rad = 0.7;  // three quarters from the front
  constexpr double kRoom = 1.12;     // of the figure's height, for raised hands and the head
  const Skeleton& skeleton = *motion.clip.skeleton;
  // It faces where it does at the start, so that a turn is seen; it stays in the middle.
  app::Placement here = app::ground_placement(motion.world, motion.body, frame);
  here.yaw_rad = app::ground_placement(motion.world, motion.body, 0).yaw_rad;
  const app::Placement local = here.inverse();
  const double pixels_per_m = rect.height / (kRoom * std::max(motion.height_m, 0.3));
  const auto pixel = [&](int joint) {
    const Vec3 at = local.apply(motion.world.position(frame, joint));
    const double across = at.x * std::cos(kTurn_rad) + at.z * std::sin(kTurn_rad);
    return ImVec2{rect.x + 0.5f * rect.width + static_cast<float>(across * pixels_per_m),
                  rect.bottom() - static_cast<float>((at.y - motion.ground_m) * pixels_per_m)};
  };
  const float thickness = std::max(1.5f, 0.028f * rect.height);
  for (int j = 1; j < skeleton.size(); ++j) {
    const int parent = skeleton.joints[static_cast<size_t>(j)].parent;
    // What leads from above the hips to them is a place in the world, no bone.
    if (parent < 0 || j <= skeleton.first_branching_joint()) continue;
    const int side = side_of(skeleton, j);
    const Colour& colour = side > 0   ? ui.palette.left
                           : side < 0 ? ui.palette.right
                                      : ui.palette.text_dim;
    list.AddLine(pixel(parent), pixel(j), colour.packed(), thickness);
  }
  if (!motion.body || !motion.body->has(BodyPart::kHead)) return;
  const ImVec2 head = pixel((*motion.body)[BodyPart::kHead]);
  const auto radius = static_cast<float>(0.065 * motion.height_m * pixels_per_m);
  list.AddCircleFilled({head.x, head.y - 0.7f * radius}, radius, ui.palette.text_dim.packed(), 20);
}

int strip_frame(const app::Playable& motion, int index, int count) {
  const int frames = std::max(1, motion.clip.frame_count - (motion.is_seamless ? 1 : 0));
  return std::clamp(index * frames / std::max(count, 1), 0, motion.clip.frame_count - 1);
}

}  // namespace kinemote::view
