#include "view/ui/film_exports.h"

#include <cmath>
#include <ctime>
#include <memory>
#include <utility>
#include <vector>

#include "app/film/stage_page.h"
#include "view/ui/stage_scene.h"

namespace kinemote::view {

namespace {

constexpr double kSmoothing_s = 0.5;
/// Six minutes at 30 a second: the interface stands still while they are recorded.
constexpr int kMostPictures = 10800;

/// Puts clock and figure back where they were.
class StageKeeper {
 public:
  explicit StageKeeper(app::Session& session)
      : session_(session), clock_(session.clock()), player_(session.player()) {}
  ~StageKeeper() {
    session_.clock() = clock_;
    session_.player() = player_;
  }
  StageKeeper(const StageKeeper&) = delete;
  StageKeeper& operator=(const StageKeeper&) = delete;

  /// The stage at a moment of the motion, which repeats if it has no end.
  void go_to(double time_s) {
    session_.player() = player_;
    const double duration_s = clock_.duration_s();
    if (player_.motion()->is_seamless && duration_s > 0.0 && time_s >= duration_s) {
      const int rounds = static_cast<int>(std::floor(time_s / duration_s));
      session_.player().wrap(rounds);
      time_s -= rounds * duration_s;
    }
    session_.clock().seek(time_s);
    constexpr double kNoTransition_s = 1e6;
    session_.player().update(session_.clock().time_s(), kNoTransition_s);
  }

 private:
  app::Session& session_;
  const app::Clock clock_;
  const app::Player player_;
};

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &local);
  return text;
}

/// How far the followed point goes from where it is now, smoothed as long to either side.
std::vector<Vec3> follow_ways(app::Session& session, const app::FilmTiming& timing) {
  const Vec3 now = session.player().follow_point();
  std::vector<Vec3> path;
  StageKeeper stage(session);
  for (int i = 0; i < timing.frame_count(); ++i) {
    stage.go_to(timing.time_s(i));
    const Vec3 point = session.player().follow_point();
    path.push_back({point.x - now.x, 0.0, point.z - now.z});
  }
  const int reach = static_cast<int>(std::lround(kSmoothing_s * timing.fps / timing.speed));
  return app::smoothed_path(path, reach);
}

/// What the stage shows at every picture.
std::vector<app::FilmFrame> recorded_stage(app::Session& session,
                                           const app::StageFilmSettings& settings,
                                           const app::FilmTiming& timing) {
  const bool follows = session.view().follows && timing.last_s > timing.first_s;
  const std::vector<Vec3> ways = follows ? follow_ways(session, timing) : std::vector<Vec3>{};
  std::vector<app::FilmFrame> frames;
  StageKeeper stage(session);
  for (int i = 0; i < timing.frame_count(); ++i) {
    stage.go_to(timing.time_s(i));
    app::FilmFrame frame{stage_scene(session), session.view().camera};
    frame.scene.is_transparent = settings.background != app::FilmBackground::kTheme;
    if (settings.background == app::FilmBackground::kWhite) frame.scene.theme = Theme::kLight;
    if (follows) frame.camera.target += ways[static_cast<size_t>(i)];
    frame.camera.azimuth_rad += timing.turn_rad(i);
    frames.push_back(std::move(frame));
  }
  return frames;
}

void say_how_it_went(app::Session& session, const Result<app::FilmReport>& film,
                     const std::string& name) {
  app::MessageLog& messages = session.messages();
  if (!film) {
    const bool is_cancelled = film.error().code == ErrorCode::kCancelled;
    session.jobs().note_failure(film.error().message);
    messages.post(
        is_cancelled ? app::MessageLevel::kInfo : app::MessageLevel::kError,
        is_cancelled ? name + " was cancelled; nothing was written" : film.error().message);
    return;
  }
  const std::filesystem::path& path = film->files[0];
  const std::string pictures =
      film->frames > 1 ? " (" + std::to_string(film->frames) + " pictures)" : "";
  messages.post_file("Saved " + path.filename().string() + pictures, path);
  for (const std::string& warning : film->warnings) {
    messages.post(app::MessageLevel::kWarning, warning);
  }
}

}  // namespace

app::StageMotion stage_motion(const app::Session& session) {
  const app::Clock& clock = session.clock();
  app::StageMotion motion;
  motion.name = session.title();
  motion.now_s = clock.time_s();
  motion.duration_s = clock.duration_s();
  motion.range_start_s = clock.range_start_s();
  motion.range_end_s = clock.range_end_s();
  if (const app::PlayablePtr& shown = session.player().motion()) {
    motion.fps = shown->clip.fps();
    motion.is_seamless = shown->is_seamless;
  }
  return motion;
}

std::string film_disabled_reason(const app::Session& session) {
  return session.player().motion() ? "" : "There is no motion on the stage.";
}

Status begin_film(app::Session& session, const app::StageFilmSettings& settings) {
  if (const std::string reason = film_disabled_reason(session); !reason.empty()) {
    return usage_error(reason);
  }
  const app::StageMotion motion = stage_motion(session);
  const Result<app::FilmTiming> timing = app::stage_timing(settings, motion);
  if (!timing) return timing.error();
  if (timing->frame_count() > kMostPictures) {
    return usage_error("A film of the stage holds at most " + std::to_string(kMostPictures) +
                       " pictures; choose a shorter range or fewer pictures a second.");
  }
  const auto scenes = std::make_shared<const std::vector<app::FilmFrame>>(
      recorded_stage(session, settings, *timing));
  app::FilmPlan plan;
  plan.shape = {settings.written_format(), settings.width, settings.height, timing->fps,
                settings.background == app::FilmBackground::kTransparent};
  plan.frame_count = timing->frame_count();
  plan.supersample = settings.supersample;
  plan.is_on_white = settings.background == app::FilmBackground::kWhite;
  plan.falls_back_to_pictures = true;
  plan.never_replaces = true;
  plan.frame = [scenes](int index) { return (*scenes)[static_cast<size_t>(index)]; };
  const std::filesystem::path out = app::stage_film_path(settings, motion, today());
  const app::SidecarText page = app::stage_page(settings, session.state());
  const std::string name = "Exporting " + out.filename().string();
  constexpr int kPhases = 2;  // drawing and encoding
  session.jobs().submit(
      name,
      [&session, plan, out, page, name](const Progress& progress) {
        auto film =
            std::make_shared<Result<app::FilmReport>>(app::write_film(plan, out, page, progress));
        return [&session, film, name] { say_how_it_went(session, *film, name); };
      },
      kPhases);
  return {};
}

}  // namespace kinemote::view
