#include "app/settings_hash.h"

#include <cstdint>

namespace kinemote::app {

std::string settings_hash(std::string_view settings) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : settings) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, hash >>= 4) text[i] = "0123456789abcdef"[hash & 15];
  return text;
}

}  // namespace kinemote::app
