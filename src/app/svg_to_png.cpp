#include "app/svg_to_png.h"

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "motion/io/atomic_file.h"

extern char** environ;

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// A folder of our own under the system's one for temporary files; removed at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::error_code ignored;
    std::string name = (fs::temp_directory_path(ignored) / "kinemote-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Exit code of a program found on the PATH; 127 if it cannot be started.
int run_program(std::vector<std::string> words) {
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0) return 127;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

}  // namespace

Result<std::string> png_from_svg(const std::string& svg, int width) {
  const ScratchFolder scratch;
  if (scratch.path().empty()) return environment_error("cannot make a temporary folder");
  const fs::path in = scratch.path() / "figure.svg";
  const fs::path out = scratch.path() / "figure.png";
  if (Status s = io::write_atomically(in, svg); !s) return s.error();
  const int code =
      run_program({"ffmpeg", "-nostdin", "-loglevel", "quiet", "-width", std::to_string(width),
                   "-keep_ar", "1", "-i", in.string(), out.string()});
  std::error_code ignored;
  if (code != 0 || !fs::exists(out, ignored)) {
    return environment_error("a figure is drawn as .png by ffmpeg with librsvg, which " +
                             std::string(code == 127 ? "was not found" : "failed") +
                             "; install the package ffmpeg, or write the figure as .svg");
  }
  return io::read_file(out);
}

Status write_figure(const std::string& path, const std::string& svg) {
  if (fs::path(path).extension() == ".svg") return io::write_atomically(path, svg);
  constexpr int kWidth = 2000;
  const Result<std::string> png = png_from_svg(svg, kWidth);
  if (!png) return png.error();
  return io::write_atomically(path, *png);
}

}  // namespace kinemote::app
