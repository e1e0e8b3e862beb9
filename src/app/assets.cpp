#include "app/assets.h"

#include <cstdlib>
#include <system_error>

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> asset_folders() {
  std::vector<fs::path> folders;
  if (const char* dir = std::getenv("KINEMOTE_ASSETS"); dir != nullptr && *dir != '\0') {
    folders.emplace_back(dir);
  }
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (!program.empty()) {
    folders.push_back(program.parent_path().parent_path() / "share" / "kinemote");
  }
  folders.emplace_back(KINEMOTE_ASSET_DIR);
  return folders;
}

}  // namespace

Result<fs::path> find_asset(const std::string& relative_path) {
  std::string places;
  for (const fs::path& folder : asset_folders()) {
    std::error_code ignored;
    const fs::path candidate = folder / relative_path;
    if (fs::exists(candidate, ignored)) return candidate;
    places += (places.empty() ? "" : ", ") + folder.string();
  }
  return environment_error("the program's file \"" + relative_path + "\" was not found in " +
                           places + "; set KINEMOTE_ASSETS to the folder \"assets\" of Kinemote");
}

Result<std::vector<io::PadTableRow>> load_pad_table(const fs::path& path) {
  if (!path.empty()) {
    std::error_code ignored;
    const std::string preset = "pad/" + path.string() + ".json";
    if (!path.has_parent_path() && !path.has_extension() && !fs::exists(path, ignored)) {
      if (const Result<fs::path> shipped = find_asset(preset)) return io::read_pad_table(*shipped);
    }
    return io::read_pad_table(path);
  }
  const Result<fs::path> shipped = find_asset("pad/tables.json");
  if (!shipped) return shipped.error();
  return io::read_pad_table(*shipped);
}

std::vector<analysis::PadWord> pad_words(const std::vector<io::PadTableRow>& rows) {
  std::vector<analysis::PadWord> words;
  words.reserve(rows.size());
  for (const io::PadTableRow& row : rows) {
    words.push_back({row.label, {row.pad[0], row.pad[1], row.pad[2]}});
  }
  return words;
}

Result<std::vector<io::LabelScheme>> load_label_schemes() {
  const Result<fs::path> folder = find_asset("labels");
  if (!folder) return folder.error();
  return io::read_label_schemes(*folder);
}

Result<io::LabelScheme> load_label_scheme(const std::string& name_or_path) {
  std::error_code ignored;
  if (fs::is_regular_file(name_or_path, ignored)) return io::read_label_scheme(name_or_path);
  const Result<std::vector<io::LabelScheme>> shipped = load_label_schemes();
  if (!shipped) return shipped.error();
  std::string names;
  for (const io::LabelScheme& scheme : *shipped) {
    if (scheme.name == name_or_path) return scheme;
    names += (names.empty() ? "" : ", ") + scheme.name;
  }
  return usage_error("label scheme \"" + name_or_path +
                     "\" is neither a file nor one of the shipped schemes: " + names);
}

Result<fs::path> resolve_model(const std::string& name_or_path) {
  if (name_or_path.empty() || name_or_path == "builtin") {
    return find_asset("models/builtin.kmodel");
  }
  std::error_code ignored;
  if (!fs::exists(name_or_path, ignored)) {
    return bad_input("model \"" + name_or_path +
                     "\" does not exist; give a file that \"kinemote train\" has written, or "
                     "leave --model out for the built-in one");
  }
  return fs::path(name_or_path);
}

}  // namespace kinemote::app
