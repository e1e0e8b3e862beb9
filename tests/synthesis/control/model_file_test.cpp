#include "synthesis/control/model_file.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/killed_writer.h"
#include "support/temporary_folder.h"
#include "synthesis/control/small_model.h"

namespace kinemote::synthesis {
namespace {

using test::small_file;
using ::testing::HasSubstr;

class ModelFileTest : public ::testing::Test {
 protected:
  std::string bytes_of(const ModelFile& file, bool half = true) {
    const Status status = write_model_file(path_, file, half);
    EXPECT_TRUE(status.ok()) << status.error().message;
    std::ostringstream bytes;
    bytes << std::ifstream(path_, std::ios::binary).rdbuf();
    return bytes.str();
  }
  /// The error of reading `bytes` as a model file.
  std::string error_of(const std::string& bytes) {
    std::filesystem::create_directories(folder_);
    std::ofstream(path_, std::ios::binary) << bytes;
    const auto file = read_model_file(path_);
    EXPECT_FALSE(file.ok());
    if (file.ok()) return {};
    EXPECT_EQ(file.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(file.error().message, HasSubstr("m.kmodel"));
    return file.error().message;
  }
  /// Replaces text in the JSON header and corrects the header's byte count.
  static std::string edited(const std::string& bytes, const std::string& from,
                            const std::string& to) {
    const size_t count_at = bytes.find('\n') + 1;
    const size_t header_at = bytes.find('\n', count_at) + 1;
    const size_t size = std::stoul(bytes.substr(count_at));
    std::string header = bytes.substr(header_at, size);
    const size_t at = header.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    header.replace(at, from.size(), to);
    return bytes.substr(0, count_at) + std::to_string(header.size()) + "\n" + header +
           bytes.substr(header_at + size);
  }

  test::TemporaryFolder temporary_;
  std::filesystem::path folder_ = temporary_ / "models";
  std::filesystem::path path_ = folder_ / "m.kmodel";
};

TEST_F(ModelFileTest, MissingFileOrFolder_IsBadInput) {
  EXPECT_EQ(read_model_file(path_).error().code, ErrorCode::kBadInput);
  std::filesystem::create_directories(path_);
  EXPECT_THAT(read_model_file(path_).error().message, HasSubstr("folder"));
}

TEST_F(ModelFileTest, PipeDeviceOrUnreadableFile_IsRefusedWithoutWaiting) {
  const auto refusal = [](const std::filesystem::path& path) {
    const auto read = read_model_file(path);
    EXPECT_FALSE(read.ok());
    if (read.ok()) return std::string();
    EXPECT_EQ(read.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(read.error().message, HasSubstr(path.string()));
    return read.error().message;
  };
  std::filesystem::create_directories(folder_);
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(refusal(folder_ / "pipe"), HasSubstr("nothing was written to this pipe"));
  EXPECT_THAT(refusal("/dev/zero"), HasSubstr("this is a device"));
  if (::geteuid() == 0) return;  // the administrator may read everything
  bytes_of(small_file());
  std::filesystem::permissions(path_, std::filesystem::perms::none);
  EXPECT_THAT(refusal(path_), HasSubstr("Permission denied"));
}

TEST_F(ModelFileTest, ForeignBytes_AreNamedAsSuch) {
  for (const std::string bytes : {"", "\n", "HIERARCHY\nROOT Hips\n", "KINEMOTE-MODEL \n",
                                  "KINEMOTE-MODEL x\n", "KINEMOTE-MODEL -1\n"}) {
    EXPECT_THAT(error_of(bytes), HasSubstr("not a Kinemote model file")) << bytes;
  }
  EXPECT_THAT(error_of(std::string(1000, 'K')), HasSubstr("not a Kinemote model file"));
}

TEST_F(ModelFileTest, NewerFormat_SaysSo) {
  EXPECT_THAT(error_of("KINEMOTE-MODEL 3\n2\n{}"), HasSubstr("newer Kinemote"));
}

TEST_F(ModelFileTest, HostileHeaderCounts_AreRefused) {
  for (const std::string count : {"", "-5", "999999999999999", "99999999999999999999", "12abc"}) {
    EXPECT_THAT(error_of("KINEMOTE-MODEL 2\n" + count + "\n{}"), HasSubstr("cut short or damaged"));
  }
  EXPECT_THAT(error_of("KINEMOTE-MODEL 2\n2\n{}"), HasSubstr("header is damaged"));
  EXPECT_THAT(error_of("KINEMOTE-MODEL 2\n100000\n" + std::string(100000, '[')),
              HasSubstr("header is damaged"));
}

TEST_F(ModelFileTest, EveryTruncation_IsRefused) {
  const std::string bytes = bytes_of(small_file());
  for (size_t size = 0; size < bytes.size(); size += size < 40 ? 1 : 37) {
    EXPECT_FALSE(error_of(bytes.substr(0, size)).empty()) << size;
  }
  EXPECT_THAT(error_of(bytes.substr(0, bytes.size() - 1)), HasSubstr("cut short"));
}

TEST_F(ModelFileTest, HostileTensorTable_IsRefused) {
  const std::string bytes = bytes_of(small_file());
  EXPECT_THAT(error_of(edited(bytes, R"("shape":[2,3])", R"("shape":[2,-3])")), HasSubstr("shape"));
  EXPECT_THAT(error_of(edited(bytes, R"("shape":[2,3])", R"("shape":[4294967296,4294967296])")),
              HasSubstr("shape"));
  EXPECT_THAT(error_of(edited(bytes, R"("shape":[2,3])", R"("shape":[2000000000])")),
              HasSubstr("cut short"));
  EXPECT_THAT(error_of(edited(bytes, R"("type":"f16")", R"("type":"f12")")), HasSubstr("f12"));
  EXPECT_THAT(error_of(edited(bytes, R"("offset":0)", R"("offset":18446744073709551615)")),
              HasSubstr("cut short"));
}

TEST_F(ModelFileTest, HostileCard_IsRefused) {
  const std::string bytes = bytes_of(small_file());
  EXPECT_THAT(error_of(edited(bytes, R"("name":"Spine","offset_m")", R"("name":"Spine","offset")")),
              HasSubstr("offset_m"));
  EXPECT_THAT(error_of(edited(bytes, R"("parent":0)", R"("parent":9)")), HasSubstr("parent"));
  EXPECT_THAT(error_of(edited(bytes, R"("fps":30.0)", R"("fps":-30.0)")),
              HasSubstr("frames per second"));
  EXPECT_THAT(error_of(edited(bytes, R"("sd":0.9)", R"("sd":0.0)")),
              HasSubstr("standard deviation"));
  EXPECT_THAT(error_of(edited(bytes, R"("content":1)", R"("content":7)")),
              HasSubstr("unknown content"));
  EXPECT_THAT(
      error_of(edited(bytes, R"("content_targets":[null,)", R"("content_targets":[null,null,)")),
      HasSubstr("content targets"));
  EXPECT_THAT(error_of(edited(bytes, R"("feature_names":["a",)", R"("feature_names":[)")),
              HasSubstr("feature names"));
}

TEST_F(ModelFileTest, ZeroOrInfiniteScale_IsNamedWithItsIndex) {
  std::string bytes = bytes_of(small_file(), false);
  const float wanted = 3.0F;
  const size_t at = bytes.rfind(std::string(reinterpret_cast<const char*>(&wanted), sizeof wanted));
  ASSERT_NE(at, std::string::npos);
  const float zero = 0.0F;
  bytes.replace(at, sizeof zero, reinterpret_cast<const char*>(&zero), sizeof zero);
  EXPECT_THAT(
      error_of(bytes),
      HasSubstr("\"scale/channel_scale\" holds a normalisation scale of zero at element 1"));
  const float infinite = INFINITY;
  bytes.replace(at, sizeof zero, reinterpret_cast<const char*>(&infinite), sizeof zero);
  EXPECT_THAT(error_of(bytes), HasSubstr("not finite at element 1"));
}

TEST_F(ModelFileTest, UnwritableTensors_AreRefusedAndLeaveNothing) {
  const auto refusal = [&](const std::string& name, Tensor tensor) {
    ModelFile file = small_file();
    file.tensors[name] = std::move(tensor);
    const Status status = write_model_file(path_, file, true);
    EXPECT_FALSE(status.ok());
    EXPECT_FALSE(std::filesystem::exists(path_));
    return status.ok() ? std::string() : status.error().message;
  };
  EXPECT_THAT(refusal("w", {{3}, {1.0F}}), HasSubstr("shape"));
  EXPECT_THAT(refusal("w", {{1}, {NAN}}), HasSubstr("not finite"));
  EXPECT_THAT(refusal("w", {{1}, {1e6F}}), HasSubstr("half precision"));
  EXPECT_THAT(refusal("scale/x_scale", {{1}, {0.0F}}), HasSubstr("zero"));
  EXPECT_THAT(refusal("card/x", {{1}, {1.0F}}), HasSubstr("reserved"));
}

TEST_F(ModelFileTest, UnwritablePlace_IsAnEnvironmentError) {
  const Status status = write_model_file("/proc/none/m.kmodel", small_file(), true);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
}

TEST_F(ModelFileTest, FullDisk_KeepsTheOldModelAndLeavesNothingElse) {
  const std::string old = bytes_of(small_file());
  ModelFile larger = small_file();
  larger.tensors["more"] = {{4096}, std::vector<float>(4096, 1.0F)};
  // The limit on file sizes stands in for a full disk; writing beyond it fails as there.
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const Status status = write_model_file(path_, larger, false);
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kEnvironment);
  std::ostringstream bytes;
  bytes << std::ifstream(path_, std::ios::binary).rdbuf();
  EXPECT_EQ(bytes.str(), old);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(ModelFileTest, WriterKilledAtAnyMoment_LeavesTheOldModelOrTheNewOneWhole) {
  const auto write = [](const std::filesystem::path& path, int version) {
    ModelFile file = small_file();
    file.tensors["more"] = {{40'000}, std::vector<float>(40'000, 1.0F + version)};
    return write_model_file(path, file, true);
  };
  test::expect_whole_after_kills("m.kmodel", write);
}

TEST_F(ModelFileTest, RoundTrip_KeepsEverything) {
  const ModelFile file = small_file();
  bytes_of(file, false);
  const auto read = read_model_file(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const ModelCard& card = read->card;
  EXPECT_EQ(card.name, "small");
  EXPECT_EQ(card.settings_json, file.card.settings_json);
  EXPECT_EQ(card.settings_hash, file.card.settings_hash);
  EXPECT_EQ(card.metrics_json, file.card.metrics_json);
  EXPECT_TRUE(card.layout.skeleton->same_as(*canonical_skeleton(), 0.0));
  EXPECT_EQ(card.layout.skeleton->joints[5].end_site, canonical_skeleton()->joints[5].end_site);
  EXPECT_EQ(card.contents, file.card.contents);
  EXPECT_EQ(card.styles.at(0).name, "feminine");
  EXPECT_FALSE(card.styles.at(0).pad.has_value());
  EXPECT_EQ(card.styles.at(1).name, "happy");
  EXPECT_EQ(card.style_index("happy"), 1);
  EXPECT_EQ(card.style_index("sad"), -1);
  ASSERT_EQ(card.pad_words().size(), 1u);
  EXPECT_EQ(card.pad_words()[0].pad.values(), (std::array<double, 3>{0.8, 0.5, 0.15}));
  EXPECT_EQ(card.latent.at(1).high, 1.7);
  EXPECT_EQ(card.references.at(0).latent, file.card.references[0].latent);
  ASSERT_EQ(card.references.size(), 3u);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(card.references[i].code, file.card.references[i].code);
    EXPECT_EQ(card.references[i].content, file.card.references[i].content);
    EXPECT_EQ(card.references[i].style, file.card.references[i].style);
    EXPECT_EQ(card.references[i].start_s, file.card.references[i].start_s);
  }
  EXPECT_FALSE(card.references.at(0).pad.has_value());
  EXPECT_EQ(card.references.at(2).pad->dominance, 1.0);
  EXPECT_EQ(card.references.at(0).source, "clip_a");
  EXPECT_EQ(card.affect.pad_from_features.weights, file.card.affect.pad_from_features.weights);
  EXPECT_EQ(card.affect.pad_from_features_report.mae.at(2), 0.3);
  ASSERT_EQ(card.content_targets.size(), 2u);
  EXPECT_EQ(card.content_targets[1].weights, file.card.content_targets[1].weights);
  const analysis::Pad pad{0.2, -0.4, 0.6};
  EXPECT_EQ(card.target_features(pad, 0), file.card.affect.target_features(pad));
  EXPECT_NE(card.target_features(pad, 1), card.target_features(pad, 0));
  EXPECT_EQ(read->tensors.size(), 2u);
  EXPECT_EQ(read->tensors.at("dense/weight").values, file.tensors.at("dense/weight").values);
}

TEST_F(ModelFileTest, KeptSlide_IsKeptOrLeftOutAndNeverOutOfRange) {
  ModelFile file = small_file();
  for (const std::optional<double> slide_m :
       {std::optional<double>(), std::optional(0.0), std::optional(0.0031)}) {
    file.card.kept_slide_m = slide_m;
    const std::string bytes = bytes_of(file, false);
    EXPECT_EQ(bytes.find("kept_slide_m") != std::string::npos, slide_m.has_value());
    const auto read = read_model_file(path_);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->card.kept_slide_m, slide_m);
  }
  for (const double wrong : {-1e-6, 0.0041, std::nan("")}) {
    file.card.kept_slide_m = wrong;
    EXPECT_EQ(write_model_file(path_, file, false).error().code, ErrorCode::kUsage) << wrong;
  }
}

TEST_F(ModelFileTest, EmptyTensors_AreKept) {
  for (const bool half : {false, true}) {
    ModelFile file = small_file();
    file.tensors["empty"] = {{0, 3}, {}};
    bytes_of(file, half);
    const auto read = read_model_file(path_);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read->tensors.at("empty").shape, (std::vector<int64_t>{0, 3}));
    EXPECT_TRUE(read->tensors.at("empty").values.empty());
  }
}

TEST_F(ModelFileTest, HalfPrecision_RoundsWeightsOnly) {
  const ModelFile file = small_file();
  const size_t full = bytes_of(file, false).size();
  EXPECT_LT(bytes_of(file, true).size(), full);
  const auto read = read_model_file(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  const auto& weights = read->tensors.at("dense/weight").values;
  for (size_t i = 0; i < weights.size(); ++i) {
    const float exact = file.tensors.at("dense/weight").values[i];
    EXPECT_NEAR(weights[i], exact, std::abs(exact) / 2048.0) << i;  // 11 significant bits
  }
  EXPECT_EQ(read->tensors.at("scale/channel_scale").values,
            file.tensors.at("scale/channel_scale").values);
  EXPECT_EQ(read->card.references[0].latent, file.card.references[0].latent);
}

TEST_F(ModelFileTest, SameContents_GiveTheSameBytes) {
  EXPECT_EQ(bytes_of(small_file()), bytes_of(small_file()));
}

TEST(ShortHash, KnownText_MatchesThePublishedVector) {
  EXPECT_EQ(short_hash(""), "cbf29ce484222325");  // FNV-1a 64: offset basis, and its test suite
  EXPECT_EQ(short_hash("foobar"), "85944171f73967e8");
}

}  // namespace
}  // namespace kinemote::synthesis
