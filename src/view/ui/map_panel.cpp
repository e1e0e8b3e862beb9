#include "view/ui/map_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"

namespace kinemote::view {

namespace {

void header(Ui& ui) {
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.strong, ui.palette.text, "Map");
  app::MapModel& map = ui.session.map();
  if (!map.has_map()) return;
  ImGui::SameLine(0.0f, ui.px(8.0f));
  text(ui, ui.fonts.body, ui.palette.text_faint, std::to_string(map.size()));
  tooltip(ui, "Motions on the map. Near each other: they accelerate alike, whoever and wherever.");
  const float width = ui.px(152.0f);
  const float right = ImGui::GetWindowContentRegionMax().x;
  ImGui::SameLine(right - width);
  int colouring = map.colouring() == app::MapColouring::kLabel ? 0 : 1;
  if (segmented(ui, "map.colour", {"Label", "Cluster"}, colouring, width)) {
    map.set_colouring(colouring == 0 ? app::MapColouring::kLabel : app::MapColouring::kCluster);
  }
}

void busy_or_empty(Ui& ui, const Rect& rect) {
  app::Session& session = ui.session;
  const float width = std::min(ui.px(320.0f), rect.width - ui.px(48.0f));
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + 0.34f * rect.height});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  if (session.is_mapping()) {
    const auto jobs = session.jobs().jobs();
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const app::JobInfo& info) {
      return info.id == session.map_job();
    });
    text(ui, ui.fonts.strong, ui.palette.text, "Making the map");
    if (job != jobs.end()) {
      text(ui, ui.fonts.small, ui.palette.text_dim, job->phase.empty() ? "waiting" : job->phase);
      ImGui::ProgressBar(std::max(0.0f, static_cast<float>(job->fraction)), {width, ui.px(6.0f)},
                         "");
      ImGui::Dummy({0.0f, ui.px(4.0f)});
      if (text_button(ui, "map.cancel", "Cancel", ButtonLook::kRaised)) {
        session.jobs().cancel(job->id);
      }
    }
  } else if (!session.map_error().empty()) {
    text(ui, ui.fonts.strong, ui.palette.text, "No map");
    text(ui, ui.fonts.body, ui.palette.text_dim, session.map_error());
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "map.compute");
  } else if (session.library().size() >= 3) {
    text(ui, ui.fonts.strong, ui.palette.text, "Not mapped yet");
    text(ui, ui.fonts.body, ui.palette.text_dim,
         "The map places motions that move alike near each other.");
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "map.compute", ButtonLook::kPrimary);
  } else if (!session.jobs().is_idle()) {
    text(ui, ui.fonts.strong, ui.palette.text, "Waiting for the motions");
    text(ui, ui.fonts.body, ui.palette.text_dim, "The map is made once they are there.");
  } else {
    text(ui, ui.fonts.strong, ui.palette.text, "Nothing to map");
    text(ui, ui.fonts.body, ui.palette.text_dim, "A map needs at least 3 motions.");
    ImGui::Dummy({0.0f, ui.px(4.0f)});
    command_text_button(ui, "file.open_folder", ButtonLook::kPrimary);
  }
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
}

std::string pad_words(const io::PadTriple& pad) {
  char words[64];
  std::snprintf(words, sizeof words, "P %+.2f  A %+.2f  D %+.2f", pad[0], pad[1], pad[2]);
  return words;
}

void point_tooltip(Ui& ui, int point) {
  const app::MapModel& map = ui.session.map();
  const app::MapClip& clip = map.result().clips[point];
  ImGui::BeginTooltip();
  text(ui, ui.fonts.strong, ui.palette.text, clip.entry.name);
  const std::string label = clip.entry.label.empty() ? "no label" : clip.entry.label;
  text(ui, ui.fonts.small, ui.palette.text_dim,
       clip.entry.content.empty() ? label : label + ", " + clip.entry.content);
  if (clip.entry.pad) text(ui, ui.fonts.small, ui.palette.text_dim, pad_words(*clip.entry.pad));
  char words[64];
  std::snprintf(words, sizeof words, "%.1f s, cluster %d", clip.duration_s, clip.cluster + 1);
  text(ui, ui.fonts.small, ui.palette.text_dim, words);
  text(ui, ui.fonts.small, ui.palette.text_faint, "Click plays it");
  ImGui::EndTooltip();
}

