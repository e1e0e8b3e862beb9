// What joint names say: side and word, and the words by which skeletons call the parts of a body.
//
// This vocabulary is the only one in the program. Recognising a body (find_body) and matching by
// likeness (match_bones) both read it, so that a body is found without any file. The exact names of
// single tools lie in assets/bones, because users edit and add those; they come first in
// match_bones, and a test holds both together: every shipped scheme must lead to the same joints by
// its file as by these words, wherever the words know the joint.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "motion/core/body_map.h"

namespace kinemote {

/// A joint's name taken apart: side (+1 left, -1 right, 0 none) and the rest in lower case without
/// separators, namespace ("mixamorig:") or figure's name ("Bip01 ").
struct PlainName {
  int side = 0;
  std::string word;
};
PlainName plain_name(std::string_view full_name);

/// Lower case without separators and namespace, the side left in: "LeftUpLeg" to "leftupleg".
std::string squeezed_name(std::string_view full_name);

/// Words for a part, without the side; earlier ones win where a skeleton has several.
std::span<const std::string_view> words_of(BodyPart part);

/// How alike two plain words are, in [0, 1]: the Dice coefficient of their letter pairs (Dice 1945,
/// Ecology 26), with one blank at either end so that beginnings and ends count.
double likeness(std::string_view a, std::string_view b);

}  // namespace kinemote
