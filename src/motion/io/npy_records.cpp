#include "motion/io/npy_records.h"

#include <bit>
#include <cstdint>
#include <ostream>
#include <string_view>

#include "motion/io/atomic_file.h"

namespace kinemote::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the array is declared little endian");

/// As a Python string in single quotes.
std::string quoted_for_python(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? '?' : c;
  }
  return out + "'";
}

/// Magic, version, and the description, padded so that the records begin at a multiple of 64.
std::string preamble(std::span<const NpyField> fields, size_t count) {
  std::string text = "{'descr': [";
  for (const NpyField& field : fields) {
    text += "((" + quoted_for_python(field.title) + ", '" + field.name + "'), '" + field.type + "'";
    if (!field.shape.empty()) text += ", (" + field.shape + ")";
    text += "), ";
  }
  text += "], 'fortran_order': False, 'shape': (" + std::to_string(count) + ",), }";
  constexpr std::string_view kMagic("\x93NUMPY\x03\x00", 8);
  constexpr size_t kBefore = kMagic.size() + sizeof(std::uint32_t);
  while ((kBefore + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  std::string bytes(kMagic);
  append_number(bytes, static_cast<std::uint32_t>(text.size()));
  return bytes + text;
}

}  // namespace

Status write_npy_records(const std::filesystem::path& path, std::span<const NpyField> fields,
                         size_t count,
                         const std::function<void(size_t index, std::string& bytes)>& append) {
  return write_atomically(path, [&](std::ostream& stream) -> Status {
    std::string bytes = preamble(fields, count);
    for (size_t i = 0; i < count; ++i) {
      append(i, bytes);
      stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
      bytes.clear();
    }
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {};
  });
}

}  // namespace kinemote::io
