// Small BVH texts for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "motion/io/bvh.h"
#include "support/temporary_folder.h"

namespace kinemote::test {

inline std::filesystem::path tests_root() {
  return std::filesystem::path(KINEMOTE_SOURCE_DIR) / "tests";
}

inline std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  EXPECT_TRUE(stream.good()) << path;
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// A root with two branches, three frames, mixed rotation orders, centimetres.
inline std::string four_joints() { return text_of(tests_root() / "data" / "four_joints.bvh"); }

/// `text` with the first occurrence of `from` replaced; the test fails if there is none.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << "no \"" << from << "\" in the text";
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// A clip read from text; the test fails if it is refused.
inline io::ClipImport import_of(const std::string& text, const io::BvhReadSettings& settings = {}) {
  Result<io::ClipImport> read = io::parse_bvh(text, "small.bvh", settings);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().message);
  return read.ok() ? std::move(*read) : io::ClipImport{};
}

}  // namespace kinemote::test
