#include "view/ui/quick_recorder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>

#include "app/file_names.h"
#include "app/film/film_format.h"
#include "app/film/stage_page.h"
#include "view/ui/film_exports.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/stage_scene.h"

namespace kinemote::view {

namespace {

constexpr int kSmallest = 160, kLargest = 1920;  // pixels of a side

/// The view's shape in even numbers, which MP4 wants.
std::pair<int, int> film_size(float width, float height) {
  const float most = std::max({width, height, 1.0f});
  const float scale = std::min(1.0f, static_cast<float>(kLargest) / most);
  const auto even = [scale](float side) {
    return std::max(kSmallest, 2 * static_cast<int>(std::lround(0.5f * scale * side)));
  };
  return {even(width), even(height)};
}

}  // namespace

void QuickRecorder::update(app::Session& session, double elapsed_s, float width, float height) {
  bool& is_wanted = session.view().records_view;
  if (is_wanted && !is_recording_ && !session.player().motion()) is_wanted = false;
  if (is_wanted && !is_recording_) {
    is_recording_ = true;
    passed_s_ = 0.0;
    frames_.clear();
    std::tie(width_, height_) = film_size(width, height);
  } else if (is_recording_) {
    passed_s_ += elapsed_s;
  }
  if (!is_recording_) return;
  // What was seen last stands for the time in which nothing was drawn.
  while (!frames_.empty() && length_s() + 1.0 / kRate_fps <= passed_s_ && length_s() < kLongest_s) {
    frames_.push_back(frames_.back());
  }
  if (is_wanted) {
    if (length_s() <= passed_s_ + 1e-9) {
      frames_.push_back(std::make_shared<const app::FilmFrame>(
          app::FilmFrame{stage_scene(session), session.view().camera}));
    }
    if (length_s() < kLongest_s) return;
    is_wanted = false;
    session.messages().post(app::MessageLevel::kInfo,
                            "The recording ended: it may last six minutes");
  }
  finish(session);
}

void QuickRecorder::finish(app::Session& session) {
  is_recording_ = false;
  const auto frames = std::make_shared<const std::vector<std::shared_ptr<const app::FilmFrame>>>(
      std::exchange(frames_, {}));
  if (frames->empty()) return;
  app::StageFilmSettings settings;
  settings.what = app::ExportWhat::kVideo;
  settings.range = app::ExportRange::kSeconds;
  settings.last_s = static_cast<double>(frames->size()) / kRate_fps;
  settings.width = width_;
  settings.height = height_;
  settings.fps = kRate_fps;
  app::FilmPlan plan;
  plan.shape = {app::FilmFormat::kMp4, width_, height_, kRate_fps};
  plan.frame_count = static_cast<int>(frames->size());
  plan.supersample = settings.supersample;
  plan.falls_back_to_pictures = true;
  plan.never_replaces = true;
  plan.frame = [frames](int index) { return *(*frames)[static_cast<size_t>(index)]; };
  app::StageOrigin origin;
  origin.cannot_repeat = "it was recorded while somebody played and turned the view";
  const app::SidecarText page = app::stage_page(settings, session.state(), origin);
  const std::filesystem::path out = app::free_path(
      std::filesystem::current_path() / (app::file_name_from(session.title()) + "-recording" +
                                         app::film_extension(plan.shape.format)));
  queue_film(session, std::move(plan), out, page);
}

void QuickRecorder::draw(Ui& ui, const Rect& stage) const {
  if (!is_recording_) return;
  char words[96];
  std::snprintf(words, sizeof words, "Recording %.1f s   Ctrl+F12 ends it", length_s());
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const float line = ui.fonts.body->FontSize, padding = ui.px(9.0f), dot = ui.px(5.0f);
  const float width = digits_width(ui.fonts.body, words) + 3.0f * padding + 2.0f * dot;
  // Below the heading, beside the tools.
  const Rect pill{stage.x + ui.px(16.0f), stage.y + ui.px(66.0f), width, line + 1.4f * padding};
  list.AddRectFilled(top_left(pill), bottom_right(pill),
                     ui.palette.popup.with_alpha(0.92f).packed(), 0.5f * pill.height);
  list.AddRect(top_left(pill), bottom_right(pill), ui.palette.error.packed(), 0.5f * pill.height);
  const float middle = pill.y + 0.5f * pill.height;
  list.AddCircleFilled({pill.x + padding + dot, middle}, dot, ui.palette.error.packed());
  draw_digits(list, ui.fonts.body, {pill.x + 2.0f * padding + 2.0f * dot, middle - 0.5f * line},
              ui.palette.text, words);
  ui.probe.add("stage.recording", pill);
}

}  // namespace kinemote::view
