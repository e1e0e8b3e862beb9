// Checksums of files and of bytes as they come: what outputs say they were made from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "motion/core/result.h"

namespace kinemote::io {

/// 64-bit XXH3 of bytes that are handed over in parts: the same for the same bytes on every
/// machine. It finds accidents, not forgers.
class Checksum {
 public:
  Checksum();
  ~Checksum();
  Checksum(Checksum&&) noexcept;
  Checksum& operator=(Checksum&&) noexcept;

  void add(std::span<const uint8_t> bytes);
  /// Of all bytes so far: "xxh3:" and 16 hex digits.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Of a file's bytes. Error (bad input): it cannot be read.
Result<std::string> file_checksum(const std::filesystem::path& path);

}  // namespace kinemote::io
