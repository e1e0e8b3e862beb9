#include "synthesis/control/model_card_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace kinemote::synthesis::detail {
namespace {

using Json = nlohmann::json;
using Tensors = std::map<std::string, Tensor>;

Json pad_to_json(const analysis::Pad& pad) { return pad.values(); }

analysis::Pad pad_from_json(const Json& json) {
  const auto v = json.get<std::array<double, 3>>();
  return {v[0], v[1], v[2]};
}

// --- Skeleton -------------------------------------------------------------------------------

Json vec_to_json(const Vec3& v) { return {v.x, v.y, v.z}; }

Vec3 vec_from_json(const Json& json) {
  const auto v = json.get<std::array<double, 3>>();
  return {v[0], v[1], v[2]};
}

Json skeleton_to_json(const Skeleton& skeleton) {
  Json joints = Json::array();
  for (const Joint& joint : skeleton.joints) {
    Json entry{{"name", joint.name},
               {"parent", joint.parent},
               {"offset_m", vec_to_json(joint.offset)},
               {"euler_order", joint.euler_order}};
    if (joint.end_site) entry["end_site_m"] = vec_to_json(*joint.end_site);
    joints.push_back(std::move(entry));
  }
  return joints;
}

SkeletonPtr skeleton_from_json(const Json& joints) {
  auto skeleton = std::make_shared<Skeleton>();
  for (const Json& entry : joints) {
    Joint joint;
    joint.name = entry.at("name").get<std::string>();
    joint.parent = entry.at("parent").get<int>();
    joint.offset = vec_from_json(entry.at("offset_m"));
    joint.euler_order = entry.at("euler_order").get<EulerOrder>();
    if (entry.contains("end_site_m")) joint.end_site = vec_from_json(entry.at("end_site_m"));
    skeleton->joints.push_back(std::move(joint));
  }
  if (Status s = skeleton->validate(); !s) throw std::runtime_error(s.error().message);
  return skeleton;
}

// --- Affect model ---------------------------------------------------------------------------

Tensor matrix_to_tensor(const Eigen::MatrixXd& matrix) {
  Tensor tensor{{matrix.rows(), matrix.cols()}, {}};
  tensor.values.reserve(matrix.size());
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) {
      tensor.values.push_back(static_cast<float>(matrix(r, c)));
    }
  }
  return tensor;
}

const Tensor& find_tensor(const Tensors& tensors, const std::string& name) {
  const auto it = tensors.find(name);
  if (it == tensors.end()) throw std::runtime_error("tensor \"" + name + "\" is missing");
  return it->second;
}

Eigen::MatrixXd matrix_from_tensor(const Tensors& tensors, const std::string& name) {
  const Tensor& tensor = find_tensor(tensors, name);
  if (tensor.shape.size() != 2) throw std::runtime_error("tensor \"" + name + "\" is no matrix");
  Eigen::MatrixXd matrix(tensor.shape[0], tensor.shape[1]);
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) {
      matrix(r, c) = tensor.values[r * matrix.cols() + c];
    }
  }
  return matrix;
}

Json regression_to_json(const analysis::RbfRegression& model,
                        const analysis::RegressionReport& report, const std::string& prefix,
                        Tensors& tensors) {
  tensors[prefix + "input_mean"] = matrix_to_tensor(model.input_mean);
  tensors[prefix + "input_scale"] = matrix_to_tensor(model.input_scale);
  tensors[prefix + "output_mean"] = matrix_to_tensor(model.output_mean);
  tensors[prefix + "output_scale"] = matrix_to_tensor(model.output_scale);
  tensors[prefix + "centres"] = matrix_to_tensor(model.centres);
  tensors[prefix + "weights"] = matrix_to_tensor(model.weights);
  return {{"sigma", model.sigma},
          {"ridge", model.ridge},
          {"mae", report.mae},
          {"baseline_mae", report.baseline_mae},
          {"r2", report.r2},
          {"chosen_ridge", report.chosen_ridge},
          {"sample_count", report.sample_count},
          {"group_count", report.group_count},
          {"folds", report.folds}};
}

