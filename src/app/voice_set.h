// Sound files with their labels, and the features of their voices.
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/features/audio_clip.h"
#include "motion/core/progress.h"
#include "motion/io/label_scheme.h"

namespace kinemote::app {

struct VoiceFile {
  std::filesystem::path path;
  std::string name;                  // file stem
  std::string label, content, take;  // "" where nothing says
};

/// WAV and FLAC files: `paths` are files and folders (searched recursively), in the order of their
/// paths. Labelled by the chosen scheme (rules "name" and "folder"); else by a labels.json in the
/// folder, where a row's file may have any extension; else by the shipped schemes of rule "name"
/// that are marked detected. Errors: usage for schemes of another rule; bad input if a path is
/// missing, has no sound, or labels.json is broken.
Result<std::vector<VoiceFile>> list_voices(const std::vector<std::string>& paths,
                                           const std::string& labels);

/// Reads and decodes one file. Errors: those of read_file() and decode_audio().
Result<analysis::AudioClip> load_voice(const std::filesystem::path& path);

/// One row of analysis::audio_features() a voice.
struct VoiceRows {
  std::vector<VoiceFile> voices;    // those that could be measured
  Eigen::MatrixXd rows;             // voices x kAudioFeatureCount
  std::vector<double> durations_s;  // one a voice
  Warnings warnings;                // a sentence for each that could not
};
/// Errors: bad input if no voice could be measured; cancelled.
Result<VoiceRows> measure_voices(const std::vector<VoiceFile>& voices, int threads,
                                 const Progress& progress);

}  // namespace kinemote::app
