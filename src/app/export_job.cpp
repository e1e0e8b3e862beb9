#include "app/export_job.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

#include "app/motion_import.h"

namespace kinemote::app {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kNameField = "{name}", kLabelField = "{label}",
                           kContentField = "{content}", kNumberField = "{number}";

fs::path path_of_format(const std::string& format) { return "motion." + format; }

/// What a file name may hold of a motion's name: its case stays, separators do not.
std::string in_file_name(const std::string& words) {
  std::string name;
  for (const char c : words) {
    const bool is_bad = static_cast<unsigned char>(c) < 0x20 || c == '/' || c == '\\' || c == ':' ||
                        c == '{' || c == '}';
    name += is_bad || c == ' ' ? '-' : c;
  }
  return name.empty() ? "motion" : name;
}

std::string filled_pattern(const std::string& pattern, const ExportItem& item, size_t number,
                           size_t count) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "%0*zu", static_cast<int>(std::to_string(count).size()),
                number);
  const std::array<std::pair<std::string_view, std::string>, 4> fields{
      {{kNameField, in_file_name(item.name)},
       {kLabelField, item.label.empty() ? "no-label" : in_file_name(item.label)},
       {kContentField, item.content.empty() ? "motion" : in_file_name(item.content)},
       {kNumberField, digits}}};
  std::string name = pattern;
  for (const auto& [field, value] : fields) {
    for (size_t at = name.find(field); at != std::string::npos; at = name.find(field, at)) {
      name.replace(at, field.size(), value);
      at += value.size();
    }
  }
  return name;
}

Status write_item(const ExportItem& item, const fs::path& path, const ExportSettings& settings,
                  const Progress& progress) {
  Result<std::vector<Clip>> clips = item.load(progress);
  if (!clips) return clips.error();
  for (Clip& clip : *clips) {
    if (!settings.to_canonical) continue;
    Result<Clip> moved = moved_to(canonical_skeleton(), clip);
    if (!moved) return moved.error();
    clip = std::move(moved).value();
  }
  if (!report(progress, "writing", 0.5)) return cancelled();
  if (clips->size() == 1) clips->front().name = path.stem().string();
  return io::write_motion(path, *clips, settings.write_settings());
}

}  // namespace

std::string_view export_range_name(ExportRange range) {
  constexpr std::array<std::string_view, kExportRangeCount> kNames{"whole", "play", "seconds",
                                                                   "markers"};
  return kNames[static_cast<size_t>(range)];
}

Status ExportSettings::validate(int figures) const {
  if (pattern.empty()) return usage_error("The name is empty; write words or {name}.");
  if (pattern.find_first_of("/\\") != std::string::npos) {
    return usage_error("A name has no slash; the folder has a field of its own.");
  }
  const std::string rest = filled_pattern(pattern, {}, 1, 1);
  if (rest.find_first_of("{}") != std::string::npos) {
    return usage_error("Names know {name}, {label}, {content} and {number}, no other braces.");
  }
  if (!std::isfinite(fps) || fps < 0.0 || fps > 1000.0) {
    return usage_error("The rate must lie above 0 and up to 1000 frames a second.");
  }
  if (range != ExportRange::kWhole && !(first_s >= 0.0 && last_s > first_s)) {
    return usage_error("The range must start at 0 s or later and end after its start.");
  }
  if (!(loop_s > 0.0 && loop_s <= 600.0)) {
    return usage_error("A loop is repeated for more than 0 and up to 600 seconds.");
  }
  return io::can_write_motion(path_of_format(format), figures, write_settings());
}

io::MotionWriteSettings ExportSettings::write_settings() const {
  io::MotionWriteSettings settings;
  settings.fps = fps;
  if (range != ExportRange::kWhole) {
    settings.first_s = first_s;
    settings.last_s = last_s;
  }
  settings.metres_per_unit = metres_per_unit;
  settings.up_axis = up_axis;
  if (format == "bvh") settings.euler_order = euler_order;
  return settings;
}

