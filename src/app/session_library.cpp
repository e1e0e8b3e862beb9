// Session: opening data sets, playing clips, mapping.
#include <algorithm>

#include "app/recent_files.h"
#include "app/session.h"
#include "app/session_file.h"
#include "app/work_desk.h"

namespace kinemote::app {

namespace {

/// The corpus has its own happy walk: the welcome motion passes into it.
int welcome_entry(const Library& library) {
  for (int i = 0; i < library.size(); ++i) {
    const LibraryEntry& entry = library.entries()[i];
    if (entry.content == "walk" && entry.label == "happy") return i;
  }
  return 0;
}

}  // namespace

void Session::open_builtin() {
  has_opened_ = false;
  open_source("Making the built-in corpus", {LibrarySource::Kind::kBuiltin, {}}, true);
}

void Session::open(const std::vector<std::filesystem::path>& paths) {
  bool replaces = library_.size() == 0;
  std::vector<std::filesystem::path> files;
  std::string strangers;
  for (const std::filesystem::path& given : paths) {
    std::error_code ignored;
    // Library ids are paths: a session file names them, wherever the program is started.
    const std::filesystem::path path = std::filesystem::absolute(given, ignored).lexically_normal();
    const std::filesystem::path session = session_behind(path);
    const bool is_known = !session.empty() || is_recogniser_file(path) || is_motion_path(path) ||
                          std::filesystem::is_directory(path, ignored);
    if (is_known) note_recent(view_.recent, path);
    if (!session.empty()) {
      open_session(session);
    } else if (is_recogniser_file(path)) {
      recognisers_.open(path);
    } else if (is_motion_path(path)) {
      files.push_back(path);
    } else if (std::filesystem::is_directory(path, ignored)) {
      open_source("Opening " + path.filename().string(), {LibrarySource::Kind::kFolder, {path}},
                  true);
      replaces = false;
    } else {
      strangers += (strangers.empty() ? "" : ", ") + path.filename().string();
    }
  }
  if (!files.empty()) {
    const std::string name = files.size() == 1 ? files.front().filename().string()
                                               : std::to_string(files.size()) + " motions";
    open_source("Opening " + name, {LibrarySource::Kind::kFiles, std::move(files)}, replaces);
  }
  if (!strangers.empty()) {
    messages_.post(MessageLevel::kWarning, strangers + ": no motion that can be read",
                   "These formats are read: " + readable_formats() +
                       ", folders of keypoint frames, and sessions (*" + kSessionExtension + ").");
  }
  const bool is_recogniser_alone = std::all_of(paths.begin(), paths.end(), is_recogniser_file);
  if (is_recogniser_alone) return;
  has_user_chosen_ = has_opened_ = true;
  view_.shows_import = true;
}

void Session::open_source(std::string name, LibrarySource source, bool replaces) {
  jobs_.submit(std::move(name), [this, source = std::move(source), replaces,
                                 seed = options_.seed](const Progress& progress) {
    auto set = std::make_shared<Result<ClipSet>>(open_library_source(source, seed, progress));
    return [this, source, set, replaces] { take_clip_set(std::move(*set), source, replaces); };
  });
}

void Session::take_clip_set(Result<ClipSet> set, LibrarySource source, bool replaces) {
  if (set) {
    // Something of the user's may have come while the corpus was being made unasked.
    if (source.kind == LibrarySource::Kind::kBuiltin && has_opened_) return;
    if (replaces) sources_.clear();
    sources_.push_back(std::move(source));
    return use_clip_set(std::move(set).value(), replaces);
  }
  const bool is_cancelled = set.error().code == ErrorCode::kCancelled;
  jobs_.note_failure(set.error().message);
  messages_.post(is_cancelled ? MessageLevel::kInfo : MessageLevel::kError,
                 is_cancelled ? "Opening was cancelled" : set.error().message);
}

void Session::use_clip_set(ClipSet set, bool replaces) {
  std::string details;
  for (const std::string& warning : set.dataset.warnings) details += warning + "\n";
  if (!details.empty()) {
    messages_.post(MessageLevel::kWarning,
                   set.dataset.warnings.size() == 1
                       ? set.dataset.warnings.front()
                       : std::to_string(set.dataset.warnings.size()) + " notes on this data set",
                   details);
  }
  const bool is_builtin = set.dataset.scheme == "builtin";
  const bool is_made_here = set.dataset.scheme == kMadeScheme;  // the workshop has said so already
  const std::string source = is_builtin ? "the built-in corpus" : set.dataset.root.string();
  int first = 0;
  if (replaces) {
    library_.set(std::move(set));
    correlation_.clear();
    previews_.clear();
    map_workspace_.library_replaced();
  } else {
    first = library_.add(std::move(set));
  }
  if (!is_made_here) {
    messages_.post(MessageLevel::kInfo,
                   std::to_string(library_.size()) + " motions from " + source);
  }
  if (const int chosen = options_.select.empty() ? -1 : library_.find(options_.select);
      chosen >= 0) {
    play_entry(chosen);
  } else if (!is_builtin && !live_.is_open()) {
    play_entry(first);
  } else if (is_builtin && !has_user_chosen_) {
    load_entry(welcome_entry(library_), true);
  }
  options_.select.clear();
  if (map().has_map()) {
    map_workspace_.library_grew();
  } else {
    map_unasked();
  }
}

// Unless it is so large that it is mapped on request.
void Session::map_unasked() {
  constexpr int kMost = 1500;
  if (library_.size() == 0 || library_.size() > kMost) return;
  map_workspace_.library_replaced();
  compute_map();
}

void Session::play_entry(int index) {
  if (index < 0 || index >= library_.size()) return;
  has_user_chosen_ = true;
  stop_recording_pad();
  if (document_.is_generated && index == current_entry()) return show_clip();
  load_entry(index, false);
}

void Session::set_names(std::map<std::string, std::string> names, const std::string& undo_label) {
  document_.names = std::move(names);
  library_.set_names(document_.names);
  commit(undo_label);
}

void Session::play_neighbour(int step) {
  const std::vector<int>& visible = library_.visible();
  if (visible.empty()) return;
  const auto here = std::find(visible.begin(), visible.end(), current_entry());
  const int count = static_cast<int>(visible.size());
  int row = here == visible.end() ? (step > 0 ? -1 : 0) : static_cast<int>(here - visible.begin());
  // What cannot be read is no stop on the way.
  for (int tried = 0; tried < count; ++tried) {
    row = ((row + step) % count + count) % count;
    const int entry = visible[static_cast<size_t>(row)];
    if (library_.entries()[static_cast<size_t>(entry)].problem.empty()) return play_entry(entry);
  }
}

int Session::current_entry() const {
  return document_.clip_id.empty() ? -1 : library_.find(document_.clip_id);
}

const MotionPreview* Session::preview(int entry) {
  if (entry < 0 || entry >= library_.size()) return nullptr;
  return previews_.ask(load_part_of(entry));
}

void Session::set_work_sets(WorkSets sets, const std::string& undo_label) {
  if (document_.sets == sets) return;
  document_.sets = std::move(sets);
  commit(undo_label);
  show_subset(document_.sets, library_, map());
}

void Session::compute_map() { map_workspace_.compute(document_.map); }

void Session::set_map_choices(const MapChoices& choices, Gesture gesture,
                              const std::string& undo_label) {
  MapChoices but_for_cut = choices;
  but_for_cut.cluster_count = document_.map.cluster_count;
  const bool is_cut_alone = but_for_cut == document_.map;
  document_.map = choices;
  if (is_cut_alone && choices.cluster_count > 0) map().try_cut(choices.cluster_count);
  if (gesture == Gesture::kPreview || history_.current().map == choices) return;
  commit(undo_label);
  remap();
}

void Session::remap() {
  const bool is_wanted =
      map().has_map() || map_workspace_.is_computing() || !map_workspace_.error().empty();
  if (is_wanted) compute_map();
}

}  // namespace kinemote::app
