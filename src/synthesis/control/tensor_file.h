// What all files of trained models share: a line that names the format, a line with the JSON
// header's byte count, the JSON header (members of the format's own, and the tensor table with
// name, shape, type, byte offset), then raw little-endian tensors (float16 or float32). Offsets
// count from the first byte after the header.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "motion/core/result.h"
#include "synthesis/control/tensor.h"

namespace kinemote::synthesis {

/// The first line of a file is `magic` and `version`, with a blank between.
struct TensorFormat {
  std::string_view magic;
  int version = 1;
  std::string_view what;  // "model": as errors call such a file
};

struct TensorFile {
  std::map<std::string, std::string> members;  // of the header, as JSON texts
  std::map<std::string, Tensor> tensors;
};

/// Errors (bad input), without the file's name: another format, an older or newer version,
/// truncated, damaged header, a tensor value that is not finite, or zero in a tensor whose name
/// ends in "_scale". Memory: about twice the bytes.
Result<TensorFile> parse_tensor_file(std::string_view bytes, const TensorFormat& format);

/// The reverse; `is_half` chooses by name what is written as float16. Errors (usage): a member
/// that is not JSON, a tensor that cannot be written (shape and size differ, not finite, a scale
/// of zero, too large for float16).
Result<std::string> tensor_file_bytes(const TensorFile& file, const TensorFormat& format,
                                      const std::function<bool(const std::string&)>& is_half);

}  // namespace kinemote::synthesis
