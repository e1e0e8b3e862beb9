// How fast Laban features are measured, beside the Python program that does the same with NumPy
// (peers/lma_features.py beside the data, run as a child process in the same run) and, always,
// beside the way NumPy works written out in C++: whole-array passes, one after another, with a new
// array for every intermediate result. Then what the other sets, streams and signatures cost.
//
//   lma_bench [--clips N] [--repeats N]
//
// Real clips where $KINEMOTE_DATA (default ../shared/data) has dataset-1, else wandering joints.
// $KINEMOTE_PYTHON names the interpreter (default python3, then /usr/bin/python3).
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "analysis/features/bess.h"
#include "analysis/features/lma.h"
#include "analysis/features/motor_signature.h"
#include "analysis/features/streaming_lma.h"
#include "motion/core/kinematics.h"
#include "motion/io/bvh.h"

namespace {

using kinemote::BodyMap;
using kinemote::BodyPart;
using kinemote::Clip;
using kinemote::Vec3;
using kinemote::WorldMotion;
namespace analysis = kinemote::analysis;
namespace fs = std::filesystem;

struct Measured {
  Clip clip;
  WorldMotion world;
  BodyMap body;
  double height_m;
};

fs::path data_root() {
  const char* given = std::getenv("KINEMOTE_DATA");
  return given != nullptr && *given != '\0'
             ? fs::path(given)
             : fs::path(KINEMOTE_SOURCE_DIR) / ".." / "shared" / "data";
}

fs::path real_folder() { return data_root() / "bandai-namco" / "dataset-1" / "data"; }

std::vector<fs::path> real_files(int limit) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(real_folder(), ignored)) {
    if (entry.path().extension() == ".bvh") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (limit > 0 && static_cast<int>(files.size()) > limit) files.resize(limit);
  return files;
}

/// Wandering joints at 30 fps on the built-in skeleton.
Clip made_clip(int frames, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> step(0.0, 0.05);
  Clip clip = Clip::make(kinemote::canonical_skeleton(), frames, 1.0 / 30.0);
  for (int f = 1; f < frames; ++f) {
    const auto before = clip.frame_rotations(f - 1);
    const auto rotations = clip.frame_rotations(f);
    for (size_t j = 0; j < rotations.size(); ++j) {
      rotations[j] = kinemote::canonical(glm::normalize(
          before[j] * kinemote::Quat(1.0, step(random), step(random), step(random))));
    }
    clip.translations[f] = clip.translations[f - 1] + Vec3(0.0, 0.0, 0.03);
  }
  return clip;
}

