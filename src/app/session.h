// The studio's state and what can be done with it; the interface only shows it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/blind/blind_desk.h"
#include "app/bone_editor.h"
#include "app/camera_path.h"
#include "app/clock.h"
#include "app/company.h"
#include "app/compare_bench.h"
#include "app/correlation_model.h"
#include "app/cut_motion.h"
#include "app/document.h"
#include "app/export_job.h"
#include "app/file_watch.h"
#include "app/history.h"
#include "app/import_memory.h"
#include "app/job_queue.h"
#include "app/latent_bench.h"
#include "app/library.h"
#include "app/live/live_input.h"
#include "app/load_progress.h"
#include "app/map_workspace.h"
#include "app/messages.h"
#include "app/meter.h"
#include "app/model_bench.h"
#include "app/motion_previews.h"
#include "app/pad_drive.h"
#include "app/player.h"
#include "app/pose_timing.h"
#include "app/readings.h"
#include "app/recognition/recogniser_bench.h"
#include "app/recognition/recognition_readings.h"
#include "app/recovery.h"
#include "app/session_restore.h"
#include "app/session_state.h"
#include "app/stage_load.h"
#include "app/studio_options.h"
#include "app/synthesiser.h"
#include "app/view_state.h"
#include "app/workshop.h"

namespace kinemote::app {

/// One thread (the interface's) uses a session; its own workers never touch it directly.
class Session {
 public:
  /// `wake` is called from worker threads when update() has something to do.
  Session(StudioOptions options, std::function<void()> wake);
  ~Session();

  /// Puts a moving figure on the stage and starts background work: data set or corpus, model, map.
  /// Error if a path of the options cannot be opened at all. `show` is called in between: what is
  /// shown by then did not wait for LibTorch.
  Status start(const std::function<void()>& show = {});
  /// One step: takes what workers finished, moves clock, figure and camera. Messages age by
  /// messages().tick().
  void update(double elapsed_s);
  /// Waits up to `longest_s` for the motion of an edit that was made in this frame, and shows it,
  /// so that hand and figure move in the same frame where decoding is quick.
  void take_live(double longest_s, double elapsed_s);
  /// To be called when the frame that shows the present pose has been drawn: ends latency
  /// measurements.
  void frame_drawn();

  /// True while something moves or will: the window must keep drawing.
  bool is_animating() const;
  /// True when no background work is under way or waiting to be taken.
  bool is_settled() const;

  // --- Library and stage ---
  /// Opens files and folders; a folder replaces the library, files are added to it as one batch.
  /// What is no motion is named in a warning, with the formats that are.
  void open(const std::vector<std::filesystem::path>& paths);
  void open_builtin();
  /// Puts a clip set that is already open into the library (instead of what is there, or added to
  /// it), plays its first clip and has it mapped unless it is very large.
  void use_clip_set(ClipSet set, bool replaces);
  /// Plays a library entry (one undo step).
  void play_entry(int index);
  /// Names that the user gave to motions that were made here, by id (one undo step).
  void set_names(std::map<std::string, std::string> names, const std::string& undo_label);
  /// Goes to the last (-1) or next (+1) marker or touch-down of a foot, and pauses there.
  void go_to_contact(int direction);
  /// "120" (frame), "3.5s", "0:03.5" or "50%". Error (usage) for anything else.
  Status go_to(const std::string& text);
  /// The entry `step` visible rows further on.
  void play_neighbour(int step);
  /// Index of the entry on the stage (or that generating started from), -1 if there is none.
  int current_entry() const;
  /// For a small moving picture; null while it is read in the background.
  const MotionPreview* preview(int entry);
  bool is_loading() const { return is_loading_; }
  /// The reading under way, if any.
  const std::shared_ptr<LoadProgress>& load_progress() const { return load_progress_; }
  void cancel_loading();
  /// Puts clips of the library on the stage together, on one clock; the first one leads. Those that
  /// would stand in each other are put side by side.
  void play_together(const std::vector<int>& indices);
  /// Title and second line of the stage.
  std::string title() const;
  std::string subtitle() const;

