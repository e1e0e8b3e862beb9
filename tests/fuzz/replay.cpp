// Stands in for libFuzzer where there is none: gives a target every seed, and damaged copies of it
// that are the same in each run.
//
//   bvh_fuzz_replay FILE-OR-FOLDER…
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr int kCuts = 6;
constexpr int kChanges = 12;
constexpr std::size_t kLargestDamaged = 32'768;  // of larger seeds only the original is tried

void give(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

/// The seed, cut short, and with a few bytes changed. `seed` keeps files independent of each other.
int give_with_damage(const std::string& bytes, unsigned seed) {
  give(bytes);
  if (bytes.empty() || bytes.size() > kLargestDamaged) return 1;
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t end) { return random() % end; };
  for (int i = 0; i < kCuts; ++i) give(bytes.substr(0, below(bytes.size())));
  for (int i = 0; i < kChanges; ++i) {
    std::string changed = bytes;
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      changed[below(changed.size())] = static_cast<char>(random());
    }
    give(changed);
  }
  return 1 + kCuts + kChanges;
}

}  // namespace

int main(int count, char** words) {
  std::vector<fs::path> files;
  for (int i = 1; i < count; ++i) {
    if (!fs::is_directory(words[i])) {
      files.emplace_back(words[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(words[i])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  int inputs = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::ifstream stream(files[i], std::ios::binary);
    if (!stream) {
      std::fprintf(stderr, "cannot read the seed %s\n", files[i].c_str());
      return 1;
    }
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::fprintf(stderr, "%s\n", files[i].c_str());  // the last line names the seed of a crash
    inputs += give_with_damage(bytes, static_cast<unsigned>(i));
  }
  std::printf("%d inputs from %zu seeds\n", inputs, files.size());
  return files.empty() ? 1 : 0;
}