template <typename Work>
double best_seconds(int repeats, Work work) {
  double best = 1e300;
  for (int r = 0; r < repeats; ++r) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

/// Runs work(i) for all i on all cores.
void on_all_cores(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < std::max(1u, std::thread::hardware_concurrency()); ++t) {
    threads.emplace_back([&] {
      for (size_t i = next++; i < count; i = next++) work(i);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

/// The stages of the Python program in frames a second, empty if it cannot be run.
std::map<std::string, double> python_rates(int limit) {
  std::map<std::string, double> rates;
  const fs::path peer = data_root() / ".." / "peers" / "lma_features.py";
  if (!fs::exists(peer) || !fs::exists(real_folder())) return rates;
  const char* named = std::getenv("KINEMOTE_PYTHON");
  for (const std::string& python : {std::string(named == nullptr ? "" : named),
                                    std::string("python3"), std::string("/usr/bin/python3")}) {
    if (python.empty()) continue;
    std::string command = python + " '" + peer.string() + "' '" + real_folder().string() + "'";
    if (limit > 0) command += " --limit " + std::to_string(limit);
    std::FILE* output = popen((command + " 2>/dev/null").c_str(), "r");
    if (output == nullptr) continue;
    char line[400];
    while (std::fgets(line, sizeof line, output) != nullptr) {
      const std::string_view text(line);
      const size_t unit = text.find(" frames/s wall");
      if (unit == std::string_view::npos) continue;
      for (const char* stage : {"parse BVH", "forward kinematics", "features"}) {
        const size_t at = text.find(stage);
        if (at != std::string_view::npos) {
          rates[stage] = std::atof(line + at + std::string_view(stage).size());
        }
      }
    }
    pclose(output);
    if (rates.size() == 3) return rates;
    rates.clear();
  }
  return rates;
}

/// lma27 in metres without the neck's rotation, as NumPy does it.
class ArrayPasses {
 public:
  ArrayPasses(const WorldMotion& world, const BodyMap& body, int n) : n_(n) {
    for (int p = 0; p < kinemote::kBodyPartCount; ++p) {
      const int joint = body.joint_of[p];
      if (joint < 0) continue;
      for (int f = 0; f < world.frame_count; ++f) paths_[p].push_back(world.position(f, joint));
    }
  }

  /// Column by column: means (maxima) over windows of every distance, box and triangle.
  std::vector<std::vector<double>> columns() const {
    using enum BodyPart;
    std::vector<std::vector<double>> out;
    const std::pair<BodyPart, BodyPart> pairs[]{{kRightHand, kLeftHand}, {kLeftHand, kHips},
                                                {kRightHand, kHips},     {kRightFoot, kLeftFoot},
                                                {kLeftHand, kChest},     {kRightHand, kChest},
                                                {kLeftLowerArm, kHips},  {kRightLowerArm, kHips},
                                                {kChest, kHips},         {kNeck, kChest}};
    for (size_t i = 0; i < std::size(pairs); ++i) {
      const auto values = norms(minus(path(pairs[i].first), path(pairs[i].second)));
      out.push_back(over_windows(values, i == 0 || i == 3));
    }
    out.push_back(over_windows(box(), false));
    out.push_back(over_windows(area(kLeftHand, kRightHand, kNeck), false));
    out.push_back(over_windows(area(kLeftFoot, kRightFoot, kHips), false));
    return out;
  }

 private:
  using Path = std::vector<Vec3>;
  const Path& path(BodyPart part) const { return paths_[static_cast<int>(part)]; }
  static Path minus(const Path& a, const Path& b) {
    Path out(a.size());
    for (size_t f = 0; f < a.size(); ++f) out[f] = a[f] - b[f];
    return out;
  }
  static Path cross(const Path& a, const Path& b) {
    Path out(a.size());
    for (size_t f = 0; f < a.size(); ++f) out[f] = glm::cross(a[f], b[f]);
    return out;
  }
  static std::vector<double> norms(const Path& a) {
    std::vector<double> out(a.size());
    for (size_t f = 0; f < a.size(); ++f) out[f] = glm::length(a[f]);
    return out;
  }
  std::vector<double> area(BodyPart a, BodyPart b, BodyPart c) const {
    auto doubled = norms(cross(minus(path(b), path(a)), minus(path(c), path(a))));
    for (double& x : doubled) x *= 0.5;
    return doubled;
  }
  std::vector<double> box() const {
    using enum BodyPart;
    Path low = path(kHips);
    Path high = low;
    for (const BodyPart part :
         {kChest, kNeck, kLeftUpperLeg, kLeftLowerLeg, kLeftFoot, kRightUpperLeg, kRightLowerLeg,
          kRightFoot, kLeftUpperArm, kLeftLowerArm, kLeftHand, kRightUpperArm, kRightLowerArm,
          kRightHand}) {
      for (size_t f = 0; f < low.size(); ++f) {
        low[f] = glm::min(low[f], path(part)[f]);
        high[f] = glm::max(high[f], path(part)[f]);
      }
    }
    const Path size = minus(high, low);
    std::vector<double> out(size.size());
    for (size_t f = 0; f < size.size(); ++f) out[f] = size[f].x * size[f].y * size[f].z;
    return out;
  }
  std::vector<double> over_windows(const std::vector<double>& values, bool is_max) const {
    std::vector<double> out;
    for (size_t start = 0; start + n_ <= values.size(); start += n_) {
      double sum = 0.0;
      double most = values[start];
      for (int i = 0; i < n_; ++i) {
        sum += values[start + i];
        most = std::max(most, values[start + i]);
      }
      out.push_back(is_max ? most : sum / n_);
    }
    return out;
  }

  int n_;
  std::array<Path, kinemote::kBodyPartCount> paths_;
};

void print_rate(const char* what, double frames, double seconds, double reference_rate = 0.0) {
  std::printf("  %-46s %12.0f frames/s", what, frames / seconds);
  if (reference_rate > 0.0) std::printf("   ratio %.1f", frames / seconds / reference_rate);
  std::printf("\n");
}

/// Time a frame of streams with windows of 0.5, 2 and 10 s: the ratio to the shortest says whether
/// it grows. The clip is gone through again and again, as if it were recorded at 120 frames a
/// second, until every window has been full for some time.
void print_stream_growth(analysis::LmaSet set, const char* name, const Measured& m) {
  constexpr int kFrames = 12000;
  double shortest_us = 0.0;
  for (const double window_s : {0.5, 2.0, 10.0}) {
    analysis::StreamingSettings settings;
    settings.set = set;
    settings.window_s = window_s;
    settings.frame_time_s = 1.0 / 120.0;
    settings.height_m = m.height_m;
    double sum = 0.0;  // so that no value is computed for nothing
    double slowest_us = 0.0;
    double best_us = 1e300;
    for (int r = 0; r < 3; ++r) {
      auto stream = analysis::StreamingLma::make(m.body, settings).value();
      int f = 0;
      const auto push = [&] { stream.push(m.world.frame_positions(f++ % m.world.frame_count)); };
      while (f < 2 * stream.window_frames()) push();
      double total_us = 0.0;
      double slowest = 0.0;
      for (int i = 0; i < kFrames; ++i) {
        const double us = 1e6 * best_seconds(1, push);
        total_us += us;
        slowest = std::max(slowest, us);
        sum += stream.values().front();
      }
      if (total_us / kFrames < best_us) {
        best_us = total_us / kFrames;
        slowest_us = slowest;
      }
    }
    if (shortest_us == 0.0) shortest_us = best_us;
    std::printf("  %-6s window %4.1f s %27.2f us, slowest frame %4.0f us   ratio %.2f%s\n", name,
                window_s, best_us, slowest_us, best_us / shortest_us,
                std::isfinite(sum) ? "" : "  (gave no number)");
  }
}

double harmonic(double a, double b) { return 1.0 / (1.0 / a + 1.0 / b); }

}  // namespace

int main(int argc, char** argv) {
  int limit = 0;
  int repeats = 7;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--clips") limit = std::atoi(argv[i + 1]);
    if (std::string_view(argv[i]) == "--repeats") repeats = std::max(1, std::atoi(argv[i + 1]));
  }
  std::vector<Measured> clips;
  const std::vector<fs::path> files = real_files(limit);
  const auto add = [&](Clip clip) {
    const auto body = kinemote::find_body(*clip.skeleton);
    if (!body) return;
    WorldMotion world = kinemote::forward_kinematics(clip);
    const double height_m = kinemote::body_height_m(*clip.skeleton);
    clips.push_back({std::move(clip), std::move(world), *body, height_m});
  };
  for (const fs::path& file : files) {
    auto import = kinemote::io::read_bvh(file);
    if (import) add(std::move(import->clip));
  }
  if (clips.empty()) {
    for (int i = 0; i < (limit > 0 ? limit : 174); ++i) add(made_clip(183, 1 + i));
  }
  double frames = 0.0;
  for (const Measured& m : clips) frames += m.world.frame_count;
  std::printf("%zu %s clips, %.0f frames\n", clips.size(), files.empty() ? "made" : "recorded",
              frames);

  analysis::LmaSettings metres;
  metres.normalise = analysis::Normalise::kNone;
  const auto by_height = [](const Measured& m) {
    analysis::LmaSettings settings;
    settings.height_m = m.height_m;
    return settings;
  };
  std::vector<analysis::FeatureRows> rows(clips.size());
  const auto lma27_of = [&](size_t i) {
    rows[i] = analysis::lma27(clips[i].world, clips[i].body, metres).value();
  };
  const auto each = [&](auto work) {
    return [&, work] {
      for (size_t i = 0; i < clips.size(); ++i) work(i);
    };
  };
  const double lma27_s = best_seconds(repeats, each(lma27_of));
  const double lma27_all_s = best_seconds(repeats, [&] { on_all_cores(clips.size(), lma27_of); });
  std::vector<WorldMotion> worlds(clips.size());
  const auto kinematics_and_lma27 = [&](size_t i) {
    worlds[i] = kinemote::forward_kinematics(clips[i].clip);
    rows[i] = analysis::lma27(worlds[i], clips[i].body, metres).value();
  };
  const double with_kinematics_s = best_seconds(repeats, each(kinematics_and_lma27));
  const double with_kinematics_all_s =
      best_seconds(repeats, [&] { on_all_cores(clips.size(), kinematics_and_lma27); });

  // The reference that is always there, and a check that it says the same.
  double largest_difference = 0.0;
  std::vector<std::vector<std::vector<double>>> columns(clips.size());
  const double passes_s =
      best_seconds(3, each([&](size_t i) {
                     const auto n = static_cast<int>(std::round(0.5 / clips[i].world.frame_time_s));
                     columns[i] = ArrayPasses(clips[i].world, clips[i].body, n).columns();
                   }));
  for (size_t i = 0; i < clips.size(); ++i) {
    for (size_t c = 0; c < columns[i].size(); ++c) {
      const int column = static_cast<int>(c < 10 ? c : c + 4);  // the neck's rotation lies between
      for (int r = 0; r < rows[i].row_count(); ++r) {
        largest_difference =
            std::max(largest_difference, std::abs(rows[i].at(r, column) - columns[i][c][r]));
      }
    }
  }
  const double passes_rate = frames / passes_s;
  std::printf("features from world positions (lma27, metres)\n");
  print_rate("array passes in C++, 13 of the 27, one thread", frames, passes_s);
  print_rate("ours, all 27, one thread", frames, lma27_s, passes_rate);
  print_rate("ours, all 27, all cores", frames, lma27_all_s, passes_rate);

  const std::map<std::string, double> python = python_rates(limit);
  if (python.empty()) {
    std::printf("peers/lma_features.py could not be run (NumPy, SciPy, data)\n");
  } else {
    const double features = python.at("features");
    const double kinematics = harmonic(python.at("forward kinematics"), features);
    const double whole = harmonic(python.at("parse BVH"), kinematics);
    std::printf("beside peers/lma_features.py (NumPy, one thread)\n");
    std::printf("  %-46s %12.0f frames/s\n", "Python, features", features);
    print_rate("ours, features, one thread", frames, lma27_s, features);
    print_rate("ours, features, all cores", frames, lma27_all_s, features);
    std::printf("  %-46s %12.0f frames/s\n", "Python, kinematics and features", kinematics);
    print_rate("ours, kinematics and features, one thread", frames, with_kinematics_s, kinematics);
    print_rate("ours, kinematics and features, all cores", frames, with_kinematics_all_s,
               kinematics);
    const auto from_file = [&](size_t i) {
      const auto import = kinemote::io::read_bvh(files[i]);
      if (!import) return;
      const auto body = kinemote::find_body(*import->clip.skeleton);
      rows[i] = analysis::lma27(kinemote::forward_kinematics(import->clip), *body, metres).value();
    };
    std::printf("  %-46s %12.0f frames/s\n", "Python, from BVH files", whole);
    print_rate("ours, from BVH files, all cores", frames,
               best_seconds(repeats, [&] { on_all_cores(files.size(), from_file); }), whole);
  }

  std::printf("other sets, one thread\n");
  print_rate("lma27 by height", frames,
             best_seconds(
                 repeats, each([&](size_t i) {
                   rows[i] =
                       analysis::lma27(clips[i].world, clips[i].body, by_height(clips[i])).value();
                 })));
  print_rate("lma25 by height", frames,
             best_seconds(
                 repeats, each([&](size_t i) {
                   rows[i] =
                       analysis::lma25(clips[i].world, clips[i].body, by_height(clips[i])).value();
                 })));
  print_rate(
      "lma (Body, Effort, Shape, Space)", frames,
      best_seconds(repeats, each([&](size_t i) {
                     rows[i] =
                         analysis::bess(clips[i].world, clips[i].body, by_height(clips[i])).value();
                   })));
  for (const auto& [set, name] : {std::pair{analysis::LmaSet::kLma27, "stream of lma27"},
                                  {analysis::LmaSet::kLma, "stream of lma"}}) {
    double sum = 0.0;  // so that no value is computed for nothing
    print_rate(name, frames,
               best_seconds(repeats, each([&](size_t i) {
                              const Measured& m = clips[i];
                              analysis::StreamingSettings settings;
                              settings.set = set;
                              settings.frame_time_s = m.world.frame_time_s;
                              settings.height_m = m.height_m;
                              auto stream = analysis::StreamingLma::make(m.body, settings).value();
                              for (int f = 0; f < m.world.frame_count; ++f) {
                                stream.push(m.world.frame_positions(f));
                                if (stream.has_window()) sum += stream.values().front();
                              }
                            })));
    if (!std::isfinite(sum)) std::printf("  (a stream gave no number)\n");
  }
  std::printf("a stream's time a frame by its window, 120 frames a second\n");
  for (const auto& [set, name] :
       {std::pair{analysis::LmaSet::kLma27, "lma27"}, {analysis::LmaSet::kLma, "lma"}}) {
    print_stream_growth(set, name, clips.front());
  }
  std::printf("motor signatures, one thread\n");
  size_t values = 0;
  const double signatures_s =
      best_seconds(repeats, each([&](size_t i) {
                     if (i == 0) values = 0;
                     values += analysis::velocity_gradient_signature(clips[i].world).value().size();
                   }));
  print_rate("velocity gradient, pooled, sorted", frames, signatures_s);
  std::printf("  %-46s %12.1f ns a value, %.1f ms for all\n", "", 1e9 * signatures_s / values,
              1e3 * signatures_s);
  std::printf("largest difference from the array passes: %.2g\n", largest_difference);
  return largest_difference < 1e-9 ? 0 : 1;
}
