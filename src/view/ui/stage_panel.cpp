#include "view/ui/stage_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>

#include "app/recent_files.h"
#include "view/ui/icons.h"
#include "view/ui/imgui_compat.h"
#include "view/ui/imgui_host.h"
#include "view/ui/joint_marks.h"
#include "view/ui/live_card.h"
#include "view/ui/stage_cards.h"
#include "view/ui/stage_cells.h"
#include "view/ui/stage_figures.h"
#include "view/ui/stage_settings.h"

namespace kinemote::view {

namespace {

struct CameraAxes {
  Vec3 right, up;
};

CameraAxes axes_of(const Camera& camera) {
  const Vec3 to_eye = camera.to_eye();
  const Vec3 right = glm::normalize(glm::cross(kUp, to_eye));
  return {right, glm::cross(to_eye, right)};
}

double metres_per_pixel(const Camera& camera, float height) {
  return 2.0 * camera.distance_m * std::tan(0.5 * camera.field_of_view_rad) /
         std::max(height, 1.0f);
}

/// A place of a cell's picture for a place in the world; none behind the camera.
std::optional<ImVec2> pixel_of(const glm::mat4& clip_from_world, const Rect& rect,
                               const Vec3& place) {
  const glm::vec4 clip = clip_from_world * glm::vec4(glm::vec3(place), 1.0f);
  if (!(clip.w > 1e-3f)) return std::nullopt;
  return ImVec2{rect.x + rect.width * 0.5f * (clip.x / clip.w + 1.0f),
                rect.y + rect.height * 0.5f * (1.0f - clip.y / clip.w)};
}

glm::mat4 clip_from_world(const app::Session& session, const Rect& rect, int cell) {
  const Camera camera = cell_camera(session, cell);
  return camera.clip_from_view(rect.width / std::max(rect.height, 1.0f)) * camera.view_from_world();
}

/// A joint of a figure.
struct JointAt {
  Vec3 place{0.0};
  std::string name;  // "" unless the figure is the leading one
};

/// The joint of a figure that is drawn near the pointer.
std::optional<JointAt> body_at(Ui& ui, const Rect& rect, int cell, const ImVec2& pointer) {
  const glm::mat4 matrix = clip_from_world(ui.session, rect, cell);
  const int only = cell_figure(ui.session, cell);
  std::optional<JointAt> nearest;
  float nearest_px = ui.px(28.0f);
  for (const app::StageFigure& figure : ui.session.company()) {
    if (!figure.is_seen || (only >= 0 && figure.number != only)) continue;
    const std::vector<Vec3> places = company_figure(ui.session, figure).positions;
    const std::vector<Joint>& joints = figure.motion->clip.skeleton->joints;
    for (size_t j = 0; j < places.size(); ++j) {
      const auto pixel = pixel_of(matrix, rect, places[j]);
      if (!pixel) continue;
      const float apart = std::hypot(pixel->x - pointer.x, pixel->y - pointer.y);
      if (apart >= nearest_px) continue;
      nearest_px = apart;
      nearest = {places[j], figure.number == 0 && j < joints.size() ? joints[j].name : ""};
    }
  }
  return nearest;
}

void zoom_cell(Camera& camera, float wheel, const Rect& rect, bool keeps_target) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  zoom_camera(camera, wheel, mouse.x - rect.x - 0.5f * rect.width,
              mouse.y - rect.y - 0.5f * rect.height, rect.height, keeps_target);
}

void camera_gestures(Ui& ui, const Rect& rect, int cell) {
  const ImGuiIO& io = ImGui::GetIO();
  app::ViewState& view = ui.session.view();
  app::StageCell& own = view.stage.cells[static_cast<size_t>(cell)];
  const bool is_own = cell > 0 && !own.is_linked;
  Camera& camera = is_own ? own.camera : view.camera;
  const float threshold = ImGui::GetIO().MouseDragThreshold;
  const auto is_dragging = [&](ImGuiMouseButton button) {
    return ImGui::IsItemActive() && ImGui::IsMouseDragging(button, threshold);
  };
  const bool moves = io.MouseDelta.x != 0.0f || io.MouseDelta.y != 0.0f;
  const bool pans = is_dragging(ImGuiMouseButton_Right) || is_dragging(ImGuiMouseButton_Middle) ||
                    (is_dragging(ImGuiMouseButton_Left) && io.KeyShift);
  const auto touched = [&] {
    view.is_camera_touched = true;
    ui.session.camera_path().stop();
  };
  if (pans && moves) {
    pan_camera(view.camera, io.MouseDelta.x, io.MouseDelta.y, rect.height);
    if (view.follows) {
      view.follows = false;
      ui.session.messages().post(app::MessageLevel::kInfo,
                                 "The camera stays now; Shift+F follows the figure again");
    }
    touched();
  } else if (is_dragging(ImGuiMouseButton_Left) && io.KeyCtrl && moves) {
    zoom_camera(camera, -io.MouseDelta.y * 0.02f, 0.0f, 0.0f, rect.height, true);
    touched();
  } else if (is_dragging(ImGuiMouseButton_Left) && moves) {
    orbit_camera(camera, io.MouseDelta.x, io.MouseDelta.y);
    touched();
  }
  if (!ImGui::IsItemHovered()) return;
  view.is_over_stage = true;
  if (io.MouseWheel != 0.0f) {
    zoom_cell(camera, io.MouseWheel, rect, view.follows || cell > 0);
    touched();
  }
  if (ImGui::IsMouseClicked(3)) ui.run("camera.back");
  if (ImGui::IsMouseClicked(4)) ui.run("camera.forward");
  if (!ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return;
  const auto joint = body_at(ui, rect, cell, io.MousePos);
  if (joint && io.KeyCtrl && !joint->name.empty()) {
    ui.session.camera_path().stop();
    view.follows = true;
    // Again on the same one: the figure.
    view.follow_joint = view.follow_joint == joint->name ? "" : joint->name;
  } else if (joint) {
    ui.session.fly_to(joint->place);
  } else {
    ui.run("camera.frame");
  }
}

constexpr std::array kTools{"camera.follow", "camera.frame", "camera.reset",  "view.trails",
                            "view.ghosts",   "view.cells",   "view.contacts", "file.picture"};
constexpr float kToolSize = 32.0f, kToolGap = 2.0f, kToolMargin = 10.0f;
constexpr float kGizmoRoom = 92.0f;  // of the view's height, at its foot

/// Rows and columns of tools: in a low view several columns, clear of the gizmo.
std::pair<int, int> tool_grid(const Ui& ui, const Rect& rect) {
  const float room = rect.height - ui.px(2.0f * kToolMargin + 8.0f + kGizmoRoom);
  const int count = static_cast<int>(kTools.size());
  const int rows = std::clamp(static_cast<int>(room / ui.px(kToolSize + kToolGap)), 2, count);
  return {rows, (count + rows - 1) / rows};
}

/// Returns where it ends below.
float draw_heading(Ui& ui, ImDrawList& list, const Rect& rect, float tools) {
  const app::Session& session = ui.session;
  const float x = rect.x + ui.px(18.0f);
  float y = rect.y + ui.px(14.0f);
  const float room = rect.width - ui.px(18.0f + tools);
  const std::string title = ellipsized(ui.fonts.title, session.title(), room);
  draw_text(list, ui.fonts.title, {x, y}, ui.palette.text, title);
  float badge_x = x + text_size(ui.fonts.title, title).x + ui.px(12.0f);
  const auto badge = [&](const std::string& words, const Colour& colour) {
    const ImVec2 size = text_size(ui.fonts.small, words);
    const float height = ui.px(22.0f), padding = ui.px(9.0f);
    if (badge_x + size.x + 2 * padding > rect.x + room) return;
    const float top = y + ui.px(3.0f);
    list.AddRectFilled({badge_x, top}, {badge_x + size.x + 2 * padding, top + height},
                       colour.with_alpha(0.18f).packed(), 0.5f * height);
    draw_text(list, ui.fonts.small, {badge_x + padding, top + 0.5f * (height - size.y)}, colour,
              words);
    badge_x += size.x + 2 * padding + ui.px(6.0f);
  };
  if (session.document().is_generated) {
    badge("generated", ui.palette.accent);
    if (const auto word = analysis::nearest_word(session.pad_now(), session.words())) {
      badge("close to " + word->word, ui.palette.text_dim);
    }
  }
  if (session.is_loading()) badge("loading…", ui.palette.warning);
  y += text_size(ui.fonts.title, "A").y + ui.px(3.0f);
  draw_text(list, ui.fonts.small, {x, y}, ui.palette.text_dim,
            ellipsized(ui.fonts.small, session.subtitle(), room));
  return y + ui.fonts.small->FontSize;
}

/// Names under the figures of a group, and what dots mean.
void draw_labels(Ui& ui, ImDrawList& list, const Rect& rect, int cell) {
  const glm::mat4 matrix = clip_from_world(ui.session, rect, cell);
  list.PushClipRect(top_left(rect), bottom_right(rect), true);
  std::vector<Rect> taken;
  for (const StageLabel& label : stage_labels(ui.session, cell)) {
    const auto pixel = pixel_of(matrix, rect, label.place);
    if (!pixel || !rect.contains(pixel->x, pixel->y)) continue;
    const float pad = ui.px(7.0f), edge = ui.px(4.0f);
    const std::string words =
        ellipsized(ui.fonts.small, label.words, rect.width - 2 * (pad + edge));
    const ImVec2 size = text_size(ui.fonts.small, words);
    Rect box{0.0f, pixel->y + ui.px(12.0f), size.x + 2 * pad, size.y + ui.px(4.0f)};
    box.x = std::max(std::min(pixel->x - 0.5f * box.width, rect.right() - edge - box.width),
                     rect.x + edge);
    // Below those that lie there: each label goes down past every other one once at most.
    for (size_t i = 0; i < taken.size(); ++i) {
      for (const Rect& other : taken) {
        if (box.overlaps(other)) box.y = other.bottom() + ui.px(3.0f);
      }
    }
    taken.push_back(box);
    list.AddRectFilled(top_left(box), bottom_right(box), ui.palette.popup.with_alpha(0.8f).packed(),
                       ui.px(8.0f));
    const Colour colour =
        label.colour < 0 ? ui.palette.text : data_colour(ui.palette, label.colour);
    draw_text(list, ui.fonts.small, {box.x + pad, box.y + ui.px(2.0f)}, colour, words);
    ui.probe.add("stage.label:" + label.words, box);
  }
  list.PopClipRect();
  const app::PlayablePtr& motion = ui.session.player().motion();
  if (motion->points.empty()) return;
  const float radius = ui.px(4.5f), y = rect.bottom() - ui.px(40.0f);
  float x = rect.x + ui.px(22.0f);
  const auto entry = [&](bool is_hollow, const char* words) {
    const uint32_t colour = ui.palette.text_dim.packed();
    if (is_hollow) {
      list.AddCircle({x, y}, radius, colour, 20, ui.px(1.6f));
    } else {
      list.AddCircleFilled({x, y}, radius, colour, 20);
    }
    x += 2 * radius;
    draw_text(list, ui.fonts.small, {x, y - 0.5f * ui.fonts.small->FontSize}, ui.palette.text_dim,
              words);
    x += text_size(ui.fonts.small, words).x + ui.px(18.0f);
  };
  entry(false, "measured");
  entry(true, "filled in");
  draw_text(list, ui.fonts.small, {x - radius, y - 0.5f * ui.fonts.small->FontSize},
            ui.palette.text_faint, "missing points are not drawn");
}

void draw_tools(Ui& ui, const Rect& rect) {
  const float size = ui.px(kToolSize), margin = ui.px(kToolMargin), padding = ui.px(4.0f);
  const float step = size + ui.px(kToolGap);
  const auto [rows, columns] = tool_grid(ui, rect);
  const int count = static_cast<int>(kTools.size());
  const float left = rect.right() - margin - size - static_cast<float>(columns - 1) * step;
  const float top = rect.y + margin + padding;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 min{left - padding, top - padding};
  const ImVec2 max{rect.right() - margin + padding,
                   top + static_cast<float>(std::min(rows, count)) * step + padding};
  list.AddRectFilled(min, max, ui.palette.popup.with_alpha(0.86f).packed(), ui.px(8.0f));
  if (ui.palette.has_outlines) list.AddRect(min, max, ui.palette.line.packed(), ui.px(8.0f));
  ui.probe.add("stage.tools", rect_of(min, max));
  for (int i = 0; i < count; ++i) {
    const char* tool = kTools[static_cast<size_t>(i)];
    const float x = left + static_cast<float>(i / rows) * step;
    const float y = top + static_cast<float>(i % rows) * step;
    ImGui::SetCursorScreenPos({x, y});
    command_button(ui, tool, size);
    // What the settings of a tool are, behind a right click and in the menu.
    const bool is_right_clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Right) &&
                                  ImGui::IsMouseHoveringRect({x, y}, {x + size, y + size});
    if (is_right_clicked) {
      if (std::string_view(tool) == "view.ghosts") ui.run("view.ghost_settings");
      if (std::string_view(tool) == "view.trails") ui.run("view.trail_settings");
      if (std::string_view(tool) == "camera.follow") ui.run("camera.follow_joint");
    }
  }
}

/// The world's axes as the camera sees them; a click on one looks along it.
void draw_gizmo(Ui& ui, const Rect& rect) {
  struct Axis {
    Vec3 direction;
    Colour colour;
    const char *name, *command;
  };
  const std::array<Axis, 3> kAxes{{{kLeft, Colour::hex(0xE0604F), "X", "camera.side"},
                                   {kUp, Colour::hex(0x5FB36A), "Y", "camera.top"},
                                   {kForward, Colour::hex(0x5B8DEF), "Z", "camera.front"}}};
  const Camera& camera = ui.session.view().camera;
  const CameraAxes view = axes_of(camera);
  const float arm = ui.px(28.0f);
  const ImVec2 centre{rect.right() - ui.px(46.0f), rect.bottom() - ui.px(46.0f)};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  std::array<int, 3> order{0, 1, 2};
  const Vec3 to_eye = camera.to_eye();
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return glm::dot(kAxes[a].direction, to_eye) < glm::dot(kAxes[b].direction, to_eye);
  });
  for (const int i : order) {
    const Axis& axis = kAxes[i];
    const ImVec2 tip{centre.x + arm * static_cast<float>(glm::dot(axis.direction, view.right)),
                     centre.y - arm * static_cast<float>(glm::dot(axis.direction, view.up))};
    list.AddLine(centre, tip, axis.colour.packed(), ui.px(2.5f));
    const float radius = ui.px(9.0f);
    ImGui::SetCursorScreenPos({tip.x - radius, tip.y - radius});
    if (ImGui::InvisibleButton(axis.name, {2 * radius, 2 * radius})) ui.run(axis.command);
    if (const app::StudioCommand* command = ui.commands.find(axis.command)) {
      tooltip(ui, command_tooltip(*command));
    }
    const bool is_hot = ImGui::IsItemHovered();
    list.AddCircleFilled(tip, radius, (is_hot ? ui.palette.text : axis.colour).packed(), 24);
    const ImVec2 size = text_size(ui.fonts.small, axis.name);
    draw_text(list, ui.fonts.small, {tip.x - 0.5f * size.x, tip.y - 0.5f * size.y},
              Colour::hex(0x10151B), axis.name);
  }
}

