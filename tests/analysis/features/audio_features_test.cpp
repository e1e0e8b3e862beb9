#include "analysis/features/audio_features.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "analysis/features/pitch.h"
#include "analysis/features/sound_spectrum.h"
#include "analysis/made_sound.h"
#include "motion/core/atomic_file.h"
#include "support/temporary_folder.h"

namespace kinemote::analysis {
namespace {

using test::made_sound;
using test::sine;

int column(std::string_view name) {
  const auto& names = audio_feature_names();
  const auto it = std::find(names.begin(), names.end(), name);
  EXPECT_NE(it, names.end()) << name;
  return static_cast<int>(it - names.begin());
}

double measure(const AudioClip& sound, std::string_view name) {
  const auto row = audio_features(sound);
  EXPECT_TRUE(row.ok());
  return row.ok() ? (*row)[column(name)] : NAN;
}

TEST(AudioFeatures, OtherRatesAndLessThanAFrame_AreRefused) {
  EXPECT_EQ(audio_features(sine(440.0, 1.0, 0.5, 16'000.0)).error().code, ErrorCode::kUsage);
  EXPECT_EQ(audio_features(sine(440.0, 0.09)).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(audio_features({kAudioRate_hz, {}}).error().code, ErrorCode::kBadInput);
}

TEST(AudioFeatures, Names_Are28AndDiffer) {
  const auto& names = audio_feature_names();
  EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), 28u);
}

TEST(AudioFeatures, Silence_IsFiniteAndHasNoVoice) {
  const auto row = audio_features(made_sound(0.5, [](double) { return 0.0; }));
  ASSERT_TRUE(row.ok());
  for (const double value : *row) EXPECT_TRUE(std::isfinite(value));
  for (int i = column("chroma"); i < kAudioFeatureCount; ++i) EXPECT_EQ((*row)[i], 0.0) << i;
  EXPECT_NEAR((*row)[0], -100.0 * std::sqrt(128.0), 0.01);  // every band at -100 dB
}

// Made by tests/data/voice_oracle.py, the librosa formulas in NumPy.
TEST(AudioFeatures, MadeSound_HasTheFeaturesOfTheOracle) {
  std::ifstream file(KINEMOTE_SOURCE_DIR "/tests/data/voice_oracle.json");
  const nlohmann::json oracle = nlohmann::json::parse(file);
  AudioClip sound{kAudioRate_hz, std::vector<float>(15'000)};
  test::Noise noise;
  for (int n = 0; n < 15'000; ++n) {
    const double t = n / kAudioRate_hz;
    const double half = std::sin(kPi * n / 15'000);
    const double tone = 0.4 * std::sin(2.0 * kPi * 180.0 * t) +
                        0.2 * std::sin(2.0 * kPi * 540.0 * t + 1.0) +
                        0.1 * std::sin(2.0 * kPi * 2'300.0 * t + 2.0);
    sound.samples[n] = static_cast<float>((0.2 + 0.8 * half * half) * tone + 0.02 * noise());
  }
  const auto row = audio_features(sound);
  ASSERT_TRUE(row.ok());
  for (int i = 0; i < 20; ++i) EXPECT_NEAR((*row)[i], oracle["mfcc"][i], 2e-3) << i;
  EXPECT_NEAR((*row)[column("rms")], oracle["rms"], 1e-6);
  EXPECT_NEAR((*row)[column("zero_crossing_rate")], oracle["zero_crossing_rate"], 1e-9);
  for (const char* name :
       {"spectral_centroid_hz", "spectral_bandwidth_hz", "spectral_roll_off_hz"}) {
    EXPECT_NEAR((*row)[column(name)], oracle[name], 0.05) << name;
  }
}

TEST(AudioFeatures, Sine_HasTheNumbersOfItsFormula) {
  const AudioClip sound = sine(1'000.0, 4.0, 0.5);
  // Frames at the ends reach into silence: about 4 of 173.
  EXPECT_NEAR(measure(sound, "spectral_centroid_hz"), 1'000.0, 25.0);
  EXPECT_NEAR(measure(sound, "rms"), 0.5 / std::sqrt(2.0), 0.01);
  EXPECT_NEAR(measure(sound, "zero_crossing_rate"), 2.0 * 1'000.0 / kAudioRate_hz, 1.5e-3);
  EXPECT_NEAR(measure(sound, "spectral_roll_off_hz"), 1'000.0, 25.0);
  EXPECT_LT(measure(sound, "chroma"), 0.1);
  EXPECT_GE(measure(sound, "chroma"), 1.0 / 12.0);
}

TEST(AudioFeatures, WhiteNoise_SpreadsOverTheBandAndHasNoPitch) {
  test::Noise noise;
  const AudioClip sound = made_sound(3.0, [&](double) { return 0.5 * noise(); });
  const double top_hz = 0.5 * kAudioRate_hz;
  EXPECT_NEAR(measure(sound, "spectral_centroid_hz"), 0.5 * top_hz, 100.0);
  EXPECT_NEAR(measure(sound, "spectral_bandwidth_hz"), top_hz / std::sqrt(12.0), 60.0);
  EXPECT_NEAR(measure(sound, "spectral_roll_off_hz"), 0.85 * top_hz, 100.0);
  EXPECT_NEAR(measure(sound, "zero_crossing_rate"), 0.5, 0.01);
  EXPECT_NEAR(measure(sound, "rms"), 0.5 / std::sqrt(3.0), 0.01);
  EXPECT_GT(measure(sound, "chroma"), 0.5);
  EXPECT_EQ(measure(sound, "pitch_mean_hz"), 0.0);
  EXPECT_EQ(measure(sound, "pitch_range_hz"), 0.0);
}

TEST(AudioFeatures, TwiceAsLoud_MovesLevelAlone) {
  const AudioClip soft = sine(220.0, 1.0, 0.2);
  AudioClip loud = soft;
  for (float& x : loud.samples) x *= 2.0F;
  const auto a = audio_features(soft), b = audio_features(loud);
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_NEAR((*b)[column("rms")], 2.0 * (*a)[column("rms")], 1e-6);
  // 6.02 dB in every band.
  EXPECT_NEAR((*b)[0] - (*a)[0], 20.0 * std::log10(2.0) * std::sqrt(128.0), 0.01);
  for (int i = 1; i < 20; ++i) EXPECT_NEAR((*b)[i], (*a)[i], 0.01) << i;
  for (int i = column("zero_crossing_rate"); i < kAudioFeatureCount; ++i) {
    EXPECT_NEAR((*b)[i], (*a)[i], 1e-3) << i;
  }
}

TEST(Pitch, ShorterThanAFrame_HasNone) {
  EXPECT_TRUE(pitch_hz(sine(200.0, 0.05)).empty());
  EXPECT_TRUE(pitch_hz({kAudioRate_hz, {}}).empty());
}

TEST(Pitch, SinesAndPulseTrains_AreFoundWithinHalfAPercent) {
  for (const double hz : {70.0, 110.0, 187.3, 261.6, 440.0}) {
    const auto pulses = [hz](double t) {  // many partials, the first no stronger than the others
      double sum = 0.0;
      for (int k = 1; k <= 20; ++k) sum += 0.04 * std::cos(2.0 * kPi * hz * k * t);
      return sum;
    };
    for (const AudioClip& sound : {sine(hz), made_sound(1.0, pulses)}) {
      const std::vector<double> pitch = pitch_hz(sound);
      ASSERT_EQ(pitch.size(), 40u);
      for (const double found : pitch) ASSERT_NEAR(found, hz, 0.005 * hz);
    }
  }
}

TEST(Pitch, Glide_HasItsMeanAndRange) {
  // 120 to 240 Hz, evenly.
  const AudioClip sound = made_sound(
      4.0, [](double t) { return 0.5 * std::sin(2.0 * kPi * (120.0 * t + 15.0 * t * t)); });
  // Frames are read at their beginning, 2 Hz before their end.
  EXPECT_NEAR(measure(sound, "pitch_mean_hz"), 180.0, 1.5);
  EXPECT_NEAR(measure(sound, "pitch_range_hz"), 0.9 * 120.0, 4.0);
}

TEST(SoundSpectrum, MelFilters_HaveUnitAreaAndCoverTheBand) {
  const Eigen::MatrixXf filters = mel_filters(kAudioRate_hz, 40);
  const double bin_hz = kAudioRate_hz / kSoundFrame;
  for (int m = 0; m < 40; ++m) EXPECT_NEAR(filters.row(m).sum() * bin_hz, 1.0, 0.02) << m;
  for (int b = 1; b + 1 < kSoundBins; ++b) EXPECT_GT(filters.col(b).sum(), 0.0F) << b;
}

// Speech of a synthesiser, not of a person: pitch and pace follow what it was told.
TEST(AudioFeatures, SyntheticSpeech_FollowsThePitchThatWasAskedFor) {
  if (std::system("command -v flite > /dev/null 2>&1") != 0) {
    GTEST_SKIP() << "flite is not installed (scripts/test installs it)";
  }
  test::TemporaryFolder folder;
  std::vector<std::array<double, kAudioFeatureCount>> rows;
  for (const char* pitch : {"85", "125", "180"}) {
    const std::string path = folder.file(std::string(pitch) + ".wav");
    const std::string command =
        "flite -voice kal16 --setf int_f0_target_mean=" + std::string(pitch) +
        " -t 'The dog is sitting by the door.' -o " + path;
    ASSERT_EQ(std::system(command.c_str()), 0);
    const auto bytes = read_file(path);
    ASSERT_TRUE(bytes.ok());
    const auto sound = decode_audio(*bytes, path);
    ASSERT_TRUE(sound.ok()) << sound.error().message;
    EXPECT_GT(sound->duration_s(), 1.0);
    const auto row = audio_features(*sound);
    ASSERT_TRUE(row.ok());
    rows.push_back(*row);
    EXPECT_NEAR((*row)[column("pitch_mean_hz")], std::stod(pitch), 0.15 * std::stod(pitch));
    EXPECT_GT((*row)[column("pitch_range_hz")], 5.0);
  }
}

}  // namespace
}  // namespace kinemote::analysis
