// Session: motions into files.
#include "app/session.h"

namespace kinemote::app {

std::string Session::export_disabled_reason(ExportScope scope) const {
  switch (scope) {
    case ExportScope::kStage:
      if (!player_.motion()) return "There is no motion on the stage.";
      return player_.motion()->has_figure
                 ? ""
                 : "Points have no bones, and every format here writes bones.";
    case ExportScope::kSelected:
      return library_.selected().empty()
                 ? "No motions are selected: click them in the library with Ctrl or Shift held."
                 : "";
    case ExportScope::kShown:
      return library_.visible().empty() ? "The library shows no motions." : "";
  }
  return "";
}

std::vector<ExportItem> Session::export_items(ExportScope scope, bool is_whole) const {
  std::vector<ExportItem> items;
  if (!export_disabled_reason(scope).empty()) return items;
  if (scope == ExportScope::kStage) {
    const int entry = current_entry();
    ExportItem item;
    item.name = entry < 0 || document_.is_generated
                    ? title()
                    : library_.entries()[static_cast<size_t>(entry)].name;
    item.content = document_.content;
    if (entry >= 0 && !document_.is_generated) {
      item.label = library_.entries()[static_cast<size_t>(entry)].label;
    }
    const bool is_uncut = is_whole && !document_.is_generated && player_.motion() == clip_motion_;
    item.load = [motion = is_uncut ? cut_stage_.whole() : player_.motion(),
                 loop_s =
                     view_.export_settings.loop_s](const Progress&) -> Result<std::vector<Clip>> {
      std::vector<Clip> clips{unrolled(*motion, loop_s)};
      for (const Companion& other : motion->others) clips.push_back(other.motion->clip);
      return clips;
    };
    return {std::move(item)};
  }
  const auto add = [&](int index) {
    const LibraryEntry& entry = library_.entries()[static_cast<size_t>(index)];
    ExportItem item{entry.name, entry.label, entry.content, {}};
    item.load = [part = load_part_of(index), cuts = is_whole ? Cuts{} : document_.lineup.cuts](
                    const Progress& progress) -> Result<std::vector<Clip>> {
      auto motion = load_part(part, progress);
      if (!motion) return motion.error();
      if (!(*motion)->has_figure) {
        return bad_input(part.path.string() + ": it holds points without bones");
      }
      std::vector<Clip> clips{std::move((*motion)->clip)};
      for (const Companion& other : (*motion)->others) clips.push_back(other.motion->clip);
      for (size_t i = 0; i < clips.size(); ++i) {
        const Cut cut = cut_in(cuts, figure_of_file(part.id, i));
        if (!cut.is_none()) clips[i] = cut_clip(clips[i], cut);
      }
      return clips;
    };
    items.push_back(std::move(item));
  };
  if (scope == ExportScope::kSelected) {
    for (const int index : library_.selected()) add(index);
  } else {
    for (const int index : library_.visible()) add(index);
  }
  return items;
}

Status Session::start_export(ExportScope scope, ExportSettings settings) {
  if (const std::string reason = export_disabled_reason(scope); !reason.empty()) {
    return usage_error(reason);
  }
  if (settings.range == ExportRange::kPlayRange) {
    settings.first_s = clock_.range_start_s();
    settings.last_s = clock_.range_end_s();
  }
  if (settings.range == ExportRange::kMarkers) {
    const Markers seen = markers();
    if (seen.size() < 2) return usage_error("The motion on the stage has fewer than two markers.");
    settings.first_s = seen.front().time_s;
    settings.last_s = seen.back().time_s;
  }
  const size_t figures = scope == ExportScope::kStage ? 1 + player_.motion()->others.size() : 1;
  if (Status status = settings.validate(static_cast<int>(figures)); !status) return status;
  view_.export_settings = settings;
  view_.export_settings.overwrites = false;  // is asked for every time
  std::vector<ExportItem> items = export_items(scope, settings.ignores_cuts);
  if (!settings.overwrites) {
    const auto existing = existing_files(export_paths(settings, items));
    if (!existing.empty()) {
      return usage_error(existing.front().string() + " exists already; nothing was written.");
    }
  }
  const std::string name = items.size() == 1
                               ? "Exporting " + items.front().name
                               : "Exporting " + std::to_string(items.size()) + " motions";
  jobs_.submit(name, [this, items = std::move(items), settings](const Progress& progress) {
    auto report = std::make_shared<Result<ExportReport>>(export_motions(items, settings, progress));
    return [this, report] { take_export(std::move(*report)); };
  });
  return {};
}

void Session::take_export(Result<ExportReport> report) {
  if (!report) {
    const bool is_cancelled = report.error().code == ErrorCode::kCancelled;
    jobs_.note_failure(report.error().message);
    messages_.post(
        is_cancelled ? MessageLevel::kInfo : MessageLevel::kError,
        is_cancelled ? "Exporting was cancelled; finished files stay" : report.error().message);
    return;
  }
  if (report->failures.empty()) jobs_.note_done();
  const auto& files = report->files;
  if (files.size() == 1) {
    messages_.post_file("Saved " + files.front().filename().string(), files.front());
  } else if (!files.empty()) {
    std::string details;
    for (const std::filesystem::path& path : files) {
      details += std::filesystem::absolute(path).string() + "\n";
    }
    messages_.post_file("Saved " + std::to_string(files.size()) + " motions",
                        std::filesystem::absolute(files.front()).parent_path(), details);
  }
  std::string failures;
  for (const std::string& failure : report->failures) failures += failure + "\n";
  if (!failures.empty()) {
    jobs_.note_failure(report->failures.front());
    messages_.post(MessageLevel::kError,
                   report->failures.size() == 1
                       ? report->failures.front()
                       : std::to_string(report->failures.size()) + " motions were not written",
                   failures);
  }
}

}  // namespace kinemote::app
