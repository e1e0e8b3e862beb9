#include "app/map_stages.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/stats/mds.h"
#include "analysis/stats/placement.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

constexpr int kSmallestMap = 3;
constexpr int kNeighbours = 12;  // of trustworthiness and continuity

/// The space of signature style; keeps only the clips that it knows a content and label of.
Status make_style_space(const std::vector<ClipMeasure>& measures, const MapSettings& settings,
                        const Progress& progress, MapSpace& map) {
  const size_t columns = measures.front().numbers.size();
  for (size_t i = 0; i < measures.size(); ++i) {
    if (measures[i].numbers.size() == columns) continue;
    return bad_input("signature style compares joint by joint, but " + map.clips[i].entry.name +
                     " and " + map.clips.front().entry.name +
                     " have skeletons of different joints; convert them to one skeleton first");
  }
  Eigen::MatrixXd numbers(measures.size(), columns);
  std::vector<std::string> labels, contents;
  for (size_t i = 0; i < measures.size(); ++i) {
    numbers.row(static_cast<Eigen::Index>(i)) = Eigen::Map<const Eigen::RowVectorXd>(
        measures[i].numbers.data(), static_cast<Eigen::Index>(columns));
    labels.push_back(map.clips[i].entry.label);
    contents.push_back(map.clips[i].entry.content);
  }
  Result<StyleSpace> style = learn_style(numbers, labels, contents, settings.seed, progress);
  if (!style) return style.error();
  if (style->kept.size() < map.clips.size()) {
    map.warnings.push_back(
        std::to_string(map.clips.size() - style->kept.size()) +
        " clips were left out: signature style compares within a content, and theirs have fewer "
        "than 5 labelled clips");
    std::vector<MapClip> kept;
    for (const int i : style->kept) kept.push_back(std::move(map.clips[i]));
    map.clips = std::move(kept);
  }
  map.warnings.push_back(
      "signature style learned from the labels of half of the contents, so ARI, purity and NMI of "
      "the whole map flatter it; the honest score is style.map.ari_scored");
  map.style = std::move(style->report);
  map.space = SignatureSpace::of_points(std::move(style->numbers));
  return {};
}

Status embed_by_landmarks(const SignatureSpace& space, const MapSettings& settings,
                          const Progress& progress, MapEmbedding& map) {
  auto found = analysis::landmark_mds(
      space.size(), [&](int i, int j) { return space.distance(i, j); }, settings.dims,
      {std::min(settings.landmarks, space.size()), settings.seed}, settings.threads, progress);
  if (!found) return found.error();
  map.coordinates = std::move(found->embedding.coordinates);
  map.eigenvalues = std::move(found->embedding.eigenvalues);
  map.eigenvalue_sum = found->embedding.trace;
  map.stress1 = found->embedding.stress1;
  map.landmarks = std::move(found->landmarks);
  map.placement = std::move(found->placement);
  return {};
}

Status embed_all(const analysis::DistanceMatrix& distances, const MapSettings& settings,
                 const Progress& progress, MapEmbedding& map) {
  if (!report(progress, "placing clips", 0.0)) return cancelled();
  Result<analysis::Embedding> found = analysis::classical_mds(
      distances, settings.dims, analysis::EigenMethod::kAuto, settings.threads, progress);
  if (!found) return found.error();
  const bool has_all = found->eigenvalues.size() == distances.size();
  map.eigenvalues = found->eigenvalues;
  map.eigenvalue_sum = has_all ? found->eigenvalues.cwiseMax(0.0).sum() : found->trace;
  if (settings.embed == "smacof") {
    found = analysis::smacof(distances, Eigen::MatrixXd(found->coordinates), {}, settings.threads,
                             progress);
    if (!found) return found.error();
  } else {
    map.placement = analysis::ClassicalPlacement(distances, *found);
  }
  map.coordinates = std::move(found->coordinates);
  map.stress1 = found->stress1;
  return {};
}

