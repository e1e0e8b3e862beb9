#include "motion/core/body_map.h"

#include <algorithm>
#include <cctype>
#include <span>
#include <string>
#include <vector>

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

bool is_separator(char c) { return c == '_' || c == '.' || c == ' ' || c == '-'; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Spellings of a limb's parts, without the side. Earlier ones win: where a skeleton has an ankle
// and a "foot" (SMPL), the ankle is our foot and the "foot" our toes; likewise wrist and hand.
constexpr std::string_view kShoulderWords[] = {"shoulder", "collar", "clavicle"};
constexpr std::string_view kUpperArmWords[] = {"upperarm", "uparm", "arm", "humerus"};
constexpr std::string_view kLowerArmWords[] = {"lowerarm", "forearm", "elbow", "loarm", "radius"};
constexpr std::string_view kHandWords[] = {"wrist", "hand"};
constexpr std::string_view kUpperLegWords[] = {"upperleg", "upleg", "thigh",
                                               "femur",    "hip",   "hipjoint"};
constexpr std::string_view kLowerLegWords[] = {"lowerleg", "leg",   "shin", "knee",
                                               "calf",     "tibia", "loleg"};
constexpr std::string_view kFootWords[] = {"ankle", "foot"};
constexpr std::string_view kToeWords[] = {"toes", "toebase", "toe", "toe0", "ball"};
constexpr std::string_view kHipsWords[] = {"hips", "pelvis", "hip", "root"};
constexpr std::string_view kHeadWords[] = {"head", "face"};
constexpr std::string_view kSpineWords[] = {"spine", "spine1", "spine01", "abdomen", "lowerback"};
constexpr std::string_view kChestWords[] = {"chest",   "spine2",  "spine3",   "spine1",
                                            "spine02", "spine03", "spine001", "thorax"};
constexpr std::string_view kNeckWords[] = {"neck", "neck1", "neck01", "lowerneck"};
constexpr std::string_view kUpperArmOfBoneEnds[] = {"shoulder"};
constexpr std::string_view kShoulderOfBoneEnds[] = {"collar", "clavicle"};
constexpr std::string_view kToesBelowAnkle[] = {"foot"};

bool is_limb_word(std::string_view word) {
  for (const Words words :
       {Words(kShoulderWords), Words(kUpperArmWords), Words(kLowerArmWords), Words(kHandWords),
        Words(kUpperLegWords), Words(kLowerLegWords), Words(kFootWords), Words(kToeWords)}) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  }
  return false;
}

/// A joint's name taken apart: side (+1 left, -1 right, 0 none) and the rest in lower case without
/// separators.
struct PlainName {
  int side = 0;
  std::string word;
};

/// Without a namespace ("mixamorig:") or the figure's name of 3ds Max bipeds ("Bip01 ").
std::string_view local_name(std::string_view name) {
  if (const size_t colon = name.rfind(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  for (const std::string_view biped : {"Bip001", "Bip01"}) {
    if (name.size() > biped.size() + 1 && name.starts_with(biped) &&
        is_separator(name[biped.size()])) {
      return name.substr(biped.size() + 1);
    }
  }
  return name;
}

int side_of_letter(char c) { return lower(c) == 'l' ? 1 : lower(c) == 'r' ? -1 : 0; }

PlainName plain_name(std::string_view full) {
  std::string_view raw = local_name(full);
  const auto squeezed = [](std::string_view text) {
    std::string word;
    for (const char c : text) {
      if (!is_separator(c)) word += lower(c);
    }
    return word;
  };
  PlainName plain{0, squeezed(raw)};
  for (const auto& [word, side] : {std::pair{std::string_view("left"), 1}, {"right", -1}}) {
    if (const size_t at = plain.word.find(word); at != std::string::npos) {
      plain.word.erase(at, word.size());
      plain.side = side;
      return plain;
    }
  }
  const size_t n = raw.size();
  if (n < 3) return plain;
  // "Hand_L", "hand.l"
  if (is_separator(raw[n - 2]) && side_of_letter(raw[n - 1]) != 0) {
    return {side_of_letter(raw[n - 1]), squeezed(raw.substr(0, n - 2))};
  }
  if (side_of_letter(raw[0]) == 0) return plain;
  const std::string rest = squeezed(raw.substr(1));
  // "L_Hand"; "LHand", but neither "Leg" nor "ROOT"; "lhand" if the rest is a part of a limb.
  if (is_separator(raw[1]) || (is_upper(raw[0]) && is_upper(raw[1]) && is_lower(raw[2])) ||
      (is_lower(raw[0]) && is_limb_word(rest))) {
    return {side_of_letter(raw[0]), rest};
  }
  return plain;
}

class BodyFinder {
 public:
  explicit BodyFinder(const Skeleton& skeleton) : skeleton_(skeleton) {
    for (const Joint& joint : skeleton.joints) names_.push_back(plain_name(joint.name));
    map_.joint_of.fill(-1);
  }

  BodyMap run() {
    at(BodyPart::kHips) = find(0, kHipsWords);
    at(BodyPart::kHead) = find(0, kHeadWords);
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
    at(arm, 0) = find(side, kShoulderWords);
    at(arm, 1) = find(side, kUpperArmWords);
    at(arm, 2) = find(side, kLowerArmWords);
    at(arm, 3) = find(side, kHandWords);
    if (at(arm, 1) < 0) {
      // Names of bones' upper ends (shoulder, elbow, wrist): the "shoulder" turns the upper arm.
      at(arm, 1) = find(side, kUpperArmOfBoneEnds);
      at(arm, 0) = find(side, kShoulderOfBoneEnds);
    }
    at(leg, 0) = find(side, kUpperLegWords);
    at(leg, 1) = find(side, kLowerLegWords);
    at(leg, 2) = find(side, kFootWords);
    at(leg, 3) = find(side, kToeWords);
    const int foot = find(side, kToesBelowAnkle);
    if (at(leg, 3) < 0 && foot != at(leg, 2)) at(leg, 3) = foot;
  }

  /// Spine, chest and neck: by name, else by their place between hips and head.
  void find_trunk() {
    at(BodyPart::kSpine) = find(0, kSpineWords);
    at(BodyPart::kChest) = find(0, kChestWords);
    at(BodyPart::kNeck) = find(0, kNeckWords);
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

std::string_view body_part_name(BodyPart part) { return kNames[static_cast<int>(part)]; }

Result<BodyMap> find_body(const Skeleton& skeleton) {
  const BodyMap map = BodyFinder(skeleton).run();
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
