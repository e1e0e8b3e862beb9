#include "view/ui/film_exports.h"

#include <cmath>
#include <ctime>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "app/driven_motion.h"
#include "view/ui/stage_scene.h"
#include "view/ui/text_stamp.h"
#include "view/ui/time_axis.h"

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
    const std::vector<app::StageFigure> company = session_.company();
    const double own_s = company.empty() ? session_.clock().time_s() : company.front().time_s;
    constexpr double kNoTransition_s = 1e6;
    session_.player().update(own_s, kNoTransition_s);
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
  std::vector<Vec3> path;
  const double now_s = session.clock().time_s();
  StageKeeper stage(session);
  // Without what is left of a transition, so that the same stage gives the same film.
  stage.go_to(now_s);
  const Vec3 now = session.player().follow_point();
  for (int i = 0; i < timing.frame_count(); ++i) {
    stage.go_to(timing.time_s(i));
    const Vec3 point = session.player().follow_point();
    path.push_back({point.x - now.x, 0.0, point.z - now.z});
  }
  const int reach = static_cast<int>(std::lround(kSmoothing_s * timing.fps / timing.speed));
  return app::smoothed_path(path, reach);
}

/// Writes caption and time code onto the pictures of a film.
std::function<void(int, Image&)> writer_of(const app::StageFilmSettings& settings,
                                           const app::FilmTiming& timing, Theme theme) {
  if (settings.caption.empty() && !settings.has_time_code) return {};
  const auto width = static_cast<float>(settings.width);
  const auto height = static_cast<float>(settings.height);
  const float size = std::max(11.0f, std::min(width, height) / 22.0f), margin = 0.9f * size;
  auto stamp = std::make_shared<const TextStamp>(size);
  const float room = width - 2.0f * margin;
  if (const float wide = stamp->width(settings.caption); wide > room) {
    stamp = std::make_shared<const TextStamp>(std::max(8.0f, size * room / wide));
  }
  const auto small = std::make_shared<const TextStamp>(std::max(9.0f, 0.75f * size));
  const bool is_on_white = settings.background == app::FilmBackground::kWhite;
  const Palette& palette = palette_of(is_on_white ? Theme::kLight : theme);
  return
      [=, caption = settings.caption, has_time_code = settings.has_time_code](int i, Image& image) {
        if (!caption.empty()) {
          const float x = 0.5f * (width - stamp->width(caption));
          stamp->draw(image, x, height - margin - 1.2f * stamp->size_px(), palette.text,
                      palette.panel, caption);
        }
        if (!has_time_code) return;
        const std::string words = time_text(timing.time_s(i));
        small->draw(image, width - margin - small->width(words, true), margin, palette.text,
                    palette.panel, words, true);
      };
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
  session.jobs().note_done();
  const std::filesystem::path& path = film->files[0];
  const std::string pictures =
      film->frames > 1 ? " (" + std::to_string(film->frames) + " pictures)" : "";
  messages.post_file("Saved " + path.filename().string() + pictures, path);
  for (const std::string& warning : film->warnings) {
    messages.post(app::MessageLevel::kWarning, warning);
  }
}

/// True if time passes for the figures in it.
bool plays(const app::StageFilmSettings& settings) {
  return settings.what != app::ExportWhat::kPicture &&
         (settings.what != app::ExportWhat::kTurntable || settings.turntable_moves);
}

}  // namespace

