#include "app/fusion_file.h"

#include <nlohmann/json.hpp>

#include "app/clip_loader.h"
#include "app/version.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "kinemote fusion";
constexpr int kVersion = 1;

Json rows_json(const Eigen::MatrixXd& rows) {
  Json list = Json::array();
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    list.push_back(std::vector<double>(rows.row(i).begin(), rows.row(i).end()));
  }
  return list;
}

/// Throws what the JSON library throws, or a sentence.
analysis::Modality modality_of(const Json& json) {
  analysis::Modality modality;
  json.at("name").get_to(modality.name);
  const auto present = json.at("is_present").get<std::vector<int>>();
  modality.is_present.assign(present.begin(), present.end());
  const auto rows = json.at("rows").get<std::vector<std::vector<double>>>();
  const size_t width = rows.empty() ? 0 : rows.front().size();
  modality.rows.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(width));
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() != width) throw std::runtime_error("its rows differ in length");
    modality.rows.row(static_cast<Eigen::Index>(i)) = Eigen::Map<const Eigen::RowVectorXd>(
        rows[i].data(), static_cast<Eigen::Index>(rows[i].size()));
  }
  return modality;
}

template <typename T>
T taken(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// One performance; a modality that is missing has zeros that nobody looks at.
analysis::Modality one_row(const char* name, const Eigen::RowVectorXd& row, bool is_present) {
  return {name, row, {static_cast<char>(is_present ? 1 : 0)}};
}

std::vector<double> first_row(const Eigen::MatrixXd& rows) {
  return {rows.row(0).begin(), rows.row(0).end()};
}

}  // namespace

Status save_fusion(const std::filesystem::path& path, const VoiceBodyData& data,
                   const VoiceBodySettings& settings, BodySet body, analysis::FusionKind kind) {
  if (Status s = settings.validate(); !s) return s;
  Json modalities = Json::array();
  for (const analysis::Modality& modality : data.modalities) {
    modalities.push_back(
        {{"name", modality.name},
         {"is_present", std::vector<int>(modality.is_present.begin(), modality.is_present.end())},
         {"rows", rows_json(modality.rows)}});
  }
  const Json document{{"format", kFormat},
                      {"version", kVersion},
                      {"program", "kinemote " + version()},
                      {"fusion", analysis::name_of(kind)},
                      {"classifier", analysis::name_of(settings.classifier.kind)},
                      {"seed", settings.classifier.seed},
                      {"inner_folds", settings.study.fusion.folds},
                      {"body", name_of(body)},
                      {"classes", data.classes},
                      {"labels", data.labels},
                      {"groups", groups_of(data, settings.split)},
                      {"modalities", std::move(modalities)}};
  return write_atomically(path, document.dump() + "\n");
}

Result<FusionModel> open_fusion(const std::filesystem::path& path, int threads,
                                const Progress& progress) try {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  const Json json = Json::parse(*text);
  if (!json.is_object() || json.value("format", "") != kFormat) {
    return bad_input(path.string() + " is no fusion: expected a file of `kinemote fuse --save`");
  }
  if (json.at("version") != kVersion) {
    return bad_input(path.string() + " is of another version of the program; save it again");
  }
  FusionModel model;
  model.kind = taken(analysis::parse_fusion_kind(json.at("fusion").get<std::string>()));
  model.body = taken(parse_body_set(json.at("body").get<std::string>()));
  json.at("classes").get_to(model.classes);
  analysis::RowClassifierSettings classifier;
  classifier.kind = taken(analysis::parse_row_kind(json.at("classifier").get<std::string>()));
  json.at("seed").get_to(classifier.seed);
  classifier.threads = threads;
  model.classifier = classifier.text();
  analysis::FusionSettings settings;
  settings.kind = model.kind;
  settings.folds = json.at("inner_folds");
  settings.seed = classifier.seed;
  std::vector<analysis::Modality> modalities;
  for (const Json& one : json.at("modalities")) modalities.push_back(modality_of(one));
  if (modalities.size() != 2) throw std::runtime_error("it has not a voice and a body");
  const auto labels = json.at("labels").get<std::vector<int>>();
  model.performances = static_cast<int>(labels.size());
  auto fused = analysis::FusedClassifier::fit(
      modalities, labels, json.at("groups").get<std::vector<int>>(),
      static_cast<int>(model.classes.size()), classifier_maker(classifier), settings, progress);
  if (!fused) {
    const std::string& why = fused.error().message;
    return Error{fused.error().code, path.string() + ": " + why};
  }
  model.fused = std::move(*fused);
  return model;
} catch (const std::exception& e) {
  return bad_input(path.string() + ": not a fusion that can be read: " + e.what());
}

Result<FusedPrediction> predict_fused(const FusionModel& model, const std::filesystem::path& voice,
                                      const std::filesystem::path& body) {
  if (voice.empty() && body.empty()) {
    return usage_error("a fusion needs a voice, a body, or both: give --voice or --body");
  }
  FusedPrediction said;
  Eigen::RowVectorXd voice_row = Eigen::RowVectorXd::Zero(model.fused.width(0));
  Eigen::RowVectorXd body_row = Eigen::RowVectorXd::Zero(model.fused.width(1));
  if (voice.empty()) {
    said.warnings.push_back("no voice was given: the body alone was judged");
  } else {
    const std::vector<VoiceFile> files = {{voice, voice.stem().string(), "", "", ""}};
    const auto heard = measure_voices(files, 1, {});
    if (!heard) return heard.error();
    voice_row = heard->rows.row(0);
  }
  if (body.empty()) {
    said.warnings.push_back("no body was given: the voice alone was judged");
  } else {
    const auto import = load_clip(body);
    if (!import) return import.error();
    const auto row = measure_body(import->clip, model.body);
    if (!row) return Error{row.error().code, body.string() + ": " + row.error().message};
    body_row =
        Eigen::Map<const Eigen::RowVectorXd>(row->data(), static_cast<Eigen::Index>(row->size()));
  }
  if (voice_row.size() != model.fused.width(0) || body_row.size() != model.fused.width(1)) {
    return bad_input(
        "the fusion was learned from other numbers than this version measures; save "
        "it again");
  }
  const std::vector<analysis::Modality> performance = {one_row("voice", voice_row, !voice.empty()),
                                                       one_row("body", body_row, !body.empty())};
  said.probabilities = first_row(model.fused.probabilities(performance));
  if (!voice.empty()) said.voice = first_row(model.fused.alone(performance, 0));
  if (!body.empty()) said.body = first_row(model.fused.alone(performance, 1));
  const Eigen::MatrixXd strengths = model.fused.strengths(performance);
  said.voice_strength = strengths(0, 0);
  said.body_strength = strengths(0, 1);
  return said;
}

}  // namespace kinemote::app
