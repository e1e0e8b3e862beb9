#include "motion/io/label_scheme.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <regex>
#include <system_error>

#include "motion/io/json_file.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr size_t kLongestPattern = 256;
constexpr size_t kLongestName = 128;
// libstdc++'s default matcher recurses once a character and backtracks without limit; its other one
// walks all alternatives at once, in time polynomial in the name and without recursion.
#ifdef __GLIBCXX__
constexpr auto kSyntax = std::regex::ECMAScript | std::regex_constants::__polynomial;
#else
constexpr auto kSyntax = std::regex::ECMAScript;
#endif

Status read_number(const json& object, const char* key, int low, int high, int& value) {
  if (!object.contains(key)) return {};
  const json& number = object[key];
  if (!number.is_number_integer() || number.get<double>() < low || number.get<double>() > high) {
    return bad_input(std::string("expected a whole number from ") + std::to_string(low) + " to " +
                     std::to_string(high) + " for \"" + key + "\"");
  }
  value = number.get<int>();
  return {};
}

Status read_words(const json& object, const char* key, std::map<std::string, std::string>& words) {
  const Error wrong = bad_input(std::string("expected an object of texts for \"") + key + "\"");
  if (!object.is_object()) return wrong;
  for (const auto& [name, value] : object.items()) {
    if (!value.is_string()) return wrong;
    words[name] = value.get<std::string>();
  }
  return {};
}

constexpr int kMostGroups = 32;

Status read_name_rule(const json& document, LabelScheme& scheme) {
  if (Status s = read_text(document, "pattern", scheme.pattern); !s) return s;
  if (scheme.pattern.empty() || scheme.pattern.size() > kLongestPattern) {
    return bad_input("expected a \"pattern\" of 1 to " + std::to_string(kLongestPattern) +
                     " characters");
  }
  const json fields = document.value("fields", json::object());
  if (!fields.is_object() || fields.empty()) {
    return bad_input("expected \"fields\": {\"label\": group, …}");
  }
  for (const auto& [field, value] : fields.items()) {
    if (field != "label" && field != "content" && field != "take") {
      return bad_input("field \"" + field + "\" is not one of label, content and take");
    }
    if (Status s = read_number(fields, field.c_str(), 1, kMostGroups, scheme.fields[field]); !s) {
      return s;
    }
  }
  if (document.contains("values")) {
    if (!document["values"].is_object()) {
      return bad_input("expected \"values\": {\"label\": {\"code\": \"word\"}}");
    }
    for (const auto& [field, words] : document["values"].items()) {
      if (Status s = read_words(words, field.c_str(), scheme.values[field]); !s) return s;
    }
  }
  if (!document.contains("blocks")) return {};
  const json& blocks = document["blocks"];
  if (!blocks.is_object()) return bad_input("expected \"blocks\": {\"group\": n, \"size\": n}");
  TakeBlocks& out = scheme.blocks.emplace();
  for (const Status& s : {read_number(blocks, "group", 1, kMostGroups, out.group),
                          read_number(blocks, "size", 1, 1'000'000, out.size),
                          read_number(blocks, "only_if_group", 1, kMostGroups, out.only_if_group),
                          read_text(blocks, "only_if_text", out.only_if_text)}) {
    if (!s) return s;
  }
  if (out.group == 0) return bad_input("expected \"blocks\": {\"group\": n, \"size\": n}");
  return {};
}

Status read_csv_rule(const json& document, LabelScheme& scheme) {
  if (Status s = read_text(document, "file", scheme.file); !s) return s;
  if (scheme.file.empty()) return bad_input("expected the table's \"file\" name");
  if (Status s = read_words(document.value("columns", json()), "columns", scheme.columns); !s) {
    return s;
  }
  if (!scheme.columns.contains("file")) {
    return bad_input("expected \"columns\" to name the column of \"file\"");
  }
  return {};
}

