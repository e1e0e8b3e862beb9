// Export dialog: pictures and films of the stage.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "app/film/film_format.h"
#include "app/film/film_writer.h"
#include "view/ui/export_forms.h"
#include "view/ui/export_range.h"
#include "view/ui/film_exports.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

using app::ExportWhat;
using app::FilmBackground;
using app::FilmFormat;
using app::StageFilmSettings;

struct SizePreset {
  const char* name;
  int width, height;
};
constexpr std::array<SizePreset, 6> kSizes{{{"720p, 1280 × 720", 1280, 720},
                                            {"1080p, 1920 × 1080", 1920, 1080},
                                            {"1440p, 2560 × 1440", 2560, 1440},
                                            {"4K, 3840 × 2160", 3840, 2160},
                                            {"Square, 1080 × 1080", 1080, 1080},
                                            {"Vertical, 1080 × 1920", 1080, 1920}}};

std::string words_of(const char* format, double a, double b = 0.0) {
  char text[64];
  std::snprintf(text, sizeof text, format, a, b);
  return text;
}

bool has_rate(ExportWhat what) { return what != ExportWhat::kPicture; }

bool plays(const StageFilmSettings& film) {
  return film.what != ExportWhat::kPicture &&
         (film.what != ExportWhat::kTurntable || film.turntable_moves);
}

void format_row(Ui& ui, StageFilmSettings& film) {
  if (film.what != ExportWhat::kVideo && film.what != ExportWhat::kTurntable) return;
  form_label(ui, "Format", ui.px(kExportColumn));
  constexpr std::array kFormats{FilmFormat::kMp4, FilmFormat::kWebm, FilmFormat::kGif};
  int chosen = 0;
  for (size_t i = 0; i < kFormats.size(); ++i) {
    if (film.format == kFormats[i]) chosen = static_cast<int>(i);
  }
  if (choice_row(ui, "export.film_format", {{"MP4"}, {"WebM"}, {"GIF"}}, chosen)) {
    film.format = kFormats[static_cast<size_t>(chosen)];
    if (!app::transparency_problem(film.format).empty() &&
        film.background == FilmBackground::kTransparent) {
      film.background = FilmBackground::kTheme;
    }
    if (!app::rate_problem(film.format, film.fps).empty()) film.fps = 50.0;
  }
}

void seconds_field(Ui& ui, const char* id, const char* format, double low, double high,
                   double& seconds) {
  ImGui::SetNextItemWidth(ui.px(120.0f));
  auto value = static_cast<float>(seconds);
  const std::string name = std::string("##") + id;
  if (ImGui::DragFloat(name.c_str(), &value, 0.05f, static_cast<float>(low),
                       static_cast<float>(high), format, ImGuiSliderFlags_AlwaysClamp)) {
    seconds = value;
  }
  ui.probe.add(id, item_rect());
}

void turntable_row(Ui& ui, StageFilmSettings& film) {
  if (film.what != ExportWhat::kTurntable) return;
  form_label(ui, "Turn", ui.px(kExportColumn));
  seconds_field(ui, "export.turn", "%.1f s", 0.5, 600.0, film.turntable_s);
  ImGui::SameLine(0.0f, ui.px(14.0f));
  int chosen = film.turntable_moves ? 1 : 0;
  if (segmented(ui, "export.moves", {"Figure stands still", "Figure moves"}, chosen)) {
    film.turntable_moves = chosen == 1;
  }
}

void range_row(Ui& ui, StageFilmSettings& film) {
  if (!plays(film)) return;
  const app::StageMotion motion = stage_motion(ui.session);
  export_range_row(ui, "export.film_range", true, {film.range, film.first_s, film.last_s});
  if (film.range == app::ExportRange::kWhole && motion.is_seamless) {
    form_label(ui, "", ui.px(kExportColumn));
    seconds_field(ui, "export.film_loop", "repeats for %.1f s", 0.5, 600.0, film.loop_s);
  }
}