/// The last few that are still there.
void recent_buttons(Ui& ui, float width) {
  constexpr int kMost = 3;
  int shown = 0;
  const auto recent = ui.session.view().recent;  // opening one changes the list
  for (size_t i = 0; i < recent.size() && shown < kMost; ++i) {
    if (!app::is_still_there(recent[i])) continue;
    if (shown++ == 0) section(ui, "Recent");
    const std::string words =
        ellipsized(ui.fonts.body, recent[i].filename().string(), width - ui.px(30.0f));
    if (text_button(ui, ("recent" + std::to_string(i)).c_str(), words, ButtonLook::kPlain, width)) {
      ui.session.open({recent[i]});
    }
    tooltip(ui, recent[i].string());
  }
}

void draw_empty(Ui& ui, const Rect& rect) {
  const float width = std::min(ui.px(360.0f), rect.width - ui.px(40.0f));
  ImGui::SetCursorScreenPos({rect.x + 0.5f * (rect.width - width), rect.y + 0.28f * rect.height});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  if (ui.session.is_loading() || !ui.session.jobs().is_idle()) {
    text(ui, ui.fonts.title, ui.palette.text, "Loading…");
    text(ui, ui.fonts.body, ui.palette.text_dim, "The first motion appears here in a moment.");
  } else {
    text(ui, ui.fonts.title, ui.palette.text, "No motion selected");
    text(ui, ui.fonts.body, ui.palette.text_dim,
         "Drop motion files or a folder onto this window, or open something:");
    ImGui::Dummy({0.0f, ui.px(6.0f)});
    command_text_button(ui, "file.open_builtin", ButtonLook::kPrimary, width);
    command_text_button(ui, "file.open", ButtonLook::kRaised, width);
    command_text_button(ui, "file.open_folder", ButtonLook::kRaised, width);
    recent_buttons(ui, width);
  }
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
}

}  // namespace

