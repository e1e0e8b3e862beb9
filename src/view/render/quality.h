// What the two quality levels mean in numbers.
#pragma once

#include <string>

#include "view/render/scene.h"

namespace kinemote::view {

struct QualitySettings {
  int segments;  // around a body piece
  int rings;     // from the equator of a piece's end to its pole
  int shadow_map_size;
  int skin_taps, ground_taps;  // shadow look-ups a pixel
  bool has_contact_hardening;  // shadows grow softer away from what casts them
  int occlusion_cells;         // of the darkened ground under a figure, each way
  int samples;                 // multisampling
  int picture_scale;           // `picture` draws so many pixels for one, each way

  /// "#define" lines for the shaders.
  std::string defines() const;
};

QualitySettings settings_of(Quality quality);

}  // namespace kinemote::view
