// NaN and Infinity, which Python writes into JSON and JSON does not know. Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kinemote::io {

/// A text in which `null` stands for them.
struct WithoutBareNumbers {
  std::string text;            // empty if `count` is 0: the original needs no change
  size_t count = 0;            // of all that were replaced
  std::vector<size_t> longer;  // places in `text` behind which it is one byte longer: null for NaN

  /// The place in the original of a place in `text`.
  size_t original_place(size_t place) const;
};

/// Replaces `NaN`, `Infinity` and `-Infinity` outside strings. Cost: one pass, and a copy if there
/// is one of them.
WithoutBareNumbers replace_bare_numbers(std::string_view json);

}  // namespace kinemote::io
