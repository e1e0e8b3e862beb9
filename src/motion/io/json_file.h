// Reading small JSON files. Private to the room; templates, so that no header names the library.
#pragma once

#include <exception>
#include <filesystem>
#include <string>

#include "motion/io/atomic_file.h"

namespace kinemote::io {

/// The sentence of a JSON library's error: it ends in "at line 3, column 7: …"; the leading tag
/// says nothing to a user.
std::string json_reason(const std::exception& error);

/// Parses a file. Errors (bad input) name the file, line and column.
template <typename Json>
Result<Json> read_json(const std::filesystem::path& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  try {
    return Json::parse(*bytes);
  } catch (const std::exception& error) {
    return bad_input(path.string() + ": this is not JSON: " + json_reason(error));
  }
}

/// A text member; untouched if it is missing, an error if it is something else.
template <typename Json>
Status read_text(const Json& object, const char* key, std::string& text) {
  if (!object.contains(key)) return {};
  if (!object[key].is_string()) return bad_input(std::string("expected text for \"") + key + "\"");
  text = object[key].template get<std::string>();
  return {};
}

/// Writes atomically, indented by one blank. Bytes that are no UTF-8 can come from file names; they
/// are replaced rather than thrown on.
template <typename Json>
Status write_json(const std::filesystem::path& path, const Json& document) {
  return write_atomically(path,
                          document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace kinemote::io
