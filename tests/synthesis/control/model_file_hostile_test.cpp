// Broken model files: each is refused in one sentence that names it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "synthesis/control/model_file.h"

namespace kinemote::synthesis {
namespace {

TEST(ModelFile_HostileCorpus, IsRefusedInOneSentence) {
  const auto folder = std::filesystem::path(KINEMOTE_SOURCE_DIR) / "tests/hostile/model";
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto read = read_model_file(entry.path());
    ASSERT_FALSE(read.ok()) << entry.path();
    EXPECT_EQ(read.error().code, ErrorCode::kBadInput);
    EXPECT_THAT(read.error().message, testing::HasSubstr(entry.path().string()));
    EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
    ++files;
  }
  EXPECT_GE(files, 15);
}

}  // namespace
}  // namespace kinemote::synthesis
