// The recogniser's lane: what it takes the motion for, and which moments and joints it looks at.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/markup.h"
#include "app/recognition/recognition_set.h"
#include "view/ui/joint_marks.h"
#include "view/ui/lane_layout.h"
#include "view/ui/lanes.h"
#include "view/ui/recognised_bars.h"

namespace kinemote::view {

namespace {

using app::RecognitionTrace;

void gutter_name(Ui& ui, const LaneFrame& frame, const Rect& plot, const char* words) {
  draw_text(*ImGui::GetWindowDrawList(), ui.fonts.small,
            {frame.area.x, plot.y + 0.5f * (plot.height - ui.fonts.small->FontSize)},
            ui.palette.text_dim, words);
}

void draw_ground(Ui& ui, const Rect& plot) {
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(plot), bottom_right(plot),
                                            ui.palette.raised.with_alpha(0.35f).packed(),
                                            ui.px(3.0f));
}

void draw_words(Ui& ui, const LaneFrame& frame, const RecognitionTrace& trace, const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(top_left(plot), bottom_right(plot), true);
  const float gap = ui.px(1.0f), padding = ui.px(6.0f);
  for (const app::RecognisedSpan& span : spans_of(trace)) {
    const float left = std::max(frame.axis.pixel(span.start_s) + gap, plot.x);
    const float right = std::min(frame.axis.pixel(span.end_s) - gap, plot.right());
    if (right - left < 2.0f) continue;
    const bool is_sure = span.said >= 0;
    const std::string words =
        is_sure ? trace.recogniser->class_names()[static_cast<size_t>(span.said)] : "not sure";
    if (is_sure) {
      const Colour colour = class_colour(ui, *trace.recogniser, span.said);
      list.AddRectFilled({left, plot.y}, {right, plot.bottom()},
                         mix(ui.palette.raised, colour, 0.3f).packed(), ui.px(3.0f));
      list.AddRectFilled({left, plot.bottom() - ui.px(3.0f)}, {right, plot.bottom()},
                         colour.packed(), ui.px(1.0f));
    } else {
      list.AddRect({left, plot.y}, {right, plot.bottom()}, ui.palette.control.packed(),
                   ui.px(3.0f));
    }
    const ImVec2 size = text_size(ui.fonts.small, words);
    if (size.x + 2.0f * padding > right - left) continue;
    draw_text(list, ui.fonts.small, {left + padding, plot.y + 0.5f * (plot.height - size.y)},
              is_sure ? ui.palette.text : ui.palette.text_dim, words);
  }
  list.PopClipRect();
}

/// Times at which the probabilities have corners, and the ends.
std::vector<double> corners_of(const RecognitionTrace& trace, const LaneFrame& frame) {
  std::vector<double> times{0.0};
  float last = -1e9f;
  for (const double middle_s : trace.middles_s) {
    const float x = frame.axis.pixel(middle_s);
    if (x - last < 1.0f) continue;  // many windows a pixel
    times.push_back(middle_s);
    last = x;
  }
  times.push_back(trace.motion->duration_s());
  return times;
}

/// Probabilities on top of each other, in the order of the classes; they fill the height.
void draw_shares(Ui& ui, const LaneFrame& frame, const RecognitionTrace& trace, const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::vector<double> times = corners_of(trace, frame);
  const auto classes = static_cast<int>(trace.recogniser->class_names().size());
  list.PushClipRect(top_left(plot), bottom_right(plot), true);
  std::vector<Eigen::RowVectorXd> shares;
  for (const double time_s : times) shares.push_back(trace.at(time_s));
  std::vector<float> lower(times.size(), plot.bottom());
  for (int k = 0; k < classes; ++k) {
    const Colour colour = class_colour(ui, *trace.recogniser, k);
    // Colours come again after eight classes: names and the tooltip tell them apart.
    std::vector<float> upper = lower;
    size_t widest = 0;
    for (size_t i = 0; i < times.size(); ++i) {
      upper[i] -= static_cast<float>(shares[i][k]) * plot.height;
      if (shares[i][k] > shares[widest][k]) widest = i;
    }
    for (size_t i = 1; i < times.size(); ++i) {
      const float x0 = frame.axis.pixel(times[i - 1]), x1 = frame.axis.pixel(times[i]);
      list.AddQuadFilled({x0, upper[i - 1]}, {x1, upper[i]}, {x1, lower[i]}, {x0, lower[i - 1]},
                         colour.with_alpha(0.55f).packed());
      list.AddLine({x0, upper[i - 1]}, {x1, upper[i]}, ui.palette.panel.packed(), ui.px(1.0f));
    }
    // The name where the band is thickest, if it fits.
    const std::string& name = trace.recogniser->class_names()[static_cast<size_t>(k)];
    const ImVec2 size = text_size(ui.fonts.small, name);
    const float thick = lower[widest] - upper[widest];
    if (thick > size.y) {
      const float x =
          std::clamp(frame.axis.pixel(times[widest]) - 0.5f * size.x, plot.x + ui.px(4.0f),
                     std::max(plot.x + ui.px(4.0f), plot.right() - size.x - ui.px(4.0f)));
      draw_text(list, ui.fonts.small, {x, upper[widest] + 0.5f * (thick - size.y)}, ui.palette.text,
                name);
    }
    lower = std::move(upper);
  }
  list.PopClipRect();
}

/// The two likeliest classes at the time that is read, with numbers.
void draw_share_gutter(Ui& ui, const LaneFrame& frame, const RecognitionTrace& trace,
                       const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  const Eigen::RowVectorXd shares = trace.at(frame.time_s);
  std::vector<int> order(static_cast<size_t>(shares.size()));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return shares[a] > shares[b]; });
  const float row = font->FontSize + ui.px(2.0f);
  const auto rows = std::min<size_t>(3, order.size());
  float y = plot.y + 0.5f * (plot.height - static_cast<float>(rows) * row);
  const float width = frame.gutter - ui.px(14.0f), box = ui.px(8.0f);
  for (size_t i = 0; i < rows; ++i) {
    const int k = order[i];
    const float middle = y + 0.5f * font->FontSize;
    list.AddRectFilled({frame.area.x, middle - 0.5f * box},
                       {frame.area.x + box, middle + 0.5f * box},
                       class_colour(ui, *trace.recogniser, k).packed(), ui.px(2.0f));
    const std::string number = app::fixed_text(100.0 * shares[k], 0) + " %";
    const float digits = digits_width(font, number);
    const std::string& name = trace.recogniser->class_names()[static_cast<size_t>(k)];
    draw_text(list, font, {frame.area.x + box + ui.px(6.0f), y}, ui.palette.text_dim,
              ellipsized(font, name, width - digits - box - ui.px(12.0f)));
    draw_digits(list, font, {frame.area.x + width - digits, y}, ui.palette.text, number);
    y += row;
  }
}

