#include <limits>
#include <nlohmann/json.hpp>

#include "app/live/pose_packet.h"

namespace kinemote::app {
namespace {

/// Sorted, for an object of thousands of members must not cost thousands of look-ups each.
using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

constexpr int kProtocol = 1;
constexpr size_t kMostValues = 3 + 4 * kMostLiveJoints;

/// nlohmann's get<double>() would take true for 1.
double number(const Json& value, const char* what) {
  if (!value.is_number()) throw std::runtime_error(std::string(what) + " is no number");
  return value.get<double>();
}

int whole(const Json& value, const char* what) {
  if (!value.is_number_integer()) throw std::runtime_error(std::string(what) + " is no integer");
  const double wide = value.get<double>();
  if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
    throw std::runtime_error(std::string(what) + " is out of range");
  }
  return value.get<int>();
}

std::string text_or(const Json& object, const char* key, const char* usual) {
  const auto found = object.find(key);
  if (found == object.end()) return usual;
  if (!found->is_string()) throw std::runtime_error(std::string(key) + " is no text");
  return found->get<std::string>();
}

const Json& member(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) throw std::runtime_error(std::string("\"") + key + "\" is missing");
  return *found;
}

const Json& array(const Json& value, const char* what) {
  if (!value.is_array()) throw std::runtime_error(std::string(what) + " is no list");
  return value;
}

Joint joint_of(const Json& json) {
  if (!json.is_object()) throw std::runtime_error("a joint is no object");
  Joint joint;
  joint.name = text_or(json, "name", "");
  joint.parent = whole(member(json, "parent"), "parent");
  const Json& offset = array(member(json, "offset"), "offset");
  if (offset.size() != 3) throw std::runtime_error("an offset has 3 numbers");
  for (int axis = 0; axis < 3; ++axis) joint.offset[axis] = number(offset[axis], "offset");
  return joint;
}

Result<LivePacket> hello_of(const Json& json) {
  if (const auto found = json.find("kinemote");
      found != json.end() && whole(*found, "kinemote") != kProtocol) {
    return bad_input("hello: this program speaks version 1 of the protocol");
  }
  const auto fps_member = json.find("fps");
  const double fps = fps_member == json.end() ? 0.0 : number(*fps_member, "fps");
  const std::string stream = text_or(json, "stream", "");
  const std::string name = text_or(json, "name", "");
  const std::string unit = text_or(json, "unit", "m");
  if (stream == "skeleton") {
    const Json& list = array(member(json, "joints"), "joints");
    if (list.size() > kMostLiveJoints) return bad_input("hello: too many joints");
    std::vector<Joint> joints;
    for (const Json& joint : list) joints.push_back(joint_of(joint));
    auto hello = skeleton_hello(name, std::move(joints), unit, fps);
    if (!hello) return hello.error();
    return LivePacket(std::move(*hello));
  }
  if (stream != "points") return bad_input("hello: stream is \"skeleton\" or \"points\"");
  std::vector<std::string> names;
  if (const auto list = json.find("names"); list != json.end()) {
    for (const Json& point : array(*list, "names")) {
      if (!point.is_string()) throw std::runtime_error("a name is no text");
      names.push_back(point.get<std::string>());
    }
  }
  const int dimensions = whole(member(json, "dimensions"), "dimensions");
  auto hello = points_hello(name, text_or(json, "layout", ""), std::move(names), dimensions, unit,
                            text_or(json, "y", dimensions == 2 ? "down" : "up"), fps);
  if (!hello) return hello.error();
  return LivePacket(std::move(*hello));
}

void append(const Json& list, const char* what, bool may_be_unseen, std::vector<double>& values) {
  if (array(list, what).size() > kMostValues) {
    throw std::runtime_error(std::string(what) + " has too many numbers");
  }
  for (const Json& value : list) {
    const bool is_unseen = may_be_unseen && value.is_null();
    values.push_back(is_unseen ? std::numeric_limits<double>::quiet_NaN() : number(value, what));
  }
}

Result<LivePacket> pose_of(const Json& json) {
  PosePacket pose;
  if (const auto t = json.find("t"); t != json.end()) pose.time_s = number(*t, "t");
  if (const auto seq = json.find("seq"); seq != json.end()) {
    if (!seq->is_number_integer()) return bad_input("pose: seq is no integer");
    pose.sequence = seq->get<int64_t>();
  }
  if (const auto points = json.find("points"); points != json.end()) {
    pose.kind = StreamKind::kPoints;
    append(*points, "points", true, pose.values);
  } else {
    const Json& root = member(json, "root");
    if (array(root, "root").size() != 3) throw std::runtime_error("root has 3 numbers");
    append(root, "root", false, pose.values);
    append(member(json, "rotations"), "rotations", false, pose.values);
  }
  if (Status s = check_pose_header(pose); !s) return s.error();
  return LivePacket(std::move(pose));
}

OrderedJson json_of(const StreamHello& hello) {
  const bool is_skeleton = hello.kind == StreamKind::kSkeleton;
  OrderedJson json = {
      {"kinemote", kProtocol}, {"type", "hello"},  {"stream", is_skeleton ? "skeleton" : "points"},
      {"name", hello.name},    {"fps", hello.fps}, {"unit", live_unit_name(hello.metres_per_unit)}};
  if (is_skeleton) {
    OrderedJson& joints = json["joints"] = OrderedJson::array();
    for (const Joint& joint : hello.skeleton->joints) {
      const Vec3 offset = joint.offset / hello.metres_per_unit;
      joints.push_back({{"name", joint.name},
                        {"parent", joint.parent},
                        {"offset", {offset.x, offset.y, offset.z}}});
    }
    return json;
  }
  json["dimensions"] = hello.dimensions;
  json["y"] = hello.is_y_down ? "down" : "up";
  if (hello.names == hello.layout->names) {
    json["layout"] = hello.layout->id;
  } else {
    json["names"] = hello.names;
  }
  return json;
}

OrderedJson json_of(const PosePacket& pose) {
  OrderedJson json = {{"type", "pose"}};
  if (pose.sequence) json["seq"] = *pose.sequence;
  if (pose.time_s) json["t"] = *pose.time_s;
  if (pose.kind == StreamKind::kPoints) {
    json["points"] = pose.values;  // a NaN is written as null
    return json;
  }
  const auto rotations = pose.values.begin() + 3;
  json["root"] = std::vector<double>(pose.values.begin(), rotations);
  json["rotations"] = std::vector<double>(rotations, pose.values.end());
  return json;
}

}  // namespace

Result<LivePacket> parse_json_packet(std::string_view text) try {
  const Json json = Json::parse(text);
  if (!json.is_object()) return bad_input("the packet is no JSON object");
  const std::string type = text_or(json, "type", "");
  if (type == "hello") return hello_of(json);
  if (type == "pose") return pose_of(json);
  return bad_input("the packet's type is neither \"hello\" nor \"pose\"");
} catch (const nlohmann::json::exception&) {
  return bad_input("the packet is no valid JSON");
} catch (const std::exception& e) {
  return bad_input(std::string("the packet cannot be used: ") + e.what());
}

std::string json_packet(const LivePacket& packet) {
  const OrderedJson json = std::visit([](const auto& one) { return json_of(one); }, packet);
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace kinemote::app
