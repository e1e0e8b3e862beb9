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
            .occlusion_cells = 40,
            .samples = 0,
            .picture_scale = 1};
  }
  return {.segments = 28,
          .rings = 7,
          .shadow_map_size = 1024,
          .skin_taps = 12,
          .ground_taps = 32,
          .has_contact_hardening = true,
          .occlusion_cells = 80,
          .samples = 4,
          .picture_scale = 2};
}

std::string QualitySettings::defines() const {
  return has_contact_hardening ? "#define CONTACT_HARDENING\n" : "";
}

}  // namespace kinemote::view
