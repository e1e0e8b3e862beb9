#include "app/cli/predict_voice_body.h"

#include <algorithm>

#include "app/cli/support.h"
#include "app/fusion_file.h"
#include "app/markup.h"

namespace kinemote::app {
namespace {

Json shares_json(const std::vector<std::string>& classes, const std::vector<double>& shares) {
  if (shares.empty()) return nullptr;
  Json json = Json::object();
  for (size_t k = 0; k < classes.size(); ++k) json[classes[k]] = shares[k];
  return json;
}

std::string share_cell(const std::vector<double>& shares, size_t k) {
  return shares.empty() ? "-" : fixed_text(shares[k], 2);
}

}  // namespace

Result<Report> predict_voice_and_body(const std::string& model, const std::string& voice,
                                      const std::string& body, Invocation& invocation) {
  const auto fusion = open_fusion(model, invocation.global.threads, invocation.console.progress());
  if (!fusion) return fusion.error();
  const auto said = predict_fused(*fusion, voice, body);
  if (!said) return said.error();
  invocation.console.warnings(said->warnings);
  const auto best = std::max_element(said->probabilities.begin(), said->probabilities.end()) -
                    said->probabilities.begin();
  TextTable table({"class", "both", "voice alone", "body alone"});
  for (size_t k = 0; k < fusion->classes.size(); ++k) {
    table.add({fusion->classes[k], share_cell(said->probabilities, k), share_cell(said->voice, k),
               share_cell(said->body, k)});
  }
  Report report;
  report.json = {{"model", model},
                 {"voice", voice.empty() ? Json(nullptr) : Json(voice)},
                 {"body", body.empty() ? Json(nullptr) : Json(body)},
                 {"fusion", analysis::name_of(fusion->kind)},
                 {"class", fusion->classes[best]},
                 {"probabilities", shares_json(fusion->classes, said->probabilities)},
                 {"voice_probabilities", shares_json(fusion->classes, said->voice)},
                 {"body_probabilities", shares_json(fusion->classes, said->body)},
                 {"strengths", {{"voice", said->voice_strength}, {"body", said->body_strength}}},
                 {"warnings", said->warnings}};
  report.text = "class     " + fusion->classes[best] + "  " +
                fixed_text(100.0 * said->probabilities[best], 0) + " % (" +
                std::string(analysis::name_of(fusion->kind)) + " fusion of " + fusion->classifier +
                ", " + std::to_string(fusion->performances) +
                " performances; its own guess among " + std::to_string(fusion->classes.size()) +
                " classes)\n" + table.text();
  return report;
}

}  // namespace kinemote::app