/// Turns the map towards another one by the clips that are on both.
Status align(const std::vector<MapClip>& clips, const MapFile& other, MapEmbedding& map) {
  std::map<std::string, int> row_of;
  for (size_t i = 0; i < other.names.size(); ++i) row_of[other.names[i]] = static_cast<int>(i);
  std::vector<int> ours, theirs;
  for (size_t i = 0; i < clips.size(); ++i) {
    const auto found = row_of.find(clips[i].entry.name);
    if (found == row_of.end()) continue;
    ours.push_back(static_cast<int>(i));
    theirs.push_back(found->second);
  }
  if (static_cast<Eigen::Index>(ours.size()) <= map.coordinates.cols()) {
    return bad_input("the map to align with has " + std::to_string(ours.size()) +
                     " clips in common with this one; expected more than there are dimensions");
  }
  const Eigen::MatrixXd target = other.coordinates(theirs, Eigen::all);
  // A map of more dimensions is compared in those that this one has.
  const Eigen::Index dims = std::min(target.cols(), map.coordinates.cols());
  auto turned = analysis::procrustes(target.leftCols(dims), map.coordinates(ours, Eigen::all));
  if (!turned) return turned.error();
  map.coordinates = turned->apply(map.coordinates);
  map.alignment =
      MapAlignment{other.source, static_cast<int>(ours.size()), turned->disparity, turned->scale};
  map.turn = std::move(*turned);
  return {};
}

}  // namespace

Status measure_clips(const ClipSet& source, const ClipMeter& meter, int threads,
                     const Progress& progress, MeasuringState& state) {
  const int count = source.size();
  state.measures.resize(count);
  state.problems.resize(count);
  state.durations_s.resize(count, 0.0);
  return parallel_for(count, threads, progress, "reading and measuring clips", [&](int i) {
    if (state.measures[i] || !state.problems[i].empty()) return;
    const Result<io::ClipImport> import = source.load(i);
    if (!import) {
      state.problems[i] = import.error().message;
      return;
    }
    state.durations_s[i] = import->clip.duration_s();
    Result<ClipMeasure> measure = meter.measure(import->clip);
    if (measure) {
      state.measures[i] = std::move(*measure);
    } else {
      state.problems[i] = source.dataset.entries[i].name + ": " + measure.error().message;
    }
  });
}

Result<MapSpace> make_space(const ClipSet& source, const std::string& name,
                            const MapSettings& settings, MeasuringState measured,
                            const Progress& progress) {
  MapSpace map;
  std::vector<ClipMeasure> kept;
  for (int i = 0; i < source.size(); ++i) {
    if (measured.measures[i]) {
      map.clips.push_back({source.dataset.entries[i], -1, measured.durations_s[i]});
      kept.push_back(std::move(*measured.measures[i]));
    } else {
      map.warnings.push_back("skipped: " + measured.problems[i]);
    }
  }
  if (kept.size() < kSmallestMap) {
    std::string message = "a map needs at least 3 clips; " + std::to_string(kept.size()) + " of " +
                          std::to_string(source.size()) + " in " + name + " could be used";
    if (!map.warnings.empty()) message += " (first " + map.warnings.front() + ")";
    return bad_input(message);
  }
  if (settings.signature == "style") {
    if (Status s = make_style_space(kept, settings, progress, map); !s) return s.error();
    return map;
  }
  auto space = SignatureSpace::make(settings, std::move(kept));
  if (!space) return space.error();
  map.space = std::move(*space);
  return map;
}

bool needs_all_distances(const MapSettings& settings, int clip_count) {
  if (settings.embed == "landmark") return false;
  return settings.embed != "classical" || clip_count <= MapSettings::kMostDense;
}

Result<MapEmbedding> embed_map(const MapSpace& space, const analysis::DistanceMatrix* distances,
                               const MapSettings& settings, const Progress& progress) {
  MapEmbedding map;
  map.embed = settings.embed;
  const int count = space.space->size();
  if (distances == nullptr && settings.embed != "landmark") {
    map.embed = "landmark";
    map.warnings.push_back("all distances between " + std::to_string(count) +
                           " clips would not fit; placed by " + std::to_string(settings.landmarks) +
                           " landmarks instead");
  }
  const Status placed = distances == nullptr
                            ? embed_by_landmarks(*space.space, settings, progress, map)
                            : embed_all(*distances, settings, progress, map);
  if (!placed) return placed.error();
  map.unaligned = map.coordinates;
  if (settings.align) {
    if (Status s = align(space.clips, *settings.align, map); !s) return s.error();
  }
  if (distances == nullptr) {
    map.neighbourhoods = {std::nan(""), std::nan(""), 0};
    return map;
  }
  if (!report(progress, "comparing neighbours", 0.0)) return cancelled();
  map.neighbourhoods = analysis::neighbourhood_scores(*distances, map.coordinates,
                                                      std::clamp((count - 1) / 2, 1, kNeighbours),
                                                      2000, settings.seed);
  map.shepard = analysis::shepard_diagram(*distances, map.unaligned, 2000, settings.seed);
  return map;
}

}  // namespace kinemote::app