void regression_from_json(const Json& json, const Tensors& tensors, const std::string& prefix,
                          analysis::RbfRegression& model, analysis::RegressionReport& report) {
  model.input_mean = matrix_from_tensor(tensors, prefix + "input_mean");
  model.input_scale = matrix_from_tensor(tensors, prefix + "input_scale");
  model.output_mean = matrix_from_tensor(tensors, prefix + "output_mean");
  model.output_scale = matrix_from_tensor(tensors, prefix + "output_scale");
  model.centres = matrix_from_tensor(tensors, prefix + "centres");
  model.weights = matrix_from_tensor(tensors, prefix + "weights");
  model.sigma = json.at("sigma").get<double>();
  model.ridge = json.at("ridge").get<double>();
  json.at("mae").get_to(report.mae);
  json.at("baseline_mae").get_to(report.baseline_mae);
  json.at("r2").get_to(report.r2);
  json.at("chosen_ridge").get_to(report.chosen_ridge);
  json.at("sample_count").get_to(report.sample_count);
  json.at("group_count").get_to(report.group_count);
  json.at("folds").get_to(report.folds);
  const Eigen::Index inputs = model.input_mean.size();
  const Eigen::Index outputs = model.output_mean.size();
  if (model.input_scale.size() != inputs || model.output_scale.size() != outputs ||
      (model.centres.rows() > 0 && model.centres.cols() != inputs) ||
      model.weights.rows() != 1 + inputs + model.centres.rows() ||
      model.weights.cols() != outputs || !(model.sigma > 0.0)) {
    throw std::runtime_error("the sizes of \"" + prefix + "\" do not fit together");
  }
}

Json affect_to_json(const analysis::AffectModel& affect, Tensors& tensors) {
  if (affect.feature_names.empty()) return nullptr;
  return {{"feature_names", affect.feature_names},
          {"pad_mae", affect.pad_mae},
          {"pad_from_features",
           regression_to_json(affect.pad_from_features, affect.pad_from_features_report,
                              "card/pad_from_features/", tensors)},
          {"features_from_pad",
           regression_to_json(affect.features_from_pad, affect.features_from_pad_report,
                              "card/features_from_pad/", tensors)}};
}

analysis::AffectModel affect_from_json(const Json& json, const Tensors& tensors) {
  analysis::AffectModel affect;
  if (json.is_null()) return affect;
  json.at("feature_names").get_to(affect.feature_names);
  json.at("pad_mae").get_to(affect.pad_mae);
  regression_from_json(json.at("pad_from_features"), tensors, "card/pad_from_features/",
                       affect.pad_from_features, affect.pad_from_features_report);
  regression_from_json(json.at("features_from_pad"), tensors, "card/features_from_pad/",
                       affect.features_from_pad, affect.features_from_pad_report);
  const auto feature_count = static_cast<Eigen::Index>(affect.feature_names.size());
  if (affect.pad_from_features.input_mean.size() != feature_count ||
      affect.pad_from_features.output_mean.size() != 3 ||
      affect.features_from_pad.input_mean.size() != 3 ||
      affect.features_from_pad.output_mean.size() != feature_count) {
    throw std::runtime_error("the affect model does not fit its feature names");
  }
  return affect;
}

std::string content_prefix(size_t content) {
  return "card/target/" + std::to_string(content) + "/";
}

Json content_targets_to_json(const std::vector<analysis::RbfRegression>& targets,
                             Tensors& tensors) {
  Json out = Json::array();
  for (size_t i = 0; i < targets.size(); ++i) {
    out.push_back(targets[i].weights.size() == 0
                      ? Json(nullptr)
                      : regression_to_json(targets[i], {}, content_prefix(i), tensors));
  }
  return out;
}

std::vector<analysis::RbfRegression> content_targets_from_json(const Json& json,
                                                               const Tensors& tensors,
                                                               const ModelCard& card) {
  std::vector<analysis::RbfRegression> targets(json.size());
  if (json.size() != 0 && json.size() != card.contents.size()) {
    throw std::runtime_error("the content targets do not fit the contents");
  }
  for (size_t i = 0; i < targets.size(); ++i) {
    if (json[i].is_null()) continue;
    analysis::RegressionReport unused;
    regression_from_json(json[i], tensors, content_prefix(i), targets[i], unused);
    if (targets[i].input_mean.size() != 3 ||
        targets[i].output_mean.size() !=
            static_cast<Eigen::Index>(card.affect.feature_names.size())) {
      throw std::runtime_error("the content targets do not fit the features");
    }
  }
  return targets;
}

Json optional_pad_to_json(const std::optional<analysis::Pad>& pad) {
  return pad ? pad_to_json(*pad) : Json(nullptr);
}

std::optional<analysis::Pad> optional_pad_from_json(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return pad_from_json(json);
}

// --- Latent ---------------------------------------------------------------------------------

