#include "motion/core/fit_points.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "motion/core/body_points.h"
#include "motion/core/fit_body.h"
#include "motion/core/kinematics.h"

namespace kinemote {
namespace {

/// Bends below the first angle tell nothing of a limb's plane (noise turns it), above the second
/// the plane is theirs; in between both are mixed.
constexpr double kStraight_rad = 0.10;
constexpr double kBent_rad = 0.35;
constexpr double kShortest_m = 1e-6;

/// Rotation whose `primary` axis is `along` exactly and whose `secondary` axis comes as near to
/// `towards` as it can. Unit axes at right angles; `towards` must not be parallel to `along`.
Quat aim(const Vec3& primary, const Vec3& along, const Vec3& secondary, const Vec3& towards) {
  const Vec3 first = glm::normalize(along);
  const Vec3 second = glm::normalize(towards - first * glm::dot(first, towards));
  const Mat3 to(first, second, glm::cross(first, second));
  const Mat3 from(primary, secondary, glm::cross(primary, secondary));
  return glm::normalize(glm::quat_cast(to * glm::transpose(from)));
}

bool is_frame(const Vec3& along, const Vec3& towards) {
  return glm::length(glm::cross(along, towards)) >
         1e-3 * glm::length(along) * std::max(glm::length(towards), kShortest_m);
}

double smooth_step(double low, double high, double x) {
  const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

Quat mix(const Quat& a, const Quat& b, double t) {
  return glm::normalize(glm::slerp(a, glm::dot(a, b) < 0.0 ? -b : b, t));
}

/// Joints whose pose comes from the same points, and the frames in which it does.
struct Part {
  std::vector<int> joints;
  std::vector<char> is_known;
};

class Fitter {
 public:
  Fitter(const FitPoints& points, SkeletonPtr skeleton, double frame_time_s)
      : points_(points), skeleton_(*skeleton) {
    clip_ = Clip::make(std::move(skeleton), points.frame_count(), frame_time_s);
    scale_ = body_height_m(skeleton_) / body_height_m(*canonical_skeleton());
    world_.resize(clip_.joint_count());
    positions_.resize(clip_.joint_count());
  }

  Clip run(int& held_frames) {
    Part trunk = part({"Hips", "Spine", "Chest", "UpperChest"});
    for (int f = 0; f < frames(); ++f) trunk.is_known[f] = fit_trunk(f);
    held_frames = static_cast<int>(std::count(trunk.is_known.begin(), trunk.is_known.end(), 0));
    hold(trunk);
    hold_place(trunk);
    fit_part({"Neck", "Head"}, [&](int f) { return fit_head(f); });
    for (int side = 0; side < 2; ++side) {
      const std::string word = side == 0 ? "Left" : "Right";
      fit_part({word + "Shoulder"}, [&](int f) { return fit_clavicle(f, side); });
      fit_part({word + "UpperArm", word + "LowerArm"}, [&](int f) { return fit_arm(f, side); });
      fit_part({word + "Hand"}, [&](int f) { return fit_hand(f, side); });
      fit_part({word + "UpperLeg", word + "LowerLeg"}, [&](int f) { return fit_leg(f, side); });
      fit_part({word + "Foot"}, [&](int f) { return fit_foot(f, side); });
    }
    for (Quat& q : clip_.rotations) q = canonical(q);
    return std::move(clip_);
  }

 private:
  int frames() const { return clip_.frame_count; }
  int joint(const std::string& name) const { return skeleton_.find(name); }
  const Vec3& offset(const std::string& name) const { return skeleton_.joints[joint(name)].offset; }

  Part part(const std::vector<std::string>& names) const {
    Part out;
    for (const std::string& name : names) out.joints.push_back(joint(name));
    out.is_known.assign(frames(), 0);
    return out;
  }

  template <typename Fit>
  void fit_part(const std::vector<std::string>& names, const Fit& fit) {
    Part out = part(names);
    for (int f = 0; f < frames(); ++f) {
      update_world(f);
      out.is_known[f] = fit(f);
    }
    hold(out);
  }

  /// World transforms of a frame as far as it is fitted.
  void update_world(int frame) {
    const auto local = clip_.frame_rotations(frame);
    for (int j = 0; j < clip_.joint_count(); ++j) {
      const int parent = skeleton_.joints[j].parent;
      const Vec3 translation = clip_.local_translation(frame, j);
      world_[j] = parent < 0 ? local[j] : world_[parent] * local[j];
      positions_[j] = parent < 0 ? translation : positions_[parent] + world_[parent] * translation;
    }
  }

  /// Sets a joint by its world rotation; its parent must be up to date.
  void set_world(int frame, int j, const Quat& world_from_joint) {
    const int parent = skeleton_.joints[j].parent;
    const Quat parent_world = parent < 0 ? kIdentity : world_[parent];
    clip_.frame_rotations(frame)[j] =
        glm::normalize(glm::conjugate(parent_world) * world_from_joint);
    world_[j] = world_from_joint;
  }

  /// Frames without points take the pose of the last frame that has it; the first ones, of the
  /// first.
  void hold(const Part& part) {
    const auto first = std::find(part.is_known.begin(), part.is_known.end(), 1);
    if (first == part.is_known.end()) return;
    int from = static_cast<int>(first - part.is_known.begin());
    for (int f = 0; f < frames(); ++f) {
      if (part.is_known[f]) {
        from = f;
        continue;
      }
      for (const int j : part.joints) {
        clip_.frame_rotations(f)[j] = clip_.frame_rotations(from)[j];
      }
    }
  }

  void hold_place(const Part& trunk) {
    const auto first = std::find(trunk.is_known.begin(), trunk.is_known.end(), 1);
    if (first == trunk.is_known.end()) return;
    int from = static_cast<int>(first - trunk.is_known.begin());
    for (int f = 0; f < frames(); ++f) {
      if (trunk.is_known[f]) from = f;
      clip_.translations[f] = clip_.translations[from];
    }
  }

  /// Pelvis by hip line and trunk; the spine leads straight to the middle of the shoulders and
  /// turns evenly from the hip line to the shoulder line.
  bool fit_trunk(int f) {
    const auto hips = points_.middle(f, points_.hip);
    const auto shoulders = points_.middle(f, points_.shoulder);
    if (!hips || !shoulders) return false;
    const Vec3 hip_line = *points_.at(f, points_.hip[0]) - *points_.at(f, points_.hip[1]);
    const Vec3 shoulder_line =
        *points_.at(f, points_.shoulder[0]) - *points_.at(f, points_.shoulder[1]);
    const Vec3 trunk = *shoulders - *hips;
    if (!is_frame(hip_line, trunk) || !is_frame(trunk, shoulder_line)) return false;
    const Quat pelvis = aim(kLeft, hip_line, kUp, trunk);
    const Vec3 hips_in_pelvis(0.0, offset("LeftUpperLeg").y, offset("LeftUpperLeg").z);
    const Vec3 root = *hips - pelvis * hips_in_pelvis;
    clip_.translations[f] = root;
    set_world(f, joint("Hips"), pelvis);
    const Vec3 spine = *shoulders - (root + pelvis * offset("Spine"));
    if (!is_frame(spine, hip_line) || !is_frame(spine, shoulder_line)) return false;
    const Quat bottom = aim(kUp, spine, kLeft, hip_line);
    const Quat top = aim(kUp, spine, kLeft, shoulder_line);
    set_world(f, joint("Spine"), mix(bottom, top, 1.0 / 3.0));
    set_world(f, joint("Chest"), mix(bottom, top, 2.0 / 3.0));
    set_world(f, joint("UpperChest"), top);
    return true;
  }

  /// Head by the line of the ears (or eyes) and where the nose points; the neck leads to it.
  bool fit_head(int f) {
    const bool has_ears = points_.middle(f, points_.ear).has_value();
    const SidePoints& pair = has_ears ? points_.ear : points_.eye;
    const auto middle = points_.middle(f, pair);
    const auto nose = points_.at(f, points_.nose);
    if (!middle || !nose) return false;
    const Vec3 line = *points_.at(f, pair[0]) - *points_.at(f, pair[1]);
    const Vec3 to_nose = *nose - *middle;
    if (!is_frame(line, to_nose)) return false;
    const Vec3 left = place_on_body(has_ears ? "left_ear" : "left_eye")->offset;
    const Vec3 middle_at_rest(0.0, left.y, left.z);
    const Vec3 nose_at_rest = place_on_body("nose")->offset - middle_at_rest;
    const Quat seen = aim(kLeft, line, kForward, to_nose);
    const Quat at_rest = aim(kLeft, kLeft, kForward, nose_at_rest);
    const Quat head = seen * glm::conjugate(at_rest);
    const int neck = joint("Neck");
    const Vec3 to_head = *middle - head * (middle_at_rest * scale_) - positions_[neck];
    const int chest = skeleton_.joints[neck].parent;
    if (glm::length(to_head) < kShortest_m) return false;
    const Vec3 neck_at_rest = world_[chest] * glm::normalize(offset("Head"));
    set_world(f, neck, rotation_between(neck_at_rest, glm::normalize(to_head)) * world_[chest]);
    set_world(f, joint("Head"), head);
    return true;
  }

  bool fit_clavicle(int f, int side) {
    const auto shoulder = points_.at(f, points_.shoulder[side]);
    if (!shoulder) return false;
    const std::string word = side == 0 ? "Left" : "Right";
    const int clavicle = joint(word + "Shoulder");
    const Vec3 to_shoulder = *shoulder - positions_[clavicle];
    if (glm::length(to_shoulder) < kShortest_m) return false;
    const Quat chest = world_[skeleton_.joints[clavicle].parent];
    const Vec3 at_rest = chest * glm::normalize(offset(word + "UpperArm"));
    set_world(f, clavicle, rotation_between(at_rest, glm::normalize(to_shoulder)) * chest);
    return true;
  }

  struct Limb {
    int first;
    int second;
    int end;
    Vec3 along;     // from joint to joint at rest
    Vec3 hinge;     // axis about which the second joint bends, at rest
    Vec3 fallback;  // where the hinge points in the world while the limb is straight
  };

  /// Two bones onto the end's point, the middle on the side of its point.
  bool fit_limb(int f, const Limb& limb, const std::optional<Vec3>& pole,
                const std::optional<Vec3>& target) {
    if (!pole || !target) return false;
    const Vec3 start = positions_[limb.first];
    const double upper = glm::length(skeleton_.joints[limb.second].offset);
    const double lower = glm::length(skeleton_.joints[limb.end].offset);
    const Vec3 to_target = *target - start;
    const double wanted = glm::length(to_target);
    if (wanted < kShortest_m) return false;
    const Vec3 direction = to_target / wanted;
    const double reach = std::clamp(wanted, std::abs(upper - lower), upper + lower);
    if (reach < kShortest_m) return false;
    // Law of cosines: how far along and how far beside the line the middle joint lies.
    const double beside_line = (upper * upper - lower * lower + reach * reach) / (2.0 * reach);
    const double away = std::sqrt(std::max(0.0, upper * upper - beside_line * beside_line));
    Vec3 side = *pole - start;
    side -= direction * glm::dot(side, direction);
    if (glm::length(side) < kShortest_m) {
      // The hinge tells the side: side x direction = hinge.
      side = glm::cross(direction, limb.fallback);
      if (glm::length(side) < kShortest_m) return false;
    }
    const Vec3 middle = start + direction * beside_line + glm::normalize(side) * away;
    const Vec3 first_along = middle - start;
    const Vec3 second_along = start + direction * reach - middle;
    if (glm::length(first_along) < kShortest_m || glm::length(second_along) < kShortest_m) {
      return false;
    }
    const Quat first = limb_rotation(limb, first_along, first_along, second_along);
    set_world(f, limb.first, first);
    set_world(f, limb.second, limb_rotation(limb, second_along, first_along, second_along));
    return true;
  }

  /// Rotation of one bone of a limb: along its direction, hinge across the plane of both bones as
  /// far as they bend.
  Quat limb_rotation(const Limb& limb, const Vec3& along, const Vec3& first_along,
                     const Vec3& second_along) const {
    const Quat straight = is_frame(along, limb.fallback)
                              ? aim(limb.along, along, limb.hinge, limb.fallback)
                              : rotation_between(limb.along, glm::normalize(along));
    const Vec3 normal = glm::cross(first_along, second_along);
    const double bend = std::atan2(glm::length(normal), glm::dot(first_along, second_along));
    if (bend <= kStraight_rad || !is_frame(along, normal)) return straight;
    const Quat bent = aim(limb.along, along, limb.hinge, normal);
    return mix(straight, bent, smooth_step(kStraight_rad, kBent_rad, bend));
  }

  bool fit_arm(int f, int side) {
    const std::string word = side == 0 ? "Left" : "Right";
    const double sign = side == 0 ? 1.0 : -1.0;
    const Vec3 hinge(0.0, -sign, 0.0);  // forearms fold forward
    const Quat clavicle = world_[joint(word + "Shoulder")];
    const Limb limb{joint(word + "UpperArm"),
                    joint(word + "LowerArm"),
                    joint(word + "Hand"),
                    Vec3(sign, 0.0, 0.0),
                    hinge,
                    straight_hinge(f, clavicle, sign, side)};
    return fit_limb(f, limb, points_.at(f, points_.elbow[side]),
                    points_.at(f, points_.wrist[side]));
  }

  /// Where the elbow's hinge points while the arm is straight: as if the arm had swung there from
  /// its rest in the shortest way.
  Vec3 straight_hinge(int f, const Quat& clavicle, double sign, int side) const {
    const auto shoulder = points_.at(f, points_.shoulder[side]);
    const auto wrist = points_.at(f, points_.wrist[side]);
    const Vec3 at_rest = clavicle * Vec3(0.0, -sign, 0.0);
    if (!shoulder || !wrist || glm::distance(*shoulder, *wrist) < kShortest_m) return at_rest;
    return rotation_between(clavicle * Vec3(sign, 0.0, 0.0), glm::normalize(*wrist - *shoulder)) *
           at_rest;
  }

  bool fit_leg(int f, int side) {
    const std::string word = side == 0 ? "Left" : "Right";
    // Shanks fold back: the hinge is the pelvis' left, also while the leg is straight.
    const Limb limb{
        joint(word + "UpperLeg"),     joint(word + "LowerLeg"), joint(word + "Foot"), -kUp, kLeft,
        world_[joint("Hips")] * kLeft};
    return fit_limb(f, limb, points_.at(f, points_.knee[side]), points_.at(f, points_.ankle[side]));
  }

  /// Hands by the knuckles of index and little finger, where the layout has them.
  bool fit_hand(int f, int side) {
    const auto wrist = points_.at(f, points_.wrist[side]);
    const auto index = points_.at(f, points_.index[side]);
    const auto pinky = points_.at(f, points_.pinky[side]);
    if (!wrist || !index || !pinky) return false;
    const std::string word = side == 0 ? "Left" : "Right";
    const std::string point = side == 0 ? "left_" : "right_";
    const Vec3 index_at_rest = place_on_body(point + "index")->offset;
    const Vec3 pinky_at_rest = place_on_body(point + "pinky")->offset;
    const Vec3 along = 0.5 * (*index + *pinky) - *wrist;
    const Vec3 across = *index - *pinky;
    if (!is_frame(along, across)) return false;
    const Vec3 rest_along = glm::normalize(0.5 * (index_at_rest + pinky_at_rest));
    const Vec3 rest_across = index_at_rest - pinky_at_rest;
    const Quat seen = aim(kLeft, along, kForward, across);
    const Quat at_rest = aim(kLeft, rest_along, kForward, rest_across);
    set_world(f, joint(word + "Hand"), seen * glm::conjugate(at_rest));
    return true;
  }

  /// Feet by toe and heel, or by toe and ankle where there is no heel; they roll with the shank.
  bool fit_foot(int f, int side) {
    const std::string point = side == 0 ? "left_" : "right_";
    const std::string word = side == 0 ? "Left" : "Right";
    const auto toe = points_.at(f, points_.toe[side]);
    const auto heel = points_.at(f, points_.heel[side]);
    const auto ankle = points_.at(f, points_.ankle[side]);
    if (!toe || !(heel || ankle)) return false;
    const int foot = joint(word + "Foot");
    const Quat shank = world_[skeleton_.joints[foot].parent];
    const Vec3 along = *toe - (heel ? *heel : *ankle);
    const Vec3 toe_at_rest =
        offset(word + "Toes") + place_on_body(point + points_.toe_part)->offset * scale_;
    const Vec3 heel_at_rest = place_on_body(point + "heel")->offset * scale_;
    const Vec3 rest = heel ? toe_at_rest - heel_at_rest : toe_at_rest;
    // Toes stand a little inwards or outwards of the ankle; that is no turn of the foot.
    const Quat at_rest = aim(kForward, rest, kLeft, kLeft);
    const Vec3 left = shank * kLeft;
    if (!is_frame(along, left)) return false;
    set_world(f, foot, aim(kForward, along, kLeft, left) * glm::conjugate(at_rest));
    return true;
  }

  const FitPoints& points_;
  const Skeleton& skeleton_;
  Clip clip_;
  double scale_ = 1.0;
  std::vector<Quat> world_;
  std::vector<Vec3> positions_;
};

void measure(const FitPoints& points, const Clip& clip, FitReport& report) {
  struct Pair {
    const char* joint;
    const SidePoints* points;
  };
  const Pair pairs[] = {{"UpperArm", &points.shoulder}, {"LowerArm", &points.elbow},
                        {"Hand", &points.wrist},        {"UpperLeg", &points.hip},
                        {"LowerLeg", &points.knee},     {"Foot", &points.ankle}};
  const WorldMotion world = forward_kinematics(clip);
  double sum = 0.0;
  size_t count = 0;
  for (const Pair& pair : pairs) {
    for (int side = 0; side < 2; ++side) {
      const int joint = clip.skeleton->find(std::string(side == 0 ? "Left" : "Right") + pair.joint);
      for (int f = 0; f < clip.frame_count; ++f) {
        const auto point = points.at(f, (*pair.points)[side]);
        if (!point) continue;
        const double off = glm::distance(*point, world.position(f, joint));
        sum += off;
        ++count;
        report.worst_m = std::max(report.worst_m, off);
      }
    }
  }
  report.mean_m = count > 0 ? sum / static_cast<double>(count) : 0.0;
}

/// Names and parents as of the canonical skeleton, which the fitter goes by.
bool has_canonical_joints(const Skeleton& skeleton) {
  const SkeletonPtr canonical = canonical_skeleton();
  return std::equal(
      skeleton.joints.begin(), skeleton.joints.end(), canonical->joints.begin(),
      canonical->joints.end(),
      [](const Joint& a, const Joint& b) { return a.name == b.name && a.parent == b.parent; });
}

}  // namespace

Result<PointFit> fit_points(const PointClip& clip, const FitSettings& settings) {
  if (Status status = clip.validate(); !status) return status.error();
  if (clip.is_2d) {
    return usage_error("points \"" + clip.name +
                       "\" are 2-D; a skeleton can only be fitted to 3-D points");
  }
  if (!find_point_layout(clip.layout)) {
    return usage_error("points \"" + clip.name + "\" have layout \"" + clip.layout +
                       "\"; a skeleton can be fitted to coco17, body25 or mediapipe33");
  }
  FitPoints points(clip);
  SkeletonPtr skeleton = settings.skeleton;
  if (skeleton && !has_canonical_joints(*skeleton)) {
    return usage_error("the skeleton that is to be kept is none that was fitted to points");
  }
  Result<SkeletonPtr> measured = skeleton ? Result(skeleton) : fit_skeleton(points);
  if (!measured) return measured.error();
  skeleton = *measured;
  if (!settings.fits_lengths && !settings.skeleton) {
    skeleton = canonical_skeleton();
    points.set_scale(skeleton->joints[0].offset.y / (*measured)->joints[0].offset.y);
  }
  PointFit fit;
  fit.clip = Fitter(points, skeleton, clip.frame_time_s).run(fit.report.held_frames);
  fit.clip.name = clip.name;
  if (fit.report.held_frames == clip.frame_count) {
    return bad_input("hips and shoulders of \"" + clip.name +
                     "\" are never seen together and apart, so the trunk cannot be fitted");
  }
  if (Status status = fit.clip.validate(); !status) return status.error();
  measure(points, fit.clip, fit.report);
  if (fit.report.held_frames > 0) {
    fit.report.warnings.push_back("the trunk is hidden in " +
                                  std::to_string(fit.report.held_frames) +
                                  " frames; the pose before is kept there");
  }
  return fit;
}

}  // namespace kinemote
