// Clip sets for tests: the built-in motions, a few and short.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::test {

/// One clip a pair of content and PAD, labelled by the index of its PAD.
inline app::ClipSet made_clips(const std::vector<std::string>& contents,
                               const std::vector<analysis::Pad>& pads, int takes = 1) {
  app::ClipSet set;
  set.dataset.root = "made";
  auto clips = std::make_shared<std::vector<Clip>>();
  for (const std::string& content : contents) {
    for (size_t p = 0; p < pads.size(); ++p) {
      for (int take = 1; take <= takes; ++take) {
        auto clip = synthesis::perform({.content = content,
                                        .pad = pads[p],
                                        .take_seed = static_cast<uint64_t>(take),
                                        .duration_s = 3.0});
        if (!clip) continue;
        const std::string name = content + "_" + std::to_string(p) + "_" + std::to_string(take);
        set.dataset.entries.push_back(
            {name + ".bvh", name, "pad" + std::to_string(p), content, name, pads[p].values()});
        clips->push_back(std::move(clip).value());
      }
    }
  }
  set.load = [clips](int i) -> Result<io::ClipImport> { return io::ClipImport{(*clips)[i]}; };
  return set;
}

/// "clip_0", "clip_1"… of two contents, labelled happy, sad or not at all; four motions stand for
/// all of them.
inline app::ClipSet numbered_clips(int count) {
  app::ClipSet set;
  set.dataset.root = "made";
  set.dataset.scheme = "folder";
  auto motions = std::make_shared<std::vector<Clip>>();
  for (int i = 0; i < std::min(count, 4); ++i) {
    motions->push_back(synthesis::perform({.content = i % 2 == 0 ? "walk" : "wave",
                                           .pad = {0.3 * i - 0.5, 0.2, 0.0},
                                           .take_seed = static_cast<uint64_t>(i + 1),
                                           .duration_s = 2.0})
                           .value());
  }
  for (int i = 0; i < count; ++i) {
    io::DatasetEntry entry;
    entry.name = "clip_" + std::to_string(i);
    entry.path = "/made/" + entry.name + ".bvh";
    entry.label = i % 3 == 0 ? "happy" : i % 3 == 1 ? "sad" : "";
    entry.content = i % 2 == 0 ? "walk" : "wave";
    set.dataset.entries.push_back(entry);
  }
  set.load = [motions](int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*motions)[i % motions->size()]};
  };
  return set;
}

}  // namespace kinemote::test