void draw_attention(Ui& ui, const LaneFrame& frame, const RecognitionTrace& trace,
                    const Rect& plot) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string kind = app::attention_kind(trace.recogniser->spec);
  gutter_name(ui, frame, plot, kind == "maximum" ? "Maxima" : "Attention");
  draw_ground(ui, plot);
  if (trace.attention.empty()) {
    const bool is_network = trace.recogniser->spec.family() == app::RecogniserFamily::kSequence;
    draw_text(list, ui.fonts.small,
              {plot.x + ui.px(8.0f), plot.y + 0.5f * (plot.height - ui.fonts.small->FontSize)},
              ui.palette.text_faint,
              ellipsized(ui.fonts.small,
                         is_network ? "This network has no weights of frames: it pools them by "
                                      "their mean or their ends."
                                    : "Not known: this recogniser judges windows as a whole.",
                         plot.width - ui.px(16.0f)));
    return;
  }
  const double highest =
      std::max(1.5, *std::max_element(trace.attention.begin(), trace.attention.end()));
  const auto height_of = [&](double weight) {
    return plot.bottom() - static_cast<float>(weight / highest) * plot.height;
  };
  list.PushClipRect(top_left(plot), bottom_right(plot), true);
  const float even = height_of(1.0);
  for (size_t f = 0; f < trace.attention.size(); ++f) {
    const double time_s = static_cast<double>(f) / app::kRecognitionFps;
    const double half_s = 0.5 / app::kRecognitionFps;
    const float x0 = frame.axis.pixel(time_s - half_s), x1 = frame.axis.pixel(time_s + half_s);
    if (x1 < plot.x || x0 > plot.right()) continue;
    list.AddRectFilled({x0, height_of(trace.attention[f])}, {x1, plot.bottom()},
                       data_colour(ui.palette, 3).with_alpha(0.8f).packed());
  }
  list.AddLine({plot.x, even}, {plot.right(), even}, ui.palette.text_dim.packed());
  list.PopClipRect();
  const auto frame_now =
      static_cast<size_t>(std::clamp(std::lround(frame.time_s * app::kRecognitionFps), 0L,
                                     static_cast<long>(trace.attention.size()) - 1));
  const std::string number = app::fixed_text(trace.attention[frame_now], 1) + "×";
  draw_digits(list, ui.fonts.small,
              {frame.axis.x - ui.px(14.0f) - digits_width(ui.fonts.small, number),
               plot.y + 0.5f * (plot.height - ui.fonts.small->FontSize)},
              ui.palette.text, number);
}

