// Session: motions from files and other sources onto the stage, how they are read, their joints.
#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "app/library_words.h"
#include "app/session.h"

namespace kinemote::app {

namespace {

/// Puts clips that would stand in each other side by side, the leading one where it is.
void stand_apart(Playable& lead) {
  constexpr double kTooNear_m = 0.45, kStep_m = 1.1;
  std::vector<Vec3> places{ground_placement(lead.world, lead.body, 0).offset};
  const auto is_free = [&](const Vec3& place) {
    return std::all_of(places.begin(), places.end(), [&](const Vec3& other) {
      return glm::distance(other, place) >= kTooNear_m;
    });
  };
  int step = 0;
  for (Companion& other : lead.others) {
    const Vec3 own = ground_placement(other.motion->world, other.motion->body, 0).offset;
    Vec3 place = own;
    while (!is_free(place)) {
      ++step;  // to the left, to the right, further left…
      const double side = step % 2 == 1 ? 1.0 : -1.0;
      place = places.front() + Vec3{side * kStep_m * ((step + 1) / 2), 0.0, 0.0};
    }
    other.placement.offset = place - own;
    places.push_back(place);
  }
}

/// What a folder is called in the memory: its absolute path.
std::string folder_key(const std::filesystem::path& file) {
  std::error_code ignored;
  const std::filesystem::path whole = std::filesystem::absolute(file, ignored);
  return whole.parent_path().lexically_normal().string();
}

/// The files of library ids that are files; keypoints may be folders, the corpus is in memory.
std::vector<std::filesystem::path> files_of(const std::vector<std::string>& ids,
                                            const Library& library) {
  std::vector<std::filesystem::path> files;
  for (const std::string& id : ids) {
    const int index = library.find(id);
    if (index < 0) continue;
    const std::filesystem::path& path = library.entries()[static_cast<size_t>(index)].path;
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) files.push_back(path);
  }
  return files;
}

/// Without what names parts of one file, which says nothing of others.
ImportChoices without_parts(ImportChoices choices) {
  choices.animation.clear();
  choices.figure.clear();
  return choices;
}

}  // namespace

Result<std::shared_ptr<Playable>> load_part(const StageLoadPart& part, const Progress& progress) {
  std::error_code ignored;
  if (!part.path.empty() && std::filesystem::exists(part.path, ignored)) {
    auto motion = import_motion(part.path, part.choices, progress);
    if (motion) (*motion)->origin = part.origin;
    return motion;
  }
  Result<io::ClipImport> import = part.loader();
  if (!import) return import.error();
  auto motion = make_playable(std::move(import->clip), part.is_loop, part.origin);
  motion->unit_note = import->unit_note;
  motion->warnings = import->warnings;
  return motion;
}

StageLoaded load_motion(const StageLoad& load) {
  StageLoaded loaded;
  loaded.continues = load.continues;
  loaded.keep = load.keep;
  loaded.progress = load.progress;
  std::shared_ptr<Playable> lead;
  for (size_t i = 0; i < load.parts.size(); ++i) {
    const StageLoadPart& part = load.parts[i];
    loaded.ids.push_back(part.id);
    const double share = 1.0 / static_cast<double>(load.parts.size());
    const Progress own = load.progress->callback();
    auto motion = load_part(part, [&](std::string_view phase, double fraction) {
      return own(phase, (static_cast<double>(i) + fraction) * share);
    });
    if (!motion) {
      loaded.error = motion.error();
      return loaded;
    }
    if (!lead) {
      lead = std::move(*motion);
      continue;
    }
    for (const Companion& other : (*motion)->others) lead->others.push_back(other);
    for (const PointFigurePtr& points : (*motion)->points) lead->points.push_back(points);
    if ((*motion)->has_figure) lead->others.push_back({std::move(*motion), {}});
  }
  // Figures of one file share a world; those of several may not.
  if (load.parts.size() > 1) stand_apart(*lead);
  loaded.motion = std::move(lead);
  return loaded;
}