/// Flowing entries; returns the height used.
void legend(Ui& ui) {
  app::MapModel& map = ui.session.map();
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  const float gap = ui.px(4.0f);
  float x = ImGui::GetCursorScreenPos().x;
  bool is_first = true;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, ui.px(2.0f)});
  for (int g = 0; g < static_cast<int>(map.groups().size()); ++g) {
    const app::MapGroup& group = map.groups()[g];
    const std::string words = group.name + " " + std::to_string(group.count);
    const float padding = ui.px(6.0f), height = ui.px(24.0f);
    const ImVec2 size = text_size(ui.fonts.small, words);
    const float width = std::round(size.x + ui.px(16.0f) + 2 * padding);
    if (!is_first && x + width <= right) {
      ImGui::SameLine();
    } else if (!is_first) {
      x = ImGui::GetCursorScreenPos().x;
    }
    const ImVec2 min = ImGui::GetCursorScreenPos();
    ImGui::PushID(g);
    const bool is_clicked = ImGui::InvisibleButton("group", {width, height});
    ImGui::PopID();
    ui.probe.add("legend:" + group.name, {min.x, min.y, width, height});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) {
      list.AddRectFilled(min, {min.x + width, min.y + height}, ui.palette.raised.packed(),
                         0.5f * height);
    }
    const float alpha = group.is_hidden ? 0.3f : 1.0f;
    draw_marker(ui, list, {min.x + padding + ui.px(5.0f), min.y + 0.5f * height}, ui.px(5.5f),
                group.style, alpha);
    const ImVec2 at{min.x + padding + ui.px(16.0f), min.y + 0.5f * (height - size.y)};
    draw_text(list, ui.fonts.small, at,
              group.is_hidden ? ui.palette.text_faint : ui.palette.text_dim, words);
    if (group.is_hidden) {
      const float y = at.y + 0.55f * size.y;
      list.AddLine({at.x, y}, {at.x + size.x, y}, ui.palette.text_faint.packed());
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      map.isolate_group(g);
    } else if (is_clicked && ImGui::GetIO().MouseClickedLastCount[0] < 2) {
      map.toggle_group(g);
    }
    tooltip(ui, "Click hides or shows, double-click isolates.");
    x += width + gap;
    is_first = false;
  }
  ImGui::PopStyleVar();
}

float legend_height(Ui& ui, float room) {
  const app::MapModel& map = ui.session.map();
  float x = 0.0f, height = ui.px(26.0f);
  for (const app::MapGroup& group : map.groups()) {
    const std::string words = group.name + " " + std::to_string(group.count);
    const float width = std::round(text_size(ui.fonts.small, words).x + ui.px(16.0f + 12.0f));
    if (x > 0.0f && x + width > room) {
      x = 0.0f;
      height += ui.px(26.0f);
    }
    x += width + ui.px(4.0f);
  }
  return height;
}

std::string number_words(const char* name, double value) {
  if (!std::isfinite(value)) return "";
  char words[48];
  std::snprintf(words, sizeof words, "%s %.2f", name, value);
  return words;
}

void scores(Ui& ui) {
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
  tooltip(ui,
          "Stress: how far the picture bends the distances (0 is exact). Silhouette: how separate "
          "the clusters are (1 at best). ARI: how well clusters agree with labels (1 at best), "
          "beside the "
          "95th percentile of shuffled labels.");
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

}  // namespace

void map_panel(Ui& ui, UiState& state, const Rect& rect) {
  begin_panel(ui, "map", rect, 12.0f, 8.0f, ImGuiWindowFlags_NoScrollWithMouse);
  header(ui);
  state.map_hovered = -1;
  const app::MapModel& map = ui.session.map();
  if (!map.has_map()) {
    state.map_view = {};
    busy_or_empty(ui, rect);
    end_panel();
    return;
  }
  std::vector<ScatterPoint> points(map.size());
  for (int i = 0; i < map.size(); ++i) {
    const auto [x, y] = map.position(i);
    points[i] = {x, y, map.groups()[map.group_of(i)].style, map.is_hidden(i)};
  }
  if (state.map_generation != map.generation()) {
    state.map_generation = map.generation();
    state.map_view = {};
  }
  const float width = ImGui::GetContentRegionAvail().x;
  // A long legend scrolls rather than push the map away.
  const float legend_room =
      std::min(legend_height(ui, width), std::max(ui.px(54.0f), 0.3f * rect.height));
  const float below = legend_room + ui.fonts.small->FontSize + ui.px(22.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect plot{at.x, at.y + ui.px(2.0f), width,
                  std::max(ui.px(80.0f), rect.bottom() - at.y - below)};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(top_left(plot), bottom_right(plot),
                     mix(ui.palette.panel, ui.palette.gap, 0.35f).packed(), ui.px(6.0f));
  axis_words(ui, list, plot);
  ScatterInput input;
  input.points = points;
  const auto id_of = [&](int entry) {
    return entry < 0 ? std::string() : ui.session.library().entries()[entry].id;
  };
  input.selected = map.find(id_of(ui.session.current_entry()));
  input.linked = state.library_hovered < 0 ? -1 : map.find(id_of(state.library_hovered));
  input.name = [&](int i) { return map.result().clips[i].entry.name; };
  const ScatterEvents events = scatter_widget(ui, "map.plot", plot, input, state.map_view);
  state.map_hovered = events.hovered;
  if (events.hovered >= 0) point_tooltip(ui, events.hovered);
  if (events.clicked >= 0) {
    ui.session.play_entry(ui.session.library().find(map.id(events.clicked)));
  }
  ImGui::SetCursorScreenPos({at.x, plot.bottom() + ui.px(6.0f)});
  ImGui::BeginChild("legend", {width, legend_room});
  legend(ui);
  ImGui::EndChild();
  scores(ui);
  end_panel();
}

}  // namespace kinemote::view
