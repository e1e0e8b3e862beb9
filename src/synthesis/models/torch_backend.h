// What the rest of the room asks of LibTorch as a whole.
#pragma once

#include <string>

namespace kinemote::synthesis {

/// "LibTorch 1.13.1, 1 thread, 95 GFLOP/s": measured by a matrix product, some milliseconds.
std::string backend_description();

/// Cores used by one operation from now on; 0: all of the machine's.
void set_backend_threads(int threads);
/// One core for the calling thread's own work, from its first call on: OpenMP counts threads anew
/// in every thread, and for one window its helpers would only spin and wait for each other.
void keep_to_one_core();

}  // namespace kinemote::synthesis
