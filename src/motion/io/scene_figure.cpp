#include "motion/io/scene_figure.h"

#include <glm/geometric.hpp>
#include <set>

#include "motion/io/frame_rate.h"

namespace kinemote::io {
namespace {

/// Tips nearer than this to their joint are none: many files write `OFFSET 0 0 0`.
constexpr double kShortestTip_m = 1e-6;

std::string printable(const std::string& name, const std::string& fallback) {
  std::string out;
  for (const char c : name) out += static_cast<unsigned char>(c) < ' ' || c == 127 ? '_' : c;
  return out.empty() ? fallback : out;
}

/// `name`, or name_2, name_3… if it is taken.
std::string take_name(const std::string& name, std::set<std::string>& taken) {
  std::string unique = name;
  for (int n = 2; !taken.insert(unique).second; ++n) unique = name + "_" + std::to_string(n);
  return unique;
}

}  // namespace

std::vector<std::vector<int>> SceneFigure::children() const {
  std::vector<std::vector<int>> children(nodes.size());
  for (size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].parent >= 0) children[nodes[n].parent].push_back(static_cast<int>(n));
  }
  return children;
}

std::vector<SceneFigure> scene_figures(std::span<const Clip> clips) {
  std::vector<SceneFigure> figures;
  std::set<std::string> taken;
  for (const Clip& clip : clips) {
    SceneFigure figure;
    figure.clip = &clip;
    figure.name = take_name(printable(clip.name, "Figure"), taken);
    figures.push_back(std::move(figure));
  }
  for (SceneFigure& figure : figures) {
    const Skeleton& skeleton = *figure.clip->skeleton;
    std::string space;
    if (figures.size() > 1) {
      for (const char c : figure.name) space += c == ':' ? '_' : c;
      space += ':';
    }
    for (int j = 0; j < skeleton.size(); ++j) {
      const Joint& joint = skeleton.joints[j];
      const std::string name = space + printable(joint.name, "joint_" + std::to_string(j));
      figure.nodes.push_back({take_name(name, taken), joint.parent, joint.offset, false});
    }
    for (int j = 0; j < skeleton.size(); ++j) {
      const auto& tip = skeleton.joints[j].end_site;
      if (!tip || glm::length(*tip) < kShortestTip_m) continue;
      figure.nodes.push_back({take_name(figure.nodes[j].name + "_end", taken), j, *tip, true});
    }
  }
  return figures;
}

double scene_fps(std::span<const Clip> clips) { return customary_fps(clips[0].fps()); }

}  // namespace kinemote::io
