// How a map is made: what a user chooses, on the command line and in the studio.
#pragma once

#include <string>
#include <vector>

#include "app/map_signature.h"

namespace kinemote::app {

struct MapChoices : SignatureChoice {
  /// cluster_count that asks for the k with the largest silhouette.
  static constexpr int kAutoCount = -1;

  /// classical | smacof | landmark. Classical maps of more than kMostDense clips become landmark
  /// maps, with a warning: all their distances would not fit.
  std::string embed = "classical";
  static constexpr int kMostDense = 20'000;
  int landmarks = 1000;            // of landmark maps; all clips where there are fewer
  std::string cluster = "kmeans";  // kmeans | ward | average | complete
  int dims = 2;                    // [1, 10]
  int cluster_count = 0;           // 0: number of distinct labels, at least 2; or kAutoCount

  /// Error (usage) naming the choice that is not known or does not go with the others.
  Status validate() const;
  /// With "" replaced by what it stands for.
  MapChoices resolved_choices() const;

  bool operator==(const MapChoices&) const = default;
};

/// One of the values that a choice can have.
struct MapOption {
  std::string word;             // as on the command line
  std::string name;             // in words
  std::string disabled_reason;  // why it cannot be had with the other choices; "" if it can
};

/// What can be chosen beside `now`. Signatures are free: with_signature() makes the rest fit.
std::vector<MapOption> signature_options();
std::vector<MapOption> pool_options(const MapChoices& now);
std::vector<MapOption> distance_options(const MapChoices& now);
std::vector<MapOption> embed_options(const MapChoices& now);
std::vector<MapOption> cluster_options(const MapChoices& now);

/// `now` with another signature; a distance or pooling that does not fit it goes back to the
/// default.
MapChoices with_signature(MapChoices now, const std::string& signature);
/// True if pooling, weights and scale-free mean something.
bool is_distribution(const MapChoices& choices);

/// "Velocity gradient · Wasserstein W1 · Classical scaling, 2-D · k-means": for a line below a map.
std::string map_choices_words(const MapChoices& choices);

}  // namespace kinemote::app
