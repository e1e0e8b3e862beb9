#include "app/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace kinemote::app {

int thread_count(int requested) {
  if (requested > 0) return requested;
  return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

Status parallel_for(int count, int threads, const Progress& progress, std::string_view phase,
                    const std::function<void(int)>& work) {
  if (!report(progress, phase, 0.0)) return cancelled();
  std::atomic<int> next{0};
  std::atomic<bool> is_stopped{false};
  std::mutex report_mutex;
  int done = 0;
  const auto loop = [&] {
    while (!is_stopped) {
      const int i = next.fetch_add(1);
      if (i >= count) return;
      work(i);
      const std::lock_guard lock(report_mutex);
      ++done;
      if (!report(progress, phase, static_cast<double>(done) / count)) is_stopped = true;
    }
  };
  std::vector<std::thread> helpers;
  const int wanted = std::min(thread_count(threads), count);
  for (int t = 1; t < wanted; ++t) helpers.emplace_back(loop);
  loop();
  for (std::thread& helper : helpers) helper.join();
  if (is_stopped) return cancelled();
  return {};
}

Status parallel_parts(int count, int threads, const Progress& progress, std::string_view phase,
                      const std::function<void(int, const Progress&)>& work) {
  if (!report(progress, phase, 0.0)) return cancelled();
  std::mutex report_mutex;  // guards the two below
  bool is_stopped = false;
  std::vector<double> fractions(count, 0.0);
  const auto report_part = [&](int i, double fraction) {
    const std::lock_guard lock(report_mutex);
    // The phases of a round begin at zero again; the whole does not go back.
    fractions[i] = std::max(fractions[i], fraction);
    const double sum = std::accumulate(fractions.begin(), fractions.end(), 0.0);
    if (!is_stopped && !report(progress, phase, sum / count)) is_stopped = true;
    return !is_stopped;
  };
  const Status done = parallel_for(count, threads, {}, phase, [&](int i) {
    if (!report_part(i, 0.0)) return;
    work(i, [&, i](std::string_view, double fraction) { return report_part(i, fraction); });
    report_part(i, 1.0);
  });
  if (!done || is_stopped) return cancelled();
  return {};
}

}  // namespace kinemote::app
