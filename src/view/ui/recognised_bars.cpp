#include "view/ui/recognised_bars.h"

#include <algorithm>
#include <numeric>

#include "app/markup.h"
#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

constexpr size_t kMostBars = 6;

void bar_row(Ui& ui, const std::string& name, double share, const Colour& colour, bool is_said,
             double unsure_below) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float height = ui.px(20.0f), width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  const float names = ui.px(112.0f), number = ui.px(44.0f);
  const float left = at.x + names, right = at.x + width - number - ui.px(6.0f);
  const float middle = at.y + 0.5f * height, thick = ui.px(4.5f);
  const float y = middle - 0.5f * ui.fonts.small->FontSize;
  draw_text(list, ui.fonts.small, {at.x, y}, is_said ? ui.palette.text : ui.palette.text_dim,
            ellipsized(ui.fonts.small, name, names - ui.px(6.0f)));
  list.AddRectFilled({left, middle - thick}, {right, middle + thick},
                     ui.palette.raised_active.packed(), ui.px(3.0f));
  const auto at_share = [&](double s) { return left + static_cast<float>(s) * (right - left); };
  list.AddRectFilled({left, middle - thick}, {at_share(share), middle + thick}, colour.packed(),
                     ui.px(3.0f));
  const float line = at_share(unsure_below);
  list.AddLine({line, middle - ui.px(7.0f)}, {line, middle + ui.px(7.0f)},
               ui.palette.control.packed(), ui.px(1.5f));
  const std::string words = app::fixed_text(100.0 * share, 0) + " %";
  draw_digits(list, ui.fonts.small, {at.x + width - digits_width(ui.fonts.small, words), y},
              ui.palette.text, words);
}

}  // namespace

Colour class_colour(const Ui& ui, const app::UsedRecogniser& used, int k) {
  const auto& known = ui.session.library().styles().labels();
  const std::string& name = used.class_names()[static_cast<size_t>(k)];
  const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
  // Labels of a large library share colours; a recogniser's own few need not.
  const bool is_apart = known.size() <= static_cast<size_t>(app::kColourCount);
  return data_colour(ui.palette, is_known && is_apart
                                     ? ui.session.library().styles().of(name).colour
                                     : app::label_style(k).colour);
}

const app::RecognitionTrace* current_recognition(const Ui& ui) {
  const auto& newest = ui.session.recognition().trace();
  if (!newest) return nullptr;
  const bool is_current =
      newest->motion == ui.session.player().motion() || ui.session.document().is_generated;
  return is_current ? newest.get() : nullptr;
}

void recognised_bars(Ui& ui) {
  const app::UsedRecogniserPtr& used = ui.session.recognisers().used();
  if (!used || !ui.session.player().motion()) return;
  section(ui, "Recognised now");
  const app::RecognitionTrace* trace = current_recognition(ui);
  if (trace == nullptr) {
    text(ui, ui.fonts.small, ui.palette.text_faint, "Recognising…");
    return;
  }
  if (trace->is_empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_dim, trace->error);
    return;
  }
  const double now_s = ui.session.clock().time_s();
  const Eigen::RowVectorXd shares = trace->at(now_s);
  const int said = trace->said(now_s);
  const auto& names = used->class_names();
  text(ui, ui.fonts.body, ui.palette.text,
       said < 0 ? "not sure" : names[static_cast<size_t>(said)]);
  ui.probe.add("recognised", item_rect());
  tooltip(ui,
          "The guess of " + used->path.filename().string() + " among the " +
              std::to_string(names.size()) + " classes that it knows, of the " +
              app::fixed_text(trace->window_s, 1) +
              " s around this moment; not what a person feels. Below " +
              app::fixed_text(100.0 * used->unsure_below, 0) +
              (used->held_out ? " % (the mark) it was wrong more often than right on clips that "
                                "it had not seen: not sure."
                              : " % (the mark) it is not sure by its own account."));
  std::vector<int> order(names.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return shares[a] > shares[b]; });
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8.0f), ui.px(1.0f)});
  for (size_t i = 0; i < std::min(kMostBars, order.size()); ++i) {
    bar_row(ui, names[static_cast<size_t>(order[i])], shares[order[i]],
            class_colour(ui, *used, order[i]), order[i] == said, used->unsure_below);
  }
  ImGui::PopStyleVar();
  text_wrapped(ui, ui.fonts.small, ui.palette.text_faint, "The model's guess.");
}

}  // namespace kinemote::view
