// The map as a figure for print.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "app/figure/svg.h"
#include "app/label_styles.h"
#include "app/map_job.h"
#include "app/markup.h"
#include "app/settings_hash.h"

namespace kinemote::app {
namespace {

using svg::Point;
using svg::px;
using svg::text;
using svg::tick_step;
using svg::tick_text;

constexpr double kPlotLeft = 78.0;
constexpr double kPlotTop = 84.0;
constexpr double kPlotWidth = 720.0;
constexpr double kLegendGap = 28.0;
constexpr double kLegendColumn = 190.0;
constexpr size_t kFewestLegendRows = 12;
constexpr double kRowHeight = 22.0;

/// A label's place in the legend decides its colour and shape (label_style), as in the studio.
struct LegendEntry {
  std::string label;
  int count = 0;
};

std::vector<LegendEntry> legend_of(const MapResult& map) {
  std::map<std::string, int> counts;
  for (const MapClip& clip : map.clips) ++counts[clip.entry.label];
  std::vector<LegendEntry> legend;
  for (const auto& [label, count] : counts) {
    if (!label.empty()) legend.push_back({label, count});
  }
  if (const auto unlabelled = counts.find(""); unlabelled != counts.end()) {
    legend.push_back({"", unlabelled->second});
  }
  return legend;
}

std::string styled_marker(const std::vector<LegendEntry>& legend, size_t entry, const Point& at,
                          const std::string& title) {
  const bool is_known = !legend[entry].label.empty();
  const LabelStyle style = label_style(static_cast<int>(entry));
  const std::string colour = is_known ? svg::colour(style.colour) : svg::kGrey;
  return "<g fill=\"" + colour + "\">" +
         (title.empty() ? "" : "<title>" + escape_markup(title) + "</title>") +
         svg::marker(is_known ? style.shape : 0, at) + "</g>\n";
}

/// Convex hull by the monotone chain (Andrew 1979).
std::vector<Point> convex_hull(std::vector<Point> points) {
  std::sort(points.begin(), points.end(),
            [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  if (points.size() < 3) return points;
  std::vector<Point> hull;
  const auto turn = [](const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  };
  for (int pass = 0; pass < 2; ++pass) {
    const size_t start = hull.size();
    for (const Point& p : points) {
      while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), p) <= 0.0) {
        hull.pop_back();
      }
      hull.push_back(p);
    }
    hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return hull;
}

/// Data to pixels, the same scale on both axes, so that distances can be seen.
struct Frame {
  Point low, high;  // data, with margins
  double scale = 1.0;
  double height = 0.0;  // pixels

