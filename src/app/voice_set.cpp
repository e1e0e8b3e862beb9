#include "app/voice_set.h"

#include <algorithm>
#include <map>

#include "analysis/features/audio_features.h"
#include "app/assets.h"
#include "app/parallel.h"
#include "motion/core/atomic_file.h"
#include "motion/io/dataset.h"
#include "motion/io/file_extension.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

bool is_sound(const fs::path& path) {
  const std::string extension = io::extension_of(path);
  return extension == "wav" || extension == "flac";
}

Result<std::vector<fs::path>> sounds_in(const fs::path& path) {
  std::error_code problem;
  if (fs::is_regular_file(path, problem)) return std::vector<fs::path>{path};
  if (!fs::is_directory(path, problem)) {
    return bad_input(path.string() + ": no such file or folder; expected sound, .wav or .flac");
  }
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator it(path, problem), end; it != end && !problem;
       it.increment(problem)) {
    std::error_code ignored;
    if (is_sound(it->path()) && it->is_regular_file(ignored)) found.push_back(it->path());
  }
  if (problem) return bad_input(path.string() + ": cannot be listed: " + problem.message());
  if (found.empty()) {
    return bad_input(path.string() + ": holds no sound; expected .wav or .flac files");
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Labels by name, by one scheme or by the first of several that fits.
Status label_by_names(std::vector<VoiceFile>& voices, const std::vector<io::LabelScheme>& schemes) {
  for (const io::LabelScheme& scheme : schemes) {
    const auto matcher = io::NameMatcher::make(scheme);
    if (!matcher) return matcher.error();
    for (VoiceFile& voice : voices) {
      if (!voice.label.empty()) continue;
      if (const auto found = matcher->match(voice.name)) {
        voice.label = found->label;
        voice.content = found->content;
        voice.take = found->take;
      }
    }
  }
  return {};
}

Status label_by_file(std::vector<VoiceFile>& voices, const fs::path& path) {
  const auto rows = io::read_labels(path);
  if (!rows) return rows.error();
  std::map<std::string, const io::LabelRow*> by_name;
  for (const io::LabelRow& row : *rows) by_name[fs::path(row.file).stem().string()] = &row;
  for (VoiceFile& voice : voices) {
    const auto row = by_name.find(voice.name);
    if (row == by_name.end()) continue;
    voice.label = row->second->label;
    voice.content = row->second->content;
    voice.take = row->second->take;
  }
  return {};
}

Status label_voices(std::vector<VoiceFile>& voices, const fs::path& root,
                    const std::string& labels) {
  if (!labels.empty()) {
    const auto scheme = load_label_scheme(labels);
    if (!scheme) return scheme.error();
    if (scheme->rule == io::LabelScheme::Rule::kName) return label_by_names(voices, {*scheme});
    if (scheme->rule != io::LabelScheme::Rule::kFolder) {
      return usage_error("--labels " + labels +
                         ": voices are labelled by names or folders; expected such a scheme");
    }
    for (VoiceFile& voice : voices) voice.label = voice.path.parent_path().filename().string();
    return {};
  }
  std::error_code ignored;
  if (const fs::path file = root / io::kLabelsFileName; fs::is_regular_file(file, ignored)) {
    return label_by_file(voices, file);
  }
  auto schemes = load_label_schemes();
  if (!schemes) return schemes.error();
  std::erase_if(*schemes, [](const io::LabelScheme& scheme) {
    return scheme.rule != io::LabelScheme::Rule::kName || !scheme.is_detected;
  });
  return label_by_names(voices, *schemes);
}

}  // namespace

Result<std::vector<VoiceFile>> list_voices(const std::vector<std::string>& paths,
                                           const std::string& labels) {
  std::vector<VoiceFile> all;
  for (const std::string& path : paths) {
    const auto files = sounds_in(path);
    if (!files) return files.error();
    std::vector<VoiceFile> voices;
    for (const fs::path& file : *files) {
      VoiceFile& voice = voices.emplace_back();
      voice.path = file;
      voice.name = file.stem().string();
    }
    if (Status s = label_voices(voices, path, labels); !s) return s.error();
    all.insert(all.end(), voices.begin(), voices.end());
  }
  return all;
}

Result<analysis::AudioClip> load_voice(const fs::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return bytes.error();
  return analysis::decode_audio(*bytes, path.string());
}

Result<VoiceRows> measure_voices(const std::vector<VoiceFile>& voices, int threads,
                                 const Progress& progress) {
  const int count = static_cast<int>(voices.size());
  struct Measured {
    std::array<double, analysis::kAudioFeatureCount> row{};
    double duration_s = 0.0;
    std::string problem;
  };
  std::vector<Measured> measured(voices.size());
  const Status done = parallel_for(count, threads, progress, "listening", [&](int i) {
    const auto sound = load_voice(voices[i].path);
    if (!sound) {
      measured[i].problem = sound.error().message;
      return;
    }
    const auto row = analysis::audio_features(*sound);
    if (!row) {
      measured[i].problem = voices[i].path.string() + ": " + row.error().message;
      return;
    }
    measured[i].row = *row;
    measured[i].duration_s = sound->duration_s();
  });
  if (!done) return done.error();

  VoiceRows found;
  found.rows.resize(count, analysis::kAudioFeatureCount);
  for (int i = 0; i < count; ++i) {
    if (!measured[i].problem.empty()) {
      found.warnings.push_back("skipped: " + measured[i].problem);
      continue;
    }
    const auto at = static_cast<Eigen::Index>(found.voices.size());
    found.rows.row(at) =
        Eigen::Map<const Eigen::RowVectorXd>(measured[i].row.data(), found.rows.cols());
    found.voices.push_back(voices[i]);
    found.durations_s.push_back(measured[i].duration_s);
  }
  if (found.voices.empty()) {
    return bad_input(measured.empty() ? "there is no sound to measure" : measured.front().problem);
  }
  found.rows.conservativeResize(static_cast<Eigen::Index>(found.voices.size()), Eigen::NoChange);
  return found;
}

}  // namespace kinemote::app
