#include "synthesis/control/tensor_file.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <glm/gtc/packing.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace kinemote::synthesis {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

using Json = nlohmann::json;

constexpr float kLargestHalf = 65504.0F;

bool is_divisor(const std::string& name) {
  return name.ends_with("_scale") && !name.starts_with("card/");
}

/// Number of elements of a shape; -1 if a dimension is negative or the product overflows.
int64_t element_count(const std::vector<int64_t>& shape) {
  int64_t count = 1;
  for (const int64_t size : shape) {
    if (size < 0) return -1;
    if (size > 0 && count > std::numeric_limits<int64_t>::max() / 8 / size) return -1;
    count *= size;
  }
  return count;
}

std::string format_shape(const std::vector<int64_t>& shape) { return Json(shape).dump(); }

/// The first thing wrong with a tensor's values, as "holds …"; empty if none.
std::string fault_of(const std::string& name, const Tensor& tensor) {
  for (size_t i = 0; i < tensor.values.size(); ++i) {
    if (!std::isfinite(tensor.values[i])) {
      return "holds a value that is not finite at element " + std::to_string(i);
    }
    if (is_divisor(name) && tensor.values[i] == 0.0F) {
      return "holds a normalisation scale of zero at element " + std::to_string(i);
    }
  }
  return {};
}

Result<std::string> tensor_bytes(const std::string& name, const Tensor& tensor, bool as_half) {
  if (element_count(tensor.shape) != static_cast<int64_t>(tensor.values.size())) {
    return usage_error("tensor \"" + name + "\" has shape " + format_shape(tensor.shape) + " and " +
                       std::to_string(tensor.values.size()) + " values");
  }
  if (const std::string fault = fault_of(name, tensor); !fault.empty()) {
    return usage_error("tensor \"" + name + "\" " + fault);
  }
  std::string bytes;
  if (tensor.values.empty()) return bytes;
  if (!as_half) {
    bytes.resize(tensor.values.size() * sizeof(float));
    std::memcpy(bytes.data(), tensor.values.data(), bytes.size());
    return bytes;
  }
  bytes.resize(tensor.values.size() * sizeof(uint16_t));
  for (size_t i = 0; i < tensor.values.size(); ++i) {
    if (std::abs(tensor.values[i]) > kLargestHalf) {
      return usage_error("tensor \"" + name + "\" is too large for half precision at element " +
                         std::to_string(i));
    }
    const uint16_t half = glm::packHalf1x16(tensor.values[i]);
    std::memcpy(bytes.data() + i * sizeof half, &half, sizeof half);
  }
  return bytes;
}

/// Throws with a sentence about the table's entry.
Tensor tensor_from_table(const Json& entry, std::string_view payload) {
  const auto name = entry.at("name").get<std::string>();
  const auto type = entry.at("type").get<std::string>();
  const auto offset = entry.at("offset").get<uint64_t>();
  Tensor tensor;
  entry.at("shape").get_to(tensor.shape);
  const int64_t count = element_count(tensor.shape);
  if (count < 0 || (type != "f16" && type != "f32")) {
    throw std::runtime_error("tensor \"" + name + "\" has shape " + format_shape(tensor.shape) +
                             " and type \"" + type + "\"");
  }
  const size_t width = type == "f16" ? sizeof(uint16_t) : sizeof(float);
  const size_t size = static_cast<size_t>(count) * width;
  if (offset > payload.size() || size > payload.size() - offset) {
    throw std::runtime_error("tensor \"" + name +
                             "\" reaches beyond the end of the file: it is cut short");
  }
  if (count == 0) return tensor;
  tensor.values.resize(count);
  const char* from = payload.data() + offset;
  if (type == "f32") {
    std::memcpy(tensor.values.data(), from, size);
  } else {
    for (int64_t i = 0; i < count; ++i) {
      uint16_t half = 0;
      std::memcpy(&half, from + i * sizeof half, sizeof half);
      tensor.values[i] = glm::unpackHalf1x16(half);
    }
  }
  if (const std::string fault = fault_of(name, tensor); !fault.empty()) {
    throw std::runtime_error("tensor \"" + name + "\" " + fault);
  }
  return tensor;
}