/// Which joints, when: a row for each of the parts that matter most over the motion.
void draw_joints(Ui& ui, const LaneFrame& frame, const app::JointTrace* joints, float y) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float row = ui.px(kJointRowHeight);
  if (joints == nullptr || joints->is_empty() || !joints->is_over_time) {
    const Rect plot = frame.plot(y, row);
    gutter_name(ui, frame, plot, "Joints");
    const std::string words = ui.session.recognition().is_busy() ? "Finding the joints that matter…"
                              : joints != nullptr && !joints->is_empty()
                                  ? "The same at every moment: see the body."
                                  : "Not known for this recogniser.";
    draw_text(list, ui.fonts.small, {plot.x + ui.px(8.0f), plot.y}, ui.palette.text_faint,
              ellipsized(ui.fonts.small, words, plot.width - ui.px(16.0f)));
    return;
  }
  const auto ranked = joints->ranked();
  for (int i = 0; i < kJointRows; ++i) {
    const BodyPart part = ranked[static_cast<size_t>(i)];
    const Rect plot = frame.plot(y + row * static_cast<float>(i), row - ui.px(1.0f));
    gutter_name(ui, frame, plot, part_words(part).c_str());
    draw_ground(ui, plot);
    list.PushClipRect(top_left(plot), bottom_right(plot), true);
    const auto values = joints->values.col(static_cast<int>(part));
    for (Eigen::Index f = 0; f < values.size(); ++f) {
      const double time_s = static_cast<double>(f) / app::kRecognitionFps;
      const double half_s = 0.5 / app::kRecognitionFps;
      const float x0 = frame.axis.pixel(time_s - half_s), x1 = frame.axis.pixel(time_s + half_s);
      if (x1 < plot.x || x0 > plot.right()) continue;
      const auto size = static_cast<float>(std::min(1.0, std::abs(values[f]) / joints->largest));
      const Colour colour = joint_colour(values[f] >= 0.0).with_alpha(size);
      // For: the upper part of the row; against: the lower. Not by colour alone.
      const float middle = plot.y + 0.5f * plot.height;
      list.AddRectFilled({x0, values[f] >= 0.0 ? plot.y : middle},
                         {x1, values[f] >= 0.0 ? middle : plot.bottom()}, colour.packed());
    }
    list.PopClipRect();
    ui.probe.add("lane:joint:" + std::string(body_part_name(part)), plot);
  }
}

