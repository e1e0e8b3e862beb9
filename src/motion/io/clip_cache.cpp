#include "motion/io/clip_cache.h"

#define XXH_INLINE_ALL
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "motion/io/atomic_file.h"
#include "motion/io/clip_bytes.h"

namespace kinemote::io {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMagic = 0x0031'4843'4143'4d4b;  // "KMCACH1" where the low byte comes first
/// File systems round times, some to two seconds: a file that was younger than this when it was
/// read may have been written again within the same tick.
constexpr int64_t kYoung_ns = 2'500'000'000;

/// What stands before the clip's bytes in an entry.
struct EntryHead {
  uint64_t magic = kMagic;
  FileStamp source;
  int64_t stored_ns = 0;
  uint64_t name_hash = 0;  // of path and way of reading, with another seed than the entry's name
  uint64_t clip_bytes = 0;
  uint64_t clip_hash = 0;
};
static_assert(std::is_trivially_copyable_v<EntryHead> && sizeof(EntryHead) % 8 == 0);

uint64_t hash_of(std::string_view bytes, uint64_t seed = 0) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

int64_t modified_ns(const struct stat& status) {
  return status.st_mtim.tv_sec * int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
}

/// Size, time and content of a regular file. Read, not mapped: somebody may cut it short meanwhile.
std::optional<FileStamp> read_stamp(int file) {
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                 XXH3_freeState);
  if (!state || XXH3_64bits_reset(state.get()) == XXH_ERROR) return std::nullopt;
  std::vector<char> block(size_t{1} << 20);
  uint64_t size = 0;
  while (true) {
    const ssize_t got = ::read(file, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) break;
    XXH3_64bits_update(state.get(), block.data(), static_cast<size_t>(got));
    size += static_cast<uint64_t>(got);
  }
  return FileStamp{size, modified_ns(status), XXH3_64bits_digest(state.get())};
}

/// The bytes of an entry as they lie in the system's own memory; empty if there is none. Entries
/// are renamed into place and never change, so that mapping them is safe.
class MappedFile {
 public:
  explicit MappedFile(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0) return;
    struct stat status {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      const auto size = static_cast<size_t>(status.st_size);
      void* const memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
      if (memory != MAP_FAILED) bytes_ = {static_cast<const char*>(memory), size};
    }
    ::close(file);
  }
  ~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

/// The head of an entry and its clip's bytes; nothing if either is damaged.
std::optional<std::pair<EntryHead, std::string_view>> parts_of(std::string_view entry) {
  EntryHead head;
  if (entry.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, entry.data(), sizeof head);
  entry.remove_prefix(sizeof head);
  if (head.magic != kMagic || head.clip_bytes != entry.size()) return std::nullopt;
  return std::pair(head, entry);
}

std::string absolute_name(const fs::path& file) {
  std::error_code error;
  const fs::path absolute = fs::absolute(file, error);
  return (error ? file : absolute).lexically_normal().string();
}

struct Entry {
  fs::path path;
  uint64_t bytes = 0;
  fs::file_time_type time;
};

std::vector<Entry> entries_in(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error); !error && it != end(it);
       it.increment(error)) {
    std::error_code ignored;
    if (it->path().extension() != ".clip" || !it->is_regular_file(ignored)) continue;
    entries.push_back({it->path(), it->file_size(ignored), it->last_write_time(ignored)});
  }
  return entries;
}

}  // namespace

ClipCache::ClipCache(fs::path folder, std::string reading, uint64_t limit_bytes)
    : folder_(std::move(folder)), reading_(std::move(reading)), limit_bytes_(limit_bytes) {}

std::optional<FileStamp> ClipCache::stamp_of(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return std::nullopt;
  const std::optional<FileStamp> stamp = read_stamp(descriptor);
  ::close(descriptor);
  return stamp;
}

fs::path ClipCache::entry_path(const fs::path& file) const {
  const std::string key = absolute_name(file) + '\0' + reading_;
  char name[24];
  std::snprintf(name, sizeof name, "%016llx", static_cast<unsigned long long>(hash_of(key)));
  return folder_ / std::string(name, 2) / (std::string(name + 2) + ".clip");
}

std::optional<ClipImport> ClipCache::find(const fs::path& file) const {
  struct stat now {};
  if (::stat(file.c_str(), &now) != 0 || !S_ISREG(now.st_mode)) return std::nullopt;
  const MappedFile mapped(entry_path(file));
  const auto parts = parts_of(mapped.bytes());
  if (!parts) return std::nullopt;
  const auto& [head, clip_bytes] = *parts;
  if (head.name_hash != hash_of(absolute_name(file) + '\0' + reading_, kMagic)) return std::nullopt;
  if (head.source.size_bytes != static_cast<uint64_t>(now.st_size)) return std::nullopt;
  const bool is_time_proof = head.source.modified_ns == modified_ns(now) &&
                             head.stored_ns - head.source.modified_ns > kYoung_ns;
  if (!is_time_proof) {
    const auto stamp = stamp_of(file);
    if (!stamp || stamp->content_hash != head.source.content_hash) return std::nullopt;
  }
  if (head.clip_hash != hash_of(clip_bytes)) return std::nullopt;
  Result<ClipImport> import = clip_from_bytes(clip_bytes);
  if (!import) return std::nullopt;
  return std::move(import).value();
}

void ClipCache::store(const fs::path& file, const FileStamp& stamp, const ClipImport& import) {
  struct stat now {};
  if (::stat(file.c_str(), &now) != 0 || modified_ns(now) != stamp.modified_ns ||
      static_cast<uint64_t>(now.st_size) != stamp.size_bytes) {
    return;
  }
  const std::string clip_bytes = clip_to_bytes(import);
  EntryHead head;
  head.source = stamp;
  head.stored_ns = now_ns();
  head.name_hash = hash_of(absolute_name(file) + '\0' + reading_, kMagic);
  head.clip_bytes = clip_bytes.size();
  head.clip_hash = hash_of(clip_bytes);
  const uint64_t bytes = sizeof head + clip_bytes.size();
  if (bytes > limit_bytes_ / 4) return;  // one giant would push everything else out
  const Status written = write_atomically(entry_path(file), [&](std::ostream& stream) -> Status {
    stream.write(reinterpret_cast<const char*>(&head), sizeof head);
    stream.write(clip_bytes.data(), static_cast<std::streamsize>(clip_bytes.size()));
    return {};
  });
  if (!written) return;
  // Measured at the first entry, and again whenever a sixteenth of the limit has been added.
  const bool is_first = !is_measured_.exchange(true);
  if ((bytes_stored_ += bytes) > limit_bytes_ / 16 || is_first) {
    bytes_stored_ = 0;
    remove_oldest();
  }
}

void ClipCache::remove_oldest() {
  std::vector<Entry> entries = entries_in(folder_);
  uint64_t total = 0;
  for (const Entry& entry : entries) total += entry.bytes;
  if (total <= limit_bytes_) return;
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.time < b.time; });
  for (const Entry& entry : entries) {
    if (total <= limit_bytes_ / 4 * 3) return;
    std::error_code ignored;
    if (fs::remove(entry.path, ignored)) total -= entry.bytes;
  }
}

uint64_t ClipCache::size_bytes() const {
  uint64_t total = 0;
  for (const Entry& entry : entries_in(folder_)) total += entry.bytes;
  return total;
}

}  // namespace kinemote::io
