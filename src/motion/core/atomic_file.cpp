#include "motion/core/atomic_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <exception>
#include <fstream>
#include <system_error>
#include <vector>

namespace kinemote {
namespace {

namespace fs = std::filesystem;

constexpr size_t kReadBlock = size_t{8} << 20;  // between two reports of progress
/// Pipes can hold without end and writers can sleep for ever.
constexpr size_t kMostPipeBytes = size_t{64} << 20;
constexpr int kPipePatience_ms = 2000;

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

/// Removes what writers of `target` that were killed have left: names of the form above whose
/// process is gone.
void remove_leftovers(const fs::path& target) {
  const std::string prefix = "." + target.filename().string() + ".";
  const fs::path folder = target.parent_path().empty() ? "." : target.parent_path();
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(".part")) continue;
    const char* const begin = name.data() + prefix.size();
    long process = 0;
    const auto [stop, problem] = std::from_chars(begin, name.data() + name.size(), process);
    if (problem != std::errc() || stop == begin || *stop != '-' || process <= 0) continue;
    if (::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH) continue;
    std::error_code ignored;
    fs::remove(it->path(), ignored);
  }
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

/// Waits until the bytes of a file are on its disk.
Status store(const fs::path& file, const fs::path& path) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
  const bool is_stored = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (is_stored) return {};
  return environment_error("cannot write " + path.string() + ": " + system_reason(reason));
}

/// Waits until a pipe has something to read or has ended; false if its writer keeps silent.
bool wait_for_pipe(int file) {
  pollfd waiting{.fd = file, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, kPipePatience_ms) > 0;
}

/// A file descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(const fs::path& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

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
    remove_leftovers(target);
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
    // Some file systems rename at once and store later; a power cut would then take both files.
    if (fs::exists(present)) {
      if (Status status = store(destination, path); !status) return status;
    }
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

Result<std::string> read_file(const fs::path& path, const Progress& progress) {
  const auto problem = [&path](const std::string& what) {
    return bad_input(path.string() + ": " + what);
  };
  errno = 0;
  const OpenFile file(path);
  if (file.get() < 0 && errno == ENOENT) return problem("there is no such file");
  if (file.get() < 0) return problem("cannot be read: " + system_reason(errno));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return problem("cannot be read: " + system_reason(errno));
  if (S_ISDIR(status.st_mode)) return problem("this is a folder; expected a file");
  const bool is_pipe = S_ISFIFO(status.st_mode);
  if (!is_pipe && !S_ISREG(status.st_mode)) return problem("this is a device; expected a file");

  // The size is a hint only: pipes have none and files may grow or shrink meanwhile. One byte more
  // finds the end at the first read.
  std::string bytes;
  size_t filled = 0;
  try {
    bytes.resize(is_pipe ? 65536 : static_cast<size_t>(status.st_size) + 1);
    while (true) {
      if (is_pipe && !wait_for_pipe(file.get())) {
        return problem("nothing was written to this pipe for 2 seconds");
      }
      const size_t wanted = std::min(bytes.size() - filled, kReadBlock);
      const ssize_t got = ::read(file.get(), bytes.data() + filled, wanted);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return problem("cannot be read: " + system_reason(errno));
      if (got == 0) break;
      filled += static_cast<size_t>(got);
      if (is_pipe && filled > kMostPipeBytes) {
        return problem("more than 64 MB came through this pipe; write them to a file first");
      }
      if (!report(progress, "loading", static_cast<double>(filled) / bytes.size())) {
        return cancelled();
      }
      if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
    }
  } catch (const std::exception& exception) {  // no memory
    return environment_error("cannot read " + path.string() + ": " + exception.what());
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace kinemote
