#include "app/map_workspace.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "app/generate_job.h"

namespace kinemote::app {
namespace {

constexpr int kSmallestMap = 3;

std::vector<int> entries_of(const std::vector<MapClip>& clips, const Library& library) {
  std::unordered_map<std::string, int> index_of;
  for (int i = 0; i < library.size(); ++i) index_of[library.entries()[i].id] = i;
  std::vector<int> entries;
  for (const MapClip& clip : clips) {
    const auto found = index_of.find(clip.entry.path.string());
    entries.push_back(found == index_of.end() ? -1 : found->second);
  }
  return entries;
}

/// make_map with the model that signature latent needs.
Result<MapResult> make(MapMaker& maker, MapSettings settings, const std::string& model,
                       const Progress& progress) {
  if (settings.signature == "latent") {
    if (!report(progress, "loading the model", 0.0)) return cancelled();
    auto opened = open_motion_model(model);
    if (!opened) return opened.error();
    settings.model = std::move(*opened);
  }
  return maker.make(settings, progress);
}

/// What could not be read as a warning, the rest in the status bar; `told` is what was said last,
/// which is not said again.
void say_notes(const Warnings& warnings, size_t mapped, std::string& told, MessageLog& messages) {
  const std::string kSkipped = "skipped: ";  // as make_space() says it
  std::string all, notes, unread;
  size_t note_count = 0, unread_count = 0;
  for (const std::string& warning : warnings) {
    all += warning + "\n";
    const bool is_unread = warning.starts_with(kSkipped);
    (is_unread ? unread : notes) += warning.substr(is_unread ? kSkipped.size() : 0) + "\n";
    ++(is_unread ? unread_count : note_count);
  }
  if (all == std::exchange(told, all)) return;
  const auto first_line = [](const std::string& text) { return text.substr(0, text.find('\n')); };
  if (unread_count > 0) {
    messages.post(MessageLevel::kWarning,
                  unread_count == 1 ? first_line(unread)
                                    : std::to_string(unread_count) + " of " +
                                          std::to_string(mapped + unread_count) +
                                          " motions could not be read or measured",
                  unread_count == 1 ? "" : unread);
  }
  if (note_count > 0) {
    // Of interest to who asked for the map; nobody did who only opened a file.
    messages.post(
        MessageLevel::kInfo,
        note_count == 1 ? first_line(notes) : std::to_string(note_count) + " notes on this map",
        notes);
  }
}

}  // namespace

MapWorkspace::MapWorkspace(Around around, Running running, std::function<void()> wake)
    : around_(around),
      running_(std::move(running)),
      placer_(
          [](const StageRequest& request) {
            StagePlace place;
            place.ticket = request.ticket;
            auto found = request.placer->place(request.motion->clip);
            if (found) place.marker = StageMarker{request.name, std::move(*found)};
            return place;
          },
          std::move(wake)) {}

void MapWorkspace::compute(const MapChoices& choices) {
  if (around_.library.size() < kSmallestMap) return;
  error_.clear();
  if (job_ != 0) around_.jobs.cancel(job_);
  const bool is_first = maker_ == nullptr;
  if (maker_ == nullptr) maker_ = std::make_shared<MapMaker>(around_.library.clip_set());
  MapSettings settings;
  static_cast<MapChoices&>(settings) = choices;
  settings.seed = running_.seed;
  settings.threads = running_.threads;
  const size_t ticket = ++ticket_;
  job_ = around_.jobs.submit(
      (is_first ? "Mapping " : "Mapping anew ") + std::to_string(maker_->clips().size()) +
          " motions",
      [this, maker = maker_, settings, choices, model = running_.model,
       ticket](const Progress& progress) {
        auto map = std::make_shared<Result<MapResult>>(make(*maker, settings, model, progress));
        return [this, map, choices, ticket] {
          if (ticket == ticket_) take_map(std::move(*map), choices);
        };
      });
}

void MapWorkspace::cancel() {
  if (job_ == 0) return;
  around_.jobs.cancel(job_);
  ++ticket_;
  job_ = 0;
  error_ = "Mapping was cancelled.";
}

bool MapWorkspace::is_stale(const MapChoices& choices) const {
  return model_.has_map() && job_ == 0 && shown_ && !(*shown_ == choices);
}

void MapWorkspace::library_replaced() {
  if (job_ != 0) around_.jobs.cancel(job_);
  if (placing_job_ != 0) around_.jobs.cancel(placing_job_);
  ++ticket_;
  ++placing_ticket_;
  ++stage_ticket_;
  job_ = placing_job_ = 0;
  error_.clear();
  told_.clear();
  maker_.reset();
  shown_.reset();
  placed_.clear();
  stage_marker_.reset();
  model_.clear();
}

void MapWorkspace::library_grew() {
  maker_.reset();
  place_missing();
}

void MapWorkspace::take_map(Result<MapResult> map, const MapChoices& choices) {
  job_ = 0;
  if (!map) {
    const bool is_cancelled = map.error().code == ErrorCode::kCancelled;
    error_ = is_cancelled ? "Mapping was cancelled." : map.error().message;
    around_.jobs.note_failure(error_);
    if (!is_cancelled) around_.messages.post(MessageLevel::kError, error_);
    return;
  }
  say_notes(map->warnings, map->clips.size(), told_, around_.messages);
  std::vector<int> entries = entries_of(map->clips, around_.library);
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i] >= 0) around_.library.set_duration(entries[i], map->clips[i].duration_s);
  }
  shown_ = choices;
  model_.set(std::move(map).value(), around_.library.styles(), std::move(entries));
  placed_.clear();
  place_missing();
  place_stage();
}

