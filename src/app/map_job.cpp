#include "app/map_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "analysis/stats/mds.h"
#include "analysis/stats/placement.h"
#include "app/map_clusters.h"
#include "app/parallel.h"

namespace kinemote::app {
namespace {

constexpr int kSmallestMap = 3;
constexpr int kNeighbours = 12;  // of trustworthiness and continuity

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Names the phases of the work and how long each took.
class Stopwatch {
 public:
  explicit Stopwatch(std::vector<std::pair<std::string, double>>& timings_s)
      : timings_s_(timings_s), start_(Clock::now()) {}
  void lap(const std::string& phase) {
    const Clock::time_point now = Clock::now();
    timings_s_.emplace_back(phase, std::chrono::duration<double>(now - start_).count());
    start_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::vector<std::pair<std::string, double>>& timings_s_;
  Clock::time_point start_;
};

Status check_enough(const MapResult& map, size_t found, int listed) {
  if (found >= kSmallestMap) return {};
  std::string message = "a map needs at least 3 clips; " + std::to_string(found) + " of " +
                        std::to_string(listed) + " in " + map.source + " could be used";
  if (!map.warnings.empty()) message += " (first " + map.warnings.front() + ")";
  return bad_input(message);
}

/// Reads and measures every clip; fills map.clips with those that could be.
Result<std::vector<ClipMeasure>> measure_clips(const ClipSet& source, const ClipMeter& meter,
                                               int threads, const Progress& progress,
                                               MapResult& map) {
  const int count = source.size();
  std::vector<std::optional<ClipMeasure>> measures(count);
  std::vector<std::string> problems(count);
  std::vector<double> durations_s(count, 0.0);
  const Status read =
      parallel_for(count, threads, progress, "reading and measuring clips", [&](int i) {
        const Result<io::ClipImport> import = source.load(i);
        if (!import) {
          problems[i] = import.error().message;
          return;
        }
        durations_s[i] = import->clip.duration_s();
        Result<ClipMeasure> measure = meter.measure(import->clip);
        if (measure) {
          measures[i] = std::move(*measure);
        } else {
          problems[i] = source.dataset.entries[i].name + ": " + measure.error().message;
        }
      });
  if (!read) return read.error();
  std::vector<ClipMeasure> kept;
  for (int i = 0; i < count; ++i) {
    if (measures[i]) {
      map.clips.push_back({source.dataset.entries[i], -1, durations_s[i]});
      kept.push_back(std::move(*measures[i]));
    } else {
      map.warnings.push_back("skipped: " + problems[i]);
    }
  }
  if (Status s = check_enough(map, kept.size(), count); !s) return s.error();
  return kept;
}

/// The space of signature style; keeps only the clips that it knows a content and label of.
Result<std::shared_ptr<const SignatureSpace>> style_space(const std::vector<ClipMeasure>& measures,
                                                          const Progress& progress,
                                                          MapResult& map) {
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
  Result<StyleSpace> style = learn_style(numbers, labels, contents, map.settings.seed, progress);
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
  return SignatureSpace::of_points(std::move(style->numbers));
}

Status embed(const SignatureSpace& space, const Progress& progress, Stopwatch& watch,
             MapResult& map, MapPlacer::Parts& parts) {
  const MapSettings& settings = map.settings;
  if (settings.embed == "landmark") {
    if (settings.distance == "sliced") {
      return usage_error(
          "landmark maps are made by w1, w2, dtw or euclidean distances, not sliced");
    }
    auto found = analysis::landmark_mds(
        space.size(), [&](int i, int j) { return space.distance(i, j); }, settings.dims,
        {std::min(settings.landmarks, space.size()), settings.seed}, settings.threads, progress);
    if (!found) return found.error();
    map.coordinates = std::move(found->embedding.coordinates);
    map.eigenvalues = std::move(found->embedding.eigenvalues);
    map.eigenvalue_sum = found->embedding.trace;
    map.stress1 = found->embedding.stress1;
    map.landmarks = std::move(found->landmarks);
    parts.classical = std::move(found->placement);
    parts.landmarks = map.landmarks;
    watch.lap("embedding");
    return {};
  }
  Result<analysis::DistanceMatrix> distances = space.distances(settings.threads, progress);
  if (!distances) return distances.error();
  map.distances = std::move(*distances);
  watch.lap("distances");
  if (!report(progress, "placing clips", 0.0)) return cancelled();
  Result<analysis::Embedding> found = analysis::classical_mds(
      map.distances, settings.dims, analysis::EigenMethod::kAuto, settings.threads, progress);
  if (!found) return found.error();
  const bool has_all = found->eigenvalues.size() == space.size();
  map.eigenvalues = found->eigenvalues;
  map.eigenvalue_sum = has_all ? found->eigenvalues.cwiseMax(0.0).sum() : found->trace;
  if (settings.embed == "smacof") {
    found = analysis::smacof(map.distances, Eigen::MatrixXd(found->coordinates), {},
                             settings.threads, progress);
    if (!found) return found.error();
    parts.is_smacof = true;
  } else {
    parts.classical = analysis::ClassicalPlacement(map.distances, *found);
  }
  map.coordinates = std::move(found->coordinates);
  map.stress1 = found->stress1;
  watch.lap("embedding");
  return {};
}

/// Turns the map towards another one by the clips that are on both.
Result<analysis::Procrustes> align(MapResult& map) {
  const MapFile& other = *map.settings.align;
  std::map<std::string, int> row_of;
  for (size_t i = 0; i < other.names.size(); ++i) row_of[other.names[i]] = static_cast<int>(i);
  std::vector<int> ours, theirs;
  for (size_t i = 0; i < map.clips.size(); ++i) {
    const auto found = row_of.find(map.clips[i].entry.name);
    if (found == row_of.end()) continue;
    ours.push_back(static_cast<int>(i));
    theirs.push_back(found->second);
  }
  if (static_cast<int>(ours.size()) <= map.settings.dims) {
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
  return turned;
}

}  // namespace

Status MapSettings::validate() const {
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
  if (signature == "latent" && model == nullptr) {
    return usage_error("signature latent needs a motion model; name one with --model");
  }
  return {};
}

Result<MapResult> make_map(const io::Dataset& dataset, const MapSettings& settings,
                           const Progress& progress) {
  return make_map(clip_set_of_files(dataset), settings, progress);
}

Result<MapResult> make_map(const ClipSet& source, const MapSettings& settings,
                           const Progress& progress) {
  if (Status s = settings.validate(); !s) return s.error();
  MapResult map;
  map.settings = settings;
  static_cast<SignatureChoice&>(map.settings) = settings.resolved();
  map.source = source.dataset.root.filename().empty()
                   ? source.dataset.root.parent_path().filename().string()
                   : source.dataset.root.filename().string();
  map.warnings = source.dataset.warnings;
  Stopwatch watch(map.timings_s);

  MapPlacer::Parts parts{
      ClipMeter(map.settings, settings.model.get()), {}, {}, {}, false, {}, {}, {}};
  auto measures = measure_clips(source, parts.meter, settings.threads, progress, map);
  if (!measures) return measures.error();
  auto space = settings.signature == "style"
                   ? style_space(*measures, progress, map)
                   : SignatureSpace::make(map.settings, std::move(*measures));
  if (!space) return space.error();
  parts.space = *space;
  watch.lap("signatures");

  const int count = static_cast<int>(map.clips.size());
  if (settings.dims >= count) {
    return usage_error(std::to_string(settings.dims) + " dimensions need more than " +
                       std::to_string(count) + " clips");
  }
  if (settings.embed == "classical" && count > MapSettings::kMostDense) {
    map.settings.embed = "landmark";
    map.warnings.push_back("all distances between " + std::to_string(count) +
                           " clips would not fit; placed by " + std::to_string(settings.landmarks) +
                           " landmarks instead");
  }
  if (Status s = embed(**space, progress, watch, map, parts); !s) return s.error();
  parts.coordinates = map.coordinates;
  if (settings.align) {
    auto turned = align(map);
    if (!turned) return turned.error();
    parts.alignment = std::move(*turned);
  }

  const std::vector<int> labels = label_numbers(map.clips);
  std::set<int> distinct(labels.begin(), labels.end());
  distinct.erase(-1);
  const int label_count = static_cast<int>(distinct.size());
  if (Status s = find_clusters(map, std::max(2, label_count), progress); !s) return s.error();
  watch.lap("clusters");

  if (!report(progress, "scoring", 0.0)) return cancelled();
  score_clusters(map);
  if (map.distances.size() > 0) {
    map.neighbourhoods = analysis::neighbourhood_scores(map.distances, map.coordinates,
                                                        std::clamp((count - 1) / 2, 1, kNeighbours),
                                                        2000, settings.seed);
    map.shepard = analysis::shepard_diagram(map.distances, parts.coordinates, 2000, settings.seed);
  } else {
    map.neighbourhoods = {std::nan(""), std::nan(""), 0};
  }
  watch.lap("scores");
  if (!map.style) {
    for (const MapClip& clip : map.clips) parts.clusters.push_back(clip.cluster);
    map.placer = std::make_shared<const MapPlacer>(std::move(parts));
  }
  return map;
}

Status place_clips(MapResult& map, const ClipSet& clips, const Progress& progress) {
  if (map.placer == nullptr) {
    return usage_error("clips cannot be placed on a map of signature " + map.settings.signature +
                       ", which ranks them among others of their content; map them together");
  }
  for (int i = 0; i < clips.size(); ++i) {
    if (!report(progress, "placing clips", static_cast<double>(i) / clips.size())) {
      return cancelled();
    }
    const io::DatasetEntry& entry = clips.dataset.entries[i];
    const Result<io::ClipImport> import = clips.load(i);
    if (!import) {
      map.warnings.push_back("not placed: " + import.error().message);
      continue;
    }
    Result<MapPlacement> placement = map.placer->place(import->clip);
    if (!placement) {
      map.warnings.push_back("not placed: " + entry.name + ": " + placement.error().message);
      continue;
    }
    map.placed.push_back({entry.path, entry.name, std::move(*placement)});
  }
  return {};
}

}  // namespace kinemote::app
