#include "synthesis/models/torch_backend.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

namespace kinemote::synthesis {
namespace {

/// The linear algebra library that this process has loaded, by its file's name.
std::string blas_name() {
  std::ifstream maps("/proc/self/maps");
  std::string found = "unknown BLAS";
  for (std::string line; std::getline(maps, line);) {
    if (line.find("openblas") != std::string::npos) return "OpenBLAS";
    if (line.find("libmkl") != std::string::npos) return "MKL";
    if (line.find("libblis") != std::string::npos) return "BLIS";
    if (line.find("libblas") != std::string::npos) found = "reference BLAS (slow)";
  }
  return found;
}

double matrix_product_gflops() {
  constexpr int kSize = 512;
  const at::Tensor a = at::ones({kSize, kSize});
  double best_s = 1e9;
  for (int run = 0; run < 4; ++run) {  // the first run warms caches
    const auto start = std::chrono::steady_clock::now();
    const at::Tensor product = at::matmul(a, a);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best_s = std::min(best_s, took.count());
  }
  return 2.0 * kSize * kSize * kSize / best_s * 1e-9;
}

}  // namespace

std::string backend_description() {
  const int threads = at::get_num_threads();
  char text[160];
  std::snprintf(text, sizeof text, "LibTorch %s, %s, %d thread%s, %.0f GFLOP/s", TORCH_VERSION,
                blas_name().c_str(), threads, threads == 1 ? "" : "s", matrix_product_gflops());
  return text;
}

void set_backend_threads(int threads) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  at::set_num_threads(threads > 0 ? threads : cores);
}

void keep_to_one_core() {
  thread_local const bool is_set = [] {
    at::set_num_threads(1);
    return true;
  }();
  (void)is_set;
}

}  // namespace kinemote::synthesis