std::string caption(const RecognitionTrace& trace, bool shows_joints) {
  const app::UsedRecogniser& used = *trace.recogniser;
  std::string words = "The guess of " + used.path.filename().string() + ", windows of " +
                      app::fixed_text(trace.window_s, 1) + " s";
  words += "; not sure below " + app::fixed_text(100.0 * used.unsure_below, 0) + " %";
  if (!trace.attention.empty()) words += "; line: even attention";
  if (shows_joints) words += "; joints: for above, against below";
  return words;
}

void lane_tooltip(Ui& ui, const LaneFrame& frame, const RecognitionTrace& trace) {
  const Eigen::RowVectorXd shares = trace.at(frame.time_s);
  std::vector<int> order(static_cast<size_t>(shares.size()));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return shares[a] > shares[b]; });
  ImGui::BeginTooltip();
  text(ui, ui.fonts.strong, ui.palette.text, app::fixed_text(frame.time_s, 2) + " s");
  for (const int k : order) {
    text(ui, ui.fonts.body, ui.palette.text_dim,
         trace.recogniser->class_names()[static_cast<size_t>(k)] + "  " +
             app::fixed_text(100.0 * shares[k], 0) + " %");
  }
  ImGui::EndTooltip();
}

}  // namespace

void draw_recognition_lane(Ui& ui, const LaneFrame& frame, float y) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const app::LaneChoice& lanes = ui.session.view().lanes;
  const float height = ui.px(recognition_lane_height(lanes));
  ui.probe.add("lane:recognition", {frame.area.x, y, frame.area.width, height});
  list.AddLine({frame.area.x, y}, {frame.area.right(), y}, ui.palette.line.packed());
  const Rect words = frame.plot(y + ui.px(2.0f), ui.px(kRecognisedWordsHeight - 3.0f));
  gutter_name(ui, frame, words, "Recognised");
  const RecognitionTrace* trace = current_recognition(ui);
  if (trace == nullptr || trace->is_empty()) {
    const std::string why = !ui.session.recognisers().used()
                                ? "No recogniser is open: train or open one (Synthesis menu)."
                            : trace != nullptr ? trace->error
                                               : "Recognising…";
    draw_text(list, ui.fonts.small, {words.x + ui.px(8.0f), words.y + ui.px(1.0f)},
              ui.palette.text_dim, ellipsized(ui.fonts.small, why, words.width - ui.px(16.0f)));
    return;
  }
  draw_words(ui, frame, *trace, words);
  float top = y + ui.px(kRecognisedWordsHeight);
  const Rect shares = frame.plot(top + ui.px(1.0f), ui.px(kRecognisedPlotHeight - 4.0f));
  draw_ground(ui, shares);
  draw_shares(ui, frame, *trace, shares);
  draw_share_gutter(ui, frame, *trace, shares);
  top += ui.px(kRecognisedPlotHeight);
  draw_attention(ui, frame, *trace, frame.plot(top, ui.px(kAttentionHeight - 4.0f)));
  top += ui.px(kAttentionHeight);
  if (lanes.shows_joints) {
    draw_joints(ui, frame, ui.session.recognition().joints().get(), top);
    top += ui.px(kJointRowHeight * kJointRows + 4.0f);
  }
  draw_text(list, ui.fonts.small, {frame.axis.x, top}, ui.palette.text_faint,
            ellipsized(ui.fonts.small, caption(*trace, lanes.shows_joints), frame.axis.width));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (frame.is_pointed && mouse.y >= shares.y && mouse.y < shares.bottom() &&
      !ImGui::IsAnyMouseDown()) {
    lane_tooltip(ui, frame, *trace);
  }
}

}  // namespace kinemote::view
