#include "app/file_watch.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace kinemote::app {

std::optional<FileStamp> file_stamp(const std::filesystem::path& path) {
  std::error_code failed;
  FileStamp stamp;
  stamp.changed = std::filesystem::last_write_time(path, failed);
  if (failed) return std::nullopt;
  stamp.byte_count = std::filesystem::file_size(path, failed);
  if (failed) return std::nullopt;
  return stamp;
}

std::string changed_words(const std::vector<std::filesystem::path>& changed) {
  if (changed.empty()) return {};
  const std::string name = changed.front().filename().string();
  const size_t others = changed.size() - 1;
  if (others == 0) return name + " has changed on disk";
  return name + " and " +
         (others == 1 ? std::string("another file") : std::to_string(others) + " others") +
         " have changed on disk";
}

FileWatch::FileWatch(std::function<void()> wake, double pause_s)
    : wake_(std::move(wake)), pause_s_(pause_s) {}

FileWatch::~FileWatch() {
  {
    std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  news_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void FileWatch::watch(const std::vector<std::filesystem::path>& paths) {
  {
    std::lock_guard lock(mutex_);
    const auto is_same = [](const Watched& w, const std::filesystem::path& p) {
      return w.path == p;
    };
    if (std::equal(watched_.begin(), watched_.end(), paths.begin(), paths.end(), is_same)) return;
    std::vector<Watched> next;
    for (const std::filesystem::path& path : paths) {
      const auto before = std::find_if(watched_.begin(), watched_.end(),
                                       [&](const Watched& w) { return w.path == path; });
      if (before != watched_.end()) {
        next.push_back(*before);
      } else {
        const auto now = file_stamp(path);
        next.push_back({path, now, now});
      }
    }
    watched_ = std::move(next);
    std::erase_if(changed_, [&](const std::filesystem::path& path) {
      return std::find(paths.begin(), paths.end(), path) == paths.end();
    });
    if (!worker_.joinable() && !watched_.empty()) worker_ = std::thread([this] { run(); });
  }
  news_.notify_all();
}

void FileWatch::renew() {
  std::lock_guard lock(mutex_);
  for (Watched& watched : watched_) watched.known = watched.last = file_stamp(watched.path);
  changed_.clear();
}

std::vector<std::filesystem::path> FileWatch::take() {
  std::lock_guard lock(mutex_);
  return std::exchange(changed_, {});
}

bool FileWatch::look() {
  bool has_news = false;
  for (Watched& watched : watched_) {
    const auto now = file_stamp(watched.path);
    // One that is missing may be in the middle of being replaced; one that still grows is being
    // written.
    if (now && now != watched.known && now == watched.last) {
      watched.known = now;
      changed_.push_back(watched.path);
      has_news = true;
    }
    watched.last = now;
  }
  return has_news;
}

void FileWatch::run() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    if (watched_.empty()) {
      news_.wait(lock, [this] { return is_stopping_ || !watched_.empty(); });
    }
    news_.wait_for(lock, std::chrono::duration<double>(pause_s_), [this] { return is_stopping_; });
    if (is_stopping_ || !look() || !wake_) continue;
    lock.unlock();
    wake_();
    lock.lock();
  }
}

}  // namespace kinemote::app
