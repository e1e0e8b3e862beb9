// The records that a binary FBX file is made of. The format is not published; its layout is known
// from the Blender foundation's description ("FBX binary file format specification", 2013).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// Builds a binary FBX 7.4 file in memory: open() a record, add its properties, then its children,
/// close() it.
class FbxNodes {
 public:
  FbxNodes();

  void open(std::string_view name);
  void close();

  // Properties of the record that was opened last; only before its first child.
  void add(std::int32_t value);
  void add(std::int64_t value);
  void add(double value);
  void add_flag(bool value);
  void add(std::string_view text);
  void add(const char* text) { add(std::string_view(text)); }
  void add_raw(std::string_view bytes);
  void add(std::span<const std::int32_t> values);
  void add(std::span<const std::int64_t> values);
  void add(std::span<const float> values);
  void add(std::span<const double> values);

  /// A record with these properties and no children.
  template <typename... Values>
  void leaf(std::string_view name, const Values&... values) {
    open(name);
    (add(values), ...);
    close();
  }
  /// A record that readers expect to hold a list, though it is empty.
  void empty_list(std::string_view name);
  /// close() for a record without children that readers expect to hold a list.
  void close_list();

  /// Ends the file and gives its bytes. Error (usage) if it is too long for the format (4 GiB).
  Result<std::string> finish();

 private:
  struct Open {
    size_t at = 0;             // where the record begins
    size_t properties_at = 0;  // where its properties begin
    std::uint32_t property_count = 0;
    bool has_children = false;
  };
  void property(char code);
  void end_properties();
  template <typename T>
  void number(T value);
  template <typename T>
  void array(char code, std::span<const T> values);

  std::string bytes_;
  std::vector<Open> open_;
};

}  // namespace kinemote::io
