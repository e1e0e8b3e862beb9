#include "motion/core/point_layouts.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace kinemote {
namespace {

using NamePair = std::pair<const char*, const char*>;

/// Bones that every layout draws, as far as it has the points.
constexpr NamePair kBodyBones[] = {
    {"left_shoulder", "right_shoulder"},
    {"left_shoulder", "left_elbow"},
    {"left_elbow", "left_wrist"},
    {"right_shoulder", "right_elbow"},
    {"right_elbow", "right_wrist"},
    {"left_hip", "right_hip"},
    {"left_hip", "left_knee"},
    {"left_knee", "left_ankle"},
    {"right_hip", "right_knee"},
    {"right_knee", "right_ankle"},
    {"left_shoulder", "left_hip"},
    {"right_shoulder", "right_hip"},
    {"left_eye", "nose"},
    {"right_eye", "nose"},
    {"left_ear", "left_eye"},
    {"right_ear", "right_eye"},
};
constexpr NamePair kBody25Bones[] = {
    {"neck", "nose"},
    {"neck", "mid_hip"},
    {"left_ankle", "left_heel"},
    {"left_ankle", "left_big_toe"},
    {"left_big_toe", "left_small_toe"},
    {"right_ankle", "right_heel"},
    {"right_ankle", "right_big_toe"},
    {"right_big_toe", "right_small_toe"},
};
constexpr NamePair kMediaPipeBones[] = {
    {"mouth_left", "mouth_right"},       {"left_wrist", "left_pinky"},
    {"left_wrist", "left_index"},        {"left_wrist", "left_thumb"},
    {"left_pinky", "left_index"},        {"right_wrist", "right_pinky"},
    {"right_wrist", "right_index"},      {"right_wrist", "right_thumb"},
    {"right_pinky", "right_index"},      {"left_ankle", "left_heel"},
    {"left_heel", "left_foot_index"},    {"left_ankle", "left_foot_index"},
    {"right_ankle", "right_heel"},       {"right_heel", "right_foot_index"},
    {"right_ankle", "right_foot_index"},
};
/// Of the Plug-in Gait and CMU marker sets and their usual relatives.
constexpr NamePair kMarkerBones[] = {
    {"LFHD", "RFHD"}, {"LBHD", "RBHD"}, {"LFHD", "LBHD"}, {"RFHD", "RBHD"}, {"C7", "CLAV"},
    {"CLAV", "STRN"}, {"C7", "T10"},    {"C7", "LSHO"},   {"C7", "RSHO"},   {"CLAV", "LSHO"},
    {"CLAV", "RSHO"}, {"LSHO", "LELB"}, {"LELB", "LWRA"}, {"LELB", "LWRB"}, {"LWRA", "LFIN"},
    {"LWRB", "LFIN"}, {"RSHO", "RELB"}, {"RELB", "RWRA"}, {"RELB", "RWRB"}, {"RWRA", "RFIN"},
    {"RWRB", "RFIN"}, {"LASI", "RASI"}, {"LASI", "LPSI"}, {"RASI", "RPSI"}, {"LPSI", "RPSI"},
    {"LASI", "LKNE"}, {"LKNE", "LANK"}, {"LANK", "LTOE"}, {"LANK", "LHEE"}, {"LHEE", "LTOE"},
    {"RASI", "RKNE"}, {"RKNE", "RANK"}, {"RANK", "RTOE"}, {"RANK", "RHEE"}, {"RHEE", "RTOE"},
};

/// A name without case, marks and the ways to write sides: "Left_Knee", "LKnee", "knee.L" ->
/// "lknee".
std::string plain(std::string_view name) {
  std::string text;
  bool ends_in_side_letter = false;  // "knee_l": a lone letter behind a mark
  for (size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (std::isalnum(c)) {
      text += static_cast<char>(std::tolower(c));
    } else if (i + 2 == name.size() && text.size() > 1) {
      ends_in_side_letter = true;
    }
  }
  const auto with_side = [](char side, std::string_view rest) {
    return std::string(1, side) + std::string(rest);
  };
  const std::string_view view = text;
  for (const auto& [word, letter] :
       {std::pair{std::string_view("left"), 'l'}, std::pair{std::string_view("right"), 'r'}}) {
    if (view.size() <= word.size()) continue;
    if (view.starts_with(word)) return with_side(letter, view.substr(word.size()));
    if (view.ends_with(word)) return with_side(letter, view.substr(0, view.size() - word.size()));
  }
  if (ends_in_side_letter && (view.back() == 'l' || view.back() == 'r')) {
    return with_side(view.back(), view.substr(0, view.size() - 1));
  }
  return text;
}

std::vector<std::pair<int, int>> bones_among(std::span<const std::string> names,
                                             std::span<const NamePair> pairs) {
  std::vector<std::pair<int, int>> bones;
  for (const auto& [a, b] : pairs) {
    const int from = find_point(names, a);
    const int to = find_point(names, b);
    if (from >= 0 && to >= 0) bones.emplace_back(from, to);
  }
  return bones;
}

std::vector<std::pair<int, int>> sides_of(const PointLayout& layout) {
  std::vector<std::pair<int, int>> pairs;
  for (int i = 0; i < layout.size(); ++i) {
    std::string other = layout.names[i];
    const size_t at = other.find("left");
    if (at == std::string::npos) continue;
    pairs.emplace_back(i, layout.find(other.replace(at, 4, "right")));
  }
  return pairs;
}

PointLayout make_layout(std::string id, std::string words, std::vector<std::string> names,
                        std::span<const NamePair> more_bones) {
  PointLayout layout{std::move(id), std::move(words), std::move(names), {}, {}};
  layout.bones = bones_among(layout.names, kBodyBones);
  for (const auto& bone : bones_among(layout.names, more_bones)) layout.bones.push_back(bone);
  layout.mirror = sides_of(layout);
  return layout;
}

}  // namespace

