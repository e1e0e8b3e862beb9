// Scores of the map, labels against clusters, and the Shepard diagram.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "analysis/stats/clustering.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/map_details.h"

namespace kinemote::view {

namespace {

std::string number(double value, int decimals = 2) {
  if (!std::isfinite(value)) return "–";
  char words[32];
  std::snprintf(words, sizeof words, "%.*f", decimals, std::abs(value));
  const bool is_zero = std::strtod(words, nullptr) == 0.0;
  return (value < 0.0 && !is_zero ? "−" : "") + std::string(words);
}

/// One score: name, value, and what chance gives.
void score_row(Ui& ui, const char* name, const std::string& value, const std::string& chance,
               const char* help) {
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(21.0f);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height});
  ui.probe.add(std::string("score:") + name, {min.x, min.y, width, height});
  tooltip(ui, help);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = min.y + 0.5f * (height - ui.fonts.small->FontSize);
  const float value_right = min.x + std::min(0.62f * width, ui.px(220.0f));
  draw_text(list, ui.fonts.small, {min.x, y}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, name, value_right - min.x - ui.px(48.0f)));
  draw_digits(list, ui.fonts.small, {value_right - digits_width(ui.fonts.small, value), y},
              ui.palette.text, value);
  draw_text(list, ui.fonts.small, {value_right + ui.px(12.0f), y}, ui.palette.text_faint,
            ellipsized(ui.fonts.small, chance, min.x + width - value_right - ui.px(12.0f)));
}

std::string chance_words(double p95) {
  return std::isfinite(p95) ? "chance up to " + number(p95) : "";
}

/// What the numbers mean, in one sentence.
std::string verdict(const app::MapResult& map) {
  if (!std::isfinite(map.ari)) return "Without labels there is nothing to compare clusters with.";
  const bool is_beyond_chance = map.ari > map.chance_ari_p95;
  if (!is_beyond_chance) return "Clusters follow the labels no better than shuffled labels would.";
  if (map.ari < 0.2) return "Clusters follow the labels a little, beyond chance.";
  return map.ari < 0.6 ? "Clusters follow the labels in part." : "Clusters follow the labels well.";
}

void cluster_sizes(Ui& ui) {
  const app::MapModel& map = ui.session.map();
  std::vector<int> clusters(static_cast<size_t>(map.size()));
  for (int i = 0; i < map.size(); ++i) clusters[i] = map.cluster_of(i);
  const std::vector<int> sizes = analysis::cluster_sizes(clusters);
  if (sizes.empty()) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(46.0f);
  const ImVec2 min = ImGui::GetCursorScreenPos();
  ImGui::Dummy({width, height + ui.px(16.0f)});
  tooltip(ui, "Motions in each cluster, by size.");
  const float cell = std::min(ui.px(26.0f), width / static_cast<float>(sizes.size()));
  for (size_t c = 0; c < sizes.size(); ++c) {
    const float x = min.x + cell * static_cast<float>(c);
    const float share = static_cast<float>(sizes[c]) / static_cast<float>(sizes.front());
    const float bar = std::max(ui.px(1.0f), share * (height - ui.px(15.0f)));
    list.AddRectFilled(
        {x + ui.px(2.0f), min.y + height - bar}, {x + cell - ui.px(2.0f), min.y + height},
        data_colour(ui.palette, app::label_style(static_cast<int>(c)).colour).packed(),
        ui.px(2.0f));
    const std::string count = std::to_string(sizes[c]), name = std::to_string(c + 1);
    const auto centred = [&](const std::string& words, float y, const Colour& colour) {
      const float w = text_size(ui.fonts.small, words).x;
      if (w <= cell + ui.px(2.0f)) {
        draw_text(list, ui.fonts.small, {x + 0.5f * (cell - w), y}, colour, words);
      }
    };
    centred(count, min.y + height - bar - ui.px(15.0f), ui.palette.text_dim);
    centred(name, min.y + height + ui.px(1.0f), ui.palette.text_faint);
  }
}

}  // namespace

