// The studio in a real window on a screen without glass (Xvfb, software OpenGL), used with a real
// mouse (xdotool): how long until it shows something that moves, from a click on the map to the
// clip's first pose, what it does while nothing moves, and, with --soak, whether its memory grows.
//
//   window_bench [FOLDER…] [--starts N] [--clicks N] [--soak MINUTES] [--seed N]
//
// FOLDER holds motions (the built-in corpus without). References: a bare GLFW
// window that is cleared once, started in the same way; the time between two frames while a motion
// plays; the frames drawn in as long a time while it plays. Times are wall-clock and include X.
#include <GL/gl.h>
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "support/studio_at_work.h"
#include "support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using kinemote::test::ChildProcess;
using kinemote::test::Screen;
using kinemote::test::StudioAtWork;
using Json = StudioAtWork::Json;

constexpr int kWidth = 1600, kHeight = 900;
constexpr double kFirstFrameBudget_s = 0.6, kClickBudget_ms = 100.0;

struct Settings {
  std::string program;
  std::vector<std::string> folders;
  int starts = 7, clicks = 40;
  double soak_min = 0.0;
  unsigned seed = 1;
};

double monotonic_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(std::ceil(share * static_cast<double>(values.size() - 1)))];
}

/// Child mode: an empty window, and the moment at which it was shown.
int show_bare_window(const char* path) {
  if (glfwInit() == 0) return 5;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  GLFWwindow* window = glfwCreateWindow(kWidth, kHeight, "bare", nullptr, nullptr);
  if (window == nullptr) return 5;
  glfwMakeContextCurrent(window);
  glClear(GL_COLOR_BUFFER_BIT);
  glfwSwapBuffers(window);
  std::ofstream(path) << std::to_string(monotonic_s());
  glfwTerminate();
  return 0;
}

std::vector<std::string> arguments_of(const Settings& settings) {
  std::vector<std::string> words = settings.folders;
  const std::string size = std::to_string(kWidth) + "x" + std::to_string(kHeight);
  for (const char* word : {"--no-user-config", "--ui-scale", "1", "--size", size.c_str()}) {
    words.emplace_back(word);
  }
  return words;
}

double bare_window_s(const Screen& screen, const kinemote::test::TemporaryFolder& folder) {
  const std::string path = folder.file("bare");
  const double start_s = monotonic_s();
  ChildProcess child({fs::read_symlink("/proc/self/exe").string(), "--bare-window", path},
                     {screen.variable()}, folder.file("bare.log"));
  (void)child.wait();
  double shown_s = std::nan("");
  std::ifstream(path) >> shown_s;
  return shown_s - start_s;
}

/// Seconds to the first picture, and to the first one in which the motion has moved on.
struct Start {
  double shown_s = std::nan(""), moving_s = std::nan("");
};

Start time_start(const Screen& screen, const Settings& settings,
                 const kinemote::test::TemporaryFolder& folder) {
  StudioAtWork studio(screen, settings.program, folder.path(), arguments_of(settings));
  Start start;
  const auto is_moving = [&] {
    double first_clock_s = std::nan("");
    for (const Json& line : studio.lines()) {
      if (!line.contains("drawn")) continue;
      if (std::isnan(start.shown_s)) start.shown_s = studio.since_start_s(line);
      const double clock_s = line["clock_s"];
      if (std::isnan(first_clock_s)) first_clock_s = clock_s;
      if (clock_s > first_clock_s) {
        start.moving_s = studio.since_start_s(line);
        return true;
      }
    }
    return false;
  };
  (void)studio.wait(is_moving, 30.0);
  return start;
}

void time_starts(const Screen& screen, const Settings& settings,
                 const kinemote::test::TemporaryFolder& folder) {
  std::vector<double> bare, shown, moving;
  for (int i = 0; i < settings.starts; ++i) {
    bare.push_back(bare_window_s(screen, folder));
    const Start start = time_start(screen, settings, folder);
    shown.push_back(start.shown_s);
    moving.push_back(start.moving_s);
  }
  const double reference_s = percentile(bare, 0.5);
  std::printf("%-44s median %6.3f s\n", "a bare window (reference)", reference_s);
  for (const auto& [name, times] : {std::pair{"start to the first picture", shown},
                                    {"start to a figure that has moved", moving}}) {
    std::printf("%-44s median %6.3f s   worst of %zu %6.3f s   ratio %.2f\n", name,
                percentile(times, 0.5), times.size(), percentile(times, 1.0),
                reference_s / percentile(times, 0.5));
  }
  std::printf("  budget %.1f s: %s\n", kFirstFrameBudget_s,
              percentile(moving, 1.0) <= kFirstFrameBudget_s ? "kept" : "missed");
}

std::vector<std::string> points_on(StudioAtWork& studio) {
  static const std::string kKind = "map.point:";
  std::vector<std::string> names;
  for (const auto& [spot, rect] : studio.spots().items()) {
    if (spot.compare(0, kKind.size(), kKind) == 0) names.push_back(spot.substr(kKind.size()));
  }
  return names;
}

