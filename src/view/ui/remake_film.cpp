#include "view/ui/remake_film.h"

#include <chrono>
#include <optional>
#include <thread>

#include "app/driven_motion.h"
#include "app/film/stage_page.h"
#include "app/session.h"
#include "view/ui/film_exports.h"

namespace kinemote::view {

namespace {

/// What keeps the stage from being what it was; "" if nothing does.
std::string first_complaint(const app::Session& session) {
  for (const app::Message& message : session.messages().all()) {
    // Notes on how a file was read are no loss.
    const bool is_loss = message.level == app::MessageLevel::kError ||
                         message.text.starts_with("Left out: ") ||
                         message.text.starts_with("The motion that was on the stage is missing");
    if (is_loss) return message.text;
  }
  return "";
}

/// Opens the session and waits until everything is there. The map is nobody's concern here.
Status restore(app::Session& session, const std::filesystem::path& page, const Progress& progress) {
  session.open_session(page);
  session.update(0.0);
  while (!session.is_settled()) {
    if (!report(progress, "opening", 0.0)) return cancelled();
    if (session.map_workspace().is_computing()) session.map_workspace().cancel();
    session.update(0.0);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  session.update(0.0);
  if (const std::string complaint = first_complaint(session); !complaint.empty()) {
    return bad_input(page.string() + ": " + complaint);
  }
  if (!session.player().motion()) {
    return bad_input(page.string() + ": its session has no motion on the stage");
  }
  return {};
}

/// The figure that the session's PAD curve drives.
Result<app::PlayablePtr> drive(app::Session& session, const Progress& progress) {
  const auto& model = session.synthesiser().side_model();
  if (!model) return environment_error("the model of the session cannot be asked for its motion");
  const app::DriveRequest request = app::drive_request(session, session.clock().duration_s());
  return model->ask(
      [&](synthesis::MotionModel& asked) { return app::driven_motion(asked, request, progress); });
}

}  // namespace

Result<app::FilmReport> remake_film(const std::filesystem::path& page,
                                    const std::filesystem::path& out, const Progress& progress) {
  const Result<app::StagePage> saved = app::read_stage_page(page);
  if (!saved) return saved.error();
  app::StudioOptions options;
  options.model = saved->model;
  options.no_user_config = true;
  options.seed = saved->seed;
  app::Session session(options, [] {});
  if (const Status status = restore(session, page, progress); !status) return status.error();
  session.clock().pause();
  session.view().theme = saved->look.theme;
  session.view().camera = saved->look.camera;
  session.player().stand_at(saved->look.placement);
  app::SessionState state = session.state();
  std::optional<DrivenFigure> driven;
  if (needs_driven_figure(session, saved->film)) {
    Result<app::PlayablePtr> motion = drive(session, progress);
    if (!motion) return motion.error();
    driven = DrivenFigure{*motion, saved->look.placement};
    state.placement = driven->stands;
  }
  Result<app::FilmPlan> plan = film_plan(session, saved->film, driven ? &*driven : nullptr);
  if (!plan) return bad_input(page.string() + ": " + plan.error().message);
  const app::SidecarText text =
      app::stage_page(saved->film, std::move(state), stage_origin(session, saved->film));
  return app::write_film(*plan, out, text, progress);
}

}  // namespace kinemote::view
