// Clips that were read before, kept in a folder so that a data set opens at once the next time.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "motion/io/clip_import.h"

namespace kinemote::io {

/// What a file was when it was read.
struct FileStamp {
  uint64_t size_bytes = 0;
  int64_t modified_ns = 0;  // since 1970
  uint64_t content_hash = 0;

  bool operator==(const FileStamp&) const = default;
};

/// A folder with one entry per file and way of reading it. Any number of threads and processes may
/// use one folder at once. It is only ever an advantage: what cannot be written is not kept, what
/// is damaged is read anew, and the folder may be deleted at any time.
class ClipCache {
 public:
  /// `reading` says how files are understood (settings, version): entries of another are not found.
  /// When entries exceed `limit_bytes`, the oldest go until three quarters are left.
  ClipCache(std::filesystem::path folder, std::string reading,
            uint64_t limit_bytes = uint64_t{4} << 30);

  /// Time, size and content of a file now. Cost: reads the file once. Nothing unless it is a
  /// regular file that can be read.
  static std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

  /// The clip that `file` gave, if the file is still the same: the size must agree and the time
  /// too; if the time differs (copied, checked out anew), or is so young that a later change may
  /// not show in it, the content's hash decides. A damaged entry is no entry.
  std::optional<ClipImport> find(const std::filesystem::path& file) const;

  /// Keeps what `file` gave. `stamp` was taken before it was read: if the file has changed since,
  /// nothing is kept.
  void store(const std::filesystem::path& file, const FileStamp& stamp, const ClipImport& import);

  /// Bytes of all entries. Cost: lists the folder.
  uint64_t size_bytes() const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path entry_path(const std::filesystem::path& file) const;
  void remove_oldest();

  std::filesystem::path folder_;
  std::string reading_;
  uint64_t limit_bytes_;
  std::atomic<uint64_t> bytes_stored_{0};  // by this object, since the folder was last measured
  std::atomic<bool> is_measured_{false};
};

}  // namespace kinemote::io
