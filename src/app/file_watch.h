// Whether files have changed on disk since they were read.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kinemote::app {

/// What tells one state of a file from another.
struct FileStamp {
  std::filesystem::file_time_type changed;
  uintmax_t byte_count = 0;

  bool operator==(const FileStamp&) const = default;
};
/// Nothing if there is no such file.
std::optional<FileStamp> file_stamp(const std::filesystem::path& path);

/// "a.bvh and 2 others have changed on disk"; "" for none.
std::string changed_words(const std::vector<std::filesystem::path>& changed);

/// A thread of its own looks once a pause, and only while there is something to watch. One thread
/// uses the object.
class FileWatch {
 public:
  /// `wake` is called from that thread when take() has something to tell.
  explicit FileWatch(std::function<void()> wake, double pause_s = 1.0);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  /// Watches these files from now on, and no others. Files that are watched already keep what is
  /// known of them.
  void watch(const std::vector<std::filesystem::path>& paths);
  /// Forgets what has changed so far: the files are being read again.
  void renew();
  /// Files that have changed and rest since one pause, each change once.
  std::vector<std::filesystem::path> take();

 private:
  struct Watched {
    std::filesystem::path path;
    std::optional<FileStamp> known, last;  // when it was read; when it was looked at last
  };
  void run();
  /// True if something has changed.
  bool look();

  std::function<void()> wake_;
  double pause_s_;
  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<Watched> watched_;
  std::vector<std::filesystem::path> changed_;
  bool is_stopping_ = false;
  std::thread worker_;
};

}  // namespace kinemote::app