/// Median time between two frames that were drawn lately.
double frame_ms(const std::vector<Json>& lines) {
  std::vector<double> gaps_ms;
  double last_s = std::nan("");
  for (const Json& line : lines) {
    if (!line.contains("drawn")) continue;
    const double at_s = line["at_s"];
    if (!std::isnan(last_s)) gaps_ms.push_back(1e3 * (at_s - last_s));
    last_s = at_s;
  }
  return percentile(gaps_ms, 0.5);
}

void time_clicks(StudioAtWork& studio, const Settings& settings) {
  (void)studio.key("ctrl+4");
  (void)studio.settle();
  studio.rest(2.0);
  studio.forget_lines();
  studio.rest(2.0);
  const double reference_ms = frame_ms(studio.lines());
  std::vector<std::string> names = points_on(studio);
  std::shuffle(names.begin(), names.end(), std::mt19937(settings.seed));
  std::vector<double> times_ms;
  int covered = 0;
  for (const std::string& name : names) {
    if (static_cast<int>(times_ms.size()) >= settings.clicks) break;
    if (studio.state()["clip"] == name || !studio.move_to("map.point:" + name)) continue;
    studio.rest(0.2);
    studio.forget_lines();
    (void)studio.act("click 1");
    double pressed_s = std::nan(""), shown_s = std::nan("");
    const std::string before = studio.state()["clip"];
    (void)studio.wait(
        [&] {
          for (const Json& line : studio.lines()) {
            if (line.contains("press")) pressed_s = line["at_s"];
            if (line.contains("state") && line["state"]["clip"] != before &&
                line["state"].value("shown", "") == line["state"]["clip"]) {
              shown_s = line["at_s"];
              return true;
            }
          }
          return false;
        },
        2.0);
    if (std::isnan(shown_s)) {
      ++covered;  // another point lies over it
    } else {
      times_ms.push_back(1e3 * (shown_s - pressed_s));
    }
  }
  std::printf("%-44s median %6.1f ms\n", "from frame to frame while playing (reference)",
              reference_ms);
  std::printf("%-44s median %6.1f ms  p99 %6.1f ms  worst of %zu %6.1f ms  ratio %.2f\n",
              "click on a point to the clip's pose", percentile(times_ms, 0.5),
              percentile(times_ms, 0.99), times_ms.size(), percentile(times_ms, 1.0),
              reference_ms / percentile(times_ms, 0.5));
  if (covered > 0) std::printf("  %d points lay under others and were left out\n", covered);
  std::printf("  budget %.0f ms: %s\n", kClickBudget_ms,
              percentile(times_ms, 1.0) <= kClickBudget_ms ? "kept" : "missed");
}

