// Motions as files for other programs: one or many, by one set of settings.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "motion/core/progress.h"
#include "motion/io/motion_file.h"

namespace kinemote::app {

using io::UpAxis;

/// Which part of each motion is written. Play range and markers (from the first to the last) are
/// for the motion on the stage alone.
enum class ExportRange { kWhole, kPlayRange, kSeconds, kMarkers };
inline constexpr int kExportRangeCount = 4;
/// "whole", "play", "seconds", "markers".
std::string_view export_range_name(ExportRange range);

/// How motions are written. Everything that the export dialog has, by the names that the command
/// line gives it.
struct ExportSettings {
  std::string format = "bvh";  // extension of a format that is written
  ExportRange range = ExportRange::kWhole;
  double first_s = 0.0, last_s = 1.0;     // for kSeconds (and play range or markers as they are)
  bool ignores_cuts = false;              // also what trims hide, at the motion's own rate
  double loop_s = 6.0;                    // a generated loop is repeated for at least this long
  double fps = 0.0;                       // 0: each motion's own, else (0, 1000]
  std::optional<double> metres_per_unit;  // empty: what the format usually has
  UpAxis up_axis = UpAxis::kY;
  std::optional<EulerOrder> euler_order;  // BVH only; empty: each joint's own
  bool to_canonical = false;              // retargeted to the built-in skeleton
  std::filesystem::path folder;           // "": the working folder
  /// File name without extension: words with {name}, {label}, {content} and {number}.
  std::string pattern = "{name}";
  bool overwrites = false;

  bool operator==(const ExportSettings&) const = default;
  /// Error (usage) naming the setting that makes no sense for `figures` figures in one file, with
  /// what it may be.
  Status validate(int figures = 1) const;
  io::MotionWriteSettings write_settings() const;
};

/// One motion to be written.
struct ExportItem {
  std::string name, label, content;  // for the pattern
  /// The figures of the motion (more than one: a group), on any thread.
  std::function<Result<std::vector<Clip>>(const Progress&)> load;
};

/// The path of item `index` (from 0) of `count`. Different items get different paths: where the
/// pattern gives two the same name, the later ones end in "-2", "-3"…
std::vector<std::filesystem::path> export_paths(const ExportSettings& settings,
                                                const std::vector<ExportItem>& items);
/// Those paths that exist already.
std::vector<std::filesystem::path> existing_files(const std::vector<std::filesystem::path>& paths);

struct ExportReport {
  std::vector<std::filesystem::path> files;  // written
  std::vector<std::string> failures;         // one sentence each, of motions that were not written
};
/// Writes every item, each atomically; one that fails is reported and the others go on. Errors:
/// usage before anything is written (settings, or a file that exists and may not be overwritten);
/// cancelled (finished files stay); the item's own error if there is only one.
Result<ExportReport> export_motions(const std::vector<ExportItem>& items,
                                    const ExportSettings& settings, const Progress& progress);

/// A format as a choice: why it cannot be chosen, "" if it can.
struct FormatChoice {
  std::string extension, words;
  std::string disabled_reason;
};
/// Every format that is written, for motions of up to `figures` figures.
std::vector<FormatChoice> export_formats(int figures);
/// Why a file of this format cannot have this up axis or unit; "" if it can.
std::string up_axis_disabled_reason(const std::string& format, UpAxis up_axis);
std::string unit_disabled_reason(const std::string& format, double metres_per_unit);
/// "cm" for BVH and FBX, "m" for all else: the unit that a format gets unasked.
std::string usual_unit(const std::string& format);

/// "XYZ" to an order and back. Error (usage) unless X, Y and Z are there once each.
Result<EulerOrder> parse_euler_order(const std::string& text);
std::string euler_order_name(const EulerOrder& order);

}  // namespace kinemote::app