StageLoadPart Session::load_part_of(int index) const {
  const LibraryEntry& entry = library_.entries()[static_cast<size_t>(index)];
  return {entry.id,
          entry.path,
          import_choices(entry.id),
          library_.loader(index),
          entry.name,
          loops_.contains(entry.id)};
}

void Session::post_load(const std::vector<int>& indices, bool continues, Clock::Keep keep) {
  leave_live();
  if (load_progress_) load_progress_->stop();  // only the newest wish counts
  StageLoad load;
  for (const int index : indices) load.parts.push_back(load_part_of(index));
  load.progress = std::make_shared<LoadProgress>(load.parts.front().origin);
  load.continues = continues;
  load.keep = keep;
  load_progress_ = load.progress;
  is_loading_ = true;
  loader_.post(std::move(load));
}

void Session::load_entry(int index, bool continues) {
  post_load({index}, continues, continues ? Clock::Keep::kPhase : Clock::Keep::kNothing);
}

void Session::play_together(const std::vector<int>& indices) {
  if (indices.empty()) return;
  has_user_chosen_ = true;
  post_load(indices, false, Clock::Keep::kNothing);
}

void Session::cancel_loading() {
  if (load_progress_) load_progress_->stop();
}

void Session::take_loaded(StageLoaded loaded) {
  if (loaded.progress != load_progress_) return;  // something else was wished for meanwhile
  is_loading_ = loader_.is_busy();
  if (!is_loading_) load_progress_ = nullptr;
  if (live_.is_open()) return;  // asked for before live input took the stage
  if (!loaded.motion) {
    const bool is_cancelled = loaded.error.code == ErrorCode::kCancelled;
    messages_.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError,
                   is_cancelled ? "Reading was cancelled" : loaded.error.message);
    if (!is_cancelled) note_problem(library_, messages_, loaded.ids.back(), loaded.error.message);
    return;
  }
  messages_.end_changed();
  file_watch_.watch(files_of(loaded.ids, library_));
  const std::string& id = loaded.ids.front();
  const std::vector<std::string> together(loaded.ids.begin() + 1, loaded.ids.end());
  cut_stage_.take(loaded.motion);
  clip_motion_ = loaded.motion;
  clip_motion_id_ = id;
  const int index = library_.find(id);
  if (index >= 0) library_.set_duration(index, loaded.motion->duration_s());
  for (const std::string& read : loaded.ids) note_problem(library_, messages_, read, "");

  const bool is_same = document_.clip_id == id && document_.together == together;
  // Loading again after undo: the document says already what is to be on the stage.
  if (is_same && document_.is_generated && loaded.motion->has_figure) {
    take_cuts();
    return request_decode();
  }
  if (!is_same || document_.is_generated) {
    StudioDocument next;
    next.imports = std::move(document_.imports);
    next.bones = std::move(document_.bones);
    next.map = std::move(document_.map);
    next.kept = std::move(document_.kept);
    next.lineup = std::move(document_.lineup);
    next.pad_track = std::move(document_.pad_track);
    next.sets = std::move(document_.sets);
    next.names = std::move(document_.names);
    next.pad_track.is_driving = false;  // until something is generated again
    next.lineup.tracks.clear();         // of other motions
    next.kept.region.clear();           // a part of another motion would be a surprise
    document_ = std::move(next);
    document_.clip_id = id;
    document_.together = together;
    if (index >= 0) {
      const LibraryEntry& entry = library_.entries()[static_cast<size_t>(index)];
      if (entry.pad) document_.pad = *entry.pad;
      document_.content = entry.content;
    }
    waits_to_encode_ = false;
    // Before the first clip there was nothing to go back to.
    const bool is_first = history_.position() == 0 && history_.current() == StudioDocument{};
    is_first ? history_.reset(document_) : commit("clip " + loaded.motion->clip.name);
  }
  take_cuts();
  const view::Camera camera = view_.camera;
  const bool is_reloaded = loaded.keep == Clock::Keep::kTime;
  show_motion(clip_motion_, loaded.continues ? Player::Place::kContinue : Player::Place::kOwn,
              loaded.keep);
  if (is_reloaded) view_.camera = camera;
  if (start_at_s_) {
    clock_.seek(lead_cut().cut_time_s(*std::exchange(start_at_s_, std::nullopt)));
  }
}

