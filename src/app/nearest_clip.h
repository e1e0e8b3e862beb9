// The training clip that a motion is most like, by name.
#pragma once

#include <optional>
#include <string>

#include "synthesis/control/motion_model.h"

namespace kinemote::app {

struct NearestClip {
  std::string name;
  std::optional<double> start_s;  // of the nearest window in it; none: the model does not say
  double ratio = 0.0;             // distance, in typical distances between neighbours
};

/// Of a reference of the model at that distance; none for index -1.
std::optional<NearestClip> nearest_clip(const synthesis::ModelCard& card, int reference,
                                        double ratio);

/// "a_walk at 1.2 s", or the name alone.
std::string name_and_time(const NearestClip& clip);
/// "a_walk at 1.2 s, 0.90 of the typical spacing".
std::string words_of(const NearestClip& clip);

}  // namespace kinemote::app
