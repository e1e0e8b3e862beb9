// From drawn pixels to finished ones.
#pragma once

#include "view/render/image.h"

namespace kinemote::view {

/// Averages blocks of `scale` x `scale` pixels in linear light, then divides alpha out. `drawn` has
/// alpha multiplied in; its size must be a multiple of `scale`.
Image finish_picture(const Image& drawn, int scale);

}  // namespace kinemote::view
