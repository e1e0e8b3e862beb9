#include "app/recognition/study_plan.h"

#include <nlohmann/json.hpp>
#include <set>

#include "app/version.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

Json settings_json(const RecognitionSettings& settings) {
  Json json = {{"classes", settings.classes},
               {"split", analysis::name_of(settings.split)},
               {"folds", settings.folds},
               {"window_frames", settings.window_frames},
               {"hop_frames", settings.hop_frames},
               {"pixel_noise", settings.pixel_noise},
               {"joint_dropout", settings.joint_dropout},
               {settings.seed}};
  // Trials that were kept before there were repeats stay what they are.
  if (settings.repeats > 1) json.push_back({"repeats", settings.repeats});
  return json;
}

template <typename T>
void take(const Json& json, const char* name, T& value) {
  const auto it = json.find(name);
  if (it == json.end()) return;
  try {
    value = it->get<T>();
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error("member \"" + std::string(name) + "\" cannot be " + it->dump());
  }
}

StudyPlan plan_of(const Json& json) {
  static const std::set<std::string> kKnown = {
      "title",         "labels",     "classes",     "split",         "folds",   "seed",
      "window_frames", "hop_frames", "pixel_noise", "joint_dropout", "repeats", "recognisers"};
  if (!json.is_object()) throw std::runtime_error("a study is one JSON object");
  for (const auto& [key, value] : json.items()) {
    if (kKnown.contains(key)) continue;
    std::string known;
    for (const std::string& name : kKnown) known += (known.empty() ? "" : ", ") + name;
    throw std::runtime_error("a study has no member \"" + key + "\"; it may have " + known);
  }
  StudyPlan plan;
  RecognitionSettings& settings = plan.settings;
  take(json, "title", plan.title);
  take(json, "labels", plan.labels);
  take(json, "classes", settings.classes);
  take(json, "folds", settings.folds);
  take(json, "window_frames", settings.window_frames);
  take(json, "hop_frames", settings.hop_frames);
  take(json, "pixel_noise", settings.pixel_noise);
  take(json, "joint_dropout", settings.joint_dropout);
  take(json, "repeats", settings.repeats);
  std::string split(analysis::name_of(settings.split));
  take(json, "split", split);
  const auto kind = analysis::parse_split_kind(split);
  if (!kind) throw std::runtime_error(kind.error().message);
  settings.split = *kind;
  if (Status s = settings.validate(); !s) throw std::runtime_error(s.error().message);
  if (!json.contains("recognisers") || !json["recognisers"].is_array()) {
    throw std::runtime_error("member \"recognisers\" has to be a list of objects");
  }
  std::set<std::string> seen;
  for (const Json& declared : json["recognisers"]) {
    const auto specs = specs_of(declared.dump());
    if (!specs) throw std::runtime_error(specs.error().message);
    for (const RecogniserSpec& spec : *specs) {
      if (seen.insert(spec_json(spec)).second) plan.recognisers.push_back(spec);
    }
  }
  if (plan.recognisers.empty()) throw std::runtime_error("it declares no recogniser");
  return plan;
}

}  // namespace

Status RecognitionSettings::validate() const {
  if (folds < 2 || folds > 100) return usage_error("recognition needs 2 to 100 folds");
  if (window_frames < 10 || window_frames > 1024 || hop_frames < 1 || hop_frames > 1024) {
    return usage_error("windows need 10 to 1024 frames and a hop of 1 to 1024");
  }
  if (!(pixel_noise >= 0.0) || !(joint_dropout >= 0.0 && joint_dropout < 1.0)) {
    return usage_error("a camera needs a noise of 0 pixels or more and a dropout in [0, 1)");
  }
  if (repeats < 1 || repeats > 1000) return usage_error("a study needs 1 to 1000 repeats");
  const std::set<std::string> once(classes.begin(), classes.end());
  if (once.size() != classes.size() || classes.size() == 1) {
    return usage_error("recognition needs two classes or more, each named once");
  }
  return {};
}

Result<StudyPlan> study_plan_of(const std::string& json, const std::string& where) {
  try {
    return plan_of(Json::parse(json));
  } catch (const nlohmann::json::exception& e) {
    return bad_input(where + ": not JSON: " + e.what());
  } catch (const std::exception& e) {
    return bad_input(where + ": " + e.what());
  }
}

Result<StudyPlan> read_study_plan(const std::filesystem::path& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return study_plan_of(*text, path.string());
}

std::string trial_identity(const RecognitionSettings& settings, const RecogniserSpec& spec) {
  return Json{{"version", version()},
              {"settings", settings_json(settings)},
              {"recogniser", Json::parse(spec_json(spec))}}
      .dump();
}

}  // namespace kinemote::app
