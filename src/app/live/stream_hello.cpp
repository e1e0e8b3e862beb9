#include "app/live/stream_hello.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "motion/core/body_map.h"

namespace kinemote::app {
namespace {

constexpr size_t kLongestName = 128;
constexpr double kLongestOffset_m = 100.0;

struct Unit {
  const char* name;
  double metres;
};
constexpr std::array<Unit, 3> kUnits{{{"m", 1.0}, {"cm", 0.01}, {"mm", 0.001}}};

Result<double> metres_of(const std::string& unit) {
  for (const Unit& known : kUnits) {
    if (unit == known.name) return known.metres;
  }
  return bad_input("hello: the unit is \"" + unit.substr(0, kLongestName) +
                   "\"; it can be m, cm or mm");
}

Status check_common(const std::string& name, double fps) {
  if (name.size() > kLongestName) {
    return bad_input("hello: the name is longer than " + std::to_string(kLongestName) + " bytes");
  }
  if (!(fps >= 0.0) || fps > kFastestLive_fps) {
    return bad_input("hello: fps must lie between 0 (not known) and " +
                     std::to_string(static_cast<int>(kFastestLive_fps)));
  }
  return {};
}

/// COCO's point for the joint that it lies at.
struct JointPoint {
  const char* point;
  BodyPart part;
};
constexpr std::array<JointPoint, 12> kJointPoints{{
    {"left_shoulder", BodyPart::kLeftUpperArm},
    {"right_shoulder", BodyPart::kRightUpperArm},
    {"left_elbow", BodyPart::kLeftLowerArm},
    {"right_elbow", BodyPart::kRightLowerArm},
    {"left_wrist", BodyPart::kLeftHand},
    {"right_wrist", BodyPart::kRightHand},
    {"left_hip", BodyPart::kLeftUpperLeg},
    {"right_hip", BodyPart::kRightUpperLeg},
    {"left_knee", BodyPart::kLeftLowerLeg},
    {"right_knee", BodyPart::kRightLowerLeg},
    {"left_ankle", BodyPart::kLeftFoot},
    {"right_ankle", BodyPart::kRightFoot},
}};

/// Where COCO's points are among the joints of a body; empty unless all limbs are there.
std::optional<std::vector<int>> joints_as_coco17(const std::vector<std::string>& names) {
  Skeleton body;
  for (size_t i = 0; i < names.size(); ++i) body.joints.push_back({names[i], i == 0 ? -1 : 0});
  const BodyMap parts = find_body_parts(body);
  const PointLayout& layout = *find_point_layout("coco17");
  std::vector<int> source(layout.size(), -1);
  for (const JointPoint& pair : kJointPoints) {
    if (!parts.has(pair.part)) return std::nullopt;
    source[layout.find(pair.point)] = parts[pair.part];
  }
  return source;
}

/// Layout and places of names as they were sent.
Status resolve(StreamHello& hello) {
  hello.layout = layout_of_names(hello.names);
  if (hello.layout) {
    for (const std::string& wanted : hello.layout->names) {
      hello.source_of.push_back(find_point(hello.names, wanted));
    }
    return {};
  }
  if (auto source = joints_as_coco17(hello.names)) {
    hello.layout = find_point_layout("coco17");
    hello.source_of = std::move(*source);
    return {};
  }
  return bad_input(
      "hello: the names are neither points of coco17, body25 or mediapipe33 (five or more of one) "
      "nor the joints of a body with both arms and legs");
}

}  // namespace

int StreamHello::value_count() const {
  return kind == StreamKind::kSkeleton ? 3 + 4 * skeleton->size()
                                       : (dimensions + 1) * static_cast<int>(names.size());
}

bool StreamHello::announces_same(const StreamHello& other) const {
  if (kind != other.kind || metres_per_unit != other.metres_per_unit) return false;
  if (kind == StreamKind::kSkeleton) return skeleton->same_as(*other.skeleton);
  return layout == other.layout && names == other.names && dimensions == other.dimensions &&
         is_y_down == other.is_y_down;
}

Result<StreamHello> skeleton_hello(std::string name, std::vector<Joint> joints,
                                   const std::string& unit, double fps) {
  if (Status s = check_common(name, fps); !s) return s.error();
  const Result<double> metres = metres_of(unit);
  if (!metres) return metres.error();
  if (joints.empty() || joints.size() > kMostLiveJoints) {
    return bad_input("hello: a skeleton has from 1 to " + std::to_string(kMostLiveJoints) +
                     " joints, this one " + std::to_string(joints.size()));
  }
  for (Joint& joint : joints) {
    if (joint.name.empty() || joint.name.size() > kLongestName) {
      return bad_input("hello: every joint needs a name of at most " +
                       std::to_string(kLongestName) + " bytes");
    }
    joint.offset *= *metres;
    for (int axis = 0; axis < 3; ++axis) {
      if (!(std::abs(joint.offset[axis]) <= kLongestOffset_m)) {
        return bad_input("hello: the offset of \"" + joint.name + "\" is no place within 100 m");
      }
    }
  }
  Skeleton skeleton{std::move(joints)};
  if (Status s = skeleton.validate(); !s) return bad_input("hello: " + s.error().message);
  StreamHello hello;
  hello.kind = StreamKind::kSkeleton;
  hello.name = std::move(name);
  hello.fps = fps;
  hello.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  hello.metres_per_unit = *metres;
  return hello;
}

Result<StreamHello> points_hello(std::string name, const std::string& layout,
                                 std::vector<std::string> names, int dimensions,
                                 const std::string& unit, const std::string& y, double fps) {
  if (Status s = check_common(name, fps); !s) return s.error();
  if (dimensions != 2 && dimensions != 3) {
    return bad_input("hello: points have 2 or 3 dimensions, not " + std::to_string(dimensions));
  }
  if (y != "up" && y != "down") {
    return bad_input("hello: y runs \"up\" or \"down\"");
  }
  if (dimensions == 3 && y != "up") {
    return bad_input("hello: the y of 3-D points runs up; turn the points, or send dimensions 2");
  }
  const Result<double> metres = dimensions == 3 ? metres_of(unit) : Result(1.0);
  if (!metres) return metres.error();
  StreamHello hello;
  hello.kind = StreamKind::kPoints;
  hello.name = std::move(name);
  hello.fps = fps;
  hello.dimensions = dimensions;
  hello.metres_per_unit = *metres;
  hello.is_y_down = y == "down";
  if (!layout.empty()) {
    hello.layout = find_point_layout(layout == "landmarks33" ? "mediapipe33" : layout);
    if (!hello.layout) {
      return bad_input("hello: there is no layout \"" + layout.substr(0, kLongestName) +
                       "\"; there are coco17, body25 and mediapipe33");
    }
    hello.names = hello.layout->names;
    for (int i = 0; i < hello.layout->size(); ++i) hello.source_of.push_back(i);
    return hello;
  }
  if (names.size() > kMostLiveJoints) {
    return bad_input("hello: a person has at most " + std::to_string(kMostLiveJoints) + " points");
  }
  for (const std::string& point : names) {
    if (point.empty() || point.size() > kLongestName) {
      return bad_input("hello: every point needs a name of at most " +
                       std::to_string(kLongestName) + " bytes");
    }
  }
  hello.names = std::move(names);
  if (Status s = resolve(hello); !s) return s.error();
  return hello;
}

std::string live_unit_name(double metres_per_unit) {
  for (const Unit& known : kUnits) {
    if (known.metres == metres_per_unit) return known.name;
  }
  return "m";
}

}  // namespace kinemote::app