long processor_ticks(pid_t pid) {
  std::ifstream stream("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(stream)), {});
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string word;
  long user = 0, system = 0;
  for (int i = 0; i < 11; ++i) rest >> word;
  rest >> user >> system;
  return user + system;
}

double resident_mb(pid_t pid) {
  std::ifstream stream("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(stream, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::atof(line.c_str() + 6) / 1024.0;
  }
  return std::nan("");
}

void time_idleness(StudioAtWork& studio) {
  constexpr double kWhile_s = 10.0;
  const auto count_frames = [&] {
    const long before = studio.drawn();
    studio.rest(kWhile_s);
    return studio.drawn() - before;
  };
  const long playing = count_frames();
  if (studio.state()["playing"] == true) (void)studio.key("space");
  (void)studio.settle();
  (void)studio.act("mousemove 5 5");
  studio.rest(3.0);
  const long ticks = processor_ticks(studio.pid());
  const long idle = count_frames();
  std::printf("%-44s %ld frames\n", "10 s of playing (reference)", playing);
  std::printf("%-44s %ld frames, %ld ticks of processor time   ratio %s\n",
              "10 s of a paused motion", idle, processor_ticks(studio.pid()) - ticks,
              idle == 0 ? "-" : "> 0");
  std::printf("  nothing drawn while nothing moves: %s\n", idle == 0 ? "kept" : "missed");
}

/// What a person does in an hour, in any order.
void act_somehow(StudioAtWork& studio, std::mt19937& random) {
  const auto below = [&](int count) {
    return std::uniform_int_distribution<int>(0, count - 1)(random);
  };
  const auto share = [&] { return std::uniform_real_distribution<double>(0.1, 0.9)(random); };
  static const char* const kKeys[] = {"ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4",       "Next",
                                      "Prior",  "ctrl+z", "ctrl+z", "ctrl+shift+z", "c",
                                      "e",      "t",      "v",      "shift+t"};
  if (studio.state().value("overlay", false)) {
    (void)studio.key("Escape");
    return;
  }
  if (studio.state()["playing"] == false) (void)studio.key("space");
  switch (below(4)) {
    case 0: {
      const auto names = points_on(studio);
      if (!names.empty()) {
        (void)studio.click("map.point:" +
                           names[static_cast<size_t>(below(static_cast<int>(names.size())))]);
      }
      return;
    }
    case 1:
      if (studio.shows("pad")) (void)studio.drag("pad", {{share(), share()}, {share(), share()}});
      return;
    case 2:
      if (studio.shows("stage")) {
        (void)studio.drag("stage", {{0.5, 0.5}, {share(), share()}, {0.5, 0.5}});
      }
      return;
    default:
      (void)studio.key(kKeys[below(static_cast<int>(std::size(kKeys)))]);
  }
}

/// Means of ten minutes each (what the views show at the moment comes and goes by megabytes), and
/// megabytes an hour by least squares. Samples: hours and MB, in order.
void print_growth(const std::vector<std::pair<double, double>>& samples) {
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, xy = 0.0, low = 1e9, high = 0.0;
  std::map<int, std::pair<double, int>> by_ten_minutes;
  for (const auto& [hours, mb] : samples) {
    mean_x += hours / static_cast<double>(samples.size());
    mean_y += mb / static_cast<double>(samples.size());
    low = std::min(low, mb);
    high = std::max(high, mb);
    auto& [sum_mb, count] = by_ten_minutes[static_cast<int>(6.0 * hours)];
    sum_mb += mb;
    ++count;
  }
  for (const auto& [hours, mb] : samples) {
    xx += (hours - mean_x) * (hours - mean_x);
    xy += (hours - mean_x) * (mb - mean_y);
  }
  for (const auto& [ten, sum] : by_ten_minutes) {
    std::printf("  minutes %2d to %2d: %.1f MB on average\n", 10 * ten, 10 * ten + 10,
                sum.first / sum.second);
  }
  std::printf("%-44s %+.1f MB an hour, between %.0f and %.0f MB   ratio %.3f\n",
              "memory after the first ten minutes", xx > 0.0 ? xy / xx : 0.0, low, high,
              samples.front().second / samples.back().second);
}

void soak(StudioAtWork& studio, const Settings& settings) {
  std::mt19937 random(settings.seed);
  const double start_s = monotonic_s();
  double next_print_s = 0.0;
  std::vector<std::pair<double, double>> samples;
  long actions = 0;
  while (studio.is_running() && monotonic_s() - start_s < 60.0 * settings.soak_min) {
    act_somehow(studio, random);
    ++actions;
    studio.rest(2.0);
    studio.forget_lines();
    const double past_s = monotonic_s() - start_s;
    if (past_s < next_print_s) continue;
    next_print_s += 60.0;
    const double mb = resident_mb(studio.pid());
    if (past_s >= 600.0) samples.push_back({past_s / 3600.0, mb});
    std::printf("  %5.1f min  %6.1f MB  %ld frames  %ld actions\n", past_s / 60.0, mb,
                studio.drawn(), actions);
    std::fflush(stdout);
  }
  if (!studio.is_running()) std::printf("the studio ended by itself:\n%s\n", studio.log().c_str());
  if (!samples.empty()) print_growth(samples);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--bare-window") == 0) return show_bare_window(argv[2]);
  Settings settings;
  settings.program = (fs::read_symlink("/proc/self/exe").parent_path() / "kinemote").string();
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool has_value = i + 1 < argc;
    if (word == "--starts" && has_value) {
      settings.starts = std::atoi(argv[++i]);
    } else if (word == "--clicks" && has_value) {
      settings.clicks = std::atoi(argv[++i]);
    } else if (word == "--soak" && has_value) {
      settings.soak_min = std::atof(argv[++i]);
    } else if (word == "--seed" && has_value) {
      settings.seed = static_cast<unsigned>(std::atoi(argv[++i]));
    } else if (!word.empty() && word[0] != '-') {
      settings.folders.push_back(fs::absolute(word).string());
    } else {
      std::fprintf(stderr, "window_bench: unknown argument \"%s\"\n", word.c_str());
      return 2;
    }
  }
  if (const std::string missing = Screen::missing(); !missing.empty()) {
    std::printf("window_bench: %s: nothing is measured\n", missing.c_str());
    return 0;
  }
  const kinemote::test::TemporaryFolder folder;
  const Screen screen(kWidth, kHeight, folder.file("screen.log"));
  if (!screen.is_there()) {
    std::printf("window_bench: Xvfb did not start\n");
    return 5;
  }
  std::printf("%d x %d, seed %u\n", kWidth, kHeight, settings.seed);
  if (settings.starts > 0) time_starts(screen, settings, folder);
  StudioAtWork studio(screen, settings.program, folder.path(), arguments_of(settings));
  if (!studio.wait_for("model", true) || !studio.settle()) {
    std::printf("the studio did not come up:\n%s\n", studio.log().c_str());
    return 5;
  }
  if (settings.clicks > 0) time_clicks(studio, settings);
  if (settings.soak_min > 0.0) {
    soak(studio, settings);
  } else {
    time_idleness(studio);
  }
  (void)studio.key("ctrl+q");
  return 0;
}
