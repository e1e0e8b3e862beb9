#include "app/nearest_clip.h"

#include "app/markup.h"

namespace kinemote::app {

std::optional<NearestClip> nearest_clip(const synthesis::ModelCard& card, int reference,
                                        double ratio) {
  if (reference < 0 || reference >= static_cast<int>(card.references.size())) return std::nullopt;
  const synthesis::ReferenceLatent& found = card.references[reference];
  return NearestClip{found.source, found.start_s, ratio};
}

std::string name_and_time(const NearestClip& clip) {
  return clip.name + (clip.start_s ? " at " + fixed_text(*clip.start_s, 1) + " s" : "");
}

std::string words_of(const NearestClip& clip) {
  return name_and_time(clip) + ", " + fixed_text(clip.ratio, 2) + " of the typical spacing";
}

}  // namespace kinemote::app