int PointLayout::find(std::string_view name) const {
  const auto it = std::find(names.begin(), names.end(), name);
  return it == names.end() ? -1 : static_cast<int>(it - names.begin());
}

std::span<const PointLayout> point_layouts() {
  static const std::array<PointLayout, 3> layouts{
      make_layout("coco17", "COCO, 17 keypoints",
                  {"nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder",
                   "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
                   "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle"},
                  {}),
      make_layout(
          "body25", "OpenPose BODY_25",
          {"nose",           "neck",        "right_shoulder", "right_elbow",     "right_wrist",
           "left_shoulder",  "left_elbow",  "left_wrist",     "mid_hip",         "right_hip",
           "right_knee",     "right_ankle", "left_hip",       "left_knee",       "left_ankle",
           "right_eye",      "left_eye",    "right_ear",      "left_ear",        "left_big_toe",
           "left_small_toe", "left_heel",   "right_big_toe",  "right_small_toe", "right_heel"},
          kBody25Bones),
      make_layout(
          "mediapipe33", "MediaPipe Pose, 33 landmarks",
          {"nose",        "left_eye_inner",  "left_eye",        "left_eye_outer", "right_eye_inner",
           "right_eye",   "right_eye_outer", "left_ear",        "right_ear",      "mouth_left",
           "mouth_right", "left_shoulder",   "right_shoulder",  "left_elbow",     "right_elbow",
           "left_wrist",  "right_wrist",     "left_pinky",      "right_pinky",    "left_index",
           "right_index", "left_thumb",      "right_thumb",     "left_hip",       "right_hip",
           "left_knee",   "right_knee",      "left_ankle",      "right_ankle",    "left_heel",
           "right_heel",  "left_foot_index", "right_foot_index"},
          kMediaPipeBones),
  };
  return layouts;
}

const PointLayout* find_point_layout(std::string_view id) {
  for (const PointLayout& layout : point_layouts()) {
    if (layout.id == id) return &layout;
  }
  return nullptr;
}

int find_point(std::span<const std::string> names, std::string_view name) {
  const std::string wanted = plain(name);
  for (size_t i = 0; i < names.size(); ++i) {
    if (plain(names[i]) == wanted) return static_cast<int>(i);
  }
  return -1;
}

const PointLayout* layout_of_names(std::span<const std::string> names) {
  constexpr size_t kFewest = 5;
  if (names.size() < kFewest) return nullptr;
  for (const PointLayout& layout : point_layouts()) {  // ascending in size
    if (std::all_of(names.begin(), names.end(),
                    [&](const std::string& name) { return find_point(layout.names, name) >= 0; })) {
      return &layout;
    }
  }
  return nullptr;
}

std::vector<std::pair<int, int>> marker_bones(std::span<const std::string> names) {
  return bones_among(names, kMarkerBones);
}

PointClip make_point_clip(const PointLayout& layout, int frames, double frame_time_s) {
  PointClip clip;
  clip.layout = layout.id;
  clip.point_names = layout.names;
  clip.bones = layout.bones;
  clip.frame_time_s = frame_time_s;
  clip.frame_count = frames;
  const size_t size = static_cast<size_t>(frames) * layout.names.size();
  clip.positions.assign(size, Vec3(0.0));
  clip.confidences.assign(size, 0.0f);
  clip.states.assign(size, PointState::kMissing);
  return clip;
}

}  // namespace kinemote
