// A folder with four short motions as files, for studios that open one.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "motion/io/bvh.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::view {

/// walk1, walk2, wave3 and wave4 (.bvh): 2 s each, happy and sad.
inline void write_four_clips(const std::filesystem::path& folder) {
  int take = 0;
  for (const char* content : {"walk", "wave"}) {
    for (const analysis::Pad& pad : {analysis::Pad{0.8, 0.5, 0.1}, {-0.6, -0.4, -0.3}}) {
      const auto clip = synthesis::perform({.content = content, .pad = pad, .duration_s = 2.0});
      ASSERT_TRUE(clip);
      const auto path = folder / (std::string(content) + std::to_string(++take) + ".bvh");
      ASSERT_TRUE(io::write_bvh(path, *clip));
    }
  }
}

}  // namespace kinemote::view