void size_row(Ui& ui, StageFilmSettings& film) {
  form_label(ui, "Size", ui.px(kExportColumn));
  std::vector<Choice> choices;
  int chosen = static_cast<int>(kSizes.size());
  for (size_t i = 0; i < kSizes.size(); ++i) {
    choices.push_back({kSizes[i].name});
    if (film.width == kSizes[i].width && film.height == kSizes[i].height) {
      chosen = static_cast<int>(i);
    }
  }
  choices.push_back({"Custom"});
  const bool is_custom = chosen == static_cast<int>(kSizes.size());
  if (combo(ui, "export.size", choices, chosen, ui.px(210.0f))) {
    if (chosen < static_cast<int>(kSizes.size())) {
      film.width = kSizes[static_cast<size_t>(chosen)].width;
      film.height = kSizes[static_cast<size_t>(chosen)].height;
    } else {
      film.width += 2;  // no preset any more: the fields appear
    }
  }
  ImGui::SameLine(0.0f, ui.px(14.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Smooth");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  int scale = film.supersample - 1;
  if (segmented(ui, "export.supersample", {"1×", "2×", "3×", "4×"}, scale)) {
    film.supersample = scale + 1;
  }
  tooltip(ui,
          "Draws at so many times the size and averages: smoother edges, slower by its square.");
  if (!is_custom) return;
  form_label(ui, "", ui.px(kExportColumn));
  const auto pixels = [&](const char* id, const char* format, int& value) {
    ImGui::SetNextItemWidth(ui.px(120.0f));
    const std::string name = std::string("##") + id;
    ImGui::DragInt(name.c_str(), &value, 2.0f, 16, 8192, format, ImGuiSliderFlags_AlwaysClamp);
    ui.probe.add(id, item_rect());
  };
  pixels("export.width", "%d wide", film.width);
  ImGui::SameLine();
  pixels("export.height", "%d high", film.height);
  if (film.written_format() == FilmFormat::kMp4 && (film.width % 2 != 0 || film.height % 2 != 0)) {
    film.width += film.width % 2;
    film.height += film.height % 2;
  }
}

void rate_row(Ui& ui, StageFilmSettings& film) {
  if (!has_rate(film.what)) return;
  form_label(ui, "Pictures", ui.px(kExportColumn));
  static constexpr std::array<double, 5> kRates{24.0, 25.0, 30.0, 50.0, 60.0};
  std::vector<Choice> choices;
  int chosen = static_cast<int>(kRates.size());
  const FilmFormat format = film.written_format();
  for (size_t i = 0; i < kRates.size(); ++i) {
    choices.push_back({words_of("%.0f a second", kRates[i]), app::rate_problem(format, kRates[i])});
    if (film.fps == kRates[i]) chosen = static_cast<int>(i);
  }
  const double own = stage_motion(ui.session).fps;
  choices.push_back(
      {words_of("As the motion: %.4g a second", own), app::rate_problem(format, own)});
  if (combo(ui, "export.film_fps", choices, chosen, ui.px(210.0f))) {
    film.fps = chosen < static_cast<int>(kRates.size()) ? kRates[static_cast<size_t>(chosen)] : 0.0;
  }
  if (!plays(film)) return;
  ImGui::SameLine(0.0f, ui.px(14.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Speed");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  constexpr std::array<double, 4> kSpeeds{0.25, 0.5, 1.0, 2.0};
  int speed = 2;
  for (size_t i = 0; i < kSpeeds.size(); ++i) {
    if (film.speed == kSpeeds[i]) speed = static_cast<int>(i);
  }
  if (segmented(ui, "export.speed", {"¼", "½", "1", "2"}, speed)) {
    film.speed = kSpeeds[static_cast<size_t>(speed)];
  }
}

void background_row(Ui& ui, StageFilmSettings& film) {
  form_label(ui, "Background", ui.px(kExportColumn));
  int chosen = static_cast<int>(film.background);
  const std::string problem = app::transparency_problem(film.written_format());
  if (choice_row(ui, "export.background", {{"As on the stage"}, {"White"}, {"None", problem}},
                 chosen)) {
    film.background = static_cast<FilmBackground>(chosen);
  }
}

void words_row(Ui& ui, StageFilmSettings& film) {
  form_label(ui, "Caption", ui.px(kExportColumn));
  const std::string code = "Time code";
  const float button = text_size(ui.fonts.body, code).x + ImGui::GetFrameHeight() + ui.px(24.0f);
  ImGui::SetNextItemWidth(std::max(ui.px(80.0f), ImGui::GetContentRegionAvail().x - button));
  (void)ImGui::InputTextWithHint("##film_caption", "none", &film.caption);
  ui.probe.add("export.caption", item_rect());
  ImGui::SameLine(0.0f, ui.px(12.0f));
  (void)ImGui::Checkbox(code.c_str(), &film.has_time_code);
  ui.probe.add("export.time_code", item_rect());
  tooltip(ui, "The motion's time in the upper right corner.");
}

bool name_rows(Ui& ui, ExportDialog& dialog, StageFilmSettings& film, bool is_new) {
  form_label(ui, "Folder", ui.px(kExportColumn));
  ImGui::SetNextItemWidth(-1.0f);
  bool is_entered =
      ImGui::InputText("##folder", &dialog.folder, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("export.folder", item_rect());
  form_label(ui, "Name", ui.px(kExportColumn));
  ImGui::SetNextItemWidth(-1.0f);
  if (is_new) ImGui::SetKeyboardFocusHere();
  is_entered |=
      ImGui::InputText("##film_pattern", &film.pattern, ImGuiInputTextFlags_EnterReturnsTrue);
  ui.probe.add("export.film_pattern", item_rect());
  tooltip(ui,
          "{name} is the motion's name, {date} today. Nothing is overwritten: a number is added.");
  return is_entered;
}

/// "3.5 s (whole) · 105 pictures · 1920 × 1080 · about 2.1 MB · about 18 s · walk.mp4".
std::string live_line(const StageFilmSettings& film, const app::FilmTiming& timing,
                      const app::StageMotion& motion, const app::FilmPace& pace,
                      const std::string& range) {
  const int count = timing.frame_count();
  std::string words;
  if (film.what != ExportWhat::kPicture) {
    words = words_of("%.1f s", timing.duration_s());
    if (plays(film)) words += " (" + range + ")";
    words += " · " + std::to_string(count) + (count == 1 ? " picture · " : " pictures · ");
  }
  words += std::to_string(film.width) + " × " + std::to_string(film.height) + " · ";
  const app::FilmShape shape{film.written_format(), film.width, film.height, timing.fps};
  words += app::film_cost_text(app::film_cost(pace, shape, film.supersample, count)) + " · ";
  std::string name = app::stage_film_path(film, motion, "DATE").filename().string();
  if (film.what == ExportWhat::kPictures) name += "/frame-00001.png …";
  return words + name;
}

}  // namespace

void film_form(Ui& ui, ExportDialog& dialog, FilmDialog& films, bool is_new) {
  StageFilmSettings& film = films.film;
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  film_preview(ui, films.preview, film);
  format_row(ui, film);
  turntable_row(ui, film);
  range_row(ui, film);
  size_row(ui, film);
  rate_row(ui, film);
  background_row(ui, film);
  words_row(ui, film);
  const bool is_entered = name_rows(ui, dialog, film, is_new);
  film.folder = dialog.folder;

  section(ui, "");
  const app::StageMotion motion = stage_motion(ui.session);
  std::string reason = film_disabled_reason(ui.session, film);
  if (reason.empty()) {
    const auto timing = app::stage_timing(film, motion);
    if (timing) {
      const std::string line = live_line(film, *timing, motion, ui.session.view().film_pace,
                                         range_words(ui, {film.range, film.first_s, film.last_s}));
      text_wrapped(ui, ui.fonts.body, ui.palette.text, line);
      ui.probe.add("export.line:" + line, item_rect());
    } else {
      reason = timing.error().message;
    }
  }
  if (!reason.empty()) text_wrapped(ui, ui.fonts.body, ui.palette.warning, reason);
  if (reason.empty() && needs_driven_figure(ui.session, film)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
                 "The PAD curve drives the figure from its start, which is gone through first; the "
                 "pictures above show the figure as it is now.");
  }
  if (app::needs_ffmpeg(film.written_format()) && app::find_ffmpeg().empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning,
                 "ffmpeg is not installed: numbered pictures are written, with the line that makes "
                 "the video of them.");
  }
  text_wrapped(
      ui, ui.fonts.small, ui.palette.text_faint,
      "Camera, figures, trails and contacts as on the stage, without names and headings. With the "
      ".json beside it `kinemote render --from` makes the same again.");
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  const bool is_clicked = export_buttons(ui, reason);
  if ((!is_clicked && !is_entered) || !reason.empty()) return;
  ui.session.view().export_settings.folder = dialog.folder;
  const Status begun = begin_film(ui.session, film);
  if (begun) {
    ui.session.view().overlay = app::Overlay::kNone;
  } else {
    ui.session.messages().post(app::MessageLevel::kError, begun.error().message);
  }
}

}  // namespace kinemote::view
