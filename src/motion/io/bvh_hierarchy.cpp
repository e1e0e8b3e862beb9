#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "motion/io/bvh_parse.h"

namespace kinemote::io {
namespace {

/// The HIERARCHY section, read by one loop with a stack of its own, so that nesting is limited by
/// memory only.
class HierarchyParser {
 public:
  HierarchyParser(BvhText& text, Warnings& warnings) : text_(text), warnings_(warnings) {}

  Result<BvhHierarchy> run() {
    if (!equals_ignoring_case(text_.next_token(), "HIERARCHY")) {
      return expected("the word HIERARCHY (is this a BVH file?)");
    }
    while (true) {
      const std::string_view token = text_.next_token();
      if (open_.empty() && equals_ignoring_case(token, "MOTION")) break;
      if (Status status = statement(token); !status) return status.error();
    }
    if (joints().empty()) return text_.error(text_.token_position(), "expected ROOT before MOTION");
    if (out_.channels.empty()) {
      return text_.error(text_.token_position(),
                         "no joint has channels; expected at least one CHANNELS line");
    }
    set_euler_orders();
    return std::move(out_);
  }

 private:
  struct Block {
    int joint;        // for an end site, the joint that it ends
    size_t position;  // of the keyword that opened it
    bool is_end_site = false;
    bool has_offset = false;
    bool has_channels = false;
  };

  std::vector<Joint>& joints() { return out_.skeleton.joints; }

  Error expected(std::string_view what) {
    const size_t at = text_.token_position();
    return text_.error(at, "expected " + std::string(what) + ", found " + text_.found(at));
  }

  void warn(size_t position, const std::string& message) {
    warnings_.push_back(text_.address(position) + ": " + message);
  }

  std::string title(const Block& block) {
    return (block.is_end_site ? "the end site of \"" : "joint \"") + joints()[block.joint].name +
           "\"";
  }

  Status statement(std::string_view token) {
    if (equals_ignoring_case(token, "ROOT") || equals_ignoring_case(token, "JOINT")) {
      return open_joint(token);
    }
    if (open_.empty()) {
      return expected(joints().empty() ? "ROOT" : "MOTION after the end of the hierarchy");
    }
    if (token == "}") return close_block();
    if (equals_ignoring_case(token, "OFFSET")) return read_offset();
    if (equals_ignoring_case(token, "CHANNELS")) return read_channels();
    if (equals_ignoring_case(token, "End") || equals_ignoring_case(token, "EndSite")) {
      return open_end_site();
    }
    if (token.empty() || equals_ignoring_case(token, "MOTION")) {
      const std::string opened = text_.address(open_.back().position);
      return expected("\"}\" to close " + title(open_.back()) + " opened at " + opened);
    }
    return expected("OFFSET, CHANNELS, JOINT, End Site or \"}\"");
  }

  Status open_joint(std::string_view keyword) {
    const size_t at = text_.token_position();
    const bool is_root_keyword = equals_ignoring_case(keyword, "ROOT");
    if (open_.empty() && !joints().empty()) {
      return text_.error(at, "a second root; expected one figure a file (split the file)");
    }
    if (!open_.empty() && open_.back().is_end_site) {
      return text_.error(at, "expected OFFSET or \"}\" in an end site, found " + text_.found(at));
    }
    if (is_root_keyword != open_.empty()) {
      warn(at, is_root_keyword ? "ROOT inside a joint was read as JOINT"
                               : "JOINT without a parent was read as ROOT");
    }
    Joint joint;
    joint.parent = open_.empty() ? -1 : open_.back().joint;
    joint.name = read_name(at);
    const int index = static_cast<int>(joints().size());
    joints().push_back(std::move(joint));
    open_.push_back({.joint = index, .position = at});
    return expect_brace();
  }

  /// The name that follows, made unique; names may hold blanks and may stand on the next line.
  std::string read_name(size_t keyword_at) {
    std::string_view written = text_.rest_of_line();
    if (written.empty()) {
      text_.skip_space();
      if (text_.peek() != '{' && text_.peek() != '}') written = text_.rest_of_line();
    }
    std::string name(written);
    if (name.empty()) {
      name = "joint_" + std::to_string(joints().size());
      warn(keyword_at, "a joint without a name was named \"" + name + "\"");
    } else if (name.find_first_of(" \t") != std::string::npos) {
      warn(keyword_at, "the joint name \"" + name + "\" holds blanks, which many programs refuse");
    }
    if (!names_.insert(name).second) {
      std::string unique;
      do {
        unique = name + "_" + std::to_string(++copies_[name]);
      } while (!names_.insert(unique).second);
      warn(keyword_at, "a second joint \"" + name + "\" was named \"" + unique + "\"");
      name = unique;
    }
    return name;
  }