Json latent_to_json(const std::vector<LatentDimension>& latent) {
  Json out = Json::array();
  for (const LatentDimension& d : latent) {
    out.push_back({{"mean", d.mean},
                   {"sd", d.sd},
                   {"low", d.low},
                   {"high", d.high},
                   {"kl_nats", d.kl_nats},
                   {"effect_m", d.effect_m}});
  }
  return out;
}

std::vector<LatentDimension> latent_from_json(const Json& json) {
  std::vector<LatentDimension> latent;
  for (const Json& entry : json) {
    LatentDimension d;
    entry.at("mean").get_to(d.mean);
    entry.at("sd").get_to(d.sd);
    entry.at("low").get_to(d.low);
    entry.at("high").get_to(d.high);
    entry.at("kl_nats").get_to(d.kl_nats);
    entry.at("effect_m").get_to(d.effect_m);
    if (!(d.sd > 0.0)) {
      throw std::runtime_error("latent dimension " + std::to_string(latent.size()) +
                               " has standard deviation " + std::to_string(d.sd) +
                               "; expected a number above 0");
    }
    latent.push_back(d);
  }
  return latent;
}

Json references_to_json(const ModelCard& card, Tensors& tensors) {
  const auto count = static_cast<int64_t>(card.references.size());
  Tensor latents{{count, card.latent_dim()}, {}};
  Tensor codes{{count, card.latent_dim()}, {}};
  // Windows of one clip stand together: what is the clip's is written once.
  Json clips = Json::array();
  const ReferenceLatent* before = nullptr;
  for (const ReferenceLatent& reference : card.references) {
    latents.values.insert(latents.values.end(), reference.latent.begin(), reference.latent.end());
    codes.values.insert(codes.values.end(), reference.code.begin(), reference.code.end());
    if (before == nullptr || before->source != reference.source ||
        before->content != reference.content || before->style != reference.style) {
      clips.push_back({{"source", reference.source},
                       {"pad", optional_pad_to_json(reference.pad)},
                       {"content", reference.content},
                       {"style", reference.style},
                       {"windows", 0}});
    }
    Json& windows = clips.back()["windows"];
    windows = windows.get<int>() + 1;
    if (reference.start_s) clips.back()["starts_s"].push_back(*reference.start_s);
    before = &reference;
  }
  tensors["card/reference_latents"] = std::move(latents);
  tensors["card/reference_codes"] = std::move(codes);
  return clips;
}

std::vector<ReferenceLatent> references_from_json(const Json& json, const Tensors& tensors,
                                                  const ModelCard& card) {
  const Tensor& latents = find_tensor(tensors, "card/reference_latents");
  const Tensor& codes = find_tensor(tensors, "card/reference_codes");
  const size_t dims = card.latent.size();
  std::vector<ReferenceLatent> references;
  for (const Json& clip : json) {
    ReferenceLatent reference;
    reference.source = clip.at("source").get<std::string>();
    reference.pad = optional_pad_from_json(clip.at("pad"));
    reference.content = clip.at("content").get<int>();
    reference.style = clip.at("style").get<int>();
    if (reference.content < -1 || reference.content >= static_cast<int>(card.contents.size()) ||
        reference.style < -1 || reference.style >= static_cast<int>(card.styles.size())) {
      throw std::runtime_error("reference \"" + reference.source +
                               "\" has an unknown content or style");
    }
    const size_t windows = clip.at("windows").get<size_t>();
    std::vector<double> starts_s;
    if (clip.contains("starts_s")) starts_s = clip["starts_s"].get<std::vector<double>>();
    const bool is_time = std::all_of(starts_s.begin(), starts_s.end(),
                                     [](double s) { return std::isfinite(s) && s >= 0.0; });
    if (!is_time || (!starts_s.empty() && starts_s.size() != windows)) {
      throw std::runtime_error("reference \"" + reference.source + "\" has " +
                               std::to_string(windows) + " windows and " +
                               std::to_string(starts_s.size()) +
                               " starts; expected as many, in seconds from 0 on");
    }
    for (size_t w = 0; w < windows; ++w) {
      const size_t at = references.size() * dims;
      if (at + dims > latents.values.size() || at + dims > codes.values.size()) {
        throw std::runtime_error("the reference latents do not fit together");
      }
      const auto from = static_cast<ptrdiff_t>(at);
      const auto to = static_cast<ptrdiff_t>(at + dims);
      reference.latent.assign(latents.values.begin() + from, latents.values.begin() + to);
      reference.code.assign(codes.values.begin() + from, codes.values.begin() + to);
      if (!starts_s.empty()) reference.start_s = starts_s[w];
      references.push_back(reference);
    }
  }
  return references;
}