void map_scores(Ui& ui) {
  const app::MapModel& model = ui.session.map();
  const app::MapResult& map = model.result();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, ui.px(1.0f)});
  text_wrapped(ui, ui.fonts.body, ui.palette.text, verdict(map));
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  score_row(ui, "ARI", number(map.ari), chance_words(map.chance_ari_p95),
            "Adjusted Rand index: how well clusters agree with labels. 1 is perfect, 0 is chance; "
            "beside it, what 95 % of shuffled labels stay below.");
  score_row(ui, "NMI", number(map.nmi), chance_words(map.chance_nmi_p95),
            "Normalised mutual information of clusters and labels. Many clusters raise it by "
            "chance.");
  score_row(ui, "Purity", number(map.purity), chance_words(map.chance_purity_p95),
            "Share of motions whose label is the commonest of their cluster.");
  score_row(ui, "Silhouette", number(map.silhouette), "1 at best",
            "How much nearer a motion is to its own cluster than to the next one, on the map.");
  score_row(ui, "Davies–Bouldin", number(map.davies_bouldin), "0 at best",
            "Spread of clusters over their distance.");
  score_row(ui, "Calinski–Harabasz", number(map.calinski_harabasz, 0), "higher is better",
            "Spread between clusters over spread within.");
  score_row(ui, "Stress-1", number(map.stress1, 3), "0 is exact",
            "How far the map bends the distances. Below 0.05 good, above 0.2 poor (Kruskal 1964).");
  if (std::isfinite(map.neighbourhoods.trustworthiness)) {
    const std::string of = "of " + std::to_string(map.neighbourhoods.neighbours) + " neighbours";
    score_row(ui, "Trustworthiness", number(map.neighbourhoods.trustworthiness, 3), of,
              "1 if whoever is near on the map is near by signature too.");
    score_row(ui, "Continuity", number(map.neighbourhoods.continuity, 3), of,
              "1 if whoever is near by signature is near on the map too.");
  }
  if (map.suggested_count) {
    score_row(ui, "Suggested k", std::to_string(map.suggested_count->k), "largest silhouette",
              "Among partitions of which fewer than half of the clusters hold one or two motions.");
  }
  if (map.style) {
    score_row(ui, "ARI, unseen contents", number(map.style->map.ari_scored),
              chance_words(map.style->map.chance_p95),
              "Style was learned on half of the contents; this is the score on the other half.");
  }
  ImGui::Dummy({0.0f, ui.px(4.0f)});
  cluster_sizes(ui);
  if (analysis::is_mostly_near_singletons(map.cluster_sizes)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning,
                 "Half of the clusters hold one or two motions: the silhouette says little. Try "
                 "Ward, or fewer clusters.");
  }
  ImGui::PopStyleVar();
}

