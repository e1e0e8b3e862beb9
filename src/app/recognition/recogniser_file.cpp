#include "app/recognition/recogniser_file.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/recognition/recogniser_kinds.h"
#include "app/recognition/trial_fold.h"
#include "app/version.h"
#include "motion/core/atomic_file.h"
#include "synthesis/control/motion_model.h"
#include "synthesis/control/tensor_file.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr synthesis::TensorFormat kRowFormat{"KINEMOTE-ROW-RECOGNISER", 1, "recogniser"};
constexpr std::string_view kSequenceMagic = "KINEMOTE-SEQUENCE-CLASSIFIER";

Json settings_json(const RecognitionSettings& settings) {
  return {{"split", analysis::name_of(settings.split)},
          {"folds", settings.folds},
          {"window_frames", settings.window_frames},
          {"hop_frames", settings.hop_frames},
          {"pixel_noise", settings.pixel_noise},
          {"joint_dropout", settings.joint_dropout},
          {"seed", settings.seed}};
}

/// Spec and settings of a header; throws on anything else.
OpenedRecogniser opened_of(const std::string& header) {
  const Json json = Json::parse(header);
  OpenedRecogniser opened;
  const auto spec = spec_of(json.at("recogniser").dump());
  if (!spec) throw std::runtime_error(spec.error().message);
  opened.spec = *spec;
  const Json& settings = json.at("settings");
  opened.settings.classes = json.at("classes").get<std::vector<std::string>>();
  const auto split = analysis::parse_split_kind(settings.at("split").get<std::string>());
  if (!split) throw std::runtime_error(split.error().message);
  opened.settings.split = *split;
  opened.settings.folds = settings.at("folds");
  opened.settings.window_frames = settings.at("window_frames");
  opened.settings.hop_frames = settings.at("hop_frames");
  opened.settings.pixel_noise = settings.at("pixel_noise");
  opened.settings.joint_dropout = settings.at("joint_dropout");
  opened.settings.seed = settings.at("seed");
  if (Status s = opened.settings.validate(); !s) throw std::runtime_error(s.error().message);
  opened.header_json = header;
  return opened;
}

synthesis::Tensor tensor_of(const Eigen::MatrixXd& matrix) {
  synthesis::Tensor tensor{{matrix.rows(), matrix.cols()}, {}};
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) {
      tensor.values.push_back(static_cast<float>(matrix(r, c)));
    }
  }
  return tensor;
}

Eigen::MatrixXd matrix_of(const synthesis::Tensor& tensor) {
  if (tensor.shape.size() != 2) throw std::runtime_error("a part of it is no matrix");
  using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const Rows>(tensor.values.data(), tensor.shape[0], tensor.shape[1])
      .cast<double>();
}

OpenedRecogniser open_rows(const std::filesystem::path& path, const std::string& bytes) {
  const auto file = synthesis::parse_tensor_file(bytes, kRowFormat);
  if (!file) throw std::runtime_error(file.error().message);
  OpenedRecogniser opened = opened_of(file->members.at("header"));
  analysis::ClassifierParts parts;
  for (const auto& [name, tensor] : file->tensors) parts.matrices[name] = matrix_of(tensor);
  parts.texts = Json::parse(file->members.at("texts")).get<std::vector<std::string>>();
  const bool is_encoder = opened.spec.family() == RecogniserFamily::kEncoder;
  const auto kind = is_encoder ? Result(kEncoderHead) : analysis::parse_row_kind(opened.spec.model);
  if (!kind) throw std::runtime_error(kind.error().message);
  auto classifier =
      analysis::row_classifier_of(*kind, static_cast<int>(opened.settings.classes.size()), parts);
  if (!classifier) throw std::runtime_error(classifier.error().message);
  if (!is_encoder) {
    opened.recogniser = row_recogniser(*classifier, {});
    return opened;
  }
  auto encoder = encoder_recogniser(encoder_path(path), *classifier, {});
  if (!encoder) throw std::runtime_error(encoder.error().message);
  opened.recogniser = std::move(*encoder);
  return opened;
}

OpenedRecogniser open_sequence(const std::filesystem::path& path) {
  const auto library = synthesis::models_library();
  if (!library) throw std::runtime_error(library.error().message);
  auto classifier = (*library)->open_sequence_classifier(path);
  if (!classifier) throw std::runtime_error(classifier.error().message);
  OpenedRecogniser opened = opened_of((*classifier)->input_json());
  if (opened.settings.classes != (*classifier)->class_names()) {
    throw std::runtime_error("its classes are named twice, differently");
  }
  opened.recogniser = sequence_recogniser(std::move(*classifier), {});
  return opened;
}

std::string first_line(const std::filesystem::path& path) {
  if (!std::filesystem::is_regular_file(path)) return "";
  std::ifstream in(path, std::ios::binary);
  std::string line(64, '\0');
  in.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<size_t>(in.gcount()));
  return line.substr(0, line.find('\n'));
}

}  // namespace

std::string recogniser_header(const RecogniserSpec& spec, const RecognitionSettings& settings,
                              const std::vector<std::string>& classes) {
  return Json{{"recogniser", Json::parse(spec_json(spec))},
              {"settings", settings_json(settings)},
              {"classes", classes},
              {"version", version()}}
      .dump();
}

Status save_row_classifier(const std::filesystem::path& path, const std::string& header,
                           const analysis::RowClassifier& classifier) {
  const analysis::ClassifierParts parts = classifier.parts();
  synthesis::TensorFile file;
  file.members = {{"header", header}, {"texts", Json(parts.texts).dump()}};
  for (const auto& [name, matrix] : parts.matrices) file.tensors[name] = tensor_of(matrix);
  const auto bytes =
      synthesis::tensor_file_bytes(file, kRowFormat, [](const std::string&) { return false; });
  if (!bytes) return bytes.error();
  return write_atomically(path, *bytes);
}

bool is_recogniser_file(const std::filesystem::path& path) {
  const std::string line = first_line(path);
  return line.starts_with(kRowFormat.magic) || line.starts_with(kSequenceMagic);
}

std::filesystem::path held_out_path(std::filesystem::path path) { return path += ".held-out.json"; }

Result<OpenedRecogniser> open_recogniser(const std::filesystem::path& path) try {
  OpenedRecogniser opened;
  if (first_line(path).starts_with(kSequenceMagic)) {
    opened = open_sequence(path);
  } else {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    opened = open_rows(path, *bytes);
  }
  if (std::error_code ignored; std::filesystem::exists(held_out_path(path), ignored)) {
    const Result<std::string> text = read_file(held_out_path(path));
    auto held_out =
        text ? trial_of_json(*text, opened.header_json) : Result<TrialResult>(text.error());
    if (held_out) opened.held_out = std::move(*held_out);
  }
  return opened;
} catch (const std::exception& e) {
  return bad_input(path.string() + " is no recogniser that can be used: " + e.what());
}

}  // namespace kinemote::app