  // --- Synthesis: all of them put generated motion on the stage ---
  /// "" if generating is possible now, else why not.
  std::string synthesis_disabled_reason() const { return synthesiser_.reason(); }
  /// What the motion on stage is to show.
  synthesis::Condition condition() const;
  void set_pad(const analysis::Pad& pad, Gesture gesture);
  /// A style word of the model instead of a PAD; "": back to the PAD.
  void set_style(const std::string& style);
  /// Whether emotion changes the whole clip instead of making a window of new motion.
  void set_restyled(bool is_restyled);
  /// True if there is a clip to restyle.
  bool can_restyle() const { return clip_motion_ && clip_motion_id_ == document_.clip_id; }
  void set_strength(double strength, Gesture gesture);
  void set_content(const std::string& content);
  void set_latent(int dimension, float value, Gesture gesture);
  /// Locked latents stay as they are, whatever moves.
  void set_locked_latents(std::set<int> dimensions, const std::string& undo_label);
  void set_latents(std::vector<float> latent, const std::string& undo_label);
  void reset_latent();
  /// A latent near the data, drawn with latent_seed(), which is then raised.
  void randomise_latent();
  uint64_t latent_seed() const { return latent_seed_; }
  void set_latent_seed(uint64_t seed) { latent_seed_ = seed; }
  /// Puts the latent at a place along a principal direction of its content (see
  /// Synthesiser::components), in standard deviations, [-3, 3].
  void set_component(int component, float value, Gesture gesture);
  /// Keeps the motion on the stage as A or B; of a clip, what the model makes of it around now.
  enum class Slot { kA, kB };
  void keep(Slot slot);
  /// Keeps what the model makes of a clip of the library; the stage stays as it is.
  void keep_entry(int entry, Slot slot);
  /// A becomes B and B becomes A; the motion on the stage stays.
  void swap_kept();
  /// Makes the motion of a place of the map (LatentBench::find_at), one undo step.
  void make_at(const MapPoint& place);
  LatentBench& latent_bench() { return latent_bench_; }
  /// "" if both are kept, else what is missing.
  std::string blend_disabled_reason() const;
  /// The motion at a share of B in [0, 1] between A and B.
  void set_blend(double share, Gesture gesture);
  void set_blend_linear(bool is_linear);
  /// Only this part of the body moves as latents and emotion say, all else as A (which is kept
  /// first if there is none); "": all of it.
  void set_region(const std::string& region);
  /// The training clip that is most like the motion on the stage; none for a clip or no model.
  std::optional<NearestClip> nearest_clip() const;
  /// Its entry in the library, -1 if it is not there.
  int nearest_entry() const;
  /// Plays it from the moment that is most like the motion.
  void play_nearest();
  /// Back to the clip that generating started from.
  void show_clip();

  // --- Making motion as jobs: results come into the library and play ---
  Workshop& workshop() { return workshop_; }
  const Workshop& workshop() const { return workshop_; }
  /// "" if the clip on the stage can be restyled as a job, else why not.
  std::string restyle_disabled_reason() const;
  /// The whole clip on the stage, or that generating started from. Error (usage): nothing was
  /// begun.
  Status restyle_whole(const RestyleJobSettings& wish);
  /// Training and judging models.
  ModelBench& bench() { return bench_; }
  const ModelBench& bench() const { return bench_; }
  RecogniserBench& recognisers() { return recognisers_; }
  const RecogniserBench& recognisers() const { return recognisers_; }
  /// What the recogniser takes the motion on the stage for.
  const RecognitionReadings& recognition() const { return recognition_; }
  /// Plays a held-out clip or window, taken into the library if need be. Error if it is not found.
  Status play_case(const HeldOutCase& which);
  /// Makes this model file the one behind pad and sliders; kept motions of another are dropped.
  void use_model(const std::filesystem::path& path);

  // --- A PAD curve over the clock's time, recorded at the pad, that drives what is generated ---
  /// As it is being recorded, else the document's.
  const PadTrack& pad_track() const;
  const PadDrive& pad_drive() const { return pad_drive_; }
  /// True while the curve says what the figure shows.
  bool is_pad_driven() const;
  /// True while the clock runs over the curve and a motion that repeats has a time of its own.
  bool runs_on_pad_track() const;
  /// What the pad points to now: the curve's value where it drives, else what the user chose.
  analysis::Pad pad_now() const;
  /// Begins (the figure becomes the model's, and plays), or ends: one undo step for all of it.
  void record_pad();
  /// Where it drives no more, the figure stays as it is now.
  void set_pad_track(PadTrack track, Gesture gesture, const std::string& undo_label);

  void undo();
  void redo();
  const StudioDocument& document() const { return document_; }
  const History<StudioDocument>& history() const { return history_; }