std::vector<app::FilmFrame> recorded_stage(app::Session& session,
                                           const app::StageFilmSettings& settings,
                                           const app::FilmTiming& timing,
                                           const std::vector<int>& numbers) {
  const bool follows = session.view().follows && timing.last_s > timing.first_s;
  const std::vector<Vec3> ways = follows ? follow_ways(session, timing) : std::vector<Vec3>{};
  std::vector<app::FilmFrame> frames;
  StageKeeper stage(session);
  for (const int i : numbers) {
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

app::StageMotion stage_motion(const app::Session& session) {
  const app::Clock& clock = session.clock();
  app::StageMotion motion;
  motion.name = session.title();
  motion.now_s = clock.time_s();
  motion.duration_s = clock.duration_s();
  motion.range_start_s = clock.range_start_s();
  motion.range_end_s = clock.range_end_s();
  if (const app::Markers markers = session.markers(); markers.size() > 1) {
    motion.markers_start_s = markers.front().time_s;
    motion.markers_end_s = markers.back().time_s;
  }
  if (const app::PlayablePtr& shown = session.player().motion()) {
    motion.fps = shown->clip.fps();
    motion.is_seamless = shown->is_seamless && !session.runs_on_pad_track();
  }
  return motion;
}

std::string film_disabled_reason(const app::Session& session) {
  return session.player().motion() ? "" : "There is no motion on the stage.";
}

std::string film_disabled_reason(const app::Session& session,
                                 const app::StageFilmSettings& settings) {
  if (std::string reason = film_disabled_reason(session); !reason.empty()) return reason;
  if (session.pad_drive().recorder.is_recording()) return "The pad is being recorded.";
  if (needs_driven_figure(session, settings) && !session.synthesiser().side_model()) {
    return "The model that the PAD curve drives cannot be asked for a film.";
  }
  const Result<app::FilmTiming> timing = app::stage_timing(settings, stage_motion(session));
  if (!timing) return timing.error().message;
  if (timing->frame_count() > kMostPictures) {
    return "A film of the stage holds at most " + std::to_string(kMostPictures) +
           " pictures; choose a shorter range or fewer pictures a second.";
  }
  return "";
}

bool needs_driven_figure(const app::Session& session, const app::StageFilmSettings& settings) {
  return session.is_pad_driven() && plays(settings);
}

Result<app::FilmPlan> film_plan(app::Session& session, const app::StageFilmSettings& settings,
                                const DrivenFigure* driven) {
  if (const std::string reason = film_disabled_reason(session, settings); !reason.empty()) {
    return usage_error(reason);
  }
  const Result<app::FilmTiming> timing = app::stage_timing(settings, stage_motion(session));
  if (!timing) return timing.error();
  std::vector<int> all(static_cast<size_t>(timing->frame_count()));
  std::iota(all.begin(), all.end(), 0);
  const StageKeeper stage(session);
  if (driven != nullptr) {
    session.player().show(driven->motion, session.clock().time_s(), app::Player::Place::kOwn);
    session.player().stand_at(driven->stands);
  }
  const auto scenes = std::make_shared<const std::vector<app::FilmFrame>>(
      recorded_stage(session, settings, *timing, all));
  app::FilmPlan plan;
  plan.shape = {settings.written_format(), settings.width, settings.height, timing->fps,
                settings.background == app::FilmBackground::kTransparent};
  plan.frame_count = timing->frame_count();
  plan.supersample = settings.supersample;
  plan.is_on_white = settings.background == app::FilmBackground::kWhite;
  plan.falls_back_to_pictures = true;
  plan.frame = [scenes](int index) { return (*scenes)[static_cast<size_t>(index)]; };
  plan.finish = writer_of(settings, *timing, session.view().theme);
  return plan;
}

app::StageOrigin stage_origin(const app::Session& session, const app::StageFilmSettings& settings) {
  app::StageOrigin origin;
  origin.seed = session.options().seed;
  const app::LaneChoice& lanes = session.view().lanes;
  if (session.live().is_open()) {
    origin.cannot_repeat = "live input was on the stage, whose poses no file holds";
  } else if (session.is_pad_driven() && !needs_driven_figure(session, settings)) {
    origin.cannot_repeat = "a PAD curve was driving the figure from pose to pose";
  } else if (session.bones().preview() != nullptr) {
    origin.cannot_repeat = "the retargeted figure beside it is no part of a session";
  } else if (lanes.shows_recognition && lanes.shows_joints) {
    origin.cannot_repeat = "it shows joints that matter to a recogniser, which no session holds";
  } else if (session.current_entry() < 0 && !session.document().is_generated) {
    origin.cannot_repeat = "its motion belongs to no library";
  } else if (!session.is_settled() && session.is_lagging()) {
    origin.cannot_repeat = "the figure was still on its way to the emotion that was asked for";
  }
  return origin;
}

void queue_film(app::Session& session, app::FilmPlan plan, const std::filesystem::path& out,
                const app::SidecarText& page) {
  const std::string name = "Exporting " + out.filename().string();
  constexpr int kPhases = 2;  // drawing and encoding
  session.jobs().submit(
      name,
      [&session, plan = std::move(plan), out, page, name](const Progress& progress) {
        auto film =
            std::make_shared<Result<app::FilmReport>>(app::write_film(plan, out, page, progress));
        return [&session, film, name, shape = plan.shape, supersample = plan.supersample] {
          if (*film) session.view().film_pace.learn(shape, supersample, **film);
          say_how_it_went(session, *film, name);
        };
      },
      kPhases);
}

namespace {

/// Records now, and queues the job that draws.
Status submit_film(app::Session& session, const app::StageFilmSettings& settings,
                   const DrivenFigure* driven) {
  Result<app::FilmPlan> plan = film_plan(session, settings, driven);
  if (!plan) return plan.error();
  plan->never_replaces = true;
  const std::filesystem::path out = app::stage_film_path(settings, stage_motion(session), today());
  app::SessionState state = session.state();
  if (driven != nullptr) state.placement = driven->stands;
  const app::SidecarText page =
      app::stage_page(settings, std::move(state), stage_origin(session, settings));
  queue_film(session, std::move(*plan), out, page);
  return {};
}

/// Goes through the curve in a job, and then records.
void submit_driven_film(app::Session& session, const app::StageFilmSettings& settings) {
  const std::string name = "Going through the PAD curve";
  session.jobs().submit(name, [&session, settings, name, was = session.document(),
                               request = app::drive_request(session, session.clock().duration_s()),
                               model =
                                   session.synthesiser().side_model()](const Progress& progress) {
    auto made =
        std::make_shared<Result<app::PlayablePtr>>(model->ask([&](synthesis::MotionModel& asked) {
          return app::driven_motion(asked, request, progress);
        }));
    return [&session, settings, name, was, made] {
      Status status = *made ? Status() : Status(made->error());
      if (status && !(session.document() == was)) {
        status =
            usage_error("The stage was changed before its film was recorded; nothing was written.");
      }
      if (status) {
        const DrivenFigure driven{**made, app::standing_where_shown(session, ***made)};
        status = submit_film(session, settings, &driven);
      }
      if (!status) say_how_it_went(session, status.error(), name);
    };
  });
}

}  // namespace

Status begin_film(app::Session& session, const app::StageFilmSettings& settings) {
  if (!needs_driven_figure(session, settings)) return submit_film(session, settings, nullptr);
  if (const std::string reason = film_disabled_reason(session, settings); !reason.empty()) {
    return usage_error(reason);
  }
  submit_driven_film(session, settings);
  return {};
}

}  // namespace kinemote::view