/// One line without its end, from `at` on; moves `at` behind it. Empty if there is no line end
/// within `longest` bytes.
std::string_view take_line(std::string_view bytes, size_t& at, size_t longest) {
  const size_t end = bytes.substr(at, longest).find('\n');
  if (end == std::string_view::npos) return {};
  const std::string_view line = bytes.substr(at, end);
  at += end + 1;
  return line;
}

/// A decimal number without sign or blanks; -1 for anything else.
int64_t parse_count(std::string_view text) {
  if (text.empty() || text.size() > 15) return -1;
  int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = 10 * value + (c - '0');
  }
  return value;
}

/// Throws for what the conversions behind it do not survive: nesting that fills the stack when it
/// is printed, and numbers whose conversion to whole ones is undefined.
Json parse_header(std::string_view header) {
  constexpr int kDeepest = 32;
  constexpr double kLargest = 1e15;
  return Json::parse(header, [](int depth, Json::parse_event_t, Json& value) {
    if (depth > kDeepest) throw std::runtime_error("it is nested too deeply");
    if (value.is_number_float() && std::abs(value.get<double>()) > kLargest) {
      throw std::runtime_error("it holds a number beyond 1e15");
    }
    return true;
  });
}

constexpr const char* kTable = "tensors";  // the header's member

/// The version in a file's first line; -1 if it is no such file.
int64_t version_of(std::string_view first_line, std::string_view magic) {
  if (first_line.size() <= magic.size() || !first_line.starts_with(magic)) return -1;
  if (first_line[magic.size()] != ' ') return -1;
  return parse_count(first_line.substr(magic.size() + 1));
}

}  // namespace

Result<TensorFile> parse_tensor_file(std::string_view bytes, const TensorFormat& format) {
  size_t at = 0;
  const int64_t version = version_of(take_line(bytes, at, 64), format.magic);
  if (version < 1) return bad_input("it is not a Kinemote " + std::string(format.what) + " file");
  if (version < format.version) {
    return bad_input("it has format " + std::to_string(version) +
                     ", whose network this program no longer has: train it again");
  }
  if (version > format.version) {
    return bad_input("it has format " + std::to_string(version) +
                     ", and this program reads up to format " + std::to_string(format.version) +
                     ": a newer Kinemote wrote it");
  }
  const int64_t header_size = parse_count(take_line(bytes, at, 64));
  if (header_size < 0 || static_cast<uint64_t>(header_size) > bytes.size() - at) {
    return bad_input("its header is cut short or damaged");
  }
  const std::string_view header = bytes.substr(at, header_size);
  const std::string_view payload = bytes.substr(at + header_size);
  try {
    const Json json = parse_header(header);
    TensorFile file;
    for (const Json& entry : json.at(kTable)) {
      file.tensors[entry.at("name").get<std::string>()] = tensor_from_table(entry, payload);
    }
    for (const auto& [name, member] : json.items()) {
      if (name != kTable) file.members[name] = member.dump();
    }
    return file;
  } catch (const std::exception& e) {
    return bad_input(std::string("its header is damaged (") + e.what() + ")");
  }
}

Result<std::string> tensor_file_bytes(const TensorFile& file, const TensorFormat& format,
                                      const std::function<bool(const std::string&)>& is_half) {
  std::string payload;
  Json table = Json::array();
  for (const auto& [name, tensor] : file.tensors) {
    const bool as_half = is_half(name);
    Result<std::string> bytes = tensor_bytes(name, tensor, as_half);
    if (!bytes) return bytes.error();
    table.push_back({{"name", name},
                     {"shape", tensor.shape},
                     {"type", as_half ? "f16" : "f32"},
                     {"offset", payload.size()}});
    payload += *bytes;
  }
  Json header{{kTable, std::move(table)}};
  for (const auto& [name, text] : file.members) {
    Json member = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (member.is_discarded()) return usage_error("\"" + name + "\" of a model is not JSON");
    header[name] = std::move(member);
  }
  const std::string text = header.dump();
  return std::string(format.magic) + " " + std::to_string(format.version) + "\n" +
         std::to_string(text.size()) + "\n" + text + payload;
}

}  // namespace kinemote::synthesis