void map_labels(Ui& ui, UiState& state) {
  app::MapModel& model = ui.session.map();
  const app::MapConfusion& table = model.confusion();
  if (table.labels.size() < 2) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
                 "Fewer than two labels are known, so there is nothing to compare clusters with.");
    return;
  }
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim,
               "Motions of each label in each cluster; shade: share of the label",
               ImGui::GetContentRegionAvail().x);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = ImGui::GetContentRegionAvail().x;
  float names = 0.0f;
  for (const std::string& label : table.labels) {
    names = std::max(names, text_size(ui.fonts.small, label.empty() ? "no label" : label).x);
  }
  names = std::min(names + ui.px(26.0f), 0.4f * width);
  const float cell = std::clamp((width - names) / static_cast<float>(table.cluster_count),
                                ui.px(22.0f), ui.px(44.0f));
  const float row = ui.px(22.0f), gap = ui.px(1.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto centred = [&](const std::string& words, float x, float y, const Colour& colour) {
    const ImVec2 size = text_size(ui.fonts.small, words);
    draw_text(list, ui.fonts.small, {x + 0.5f * (cell - size.x), y + 0.5f * (row - size.y)}, colour,
              words);
  };
  for (int c = 0; c < table.cluster_count; ++c) {
    centred(std::to_string(c + 1), at.x + names + cell * static_cast<float>(c), at.y,
            ui.palette.text_faint);
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  ImGui::InvisibleButton("labels", {names + cell * static_cast<float>(table.cluster_count),
                                    row * static_cast<float>(table.labels.size() + 1)});
  const bool is_hovered = ImGui::IsItemHovered(), is_clicked = ImGui::IsItemClicked();
  for (int l = 0; l < static_cast<int>(table.labels.size()); ++l) {
    const float y = at.y + row * static_cast<float>(l + 1);
    const std::string name = table.labels[l].empty() ? "no label" : table.labels[l];
    draw_marker(ui, list, {at.x + ui.px(8.0f), y + 0.5f * row}, ui.px(5.0f),
                ui.session.library().styles().of(table.labels[l]));
    draw_text(list, ui.fonts.small,
              {at.x + ui.px(19.0f), y + 0.5f * (row - ui.fonts.small->FontSize)},
              ui.palette.text_dim, ellipsized(ui.fonts.small, name, names - ui.px(22.0f)));
    for (int c = 0; c < table.cluster_count; ++c) {
      const float x = at.x + names + cell * static_cast<float>(c);
      const auto share = static_cast<float>(table.share(l, c));
      const Colour shade = mix(ui.palette.panel, ui.palette.accent, 0.06f + 0.72f * share);
      list.AddRectFilled({x + gap, y + gap}, {x + cell - gap, y + row - gap}, shade.packed(),
                         ui.px(2.0f));
      const bool is_here =
          is_hovered && mouse.x >= x && mouse.x < x + cell && mouse.y >= y && mouse.y < y + row;
      const std::string spot = "cell:" + name + ":" + std::to_string(c + 1);
      ui.probe.add(spot, {x, y, cell, row});
      if (table.at(l, c) > 0) {
        const bool is_dark_on = contrast_ratio(shade, ui.palette.text) >= 4.5;
        centred(std::to_string(table.at(l, c)), x, y,
                is_dark_on ? ui.palette.text : ui.palette.panel);
      }
      if (!is_here) continue;
      list.AddRect({x, y}, {x + cell, y + row}, ui.palette.text.packed(), ui.px(2.0f));
      std::vector<int> points;
      for (int i = 0; i < model.size(); ++i) {
        if (model.cluster_of(i) == c && model.result().clips[i].entry.label == table.labels[l]) {
          points.push_back(i);
        }
      }
      char words[96];
      std::snprintf(words, sizeof words, "%d of %d (%.0f %%)", table.at(l, c),
                    table.label_totals[l], 100.0 * static_cast<double>(share));
      ImGui::SetTooltip("%s in cluster %d: %s\nClick selects them.", name.c_str(), c + 1, words);
      if (is_clicked) select_points(ui, points, app::Library::SelectMode::kReplace);
      state.map_highlight = std::move(points);
    }
  }
}

void map_shepard(Ui& ui) {
  const app::MapResult& map = ui.session.map().result();
  const analysis::ShepardDiagram& diagram = map.shepard;
  if (diagram.given.empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.text_dim,
                 "A landmark map does not know all distances, so there is no Shepard diagram.");
    return;
  }
  text_clipped(ui, ui.fonts.small, ui.palette.text_dim,
               "Stress-1 " + number(map.stress1, 3) + ", of the monotone fit " +
                   number(diagram.nonmetric_stress1, 3),
               ImGui::GetContentRegionAvail().x);
  const ImVec2 room = ImGui::GetContentRegionAvail(), at = ImGui::GetCursorScreenPos();
  const float label = ui.fonts.small->FontSize + ui.px(4.0f);
  const Rect plot{at.x, at.y, std::max(room.x, ui.px(40.0f)),
                  std::max(room.y - label, ui.px(40.0f))};
  ImGui::Dummy({plot.width, plot.height});
  tooltip(ui,
          "Each dot is a pair of motions. On the straight line the map shows their distance as it "
          "is; the bent line is the best rising fit.");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(
      top_left(plot), bottom_right(plot),
      mix(ui.palette.panel, ui.palette.gap, ui.palette.has_outlines ? 0.0f : 0.35f).packed(),
      ui.px(6.0f));
  const double fitted = *std::max_element(diagram.fitted.begin(), diagram.fitted.end());
  const double most = std::max({diagram.given.back(), fitted, 1e-12});
  const float margin = ui.px(6.0f);
  const auto pixel = [&](double given, double shown) {
    return ImVec2{
        plot.x + margin + static_cast<float>(given / most) * (plot.width - 2 * margin),
        plot.bottom() - margin - static_cast<float>(shown / most) * (plot.height - 2 * margin)};
  };
  list.AddLine(pixel(0, 0), pixel(most, most), ui.palette.control.packed(), ui.px(1.0f));
  const uint32_t dot = data_colour(ui.palette, 1).with_alpha(0.55f).packed();
  const float half = ui.px(1.2f);
  for (size_t i = 0; i < diagram.given.size(); ++i) {
    const ImVec2 p = pixel(diagram.given[i], diagram.fitted[i]);
    list.AddRectFilled({p.x - half, p.y - half}, {p.x + half, p.y + half}, dot);
  }
  std::vector<ImVec2> line;
  for (size_t i = 0; i < diagram.given.size(); ++i) {
    line.push_back(pixel(diagram.given[i], diagram.monotone[i]));
  }
  list.AddPolyline(line.data(), static_cast<int>(line.size()), data_colour(ui.palette, 0).packed(),
                   0, ui.px(2.0f));
  const std::string across = "distance between signatures →", up = "↑ on the map";
  draw_text(list, ui.fonts.small,
            {plot.right() - text_size(ui.fonts.small, across).x, plot.bottom() + ui.px(2.0f)},
            ui.palette.text_faint, across);
  draw_text(list, ui.fonts.small, {plot.x + ui.px(8.0f), plot.y + ui.px(4.0f)},
            ui.palette.text_faint, up);
}

}  // namespace kinemote::view
