// `map`: clips placed by how they move, and clusters among them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>

#include "app/cli/support.h"
#include "app/generate_job.h"
#include "app/map_diagrams.h"
#include "app/map_job.h"
#include "app/markup.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {
namespace {

struct MapOptions {
  ClipSetOptions source;
  MapSettings settings;
  std::string weights;
  std::string normalise = "height";
  std::string count = "0";
  std::string model;
  std::string align;
  std::vector<std::string> place;
  std::string out;
  std::string figure = "map";
  std::string matrix;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string style_summary(const StyleReport& style) {
  std::string text = "style was learned on some contents and scored on the others:\n";
  for (const StyleScore* score : {&style.map, &style.exchange}) {
    text += "  learned on " + joined(score->learned_on) + ": ARI " +
            fixed_text(score->ari_learned, 3) + "; scored on " + joined(score->scored_on) +
            ": ARI " + fixed_text(score->ari_scored, 3) + " (95 % of chance " +
            fixed_text(score->chance_p95, 3) + ")";
    for (const StyleScore::Within& within : score->within) {
      text += "; within " + within.content + " " + fixed_text(within.ari, 3) + " (" +
              fixed_text(within.chance_p95, 3) + ")";
    }
    text += "\n";
  }
  return text;
}

std::string placed_summary(const MapResult& map) {
  std::string text;
  for (const PlacedClip& clip : map.placed) {
    text += clip.name + ": cluster " + std::to_string(clip.placement.cluster + 1) + ", nearest";
    for (size_t n = 0; n < std::min<size_t>(3, clip.placement.neighbours.size()); ++n) {
      const auto& [index, distance] = clip.placement.neighbours[n];
      text +=
          (n > 0 ? ", " : " ") + map.clips[index].entry.name + " (" + fixed_text(distance, 3) + ")";
    }
    text += "\n";
  }
  return text;
}

std::string map_summary(const MapResult& map) {
  double total_s = 0.0;
  for (const auto& [phase, seconds] : map.timings_s) total_s += seconds;
  std::string sizes;
  for (const int size : map.cluster_sizes) {
    sizes += (sizes.empty() ? "" : " ") + std::to_string(size);
  }
  TextTable table({"", "value", "chance", "95 % of chance"});
  table.add({"adjusted Rand index", fixed_text(map.ari, 3), fixed_text(map.chance_ari_mean, 3),
             fixed_text(map.chance_ari_p95, 3)});
  table.add({"normalised mutual information", fixed_text(map.nmi, 3),
             fixed_text(map.chance_nmi_mean, 3), fixed_text(map.chance_nmi_p95, 3)});
  table.add({"purity", fixed_text(map.purity, 3), fixed_text(map.chance_purity_mean, 3),
             fixed_text(map.chance_purity_p95, 3)});
  table.add({"silhouette", fixed_text(map.silhouette, 3)});
  table.add({"Davies-Bouldin", fixed_text(map.davies_bouldin, 3)});
  table.add({"Calinski-Harabasz", fixed_text(map.calinski_harabasz, 1)});
  table.add({"stress-1", fixed_text(map.stress1, 3)});
  if (std::isfinite(map.neighbourhoods.trustworthiness)) {
    const std::string of = " of " + std::to_string(map.neighbourhoods.neighbours) + " neighbours";
    table.add({"trustworthiness" + of, fixed_text(map.neighbourhoods.trustworthiness, 3)});
    table.add({"continuity" + of, fixed_text(map.neighbourhoods.continuity, 3)});
  }
  std::string text = std::to_string(map.clips.size()) + " clips of " + map.source + " in " +
                     fixed_text(total_s, 2) + " s; " + std::to_string(map.cluster_sizes.size()) +
                     " clusters of " + sizes + " clips\n" + table.text();
  if (map.style) text += style_summary(*map.style);
  if (map.alignment) {
    text += "aligned with " + map.alignment->source + " by " +
            std::to_string(map.alignment->common_clips) + " common clips; " +
            fixed_text(100.0 * map.alignment->disparity, 1) + " % of its spread does not fit\n";
  }
  return text + placed_summary(map);
}

Status check_outputs(const MapOptions& values) {
  const std::string extension = extension_of(values.out);
  if (!values.out.empty() && extension != "json" && extension != "svg" && extension != "png") {
    return usage_error("cannot write \"" + values.out +
                       "\": this version writes the map as .svg or .png (a figure) or .json (the "
                       "data)");
  }
  const std::vector<std::string> figures{"map", "shepard", "dendrogram", "confusion"};
  if (std::find(figures.begin(), figures.end(), values.figure) == figures.end()) {
    return usage_error("--figure: expected " + joined(figures) + ", not \"" + values.figure + "\"");
  }
  if (values.figure != "map" && (values.out.empty() || extension == "json")) {
    return usage_error("--figure " + values.figure + " needs --out FILE.svg or FILE.png");
  }
  if (values.figure == "dendrogram" && values.settings.cluster == "kmeans") {
    return usage_error(
        "--figure dendrogram: k-means has no tree; use --cluster ward, average or "
        "complete");
  }
  if (!values.matrix.empty() && extension_of(values.matrix) != "csv") {
    return usage_error("cannot write \"" + values.matrix + "\": the matrix is written as .csv");
  }
  return {};
}

Result<int> parse_count(const std::string& text) {
  if (text == "auto") return MapSettings::kAutoCount;
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count < 0 || count > 10'000) {
    return usage_error(
        "--k: expected a number of clusters up to 10000, 0 (as many as labels) or "
        "auto, not \"" +
        text + "\"");
  }
  return count;
}

Result<MapSettings> settings_of(const MapOptions& values, const Invocation& invocation) {
  MapSettings settings = values.settings;
  settings.normalise = normalise_of(values.normalise);
  settings.seed = invocation.global.seed;
  settings.threads = invocation.global.threads;
  auto weights = parse_weights(values.weights);
  if (!weights) return weights.error();
  settings.weights = std::move(*weights);
  const Result<int> count = parse_count(values.count);
  if (!count) return count.error();
  settings.cluster_count = *count;
  if (settings.signature == "latent") {
    auto model = open_motion_model(values.model);
    if (!model) return model.error();
    settings.model = std::move(*model);
  }
  if (Status s = settings.validate(); !s) return s.error();
  if (!values.align.empty()) {
    auto other = read_map_file(values.align);
    if (!other) return other.error();
    settings.align = std::move(*other);
  }
  return settings;
}

Status write_map(const MapOptions& values, const MapResult& map) {
  if (extension_of(values.out) == "json") {
    return io::write_atomically(values.out, map_to_json(map, false) + "\n");
  }
  const auto svg = map_figure_svg(map, values.figure);
  return svg ? write_figure(values.out, *svg) : Status(svg.error());
}

Result<Report> run_map(const MapOptions& values, Invocation& invocation) {
  if (Status s = check_outputs(values); !s) return s.error();
  const Result<MapSettings> settings = settings_of(values, invocation);
  if (!settings) return settings.error();
  const Result<ClipSet> clips = open(values.source, invocation);
  if (!clips) return clips.error();
  auto map = make_map(*clips, *settings, invocation.console.progress());
  if (!map) return map.error();
  if (!values.place.empty()) {
    const std::vector<std::filesystem::path> files(values.place.begin(), values.place.end());
    const auto set = open_files_as_set(files, invocation.console.progress());
    if (!set) return set.error();
    const Status placed = place_clips(*map, *set, invocation.console.progress());
    if (!placed) return placed.error();
  }
  invocation.console.warnings(map->warnings);
  if (!values.out.empty()) {
    const Status written = write_map(values, *map);
    if (!written) return written.error();
  }
  if (!values.matrix.empty()) {
    if (Status s = write_matrix_csv(values.matrix, *map); !s) return s.error();
  }
  Report report;
  report.json = Json::parse(map_to_json(*map));
  report.text = map_summary(*map);
  if (!values.out.empty()) report.text += "wrote " + values.out + "\n";
  if (!values.matrix.empty()) report.text += "wrote " + values.matrix + "\n";
  return report;
}

void declare_signature(OptionSet& options, MapOptions& values) {
  options
      .option("signature", values.settings.signature,
              "What is compared. Distributions: velocity-gradient (the default), speed, "
              "axis-gradient, jerk. Numbers: lma, lma27, lma25, kinematics, latent, style. "
              "Sequences: poses")
      .value_name("WORD");
  options
      .option("pool", values.settings.pool,
              "Joints that share a distribution: all, joint (each its own) or part (head, trunk, "
              "arms, legs)")
      .value_name("WORD");
  options
      .option("weights", values.weights,
              "Weights of joints or body parts, arms=2,head=0.5; those not named weigh 1")
      .value_name("LIST");
  options.flag("scale-free", values.settings.is_scale_free,
               "Divide each clip's values by their mean size: vigour no longer counts");
  options
      .option("distance", values.settings.distance,
              "w1, w2 or sliced between distributions; dtw or euclidean between sequences; the "
              "first that fits by default")
      .value_name("WORD");
  options.option("band", values.settings.band, "Band of dtw, as a share of the longer sequence")
      .within(0.0, 1.0);
  options.option("directions", values.settings.directions, "Directions of a sliced distance")
      .within(1, 4096);
  declare_normalise(options, values.normalise);
  options.option("model", values.model, "Motion model of signature latent; default: the built-in")
      .value_name("FILE");
}

}  // namespace

