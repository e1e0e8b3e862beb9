// A loop whose rounds are independent of each other, on several threads.
#pragma once

#include <functional>
#include <string_view>

#include "motion/core/progress.h"
#include "motion/core/result.h"

namespace kinemote::app {

/// Threads to use for `requested` (0: all cores), at least 1.
int thread_count(int requested);

/// Calls `work(i)` once for every i in [0, count), on thread_count(threads) threads, in no fixed
/// order; reports progress after each. `work` must not throw and may touch only what belongs to its
/// i. Returns cancelled() if progress asked to stop; some rounds are then not run.
Status parallel_for(int count, int threads, const Progress& progress, std::string_view phase,
                    const std::function<void(int)>& work);

/// The same for few and long rounds: each gets a progress of its own, which may be called from any
/// thread, and reports the mean of all; when that asks to stop, every round is told so.
Status parallel_parts(int count, int threads, const Progress& progress, std::string_view phase,
                      const std::function<void(int, const Progress&)>& work);

}  // namespace kinemote::app
