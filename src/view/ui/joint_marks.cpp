#include "view/ui/joint_marks.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>

#include "view/ui/imgui_compat.h"
#include "view/ui/recognised_bars.h"

namespace kinemote::view {

namespace {

constexpr float kLargestMark_px = 13.0f, kSmallestMark_px = 2.5f;
constexpr size_t kNumbered = 3;

/// The joints of the motion on the stage; null if they are not known, or not shown.
const app::JointTrace* shown_joints(const app::Session& session) {
  const app::PlayablePtr& motion = session.player().motion();
  const bool is_wanted = session.view().lanes.shows_joints && motion && motion->body;
  const app::JointTrace* joints = session.recognition().joints().get();
  return is_wanted && joints != nullptr && !joints->is_empty() && joints->largest > 0.0 ? joints
                                                                                        : nullptr;
}

std::string signed_words(double value) {
  char text[24];
  std::snprintf(text, sizeof text, "%.3f", std::abs(value));
  return (value < 0.0 ? "−" : "+") + std::string(text);
}

/// Why there are no marks, or what those there are mean.
std::string meaning(const Ui& ui, const app::JointTrace* joints) {
  const app::Session& session = ui.session;
  const app::UsedRecogniserPtr& used = session.recognisers().used();
  if (!used) return "Open or train a recogniser to see which joints matter to it.";
  if (joints == nullptr && session.recognition().is_busy())
    return "Finding the joints that matter…";
  if (joints == nullptr && session.recognition().joints() &&
      !session.recognition().joints()->is_empty()) {
    return "No joint alone matters: with what any one of them does taken from another clip, as "
           "many "
           "held-out clips are recognised.";
  }
  if (joints == nullptr) {
    return "Which joints matter to this recogniser is not known.";
  }
  if (!joints->is_over_time) {
    return "Balanced accuracy lost on held-out clips when what the joint does comes from another "
           "clip: the same for every motion.";
  }
  const app::RecognitionTrace* trace = current_recognition(ui);
  if (trace == nullptr || trace->is_empty()) return "";
  Eigen::Index likeliest = 0;
  trace->at(session.clock().time_s()).maxCoeff(&likeliest);
  return "What each joint adds now to the probability of “" +
         used->class_names()[static_cast<size_t>(likeliest)] + "” (integrated gradients).";
}

}  // namespace

Colour joint_colour(bool speaks_for) { return data_colours()[speaks_for ? 2 : 6]; }

std::string part_words(BodyPart part) {
  std::string words(body_part_name(part));
  std::replace(words.begin(), words.end(), '_', ' ');
  words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

void add_joint_marks(const app::Session& session, Scene& scene) {
  const app::JointTrace* joints = shown_joints(session);
  if (joints == nullptr) return;
  const BodyMap& body = *session.player().motion()->body;
  const auto& positions = session.player().pose().positions;
  const double now_s = session.clock().time_s();
  for (int p = 0; p < kBodyPartCount; ++p) {
    const auto part = static_cast<BodyPart>(p);
    const int joint = body[part];
    if (joint < 0 || joint >= static_cast<int>(positions.size())) continue;
    const double value = joints->at(now_s, part);
    const auto size = static_cast<float>(std::min(1.0, std::abs(value) / joints->largest));
    const Colour colour = joint_colour(value >= 0.0);
    // The area follows the value.
    const float radius = kSmallestMark_px + (kLargestMark_px - kSmallestMark_px) * std::sqrt(size);
    scene.markers.push_back({positions[static_cast<size_t>(joint)],
                             glm::vec4(glm::vec3(colour.r, colour.g, colour.b) / 255.0f, 0.92f),
                             radius, value < 0.0});
  }
}

float joint_legend(Ui& ui, const Rect& stage) {
  if (!ui.session.view().lanes.shows_joints) return 0.0f;
  const app::JointTrace* joints = shown_joints(ui.session);
  const std::string whole = meaning(ui, joints);
  if (whole.empty()) return 0.0f;
  // Beside the body, not on it: in a small view what the marks mean waits for the pointer.
  const bool is_small = stage.height < ui.px(620.0f) || stage.width < ui.px(760.0f);
  const bool is_short = joints != nullptr && is_small;
  const std::string words = is_short ? "Joints that matter" : whole;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.small;
  const float line = font->FontSize, row = line + ui.px(5.0f), pad = ui.px(9.0f);
  const float width = std::min(ui.px(is_short ? 168.0f : 300.0f), stage.width - ui.px(120.0f));
  const float text_width = width - 2.0f * pad;
  const float text_height =
      font->CalcTextSizeA(line, FLT_MAX, text_width, words.c_str()).y + ui.px(4.0f);
  const bool has_signs = joints != nullptr && joints->is_over_time;
  const bool shows_signs = has_signs && !is_short;
  const float rows =
      joints == nullptr ? 0.0f : static_cast<float>(kNumbered + (shows_signs ? 1 : 0));
  const float height = text_height + rows * row + 2.0f * pad;
  const ImVec2 at{stage.x + ui.px(14.0f), stage.bottom() - height - ui.px(40.0f)};
  list.AddRectFilled(at, {at.x + width, at.y + height}, ui.palette.popup.with_alpha(0.88f).packed(),
                     ui.px(8.0f));
  list.AddText(font, line, {at.x + pad, at.y + pad}, ui.palette.text_dim.packed(), words.c_str(),
               nullptr, text_width);
  ui.probe.add("stage.joints", {at.x, at.y, width, height});
  if (joints == nullptr) return height;
  const ImVec2 end{at.x + width, at.y + height};
  if (is_short && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end)) {
    const std::string signs =
        has_signs ? "\nFilled green speaks for it, a purple ring against it." : "";
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(320.0f));
    text(ui, ui.fonts.body, ui.palette.text, whole + signs);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
  float y = at.y + pad + text_height;
  const auto mark = [&](float x, bool speaks_for) {
    const ImVec2 centre{x, y + 0.5f * line};
    const uint32_t colour = joint_colour(speaks_for).packed();
    if (speaks_for) {
      list.AddCircleFilled(centre, ui.px(5.0f), colour, 20);
    } else {
      list.AddCircle(centre, ui.px(4.5f), colour, 20, ui.px(2.0f));
    }
  };
  if (shows_signs) {
    mark(at.x + pad + ui.px(6.0f), true);
    draw_text(list, font, {at.x + pad + ui.px(18.0f), y}, ui.palette.text, "speaks for it");
    mark(at.x + pad + 0.5f * text_width + ui.px(6.0f), false);
    draw_text(list, font, {at.x + pad + 0.5f * text_width + ui.px(18.0f), y}, ui.palette.text,
              "against it");
    y += row;
  }
  const double now_s = ui.session.clock().time_s();
  const auto ranked = joints->ranked(now_s);
  for (size_t i = 0; i < kNumbered; ++i) {
    const double value = joints->at(now_s, ranked[i]);
    mark(at.x + pad + ui.px(6.0f), value >= 0.0);
    draw_text(list, font, {at.x + pad + ui.px(18.0f), y}, ui.palette.text, part_words(ranked[i]));
    const std::string number = signed_words(value);
    draw_digits(list, font, {at.x + width - pad - digits_width(font, number), y}, ui.palette.text,
                number);
    y += row;
  }
  return height;
}

}  // namespace kinemote::view