  Status open_end_site() {
    Block block = open_.back();
    if (block.is_end_site) return expected("OFFSET or \"}\" in an end site");
    block = {.joint = block.joint, .position = text_.token_position(), .is_end_site = true};
    text_.rest_of_line();  // "Site", and a name that some programs write
    if (joints()[block.joint].end_site) {
      warn(block.position,
           "a further end site of \"" + joints()[block.joint].name + "\" was left out");
    }
    open_.push_back(block);
    return expect_brace();
  }

  Status expect_brace() {
    if (text_.next_token() == "{") return {};
    return expected("\"{\" after the name of " + title(open_.back()));
  }

  Status close_block() {
    const Block block = open_.back();
    open_.pop_back();
    if (!block.has_offset) {
      warn(block.position, title(block) + " has no OFFSET; 0 0 0 was taken");
      if (block.is_end_site) keep_end_site(block, Vec3(0.0));
    }
    return {};
  }

  void keep_end_site(const Block& block, const Vec3& offset) {
    auto& tip = joints()[block.joint].end_site;
    if (!tip) tip = offset;
  }

  Status read_offset() {
    Block& block = open_.back();
    if (block.has_offset) {
      return text_.error(text_.token_position(), "a second OFFSET in " + title(block));
    }
    block.has_offset = true;
    Vec3 offset;
    for (int axis = 0; axis < 3; ++axis) {
      if (!parse_number(text_.next_token(), offset[axis])) {
        return expected(std::string("a number for the ") + "XYZ"[axis] + " of OFFSET of " +
                        title(block));
      }
    }
    if (block.is_end_site) {
      keep_end_site(block, offset);
    } else {
      joints()[block.joint].offset = offset;
    }
    return {};
  }

  Status read_channels() {
    Block& block = open_.back();
    if (block.is_end_site || block.has_channels) {
      return text_.error(
          text_.token_position(),
          (block.is_end_site ? "CHANNELS in " : "a second CHANNELS in ") + title(block));
    }
    block.has_channels = true;
    const std::string_view token = text_.next_token();
    unsigned count = 0;
    const char* end = token.data() + token.size();
    const auto [stop, error] = std::from_chars(token.data(), end, count);
    if (error != std::errc() || stop != end) {
      return expected("the number of channels of " + title(block));
    }
    for (unsigned n = 0; n < count; ++n) {
      BvhChannel channel{.joint = block.joint};
      if (!parse_channel(text_.next_token(), channel)) {
        return expected("channel " + std::to_string(n + 1) + " of " + std::to_string(count) +
                        " of " + title(block) + " (Xposition … Zrotation)");
      }
      out_.channels.push_back(channel);
    }
    return {};
  }

  static bool parse_channel(std::string_view token, BvhChannel& channel) {
    if (token.empty()) return false;
    const char letter = token.front();
    channel.axis = letter >= 'x' ? letter - 'x' : letter - 'X';
    channel.is_rotation = equals_ignoring_case(token.substr(1), "rotation");
    return channel.axis >= 0 && channel.axis < 3 &&
           (channel.is_rotation || equals_ignoring_case(token.substr(1), "position"));
  }

  /// The first appearance of each axis among a joint's rotations, then the axes that are missing.
  void set_euler_orders() {
    std::vector<std::vector<int>> axes(joints().size());
    for (const BvhChannel& channel : out_.channels) {
      if (channel.is_rotation) axes[channel.joint].push_back(channel.axis);
    }
    for (size_t j = 0; j < joints().size(); ++j) {
      if (axes[j].empty()) continue;
      for (const int axis : {0, 1, 2}) axes[j].push_back(axis);
      int count = 0;
      std::array<bool, 3> is_used{};
      for (const int axis : axes[j]) {
        if (is_used[axis]) continue;
        is_used[axis] = true;
        joints()[j].euler_order[count++] = axis;
      }
    }
  }

  BvhText& text_;
  Warnings& warnings_;
  BvhHierarchy out_;
  std::vector<Block> open_;
  std::unordered_set<std::string> names_;
  std::unordered_map<std::string, int> copies_;  // extra joints met under a name
};

}  // namespace

Result<BvhHierarchy> parse_hierarchy(BvhText& text, Warnings& warnings) {
  return HierarchyParser(text, warnings).run();
}

}  // namespace kinemote::io
