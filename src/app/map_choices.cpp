#include "app/map_choices.h"

#include <algorithm>
#include <initializer_list>

#include "analysis/features/motor_signature.h"

namespace kinemote::app {
namespace {

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Options with the reason of those that `change` to a copy of the choices makes invalid.
template <typename Change>
std::vector<MapOption> tried(const MapChoices& now, std::vector<MapOption> options, Change change) {
  for (MapOption& option : options) {
    MapChoices then = now.resolved_choices();
    change(then, option.word);
    if (const Status status = then.validate(); !status) {
      option.disabled_reason = status.error().message;
    }
  }
  return options;
}

std::string name_of(const std::vector<MapOption>& options, const std::string& word) {
  for (const MapOption& option : options) {
    if (option.word == word) return option.name;
  }
  return word;
}

}  // namespace

MapChoices MapChoices::resolved_choices() const {
  MapChoices choices = *this;
  static_cast<SignatureChoice&>(choices) = resolved();
  return choices;
}

Status MapChoices::validate() const {
  if (Status s = SignatureChoice::validate(); !s) return s;
  if (!is_one_of(embed, {"classical", "smacof", "landmark"})) {
    return usage_error("embedding \"" + embed +
                       "\" is not available; expected classical, smacof or landmark");
  }
  if (!is_one_of(cluster, {"kmeans", "ward", "average", "complete"})) {
    return usage_error("clustering \"" + cluster +
                       "\" is not available; expected kmeans, ward, average or complete");
  }
  if (dims < 1 || dims > 10) {
    return usage_error("a map has 1 to 10 dimensions, not " + std::to_string(dims));
  }
  if (cluster_count < kAutoCount || cluster_count == 1) {
    return usage_error(
        "expected at least 2 clusters (0: as many as labels; auto: as the silhouette suggests), "
        "not " +
        std::to_string(cluster_count));
  }
  if (landmarks <= dims) {
    return usage_error("a landmark map needs more landmarks than dimensions, not " +
                       std::to_string(landmarks));
  }
  if (embed == "landmark" && resolved().distance == "sliced") {
    return usage_error("landmark maps are made by w1, w2, dtw or euclidean distances, not sliced");
  }
  if (embed == "landmark" && is_one_of(cluster, {"average", "complete"})) {
    return usage_error(cluster +
                       " linkage works on all distances, which a landmark map does not have; use "
                       "kmeans or ward");
  }
  return {};
}

std::vector<MapOption> signature_options() {
  return {{"velocity-gradient", "Velocity gradient", ""},
          {"speed", "Speed", ""},
          {"axis-gradient", "Acceleration vector", ""},
          {"jerk", "Jerk", ""},
          {"lma", "Laban: Body, Effort, Shape, Space", ""},
          {"lma27", "Laban, the 27", ""},
          {"lma25", "Laban, the 25", ""},
          {"kinematics", "Posture and movement", ""},
          {"style", "Style, learned from labels", ""},
          {"latent", "Latents of the model", ""},
          {"poses", "Poses in sequence", ""}};
}

std::vector<MapOption> pool_options(const MapChoices& now) {
  return tried(now,
               {{"all", "All joints together", ""},
                {"joint", "Each joint", ""},
                {"part", "Each body part", ""}},
               [](MapChoices& c, const std::string& word) { c.pool = word; });
}

std::vector<MapOption> distance_options(const MapChoices& now) {
  return tried(now,
               {{"w1", "Wasserstein W1", ""},
                {"w2", "Wasserstein W2", ""},
                {"sliced", "Sliced Wasserstein", ""},
                {"euclidean", "Euclidean", ""},
                {"dtw", "Dynamic time warping", ""}},
               [](MapChoices& c, const std::string& word) { c.distance = word; });
}

std::vector<MapOption> embed_options(const MapChoices& now) {
  return tried(now,
               {{"classical", "Classical scaling", ""},
                {"smacof", "SMACOF (least stress)", ""},
                {"landmark", "Landmarks (for many)", ""}},
               [](MapChoices& c, const std::string& word) { c.embed = word; });
}

std::vector<MapOption> cluster_options(const MapChoices& now) {
  return tried(now,
               {{"kmeans", "k-means", ""},
                {"ward", "Ward", ""},
                {"average", "Average linkage", ""},
                {"complete", "Complete linkage", ""}},
               [](MapChoices& c, const std::string& word) { c.cluster = word; });
}

bool is_distribution(const MapChoices& choices) {
  return analysis::parse_signature_quantity(choices.resolved().signature).ok();
}

MapChoices with_signature(MapChoices now, const std::string& signature) {
  now.signature = signature;
  const MapChoices plain;
  if (!is_distribution(now)) {
    now.pool = plain.pool;
    now.weights.clear();
    now.is_scale_free = false;
  }
  if (!now.validate()) now.distance.clear();
  if (!now.validate()) now.embed = plain.embed;
  return now;
}

std::string map_choices_words(const MapChoices& choices) {
  const MapChoices all = choices.resolved_choices();
  return name_of(signature_options(), all.signature) + " · " +
         name_of(distance_options(all), all.distance) + " · " +
         name_of(embed_options(all), all.embed) + ", " + std::to_string(all.dims) + "-D · " +
         name_of(cluster_options(all), all.cluster);
}

}  // namespace kinemote::app
