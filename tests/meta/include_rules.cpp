#include "meta/include_rules.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace kinemote::meta {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::set<std::string> word_set(const std::string& text) {
  const auto words = words_of(text);
  return {words.begin(), words.end()};
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns(1);
  for (const char c : line) {
    if (c == '|') {
      columns.emplace_back();
    } else {
      columns.back() += c;
    }
  }
  return columns;
}

bool is_standard_header(const std::string& header) {
  static const std::regex kPattern("[a-z_0-9]+");  // <vector>, <cmath>: no folder, no ending
  return std::regex_match(header, kPattern);
}

/// Name of the library that a header belongs to, "" if the table knows none.
std::string library_of(const IncludeTable& table, const std::string& header) {
  for (const auto& [name, prefixes] : table.libraries) {
    for (const auto& prefix : prefixes) {
      if (header.starts_with(prefix)) return name;
    }
  }
  return "";
}

}  // namespace

IncludeTable parse_include_table(const std::string& text) {
  IncludeTable table;
  std::istringstream stream(text);
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto columns = columns_of(line);
    const auto head = words_of(columns[0]);
    if (head.size() == 2 && head[0] == "library" && columns.size() == 2) {
      table.libraries[head[1]] = words_of(columns[1]);
    } else if (head.size() == 2 && head[0] == "room" && columns.size() == 4) {
      table.rooms[head[1]] = {word_set(columns[1]), word_set(columns[2]), word_set(columns[3])};
    } else {
      table.mistakes.push_back("line " + std::to_string(number) +
                               " is no library and no room: " + line);
    }
  }
  for (const auto& [folder, room] : table.rooms) {
    for (const auto& name : room.rooms) {
      if (!table.rooms.contains(name)) {
        table.mistakes.push_back("room " + folder + " names the unknown room " + name);
      }
    }
    for (const auto* libraries : {&room.libraries, &room.source_only_libraries}) {
      for (const auto& name : *libraries) {
        if (!table.libraries.contains(name)) {
          table.mistakes.push_back("room " + folder + " names the unknown library " + name);
        }
      }
    }
  }
  return table;
}

std::string room_of(const IncludeTable& table, const std::string& path_below_src) {
  std::string best;
  for (const auto& [folder, room] : table.rooms) {
    if (path_below_src.starts_with(folder + "/") && folder.size() > best.size()) best = folder;
  }
  return best;
}

std::vector<std::string> check_includes(const IncludeTable& table,
                                        const std::string& path_below_src,
                                        const std::string& text) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  const std::string own_room = room_of(table, path_below_src);
  if (own_room.empty()) return {"src/" + path_below_src + ": belongs to no room of rooms.txt"};
  const Room& room = table.rooms.at(own_room);
  const bool is_source = path_below_src.ends_with(".cpp");

  std::vector<std::string> complaints;
  std::istringstream stream(text);
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, kInclude)) continue;
    const std::string header = match[2];
    const auto complain = [&](const std::string& reason) {
      complaints.push_back("src/" + path_below_src + ":" + std::to_string(number) + ": " + header +
                           " is not allowed in room " + own_room + ": " + reason);
    };
    const std::string other_room = room_of(table, header);
    const std::string library = library_of(table, header);
    if (match[1] == "\"" && !other_room.empty()) {
      if (!room.rooms.contains(other_room)) complain("it may not include room " + other_room);
    } else if (!library.empty()) {
      if (room.libraries.contains(library)) continue;
      if (!room.source_only_libraries.contains(library)) {
        complain("it may not use " + library);
      } else if (!is_source) {
        complain(library + " belongs in .cpp files only");
      }
    } else if (match[1] == "\"") {
      complain("our own headers are named from src/, as \"room/file.h\"");
    } else if (!is_standard_header(header)) {
      complain("no line of rooms.txt knows this header");
    }
  }
  return complaints;
}

}  // namespace kinemote::meta
