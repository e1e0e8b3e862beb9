#include "motion/io/bone_names_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "motion/io/json_file.h"

namespace kinemote::io {
namespace {

// Keeps the order of members, so that a saved map reads like the skeleton.
using json = nlohmann::ordered_json;

Error file_error(const std::filesystem::path& path, const std::string& message) {
  return bad_input(path.string() + ": " + message);
}

Status read_spellings(const json& value, std::vector<std::string>& spellings) {
  const Error wrong = bad_input("expected an array of names");
  if (!value.is_array()) return wrong;
  for (const json& spelling : value) {
    if (!spelling.is_string() || spelling.get<std::string>().empty()) return wrong;
    spellings.push_back(spelling.get<std::string>());
  }
  return {};
}

}  // namespace

Result<BoneNames> read_bone_names(const std::filesystem::path& path) {
  const Result<json> document = read_json<json>(path);
  if (!document) return document.error();
  if (!document->is_object() || !document->contains("joints") ||
      !(*document)["joints"].is_object()) {
    return file_error(path, "expected an object with \"name\", \"source\" and \"joints\"");
  }
  BoneNames names;
  if (Status s = read_text(*document, "name", names.name); !s) {
    return file_error(path, s.error().message);
  }
  if (names.name.empty()) return file_error(path, "expected a \"name\"");
  for (const auto& [joint, value] : (*document)["joints"].items()) {
    if (canonical_skeleton()->find(joint) < 0) {
      return file_error(path,
                        "\"" + joint +
                            "\" is not a joint of the canonical skeleton (Hips, Spine, Chest, "
                            "UpperChest, Neck, Head, and LeftShoulder to RightToes)");
    }
    auto& [name, spellings] = names.spellings.emplace_back();
    name = joint;
    if (Status s = read_spellings(value, spellings); !s) {
      return file_error(path, "joint \"" + joint + "\": " + s.error().message);
    }
  }
  if (names.spellings.empty()) return file_error(path, "the scheme names no joint");
  return names;
}

Result<std::vector<BoneNames>> read_bone_name_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> paths;
  std::filesystem::directory_iterator it(folder, error);
  for (; !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".json") paths.push_back(it->path());
  }
  if (error) return file_error(folder, "cannot list the folder: " + error.message());
  std::sort(paths.begin(), paths.end());
  std::vector<BoneNames> schemes;
  for (const std::filesystem::path& path : paths) {
    Result<BoneNames> names = read_bone_names(path);
    if (!names) return names.error();
    schemes.push_back(std::move(names).value());
  }
  return schemes;
}

Status write_bone_map(const std::filesystem::path& path, const BoneMap& map, const Skeleton& source,
                      const Skeleton& target) {
  json joints = json::object();
  for (const BoneMatch& match : map.matches) {
    joints[target.joints[match.target].name] =
        match.source < 0 ? json(nullptr) : json(source.joints[match.source].name);
  }
  return write_json(path, json{{"about", "target joint: the source joint that drives it, or null"},
                               {"preset", map.preset},
                               {"bones", joints}});
}

Result<BoneMap> read_bone_map(const std::filesystem::path& path, const Skeleton& source,
                              const Skeleton& target) {
  const Result<json> document = read_json<json>(path);
  if (!document) return document.error();
  if (!document->is_object() || !document->contains("bones") || !(*document)["bones"].is_object()) {
    return file_error(path,
                      "expected an object with \"bones\": {\"target joint\": \"source joint\"}");
  }
  BoneMap map;
  if (Status s = read_text(*document, "preset", map.preset); !s) {
    return file_error(path, s.error().message);
  }
  map.matches.resize(target.joints.size());
  for (int t = 0; t < target.size(); ++t) map.matches[t].target = t;
  for (const auto& [name, value] : (*document)["bones"].items()) {
    if (!value.is_null() && !value.is_string()) {
      return file_error(path,
                        "joint \"" + name + "\": expected the name of a source joint or null");
    }
    const int t = target.find(name);
    if (t < 0) {
      map.warnings.push_back(path.string() + ": the target has no joint \"" + name + "\"");
      continue;
    }
    const std::string from = value.is_null() ? "" : value.get<std::string>();
    const int s = value.is_null() ? -1 : source.find(from);
    if (s < 0 && !value.is_null()) {
      map.warnings.push_back(path.string() + ": the source has no joint \"" + from +
                             "\"; nothing drives \"" + name + "\"");
    }
    if (Status status = set_match(map, source, target, t, s); !status) return status.error();
    map.matches[t].because = "from " + path.filename().string();
  }
  return map;
}

}  // namespace kinemote::io
