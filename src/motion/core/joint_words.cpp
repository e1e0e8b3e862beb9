#include "motion/core/joint_words.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <vector>

namespace kinemote {
namespace {

using Words = std::span<const std::string_view>;

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

bool is_limb_word(std::string_view word) {
  for (const Words words :
       {Words(kShoulderWords), Words(kUpperArmWords), Words(kLowerArmWords), Words(kHandWords),
        Words(kUpperLegWords), Words(kLowerLegWords), Words(kFootWords), Words(kToeWords)}) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  }
  return false;
}

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

std::string without_separators(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (!is_separator(c)) word += lower(c);
  }
  return word;
}

}  // namespace

PlainName plain_name(std::string_view full) {
  std::string_view raw = local_name(full);
  PlainName plain{0, without_separators(raw)};
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
    return {side_of_letter(raw[n - 1]), without_separators(raw.substr(0, n - 2))};
  }
  if (side_of_letter(raw[0]) == 0) return plain;
  const std::string rest = without_separators(raw.substr(1));
  // "L_Hand"; "LHand", but neither "Leg" nor "ROOT"; "lhand" if the rest is a part of a limb.
  if (is_separator(raw[1]) || (is_upper(raw[0]) && is_upper(raw[1]) && is_lower(raw[2])) ||
      (is_lower(raw[0]) && is_limb_word(rest))) {
    return {side_of_letter(raw[0]), rest};
  }
  return plain;
}

std::string squeezed_name(std::string_view full_name) {
  return without_separators(local_name(full_name));
}

std::span<const std::string_view> words_of(BodyPart part) {
  switch (part) {
    case BodyPart::kHips:
      return kHipsWords;
    case BodyPart::kSpine:
      return kSpineWords;
    case BodyPart::kChest:
      return kChestWords;
    case BodyPart::kNeck:
      return kNeckWords;
    case BodyPart::kHead:
      return kHeadWords;
    case BodyPart::kLeftShoulder:
    case BodyPart::kRightShoulder:
      return kShoulderWords;
    case BodyPart::kLeftUpperArm:
    case BodyPart::kRightUpperArm:
      return kUpperArmWords;
    case BodyPart::kLeftLowerArm:
    case BodyPart::kRightLowerArm:
      return kLowerArmWords;
    case BodyPart::kLeftHand:
    case BodyPart::kRightHand:
      return kHandWords;
    case BodyPart::kLeftUpperLeg:
    case BodyPart::kRightUpperLeg:
      return kUpperLegWords;
    case BodyPart::kLeftLowerLeg:
    case BodyPart::kRightLowerLeg:
      return kLowerLegWords;
    case BodyPart::kLeftFoot:
    case BodyPart::kRightFoot:
      return kFootWords;
    case BodyPart::kLeftToes:
    case BodyPart::kRightToes:
      return kToeWords;
  }
  return {};
}

double likeness(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return 0.0;
  std::map<std::pair<char, char>, int> pairs;
  const auto each_pair = [](std::string_view word, const auto& visit) {
    char before = ' ';
    for (const char c : word) {
      visit(std::pair{before, c});
      before = c;
    }
    visit(std::pair{before, ' '});
  };
  each_pair(a, [&](std::pair<char, char> pair) { ++pairs[pair]; });
  int common = 0;
  each_pair(b, [&](std::pair<char, char> pair) {
    if (const auto it = pairs.find(pair); it != pairs.end() && it->second-- > 0) ++common;
  });
  return 2.0 * common / static_cast<double>(a.size() + b.size() + 2);
}

}  // namespace kinemote