Status read_rule(const json& document, LabelScheme& scheme) {
  std::string rule;
  for (const Status& s :
       {read_text(document, "name", scheme.name), read_text(document, "about", scheme.about),
        read_text(document, "source", scheme.source), read_text(document, "rule", rule)}) {
    if (!s) return s;
  }
  if (scheme.name.empty()) return bad_input("expected a \"name\"");
  if (document.contains("detected")) {
    if (!document["detected"].is_boolean())
      return bad_input("expected true or false for \"detected\"");
    scheme.is_detected = document["detected"].get<bool>();
  }
  if (rule == "folder") return {};
  if (rule == "name") {
    scheme.rule = LabelScheme::Rule::kName;
    if (Status s = read_name_rule(document, scheme); !s) return s;
    const Result<NameMatcher> matcher = NameMatcher::make(scheme);
    return matcher ? Status() : matcher.error();
  }
  if (rule == "csv") {
    scheme.rule = LabelScheme::Rule::kCsv;
    return read_csv_rule(document, scheme);
  }
  return bad_input("expected \"rule\" to be folder, name or csv");
}

}  // namespace

Result<LabelScheme> read_label_scheme(const fs::path& path) {
  const Result<json> document = read_json<json>(path);
  if (!document) return document.error();
  if (!document->is_object()) return bad_input(path.string() + ": expected an object");
  LabelScheme scheme;
  if (Status s = read_rule(*document, scheme); !s) {
    return bad_input(path.string() + ": " + s.error().message);
  }
  return scheme;
}

Result<std::vector<LabelScheme>> read_label_schemes(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> paths;
  fs::directory_iterator it(folder, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".json") paths.push_back(it->path());
  }
  if (error) return bad_input(folder.string() + ": cannot list the folder: " + error.message());
  std::sort(paths.begin(), paths.end());
  std::vector<LabelScheme> schemes;
  for (const fs::path& path : paths) {
    Result<LabelScheme> scheme = read_label_scheme(path);
    if (!scheme) return scheme.error();
    schemes.push_back(std::move(scheme).value());
  }
  return schemes;
}

struct NameMatcher::Compiled {
  LabelScheme scheme;
  std::regex pattern;
};

Result<NameMatcher> NameMatcher::make(const LabelScheme& scheme) {
  auto compiled = std::make_shared<Compiled>();
  compiled->scheme = scheme;
  try {
    compiled->pattern = std::regex(scheme.pattern, kSyntax);
  } catch (const std::regex_error& error) {
    return bad_input("the pattern \"" + scheme.pattern + "\" is not understood: " + error.what());
  }
  int highest = scheme.blocks ? std::max(scheme.blocks->group, scheme.blocks->only_if_group) : 0;
  for (const auto& [field, group] : scheme.fields) highest = std::max(highest, group);
  const int groups = static_cast<int>(compiled->pattern.mark_count());
  if (highest > groups) {
    return bad_input("the pattern \"" + scheme.pattern + "\" has " + std::to_string(groups) +
                     " groups, but group " + std::to_string(highest) + " is asked for");
  }
  NameMatcher matcher;
  matcher.compiled_ = std::move(compiled);
  return matcher;
}

std::optional<ClipLabels> NameMatcher::match(std::string_view name) const {
  if (name.size() > kLongestName) return std::nullopt;
  const LabelScheme& scheme = compiled_->scheme;
  std::match_results<std::string_view::const_iterator> found;
  if (!std::regex_match(name.begin(), name.end(), found, compiled_->pattern)) return std::nullopt;
  ClipLabels labels;
  for (const auto& [field, group] : scheme.fields) {
    std::string text = found[group].str();
    if (const auto words = scheme.values.find(field); words != scheme.values.end()) {
      const auto word = words->second.find(text);
      if (word != words->second.end()) text = word->second;
    }
    (field == "label"     ? labels.label
     : field == "content" ? labels.content
                          : labels.take) = std::move(text);
  }
  if (const auto& blocks = scheme.blocks) {
    const bool applies =
        blocks->only_if_group == 0 || found[blocks->only_if_group].str() == blocks->only_if_text;
    const std::string digits = found[blocks->group].str();
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (applies && error == std::errc() && end == digits.data() + digits.size() && number >= 0) {
      const size_t at = static_cast<size_t>(found.position(blocks->group));
      labels.take = std::string(name.substr(0, at)) + "block-" +
                    std::to_string(std::max(0, number - 1) / blocks->size + 1);
    }
  }
  return labels;
}

}  // namespace kinemote::io
