// How colours look to eyes that lack a kind of cone, to see whether a picture still says the same.
#pragma once

#include <array>
#include <glm/vec3.hpp>
#include <string_view>

namespace kinemote::view {

/// Whose eyes: all three kinds of cones, without M, without L, without S, or in a grey print.
enum class ColourVision { kFull, kDeuteranopia, kProtanopia, kTritanopia, kGrey };
inline constexpr int kColourVisionCount = 5;
/// As on the command line: "full", "deuteranopia", "protanopia", "tritanopia", "grey".
std::string_view colour_vision_name(ColourVision vision);

/// Rows that make linear red, green and blue as seen out of linear red, green and blue. Each sums
/// to 1, so that greys stay. Missing cones: Machado, Oliveira & Fernandes (2009), A
/// Physiologically-based Model for Simulation of Color Vision Deficiency, table of severity 1.0.
/// Grey: luminance of ITU-R BT.709.
const std::array<glm::dvec3, 3>& colour_vision_rows(ColourVision vision);

/// An sRGB colour in [0, 1] as seen, in the same; what leaves the cube of colours is clipped.
glm::dvec3 seen_as(ColourVision vision, const glm::dvec3& srgb);

}  // namespace kinemote::view
