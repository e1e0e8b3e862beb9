#include "view/ui/make_overlay.h"

#include <algorithm>
#include <array>

#include "app/markup.h"
#include "app/pad_curve_text.h"
#include "view/ui/making_rows.h"

namespace kinemote::view {

namespace {

using Emotion = app::MakeSettings::Emotion;

constexpr int kMostCurveKeys = 8;

std::string written(const analysis::Pad& pad) {
  return app::fixed_text(pad.pleasure, 2) + "," + app::fixed_text(pad.arousal, 2) + "," +
         app::fixed_text(pad.dominance, 2);
}

void begin(Ui& ui, MakeDialog& dialog) {
  const app::Session& session = ui.session;
  const app::StudioDocument& document = session.document();
  dialog.error.clear();
  dialog.wish.pad = written(document.pad);
  if (!dialog.is_used) dialog.wish.seed = session.options().seed;
  dialog.is_used = true;
  if (!document.style.empty()) {
    dialog.wish.emotion = Emotion::kStyle;
    dialog.wish.style = document.style;
  }
  if (session.synthesiser().has_content(document.content)) {
    dialog.wish.content = document.content;
  } else if (!session.synthesiser().has_content(dialog.wish.content)) {
    dialog.wish.content.clear();
  }
}

/// The curve's three numbers over its time.
void curve_picture(Ui& ui, const synthesis::PadCurve& curve) {
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(76.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + height}, ui.palette.panel.packed(), ui.px(5.0f));
  const float middle = at.y + 0.5f * height;
  list.AddLine({at.x, middle}, {at.x + width, middle}, ui.palette.line.packed());
  const double first_s = curve.keys.front().time_s;
  const double span_s = std::max(1e-6, curve.keys.back().time_s - first_s);
  static constexpr std::array<const char*, 3> kNames{"pleasure", "arousal", "dominance"};
  static constexpr std::array<int, 3> kColours{1, 0, 2};  // as on the timeline
  constexpr int kSteps = 96;
  float name_x = at.x + ui.px(8.0f);
  for (int axis = 0; axis < 3; ++axis) {
    const Colour colour = data_colour(ui.palette, kColours[static_cast<size_t>(axis)]);
    std::array<ImVec2, kSteps + 1> points;
    for (int i = 0; i <= kSteps; ++i) {
      const double share = static_cast<double>(i) / kSteps;
      const double value = curve.at(first_s + share * span_s).values()[static_cast<size_t>(axis)];
      points[static_cast<size_t>(i)] = {at.x + static_cast<float>(share) * width,
                                        middle - 0.46f * height * static_cast<float>(value)};
    }
    list.AddPolyline(points.data(), kSteps + 1, colour.packed(), 0, ui.px(2.0f));
    draw_text(list, ui.fonts.small, {name_x, at.y + ui.px(4.0f)}, colour, kNames[axis]);
    name_x += text_size(ui.fonts.small, kNames[axis]).x + ui.px(12.0f);
  }
  ImGui::Dummy({width, height});
  ui.probe.add("make.curve_picture", item_rect());
}

void curve_rows(Ui& ui, MakeDialog& dialog) {
  app::MakeSettings& wish = dialog.wish;
  text_row(ui, "make.pad_curve", "PAD curve", wish.pad_curve, "0:sad;10:happy",
           "Keys of seconds and PAD (three numbers or a word), or a CSV file with the columns "
           "time_s, p, a, d.");
  form_label(ui, "", ui.px(kMakingColumn));
  int between = wish.is_curve_linear ? 1 : 0;
  if (segmented(ui, "make.pad_between", {"Smooth", "Linear"}, between)) {
    wish.is_curve_linear = between == 1;
  }
  tooltip(ui, "PAD between the keys of the curve.");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  const auto& trace = ui.session.readings().pad();
  const bool has_trace = trace && !trace->windows.empty();
  ImGui::BeginDisabled(!has_trace);
  if (text_button(ui, "make.from_stage", "As on the stage", ButtonLook::kRaised)) {
    wish.pad_curve = app::pad_curve_text(*trace, kMostCurveKeys);
  }
  ImGui::EndDisabled();
  tooltip(ui, has_trace ? "The emotion that is measured over the motion on the stage, as a curve."
                        : "Show the emotion over time (E) first: it is what the curve is made of.");
  if (const auto curve = app::read_pad_curve(wish.pad_curve, ui.session.workshop().words())) {
    synthesis::PadCurve shown = *curve;
    shown.is_smooth = !wish.is_curve_linear;
    curve_picture(ui, shown);
  }
}

void emotion_rows(Ui& ui, MakeDialog& dialog) {
  app::MakeSettings& wish = dialog.wish;
  const std::vector<std::string> styles = style_names(ui.session.synthesiser().card());
  form_label(ui, "Emotion", ui.px(kMakingColumn));
  int chosen = static_cast<int>(wish.emotion);
  if (choice_row(
          ui, "make.emotion",
          {{"PAD"}, {"Style", styles.empty() ? "This model knows no styles." : ""}, {"PAD curve"}},
          chosen)) {
    wish.emotion = static_cast<Emotion>(chosen);
  }
  switch (wish.emotion) {
    case Emotion::kPad:
      text_row(ui, "make.pad", "PAD", wish.pad, "0.8,0.5,0.3 or happy", "");
      return pad_meaning(ui, wish.pad);
    case Emotion::kStyle:
      form_label(ui, "Style", ui.px(kMakingColumn));
      return word_combo(ui, "make.style", styles, "", wish.style);
    case Emotion::kCurve:
      return curve_rows(ui, dialog);
  }
}

void length_rows(Ui& ui, MakeDialog& dialog) {
  app::MakeSettings& wish = dialog.wish;
  form_label(ui, "Seconds", ui.px(kMakingColumn));
  real_field(ui, "make.seconds", wish.seconds, 0.0, 600.0, wish.seconds > 0.0 ? "%.1f s" : "auto",
             "Length, up to 600 s; 0: one window of the model, or as long as the curve. Double-"
             "click to type.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "make.loop", "Loop", wish.is_loop,
            "Only the part that repeats best, at least three quarters of the length.");
  form_label(ui, "Count", ui.px(kMakingColumn));
  whole_field(ui, "make.count", wish.count, 1, app::MakeSettings::kMostCount, "%d",
              "Number of motions, each with a seed of its own.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Seed");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  auto seed = static_cast<int>(wish.seed);
  whole_field(ui, "make.seed", seed, 0, 1'000'000, "%d",
              "The same seed and wishes give the same motion.");
  wish.seed = static_cast<uint64_t>(seed);
}

void latent_row(Ui& ui, MakeDialog& dialog) {
  const std::vector<float>& sliders = ui.session.document().latent;
  if (sliders.empty()) dialog.takes_slider_latent = false;
  form_label(ui, "Latent", ui.px(kMakingColumn));
  int chosen = dialog.takes_slider_latent ? 1 : 0;
  if (choice_row(ui, "make.latent",
                 {{"By the seed"},
                  {"As on the sliders",
                   sliders.empty() ? "There is no motion of the model on the stage." : ""}},
                 chosen)) {
    dialog.takes_slider_latent = chosen == 1;
  }
  dialog.wish.latent.clear();
  if (dialog.takes_slider_latent) dialog.wish.latent = sliders;
}

void clean_up_rows(Ui& ui, synthesis::CleanUpSettings& settings) {
  form_label(ui, "Clean-up", ui.px(kMakingColumn));
  check_box(ui, "make.foot_lock", "Foot lock", settings.lock_feet,
            "Planted feet stay where they stand; off: as the model decodes them.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "make.ground", "Ground", settings.keep_above_ground,
            "Feet, hands and knees do not sink into the ground.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "make.joint_limits", "Joint limits", settings.joint_limits,
            "Joints turn no further than bodies do.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "make.smoothing", "Smoothing", settings.smooth,
            "Takes jitter beyond real motion's away.");
}

void loop_row(Ui& ui, const char* id, int& steps) {
  form_label(ui, "Close loop", ui.px(kMakingColumn));
  whole_field(ui, id, steps, 0, 20, steps == 0 ? "off" : "%d steps",
              "Steps that ask for more or less until the motion measures the PAD asked for.");
}

/// The two buttons; true when the dialog is to begin its work.
bool begin_buttons(Ui& ui, const char* id, const char* words, bool is_possible) {
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginDisabled(!is_possible);
  const bool is_clicked = text_button(ui, id, words, ButtonLook::kPrimary, ui.px(120.0f));
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (text_button(ui, "make.close", "Close", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  return is_clicked;
}

}  // namespace

void make_overlay(Ui& ui, MakeDialog& dialog, bool is_new) {
  if (is_new) begin(ui, dialog);
  const app::Synthesiser& synthesiser = ui.session.synthesiser();
  app::MakeSettings& wish = dialog.wish;
  emotion_rows(ui, dialog);
  form_label(ui, "Content", ui.px(kMakingColumn));
  word_combo(
      ui, "make.content",
      synthesiser.card() != nullptr ? synthesiser.card()->contents : std::vector<std::string>(),
      "the model's usual", wish.content);
  length_rows(ui, dialog);
  latent_row(ui, dialog);
  loop_row(ui, "make.close_loop", wish.close_loop);
  clean_up_rows(ui, wish.clean_up);
  const Status status = ui.session.workshop().check(wish);
  problem_line(ui, status ? dialog.error : status.error().message);
  if (begin_buttons(ui, "make.do", "Make", static_cast<bool>(status))) {
    const Status begun = ui.session.workshop().make(wish);
    if (begun) {
      wish.seed += static_cast<uint64_t>(wish.count);  // the next ones are others
      ui.session.view().overlay = app::Overlay::kNone;
    } else {
      dialog.error = begun.error().message;
    }
  }
  outcome_table(ui);
}

void restyle_overlay(Ui& ui, RestyleDialog& dialog, bool is_new) {
  const app::Session& session = ui.session;
  const synthesis::ModelCard* card = session.synthesiser().card();
  app::RestyleJobSettings& wish = dialog.wish;
  if (is_new) {
    dialog.error.clear();
    dialog.pad = written(session.document().pad);
    if (!dialog.is_used) wish.strength = session.document().strength;
    dialog.is_used = true;
    dialog.is_by_style = !session.document().style.empty();
    if (dialog.is_by_style) dialog.style = session.document().style;
  }
  text_clipped(ui, ui.fonts.body, ui.palette.text_dim,
               session.clip_motion() ? "Of " + session.clip_motion()->clip.name
                                     : "There is no clip on the stage.",
               ImGui::GetContentRegionAvail().x);
  const std::vector<std::string> styles = style_names(card);
  form_label(ui, "Emotion", ui.px(kMakingColumn));
  int chosen = dialog.is_by_style ? 1 : 0;
  if (choice_row(ui, "restyle.emotion",
                 {{"PAD"}, {"Style", styles.empty() ? "This model knows no styles." : ""}},
                 chosen)) {
    dialog.is_by_style = chosen == 1;
  }
  std::string problem;
  wish.pad.reset();
  wish.style.clear();
  if (dialog.is_by_style) {
    form_label(ui, "Style", ui.px(kMakingColumn));
    word_combo(ui, "restyle.style", styles, "", dialog.style);
    wish.style = dialog.style;
  } else {
    text_row(ui, "restyle.pad", "PAD", dialog.pad, "0.8,0.5,0.3 or happy", "");
    pad_meaning(ui, dialog.pad);
    const auto pad = analysis::parse_pad(dialog.pad, session.workshop().words());
    if (pad) {
      wish.pad = *pad;
    } else {
      problem = pad.error().message;
    }
  }
  form_label(ui, "Strength", ui.px(kMakingColumn));
  real_field(ui, "restyle.strength", wish.strength, 0.0, 2.0, "%.2f",
             "0 keeps the motion, 1 is the wanted emotion, 2 goes twice as far.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Attraction");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  real_field(ui, "restyle.attraction", wish.attraction, 0.0, 1.0, "%.2f",
             "How strongly the motion is drawn to training motion of that emotion.");
  form_label(ui, "Content", ui.px(kMakingColumn));
  word_combo(ui, "restyle.content", card != nullptr ? card->contents : std::vector<std::string>(),
             "recognised", wish.content);
  form_label(ui, "From style", ui.px(kMakingColumn));
  word_combo(ui, "restyle.from_style", styles, "recognised", wish.from_style);
  loop_row(ui, "restyle.close_loop", wish.loop.steps);
  form_label(ui, "Let go", ui.px(kMakingColumn));
  check_box(ui, "restyle.free_path", "Free path", dialog.frees_path,
            "Let the figure travel and turn as the emotion does.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "restyle.free_feet", "Free feet", dialog.frees_feet,
            "Do not put standing feet back where they stood.");
  wish.keeps_path = !dialog.frees_path;
  wish.keeps_stances = !dialog.frees_feet;
  if (problem.empty()) problem = session.restyle_disabled_reason();
  if (problem.empty()) {
    const Status status = session.workshop().check(wish);
    if (!status) problem = status.error().message;
  }
  problem_line(ui, problem.empty() ? dialog.error : problem);
  if (begin_buttons(ui, "restyle.do", "Restyle", problem.empty())) {
    const Status begun = ui.session.restyle_whole(wish);
    if (begun) {
      ui.session.view().overlay = app::Overlay::kNone;
    } else {
      dialog.error = begun.error().message;
    }
  }
  outcome_table(ui);
}

}  // namespace kinemote::view
