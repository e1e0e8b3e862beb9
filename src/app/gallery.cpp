// The demo's page: one HTML file with relative links, which needs no network.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/stats/regression.h"
#include "app/demo_job.h"
#include "app/gallery_style.h"
#include "app/markup.h"
#include "app/version.h"

namespace kinemote::app {
namespace {

constexpr const char* kAxisNames[3] = {"pleasure", "arousal", "dominance"};

std::string link(const std::filesystem::path& path, const std::string& text) {
  return "<a href=\"" + escape_markup(path.generic_string()) + "\">" + escape_markup(text) + "</a>";
}

std::string strip(const DemoMotion& motion) {
  if (motion.picture.empty()) return {};
  return "<img class=\"strip\" loading=\"lazy\" src=\"" +
         escape_markup(motion.picture.generic_string()) + "\" alt=\"Poses of " +
         escape_markup(motion.title) + ", from first to last frame\">";
}

std::string percent(double value) { return fixed_text(50.0 + 50.0 * value, 1) + "%"; }

/// Three tracks from -1 to 1: the bar is what was measured, the mark what was asked.
std::string bars(const synthesis::Generated& motion) {
  std::string out = "<div class=\"bars\">";
  const auto asked = motion.pad_asked.values();
  const auto measured = motion.pad_measured.values();
  for (int axis = 0; axis < 3; ++axis) {
    const double low = std::min(0.0, measured[axis]);
    out += "<span title=\"" + std::string(kAxisNames[axis]) + "\">" + "PAD"[axis] +
           "</span><span class=\"track\"><span class=\"measured\" style=\"left:" + percent(low) +
           ";width:" + fixed_text(50.0 * std::abs(measured[axis]), 1) +
           "%\"></span><span class=\"asked\" style=\"left:" + percent(asked[axis]) +
           "\"></span></span><output>" + signed_text(measured[axis], 2) + "</output>";
  }
  return out + "</div>";
}

std::string slide_text(const FootSlide& slide) {
  if (slide.stance_count == 0) return "no planted feet";
  return "foot slide " + fixed_text(100.0 * slide.mean_m, 2) + " cm";
}

/// "P +0.10 A −0.70 D −0.20".
std::string pad_numbers(const analysis::Pad& pad) {
  return "P " + signed_text(pad.pleasure, 2) + " A " + signed_text(pad.arousal, 2) + " D " +
         signed_text(pad.dominance, 2);
}

std::vector<const DemoMotion*> of_part(const DemoResult& demo, DemoMotion::Part part) {
  std::vector<const DemoMotion*> motions;
  for (const DemoMotion& motion : demo.motions) {
    if (motion.part == part) motions.push_back(&motion);
  }
  return motions;
}

std::string words_section(const DemoResult& demo) {
  std::string out =
      "<h2 id=\"emotions\">One " + escape_markup(demo.settings.content) +
      ", five emotions</h2><p>The motion model was asked for the same movement at five points of "
      "the emotion space: pleasure (P), arousal (A) and dominance (D), each from −1 to 1. Bars "
      "show what is measured on the finished motion, upright marks what was asked for.</p>"
      "<div class=\"words\">";
  for (const DemoMotion* item : of_part(demo, DemoMotion::Part::kWord)) {
    out += "<div class=\"card\"><div>" + strip(*item) + "</div><div class=\"facts\"><h3>" +
           escape_markup(item->title) + "</h3>" + bars(item->motion) + "<p class=\"small\">" +
           slide_text(item->motion.slide) + "<br>" + link(item->bvh, "BVH file") +
           "</p></div></div>";
  }
  return out + "</div>";
}

std::string grid_section(const DemoResult& demo) {
  const auto motions = of_part(demo, DemoMotion::Part::kGrid);
  std::string out =
      "<h2 id=\"grid\">Pleasure against arousal</h2><p>Nine motions over a grid at neutral "
      "dominance, all from the same random seed, so that only the emotion differs.</p>"
      "<div class=\"grid\">";
  const char* rows[3] = {"arousal +", "arousal 0", "arousal −"};
  for (size_t i = 0; i < motions.size(); ++i) {
    if (i % 3 == 0) out += "<div class=\"axis-y\">" + std::string(rows[i / 3 % 3]) + "</div>";
    out += "<figure class=\"card\">" + strip(*motions[i]) + "<figcaption><span><b>" +
           escape_markup(motions[i]->title) + "</b>measured " +
           pad_numbers(motions[i]->motion.pad_measured) + "</span>" + link(motions[i]->bvh, "BVH") +
           "</figcaption></figure>";
  }
  return out +
         "<div class=\"corner\"></div><div class=\"axis-x\">pleasure −</div><div class=\"axis-x\">"
         "pleasure 0</div><div class=\"axis-x\">pleasure +</div></div>";
}

/// Measured over asked for one axis: points on the diagonal obey.
std::string scatter(const DemoResult& demo, int axis) {
  std::vector<double> asked;
  std::vector<double> measured;
  std::string points;
  const auto at = [](double value) { return fixed_text(110.0 + 90.0 * value, 1); };
  const auto up = [](double value) { return fixed_text(110.0 - 90.0 * value, 1); };
  for (const DemoMotion& item : demo.motions) {
    asked.push_back(item.motion.pad_asked.values()[axis]);
    measured.push_back(item.motion.pad_measured.values()[axis]);
    points += "<circle cx=\"" + at(asked.back()) + "\" cy=\"" + up(measured.back()) +
              "\" r=\"4\"><title>" + escape_markup(item.title) + ": asked " +
              signed_text(asked.back(), 2) + ", measured " + signed_text(measured.back(), 2) +
              "</title></circle>";
  }
  return "<div class=\"card\"><h3>" + std::string(kAxisNames[axis]) +
         "</h3><svg viewBox=\"0 0 220 236\" role=\"img\" aria-label=\"measured over asked " +
         kAxisNames[axis] +
         "\" fill=\"none\" stroke=\"currentColor\" font-size=\"8\"><rect x=\"20\" y=\"20\" "
         "width=\"180\" height=\"180\" stroke-opacity=\".25\"/><path d=\"M20 200L200 20\" "
         "stroke-opacity=\".35\" stroke-dasharray=\"4 4\"/><path d=\"M110 20V200M20 110H200\" "
         "stroke-opacity=\".12\"/><g fill=\"var(--accent)\" fill-opacity=\".75\" stroke=\"none\">" +
         points +
         "</g><g fill=\"currentColor\" stroke=\"none\" opacity=\".75\"><text x=\"20\" y=\"214\">−1"
         "</text><text x=\"190\" y=\"214\">1</text><text x=\"110\" y=\"214\" "
         "text-anchor=\"middle\">asked</text><text x=\"12\" y=\"110\" text-anchor=\"middle\" "
         "transform=\"rotate(-90 12 110)\">measured</text></g></svg><p class=\"small\">rank "
         "correlation " +
         fixed_text(analysis::spearman(asked, measured), 2) + ", measure errs by ± " +
         fixed_text(demo.pad_mae[axis], 2) + "</p></div>";
}

std::string corners_section(const DemoResult& demo) {
  std::string out =
      "<h2 id=\"corners\">Does it do what it is asked?</h2><p>The emotion of a finished motion is "
      "measured by a regression from movement features, which was fitted on clips that carry an "
      "emotion, not on the model's own output. Both learned from the same corpus, so agreement "
      "says "
      "that the model obeys the measure; whether people see the emotion, only people can say. "
      "Below: all motions of this page, then the eight corners of the cube.</p><div "
      "class=\"plots\">";
  for (int axis = 0; axis < 3; ++axis) out += scatter(demo, axis);
  out += "</div><p></p><div class=\"corners\">";
  for (const DemoMotion* item : of_part(demo, DemoMotion::Part::kCorner)) {
    out += "<figure class=\"card\">" + strip(*item) + "<figcaption><span><b>" +
           escape_markup(item->title) + "</b><br>measured " +
           pad_numbers(item->motion.pad_measured) + "</span>" + link(item->bvh, "BVH") +
           "</figcaption></figure>";
  }
  out +=
      "</div><p></p><div class=\"card scroll\"><table><tr><th>motion</th><th>asked P</th><th>A</th>"
      "<th>D</th><th>measured P</th><th>A</th><th>D</th><th>slide mean</th><th>slide worst</th>"
      "<th title=\"from the nearest training motion, in typical distances\">distance to data</th>"
      "</tr>";
  for (const DemoMotion& item : demo.motions) {
    const synthesis::Generated& motion = item.motion;
    out += "<tr><td>" + link(item.bvh, item.title) + "</td>";
    for (const double value : motion.pad_asked.values()) {
      out += "<td>" + signed_text(value, 2) + "</td>";
    }
    for (const double value : motion.pad_measured.values()) {
      out += "<td>" + signed_text(value, 2) + "</td>";
    }
    out += "<td>" + fixed_text(100.0 * motion.slide.mean_m, 2) + " cm</td><td>" +
           fixed_text(100.0 * motion.slide.worst_m, 2) + " cm</td><td>" +
           fixed_text(motion.data_distance, 2) + "</td></tr>";
  }
  return out + "</table></div><p class=\"small\">" + link("generated.csv", "generated.csv") +
         " holds the same numbers and every movement feature beside its target.</p>";
}

std::string map_section() {
  return "<h2 id=\"map\">The map of the corpus</h2><p>Every clip of the corpus becomes a "
         "signature, "
         "the distribution of its joints' accelerations; clips whose distributions are alike lie "
         "close. Labels are not used to place or to group them. What the groups share with the "
         "labels stands under the figure, beside what chance would give.</p><div class=\"card "
         "paper\"><img src=\"map.svg\" alt=\"Map of the corpus, one mark a clip\"></div><p "
         "class=\"small\">" +
         link("map.svg", "map.svg") + " for print, " + link("map.json", "map.json") +
         " with coordinates, clusters and scores.</p>";
}

std::string corpus_section(const DemoResult& demo) {
  std::map<std::string, std::map<std::string, int>> counts;
  std::map<std::string, double> durations_s;
  std::set<std::string> labels;
  double total_s = 0.0;
  for (const synthesis::CorpusClip& clip : demo.corpus.clips) {
    ++counts[clip.content][clip.label];
    labels.insert(clip.label);
    durations_s[clip.content] += clip.clip.duration_s();
    total_s += clip.clip.duration_s();
  }
  std::string out =
      "<h2 id=\"corpus\">The built-in corpus</h2><p>" + std::to_string(demo.corpus.clips.size()) +
      " clips, " + fixed_text(total_s / 60.0, 1) + " minutes, " + std::to_string(labels.size()) +
      " labels: parametric human motion whose style follows the emotion. The model was trained on "
      "such clips. All are in the folder corpus; " +
      link(demo.corpus.labels, "labels.json") +
      " says what they are.</p><div class=\"card scroll\"><table><tr><th>content</th><th>clips</th>"
      "<th>labels</th><th>seconds</th></tr>";
  for (const auto& [content, by_label] : counts) {
    int clips = 0;
    for (const auto& [label, count] : by_label) clips += count;
    out += "<tr><td>" + escape_markup(content) + "</td><td>" + std::to_string(clips) + "</td><td>" +
           std::to_string(by_label.size()) + "</td><td>" + fixed_text(durations_s[content], 0) +
           "</td></tr>";
  }
  return out + "</table></div>";
}

std::string reproduce_section(const DemoResult& demo) {
  const std::string seed = "--seed " + std::to_string(demo.settings.seed) + " ";
  const std::string clips = std::to_string(demo.corpus.clips.size());
  std::string commands = "kinemote " + seed + "corpus --clips " + clips + " --out corpus\n" +
                         "kinemote " + seed + "map corpus --out map.svg\n";
  if (!demo.motions.empty()) {
    const DemoMotion& first = demo.motions.front();
    commands += "kinemote " + seed + "generate --content " + demo.settings.content + " --pad " +
                first.title + " --seconds " + fixed_text(demo.settings.seconds, 1) + " --out " +
                first.name + ".bvh\n" + "kinemote render " + first.name +
                ".bvh --strip 7 --theme light --size 1120x300 --out " + first.name + ".png\n" +
                "kinemote predict " + first.name + ".bvh\n" + "kinemote evaluate builtin builtin\n";
  }
  return "<h2 id=\"again\">Make it again</h2><p>The same seed and settings give the same files. "
         "The whole page is <code>kinemote " +
         escape_markup(seed) + "demo --out FOLDER --clips " + clips +
         "</code>; its parts:</p><pre>" + escape_markup(commands) +
         "</pre><p>Next: <code>kinemote studio corpus</code> opens the folder in the studio; "
         "<code>kinemote info FILE.bvh</code> and <code>kinemote map FOLDER</code> work on your "
         "own files.</p>";
}

}  // namespace

std::string gallery_html(const DemoResult& demo) {
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"><title>Kinemote: a tour</title><style>" +
      std::string(kGalleryStyle) +
      "</style></head><body><header><h1>Emotional motion, made and measured</h1><p "
      "class=\"lead\">Everything on this page was made by one command, from no data: a corpus of "
      "human motion, a map of it, and new motion steered by pleasure, arousal and dominance.</p>"
      "<nav>";
  if (!demo.motions.empty()) {
    html +=
        "<a href=\"#emotions\">Five emotions</a><a href=\"#grid\">Grid</a><a "
        "href=\"#corners\">Asked and measured</a>";
  }
  html +=
      "<a href=\"#map\">Map</a><a href=\"#corpus\">Corpus</a><a href=\"#again\">Make it "
      "again</a></nav></header><main>";
  for (const std::string& warning : demo.warnings) {
    html += "<p class=\"notice\">" + escape_markup(warning) + "</p>";
  }
  if (!demo.motions.empty()) {
    html += words_section(demo) + grid_section(demo) + corners_section(demo);
  }
  html += map_section() + corpus_section(demo) + reproduce_section(demo);
  html += "</main><footer>Kinemote " + escape_markup(version()) + ", seed " +
          std::to_string(demo.settings.seed);
  if (!demo.model_name.empty()) {
    html += ", model " + escape_markup(demo.model_name) + " (settings " +
            escape_markup(demo.settings_hash) + ")";
  }
  if (!demo.device.empty()) html += ", pictures by " + escape_markup(demo.device);
  return html + ".</footer></body></html>\n";
}

}  // namespace kinemote::app
