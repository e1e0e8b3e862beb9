#include "app/split_file.h"

#include <map>
#include <nlohmann/json.hpp>

#include "motion/io/atomic_file.h"

namespace kinemote::app {

Result<analysis::Split> split_clips(const io::Dataset& dataset, analysis::SplitKind kind, int folds,
                                    uint64_t seed) {
  std::vector<analysis::SplitClip> clips;
  clips.reserve(dataset.entries.size());
  for (const io::DatasetEntry& entry : dataset.entries) {
    clips.push_back({entry.name, entry.take, entry.content});
  }
  return analysis::make_split(clips, kind, folds, seed);
}

Result<ClipSet> part_of_split(const ClipSet& clips, const analysis::Split& split, SplitPart part) {
  if (split.folds.empty()) {
    return usage_error(
        "a split by window holds no clips; use one by clip, take or content (\"kinemote index DATA "
        "--write-split FILE --split take\")");
  }
  std::map<std::string, int> fold_of;
  for (size_t i = 0; i < split.clips.size(); ++i) fold_of[split.clips[i]] = split.folds[i];
  std::vector<int> kept;
  for (int i = 0; i < clips.size(); ++i) {
    const std::string& name = clips.dataset.entries[i].name;
    const auto found = fold_of.find(name);
    if (found == fold_of.end()) {
      return bad_input("the split does not know the clip \"" + name +
                       "\"; expected a split that was made of these clips");
    }
    if ((found->second == 0) == (part == SplitPart::kTest)) kept.push_back(i);
  }
  if (kept.empty()) return bad_input("no clip lies in this part of the split");
  return subset(clips, std::move(kept));
}

std::string split_to_json(const analysis::Split& split) {
  using Json = nlohmann::ordered_json;
  Json clips = Json::array();
  for (size_t i = 0; i < split.clips.size(); ++i) {
    Json clip = {{"name", split.clips[i]}};
    if (!split.folds.empty()) clip["fold"] = split.folds[i];
    clips.push_back(std::move(clip));
  }
  const Json json = {{"kind", analysis::name_of(split.kind)},
                     {"seed", split.seed},
                     {"folds", split.fold_count},
                     {"clips", std::move(clips)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<analysis::Split> split_from_json(const std::string& text, const std::string& where) {
  const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  const auto wrong = [&](const std::string& what) {
    return bad_input(where + ": " + what +
                     "; expected {\"kind\", \"seed\", \"folds\", \"clips\": [{\"name\", \"fold\"}, "
                     "…]}");
  };
  if (!json.is_object()) return wrong("this is not a JSON object");
  const auto is_number = [&](const char* key) {
    return json.contains(key) && json[key].is_number_unsigned();
  };
  if (!json.contains("kind") || !json["kind"].is_string()) return wrong("\"kind\" is no word");
  if (!is_number("seed") || !is_number("folds")) return wrong("\"seed\" or \"folds\" is no number");
  if (!json.contains("clips") || !json["clips"].is_array()) return wrong("\"clips\" is no list");
  const auto kind = analysis::parse_split_kind(json["kind"].get<std::string>());
  if (!kind) return bad_input(where + ": " + kind.error().message);
  analysis::Split split;
  split.kind = *kind;
  split.seed = json["seed"].get<uint64_t>();
  const uint64_t folds = json["folds"].get<uint64_t>();
  if (folds > 1'000'000) return wrong("\"folds\" is " + std::to_string(folds));
  split.fold_count = static_cast<int>(folds);
  for (const nlohmann::json& clip : json["clips"]) {
    const std::string which = "clip " + std::to_string(split.clips.size() + 1);
    if (!clip.is_object() || !clip.contains("name") || !clip["name"].is_string()) {
      return wrong(which + " has no name");
    }
    split.clips.push_back(clip["name"].get<std::string>());
    if (!clip.contains("fold")) continue;
    if (!clip["fold"].is_number_unsigned() || clip["fold"].get<uint64_t>() >= folds) {
      return wrong(which + " has a fold that is no number below \"folds\"");
    }
    split.folds.push_back(clip["fold"].get<int>());
  }
  if (Status s = split.validate(); !s) return bad_input(where + ": " + s.error().message);
  return split;
}

Status write_split(const std::filesystem::path& path, const analysis::Split& split) {
  return io::write_atomically(path, split_to_json(split));
}

Result<analysis::Split> read_split(const std::filesystem::path& path) {
  const Result<std::string> text = io::read_file(path);
  if (!text) return text.error();
  return split_from_json(*text, path.string());
}

}  // namespace kinemote::app