  // --- How the file on the stage was read, and its joints ---
  /// Of the clip on the stage; null if no file holds it.
  const ImportInfo* import_info() const;
  /// Reads the file on the stage again with these choices (one undo step).
  void set_import(const ImportChoices& choices, const std::string& undo_label);
  /// The choices of the file on the stage hold for every file of its folder that has none of its
  /// own, from now on and in later sessions. Not undone: the button says what holds.
  void remember_import();
  bool is_import_remembered() const;
  /// Reads what is on the stage again, since its files have changed; clock and camera stay.
  void reload_stage();
  const BoneEditor& bones() const { return bones_; }
  /// Shows the retargeted figure beside the original, or not.
  void set_showing_retargeted(bool shows);
  void set_bones(BoneSources sources, const std::string& undo_label);
  Status save_bones(const std::filesystem::path& path);
  Status load_bones(const std::filesystem::path& path);

  // --- Several motions beside each other ---
  /// The figures on the stage, each at its own moment and place: the one that leads, those of its
  /// group, and in Compare the original of a generated motion.
  std::vector<StageFigure> company() const;
  /// Which two of them are compared.
  ComparedPair compared_pair() const;
  /// From the clock's time to a figure's own.
  TimeMap time_map(size_t figure) const;
  /// How they run beside each other (a committed change is one undo step).
  void set_lineup(const Lineup& lineup, Gesture gesture, const std::string& undo_label);
  const CompareBench& compare_bench() const { return compare_bench_; }
  /// What colours figure B; null unless it is wished for and measured.
  const Difference* difference() const;
  /// Goes where A and B differ most, and pauses.
  void go_to_worst_frame();
  /// Of the clip on the stage, in its time there: what a cut hides is not among them.
  Markers markers() const;
  /// Adds a marker (or names the one that is there); one undo step each.
  void set_marker(double time_s, const std::string& name);
  void remove_marker(double time_s);
  /// The marker under the play head, if any.
  std::optional<TimeMarker> marker_here() const;
  /// What the cut of a figure is kept under in the line-up; "" where it cannot have one.
  std::string cut_key(size_t figure) const;
  /// The clip on the stage (or that generating started from), whole and as it is cut.
  const CutStage& cut_stage() const { return cut_stage_; }

  // --- Map ---
  /// Maps the library by the document's choices, in the background.
  void compute_map();
  /// Changes how the map is made (one undo step, unless it is a preview) and makes it anew, if one
  /// is there or being made. A previewed number of clusters only cuts the tree otherwise.
  void set_map_choices(const MapChoices& choices, Gesture gesture, const std::string& undo_label);
  void set_work_sets(WorkSets sets, const std::string& undo_label);  // one undo step

  // --- Correlation of features with PAD ---
  /// Of the library's labelled clips, as a job.
  void compute_correlation(const CorrelationChoices& choices);
  CorrelationModel& correlation() { return correlation_; }
  const CorrelationModel& correlation() const { return correlation_; }

  // --- Live input ---
  /// Puts poses on the stage as they come ("stdin", "udp:9000"), until another motion is chosen or
  /// stop_live(). `recogniser`: a file of `train recogniser`, or empty. Errors: those of
  /// LiveInput::open().
  Status open_live(const std::string& source, const std::filesystem::path& recogniser);
  /// "" if live input is open, else that it is not.
  std::string live_disabled_reason() const;
  /// Begins to record, or puts what was recorded into the library.
  void record_live();
  /// Ends listening; a recording goes to the library and plays.
  void stop_live();
  const LiveInput& live() const { return live_; }

  // --- Camera ---
  void frame_figure();
  void reset_camera();
  void look_from(double azimuth_rad, double elevation_rad);
  void set_stage_aspect(double aspect) { stage_aspect_ = aspect; }
  /// Share of the view's height, from its top, that cards cover: framing leaves it free. In [0, 1).
  void set_stage_cover(double share);
  /// What the camera follows: the leading figure, or the middle of several.
  Vec3 stage_anchor() const { return player_.follow_point() + follow_offset_; }
  /// Flies to a place of the stage (one undo step back: camera_path()).
  void fly_to(const Vec3& place);
  /// Angles and distance from text. Error (usage): it is no camera.
  Status set_camera_text(const std::string& text);
  CameraPath& camera_path() { return camera_path_; }
  const CameraPath& camera_path() const { return camera_path_; }

