#include "view/ui/film_preview.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "view/ui/film_exports.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/time_axis.h"

namespace kinemote::view {

namespace {

/// Camera, motion and moment: a change of it asks for new pictures.
std::string stage_words(const app::Session& session) {
  const Camera& camera = session.view().camera;
  const bool is_still = !session.clock().is_playing();
  char words[192];
  std::snprintf(
      words, sizeof words, "%s %.3f %.3f %.3f %d %p %.3f %d%d%d", camera_to_text(camera).c_str(),
      camera.target.x, camera.target.y, camera.target.z, static_cast<int>(session.view().theme),
      static_cast<const void*>(session.player().motion().get()),
      is_still ? session.clock().time_s() : 0.0, session.view().shows_trails ? 1 : 0,
      session.view().stage.ghosts.is_shown ? 1 : 0, session.view().shows_contacts ? 1 : 0);
  return words;
}

void record(Ui& ui, FilmPreview& preview, const app::StageFilmSettings& settings) {
  const auto start = std::chrono::steady_clock::now();
  preview.settings = settings;
  preview.stage = stage_words(ui.session);
  preview.made_at_s = ui.now_s;
  preview.frames.clear();
  preview.times_s.clear();
  const auto timing = app::stage_timing(settings, stage_motion(ui.session));
  if (!timing || !film_disabled_reason(ui.session, settings).empty()) return;
  const int last = timing->frame_count() - 1;
  std::vector<int> numbers{0};
  if (last > 1) numbers.push_back(last / 2);
  if (last > 0) numbers.push_back(last);
  preview.frames = recorded_stage(ui.session, settings, *timing, numbers);
  for (const int number : numbers) preview.times_s.push_back(timing->time_s(number));
  preview.cost_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What shows through a picture without background.
void draw_checks(Ui& ui, ImDrawList& list, const Rect& rect) {
  const float side = ui.px(8.0f);
  list.AddRectFilled(top_left(rect), bottom_right(rect), ui.palette.raised.packed());
  list.PushClipRect(top_left(rect), bottom_right(rect), true);
  int row = 0;
  for (float y = rect.y; y < rect.bottom(); y += side, ++row) {
    for (float x = rect.x + (row % 2 == 0 ? 0.0f : side); x < rect.right(); x += 2.0f * side) {
      list.AddRectFilled({x, y}, {x + side, y + side}, ui.palette.raised_active.packed());
    }
  }
  list.PopClipRect();
}

/// As text_stamp writes them, in small.
void draw_words(Ui& ui, ImDrawList& list, const Rect& rect, const app::StageFilmSettings& settings,
                double time_s) {
  const bool is_on_white = settings.background == app::FilmBackground::kWhite;
  const Palette& palette = palette_of(is_on_white ? Theme::kLight : ui.session.view().theme);
  ImFont* font = ui.fonts.body;
  float size = std::min(rect.width, rect.height) / 22.0f;
  const float margin = 0.9f * size, room = rect.width - 2.0f * margin;
  const auto wide = [&](const std::string& words, float at) {
    return text_size(font, words).x * at / font->FontSize;
  };
  if (settings.has_time_code) {
    const std::string words = time_text(time_s);
    const float small = 0.75f * size;
    list.AddText(font, small, {rect.right() - margin - wide(words, small), rect.y + margin},
                 palette.text.packed(), words.c_str());
  }
  if (settings.caption.empty()) return;
  size = std::min(size, size * room / std::max(wide(settings.caption, size), 1.0f));
  list.AddText(font, size,
               {rect.x + 0.5f * (rect.width - wide(settings.caption, size)),
                rect.bottom() - margin - 1.2f * size},
               palette.text.packed(), settings.caption.c_str());
}

}  // namespace

void film_preview(Ui& ui, FilmPreview& preview, const app::StageFilmSettings& settings) {
  const bool is_new = !(preview.settings == settings) || preview.stage != stage_words(ui.session);
  // Long films are gone through for their camera: not at every step of a field that is dragged.
  constexpr double kPause = 10.0;
  if (is_new && ui.now_s - preview.made_at_s >= kPause * preview.cost_s) {
    record(ui, preview, settings);
  }
  if (preview.frames.empty()) return;
  constexpr float kHighest = 148.0f;
  const float gap = ui.px(8.0f), room = ImGui::GetContentRegionAvail().x;
  const auto count = static_cast<float>(preview.frames.size());
  const float widest = preview.frames.size() == 1 ? room : (room - (count - 1.0f) * gap) / count;
  const float aspect = static_cast<float>(settings.width) / static_cast<float>(settings.height);
  const float width = std::floor(std::min(widest, ui.px(kHighest) * aspect));
  const float height = std::max(1.0f, std::floor(width / aspect));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  float x = std::round(start.x + 0.5f * (room - count * width - (count - 1.0f) * gap));
  for (size_t i = 0; i < preview.frames.size(); ++i) {
    const Rect rect{x, start.y, width, height};
    if (settings.background == app::FilmBackground::kWhite) {
      list.AddRectFilled(top_left(rect), bottom_right(rect), 0xFFFFFFFFu);
    } else if (settings.background == app::FilmBackground::kTransparent) {
      draw_checks(ui, list, rect);
    }
    if (ui.preview != nullptr) {
      const app::FilmFrame& frame = preview.frames[i];
      const unsigned texture = (*ui.preview)(frame.scene, frame.camera, static_cast<int>(i),
                                             static_cast<int>(width), static_cast<int>(height));
      list.AddImage(reinterpret_cast<void*>(static_cast<uintptr_t>(texture)), top_left(rect),
                    bottom_right(rect), {0.0f, 1.0f}, {1.0f, 0.0f});
    }
    draw_words(ui, list, rect, settings, preview.times_s[i]);
    list.AddRect(top_left(rect), bottom_right(rect), ui.palette.control.packed());
    const std::string moment = time_text(preview.times_s[i]);
    draw_digits(
        list, ui.fonts.small,
        {x + 0.5f * (width - digits_width(ui.fonts.small, moment)), rect.bottom() + ui.px(3.0f)},
        ui.palette.text_dim, moment);
    ui.probe.add("export.preview:" + std::to_string(i), rect);
    x += width + gap;
  }
  ImGui::Dummy({room, height + ui.fonts.small->FontSize + ui.px(10.0f)});
}

}  // namespace kinemote::view