Status check_kept_slide(double slide_m) {
  if (slide_m >= 0.0 && slide_m <= kMostKeptSlide_m) return {};
  return usage_error("its standing feet are to slide by " + std::to_string(slide_m) +
                     " m (kept_slide_m); expected 0 to " + std::to_string(kMostKeptSlide_m));
}

}  // namespace

Result<std::string> card_to_json(const ModelCard& card, Tensors& tensors) {
  const Json settings = Json::parse(card.settings_json, nullptr, false);
  const Json metrics = Json::parse(card.metrics_json, nullptr, false);
  if (settings.is_discarded() || metrics.is_discarded()) {
    return usage_error("the settings and metrics of a model card must be JSON");
  }
  Json styles = Json::array();
  for (const StyleWord& style : card.styles) {
    styles.push_back({{"name", style.name}, {"pad", optional_pad_to_json(style.pad)}});
  }
  for (const ReferenceLatent& reference : card.references) {
    if (static_cast<int>(reference.latent.size()) != card.latent_dim() ||
        static_cast<int>(reference.code.size()) != card.latent_dim()) {
      return usage_error("a reference of \"" + reference.source + "\" has " +
                         std::to_string(reference.latent.size()) + " latent numbers; expected " +
                         std::to_string(card.latent_dim()));
    }
  }
  Json json{{"name", card.name},
            {"settings", settings},
            {"settings_hash", card.settings_hash},
            {"metrics", metrics},
            {"skeleton", skeleton_to_json(*card.layout.skeleton)},
            {"fps", card.layout.fps},
            {"frame_count", card.layout.frame_count},
            {"height_m", card.height_m},
            {"planted_height_m", card.planted_height_m},
            {"contents", card.contents},
            {"styles", styles},
            {"latent", latent_to_json(card.latent)},
            {"references", references_to_json(card, tensors)},
            {"spacing", card.spacing},
            {"affect", affect_to_json(card.affect, tensors)},
            {"content_targets", content_targets_to_json(card.content_targets, tensors)}};
  if (card.kept_slide_m) {
    if (Status s = check_kept_slide(*card.kept_slide_m); !s) return s.error();
    json["kept_slide_m"] = *card.kept_slide_m;
  }
  return json.dump();
}

Result<ModelCard> card_from_json(const std::string& text, const Tensors& tensors) {
  try {
    const Json json = Json::parse(text);
    ModelCard card;
    card.name = json.at("name").get<std::string>();
    card.settings_json = json.at("settings").dump();
    card.settings_hash = json.at("settings_hash").get<std::string>();
    card.metrics_json = json.at("metrics").dump();
    Result<WindowLayout> layout =
        WindowLayout::make(skeleton_from_json(json.at("skeleton")), json.at("fps").get<double>(),
                           json.at("frame_count").get<int>());
    if (!layout) return bad_input(layout.error().message);
    card.layout = *std::move(layout);
    card.height_m = json.at("height_m").get<double>();
    json.at("planted_height_m").get_to(card.planted_height_m);
    if (json.contains("kept_slide_m")) {
      card.kept_slide_m = json["kept_slide_m"].get<double>();
      if (Status s = check_kept_slide(*card.kept_slide_m); !s) return bad_input(s.error().message);
    }
    card.contents = json.at("contents").get<std::vector<std::string>>();
    for (const Json& entry : json.at("styles")) {
      card.styles.push_back(
          {entry.at("name").get<std::string>(), optional_pad_from_json(entry.at("pad"))});
    }
    card.latent = latent_from_json(json.at("latent"));
    card.references = references_from_json(json.at("references"), tensors, card);
    card.spacing = json.at("spacing").get<std::vector<double>>();
    card.affect = affect_from_json(json.at("affect"), tensors);
    card.content_targets = content_targets_from_json(json.at("content_targets"), tensors, card);
    if (card.latent.empty() || card.contents.empty()) {
      return bad_input("it has no latent dimensions or no contents");
    }
    if (!(card.height_m > 0.0)) return bad_input("its height is not above 0");
    if (!card.spacing.empty() && card.spacing.size() != kSpacingCount) {
      return bad_input("its spacing does not have " + std::to_string(kSpacingCount) + " numbers");
    }
    return card;
  } catch (const std::exception& e) {
    return bad_input(std::string("its card cannot be read (") + e.what() + ")");
  }
}

}  // namespace kinemote::synthesis::detail
