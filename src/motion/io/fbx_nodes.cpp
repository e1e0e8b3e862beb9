#include "motion/io/fbx_nodes.h"

#include <bit>
#include <cstring>
#include <limits>

namespace kinemote::io {
namespace {

static_assert(std::endian::native == std::endian::little, "FBX is little endian");

constexpr std::uint32_t kVersion = 7400;
/// A record header of zeros ends every list of records.
constexpr size_t kNullRecordSize = 13;
constexpr std::string_view kMagic("Kaydara FBX Binary  \0\x1a\0", 23);
constexpr std::string_view kFooterId(
    "\xfa\xbc\xab\x09\xd0\xc8\xd4\x66\xb1\x76\xfb\x83\x1c\xf7\x26\x7e", 16);
constexpr std::string_view kFooterEnd(
    "\xf8\x5a\x8c\x6a\xde\xf5\xd9\x7e\xec\xe9\x0c\xe3\x75\x8f\x29\x0b", 16);

template <typename T>
void put(std::string& bytes, size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

}  // namespace

template <typename T>
void FbxNodes::number(T value) {
  bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
}

FbxNodes::FbxNodes() : bytes_(kMagic) { number(kVersion); }

void FbxNodes::open(std::string_view name) {
  if (!open_.empty() && !open_.back().has_children) {
    end_properties();
    open_.back().has_children = true;
  }
  Open record;
  record.at = bytes_.size();
  bytes_.append(3 * sizeof(std::uint32_t), '\0');  // filled in by end_properties() and close()
  bytes_ += static_cast<char>(name.size());
  bytes_ += name;
  record.properties_at = bytes_.size();
  open_.push_back(record);
}

void FbxNodes::end_properties() {
  const Open& record = open_.back();
  put(bytes_, record.at + 4, record.property_count);
  put(bytes_, record.at + 8, static_cast<std::uint32_t>(bytes_.size() - record.properties_at));
}

void FbxNodes::close() {
  Open& record = open_.back();
  if (!record.has_children) end_properties();
  // Records with neither properties nor children need the mark as well.
  if (record.has_children || record.property_count == 0) bytes_.append(kNullRecordSize, '\0');
  put(bytes_, record.at, static_cast<std::uint32_t>(bytes_.size()));
  open_.pop_back();
}

void FbxNodes::empty_list(std::string_view name) {
  open(name);
  close();
}

void FbxNodes::close_list() {
  if (!open_.back().has_children) {
    end_properties();
    open_.back().has_children = true;
  }
  close();
}

void FbxNodes::property(char code) {
  bytes_ += code;
  ++open_.back().property_count;
}

void FbxNodes::add(std::int32_t value) {
  property('I');
  number(value);
}

void FbxNodes::add(std::int64_t value) {
  property('L');
  number(value);
}

void FbxNodes::add(double value) {
  property('D');
  number(value);
}

void FbxNodes::add_flag(bool value) {
  property('C');
  bytes_ += value ? 'Y' : 'N';
}

void FbxNodes::add(std::string_view text) {
  property('S');
  number(static_cast<std::uint32_t>(text.size()));
  bytes_ += text;
}

void FbxNodes::add_raw(std::string_view raw) {
  property('R');
  number(static_cast<std::uint32_t>(raw.size()));
  bytes_ += raw;
}

template <typename T>
void FbxNodes::array(char code, std::span<const T> values) {
  property(code);
  number(static_cast<std::uint32_t>(values.size()));
  number(std::uint32_t{0});  // not compressed
  number(static_cast<std::uint32_t>(values.size_bytes()));
  bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

void FbxNodes::add(std::span<const std::int32_t> values) { array('i', values); }
void FbxNodes::add(std::span<const std::int64_t> values) { array('l', values); }
void FbxNodes::add(std::span<const float> values) { array('f', values); }
void FbxNodes::add(std::span<const double> values) { array('d', values); }

Result<std::string> FbxNodes::finish() {
  bytes_.append(kNullRecordSize, '\0');
  bytes_ += kFooterId;
  bytes_.append(4, '\0');
  bytes_.append(16 - bytes_.size() % 16, '\0');
  number(kVersion);
  bytes_.append(120, '\0');
  bytes_ += kFooterEnd;
  if (bytes_.size() > std::numeric_limits<std::uint32_t>::max()) {
    return usage_error("binary FBX 7.4 holds at most 4 GiB; write a shorter range of frames");
  }
  return std::move(bytes_);
}

}  // namespace kinemote::io
