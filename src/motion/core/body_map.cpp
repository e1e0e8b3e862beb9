#include "motion/core/body_map.h"

#include <span>
#include <string>
#include <vector>

#include "motion/core/joint_words.h"

namespace kinemote {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, kBodyPartCount> kNames{
    "hips",       "spine",           "chest",           "neck",
    "head",       "left_shoulder",   "left_upper_arm",  "left_lower_arm",
    "left_hand",  "right_shoulder",  "right_upper_arm", "right_lower_arm",
    "right_hand", "left_upper_leg",  "left_lower_leg",  "left_foot",
    "left_toes",  "right_upper_leg", "right_lower_leg", "right_foot",
    "right_toes"};

// Where names are those of bones' upper ends.
constexpr std::string_view kUpperArmOfBoneEnds[] = {"shoulder"};
constexpr std::string_view kShoulderOfBoneEnds[] = {"collar", "clavicle"};
constexpr std::string_view kToesBelowAnkle[] = {"foot"};

class BodyFinder {
 public:
  explicit BodyFinder(const Skeleton& skeleton) : skeleton_(skeleton) {
    for (const Joint& joint : skeleton.joints) names_.push_back(plain_name(joint.name));
    map_.joint_of.fill(-1);
  }

  BodyMap run() {
    at(BodyPart::kHips) = find(0, words_of(BodyPart::kHips));
    at(BodyPart::kHead) = find(0, words_of(BodyPart::kHead));
    find_limbs(1, BodyPart::kLeftShoulder, BodyPart::kLeftUpperLeg);
    find_limbs(-1, BodyPart::kRightShoulder, BodyPart::kRightUpperLeg);
    find_trunk();
    return map_;
  }

 private:
  int& at(BodyPart part) { return map_.joint_of[static_cast<int>(part)]; }
  int& at(BodyPart first, int n) { return map_.joint_of[static_cast<int>(first) + n]; }

  /// The first joint of that side with the earliest of the words, -1 if there is none.
  int find(int side, Words words) const {
    for (const std::string_view word : words) {
      for (int j = 0; j < skeleton_.size(); ++j) {
        if (names_[j].side == side && names_[j].word == word) return j;
      }
    }
    return -1;
  }

  /// An arm's and a leg's four parts follow each other in BodyPart.
  void find_limbs(int side, BodyPart arm, BodyPart leg) {
    for (const BodyPart first : {arm, leg}) {
      for (int n = 0; n < 4; ++n) {
        at(first, n) = find(side, words_of(static_cast<BodyPart>(static_cast<int>(first) + n)));
      }
    }
    if (at(arm, 1) < 0) {
      // Names of bones' upper ends (shoulder, elbow, wrist): the "shoulder" turns the upper arm.
      at(arm, 1) = find(side, kUpperArmOfBoneEnds);
      at(arm, 0) = find(side, kShoulderOfBoneEnds);
    }
    const int foot = find(side, kToesBelowAnkle);
    if (at(leg, 3) < 0 && foot != at(leg, 2)) at(leg, 3) = foot;
  }

  /// Spine, chest and neck: by name, else by their place between hips and head.
  void find_trunk() {
    at(BodyPart::kSpine) = find(0, words_of(BodyPart::kSpine));
    at(BodyPart::kChest) = find(0, words_of(BodyPart::kChest));
    at(BodyPart::kNeck) = find(0, words_of(BodyPart::kNeck));
    std::vector<int> between;  // from hips to head, without both
    if (map_.has(BodyPart::kHead) && map_.has(BodyPart::kHips)) {
      int j = skeleton_.joints[map_[BodyPart::kHead]].parent;
      for (; j >= 0 && j != map_[BodyPart::kHips]; j = skeleton_.joints[j].parent) {
        between.insert(between.begin(), j);
      }
    }
    if (between.empty()) return;
    const int middle = between[between.size() / 2];
    if (!map_.has(BodyPart::kSpine)) at(BodyPart::kSpine) = between.front();
    if (!map_.has(BodyPart::kNeck)) at(BodyPart::kNeck) = between.back();
    // A trunk of "Chest", "Chest2", "Chest3"…: the lowest of them is the spine.
    if (!map_.has(BodyPart::kChest) || map_[BodyPart::kChest] == map_[BodyPart::kSpine]) {
      at(BodyPart::kChest) = middle;
    }
  }

  const Skeleton& skeleton_;
  std::vector<PlainName> names_;
  BodyMap map_;
};

void append_listed(std::string& text, std::string_view word) {
  if (!text.empty()) text += ", ";
  text += word;
}

}  // namespace

BodyMap find_body_parts(const Skeleton& skeleton) { return BodyFinder(skeleton).run(); }

std::string_view body_part_name(BodyPart part) { return kNames[static_cast<int>(part)]; }

Result<BodyMap> find_body(const Skeleton& skeleton) {
  const BodyMap map = find_body_parts(skeleton);
  std::string missing;
  for (int part = 0; part < kBodyPartCount; ++part) {
    const std::string_view name = kNames[part];
    const bool is_optional = name.ends_with("shoulder") || name.ends_with("toes");
    if (map.joint_of[part] < 0 && !is_optional) append_listed(missing, name);
  }
  if (missing.empty()) return map;
  std::string present;
  for (const Joint& joint : skeleton.joints) append_listed(present, joint.name);
  return bad_input("no joint was found for " + missing + "; the skeleton has: " + present);
}

int side_of(const Skeleton& skeleton, int joint) {
  for (int j = joint; j >= 0; j = skeleton.joints[j].parent) {
    if (const int side = plain_name(skeleton.joints[j].name).side) return side;
  }
  return 0;
}

}  // namespace kinemote
