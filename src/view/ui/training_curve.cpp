#include "view/ui/training_curve.h"

#include <algorithm>
#include <cfloat>

#include "app/markup.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

using Point = synthesis::SequenceCurvePoint;

struct Plot {
  Rect area;
  double low = 0.0, high = 1.0;
  int epochs = 1;

  ImVec2 place(int epoch, double value) const {
    const auto x = static_cast<float>(epoch - 1) / static_cast<float>(std::max(1, epochs - 1));
    const auto y = static_cast<float>((value - low) / std::max(1e-12, high - low));
    return {area.x + x * area.width, area.bottom() - y * area.height};
  }
};

void draw_line(const Ui& ui, const Plot& plot, const std::vector<Point>& curve,
               double Point::*value, const Colour& colour) {
  std::vector<ImVec2> places;
  for (const Point& point : curve) places.push_back(plot.place(point.epoch, point.*value));
  ImGui::GetWindowDrawList()->AddPolyline(places.data(), static_cast<int>(places.size()),
                                          colour.packed(), 0, ui.px(2.0f));
}

/// A short line of a colour with words behind it; moves `x` on.
void entry(const Ui& ui, float& x, float y, const Colour& colour, const std::string& words) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float middle = y + 0.5f * ui.fonts.small->FontSize;
  list.AddLine({x, middle}, {x + ui.px(12.0f), middle}, colour.packed(), ui.px(2.0f));
  draw_text(list, ui.fonts.small, {x + ui.px(16.0f), y}, ui.palette.text_dim, words);
  x += ui.px(30.0f) + text_size(ui.fonts.small, words).x;
}

Rect frame_of(Ui& ui, const ImVec2& at, float width, float height) {
  ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height},
                                            ui.palette.panel.packed(), ui.px(5.0f));
  const float margin = ui.px(8.0f);
  const float top = ui.px(8.0f) + ui.fonts.small->FontSize;
  return {at.x + margin, at.y + top, width - 2.0f * margin, height - top - ui.px(8.0f)};
}

}  // namespace

void training_curve(Ui& ui, const char* id, const std::vector<Point>& curve, int epochs) {
  if (curve.size() < 2) return;
  const bool has_held_out = curve.back().validation_loss > 0.0;
  const float gap = ui.px(8.0f), height = ui.px(118.0f);
  const float width = ImGui::GetContentRegionAvail().x;
  const float half = has_held_out ? 0.5f * (width - gap) : width;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Colour learned = data_colour(ui.palette, 1), held_out = data_colour(ui.palette, 0);
  const Point& last = curve.back();

  Plot losses{frame_of(ui, at, half, height), DBL_MAX, -DBL_MAX, std::max(epochs, last.epoch)};
  for (const Point& point : curve) {
    for (const double loss :
         {point.train_loss, has_held_out ? point.validation_loss : point.train_loss}) {
      losses.low = std::min(losses.low, loss);
      losses.high = std::max(losses.high, loss);
    }
  }
  draw_line(ui, losses, curve, &Point::train_loss, learned);
  float x = at.x + ui.px(8.0f);
  const float y = at.y + ui.px(4.0f);
  entry(ui, x, y, learned, "loss " + app::fixed_text(last.train_loss, 2));
  if (has_held_out) {
    draw_line(ui, losses, curve, &Point::validation_loss, held_out);
    entry(ui, x, y, held_out, "set aside " + app::fixed_text(last.validation_loss, 2));
    const ImVec2 second{at.x + half + gap, at.y};
    const Plot shares{frame_of(ui, second, half, height), 0.0, 1.0, losses.epochs};
    draw_line(ui, shares, curve, &Point::validation_balanced_accuracy, held_out);
    x = second.x + ui.px(8.0f);
    entry(ui, x, y, held_out,
          "balanced accuracy " + app::fixed_text(last.validation_balanced_accuracy, 2));
  }
  ImGui::Dummy({width, height});
  ui.probe.add(id, item_rect());
  tooltip(ui, "Epoch " + std::to_string(last.epoch) + " of " + std::to_string(losses.epochs) +
                  " at most.\nLoss: of what it learns from, with smoothed labels. Set aside: "
                  "clips that tell it when to stop; the scores are of yet others. Losses over "
                  "their own range, accuracy from 0 to 1.");
}

}  // namespace kinemote::view
