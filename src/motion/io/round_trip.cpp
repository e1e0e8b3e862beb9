#include "motion/io/round_trip.h"

#include <glm/geometric.hpp>
#include <vector>

#include "motion/core/kinematics.h"

namespace kinemote::io {
namespace {

std::vector<int> depth_first(const Skeleton& skeleton) {
  std::vector<std::vector<int>> children(skeleton.size());
  for (int j = skeleton.size() - 1; j > 0; --j) {
    children[skeleton.joints[j].parent].push_back(j);
  }
  std::vector<int> order;
  std::vector<int> open{0};
  while (!open.empty()) {
    const int joint = open.back();
    open.pop_back();
    order.push_back(joint);
    open.insert(open.end(), children[joint].begin(), children[joint].end());
  }
  return order;
}

}  // namespace

Result<MotionDifference> compare_motion(const Clip& expected, const Clip& found) {
  if (expected.joint_count() != found.joint_count() || expected.frame_count != found.frame_count) {
    return bad_input("\"" + found.name + "\" has " + std::to_string(found.joint_count()) +
                     " joints and " + std::to_string(found.frame_count) + " frames; expected " +
                     std::to_string(expected.joint_count()) + " and " +
                     std::to_string(expected.frame_count));
  }
  const std::vector<int> order_a = depth_first(*expected.skeleton);
  const std::vector<int> order_b = depth_first(*found.skeleton);
  const WorldMotion a = forward_kinematics(expected);
  const WorldMotion b = forward_kinematics(found);
  MotionDifference worst;
  worst.joint = expected.skeleton->joints[0].name;
  for (size_t i = 0; i < order_a.size(); ++i) {
    for (int f = 0; f < a.frame_count; ++f) {
      const double off = glm::distance(a.position(f, order_a[i]), b.position(f, order_b[i]));
      if (off > worst.worst_m) {
        worst = {off, expected.skeleton->joints[order_a[i]].name, f};
      }
    }
  }
  return worst;
}

Result<MotionDifference> check_written(const std::filesystem::path& path,
                                       std::span<const Clip> figures,
                                       const MotionWriteSettings& settings) {
  const MotionFormat* format = format_of(path);
  if (format == nullptr || !format->can_read || format->extension == "csv") {
    return usage_error("cannot check " + path.string() +
                       ": skeletons are read back from .bvh, .fbx, .glb, .gltf and .dae only");
  }
  const Result<std::vector<Clip>> written = cut_and_resample(figures, settings);
  if (!written) return written.error();
  MotionReadSettings read;
  if (format->extension == "bvh") {
    read.metres_per_unit = settings.metres_per_unit.value_or(usual_metres_per_unit(path));
    read.up_axis = settings.up_axis;
  }
  const Result<MotionImport> back = read_motion(path, read);
  if (!back) return back.error();
  if (back->figures.size() != written->size()) {
    return bad_input(path.string() + " holds " + std::to_string(back->figures.size()) +
                     " figures; expected " + std::to_string(written->size()));
  }
  MotionDifference worst;
  for (size_t i = 0; i < written->size(); ++i) {
    const Result<MotionDifference> difference =
        compare_motion((*written)[i], back->figures[i].clip);
    if (!difference) return bad_input(path.string() + ": " + difference.error().message);
    if (i == 0 || difference->worst_m > worst.worst_m) worst = *difference;
  }
  return worst;
}

}  // namespace kinemote::io