std::vector<fs::path> export_paths(const ExportSettings& settings,
                                   const std::vector<ExportItem>& items) {
  std::vector<fs::path> paths;
  std::set<fs::path> taken;
  std::error_code ignored;
  const fs::path folder = settings.folder.empty() ? fs::current_path(ignored) : settings.folder;
  for (size_t i = 0; i < items.size(); ++i) {
    const std::string stem = filled_pattern(settings.pattern, items[i], i + 1, items.size());
    fs::path path = folder / (stem + "." + settings.format);
    for (int n = 2; !taken.insert(path).second; ++n) {
      path = folder / (stem + "-" + std::to_string(n) + "." + settings.format);
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

std::vector<fs::path> existing_files(const std::vector<fs::path>& paths) {
  std::vector<fs::path> existing;
  std::error_code ignored;
  for (const fs::path& path : paths) {
    if (fs::exists(path, ignored)) existing.push_back(path);
  }
  return existing;
}

Result<ExportReport> export_motions(const std::vector<ExportItem>& items,
                                    const ExportSettings& settings, const Progress& progress) {
  if (items.empty()) return usage_error("There is no motion to export.");
  if (Status status = settings.validate(); !status) return status.error();
  const std::vector<fs::path> paths = export_paths(settings, items);
  if (!settings.overwrites) {
    if (const auto existing = existing_files(paths); !existing.empty()) {
      return usage_error(existing.front().string() + " exists already; nothing was written.");
    }
  }
  ExportReport result;
  for (size_t i = 0; i < items.size(); ++i) {
    const double share = 1.0 / static_cast<double>(items.size());
    const auto own_progress = [&](std::string_view phase, double fraction) {
      return report(progress, phase, (static_cast<double>(i) + fraction) * share);
    };
    if (!own_progress("reading", 0.0)) return cancelled();
    const Status status = write_item(items[i], paths[i], settings, own_progress);
    if (status) {
      result.files.push_back(paths[i]);
      continue;
    }
    if (status.error().code == ErrorCode::kCancelled || items.size() == 1) return status.error();
    result.failures.push_back(status.error().message);
  }
  return result;
}

std::vector<FormatChoice> export_formats(int figures) {
  std::vector<FormatChoice> choices;
  for (const io::MotionFormat& format : io::motion_formats()) {
    if (!format.can_write) continue;
    FormatChoice choice{format.extension, format.words, ""};
    if (const Status s = io::can_write_motion(path_of_format(format.extension), figures); !s) {
      choice.disabled_reason = s.error().message;
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::string up_axis_disabled_reason(const std::string& format, UpAxis up_axis) {
  io::MotionWriteSettings settings;
  settings.up_axis = up_axis;
  const Status status = io::can_write_motion(path_of_format(format), 1, settings);
  return status ? "" : status.error().message;
}

std::string unit_disabled_reason(const std::string& format, double metres_per_unit) {
  io::MotionWriteSettings settings;
  settings.metres_per_unit = metres_per_unit;
  const Status status = io::can_write_motion(path_of_format(format), 1, settings);
  return status ? "" : status.error().message;
}

std::string usual_unit(const std::string& format) {
  return format == "bvh" || format == "fbx" ? "cm" : "m";
}

Result<EulerOrder> parse_euler_order(const std::string& text) {
  EulerOrder order{};
  std::array<bool, 3> is_there{};
  bool is_good = text.size() == 3;
  for (size_t i = 0; is_good && i < 3; ++i) {
    const int axis = std::toupper(static_cast<unsigned char>(text[i])) - 'X';
    is_good = axis >= 0 && axis < 3 && !is_there[static_cast<size_t>(axis)];
    if (!is_good) break;
    is_there[static_cast<size_t>(axis)] = true;
    order[i] = axis;
  }
  if (!is_good) {
    return usage_error("\"" + text +
                       "\" is no order of axes; expected X, Y and Z in some order, "
                       "such as ZXY");
  }
  return order;
}

std::string euler_order_name(const EulerOrder& order) {
  std::string name;
  for (const int axis : order) name += static_cast<char>('X' + axis);
  return name;
}

}  // namespace kinemote::app