std::vector<int> MapWorkspace::missing() const {
  if (!model_.has_map()) return {};
  std::vector<int> found;
  for (int i = 0; i < around_.library.size(); ++i) {
    if (model_.point_of(i) >= 0) continue;
    const bool is_placed = std::any_of(placed_.begin(), placed_.end(),
                                       [i](const PlacedEntry& p) { return p.entry == i; });
    if (!is_placed) found.push_back(i);
  }
  return found;
}

int MapWorkspace::missing_count() const { return static_cast<int>(missing().size()); }

void MapWorkspace::place_missing() {
  // Clips that the map's own set had and could not be measured are not tried again.
  if (!model_.has_map() || !model_.result().placer) return;
  const size_t mapped = maker_ ? static_cast<size_t>(maker_->clips().size()) : 0;
  std::vector<std::pair<int, std::function<Result<io::ClipImport>()>>> wanted;
  for (const int entry : missing()) {
    if (static_cast<size_t>(entry) >= mapped) {
      wanted.emplace_back(entry, around_.library.loader(entry));
    }
  }
  if (wanted.empty()) return;
  if (placing_job_ != 0) around_.jobs.cancel(placing_job_);
  const size_t ticket = ++placing_ticket_;
  placing_job_ = around_.jobs.submit(
      "Placing " + std::to_string(wanted.size()) + " on the map",
      [this, wanted = std::move(wanted), placer = model_.result().placer,
       ticket](const Progress& progress) {
        auto placed =
            std::make_shared<Result<std::vector<PlacedEntry>>>(std::vector<PlacedEntry>());
        for (size_t i = 0; i < wanted.size(); ++i) {
          if (!report(progress, "placing clips", static_cast<double>(i) / wanted.size())) {
            *placed = cancelled();
            break;
          }
          const auto import = wanted[i].second();
          if (!import) continue;
          auto place = placer->place(import->clip);
          if (place) placed->value().push_back({wanted[i].first, std::move(*place)});
        }
        return [this, placed, ticket] {
          if (ticket == placing_ticket_) take_placed(std::move(*placed));
        };
      });
}

void MapWorkspace::take_placed(Result<std::vector<PlacedEntry>> placed) {
  placing_job_ = 0;
  if (!placed) return around_.jobs.note_failure(placed.error().message);
  for (PlacedEntry& one : *placed) placed_.push_back(std::move(one));
  place_stage();
}

void MapWorkspace::show_on_stage(PlayablePtr motion, int entry, std::string name) {
  stage_motion_ = std::move(motion);
  stage_entry_ = entry;
  stage_name_ = std::move(name);
  place_stage();
}

void MapWorkspace::place_stage() {
  const size_t ticket = ++stage_ticket_;
  const bool is_known = stage_entry_ >= 0 &&
                        (model_.point_of(stage_entry_) >= 0 ||
                         std::any_of(placed_.begin(), placed_.end(), [this](const PlacedEntry& p) {
                           return p.entry == stage_entry_;
                         }));
  const bool can_be_placed =
      model_.has_map() && model_.result().placer && stage_motion_ && stage_motion_->has_figure;
  if (is_known || !can_be_placed) {
    stage_marker_.reset();
    return;
  }
  placer_.post({model_.result().placer, stage_motion_, stage_name_, ticket});
}

void MapWorkspace::update() {
  auto place = placer_.take();
  // While the pad is dragged every place is of an older wish; it is still nearer than none.
  if (place && (stage_entry_ < 0 || place->ticket == stage_ticket_) && model_.has_map()) {
    stage_marker_ = std::move(place->marker);
  }
}

std::string MapWorkspace::export_problem(MapExport what) const {
  return model_.has_map() ? map_export_problem(model_.result(), what) : "There is no map.";
}

Status MapWorkspace::start_export(MapExport what, std::filesystem::path path) {
  if (const std::string problem = export_problem(what); !problem.empty()) {
    return usage_error(problem);
  }
  auto map = std::make_shared<MapResult>(model_.result());
  for (const PlacedEntry& placed : placed_) {
    const LibraryEntry& entry = around_.library.entries()[placed.entry];
    map->placed.push_back({entry.path, entry.name, placed.placement});
  }
  if (stage_marker_) map->placed.push_back({{}, stage_marker_->name, stage_marker_->placement});
  around_.jobs.submit(
      "Writing " + path.filename().string(),
      [this, map, what, path = std::move(path)](const Progress& progress) -> JobQueue::Completion {
        if (!report(progress, "writing", 0.0)) return {};
        const Status status = write_map_export(*map, what, path);
        return [this, status, path] {
          if (status) {
            around_.jobs.note_done();
            around_.messages.post_file("Saved " + path.filename().string(), path);
          } else {
            around_.jobs.note_failure(status.error().message);
            around_.messages.post(MessageLevel::kError, status.error().message);
          }
        };
      });
  return {};
}

}  // namespace kinemote::app
