// The whole tour in one folder: corpus, map, generated motions, pictures, a page that shows it all.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "app/corpus_job.h"
#include "app/map_job.h"
#include "motion/core/progress.h"
#include "synthesis/control/generate.h"

namespace kinemote::app {

struct DemoSettings {
  int corpus_clips = 240;
  std::string model;     // "": the built-in one
  std::string content;   // what is generated; "": walk if the model knows it, else its first
  double seconds = 4.0;  // of each generated motion
  uint64_t seed = 1;
  int threads = 0;
};

/// A generated motion of the tour.
struct DemoMotion {
  enum class Part { kWord, kGrid, kCorner };
  Part part = Part::kWord;
  std::string name;               // file name without extension
  std::string title;              // "happy", "pleasure −, arousal +"
  std::filesystem::path bvh;      // relative to the folder
  std::filesystem::path picture;  // relative; "" if there is no OpenGL
  synthesis::Generated motion;
};

struct DemoResult {
  DemoSettings settings;
  WrittenCorpus corpus;  // files relative to the folder
  MapResult map;
  std::vector<DemoMotion> motions;
  std::string model_name, settings_hash;
  std::array<double, 3> pad_mae{};
  std::vector<std::string> feature_names;
  std::string device;                        // "" if there is no OpenGL
  Warnings warnings;                         // what could not be made, and why
  std::vector<std::filesystem::path> files;  // everything written
  std::vector<std::pair<std::string, double>> timings_s;
};

/// Writes everything into `folder`, which needs neither data nor a display. Without OpenGL there
/// are no pictures, without the models room or a model no generated motions: both are said in the
/// page and in warnings. The same settings give the same bytes. Cancelled or failed, it leaves
/// nothing.
Result<DemoResult> run_demo(const std::filesystem::path& folder, const DemoSettings& settings,
                            const Progress& progress);

/// The page: one HTML file with relative links, which needs no network.
std::string gallery_html(const DemoResult& demo);

}  // namespace kinemote::app
