#include "app/made_clip_json.h"

#include <algorithm>
#include <array>

#include "app/json/members.h"
#include "motion/core/skeleton.h"

namespace kinemote::app {
namespace {

using Json = JsonMembers::Json;

Json place_json(const Vec3& place) { return {place.x, place.y, place.z}; }

Vec3 take_place(JsonMembers& members, const std::string& name) {
  std::array<double, 3> place{0.0, 0.0, 0.0};
  members.take(name, place);
  return {place[0], place[1], place[2]};
}

Json joint_json(const Joint& joint) {
  Json json{{"name", joint.name},
            {"parent", joint.parent},
            {"offset_m", place_json(joint.offset)},
            {"euler_order", joint.euler_order}};
  if (joint.end_site) json["end_site_m"] = place_json(*joint.end_site);
  return json;
}

Joint joint_of(const Json& json) {
  JsonMembers members(json, "joints.");
  Joint joint;
  members.take("name", joint.name);
  members.take("parent", joint.parent);
  joint.offset = take_place(members, "offset_m");
  members.take("euler_order", joint.euler_order);
  if (members.find("end_site_m") != nullptr) joint.end_site = take_place(members, "end_site_m");
  members.finish();
  EulerOrder sorted = joint.euler_order;
  std::sort(sorted.begin(), sorted.end());
  if (sorted != EulerOrder{0, 1, 2}) members.refuse("euler_order", "has to name 0, 1 and 2 once");
  return joint;
}

SkeletonPtr skeleton_of(const Json* joints) {
  if (joints == nullptr || !joints->is_array()) {
    throw std::runtime_error("member \"joints\" has to be a list");
  }
  Skeleton skeleton;
  for (const Json& joint : *joints) skeleton.joints.push_back(joint_of(joint));
  if (const Status status = skeleton.validate(); !status) {
    throw std::runtime_error(status.error().message);
  }
  return std::make_shared<const Skeleton>(std::move(skeleton));
}

MadeClip made_of(const Json& json) {
  JsonMembers members(json, "");
  MadeClip made;
  std::string id;
  members.take("id", id);
  made.entry.path = id;
  members.take("name", made.entry.name);
  members.take("label", made.entry.label);
  members.take("content", made.entry.content);
  members.take("take", made.entry.take);
  if (members.find("pad") != nullptr) members.take("pad", made.entry.pad.emplace());
  members.take("is_loop", made.is_loop);
  Clip& clip = made.clip;
  clip.name = made.entry.name;
  std::vector<double> rotations, translations;
  members.take("frame_time_s", clip.frame_time_s);
  clip.skeleton = skeleton_of(members.find("joints"));
  members.take("translating_joints", clip.translating_joints);
  members.take("rotations", rotations);
  members.take("translations_m", translations);
  members.finish();
  if (id.empty()) members.refuse("id", "is missing");
  const size_t numbers_a_frame = 4 * static_cast<size_t>(clip.joint_count());
  if (rotations.empty() || rotations.size() % numbers_a_frame != 0) {
    members.refuse("rotations", "has to hold four numbers a joint and frame");
  }
  clip.frame_count = static_cast<int>(rotations.size() / numbers_a_frame);
  for (size_t i = 0; i < rotations.size(); i += 4) {
    clip.rotations.emplace_back(rotations[i], rotations[i + 1], rotations[i + 2], rotations[i + 3]);
  }
  if (translations.size() !=
      3 * static_cast<size_t>(clip.frame_count) * clip.translating_joints.size()) {
    members.refuse("translations_m", "has to hold three numbers a moving joint and frame");
  }
  for (size_t i = 0; i < translations.size(); i += 3) {
    clip.translations.emplace_back(translations[i], translations[i + 1], translations[i + 2]);
  }
  if (const Status status = clip.validate(); !status) {
    throw std::runtime_error(status.error().message);
  }
  return made;
}

}  // namespace

std::string made_clip_to_json(const MadeClip& made) {
  const Clip& clip = made.clip;
  Json joints = Json::array(), rotations = Json::array(), translations = Json::array();
  for (const Joint& joint : clip.skeleton->joints) joints.push_back(joint_json(joint));
  for (const Quat& q : clip.rotations) {
    for (const double number : {q.w, q.x, q.y, q.z}) rotations.push_back(number);
  }
  for (const Vec3& place : clip.translations) {
    for (const double number : {place.x, place.y, place.z}) translations.push_back(number);
  }
  Json json{{"id", made.entry.path.string()},   {"name", made.entry.name},
            {"label", made.entry.label},        {"content", made.entry.content},
            {"take", made.entry.take},          {"is_loop", made.is_loop},
            {"frame_time_s", clip.frame_time_s}};
  if (made.entry.pad) json["pad"] = *made.entry.pad;
  json["joints"] = std::move(joints);
  json["translating_joints"] = clip.translating_joints;
  json["rotations"] = std::move(rotations);
  json["translations_m"] = std::move(translations);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<MadeClip> made_clip_from_json(const std::string& text) {
  try {
    return made_of(Json::parse(text));
  } catch (const nlohmann::json::exception& e) {
    return bad_input(std::string("not JSON: ") + e.what());
  } catch (const std::runtime_error& e) {
    return bad_input(e.what());
  }
}

}  // namespace kinemote::app
