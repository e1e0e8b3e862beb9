// The include table of rooms.txt and the check of one source file against it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace kinemote::meta {

struct Room {
  std::set<std::string> rooms;                  // folders below src/ that it may include
  std::set<std::string> libraries;              // in any of its files
  std::set<std::string> source_only_libraries;  // in its .cpp files
};

struct IncludeTable {
  std::map<std::string, std::vector<std::string>> libraries;  // name to header prefixes
  std::map<std::string, Room> rooms;                          // folder below src/ to its rules
  std::vector<std::string> mistakes;                          // lines that make no sense
};

IncludeTable parse_include_table(const std::string& text);

/// The folder of the room that a path below src/ belongs to, "" if none.
std::string room_of(const IncludeTable& table, const std::string& path_below_src);

/// Forbidden includes of one file, each as "path:line: include … is not allowed in room …".
std::vector<std::string> check_includes(const IncludeTable& table,
                                        const std::string& path_below_src, const std::string& text);

}  // namespace kinemote::meta