const ImportInfo* Session::import_info() const {
  const PlayablePtr& motion = player_.motion();
  return motion && !document_.is_generated ? motion->import.get() : nullptr;
}

const ImportChoices& Session::choices_in(const StudioDocument& document,
                                         const std::string& id) const {
  static const ImportChoices automatic;
  if (const auto own = document.imports.find(id); own != document.imports.end()) {
    return own->second;
  }
  const auto folder = import_memory_.find(folder_key(id));
  return folder == import_memory_.end() ? automatic : folder->second;
}

const ImportChoices& Session::import_choices(const std::string& id) const {
  return choices_in(document_, id);
}

void Session::set_import(const ImportChoices& choices, const std::string& undo_label) {
  const int index = current_entry();
  if (index < 0 || import_choices(document_.clip_id) == choices) return;
  const StudioDocument before = document_;
  document_.imports[document_.clip_id] = choices;
  commit(undo_label);
  if (is_read_otherwise(before)) apply_document(before);
}

void Session::remember_import() {
  const ImportInfo* info = import_info();
  if (info == nullptr) return;
  const ImportChoices choices = without_parts(import_choices(document_.clip_id));
  const std::string folder = folder_key(info->path);
  if (choices.is_automatic()) {
    import_memory_.erase(folder);
  } else {
    import_memory_[folder] = choices;
  }
  messages_.post(
      MessageLevel::kDone,
      "Files of " + std::filesystem::path(folder).filename().string() + " are read like this one");
  if (options_.no_user_config) return;
  const std::filesystem::path path = import_memory_path();
  if (path.empty()) return;
  if (const Status status = save_import_memory(path, import_memory_); !status) {
    messages_.post(MessageLevel::kWarning, status.error().message);
  }
}

bool Session::is_import_remembered() const {
  const ImportInfo* info = import_info();
  if (info == nullptr) return false;
  const ImportChoices choices = without_parts(import_choices(document_.clip_id));
  const auto folder = import_memory_.find(folder_key(info->path));
  return folder == import_memory_.end() ? choices.is_automatic() : folder->second == choices;
}

bool Session::is_read_otherwise(const StudioDocument& before) const {
  const std::string& id = document_.clip_id;
  return before.together != document_.together ||
         !(choices_in(before, id) == choices_in(document_, id));
}

const BoneSources& Session::bone_sources() const {
  static const BoneSources automatic;
  const auto it = document_.bones.find(document_.clip_id);
  return it == document_.bones.end() ? automatic : it->second;
}

void Session::set_showing_retargeted(bool shows) {
  const bool was_shown = bones_.preview() != nullptr;
  bones_.set_previewing(shows);
  if (was_shown && !shows) reset_camera();
}

void Session::set_bones(BoneSources sources, const std::string& undo_label) {
  if (!bones_.has_map()) return;
  if (sources.empty()) {
    document_.bones.erase(document_.clip_id);
  } else {
    document_.bones[document_.clip_id] = std::move(sources);
  }
  commit(undo_label);
  bones_.show(player_.motion(), bone_sources());
}

Status Session::save_bones(const std::filesystem::path& path) {
  const Status status = bones_.save(path);
  if (status) messages_.post_file("Saved " + path.filename().string(), path);
  return status;
}

Status Session::load_bones(const std::filesystem::path& path) {
  Warnings warnings;
  Result<BoneSources> sources = bones_.load(path, warnings);
  if (!sources) return sources.error();
  set_bones(std::move(*sources), "bone map " + path.filename().string());
  for (const std::string& warning : warnings) messages_.post(MessageLevel::kWarning, warning);
  return {};
}

}  // namespace kinemote::app
