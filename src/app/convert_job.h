// Motion files in other formats, rates, units and axes.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/clip_loader.h"
#include "motion/io/round_trip.h"

namespace kinemote::app {

/// A change of a motion between reading and writing.
using ClipEdit = std::function<Result<Clip>(const Clip&)>;

struct ConvertSettings {
  LoadSettings load;
  io::MotionWriteSettings write;
  /// Applied to every figure in this order, before range and rate.
  std::vector<ClipEdit> edits;
  bool is_checked = false;  // reads every file back and measures the difference
};

struct Converted {
  std::filesystem::path in, out;
  int figures = 0;
  int frames = 0;
  int joints = 0;  // of all figures
  double fps = 0.0;
  std::string unit_note;
  std::optional<io::MotionDifference> difference;  // of checked files
  Warnings warnings;
};

/// Reads `in`, edits it and writes `out` by its extension. Errors: those of io::read_motion and
/// io::write_motion; a format that is not written is refused before anything is read.
Result<Converted> convert_file(const std::filesystem::path& in, const std::filesystem::path& out,
                               const ConvertSettings& settings, const Progress& progress = {});

struct ConvertManySettings {
  ConvertSettings each;
  std::filesystem::path folder;
  /// File name with its extension: `{name}` (of the input, without extension), `{fps}` (of the
  /// output; 23.976 keeps three decimals), `{number}` (from 1).
  std::string pattern = "{name}.fbx";
  bool overwrites = false;  // else files that exist are an error (usage)
};

struct ConvertedMany {
  std::vector<Converted> files;
  std::vector<std::string> failures;  // one sentence each, of inputs that were not converted
};

/// Converts files into a folder, one after another; one that fails is reported and the others go
/// on. Nothing is overwritten unless asked: neither what was there nor what this call has written.
/// Errors: usage for a pattern with other braces or a slash, or a format that is not written;
/// cancelled (finished files stay); the file's own error if there is only one.
Result<ConvertedMany> convert_files(const std::vector<std::filesystem::path>& inputs,
                                    const ConvertManySettings& settings,
                                    const Progress& progress = {});

}  // namespace kinemote::app