  // --- Files ---
  /// What an export is of.
  enum class ExportScope { kStage, kSelected, kShown };
  /// "" if there is something to export, else why not.
  std::string export_disabled_reason(ExportScope scope) const;
  /// `is_whole`: without cuts.
  std::vector<ExportItem> export_items(ExportScope scope, bool is_whole = false) const;
  /// Writes them in the background; says in a message how it went. `settings` are remembered.
  /// Error (usage) if nothing was begun.
  Status start_export(ExportScope scope, ExportSettings settings);

  // --- For an audience ---
  /// What is shown until end_interlude() leaves no trace in history, stage, clock and view. Once
  /// begun, beginning again does nothing.
  void begin_interlude();
  void end_interlude();
  bool is_interlude() const { return interlude_.has_value(); }
  /// Blind studies: while one goes on, nothing says what is on the stage.
  BlindDesk& blind() { return blind_; }
  const BlindDesk& blind() const { return blind_; }

  // --- Session files ---
  /// Everything that a session file holds, as it is now. Cost: copies of the motions that were made
  /// here.
  SessionState state() const;
  /// The file that this session was saved to or opened from; empty if there is none.
  const std::filesystem::path& session_path() const { return session_path_; }
  /// True if something was made or steered that no file holds; looking around does not count.
  bool is_unsaved() const;
  /// Posts a message if it went well. Error (environment): nothing was written.
  Status save_session(const std::filesystem::path& path);
  /// Reads it and opens its motions as a job, then puts everything back as it was. What is missing
  /// is left out with a warning.
  void open_session(const std::filesystem::path& path);
  /// Keeps this session in the folder from now on, and finds what a program that crashed left.
  void begin_recovery(const std::filesystem::path& folder);
  /// What a crashed program left, until it is taken or not.
  const std::optional<std::filesystem::path>& recovery_offer() const { return recovery_offer_; }
  void answer_recovery(bool is_wanted);
  /// To be called about once a minute: writes in the background what has changed since.
  void keep_for_recovery();
  bool has_work_to_keep() const;
  /// The program ends as it should: nothing is left to recover.
  void end_recovery();

  // --- Parts ---
  Clock& clock() { return clock_; }
  const Clock& clock() const { return clock_; }
  Player& player() { return player_; }
  const Player& player() const { return player_; }
  Library& library() { return library_; }
  const Library& library() const { return library_; }
  MapModel& map() { return map_workspace_.model(); }
  const MapModel& map() const { return map_workspace_.model(); }
  MapWorkspace& map_workspace() { return map_workspace_; }
  const MapWorkspace& map_workspace() const { return map_workspace_; }
  JobQueue& jobs() { return jobs_; }
  const JobQueue& jobs() const { return jobs_; }
  MessageLog& messages() { return messages_; }
  const MessageLog& messages() const { return messages_; }
  ViewState& view() { return view_; }
  const ViewState& view() const { return view_; }
  Synthesiser& synthesiser() { return synthesiser_; }
  const Synthesiser& synthesiser() const { return synthesiser_; }
  const StudioOptions& options() const { return options_; }
  /// Of the motion on the stage, or of the one before it while that is being measured.
  const std::optional<Measures>& measures() const { return measures_; }
  /// Curves and emotion over the motions on the stage.
  const Readings& readings() const { return readings_; }
  /// The figures that are measured over time: those on the stage, and beside a generated motion the
  /// clip that it began from.
  std::vector<PlayablePtr> measured_figures() const;
  /// The clip on the stage, or that generating started from; null until it is loaded.
  const PlayablePtr& clip_motion() const { return clip_motion_; }
  const std::vector<analysis::PadWord>& words() const { return words_; }
  /// Newest live edit: still being worked on.
  bool is_lagging() const { return synthesiser_.is_busy(); }
  /// How long hands wait for the figure.
  const PoseTiming& timing() const { return timing_; }

 private:
  StageLoadPart load_part_of(int index) const;
  void post_load(const std::vector<int>& indices, bool continues, Clock::Keep keep);

  void read_session_file(const std::filesystem::path& path, bool is_recovered);
  void take_session(SessionOpened opened);
  void go_on_restoring();
  void set_work_aside();
  void finish_restoring();
  /// The state without the motions that were made.
  SessionState shown_state() const;
  /// The part of the document that would be missed, and how many motions were made.
  std::pair<StudioDocument, int> work() const;

