// Bytes under a path, for readers that take one, without touching a disk.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace kinemote::test {

class FileInMemory {
 public:
  FileInMemory(const std::uint8_t* data, std::size_t size) : file_(::memfd_create("fuzz", 0)) {
    is_written_ = file_ >= 0 && ::write(file_, data, size) == static_cast<ssize_t>(size);
  }
  ~FileInMemory() { ::close(file_); }
  FileInMemory(const FileInMemory&) = delete;
  FileInMemory& operator=(const FileInMemory&) = delete;

  bool is_written() const { return is_written_; }
  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
  bool is_written_ = false;
};

}  // namespace kinemote::test
