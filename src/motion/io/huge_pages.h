// Large arrays without thousands of page faults.
#pragma once

#include <cstddef>
#include <vector>

namespace kinemote::io {

/// Asks the system to back memory with huge pages. Advice only: it may be ignored, and nothing but
/// speed depends on it. Memory that holds no whole huge page is left alone.
void advise_huge_pages(void* memory, size_t bytes);

/// vector.reserve(count), with huge pages where there are many: first touching 100 MB in pages of
/// 4 kB takes longer than filling them.
template <typename T>
void reserve_large(std::vector<T>& vector, size_t count) {
  vector.reserve(count);
  if (vector.capacity() > 0) advise_huge_pages(vector.data(), vector.capacity() * sizeof(T));
}

}  // namespace kinemote::io
