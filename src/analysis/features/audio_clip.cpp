#include "analysis/features/audio_clip.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "analysis/features/resample_audio.h"

namespace kinemote::analysis {
namespace {

constexpr double kLowestRate_hz = 1'000.0;
constexpr double kHighestRate_hz = 384'000.0;
constexpr int kMostChannels = 64;
constexpr sf_count_t kBlock = 4096;

/// A file in memory, as libsndfile asks for it.
struct MemoryFile {
  std::string_view bytes;
  sf_count_t offset = 0;

  static MemoryFile& of(void* user) { return *static_cast<MemoryFile*>(user); }
  static sf_count_t length(void* user) { return static_cast<sf_count_t>(of(user).bytes.size()); }
  static sf_count_t tell(void* user) { return of(user).offset; }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    MemoryFile& file = of(user);
    const sf_count_t from = whence == SEEK_SET   ? 0
                            : whence == SEEK_CUR ? file.offset
                                                 : length(user);
    // Broken headers send readers anywhere.
    if (offset < -from || offset > length(user) - from) return -1;
    file.offset = from + offset;
    return file.offset;
  }
  static sf_count_t read(void* to, sf_count_t count, void* user) {
    MemoryFile& file = of(user);
    const sf_count_t taken = std::clamp<sf_count_t>(length(user) - file.offset, 0, count);
    std::memcpy(to, file.bytes.data() + file.offset, static_cast<size_t>(taken));
    file.offset += taken;
    return taken;
  }
};

bool is_known(std::string_view bytes) {
  for (const std::string_view magic : {"RIFF", "RIFX", "RF64", "fLaC"}) {
    if (bytes.starts_with(magic)) return true;
  }
  return false;
}

struct CloseSound {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSound>;

Status check_format(const SF_INFO& info, const std::string& name) {
  if (info.channels < 1 || info.channels > kMostChannels) {
    return bad_input(name + ": has " + std::to_string(info.channels) + " channels; expected 1 to " +
                     std::to_string(kMostChannels));
  }
  if (info.samplerate < kLowestRate_hz || info.samplerate > kHighestRate_hz) {
    return bad_input(name + ": has " + std::to_string(info.samplerate) +
                     " samples a second; expected 1,000 to 384,000");
  }
  return {};
}

/// All samples, the mean of the channels.
Result<std::vector<float>> read_mono(SNDFILE* file, const SF_INFO& info, const std::string& name) {
  const auto most = static_cast<size_t>(kLongestAudio_s * info.samplerate);
  std::vector<float> block(static_cast<size_t>(kBlock * info.channels));
  std::vector<float> mono;
  // Not as many as the header promises: it may lie.
  for (sf_count_t got = 0; (got = sf_readf_float(file, block.data(), kBlock)) > 0;) {
    for (sf_count_t i = 0; i < got; ++i) {
      double sum = 0.0;
      for (int c = 0; c < info.channels; ++c) sum += block[i * info.channels + c];
      mono.push_back(static_cast<float>(sum / info.channels));
      if (!std::isfinite(mono.back())) {
        return bad_input(name + ": sample " + std::to_string(mono.size()) +
                         " is not a finite number; export the sound again, as 16-bit WAV");
      }
    }
    if (mono.size() > most) {
      return bad_input(name + ": is longer than " +
                       std::to_string(static_cast<int>(kLongestAudio_s)) +
                       " s; cut it into utterances");
    }
  }
  if (sf_error(file) != SF_ERR_NO_ERROR) {
    return bad_input(name + ": the sound breaks off after sample " + std::to_string(mono.size()) +
                     " (" + sf_strerror(file) + "); the file is probably damaged");
  }
  if (mono.empty()) return bad_input(name + ": holds no sound; expected at least one sample");
  return mono;
}

}  // namespace

Result<AudioClip> decode_audio(std::string_view bytes, const std::string& name, double rate_hz) {
  if (!(rate_hz >= kLowestRate_hz && rate_hz <= kHighestRate_hz)) {
    return usage_error("cannot resample sound to " + std::to_string(rate_hz) +
                       " Hz; expected 1,000 to 384,000");
  }
  if (!is_known(bytes)) {
    return bad_input(name + ": is neither WAV nor FLAC; convert it to one of them");
  }
  MemoryFile memory{bytes};
  SF_VIRTUAL_IO io{&MemoryFile::length, &MemoryFile::seek, &MemoryFile::read, nullptr,
                   &MemoryFile::tell};
  SF_INFO info{};
  const SoundFile file(sf_open_virtual(&io, SFM_READ, &info, &memory));
  if (!file) {
    return bad_input(name + ": cannot be read as sound (" + sf_strerror(nullptr) +
                     "); expected WAV or FLAC");
  }
  if (Status s = check_format(info, name); !s) return s.error();
  Result<std::vector<float>> mono = read_mono(file.get(), info, name);
  if (!mono) return mono.error();
  return AudioClip{rate_hz, resample_audio(*mono, info.samplerate, rate_hz)};
}

}  // namespace kinemote::analysis
