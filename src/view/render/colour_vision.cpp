#include "view/render/colour_vision.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace kinemote::view {

namespace {

using Rows = std::array<glm::dvec3, 3>;

const Rows kFullRows{glm::dvec3(1.0, 0.0, 0.0), glm::dvec3(0.0, 1.0, 0.0),
                     glm::dvec3(0.0, 0.0, 1.0)};
const Rows kDeuteranopiaRows{glm::dvec3(0.367322, 0.860646, -0.227968),
                             glm::dvec3(0.280085, 0.672501, 0.047413),
                             glm::dvec3(-0.011820, 0.042940, 0.968881)};
const Rows kProtanopiaRows{glm::dvec3(0.152286, 1.052583, -0.204868),
                           glm::dvec3(0.114503, 0.786281, 0.099216),
                           glm::dvec3(-0.003882, -0.048116, 1.051998)};
const Rows kTritanopiaRows{glm::dvec3(1.255528, -0.076749, -0.178779),
                           glm::dvec3(-0.078411, 0.930809, 0.147602),
                           glm::dvec3(0.004733, 0.691367, 0.303900)};
const Rows kGreyRows{glm::dvec3(0.2126, 0.7152, 0.0722), glm::dvec3(0.2126, 0.7152, 0.0722),
                     glm::dvec3(0.2126, 0.7152, 0.0722)};

double linear_from_srgb(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double srgb_from_linear(double value) {
  const double clipped = std::clamp(value, 0.0, 1.0);
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * std::pow(clipped, 1.0 / 2.4) - 0.055;
}

}  // namespace

std::string_view colour_vision_name(ColourVision vision) {
  switch (vision) {
    case ColourVision::kFull:
      return "full";
    case ColourVision::kDeuteranopia:
      return "deuteranopia";
    case ColourVision::kProtanopia:
      return "protanopia";
    case ColourVision::kTritanopia:
      return "tritanopia";
    case ColourVision::kGrey:
      return "grey";
  }
  return "full";
}

const Rows& colour_vision_rows(ColourVision vision) {
  switch (vision) {
    case ColourVision::kFull:
      return kFullRows;
    case ColourVision::kDeuteranopia:
      return kDeuteranopiaRows;
    case ColourVision::kProtanopia:
      return kProtanopiaRows;
    case ColourVision::kTritanopia:
      return kTritanopiaRows;
    case ColourVision::kGrey:
      return kGreyRows;
  }
  return kFullRows;
}

glm::dvec3 seen_as(ColourVision vision, const glm::dvec3& srgb) {
  const glm::dvec3 linear(linear_from_srgb(srgb.r), linear_from_srgb(srgb.g),
                          linear_from_srgb(srgb.b));
  const Rows& rows = colour_vision_rows(vision);
  return {srgb_from_linear(glm::dot(rows[0], linear)), srgb_from_linear(glm::dot(rows[1], linear)),
          srgb_from_linear(glm::dot(rows[2], linear))};
}

}  // namespace kinemote::view