  Point pixel(const Point& p) const {
    return {kPlotLeft + (p.x - low.x) * scale, kPlotTop + height - (p.y - low.y) * scale};
  }
};

Frame frame_of(const std::vector<Point>& points) {
  Frame frame;
  frame.low = frame.high = points.front();
  for (const Point& p : points) {
    frame.low = {std::min(frame.low.x, p.x), std::min(frame.low.y, p.y)};
    frame.high = {std::max(frame.high.x, p.x), std::max(frame.high.y, p.y)};
  }
  const double wide = std::max(frame.high.x - frame.low.x, 1e-9);
  const double tall = std::max(frame.high.y - frame.low.y, 1e-9);
  // The wider extent fills the plot; the height adapts between a strip and a square.
  const double height = std::clamp(kPlotWidth * tall / wide, 0.45 * kPlotWidth, kPlotWidth);
  frame.scale = 0.9 * std::min(kPlotWidth / wide, height / tall);
  frame.height = height;
  const Point middle{(frame.low.x + frame.high.x) / 2, (frame.low.y + frame.high.y) / 2};
  const Point half{kPlotWidth / frame.scale / 2, height / frame.scale / 2};
  frame.low = {middle.x - half.x, middle.y - half.y};
  frame.high = {middle.x + half.x, middle.y + half.y};
  return frame;
}

std::string axis_title(const MapResult& map, int dimension) {
  std::string title = "Dimension " + std::to_string(dimension + 1);
  // A turned map's axes are no eigenvectors any more.
  if (map.settings.embed != "smacof" && !map.alignment && dimension < map.eigenvalues.size()) {
    const double share = map.eigenvalue_sum > 0.0
                             ? std::max(0.0, map.eigenvalues[dimension]) / map.eigenvalue_sum
                             : 0.0;
    title += " (" + fixed_text(100.0 * share, 0) + " % of variance)";
  }
  return title;
}

std::string axes(const MapResult& map, const Frame& frame, bool has_y) {
  std::string out;
  const double bottom = kPlotTop + frame.height;
  const double right = kPlotLeft + kPlotWidth;
  const double step = tick_step(85.0 / frame.scale);
  for (double x = std::ceil(frame.low.x / step) * step; x <= frame.high.x; x += step) {
    const double at = frame.pixel({x, 0}).x;
    out += "<path d=\"M" + px(at) + " " + px(kPlotTop) + "V" + px(bottom) + "\" class=\"grid\"/>\n";
    out += text({at, bottom + 19}, tick_text(x, step), "class=\"tick\" text-anchor=\"middle\"");
  }
  for (double y = std::ceil(frame.low.y / step) * step; has_y && y <= frame.high.y; y += step) {
    const double at = frame.pixel({0, y}).y;
    out += "<path d=\"M" + px(kPlotLeft) + " " + px(at) + "H" + px(right) + "\" class=\"grid\"/>\n";
    out += text({kPlotLeft - 9, at + 4}, tick_text(y, step), "class=\"tick\" text-anchor=\"end\"");
  }
  out += "<rect x=\"" + px(kPlotLeft) + "\" y=\"" + px(kPlotTop) + "\" width=\"" + px(kPlotWidth) +
         "\" height=\"" + px(frame.height) + "\" class=\"box\"/>\n";
  out += text({kPlotLeft + kPlotWidth / 2, bottom + 43}, axis_title(map, 0),
              "class=\"axis\" text-anchor=\"middle\"");
  if (has_y) {
    const Point at{24, kPlotTop + frame.height / 2};
    out += text(at, axis_title(map, 1),
                "class=\"axis\" text-anchor=\"middle\" transform=\"rotate(-90 " + px(at.x) + " " +
                    px(at.y) + ")\"");
  }
  return out;
}

/// Shaded hull of every cluster with its number; numbers are drawn last, over the points.
void add_clusters(const MapResult& map, const std::vector<Point>& pixels, std::string& hulls,
                  std::string& numbers) {
  for (size_t c = 0; c < map.cluster_sizes.size(); ++c) {
    std::vector<Point> members;
    for (size_t i = 0; i < pixels.size(); ++i) {
      if (map.clips[i].cluster == static_cast<int>(c)) members.push_back(pixels[i]);
    }
    if (members.empty()) continue;
    const std::vector<Point> hull = convex_hull(std::move(members));
    std::string path;
    Point top = hull.front();
    for (const Point& p : hull) {
      path += (path.empty() ? "M" : "L") + px(p.x) + " " + px(p.y);
      if (p.y < top.y) top = p;
    }
    hulls += "<path d=\"" + path + "Z\" class=\"hull\"/>\n";
    numbers +=
        text({top.x, top.y - 9}, std::to_string(c + 1), "class=\"number\" text-anchor=\"middle\"");
  }
}

/// Rows of a legend column that is about as tall as the plot.
size_t legend_rows(const Frame& frame) {
  return std::max(kFewestLegendRows, static_cast<size_t>((frame.height - 10.0) / kRowHeight));
}

/// A target: it cannot be taken for one of the clips that made the map.
std::string target(const Point& at) {
  std::string cross;
  for (const auto& [x, y] : {std::pair{1.0, 0.0}, {-1.0, 0.0}, {0.0, 1.0}, {0.0, -1.0}}) {
    cross += "M" + px(at.x + 3.0 * x) + " " + px(at.y + 3.0 * y) + "L" + px(at.x + 12.0 * x) + " " +
             px(at.y + 12.0 * y);
  }
  const std::string shape = "<circle cx=\"" + px(at.x) + "\" cy=\"" + px(at.y) +
                            "\" r=\"7.5\"/><path d=\"" + cross + "\"/>";
  return "<g class=\"halo\">" + shape + "</g><g class=\"target\">" + shape + "</g>\n";
}

Point place_of(const PlacedClip& clip) {
  const Eigen::VectorXd& at = clip.placement.coordinates;
  return {at[0], at.size() > 1 ? at[1] : 0.0};
}

/// Clips that were put on the map, each with its name on the side that has more room.
std::string placed_svg(const MapResult& map, const Frame& frame) {
  std::string out;
  for (const PlacedClip& clip : map.placed) {
    const Point at = frame.pixel(place_of(clip));
    const bool is_left = at.x > kPlotLeft + 0.5 * kPlotWidth;
    out += target(at) + text({at.x + (is_left ? -16.0 : 16.0), at.y + 4.0}, clip.name,
                             std::string("class=\"placed\" text-anchor=\"") +
                                 (is_left ? "end" : "start") + "\"");
  }
  return out;
}

std::string legend_svg(const std::vector<LegendEntry>& legend, size_t rows) {
  const double left = kPlotLeft + kPlotWidth + kLegendGap;
  std::string out = text({left, kPlotTop + 4}, "Label (clips)", "class=\"axis\"");
  for (size_t i = 0; i < legend.size(); ++i) {
    const double x = left + static_cast<double>(i / rows) * kLegendColumn;
    const double y = kPlotTop + 28 + static_cast<double>(i % rows) * kRowHeight;
    const std::string name = legend[i].label.empty() ? "no label" : legend[i].label;
    out += styled_marker(legend, i, {x + 7, y - 4}, "");
    out +=
        text({x + 22, y}, name + " (" + std::to_string(legend[i].count) + ")", "class=\"entry\"");
  }
  return out;
}

/// With a true minus sign.
std::string score(double value, int decimals) {
  const std::string text = fixed_text(value, decimals);
  return text.starts_with('-') ? "−" + text.substr(1) : text;
}

std::string signature_words(const MapSettings& settings) {
  const bool is_scaled = settings.normalise == analysis::Normalise::kHeight;
  const std::string length = is_scaled ? "body heights" : "metres";
  const std::string joints = settings.pool == "joint"  ? "each joint"
                             : settings.pool == "part" ? "each body part"
                                                       : "all moving joints";
  const std::string of_joints = " of " + joints + (settings.is_scale_free ? ", free of scale" : "");
  if (settings.signature == "velocity-gradient") {
    return "distribution of the velocity gradient (tangential acceleration)" + of_joints + ", " +
           length + "/s²";
  }
  if (settings.signature == "speed") {
    return "distribution of speed" + of_joints + ", " + length + "/s";
  }
  if (settings.signature == "axis-gradient") {
    return "distribution of the acceleration vector" + of_joints + ", " + length + "/s²";
  }
  if (settings.signature == "jerk") {
    return "distribution of jerk" + of_joints + ", " + length + "/s³";
  }
  if (settings.signature == "poses") return "joint positions seen from the hips, in " + length;
  if (settings.signature == "latent") return "mean latent of the motion model, standardised";
  if (settings.signature == "style") {
    return "posture and timing ranked within each content, in the directions that tell styles "
           "apart in half of the contents";
  }
  if (settings.signature == "lma") return "Body, Effort, Shape and Space features, standardised";
  if (settings.signature == "kinematics") return "posture and movement statistics, standardised";
  return "mean and spread of " + settings.signature + " features over 0.5 s windows, standardised";
}

std::string distance_words(const MapSettings& settings) {
  if (settings.distance == "w1") return "exact Wasserstein W1";
  if (settings.distance == "w2") return "exact Wasserstein W2";
  if (settings.distance == "sliced") {
    return "sliced Wasserstein, " + std::to_string(settings.directions) + " directions";
  }
  if (settings.distance == "dtw") return "dynamic time warping";
  return "Euclidean";
}

std::string embedding_words(const MapResult& map) {
  if (map.settings.embed == "smacof") return "metric SMACOF";
  if (map.settings.embed == "landmark") {
    return "landmark scaling (" + std::to_string(map.landmarks.size()) + " landmarks)";
  }
  return "classical scaling";
}

std::vector<std::string> caption(const MapResult& map) {
  std::vector<std::string> lines;
  lines.push_back("Signature: " + signature_words(map.settings) +
                  ". Distance: " + distance_words(map.settings) + ".");
  lines.push_back("Placed by " + embedding_words(map) + " in " + std::to_string(map.settings.dims) +
                  " dimensions, stress-1 " + score(map.stress1, 3) + ". Shaded: " +
                  std::to_string(map.cluster_sizes.size()) + " clusters (" + map.settings.cluster +
                  "), numbered by size; silhouette " + score(map.silhouette, 2) +
                  ", Davies–Bouldin " + score(map.davies_bouldin, 2) + ".");
  if (std::isfinite(map.ari)) {
    lines.push_back("Clusters against labels: ARI " + score(map.ari, 3) + " (chance: mean " +
                    score(map.chance_ari_mean, 3) + ", 95 % below " + score(map.chance_ari_p95, 3) +
                    "), purity " + score(map.purity, 3) + " (chance: mean " +
                    score(map.chance_purity_mean, 3) + ", 95 % below " +
                    score(map.chance_purity_p95, 3) + ").");
  }
  if (!map.placed.empty()) {
    lines.push_back(std::to_string(map.placed.size()) +
                    (map.placed.size() == 1 ? " clip was" : " clips were") +
                    " put on the finished map (targets) and took no part in making it.");
  }
  return lines;
}

}  // namespace

std::string map_to_svg(const MapResult& map) {
  const bool has_y = map.coordinates.cols() > 1;
  std::vector<Point> points;
  for (Eigen::Index i = 0; i < map.coordinates.rows(); ++i) {
    points.push_back({map.coordinates(i, 0), has_y ? map.coordinates(i, 1) : 0.0});
  }
  std::vector<Point> all = points;
  for (const PlacedClip& clip : map.placed) all.push_back(place_of(clip));
  const Frame frame = frame_of(all);
  std::vector<Point> pixels;
  for (const Point& p : points) pixels.push_back(frame.pixel(p));

  const std::vector<LegendEntry> legend = legend_of(map);
  const std::vector<std::string> notes = caption(map);
  const size_t rows = std::min(legend.size(), legend_rows(frame));
  const size_t columns = (legend.size() + rows - 1) / rows;
  const double plot_bottom = kPlotTop + frame.height + 50.0;
  const double legend_bottom = kPlotTop + 28.0 + static_cast<double>(rows) * kRowHeight;
  const double notes_top = std::max(plot_bottom, legend_bottom) + 22.0;
  const double height = notes_top + 19.0 * static_cast<double>(notes.size()) + 8.0;
  const double width =
      kPlotLeft + kPlotWidth + kLegendGap + static_cast<double>(columns) * kLegendColumn;

  std::string hulls;
  std::string numbers;
  add_clusters(map, pixels, hulls, numbers);
  std::string body;
  body += text({kPlotLeft, 38}, "Motion map of " + map.source, "class=\"title\"");
  body += text({kPlotLeft, 62},
               std::to_string(map.clips.size()) +
                   " clips; points that lie close move alike, whatever they are called",
               "class=\"sub\"");
  body += axes(map, frame, has_y);
  body += hulls + "<g class=\"points\">\n";
  for (size_t i = 0; i < pixels.size(); ++i) {
    const MapClip& clip = map.clips[i];
    const auto entry = std::find_if(legend.begin(), legend.end(), [&](const LegendEntry& e) {
      return e.label == clip.entry.label;
    });
    body += styled_marker(legend, static_cast<size_t>(entry - legend.begin()), pixels[i],
                          clip.entry.name + ", cluster " + std::to_string(clip.cluster + 1));
  }
  body += "</g>\n" + numbers + placed_svg(map, frame) + legend_svg(legend, rows);
  for (size_t i = 0; i < notes.size(); ++i) {
    body +=
        text({kPlotLeft, notes_top + 19.0 * static_cast<double>(i)}, notes[i], "class=\"note\"");
  }
  return svg::document(width, height, "Motion map of " + map.source,
                       ".hull{fill:#5B6B82;stroke:#5B6B82;stroke-width:17;stroke-linejoin:round;"
                       "opacity:.10}.number{font-size:11.5px;font-weight:600;fill:#56606E;"
                       "stroke:#fff;stroke-width:3;paint-order:stroke}"
                       ".points{stroke:#fff;stroke-width:.7}.target{fill:none;stroke:#111827;"
                       "stroke-width:1.8}.halo{fill:none;stroke:#fff;stroke-width:4.5}"
                       ".placed{font-size:12.5px;font-weight:600;fill:#111827;stroke:#fff;"
                       "stroke-width:3;paint-order:stroke}",
                       body);
}

}  // namespace kinemote::app
