#include "analysis/features/audio_clip.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "analysis/features/resample_audio.h"
#include "analysis/made_sound.h"

namespace kinemote::analysis {
namespace {

using test::made_sound;
using test::sine;
using test::wav_bytes;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(AudioClip, WhatIsNoSound_IsRefusedInOneSentence) {
  const std::string good = wav_bytes(sine(440.0, 0.1));
  std::string without_channels = good;
  without_channels[22] = 0;
  std::string unknown_codec = good;
  unknown_codec[20] = 0x77;
  std::string slow = good;
  slow.replace(24, 4, std::string("\x10\0\0\0", 4));
  for (const std::string& bytes :
       {std::string(), std::string("RIFF"), std::string("fLaC"), std::string("HIERARCHY\nROOT"),
        std::string("fLaC\0\0\0\x22 and nothing of the kind", 32), good.substr(0, 30),
        good.substr(0, 44), without_channels, unknown_codec, slow}) {
    const auto sound = decode_audio(bytes, "a.wav");
    ASSERT_FALSE(sound.ok()) << bytes.size();
    EXPECT_EQ(sound.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(sound.error().message, AllOf(StartsWith("a.wav: "), HasSubstr("; ")));
  }
  EXPECT_EQ(decode_audio(good, "a.wav", 0.0).error().code, ErrorCode::kUsage);
  EXPECT_EQ(decode_audio(good, "a.wav", NAN).error().code, ErrorCode::kUsage);
}

TEST(AudioClip, EveryDamagedByteOfTheHeader_IsReadOrRefused) {
  const std::string good = wav_bytes(sine(440.0, 0.02));
  for (size_t at = 0; at < 44; ++at) {
    for (const char byte : {'\0', '\x01', '\x7F', '\x80', '\xFF'}) {
      std::string bytes = good;
      bytes[at] = byte;
      const auto sound = decode_audio(bytes, "a.wav");
      if (!sound) continue;
      EXPECT_FALSE(sound->samples.empty());
      for (const float x : sound->samples) ASSERT_TRUE(std::isfinite(x)) << at;
    }
  }
}

TEST(AudioClip, FloatsThatAreNoNumbers_AreNamed) {
  std::string bytes = wav_bytes(sine(440.0, 0.1));
  bytes[20] = 3;   // IEEE floats
  bytes[34] = 32;  // bits
  bytes[32] = 4;   // bytes a frame
  bytes.replace(44 + 4 * 7, 4, std::string("\0\0\xC0\x7F", 4));
  const auto sound = decode_audio(bytes, "a.wav");
  ASSERT_FALSE(sound.ok());
  EXPECT_THAT(sound.error().message, HasSubstr("sample 8 is not a finite number"));
}

TEST(AudioClip, SixteenBits_AreTheSamplesThatWereWritten) {
  const AudioClip written = sine(300.0, 0.5);
  const auto read = decode_audio(wav_bytes(written), "a.wav");
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->rate_hz, 22'050.0);
  ASSERT_EQ(read->samples.size(), written.samples.size());
  for (size_t i = 0; i < read->samples.size(); ++i) {
    ASSERT_NEAR(read->samples[i], written.samples[i], 5e-5);
  }
}

TEST(AudioClip, TwoChannels_BecomeTheirMean) {
  AudioClip both;
  both.rate_hz = kAudioRate_hz;
  for (int i = 0; i < 200; ++i) both.samples.insert(both.samples.end(), {0.5F, -0.25F});
  const auto read = decode_audio(wav_bytes(both, 2), "a.wav");
  ASSERT_TRUE(read.ok()) << read.error().message;
  ASSERT_EQ(read->samples.size(), 200u);
  for (const float x : read->samples) ASSERT_NEAR(x, 0.125, 5e-5);
}

TEST(AudioClip, LongerThanTenMinutes_IsRefused) {
  const AudioClip sound = made_sound(
      601.0, [](double) { return 0.0; }, 1000.0);
  const auto read = decode_audio(wav_bytes(sound), "a.wav");
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, HasSubstr("longer than 600 s"));
}

TEST(ResampleAudio, NothingOrTheSameRate_StaysAsItIs) {
  EXPECT_TRUE(resample_audio({}, 8000.0, 16'000.0).empty());
  const std::vector<float> samples = {0.1F, -0.5F, 0.25F};
  EXPECT_EQ(resample_audio(samples, 8000.0, 8000.0), samples);
  EXPECT_EQ(resample_audio(std::vector<float>{0.5F}, 48'000.0, 1000.0).size(), 1u);
}

TEST(ResampleAudio, SineBelowBothNyquists_IsTheSineAtTheNewRate) {
  for (const double from_hz : {8000.0, 16'000.0, 44'100.0, 48'000.0}) {
    const AudioClip sound = sine(1'000.0, 0.5, 0.8, from_hz);
    const std::vector<float> out = resample_audio(sound.samples, from_hz, kAudioRate_hz);
    ASSERT_EQ(out.size(), 11'025u);
    for (size_t i = 500; i + 500 < out.size(); ++i) {  // away from the ends
      const double t = static_cast<double>(i) / kAudioRate_hz;
      ASSERT_NEAR(out[i], 0.8 * std::sin(2.0 * kPi * 1'000.0 * t), 2e-4) << from_hz << " " << i;
    }
  }
}

TEST(ResampleAudio, WhatTheNewRateCannotHold_IsGone) {
  const AudioClip sound = sine(15'000.0, 0.5, 0.8, 48'000.0);
  const std::vector<float> out = resample_audio(sound.samples, 48'000.0, kAudioRate_hz);
  const auto [low, high] = std::minmax_element(out.begin() + 500, out.end() - 500);
  EXPECT_LT(std::max(-*low, *high), 1e-4);
}

TEST(ResampleAudio, Constant_StaysConstantToItsEnds) {
  const std::vector<float> ones(3000, 0.5F);
  for (const double to_hz : {8000.0, 22'050.0, 96'000.0}) {
    for (const float x : resample_audio(ones, 44'100.0, to_hz)) ASSERT_NEAR(x, 0.5, 1e-6);
  }
}

}  // namespace
}  // namespace kinemote::analysis
