#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/recognition/trial.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kShareSteps = 1e4;  // probabilities are written to four decimals

Json fold_json(const TrialFold& fold) {
  Json curve = Json::array();
  for (const auto& p : fold.training.curve) {
    curve.push_back({p.epoch, p.train_loss, p.train_accuracy, p.validation_loss,
                     p.validation_accuracy, p.validation_balanced_accuracy, p.learning_rate});
  }
  return {{"settings", fold.training.settings},
          {"training_windows", fold.training.window_count},
          {"training_clips", fold.training.clip_count},
          {"parameters", fold.training.parameter_count},
          {"seconds", fold.training.seconds},
          {"test_windows", fold.test_windows},
          {"balanced_accuracy", fold.balanced_accuracy},
          {"curve", std::move(curve)}};
}

TrialFold fold_of(const Json& json) {
  TrialFold fold;
  fold.training.settings = json.at("settings");
  fold.training.window_count = json.at("training_windows");
  fold.training.clip_count = json.at("training_clips");
  fold.training.parameter_count = json.at("parameters");
  fold.training.seconds = json.at("seconds");
  fold.test_windows = json.at("test_windows");
  fold.balanced_accuracy = json.at("balanced_accuracy");
  for (const Json& p : json.at("curve")) {
    fold.training.curve.push_back({p.at(0), p.at(1), p.at(2), p.at(3), p.at(4), p.at(5), p.at(6)});
  }
  return fold;
}

Json importance_json(const Importance& importance) {
  return {{"names", importance.names},
          {"permutation", importance.permutation},
          {"gradient", importance.gradient}};
}

Importance importance_of(const Json& json) {
  return {json.at("names").get<std::vector<std::string>>(),
          json.at("permutation").get<std::vector<double>>(),
          json.at("gradient").get<std::vector<double>>()};
}

}  // namespace

std::string trial_to_json(const TrialResult& result, const std::string& identity) {
  Json folds = Json::array(), windows = Json::array();
  for (const TrialFold& fold : result.folds) folds.push_back(fold_json(fold));
  for (Eigen::Index w = 0; w < result.probabilities.rows(); ++w) {
    Json shares = Json::array();
    for (Eigen::Index k = 0; k < result.probabilities.cols(); ++k) {
      shares.push_back(std::round(result.probabilities(w, k) * kShareSteps) / kShareSteps);
    }
    windows.push_back({result.window_clip[w], result.window_first_frame[w], std::move(shares)});
  }
  Json repeats = Json::object();
  if (!result.repeated_accuracy.empty()) {
    repeats = {{"accuracy", result.repeated_accuracy},
               {"balanced_accuracy", result.repeated_balanced_accuracy},
               {"macro_f1", result.repeated_macro_f1}};
  }
  return Json{{"identity", Json::parse(identity)},
              {"recogniser", Json::parse(spec_json(result.spec))},
              {"classes", result.class_names},
              {"clips", result.clip_names},
              {"clip_labels", result.clip_labels},
              {"folds", std::move(folds)},
              {"repeats", std::move(repeats)},
              {"joints", importance_json(result.joints)},
              {"numbers", importance_json(result.numbers)},
              {"windows", std::move(windows)},
              {"seconds", result.seconds},
              {"warnings", result.warnings},
              {"error", result.error}}
      .dump();
}

Result<TrialResult> trial_of_json(const std::string& text, const std::string& identity) try {
  const Json json = Json::parse(text);
  // Without order: a recogniser's file sorts the members of its header.
  if (nlohmann::json::parse(json.at("identity").dump()) != nlohmann::json::parse(identity)) {
    return bad_input("this trial was made with other settings or clips");
  }
  const auto spec = spec_of(json.at("recogniser").dump());
  if (!spec) return spec.error();
  TrialResult result;
  result.spec = *spec;
  result.class_names = json.at("classes").get<std::vector<std::string>>();
  result.clip_names = json.at("clips").get<std::vector<std::string>>();
  result.clip_labels = json.at("clip_labels").get<std::vector<int>>();
  const int classes = static_cast<int>(result.class_names.size());
  const bool fits = result.clip_labels.size() == result.clip_names.size() &&
                    std::all_of(result.clip_labels.begin(), result.clip_labels.end(),
                                [&](int label) { return label >= 0 && label < classes; });
  if (!fits) return bad_input("the clips of this trial do not fit its classes");
  for (const Json& fold : json.at("folds")) result.folds.push_back(fold_of(fold));
  if (json.contains("repeats") && !json["repeats"].empty()) {
    json["repeats"].at("accuracy").get_to(result.repeated_accuracy);
    json["repeats"].at("balanced_accuracy").get_to(result.repeated_balanced_accuracy);
    json["repeats"].at("macro_f1").get_to(result.repeated_macro_f1);
  }
  const Json& windows = json.at("windows");
  result.probabilities.resize(static_cast<Eigen::Index>(windows.size()),
                              static_cast<Eigen::Index>(result.class_names.size()));
  for (size_t w = 0; w < windows.size(); ++w) {
    const int clip = windows[w].at(0);
    if (clip < 0 || clip >= static_cast<int>(result.clip_labels.size()) ||
        windows[w].at(2).size() != result.class_names.size()) {
      return bad_input("a window of this trial does not fit its clips or classes");
    }
    result.window_clip.push_back(clip);
    result.window_first_frame.push_back(windows[w].at(1));
    double sum = 0.0;
    for (size_t k = 0; k < result.class_names.size(); ++k) {
      const double share = windows[w].at(2).at(k);
      result.probabilities(static_cast<Eigen::Index>(w), static_cast<Eigen::Index>(k)) = share;
      sum += share;
    }
    // Rounded shares sum to 1 only about.
    if (sum > 0.0) result.probabilities.row(static_cast<Eigen::Index>(w)) /= sum;
  }
  result.joints = importance_of(json.at("joints"));
  result.numbers = importance_of(json.at("numbers"));
  result.seconds = json.at("seconds");
  for (const Json& warning : json.at("warnings")) result.warnings.push_back(warning);
  result.error = json.at("error");
  return result;
} catch (const std::exception& e) {
  return bad_input(std::string("not a trial's result: ") + e.what());
}

}  // namespace kinemote::app
