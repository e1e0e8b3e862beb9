#include "motion/core/body_map.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace kinemote {
namespace {

constexpr std::array<std::string_view, kBodyPartCount> kNames{
    "hips", "spine", "chest", "neck", "head",
    "left_shoulder", "left_upper_arm", "left_lower_arm", "left_hand",
    "right_shoulder", "right_upper_arm", "right_lower_arm", "right_hand",
    "left_upper_leg", "left_lower_leg", "left_foot", "left_toes",
    "right_upper_leg", "right_lower_leg", "right_foot", "right_toes"};

/// Lower case, without prefix up to ':', and without separators.
std::string simplified(std::string_view name) {
  if (const size_t colon = name.rfind(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '.' && c != ' ' && c != '-') {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

/// Side from the raw name: "Left…"/"L_…"/"…_L"/".L"/"LHip", likewise right.
int side_in_name(std::string_view raw) {
  if (const size_t colon = raw.rfind(':'); colon != std::string_view::npos) {
    raw.remove_prefix(colon + 1);
  }
  const std::string name = simplified(raw);
  if (name.find("left") != std::string::npos) return 1;
  if (name.find("right") != std::string::npos) return -1;
  const auto is_separator = [](char c) { return c == '_' || c == '.' || c == ' ' || c == '-'; };
  const size_t n = raw.size();
  const auto side_letter = [](char c) { return c == 'L' || c == 'l' ? 1 : c == 'R' || c == 'r' ? -1 : 0; };
  if (n > 2 && is_separator(raw[n - 2])) return side_letter(raw[n - 1]);
  if (n > 2 && is_separator(raw[1])) return side_letter(raw[0]);
  // "LHip", "RThumb": a capital side letter before another capital.
  if (n > 2 && (raw[0] == 'L' || raw[0] == 'R') && std::isupper(static_cast<unsigned char>(raw[1]))) {
    return side_letter(raw[0]);
  }
  return 0;
}

/// The name without its side word or letter.
std::string without_side(std::string_view raw) {
  std::string name = simplified(raw);
  for (const char* word : {"left", "right"}) {
    if (const size_t at = name.find(word); at != std::string::npos) {
      return name.erase(at, std::string_view(word).size());
    }
  }
  const size_t n = raw.size();
  const auto is_separator = [](char c) { return c == '_' || c == '.' || c == ' ' || c == '-'; };
  if (n > 2 && is_separator(raw[n - 2])) return name.substr(0, name.size() - 1);
  return name.substr(1);
}

struct Spelling {
  int part;  // offset within a side's parts: 0 shoulder … 3 hand, 4 upper leg … 7 toes
  std::vector<std::string> names;
};

// Earlier spellings win; a later one is used only where no earlier one is present.
const std::vector<Spelling>& limb_spellings() {
  static const std::vector<Spelling> spellings{
      {0, {"shoulder", "collar", "clavicle"}},
      {1, {"upperarm", "uparm", "arm"}},
      {2, {"lowerarm", "forearm", "elbow", "loarm"}},
      {3, {"hand", "wrist"}},
      {4, {"upperleg", "upleg", "thigh", "hip", "hipjoint"}},
      {5, {"lowerleg", "leg", "shin", "knee", "calf", "loleg"}},
      {6, {"foot", "ankle"}},
      {7, {"toes", "toebase", "toe", "ball"}}};
  return spellings;
}

int find_spelling(const Skeleton& skeleton, int side, const std::vector<std::string>& names) {
  for (const std::string& wanted : names) {
    for (int j = 0; j < skeleton.size(); ++j) {
      const std::string& raw = skeleton.joints[j].name;
      if (side_in_name(raw) != side) continue;
      if ((side == 0 ? simplified(raw) : without_side(raw)) == wanted) return j;
    }
  }
  return -1;
}

}  // namespace

std::string_view body_part_name(BodyPart part) { return kNames[static_cast<int>(part)]; }

Result<BodyMap> find_body(const Skeleton& skeleton) {
  BodyMap map;
  map.joint_of.fill(-1);
  const auto at = [&](BodyPart part) -> int& { return map.joint_of[static_cast<int>(part)]; };

  at(BodyPart::kHips) = find_spelling(skeleton, 0, {"hips", "pelvis", "hip", "root"});
  at(BodyPart::kHead) = find_spelling(skeleton, 0, {"head"});
  at(BodyPart::kNeck) = find_spelling(skeleton, 0, {"neck", "neck1", "lowerneck"});
  for (const auto& [first, side] : {std::pair{BodyPart::kLeftShoulder, 1},
                                    std::pair{BodyPart::kRightShoulder, -1}}) {
    for (const Spelling& spelling : limb_spellings()) {
      // Left and right arm follow each other, then left and right leg: see BodyPart.
      const int base = spelling.part < 4 ? static_cast<int>(first)
                                         : static_cast<int>(first) + 8;
      map.joint_of[base + spelling.part % 4] = find_spelling(skeleton, side, spelling.names);
    }
  }
  // SMPL-style arms: "shoulder" is the upper arm where a "collar" is there and no "arm" is.
  for (const auto& [shoulder, upper, side] :
       {std::tuple{BodyPart::kLeftShoulder, BodyPart::kLeftUpperArm, 1},
        std::tuple{BodyPart::kRightShoulder, BodyPart::kRightUpperArm, -1}}) {
    const int collar = find_spelling(skeleton, side, {"collar", "clavicle"});
    if (at(upper) < 0 && collar >= 0) {
      at(upper) = find_spelling(skeleton, side, {"shoulder"});
      at(shoulder) = collar;
    }
  }
  // Spine and chest: by name, else the first and last joints between hips and neck.
  at(BodyPart::kSpine) = find_spelling(skeleton, 0, {"spine", "spine1", "abdomen"});
  at(BodyPart::kChest) = find_spelling(skeleton, 0, {"chest", "spine2", "spine3", "spine1", "thorax", "spine001"});
  std::vector<int> between;
  if (map.has(BodyPart::kHead) && map.has(BodyPart::kHips)) {
    for (int j = skeleton.joints[map[BodyPart::kHead]].parent; j >= 0 && j != map[BodyPart::kHips];
         j = skeleton.joints[j].parent) {
      between.insert(between.begin(), j);
    }
  }
  if (at(BodyPart::kNeck) < 0 && between.size() > 1) {
    at(BodyPart::kNeck) = between.back();
  }
  if (!between.empty()) {
    if (at(BodyPart::kSpine) < 0) at(BodyPart::kSpine) = between.front();
    if (at(BodyPart::kChest) < 0) at(BodyPart::kChest) = between[(between.size() - 1) / 2];
    if (at(BodyPart::kNeck) < 0) at(BodyPart::kNeck) = between.back();
  }

  std::string missing;
  for (int part = 0; part < kBodyPartCount; ++part) {
    const std::string_view name = kNames[part];
    const bool is_optional = name.ends_with("shoulder") || name.ends_with("toes");
    if (map.joint_of[part] < 0 && !is_optional) {
      missing += missing.empty() ? "" : ", ";
      missing += name;
    }
  }
  if (!missing.empty()) {
    std::string present;
    for (const Joint& joint : skeleton.joints) {
      present += present.empty() ? "" : ", ";
      present += joint.name;
    }
    return bad_input("no joint was found for " + missing + "; the skeleton has: " + present);
  }
  return map;
}

int side_of(const Skeleton& skeleton, int joint) {
  for (int j = joint; j >= 0; j = skeleton.joints[j].parent) {
    if (const int side = side_in_name(skeleton.joints[j].name)) return side;
  }
  return 0;
}

}  // namespace kinemote
