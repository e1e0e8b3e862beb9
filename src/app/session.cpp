#include "app/session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/geometric.hpp>

#include "app/assets.h"
#include "app/clip_loader.h"
#include "app/library_words.h"
#include "synthesis/procedural/corpus.h"

namespace kinemote::app {

namespace {

/// Moves back and up, so that cards over this share of the view's height cover nothing.
void make_room_above(view::Camera& camera, double share) {
  camera.distance_m /= 1.0 - share;
  const double seen_m = 2.0 * camera.distance_m * std::tan(0.5 * camera.field_of_view_rad);
  camera.target.y += 0.5 * share * seen_m / std::max(0.2, std::cos(camera.elevation_rad));
}

/// The joint that the camera is to follow; -1 where this motion has none of that name.
int followed_joint(const ViewState& view, const Player& player) {
  if (view.follow_joint.empty() || !player.motion()) return -1;
  return player.motion()->clip.skeleton->find(view.follow_joint);
}

}  // namespace

Session::Session(StudioOptions options, std::function<void()> wake)
    : options_(std::move(options)),
      wake_(std::move(wake)),
      synthesiser_(wake_),
      map_workspace_({library_, jobs_, messages_},
                     {options_.seed, options_.threads, options_.model}, wake_),
      latent_bench_({jobs_, messages_, library_, map_workspace_.model(), synthesiser_}, wake_),
      loader_([](const StageLoad& load) { return load_motion(load); }, wake_),
      meter_([](const MeasureRequest& request) { return measure(request); }, wake_),
      readings_(wake_),
      workshop_({jobs_, messages_, synthesiser_},
                [this](ClipSet set, bool is_loop) { take_made(std::move(set), is_loop); }),
      blind_([this](const std::string& id) { play_entry(library_.find(id)); }),
      bench_(jobs_, messages_),
      live_(wake_),
      recognisers_(jobs_, messages_),
      recognition_(wake_),
      bones_(wake_),
      compare_bench_(jobs_, messages_, wake_) {
  jobs_.set_wake(wake_);
  view_.shows_trails = options_.trails;
  latent_seed_ = options_.seed;
}

Session::~Session() {
  if (load_progress_) load_progress_->stop();
}

Status Session::start(const std::function<void()>& show) {
  if (const auto table = load_pad_table(); table) {
    words_ = pad_words(*table);
    workshop_.set_words(written_words(*table));
  } else {
    messages_.post(MessageLevel::kError, table.error().message);
  }
  if (!options_.no_user_config) import_memory_ = load_import_memory(import_memory_path());
  const bool has_motions =
      !std::all_of(options_.paths.begin(), options_.paths.end(), is_recogniser_file);
  if (!has_motions) {
    show_welcome();
    open_builtin();
  }
  if (!options_.paths.empty()) {
    for (const std::filesystem::path& path : options_.paths) {
      std::error_code ignored;
      if (!std::filesystem::exists(path, ignored)) {
        return bad_input(path.string() + ": there is no such file or folder");
      }
    }
    open(options_.paths);
  }
  if (show) show();
  load_reader();
  load_model();
  return options_.live.empty() ? Status() : open_live(options_.live, options_.recogniser);
}

void Session::show_welcome() {
  synthesis::PerformSettings settings;
  settings.content = "walk";
  for (const analysis::PadWord& word : words_) {
    if (word.word == "happy") settings.pad = word.pad;
  }
  settings.duration_s = 4.0;
  Result<Clip> clip = synthesis::perform(settings);
  if (!clip) {
    messages_.post(MessageLevel::kError, clip.error().message);
    return;
  }
  clip->name = "A happy walk";
  document_.pad = settings.pad;
  document_.content = settings.content;
  show_motion(make_playable(std::move(clip).value(), false, "Built-in motion"), Player::Place::kOwn,
              Clock::Keep::kNothing);
}

void Session::update(double elapsed_s) {
  jobs_.poll();
  if (auto loaded = loader_.take()) take_loaded(std::move(*loaded));
  if (auto decoded = synthesiser_.take()) take_decoded(std::move(*decoded));
  if (auto measures = meter_.take(); measures && player_.motion() && player_.motion()->body) {
    measures_ = std::move(*measures);
  }
  const bool had_preview = bones_.preview() != nullptr;
  if (bones_.take() && !had_preview && bones_.preview()) frame_all();
  if (const MotionPreview* read = previews_.update()) {
    note_problem(library_, messages_, read->id, read->problem);
  }
  if (library_.note_problems()) messages_.post(MessageLevel::kInfo, readable_words(library_));
  map_workspace_.update();
  latent_bench_.update(document_,
                       !view_.hides_panels && view_.layout().second_cell == SecondCell::kMap);
  measure_motion();
  read_over_time();
  recognise();
  apply_start_options();
  go_on_restoring();
  const std::string changed = changed_words(file_watch_.take());
  const bool is_of_files = !live_.is_open() && !blind_.is_active();
  if (is_of_files && !changed.empty()) messages_.post_changed(changed);
  blind_.tick(elapsed_s, !is_loading_ && player_.motion() != nullptr);
  update_live();

  change_time_base();
  if (player_.motion()) {
    const double length_s = company_duration_s();
    if (std::abs(length_s - clock_.duration_s()) > 1e-9) {
      clock_.set_motion(length_s, clock_.frame_time_s(), Clock::Keep::kTime);
    }
  }
  compare_motions();
  frame_new_company();
  camera_path_.update(view_.camera, view_.follows, elapsed_s);

  player_.follow_joint(followed_joint(view_, player_));
  const Vec3 before = player_.follow_point();
  const int rounds = follow_pad_track(elapsed_s, clock_.advance(elapsed_s));
  if (rounds != 0) player_.wrap(rounds);
  player_.update(lead_time_s(), elapsed_s);
  if (!player_.motion() || !view_.follows) return;
  // A clip that starts again jumps back to its start: the camera jumps with it.
  if (rounds != 0 && !player_.motion()->is_seamless) {
    view_.camera.target += player_.follow_point() - before;
  }
  // The smoothing lags by its half-life / ln 2; looking that far ahead makes up for it.
  constexpr double kLag_s = 0.25 / 0.6931;
  const double lead_s = clock_.is_playing() ? kLag_s * clock_.speed() : 0.0;
  const Vec3 ahead = player_.follow_point(lead_s);
  const bool is_joint = player_.followed_joint() >= 0;
  const Vec3 target = is_joint ? ahead : ahead + follow_offset_;
  // A figure is followed over the ground, a joint wherever it goes.
  const double height_m = is_joint ? target.y : view_.camera.target.y;
  view::follow(view_.camera, {target.x, height_m, target.z},
               std::min(elapsed_s, Clock::kLongestStep_s));
}

void Session::take_live(double longest_s, double elapsed_s) {
  if (!synthesiser_.is_busy()) return;
  synthesiser_.wait_for(std::chrono::duration<double>(longest_s));
  auto decoded = synthesiser_.take();
  if (!decoded) return;
  take_decoded(std::move(*decoded));
  player_.update(lead_time_s(), elapsed_s);
}

void Session::frame_drawn() {
  if (timing_.first_figure_ms == 0.0 && player_.motion()) {
    timing_.first_figure_ms = milliseconds_since(timing_.made);
  }
  if (!timing_.waiting) return;
  timing_.pictures_ms.push_back(milliseconds_since(*timing_.waiting));
  timing_.waiting.reset();
}

bool Session::is_animating() const {
  return (clock_.is_playing() && player_.motion()) || messages_.is_ageing() ||
         clock_.is_scrubbing() || player_.is_fading() || camera_path_.is_flying() ||
         view_.wants_frames;
}

bool Session::is_settled() const {
  return jobs_.is_idle() && !loader_.is_busy() && !synthesiser_.is_busy() && !meter_.is_busy() &&
         !readings_.is_busy() && !recognition_.is_busy() && !bones_.is_busy() &&
         !compare_bench_.is_busy() && !previews_.is_busy() && !map_workspace_.is_busy() &&
         !latent_bench_.is_busy() && !restoring_ &&
         !(needs_measuring_ && player_.motion() && player_.motion()->body) &&
         (has_applied_options_ || !synthesiser_.is_ready());
}

void Session::show_motion(PlayablePtr motion, Player::Place place, Clock::Keep keep) {
  is_showing_live_ = false;
  const bool is_first = !player_.motion();
  const Vec3 before = player_.follow_point();
  const PlayablePtr previous = player_.motion();
  double time_s = 0.0;
  if (keep == Clock::Keep::kPhase && previous) {
    time_s = matching_time_s(*previous, lead_time_s(), *motion);
  }
  const double kept_s = keep == Clock::Keep::kTime ? clock_.time_s() : time_s;
  player_.show(std::move(motion), kept_s, place);
  const Playable& shown = *player_.motion();
  if (runs_on_pad_track()) {
    pad_drive_.is_on = true;
    pad_drive_.gait_s = kept_s;
    clock_.set_motion(company_duration_s(), shown.clip.frame_time_s, Clock::Keep::kTime);
    pad_drive_.clock_s = clock_.time_s();
  } else {
    clock_.set_motion(shown.group_duration_s(), shown.clip.frame_time_s, keep);
    clock_.seek(kept_s);
  }
  if (view_.reduces_motion) player_.stand_at(player_.placement());  // without what would fade
  needs_measuring_ = true;
  if (!shown.body) measures_.reset();  // and none will come: they would stay those of another
  map_workspace_.show_on_stage(player_.motion(), document_.is_generated ? -1 : current_entry(),
                               title());
  if (place == Player::Place::kOwn && view_.follows && !is_first) {
    view_.camera.target += player_.follow_point() - before;
  }
  bones_.show(document_.is_generated ? nullptr : player_.motion(), bone_sources());
  if (!shows_several()) follow_offset_ = Vec3{0.0};
  if (is_first || place == Player::Place::kOwn) {
    shows_several() ? frame_all() : frame_untouched();
  }
}

void Session::measure_motion() {
  if (!needs_measuring_ || !player_.motion() || !player_.motion()->body) return;
  // A few times a second is as often as a reader can follow, and leaves the core to the decoder.
  constexpr double kPause_ms = 200.0;
  if (milliseconds_since(timing_.measured) < kPause_ms) return;
  needs_measuring_ = false;
  timing_.measured = std::chrono::steady_clock::now();
  meter_.post({player_.motion(), readings_.reader().model});
}

std::string Session::title() const {
  if (blind_.is_active()) {
    return "Motion " + std::to_string(blind_.study().position() + 1) + " of " +
           std::to_string(blind_.study().trial_count());
  }
  if (!player_.motion()) return is_loading_ ? "Loading…" : "No motion";
  if (is_showing_live_) return "Live input";
  if (document_.is_generated && document_.is_restyled && can_restyle()) {
    const int source = current_entry();
    return "Restyled " + (source < 0 ? std::string("clip") : library_.entries()[source].headline());
  }
  if (document_.is_generated) {
    return document_.content.empty() ? "Generated motion" : "Generated " + document_.content;
  }
  const int entry = current_entry();
  return entry < 0 ? player_.motion()->clip.name : library_.entries()[entry].headline();
}

std::string Session::subtitle() const {
  if (!player_.motion() || blind_.is_active()) return "";
  const Playable& motion = *player_.motion();
  char text[160];
  const PlayablePtr& whole = cut_stage_.whole();
  const bool is_cut = player_.motion() == clip_motion_ && whole && clip_motion_ != whole;
  if (is_cut) {
    std::snprintf(text, sizeof text, "%.1f of %.1f s · %.0f fps", motion.group_duration_s(),
                  whole->group_duration_s(), motion.clip.fps());
  } else {
    std::snprintf(text, sizeof text, "%.1f s · %.0f fps", motion.group_duration_s(),
                  motion.clip.fps());
  }
  std::string words = motion.origin.empty() ? text : motion.origin + " · " + text;
  if (motion.has_figure && motion.others.empty()) {
    std::snprintf(text, sizeof text, " · %.2f m tall", motion.height_m);
    words += text;
  } else if (motion.has_figure) {
    words += " · " + std::to_string(1 + motion.others.size()) + " figures";
  }
  if (!motion.points.empty()) {
    const PointClip& points = motion.points.front()->clip;
    words += " · " + std::to_string(points.point_count()) + " points";
    if (motion.points.size() > 1) {
      words += " each of " + std::to_string(motion.points.size());
    }
    words += points.is_2d ? " · 2-D, image units" : " · 3-D";
  }
  const bool is_in_banner = view_.shows_import && import_info() != nullptr;
  if (!motion.unit_note.empty() && motion.others.empty() && !is_in_banner)
    words += " · " + motion.unit_note;
  return words;
}

void Session::frame_figure() {
  if (!player_.motion()) return;
  frame_all();
  view_.is_camera_touched = true;
}

// Unless the user has moved the camera.
void Session::frame_untouched() {
  if (view_.is_camera_touched || !player_.motion()) return;
  shows_several() ? frame_all() : reset_camera();
}

bool Session::shows_several() const {
  const PlayablePtr& motion = player_.motion();
  const bool is_overlay = view_.stage.compare.arrangement == Arrangement::kOverlay;
  // Over each other, or each in a view of its own, they are framed like one.
  if (!motion || has_cell_each() || (is_overlay && compared_pair().is_there())) return false;
  return !motion->others.empty() || !motion->points.empty() || bones_.preview() || original();
}

void Session::set_stage_cover(double share) {
  constexpr double kSeen = 0.02;
  if (std::abs(share - stage_cover_) < kSeen) return;
  stage_cover_ = share;
  frame_untouched();
}

void Session::frame_all() {
  const Playable& motion = *player_.motion();
  std::vector<Vec3> places;
  for (const StageFigure& figure : company()) {
    if (!figure.is_seen && figure.number > 0) continue;
    for (const Vec3& p : figure.motion->world.frame_positions(figure.frame())) {
      places.push_back(figure.placement.apply(p));
    }
  }
  for (const PointFigurePtr& figure : motion.points) {
    if (figure->plane) places.insert(places.end(), figure->plane->begin(), figure->plane->end());
    const int frame = figure->frame_at(clock_.time_s());
    for (int p = 0; p < figure->clip.point_count(); ++p) {
      const size_t at = figure->clip.index(frame, p);
      if (figure->clip.states[at] != PointState::kMissing) places.push_back(figure->places[at]);
    }
  }
  if (const PlayablePtr& preview = bones_.preview()) {
    for (const Vec3& p : preview->world.frame_positions(
             std::clamp(clock_.frame(), 0, preview->clip.frame_count - 1))) {
      places.push_back(bones_.preview_placement().apply(p));
    }
  }
  constexpr double kMargin = 0.28;  // heading, tools and legends stand round the edge
  view_.camera = view::frame_points(view_.camera, places, stage_aspect_, kMargin);
  make_room_above(view_.camera, stage_cover_);
  // Several are followed by their middle, not by the one that leads.
  const bool is_one =
      motion.others.empty() && motion.points.size() < 2 && !bones_.preview() && !original();
  follow_offset_ = is_one ? Vec3{0.0} : view_.camera.target - player_.follow_point();
}

void Session::reset_camera() {
  const bool is_orthographic = view_.camera.is_orthographic;
  view_.camera = view::Camera{};
  follow_offset_ = Vec3{0.0};
  view_.camera.is_orthographic = is_orthographic;
  if (player_.motion()) {
    const Vec3 here = player_.follow_point();
    const double height_m = player_.motion()->height_m;
    view_.camera.target = {here.x, 0.52 * height_m, here.z};
    // The figure fills about two thirds of the height.
    view_.camera.distance_m = 0.74 * height_m / std::tan(0.5 * view_.camera.field_of_view_rad);
    make_room_above(view_.camera, stage_cover_);
    if (shows_several()) frame_all();
  }
  view_.is_camera_touched = false;
}

void Session::fly_to(const Vec3& place) {
  view::Camera there = view_.camera;
  there.target = place;
  view_.follows = false;
  view_.is_camera_touched = true;
  camera_path_.fly(view_.camera, there, view_.reduces_motion);
}

Status Session::set_camera_text(const std::string& text) {
  view::Camera camera = view_.camera;
  if (Status status = view::apply_camera_text(text, camera); !status) return status;
  camera_path_.stop();
  view_.camera = camera;
  view_.is_camera_touched = true;
  return {};
}

void Session::look_from(double azimuth_rad, double elevation_rad) {
  view_.camera.azimuth_rad = azimuth_rad;
  view_.camera.elevation_rad = elevation_rad;
  view_.is_camera_touched = true;
}

}  // namespace kinemote::app