Command map_command() {
  return {"map",
          "Many clips",
          "Place clips by how they move, and find clusters",
          "Every clip gets a signature; distances between signatures place the clips on a map and "
          "group them. Labels are used only to score the groups, beside what chance gives (and by "
          "signature style, which learns from half of the contents and is scored on the others). "
          "The file of --out is a figure (.svg, .png) or data (.json).",
          {"map corpus --k 8 --out map.svg",
           "map corpus --cluster ward --figure dendrogram --out tree.svg",
           "map corpus --json --matrix distances.csv",
           "map corpus --place new.bvh --align yesterday.json --out today.json"},
          [](OptionSet& options) -> CommandRunner {
            const auto values = std::make_shared<MapOptions>();
            declare_clip_set(options, values->source);
            declare_signature(options, *values);
            options
                .option("embed", values->settings.embed,
                        "classical scaling, smacof, or landmark (for very many clips)")
                .value_name("WORD");
            options.option("landmarks", values->settings.landmarks, "Landmarks of a landmark map")
                .within(2, 100'000);
            options.option("dims", values->settings.dims, "Dimensions of the map").within(1, 10);
            options.option("cluster", values->settings.cluster, "kmeans, ward, average or complete")
                .value_name("WORD");
            options
                .option("k", values->count,
                        "Number of clusters; 0: as many as labels; auto: the largest silhouette")
                .value_name("N|auto");
            options
                .option("place", values->place,
                        "A clip to put on the finished map without moving it; may be repeated")
                .value_name("FILE");
            options
                .option("align", values->align,
                        "Turn and scale the map towards another one (.json) by their common clips")
                .value_name("FILE");
            options.option("out", values->out, "Figure (.svg, .png) or data (.json) to write")
                .value_name("FILE");
            options
                .option("figure", values->figure,
                        "What --out draws: map, shepard (distances on the map against given ones), "
                        "dendrogram, or confusion (labels against clusters)")
                .value_name("WORD");
            options.option("matrix", values->matrix, "Write the distance matrix (.csv)")
                .value_name("FILE");
            return [values](Invocation& invocation) { return run_map(*values, invocation); };
          }};
}

}  // namespace kinemote::app
