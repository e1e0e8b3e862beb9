#include "app/recognition/study_folder.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct KeptTrial {
  fs::file_time_type finished;
  std::string settings;  // as text: trials with the same can be compared
  TrialResult trial;
};

/// The value of a setting; an identity holds them as an object or as pairs.
Json setting(const Json& settings, const std::string& name) {
  if (settings.is_object()) return settings.contains(name) ? settings[name] : Json();
  for (const Json& entry : settings) {
    if (entry.is_array() && entry.size() == 2 && entry[0] == name) return entry[1];
  }
  return {};
}

RecognitionSettings settings_of(const Json& json) {
  RecognitionSettings settings;
  const auto take = [&](const char* name, auto& value) {
    const Json found = setting(json, name);
    if (!found.is_null()) found.get_to(value);
  };
  take("classes", settings.classes);
  take("folds", settings.folds);
  take("window_frames", settings.window_frames);
  take("hop_frames", settings.hop_frames);
  take("pixel_noise", settings.pixel_noise);
  take("joint_dropout", settings.joint_dropout);
  std::string split(analysis::name_of(settings.split));
  take("split", split);
  if (const auto kind = analysis::parse_split_kind(split)) settings.split = *kind;
  for (const Json& entry : json) {
    // The seed stands alone where settings are pairs.
    if (json.is_array() && entry.is_array() && entry.size() == 1) entry[0].get_to(settings.seed);
  }
  take("seed", settings.seed);
  take("repeats", settings.repeats);
  return settings;
}

Result<KeptTrial> read_trial(const fs::path& file) try {
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  const Json identity = Json::parse(*text).at("identity");
  auto trial = trial_of_json(*text, identity.dump());
  if (!trial) return Error{trial.error().code, file.string() + ": " + trial.error().message};
  return KeptTrial{fs::last_write_time(file),
                   Json{identity.at("settings"), identity.value("clips", "")}.dump(),
                   std::move(*trial)};
} catch (const std::exception& e) {
  return bad_input(file.string() + ": not a trial's result: " + e.what());
}

/// Title and data, where the study has been finished once.
void name_study(const fs::path& folder, StudyResult& result) {
  result.data = folder.filename().string();
  const Result<std::string> text = read_file(folder / "scores.json");
  if (!text) return;
  const Json scores = Json::parse(*text, nullptr, false);
  if (!scores.is_object()) return;
  if (scores.contains("title") && scores["title"].is_string()) result.plan.title = scores["title"];
  if (scores.contains("data") && scores["data"].is_string()) result.data = scores["data"];
}

std::vector<fs::path> trial_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder / "trials", failed)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

Result<StudyResult> read_study_folder(const fs::path& folder) {
  const std::vector<fs::path> files = trial_files(folder);
  if (files.empty()) {
    return bad_input(folder.string() +
                     " holds no study: expected the folder that `kinemote study --out` writes to, "
                     "with files in its trials folder");
  }
  StudyResult result;
  std::vector<KeptTrial> kept;
  for (const fs::path& file : files) {
    auto trial = read_trial(file);
    if (trial) {
      kept.push_back(std::move(*trial));
    } else {
      result.warnings.push_back(trial.error().message);
    }
  }
  if (kept.empty()) return bad_input(result.warnings.front());
  std::map<std::string, int> counts;
  for (const KeptTrial& one : kept) ++counts[one.settings];
  const auto commonest =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto others = std::remove_if(kept.begin(), kept.end(), [&](const KeptTrial& one) {
    return one.settings != commonest->first;
  });
  if (others != kept.end()) {
    result.warnings.push_back(std::to_string(kept.end() - others) +
                              " trials of other settings or clips lie in the folder and were left "
                              "out");
    kept.erase(others, kept.end());
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const KeptTrial& a, const KeptTrial& b) { return a.finished < b.finished; });
  result.plan.settings = settings_of(Json::parse(commonest->first)[0]);
  name_study(folder, result);
  for (KeptTrial& one : kept) {
    result.plan.recognisers.push_back(one.trial.spec);
    result.trials.push_back(std::move(one.trial));
  }
  result.plan.data = result.data;
  result.reused = static_cast<int>(result.trials.size());
  return result;
}

}  // namespace kinemote::app
