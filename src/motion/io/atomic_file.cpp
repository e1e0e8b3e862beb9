#include "motion/io/atomic_file.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

std::string system_reason(int error_number) {
  return error_number != 0 ? std::strerror(error_number) : "unknown reason";
}

/// A name beside `target` that no other writer of this or another process uses.
fs::path temporary_beside(const fs::path& target) {
  static std::atomic<unsigned> counter{0};
  std::string name = ".";
  name += target.filename().string();
  name += ".";
  name += std::to_string(::getpid());
  name += "-";
  name += std::to_string(counter++);
  name += ".part";
  return target.parent_path() / name;
}

/// Removes what a failed write has made, unless `keep` is called.
class Cleanup {
 public:
  ~Cleanup() {
    if (is_kept_) return;
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove(temporary_, ignored);
    // fs::remove refuses folders that somebody else has filled meanwhile, which is what we want.
    for (auto it = made_folders_.rbegin(); it != made_folders_.rend(); ++it) {
      fs::remove(*it, ignored);
    }
  }
  void temporary(fs::path path) { temporary_ = std::move(path); }
  void made_folder(fs::path path) { made_folders_.push_back(std::move(path)); }
  void keep() { is_kept_ = true; }

 private:
  fs::path temporary_;
  std::vector<fs::path> made_folders_;
  bool is_kept_ = false;
};

/// Makes the missing folders on the way to `folder`, outermost first.
Status make_folders(const fs::path& folder, Cleanup& cleanup) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (fs::path at = folder; !at.empty() && !fs::exists(at, error); at = at.parent_path()) {
    missing.push_back(at);
    if (at == at.parent_path()) break;
  }
  for (auto it = missing.rbegin(); it != missing.rend(); ++it) {
    if (fs::create_directory(*it, error)) {
      cleanup.made_folder(*it);
    } else if (error) {
      return environment_error("cannot make the folder " + it->string() + ": " + error.message());
    }
  }
  return {};
}

/// Runs `write` on `stream` and turns exceptions and short writes into a Status.
Status fill(std::ofstream& stream, const fs::path& path,
            const std::function<Status(std::ostream&)>& write) {
  errno = 0;
  try {
    if (Status status = write(stream); !status) return status;
  } catch (const std::exception& exception) {
    return environment_error("cannot write " + path.string() + ": " + exception.what());
  }
  if (stream.good()) stream.close();  // keeps the errno of an earlier failure
  if (stream.fail()) {
    return environment_error("cannot write " + path.string() + ": " + system_reason(errno));
  }
  return {};
}

}  // namespace

Status write_atomically(const fs::path& path, const std::function<Status(std::ostream&)>& write) {
  std::error_code error;
  if (path.empty() || path.filename().empty()) {
    return usage_error("cannot write \"" + path.string() + "\": expected a file name");
  }
  const fs::file_status present = fs::status(path, error);
  if (fs::is_directory(present)) {
    return environment_error("cannot write " + path.string() +
                             ": it is a folder; expected a file name");
  }
  // Pipes and devices cannot be renamed over; links are followed, so that they stay links.
  const bool is_special = fs::exists(present) && !fs::is_regular_file(present);
  const fs::path target = fs::exists(present) && !is_special ? fs::canonical(path, error) : path;
  if (error && !target.empty() && fs::exists(present)) {
    return environment_error("cannot write " + path.string() + ": " + error.message());
  }

  Cleanup cleanup;
  fs::path destination = target;
  if (!is_special) {
    if (Status status = make_folders(target.parent_path(), cleanup); !status) return status;
    destination = temporary_beside(target);
    cleanup.temporary(destination);
  }
  errno = 0;
  std::ofstream stream(destination, std::ios::binary | std::ios::trunc);
  if (!stream) {
    return environment_error("cannot write " + path.string() + ": " + system_reason(errno));
  }
  if (Status status = fill(stream, path, write); !status) return status;
  if (!is_special) {
    fs::rename(destination, target, error);
    if (error) {
      return environment_error("cannot write " + path.string() + ": " + error.message());
    }
  }
  cleanup.keep();
  return {};
}

Status write_atomically(const fs::path& path, std::string_view bytes) {
  return write_atomically(path, [bytes](std::ostream& stream) -> Status {
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {};
  });
}

Result<std::string> read_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return bad_input(path.string() + ": there is no such file");
  if (fs::is_directory(status)) {
    return bad_input(path.string() + ": this is a folder; expected a file");
  }
  errno = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return bad_input(path.string() + ": cannot be read: " + system_reason(errno));
  // The size is a hint only: pipes have none and files may grow. One byte more finds the end at
  // the first read.
  const std::uintmax_t size_hint = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
  std::string bytes(error ? 65536 : size_hint + 1, '\0');
  size_t filled = 0;
  while (true) {
    const size_t got = std::fread(bytes.data() + filled, 1, bytes.size() - filled, file.get());
    filled += got;
    if (filled < bytes.size()) break;
    bytes.resize(bytes.size() * 2);
  }
  if (std::ferror(file.get())) {
    return bad_input(path.string() + ": cannot be read: " + system_reason(errno));
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace kinemote::io