void orbit_camera(Camera& camera, float dx, float dy) {
  constexpr double kRadPerPixel = 0.0075;
  camera.azimuth_rad = std::remainder(camera.azimuth_rad - dx * kRadPerPixel, 2.0 * kPi);
  const double limit = rad_from_degrees(89.0);
  camera.elevation_rad = std::clamp(camera.elevation_rad + dy * kRadPerPixel, -limit, limit);
}

void pan_camera(Camera& camera, float dx, float dy, float height) {
  const CameraAxes axes = axes_of(camera);
  const double scale = metres_per_pixel(camera, height);
  camera.target += (-dx * scale) * axes.right + (dy * scale) * axes.up;
}

void zoom_camera(Camera& camera, float wheel, float px, float py, float height, bool keeps_target) {
  const double old_m = camera.distance_m;
  camera.distance_m = std::clamp(old_m * std::pow(1.12, -wheel), 0.3, 60.0);
  if (keeps_target) return;
  const double shrink = 1.0 - camera.distance_m / old_m;
  const double scale =
      old_m * 2.0 * std::tan(0.5 * camera.field_of_view_rad) / std::max(height, 1.0f);
  const CameraAxes axes = axes_of(camera);
  camera.target += (px * scale * shrink) * axes.right - (py * scale * shrink) * axes.up;
}

