#include "motion/io/scene_guard.h"

#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "motion/io/fbx_key_guard.h"

namespace kinemote::io {
namespace {

/// Who stands below whom; nodes are named by any key.
template <typename Key>
class Family {
 public:
  void add(const Key& parent, const Key& child) { children_[parent].push_back(child); }

  /// True if some node is its own descendant. Depth-first with a stack of its own, since files may
  /// nest deeper than our stack.
  bool has_cycle() const {
    enum class State { kOpen, kDone };
    struct Step {
      const Key* key;
      size_t next_child;
    };
    std::unordered_map<Key, State> states;
    for (const auto& [start, ignored] : children_) {
      if (states.contains(start)) continue;
      states[start] = State::kOpen;
      std::vector<Step> path{{&start, 0}};
      while (!path.empty()) {
        Step& step = path.back();
        const auto found = children_.find(*step.key);
        if (found == children_.end() || step.next_child == found->second.size()) {
          states[*step.key] = State::kDone;
          path.pop_back();
          continue;
        }
        const Key& child = found->second[step.next_child++];
        const auto [state, is_new] = states.try_emplace(child, State::kOpen);
        if (is_new) {
          path.push_back({&child, 0});
        } else if (state->second == State::kOpen) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  std::unordered_map<Key, std::vector<Key>> children_;
};

Error cycle_error(const std::string& name) {
  return bad_input(name + ": a node stands below itself; expected a tree of nodes");
}

/// Connections of objects in an FBX file. Only those between models are a tree: a mesh may hang
/// from a bone that deforms it, through objects of other kinds.
class FbxConnections {
 public:
  explicit FbxConnections(std::string_view bytes) : bytes_(bytes) {
    if (bytes.starts_with("Kaydara FBX Binary")) {
      read_binary();
    } else {
      read_text();
    }
  }

  bool have_cycle() const {
    Family<std::uint64_t> family;
    for (const auto& [child, parent] : connections_) {
      if (models_.contains(child) && models_.contains(parent)) family.add(parent, child);
    }
    return family.has_cycle();
  }

 private:
  /// Calls `act` with the place behind each occurrence of `mark`.
  template <typename Action>
  void for_each(std::string_view mark, Action act) const {
    for (size_t at = bytes_.find(mark); at != std::string_view::npos; at = bytes_.find(mark, at)) {
      at += mark.size();
      act(at);
    }
  }

  /// A node "Model" begins with its number; a node "C" holds "OO", child, parent.
  void read_binary() {
    const auto number_at = [this](size_t at) {
      std::uint64_t number;
      std::memcpy(&number, bytes_.data() + at, sizeof number);
      return number;
    };
    for_each(std::string_view("\5ModelL", 7), [&](size_t at) {
      if (bytes_.size() - at >= 8) models_.insert(number_at(at));
    });
    for_each(std::string_view("\1CS\2\0\0\0OOL", 10), [&](size_t at) {
      if (bytes_.size() - at < 17 || bytes_[at + 8] != 'L') return;
      connections_.emplace_back(number_at(at), number_at(at + 9));
    });
  }

  /// Model: 12, "Model::name", "LimbNode" { … and C: "OO",child,parent.
  void read_text() {
    for_each("Model:", [&](size_t at) {
      std::uint64_t id;
      if (read_number(at, id)) models_.insert(id);
    });
    for_each("\"OO\"", [&](size_t at) {
      std::uint64_t child, parent;
      if (read_number(at, child) && read_number(at, parent)) {
        connections_.emplace_back(child, parent);
      }
    });
  }

  bool read_number(size_t& at, std::uint64_t& value) const {
    while (at < bytes_.size() && (bytes_[at] == ' ' || bytes_[at] == ',')) ++at;
    const char* const end = bytes_.data() + bytes_.size();
    const auto [stop, error] = std::from_chars(bytes_.data() + at, end, value);
    at = static_cast<size_t>(stop - bytes_.data());
    return error == std::errc();
  }

  std::string_view bytes_;
  std::unordered_set<std::uint64_t> models_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> connections_;
};

/// The value of an attribute inside one tag; empty if it has none.
std::string_view attribute(std::string_view tag, std::string_view name) {
  for (size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const size_t value = at + name.size() + 2;
    if (at == 0 ||
        (tag[at - 1] != ' ' && tag[at - 1] != '\t' && tag[at - 1] != '\n' && tag[at - 1] != '\r')) {
      continue;
    }
    if (value > tag.size() || tag[value - 2] != '=') continue;
    const size_t end = tag.find(tag[value - 1], value);
    if (end != std::string_view::npos) return tag.substr(value, end - value);
  }
  return {};
}

/// Instances of nodes below the nodes of a Collada file: each names a node by "#id".
void add_instances(std::string_view text, Family<std::string>& family) {
  std::vector<std::string> open;  // ids of the nodes around, "" without one
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view tag = text.substr(at, text.find('>', at) - at);
    if (tag.starts_with("</node")) {
      if (!open.empty()) open.pop_back();
    } else if (tag.starts_with("<node") && tag.size() > 5 && tag[5] <= ' ') {
      open.emplace_back(attribute(tag, "id"));
      // Nodes without a name of their own must not be taken for each other.
      if (open.back().empty()) open.back() = "<" + std::to_string(at);
      if (open.size() > 1) family.add(open[open.size() - 2], open.back());
      if (tag.ends_with('/')) open.pop_back();
    } else if (tag.starts_with("<instance_node") && !open.empty()) {
      const std::string_view url = attribute(tag, "url");
      if (url.starts_with('#')) family.add(open.back(), std::string(url.substr(1)));
    }
  }
}

/// Magic, version, total length, then chunks of length, kind, bytes; all numbers in 4 bytes.
Status check_chunks(std::string_view bytes, const std::string& name) {
  constexpr size_t kHeader = 12;
  constexpr size_t kChunkHeader = 8;
  for (size_t at = kHeader; at + kChunkHeader <= bytes.size();) {
    std::uint32_t length;
    std::memcpy(&length, bytes.data() + at, sizeof length);
    at += kChunkHeader;
    if (length > bytes.size() - at) {
      return bad_input(name + ": a chunk of " + std::to_string(length) + " bytes in a file of " +
                       std::to_string(bytes.size()) + "; the file is cut off or damaged");
    }
    at += length;
  }
  return {};
}

}  // namespace

Status check_scene_bytes(std::string_view bytes, std::string_view extension,
                         const std::string& name) {
  if (extension == "glb") return check_chunks(bytes, name);
  if (extension == "fbx" && FbxConnections(bytes).have_cycle()) return cycle_error(name);
  if (extension == "fbx" && !has_sane_fbx_keys(bytes)) {
    return bad_input(name + ": keys jump beyond any motion; the file is damaged");
  }
  if (extension == "dae") {
    Family<std::string> family;
    add_instances(bytes, family);
    if (family.has_cycle()) return cycle_error(name);
  }
  return {};
}

}  // namespace kinemote::io
