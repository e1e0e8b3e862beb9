// NumPy arrays of records (format 3.0). Private to the room.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <type_traits>

#include "motion/core/result.h"

namespace kinemote::io {

/// One field of a record. The title is kept by numpy.load() in `dtype.fields`.
struct NpyField {
  std::string title;
  std::string name;
  std::string type;   // "<f8"
  std::string shape;  // "22, 3"; empty: one value
};

/// Writes `count` records; `append` adds the bytes of one, in the order of the fields. Errors: what
/// write_atomically reports.
Status write_npy_records(const std::filesystem::path& path, std::span<const NpyField> fields,
                         size_t count,
                         const std::function<void(size_t index, std::string& bytes)>& append);

/// Adds a number as it lies in memory.
template <typename Number>
void append_number(std::string& bytes, Number value) {
  static_assert(std::is_arithmetic_v<Number>);
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace kinemote::io
