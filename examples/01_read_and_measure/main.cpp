// Reads motion and measures it: Laban features of a BVH file, or of two walks of our own.
//
//   example_read_and_measure [FILE.bvh]
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "analysis/features/lma.h"
#include "motion/io/bvh.h"
#include "synthesis/procedural/corpus.h"

namespace {

using namespace kinemote;  // NOLINT(google-build-using-namespace): an example may be brief

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return static_cast<int>(error.code);
}

/// Mean of every feature over the clip's windows; windows without a value (NaN) do not count.
Result<std::array<double, analysis::kLma27Count>> mean_features(const Clip& clip) {
  const WorldMotion world = forward_kinematics(clip);
  const auto body = find_body(*clip.skeleton);
  if (!body) return body.error();
  analysis::LmaSettings settings;
  settings.height_m = body_height_m(*clip.skeleton);
  const auto rows = analysis::lma27(world, *body, settings);
  if (!rows) return rows.error();
  std::array<double, analysis::kLma27Count> means{};
  for (int column = 0; column < analysis::kLma27Count; ++column) {
    int count = 0;
    for (int row = 0; row < rows->row_count(); ++row) {
      const double value = rows->at(row, column);
      if (std::isnan(value)) continue;
      means[column] += value;
      ++count;
    }
    means[column] = count > 0 ? means[column] / count : std::nan("");
  }
  return means;
}

/// A walk at a point of pleasure, arousal and dominance, from the built-in corpus's generator.
Result<Clip> walk(const analysis::Pad& pad) {
  synthesis::PerformSettings settings;
  settings.content = "walk";
  settings.pad = pad;
  return synthesis::perform(settings);
}

int measure_file(const std::string& path) {
  const auto import = io::read_bvh(path);
  if (!import) return fail(import.error());
  for (const auto& warning : import->warnings) std::fprintf(stderr, "%s\n", warning.c_str());
  const auto means = mean_features(import->clip);
  if (!means) return fail(means.error());
  for (int i = 0; i < analysis::kLma27Count; ++i) {
    std::printf("%-32s %10.4f\n", std::string(analysis::lma27_names()[i]).c_str(), (*means)[i]);
  }
  return 0;
}

int compare_walks() {
  const auto excited = walk({0.6, 0.8, 0.4});
  const auto tired = walk({-0.2, -0.8, -0.4});
  if (!excited) return fail(excited.error());
  if (!tired) return fail(tired.error());
  const auto excited_means = mean_features(*excited);
  const auto tired_means = mean_features(*tired);
  if (!excited_means) return fail(excited_means.error());
  if (!tired_means) return fail(tired_means.error());

  std::printf("%-32s %10s %10s\n", "mean over the clip", "excited", "tired");
  for (int i = 0; i < analysis::kLma27Count; ++i) {
    std::printf("%-32s %10.4f %10.4f\n", std::string(analysis::lma27_names()[i]).c_str(),
                (*excited_means)[i], (*tired_means)[i]);
  }
  const auto ground_speed = [](const Clip& clip) {
    const WorldMotion world = forward_kinematics(clip);
    const Vec3 way = world.position(world.frame_count - 1, 0) - world.position(0, 0);
    return std::hypot(way.x, way.z) / clip.duration_s();
  };
  const double fast = ground_speed(*excited);
  const double slow = ground_speed(*tired);
  std::printf("%.2f m/s against %.2f m/s: the excited walk is %s than the tired one\n", fast, slow,
              fast > slow ? "faster" : "not faster");
  return fast > slow ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) { return argc > 1 ? measure_file(argv[1]) : compare_walks(); }
