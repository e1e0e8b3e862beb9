#include "app/convert_job.h"

#include <cmath>
#include <set>
#include <system_error>
#include <utility>

#include "motion/io/csv_note.h"
#include "motion/io/number_text.h"
#include "motion/io/point_writer.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// What was read and how it will be written, but for the name.
struct Prepared {
  std::vector<Clip> clips;
  std::vector<PointClip> points;  // instead of clips: keypoints and markers as a table
  Converted report;
};

/// Keypoints and markers stay what they are in formats that hold points.
Result<Prepared> prepare_points(const io::MotionImport& motion, const fs::path& in,
                                const ConvertSettings& settings) {
  Result<std::vector<PointClip>> cut = io::cut_and_resample(motion.points, settings.write);
  if (!cut) return Error{cut.error().code, in.string() + ": " + cut.error().message};
  Prepared prepared;
  prepared.points = std::move(*cut);
  Converted& report = prepared.report;
  report.in = in;
  report.figures = static_cast<int>(prepared.points.size());
  report.frames = prepared.points[0].frame_count;
  report.fps = 1.0 / prepared.points[0].frame_time_s;
  report.unit_note = prepared.points[0].is_2d ? "units of the image"
                     : motion.figures.empty() ? "metres"
                                              : motion.figures[0].unit_note;
  report.warnings = motion.warnings;
  for (const PointClip& clip : prepared.points) report.joints += clip.point_count();
  return prepared;
}

/// `out` needs no more than its extension.
Result<Prepared> prepare(const fs::path& in, const fs::path& out, const ConvertSettings& settings,
                         const Progress& progress) {
  Result<io::MotionImport> motion = io::read_motion(in, settings.load, progress);
  if (!motion) return motion.error();
  if (!motion->points.empty() && io::can_hold_points(out) && settings.edits.empty()) {
    return prepare_points(*motion, in, settings);
  }
  Result<std::vector<Clip>> figures = figures_of(*motion, in);
  if (!figures) return figures.error();
  for (Clip& clip : *figures) {
    for (const ClipEdit& edit : settings.edits) {
      Result<Clip> edited = edit(clip);
      if (!edited) return Error{edited.error().code, in.string() + ": " + edited.error().message};
      clip = std::move(*edited);
    }
  }
  Result<std::vector<Clip>> cut = io::cut_and_resample(*figures, settings.write);
  if (!cut) return Error{cut.error().code, in.string() + ": " + cut.error().message};
  Prepared prepared;
  prepared.clips = std::move(*cut);
  Converted& report = prepared.report;
  report.in = in;
  report.figures = static_cast<int>(prepared.clips.size());
  report.frames = prepared.clips[0].frame_count;
  report.fps = prepared.clips[0].fps();
  report.unit_note = motion->figures[0].unit_note;
  report.warnings = motion->warnings;
  for (const Clip& clip : prepared.clips) report.joints += clip.joint_count();
  for (const io::ClipImport& figure : motion->figures) {
    report.warnings.insert(report.warnings.end(), figure.warnings.begin(), figure.warnings.end());
  }
  return prepared;
}

Result<Converted> write(Prepared prepared, const fs::path& out, const ConvertSettings& settings) {
  io::MotionWriteSettings rest = settings.write;  // range and rate are done
  rest.fps = 0.0;
  rest.first_s.reset();
  rest.last_s.reset();
  prepared.report.out = out;
  if (!prepared.points.empty()) {
    if (Status s = io::write_points(out, prepared.points, rest); !s) return s.error();
    return std::move(prepared.report);
  }
  if (Status s = io::write_motion(out, prepared.clips, rest); !s) return s.error();
  if (settings.is_checked) {
    Result<io::MotionDifference> difference = io::check_written(out, prepared.clips, rest);
    if (!difference) return difference.error();
    prepared.report.difference = std::move(*difference);
  }
  return std::move(prepared.report);
}

void replace_all(std::string& text, const std::string& field, const std::string& value) {
  for (size_t at = text.find(field); at != std::string::npos; at = text.find(field, at)) {
    text.replace(at, field.size(), value);
    at += value.size();
  }
}

std::string fps_text(double fps) {
  std::string text;
  // 30.0003 of a BVH with `Frame Time: 0.033333` is 30 in a name.
  io::append_rounded(text, std::abs(fps - std::round(fps)) < 1e-2 ? std::round(fps) : fps, 3);
  return text;
}

Status check_pattern(const std::string& pattern) {
  std::string rest = pattern;
  for (const char* field : {"{name}", "{fps}", "{number}"}) replace_all(rest, field, "x");
  if (rest.find_first_of("{}") != std::string::npos) {
    return usage_error("the name \"" + pattern +
                       "\" has other braces than {name}, {fps} and {number}");
  }
  if (rest.find_first_of("/\\") != std::string::npos) {
    return usage_error("the name \"" + pattern +
                       "\" has a slash; --out-dir says into which folder files go");
  }
  return {};
}

}  // namespace

Result<Converted> convert_file(const fs::path& in, const fs::path& out,
                               const ConvertSettings& settings, const Progress& progress) {
  if (Status s = io::can_write_motion(out, 1, settings.write); !s) return s.error();
  Result<Prepared> prepared = prepare(in, out, settings, progress);
  if (!prepared) return prepared.error();
  return write(std::move(*prepared), out, settings);
}

Result<ConvertedMany> convert_files(const std::vector<fs::path>& inputs,
                                    const ConvertManySettings& settings, const Progress& progress) {
  if (Status s = check_pattern(settings.pattern); !s) return s.error();
  if (Status s = io::can_write_motion(settings.pattern, 1, settings.each.write); !s) {
    return s.error();
  }
  ConvertedMany result;
  std::set<fs::path> written;
  for (size_t i = 0; i < inputs.size(); ++i) {
    const fs::path& in = inputs[i];
    if (!report(progress, "converting", static_cast<double>(i) / inputs.size())) {
      return cancelled();
    }
    const auto convert = [&]() -> Result<Converted> {
      Result<Prepared> prepared = prepare(in, settings.pattern, settings.each, {});
      if (!prepared) return prepared.error();
      std::string name = settings.pattern;
      replace_all(name, "{name}", in.stem().string());
      replace_all(name, "{fps}", fps_text(prepared->report.fps));
      replace_all(name, "{number}", std::to_string(i + 1));
      const fs::path out = settings.folder / name;
      if (!written.insert(out).second) {
        return usage_error(in.string() + ": \"" + out.string() +
                           "\" was written from another input; give names a {number}");
      }
      for (const fs::path& target : {out, io::csv_note_path(out)}) {
        std::error_code ignored;
        const bool is_ours = target == out || extension_of(out) == "csv";
        if (is_ours && !settings.overwrites && fs::exists(target, ignored)) {
          return usage_error("\"" + target.string() +
                             "\" exists; --force overwrites it, --name gives another name");
        }
      }
      return write(std::move(*prepared), out, settings.each);
    };
    Result<Converted> converted = convert();
    if (converted) {
      result.files.push_back(std::move(*converted));
    } else if (inputs.size() == 1 || converted.error().code == ErrorCode::kCancelled) {
      return converted.error();
    } else {
      result.failures.push_back(converted.error().message);
    }
  }
  return result;
}

}  // namespace kinemote::app