void stage_panel(Ui& ui, UiState& state, const std::vector<Rect>& cells, bool has_image) {
  const Rect& first = cells.front();
  const Rect& top_right = cells[std::min<size_t>(cells.size() - 1, 1)];
  const Rect& last = cells.back();
  const Rect whole{first.x, first.y, last.right() - first.x, last.bottom() - first.y};
  ui.session.set_stage_aspect(first.width / std::max(first.height, 1.0f));
  ui.session.view().is_over_stage = false;
  begin_panel(ui, "stage", whole, 0.0f, 0.0f, ImGuiWindowFlags_NoScrollWithMouse);
  ui.probe.add("stage", first);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < cells.size(); ++i) {
    const Rect& rect = cells[i];
    const int cell = static_cast<int>(i);
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::PushID(cell);
    ImGui::InvisibleButton("view", {std::max(rect.width, 1.0f), std::max(rect.height, 1.0f)},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                               ImGuiButtonFlags_MouseButtonMiddle);
    ImGui::SetItemAllowOverlap();
    camera_gestures(ui, rect, cell);
    if (has_image) {
      list.AddImage(ImGuiHost::late_image(i), top_left(rect), bottom_right(rect), {0.0f, 1.0f},
                    {1.0f, 0.0f});
    }
    if (ui.session.player().motion()) {
      // Names of figures would tell a rater what is meant.
      if (!ui.session.blind().is_active()) draw_labels(ui, list, rect, cell);
      if (cells.size() > 1) cell_chooser(ui, rect, cell);
      if (i > 0) ui.probe.add("stage.cell:" + std::to_string(i), rect);
    }
    ImGui::PopID();
  }
  if (ui.session.player().motion()) {
    draw_legends(ui, list, cells);
    const auto columns = static_cast<float>(tool_grid(ui, top_right).second);
    const float tools = kToolMargin + 16.0f + columns * (kToolSize + kToolGap);
    const float taken = cells.size() > 1 ? 14.0f : tools;
    const float below = draw_heading(ui, list, first, taken);
    Rect clear = first;  // of the tools
    clear.width -= ui.px(taken);
    if (!ui.session.is_interlude()) {
      draw_tools(ui, top_right);
      // Not over the tools.
      if (last.height > ui.px(190.0f)) draw_gizmo(ui, last);
    }
    joint_legend(ui, first);
    const float top = below + ui.px(12.0f);
    // A banner would tell a rater what the file is called.
    const float bottom = ui.session.is_interlude()     ? top
                         : ui.session.live().is_open() ? live_card(ui, state, first, top)
                                                       : import_banner(ui, state, clear, top);
    // Framing leaves a tenth above by itself.
    const float covered = bottom > top ? (bottom - first.y) / std::max(first.height, 1.0f) : 0.0f;
    ui.session.set_stage_cover(std::clamp(covered - 0.1f, 0.0f, 0.6f));
    const float last_line = first.bottom() - ui.px(14.0f) - ui.fonts.small->FontSize;
    if (ui.session.view().follows && cells.size() < 2 && !ui.session.is_interlude() &&
        bottom < last_line) {
      const bool is_joint = ui.session.player().followed_joint() >= 0;
      const std::string words =
          std::string(icon("follow")) + "  follows " +
          (is_joint ? ui.session.view().follow_joint : std::string("the figure"));
      draw_text(list, ui.fonts.small, {first.x + ui.px(18.0f), last_line},
                is_joint ? ui.palette.accent : ui.palette.text_faint, words);
      ui.probe.add("stage.follows", {first.x + ui.px(18.0f), last_line,
                                     text_size(ui.fonts.small, words).x, ui.fonts.small->FontSize});
    }
    stage_popups(ui, state, top_right);
  } else {
    draw_empty(ui, whole);
  }
  if (!ui.session.is_interlude()) loading_card(ui, state, first);
  end_panel();
}

}  // namespace kinemote::view
