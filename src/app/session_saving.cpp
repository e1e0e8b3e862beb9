// Session: saved to a file, opened from one, kept in case of a crash.
#include "app/recent_files.h"
#include "app/session.h"
#include "app/session_file.h"

namespace kinemote::app {
namespace {

bool is_made(const LibraryEntry& entry) {
  return entry.id.starts_with(std::string(kMadeScheme) + "/");
}

/// As they were made, so that the library takes them like new ones.
ClipSet clip_set_of_made(std::vector<MadeClip> made) {
  ClipSet set;
  set.dataset.root = "what was made here";
  set.dataset.scheme = kMadeScheme;
  for (const MadeClip& clip : made) set.dataset.entries.push_back(clip.entry);
  set.load = [made = std::make_shared<const std::vector<MadeClip>>(std::move(made))](
                 int i) -> Result<io::ClipImport> {
    return io::ClipImport{(*made)[static_cast<size_t>(i)].clip};
  };
  return set;
}

/// Files by their whole place, wherever the session will be opened; words ("builtin") as they are.
std::string file_or_word(const std::string& text) {
  std::error_code failed;
  if (text.empty() || !std::filesystem::is_regular_file(text, failed)) return text;
  const std::filesystem::path whole = std::filesystem::absolute(text, failed);
  return failed ? text : whole.lexically_normal().string();
}

/// The recogniser that a session had in use, or none.
void restore(const KeptFile& kept, RecogniserBench& bench, MessageLog& messages) {
  const UsedRecogniserPtr& used = bench.used();
  const bool is_there = used && used->path == kept.path && used->checksum == kept.checksum;
  if (is_there) return;
  bench.close();
  std::error_code ignored;
  if (kept.path.empty()) return;
  if (std::filesystem::exists(kept.path, ignored)) {
    bench.open(kept.path, kept.checksum);
  } else {
    messages.post(MessageLevel::kWarning, kept.path + ": the recogniser is missing");
  }
}

/// The number after the highest that is taken; ids are "made/7".
int next_number(const std::vector<MadeClip>& made) {
  int highest = 0;
  for (const MadeClip& clip : made) {
    highest = std::max(highest, std::atoi(clip.entry.path.filename().c_str()));
  }
  return highest + 1;
}

}  // namespace

Result<ClipSet> open_library_source(const LibrarySource& source, uint64_t seed,
                                    const Progress& progress) {
  if (source.kind == LibrarySource::Kind::kFiles) return open_files_as_set(source.paths, progress);
  ClipSetSettings settings;
  settings.corpus.seed = seed;
  const bool is_builtin = source.kind == LibrarySource::Kind::kBuiltin;
  return open_clip_set(is_builtin ? "builtin" : source.paths.front().string(), settings, progress);
}

SessionState Session::shown_state() const {
  SessionState state;
  state.model = file_or_word(options_.model);
  state.affect = file_or_word(options_.affect);
  if (const UsedRecogniserPtr& used = recognisers_.used()) {
    state.recogniser = {file_or_word(used->path.string()), used->checksum};
  }
  state.latent_seed = latent_seed_;
  state.document = document_;
  state.playback = playback_of(clock_);
  state.placement = player_.placement();
  state.view = view_;
  state.text_filter = library_.text_filter();
  state.chosen_labels.assign(library_.chosen_labels().begin(), library_.chosen_labels().end());
  for (const int i : library_.selected()) state.selected.push_back(library_.entries()[i].id);
  return state;
}

SessionState Session::state() const {
  SessionState state = shown_state();
  state.sources = sources_;
  const ClipSet all = library_.clip_set();
  for (int i = 0; i < library_.size(); ++i) {
    if (!is_made(library_.entries()[i])) continue;
    const io::DatasetEntry& entry = all.dataset.entries[i];
    // What was made lies in memory: loading cannot fail.
    if (auto import = all.load(i)) {
      state.made.push_back({entry, loops_.contains(entry.path.string()), std::move(import->clip)});
    }
  }
  return state;
}

std::pair<StudioDocument, int> Session::work() const {
  StudioDocument document = document_;
  // What is on the stage is found again by a click.
  document.clip_id.clear();
  document.together.clear();
  if (!document.is_generated) {
    document.pad = {};
    document.content.clear();
  }
  int made = 0;
  for (const LibraryEntry& entry : library_.entries()) made += is_made(entry) ? 1 : 0;
  return {document, made};
}

bool Session::is_unsaved() const {
  if (interlude_) return false;  // it is asked when the interlude is over
  return work() != saved_work_;
}

Status Session::save_session(const std::filesystem::path& path) {
  std::filesystem::path whole = std::filesystem::absolute(path);
  if (!is_session_file(whole)) whole += kSessionExtension;
  if (Status status = write_session(whole, state()); !status) return status;
  session_path_ = whole;
  saved_work_ = work();
  note_recent(view_.recent, whole);
  messages_.post_file("Saved " + whole.filename().string(), whole);
  return {};
}

void Session::open_session(const std::filesystem::path& path) { read_session_file(path, false); }

void Session::read_session_file(const std::filesystem::path& path, bool is_recovered) {
  const std::string name =
      is_recovered ? "Restoring the session" : "Opening " + path.filename().string();
  jobs_.submit(name, [this, path, is_recovered, view = view_,
                      seed = options_.seed](const Progress& progress) {
    auto opened = std::make_shared<Result<SessionOpened>>(Error{});
    auto state = read_session(path, view);
    if (!state) {
      *opened = state.error();
    } else {
      SessionOpened all;
      for (const LibrarySource& source : state->sources) {
        auto set = open_library_source(source, seed, progress);
        if (!set && set.error().code == ErrorCode::kCancelled) {
          *opened = set.error();
          return JobQueue::Completion(
              [this] { messages_.post(MessageLevel::kInfo, "Opening was cancelled"); });
        }
        if (!set) {
          all.warnings.push_back(set.error().message);
          continue;
        }
        all.sets.push_back(std::move(*set));
        all.sources.push_back(source);
      }
      all.state = std::move(*state);
      all.path = path;
      all.is_recovered = is_recovered;
      *opened = std::move(all);
    }
    return JobQueue::Completion([this, opened, is_recovered] {
      if (!*opened) {
        jobs_.note_failure(opened->error().message);
        return messages_.post(MessageLevel::kError, opened->error().message);
      }
      if (is_recovered) recovery_.retire((*opened)->path);
      take_session(std::move(**opened));
    });
  });
}

void Session::take_session(SessionOpened opened) {
  SessionState& state = opened.state;
  stop_recording_pad();
  set_work_aside();
  for (const std::string& warning : opened.warnings) {
    messages_.post(MessageLevel::kWarning, "Left out: " + warning);
  }
  has_user_chosen_ = has_opened_ = has_applied_options_ = true;
  options_.select.clear();
  start_at_s_.reset();
  correlation_.clear();
  previews_.clear();
  loops_.clear();
  for (const MadeClip& made : state.made) {
    if (made.is_loop) loops_.insert(made.entry.path.string());
  }
  workshop_.count_from(next_number(state.made));
  if (!state.made.empty()) opened.sets.push_back(clip_set_of_made(std::move(state.made)));
  library_.set(opened.sets.empty() ? ClipSet{} : std::move(opened.sets.front()));
  for (size_t i = 1; i < opened.sets.size(); ++i) library_.add(std::move(opened.sets[i]));
  sources_ = std::move(opened.sources);
  library_.set_text_filter(state.text_filter);
  for (const std::string& label : state.chosen_labels) library_.toggle_label(label);
  std::vector<int> selected;
  for (const std::string& id : state.selected) {
    if (const int index = library_.find(id); index >= 0) selected.push_back(index);
  }
  library_.select(selected, Library::SelectMode::kReplace);
  map_workspace_.library_replaced();
  latent_seed_ = state.latent_seed;
  // Theme, text and export settings are not the session's: `view` was read over the present one.
  ViewState before = std::move(view_);
  view_ = state.view;
  view_.overlay = before.overlay;
  view_.recent = std::move(before.recent);
  view_.guide = before.guide;
  view_.preferences = std::move(before.preferences);
  view_.window = before.window;
  view_.requests = {};
  restore(state.recogniser, recognisers_, messages_);
  if (state.affect != options_.affect) {
    options_.affect = state.affect;
    load_reader();
  }
  if (state.model != options_.model) {
    options_.model = state.model;
    load_model();
  }
  // The page beside a picture is no file to save to.
  const bool is_own = !opened.is_recovered && is_session_file(opened.path);
  session_path_ = is_own ? opened.path : std::filesystem::path();
  cut_stage_.take(nullptr);
  clip_motion_ = nullptr;
  clip_motion_id_.clear();
  restoring_ = SessionRestoring{std::move(state), std::nullopt};
}

// So that opening a session throws nothing away.
void Session::set_work_aside() {
  if (!is_unsaved()) return;
  const auto file = recovery_.set_aside(session_to_json(this->state(), {}));
  if (!file) {
    messages_.post(MessageLevel::kWarning, file.error().message);
  } else if (!file->empty()) {
    messages_.post(MessageLevel::kInfo, "What was not saved before is in " + file->string());
  }
}

void Session::go_on_restoring() {
  if (!restoring_) return;
  const Synthesiser::State model = synthesiser_.state();
  if (model == Synthesiser::State::kReading || model == Synthesiser::State::kStarting) return;
  // A motion that is still on its way would take the stage afterwards.
  if (loader_.is_busy()) return;
  SessionState& state = restoring_->state;
  if (!restoring_->is_applied) {
    restoring_->is_applied = true;
    const bool has_clip = library_.find(state.document.clip_id) >= 0;
    if (!has_clip && !state.document.clip_id.empty()) {
      messages_.post(MessageLevel::kWarning,
                     "The motion that was on the stage is missing: " + state.document.clip_id);
    }
    const StudioDocument before = document_;
    if (restoring_->history) {
      history_ = std::move(*restoring_->history);
      apply_document(before);
    } else {
      history_.reset(state.document);
      apply_document(state.document);
      map_unasked();
    }
    document_ = state.document;
    library_.set_names(document_.names);
    return;
  }
  if (synthesiser_.is_busy()) return;
  finish_restoring();
}

void Session::finish_restoring() {
  const SessionRestoring done = *std::exchange(restoring_, std::nullopt);
  // The camera last: a motion that comes onto the stage moves it.
  view_.camera = done.state.view.camera;
  view_.is_camera_touched = done.state.view.is_camera_touched;
  if (player_.motion()) {
    apply_playback(done.state.playback, clock_);
    player_.update(lead_time_s(), 0.0);
    player_.stand_at(done.state.placement);
  }
  if (done.history) return;  // of an interlude: nobody asked for a message
  if (session_path_.empty()) {
    messages_.post(MessageLevel::kDone, "The session is as it was");
  } else {
    saved_work_ = work();
    messages_.post(MessageLevel::kDone, "Opened " + session_path_.filename().string());
  }
}

void Session::begin_interlude() {
  if (interlude_) return;
  interlude_ = SessionInterlude{shown_state(), history_};
}

void Session::end_interlude() {
  if (!interlude_) return;
  SessionInterlude ended = *std::exchange(interlude_, std::nullopt);
  const Overlay overlay = view_.overlay;
  view_ = ended.state.view;
  view_.overlay = overlay;
  view_.requests = {};
  restoring_ = SessionRestoring{std::move(ended.state), std::move(ended.history)};
}

void Session::begin_recovery(const std::filesystem::path& folder) {
  recovery_ = Recovery(folder);
  recovery_offer_ = recovery_.abandoned();
  kept_work_ = work();
  keeper_ = std::make_unique<LatestWorker<SessionState, Status>>(
      [this](const SessionState& state) { return recovery_.keep(session_to_json(state, {})); });
}

void Session::answer_recovery(bool is_wanted) {
  if (!recovery_offer_) return;
  const std::filesystem::path file = *std::exchange(recovery_offer_, std::nullopt);
  is_wanted ? read_session_file(file, true) : recovery_.retire(file);
}

void Session::end_recovery() {
  keeper_.reset();  // what is being written is written first
  recovery_.drop();
}

bool Session::has_work_to_keep() const {
  return keeper_ && !restoring_ && !interlude_ && work() != kept_work_;
}

void Session::keep_for_recovery() {
  if (!keeper_ || restoring_ || interlude_) return;
  if (const auto kept = keeper_->take(); kept && !*kept) {
    messages_.post(MessageLevel::kWarning, kept->error().message);
  }
  auto now = work();
  if (now == kept_work_) return;
  kept_work_ = std::move(now);
  keeper_->post(state());
}

}  // namespace kinemote::app
