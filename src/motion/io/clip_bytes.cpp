#include "motion/io/clip_bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "motion/io/huge_pages.h"

namespace kinemote::io {
namespace {

/// Arrays begin at multiples of this from the first byte.
constexpr size_t kAlignment = 8;

/// Puts fields one behind the other. Writer and Reader have the same calls, so that fields() below
/// says the layout once.
class Writer {
 public:
  explicit Writer(size_t expected_bytes) { bytes_.reserve(expected_bytes); }

  template <typename T>
  void number(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <typename T>
  void array(const std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    number(static_cast<uint64_t>(values.size()));
    while (bytes_.size() % kAlignment != 0) bytes_ += '\0';
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  void text(const std::string& value) {
    number(static_cast<uint64_t>(value.size()));
    bytes_.append(value);
  }
  /// How many elements follow; each is then written with calls of its own.
  template <typename T>
  void count(const std::vector<T>& values) {
    number(static_cast<uint64_t>(values.size()));
  }
  bool ok() const { return true; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Takes fields off the front; after the first that does not fit, nothing more is taken.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : all_(bytes), rest_(bytes) {}

  template <typename T>
  void number(T& value) {
    if (!has(sizeof value)) return;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
  }
  void number(bool& value) {  // any other byte than 0 and 1 would be no bool
    uint8_t byte = 0;
    number(byte);
    value = byte == 1;
    is_ok_ = is_ok_ && byte <= 1;
  }
  template <typename T>
  void array(std::vector<T>& values) {
    uint64_t count = 0;
    number(count);
    const size_t padding = (kAlignment - (all_.size() - rest_.size()) % kAlignment) % kAlignment;
    if (!has(padding)) return;
    rest_.remove_prefix(padding);
    is_ok_ = is_ok_ && count <= rest_.size() / sizeof(T);
    if (!is_ok_ || count == 0) return;
    reserve_large(values, count);
    if (reinterpret_cast<uintptr_t>(rest_.data()) % alignof(T) == 0) {
      // Straight from where the bytes lie: resize() would touch the memory twice.
      const T* const first = reinterpret_cast<const T*>(rest_.data());
      values.assign(first, first + count);
    } else {
      values.resize(count);
      std::memcpy(values.data(), rest_.data(), count * sizeof(T));
    }
    rest_.remove_prefix(count * sizeof(T));
  }
  void text(std::string& value) {
    const uint64_t size = checked_count(1);
    if (!is_ok_) return;
    value.assign(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  template <typename T>
  void count(std::vector<T>& values) {
    const uint64_t count = checked_count(sizeof(uint64_t));  // each element holds a text at least
    if (is_ok_) values.resize(count);
  }
  bool ok() const { return is_ok_; }
  bool is_at_end() const { return rest_.empty(); }

 private:
  bool has(uint64_t bytes) { return is_ok_ = is_ok_ && rest_.size() >= bytes; }
  uint64_t checked_count(size_t least_bytes_each) {
    uint64_t count = 0;
    number(count);
    is_ok_ = is_ok_ && count <= rest_.size() / least_bytes_each;
    return is_ok_ ? count : 0;
  }

  std::string_view all_, rest_;
  bool is_ok_ = true;
};

template <typename Archive, typename Joint>
void joint_fields(Archive& archive, Joint& joint) {
  archive.text(joint.name);
  archive.number(joint.parent);
  archive.number(joint.offset);
  archive.number(joint.euler_order);
  bool has_end_site = joint.end_site.has_value();
  archive.number(has_end_site);
  Vec3 end_site = joint.end_site.value_or(Vec3(0.0));
  archive.number(end_site);
  if constexpr (!std::is_const_v<Joint>) {
    if (has_end_site) joint.end_site = end_site;
  }
}

template <typename Archive, typename Import, typename Joints>
void fields(Archive& archive, Import& import, Joints& joints) {
  archive.count(joints);
  for (auto& joint : joints) joint_fields(archive, joint);
  auto& clip = import.clip;
  archive.text(clip.name);
  archive.number(clip.frame_time_s);
  archive.number(clip.frame_count);
  archive.array(clip.rotations);
  archive.array(clip.translating_joints);
  archive.array(clip.translations);
  archive.number(import.metres_per_unit);
  archive.text(import.unit);
  archive.text(import.unit_note);
  archive.number(import.height_in_units);
  archive.text(import.up_axis);
  archive.number(import.is_converted_to_y_up);
  archive.text(import.facing_note);
  archive.text(import.position_rule_note);
  archive.count(import.warnings);
  for (auto& warning : import.warnings) archive.text(warning);
}

bool is_permutation_of_axes(const EulerOrder& order) {
  EulerOrder sorted = order;
  std::sort(sorted.begin(), sorted.end());
  return sorted == EulerOrder{0, 1, 2};
}

}  // namespace

std::string clip_to_bytes(const ClipImport& import) {
  static const std::vector<Joint> kNoJoints;
  const auto& joints = import.clip.skeleton ? import.clip.skeleton->joints : kNoJoints;
  Writer writer(import.clip.rotations.size() * sizeof(Quat) +
                import.clip.translations.size() * sizeof(Vec3) + 65536);
  fields(writer, import, joints);
  return writer.take();
}

Result<ClipImport> clip_from_bytes(std::string_view bytes) {
  ClipImport import;
  Skeleton skeleton;
  Reader reader(bytes);
  fields(reader, import, skeleton.joints);
  if (!reader.ok() || !reader.is_at_end()) {
    return bad_input("these bytes are no clip of this program's cache");
  }
  for (const Joint& joint : skeleton.joints) {
    if (!is_permutation_of_axes(joint.euler_order)) {
      return bad_input("joint \"" + joint.name + "\" has an order of axes that is none");
    }
  }
  import.clip.skeleton = std::make_shared<const Skeleton>(std::move(skeleton));
  if (Status status = import.clip.validate(); !status) return status.error();
  return import;
}

}  // namespace kinemote::io
