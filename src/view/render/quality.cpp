#include "view/render/quality.h"

namespace kinemote::view {

QualitySettings settings_of(Quality quality) {
  if (quality == Quality::kLow) {
    return {.segments = 12,
            .rings = 3,
            .shadow_map_size = 512,
            .skin_taps = 1,
            .ground_taps = 6,
            .has_contact_hardening = false,
            .has_sky_per_pixel = false,
            .occlusion_cells = 40,
            .samples = 0,
            .picture_scale = 1};
  }
  return {.segments = 40,
          .rings = 10,
          .shadow_map_size = 2048,
          .skin_taps = 16,
          .ground_taps = 48,
          .has_contact_hardening = true,
          .has_sky_per_pixel = true,
          .occlusion_cells = 112,
          .samples = 4,
          .picture_scale = 2};
}

std::string QualitySettings::defines() const {
  std::string lines;
  if (has_contact_hardening) lines += "#define CONTACT_HARDENING\n";
  if (!has_sky_per_pixel) lines += "#define SKY_PER_VERTEX\n";
  return lines;
}

}  // namespace kinemote::view
