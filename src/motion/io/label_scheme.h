// How clips of a data set are labelled: rules as small editable files.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "motion/core/result.h"

namespace kinemote::io {

/// What a scheme says of one clip; "" where it says nothing.
struct ClipLabels {
  std::string label, content, take;
};

/// Clips whose numbers lie in one block of `size` share a take, named by what stands before the
/// number. With `only_if_group` only where that group is `only_if_text`.
struct TakeBlocks {
  int group = 0;
  int size = 1;
  int only_if_group = 0;  // 0: always
  std::string only_if_text;
};

/// One scheme (assets/labels/*.json):
/// - rule "folder": the label is the name of the folder the clip lies in;
/// - rule "name": `pattern`, a regular expression over the whole file name without its extension;
///   `fields` tell which group is label, content and take, `values` translate codes to words,
///   `blocks` put clips of neighbouring numbers into one take;
/// - rule "csv": a table beside the data, `file`, whose columns are named in `columns`.
struct LabelScheme {
  enum class Rule { kFolder, kName, kCsv };

  std::string name;    // "bandai-namco"
  std::string about;   // one sentence for people
  std::string source;  // where the naming is documented
  Rule rule = Rule::kFolder;
  std::string pattern;
  bool is_detected = false;           // tried when the user names no scheme
  std::map<std::string, int> fields;  // "label", "content", "take": group, from 1
  std::map<std::string, std::map<std::string, std::string>> values;  // field: code: word
  std::optional<TakeBlocks> blocks;
  std::string file;                            // "labels.csv"
  std::map<std::string, std::string> columns;  // "file", "label", "content", "take", "pleasure"…
};

/// Reads a scheme. Errors (bad input) name the file, the member and what was expected; patterns
/// longer than 256 characters or not understood are refused.
Result<LabelScheme> read_label_scheme(const std::filesystem::path& path);
/// All schemes of a folder, by name.
Result<std::vector<LabelScheme>> read_label_schemes(const std::filesystem::path& folder);

/// A scheme of rule "name" made ready.
class NameMatcher {
 public:
  /// Error (bad input) if the pattern is not understood.
  static Result<NameMatcher> make(const LabelScheme& scheme);
  /// What the name says; empty if it does not match. Names longer than 128 characters never match:
  /// together with matching in polynomial time (no back-references) that bounds the work, whatever
  /// the pattern.
  std::optional<ClipLabels> match(std::string_view name) const;

 private:
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace kinemote::io
