#include "view/ui/map_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

std::string pad_words(const io::PadTriple& pad) {
  char words[64];
  std::snprintf(words, sizeof words, "P %+.2f  A %+.2f  D %+.2f", pad[0], pad[1], pad[2]);
  return words;
}

std::string number_words(const char* name, double value) {
  if (!std::isfinite(value)) return "";
  char words[48];
  std::snprintf(words, sizeof words, "%s %.2f", name, value);
  return words;
}

}  // namespace

void point_tooltip(Ui& ui, UiState& state, int point) {
  const app::MapModel& map = ui.session.map();
  const app::MapClip& clip = map.result().clips[point];
  ImGui::BeginTooltip();
  text(ui, ui.fonts.strong, ui.palette.text, clip.entry.name);
  const std::string label = clip.entry.label.empty() ? "no label" : clip.entry.label;
  text(ui, ui.fonts.small, ui.palette.text_dim,
       clip.entry.content.empty() ? label : label + ", " + clip.entry.content);
  if (clip.entry.pad) text(ui, ui.fonts.small, ui.palette.text_dim, pad_words(*clip.entry.pad));
  char words[64];
  std::snprintf(words, sizeof words, "%.1f s, cluster %d", clip.duration_s,
                map.cluster_of(point) + 1);
  text(ui, ui.fonts.small, ui.palette.text_dim, words);
  text(ui, ui.fonts.small, ui.palette.text_faint, "Click plays it, Ctrl+click selects it");
  if (wants_motion_tip(ui, state.motion_tip, map.entry_of(point))) motion_tip(ui, state.motion_tip);
  ImGui::EndTooltip();
}

void scores_line(Ui& ui) {
  const app::MapModel& map = ui.session.map();
  const app::MapResult& result = map.result();
  std::string line = number_words("stress", result.stress1);
  if (const std::string words = number_words("silhouette", result.silhouette); !words.empty()) {
    line += "  ·  " + words;
  }
  if (std::isfinite(result.ari)) {
    char words[96];
    std::snprintf(words, sizeof words, "  ·  ARI %.2f (chance up to %.2f)", result.ari,
                  result.chance_ari_p95);
    line += words;
  }
  if (map.hidden_count() > 0) {
    line += "  ·  " + std::to_string(map.hidden_count()) + " hidden";
  }
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim, line, ImGui::GetContentRegionAvail().x);
}

std::string selection_words(Ui& ui) {
  const app::MapModel& map = ui.session.map();
  std::vector<int> points;
  for (const int entry : ui.session.library().selected()) {
    if (const int point = map.point_of(entry); point >= 0) points.push_back(point);
  }
  std::string words =
      std::to_string(points.size()) + " of " + std::to_string(map.size()) + " selected";
  std::vector<std::pair<std::string, int>> parts;
  if (app::is_continuous(map.colour_column())) {
    parts = app::label_composition(map.result().clips, points);
  } else {
    std::vector<int> counts(map.groups().size(), 0);
    for (const int point : points) ++counts[static_cast<size_t>(map.group_of(point))];
    for (size_t g = 0; g < counts.size(); ++g) {
      if (counts[g] > 0) parts.emplace_back(map.groups()[g].name, counts[g]);
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    words += (i == 0 ? ": " : ", ") + (parts[i].first.empty() ? "no label" : parts[i].first) + " " +
             std::to_string(parts[i].second);
  }
  return words;
}

void selection_line(Ui& ui, UiState& state) {
  const float size = ui.px(22.0f), gap = ui.px(2.0f);
  ImGui::AlignTextToFramePadding();
  text_clipped(ui, ui.fonts.small, ui.palette.text, state.map_selection_words,
               ImGui::GetContentRegionAvail().x - 3 * (size + gap) - ui.px(4.0f));
  ui.probe.add("map.selection", item_rect());
  float x = ImGui::GetWindowContentRegionMax().x - 3 * size - 2 * gap;
  for (const char* id : {"sets.save", "sets.isolate", "library.select_none"}) {
    ImGui::SameLine(x);
    command_button(ui, id, size);
    x += size + gap;
  }
}

void axis_words(Ui& ui, ImDrawList& list, const Rect& plot) {
  const app::MapModel& map = ui.session.map();
  const auto words = [&](int axis) {
    char text[48];
    const auto share = map.explained_variance(axis);
    if (!share) {
      std::snprintf(text, sizeof text, "axis %d", axis + 1);
    } else {
      std::snprintf(text, sizeof text, "axis %d, %.0f %% of variance", axis + 1, 100.0 * *share);
    }
    return std::string(text);
  };
  const std::string across = words(0) + " →", up = "↑ " + words(1);
  const ImVec2 size = text_size(ui.fonts.small, across);
  draw_text(list, ui.fonts.small,
            {plot.right() - size.x - ui.px(8.0f), plot.bottom() - size.y - ui.px(4.0f)},
            ui.palette.text_faint, across);
  draw_text(list, ui.fonts.small, {plot.x + ui.px(8.0f), plot.y + ui.px(4.0f)},
            ui.palette.text_faint, up);
}

}  // namespace kinemote::view
