#include "motion/io/checksum.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fstream>
#include <vector>

namespace kinemote::io {

struct Checksum::State {
  XXH3_state_t value;
};

Checksum::Checksum() : state_(std::make_unique<State>()) { XXH3_64bits_reset(&state_->value); }
Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&&) noexcept = default;
Checksum& Checksum::operator=(Checksum&&) noexcept = default;

void Checksum::add(std::span<const uint8_t> bytes) {
  XXH3_64bits_update(&state_->value, bytes.data(), bytes.size());
}

std::string Checksum::text() const {
  uint64_t hash = XXH3_64bits_digest(&state_->value);
  std::string digits(16, '0');
  for (size_t i = digits.size(); i-- > 0; hash >>= 4) digits[i] = "0123456789abcdef"[hash & 15];
  return "xxh3:" + digits;
}

Result<std::string> file_checksum(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return bad_input(path.string() + ": cannot be read");
  Checksum checksum;
  std::vector<char> block(size_t{1} << 20);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         stream.gcount() > 0) {
    checksum.add(
        {reinterpret_cast<const uint8_t*>(block.data()), static_cast<size_t>(stream.gcount())});
  }
  if (stream.bad()) return bad_input(path.string() + ": reading failed");
  return checksum.text();
}

}  // namespace kinemote::io
