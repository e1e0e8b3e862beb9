// A map of motion: which clips move alike, from the distribution of their accelerations alone.
//
// corpus -> motor signature -> Wasserstein distances -> multidimensional scaling -> clusters
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "analysis/features/motor_signature.h"
#include "analysis/stats/clustering.h"
#include "analysis/stats/mds.h"
#include "analysis/stats/wasserstein.h"
#include "synthesis/procedural/corpus.h"

namespace {

using namespace kinemote;  // NOLINT(google-build-using-namespace): an example may be brief

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return static_cast<int>(error.code);
}

}  // namespace

int main() {
  const std::vector<analysis::PadWord> words = {{"angry", {-0.5, 0.6, 0.3}},
                                                {"happy", {0.8, 0.5, 0.4}},
                                                {"sad", {-0.6, -0.3, -0.3}},
                                                {"calm", {0.3, -0.6, 0.2}}};
  synthesis::CorpusSettings settings;
  settings.clip_count = 48;
  const auto corpus = synthesis::make_corpus(settings, words);
  if (!corpus) return fail(corpus.error());

  std::vector<std::vector<double>> signatures;
  std::vector<int> contents;  // index of the clip's content, in order of appearance
  std::map<std::string, int> content_index;
  for (const auto& item : *corpus) {
    const WorldMotion world = forward_kinematics(item.clip);
    auto signature =
        analysis::velocity_gradient_signature(world, body_height_m(*item.clip.skeleton));
    if (!signature) return fail(signature.error());
    signatures.push_back(std::move(*signature));
    const int next = static_cast<int>(content_index.size());
    contents.push_back(content_index.try_emplace(item.content, next).first->second);
  }

  const auto distances = analysis::wasserstein1_matrix(signatures);
  if (!distances) return fail(distances.error());
  const auto embedding = analysis::classical_mds(*distances, 2);
  if (!embedding) return fail(embedding.error());
  const auto clusters = analysis::kmeans(embedding->coordinates, 6, /*seed=*/1);
  if (!clusters) return fail(clusters.error());

  for (size_t i = 0; i < corpus->size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    std::printf("%-28s x %8.3f  y %8.3f  cluster %d\n", (*corpus)[i].name.c_str(),
                embedding->coordinates(row, 0), embedding->coordinates(row, 1),
                clusters->labels[i]);
  }
  const double ari = analysis::adjusted_rand_index(clusters->labels, contents);
  const auto chance = analysis::chance_level(clusters->labels, contents, /*seed=*/1);
  std::printf("agreement of clusters and kinds of movement: ARI %.3f; shuffled labels reach %.3f\n",
              ari, chance.ari_p95);
  return ari > chance.ari_p95 ? 0 : 1;
}