  /// Another motion takes the stage: listening ends, a recording is kept.
  void leave_live();
  void update_live();
  bool keep_recording(const LiveRecording& recording);
  void show_welcome();
  void open_source(std::string name, LibrarySource source, bool replaces);
  void take_clip_set(Result<ClipSet> set, LibrarySource source, bool replaces);
  void take_export(Result<ExportReport> report);
  void take_made(ClipSet set, bool is_loop);
  void load_entry(int index, bool continues);
  /// What the file of a library id is to be read with.
  const ImportChoices& import_choices(const std::string& id) const;
  const BoneSources& bone_sources() const;
  const ImportChoices& choices_in(const StudioDocument& document, const std::string& id) const;
  /// True if the document asks for another reading of the clip, or other company, than before.
  bool is_read_otherwise(const StudioDocument& before) const;
  void take_loaded(StageLoaded loaded);
  void take_decoded(Decoded decoded);
  void show_motion(PlayablePtr motion, Player::Place place, Clock::Keep keep);
  void begin_generating();
  void keep_now(Slot slot);
  void show_latent(const KeptLatent& wanted, const std::string& undo_label);
  void request_decode();
  void commit(const std::string& label);
  void stop_recording_pad();
  void change_time_base();
  int follow_pad_track(double elapsed_s, int rounds);
  void apply_document(const StudioDocument& before);
  void remap();
  void map_unasked();
  bool take_cuts();
  void show_cuts();
  Cut lead_cut() const;
  void measure_motion();
  void read_over_time();
  void load_reader();
  void recognise();
  bool shows_several() const;
  PlayablePtr original() const;
  std::vector<PlayablePtr> company_motions() const;
  std::string company_id(size_t figure) const;
  double company_duration_s() const;
  double lead_time_s() const;
  void compare_motions();
  void frame_new_company();
  bool has_cell_each() const;
  void frame_all();
  void frame_untouched();
  void load_model();
  void apply_start_options();

  StudioOptions options_;
  std::function<void()> wake_;
  Clock clock_;
  Player player_;
  Library library_;
  MessageLog messages_;
  ViewState view_;
  StudioDocument document_;  // as shown, drags included
  History<StudioDocument> history_{StudioDocument{}};
  std::vector<analysis::PadWord> words_;
  Synthesiser synthesiser_;
  JobQueue jobs_{2};
  MapWorkspace map_workspace_;
  LatentBench latent_bench_;
  LatestWorker<StageLoad, StageLoaded> loader_;
  MotionPreviews previews_{wake_};
  Meter meter_;
  Readings readings_;
  CorrelationModel correlation_{jobs_};
  Workshop workshop_;
  BlindDesk blind_;
  ModelBench bench_;
  PadDrive pad_drive_;
  LiveInput live_;
  bool is_showing_live_ = false;  // the motion on the stage is of live_
  int live_count_ = 0;            // recordings
  RecogniserBench recognisers_;
  RecognitionReadings recognition_;
  std::set<std::string> loops_;  // library ids of made motions that repeat
  bool has_own_reader_ = false;  // --affect: the motion model's does not replace it
  BoneEditor bones_;
  CompareBench compare_bench_;
  CameraPath camera_path_;
  ImportMemory import_memory_;

  std::optional<Measures> measures_;
  PlayablePtr clip_motion_;  // of document_.clip_id, once loaded, as it is cut
  CutStage cut_stage_;
  std::string clip_motion_id_;
  bool is_loading_ = false, needs_measuring_ = false;
  std::shared_ptr<LoadProgress> load_progress_;
  bool waits_to_encode_ = false;      // the latent is still to be found from the clip
  std::optional<Slot> slot_to_fill_;  // as soon as it is
  std::optional<double> start_at_s_;  // of the clip that is being loaded
  bool has_user_chosen_ = false, has_applied_options_ = false;  // welcome motions give way before
  uint64_t latent_seed_ = 1;
  std::vector<LibrarySource> sources_;  // of the library, without what was made
  std::filesystem::path session_path_;
  std::pair<StudioDocument, int> saved_work_, kept_work_;
  std::optional<SessionRestoring> restoring_;
  std::optional<SessionInterlude> interlude_;
  Recovery recovery_{{}};
  std::unique_ptr<LatestWorker<SessionState, Status>> keeper_;
  std::optional<std::filesystem::path> recovery_offer_;
  Vec3 follow_offset_{0.0};  // of the followed group's middle from its leading figure
  int framed_company_ = 0;   // what the camera was framed for last
  bool has_opened_ = false;  // files or folders: the corpus that was opened unasked stays away
  double stage_aspect_ = 1.5, stage_cover_ = 0.0;
  PoseTiming timing_;
  FileWatch file_watch_{wake_};
};

}  // namespace kinemote::app
