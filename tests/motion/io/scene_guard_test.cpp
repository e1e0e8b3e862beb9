#include "motion/io/scene_guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "motion/io/file_extension.h"

namespace kinemote::io {
namespace {

Status check_hostile(const std::string& file) {
  const std::filesystem::path path =
      std::filesystem::path(KINEMOTE_SOURCE_DIR) / "tests/hostile" / file;
  std::ifstream stream(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  return check_scene_bytes(bytes, extension_of(path), file);
}

TEST(SceneGuard_NodesBelowThemselves, AreRefused) {
  for (const char* file : {"dae/cycle.dae", "dae/node_of_itself.dae", "fbx/ascii_cycle.fbx",
                           "fbx/ascii_cycle_under_root.fbx"}) {
    const Status status = check_hostile(file);
    ASSERT_FALSE(status.ok()) << file;
    EXPECT_EQ(status.error().message,
              std::string(file) + ": a node stands below itself; expected a tree of nodes");
  }
}

/// A model and a connection as a binary file holds them.
std::string binary_model(char id) { return std::string("\5ModelL") + id + std::string(7, '\0'); }
std::string binary_connection(char child, char parent) {
  return std::string("\1CS\2\0\0\0OOL", 10) + child + std::string(7, '\0') + "L" + parent +
         std::string(7, '\0');
}

TEST(SceneGuard_BinaryFbx, CyclesOfModelsAreRefusedAndThoseThroughOtherObjectsAreNot) {
  const std::string models = "Kaydara FBX Binary  " + binary_model(1) + binary_model(2);
  const std::string down = binary_connection(1, 0) + binary_connection(2, 1);
  EXPECT_TRUE(check_scene_bytes(models + down, "fbx", "a").ok());
  EXPECT_FALSE(check_scene_bytes(models + down + binary_connection(1, 2), "fbx", "a").ok());
  // Object 7 is no model: a cluster of the mesh 2 that hangs from the bone 1 which moves it.
  const std::string skin = binary_connection(7, 2) + binary_connection(1, 7);
  EXPECT_TRUE(check_scene_bytes(models + down + skin, "fbx", "a").ok());
  for (size_t length = 0; length < models.size() + down.size(); ++length) {
    EXPECT_TRUE(check_scene_bytes((models + down).substr(0, length), "fbx", "a").ok());
  }
}

TEST(SceneGuard_ColladaInstances, MayBeManyButNotAround) {
  const std::string nodes =
      "<node id=\"a\"><node><node></node></node></node>"
      "<node><instance_node url=\"#a\"/><instance_node url=\"#a\"/></node>";
  EXPECT_TRUE(check_scene_bytes(nodes, "dae", "a").ok());
  EXPECT_FALSE(
      check_scene_bytes(nodes + "<node id='a'>\n<node><instance_node url='#a'", "dae", "a").ok());
}

TEST(SceneGuard_ChunkBeyondTheFile, IsRefused) {
  const Status status = check_hostile("gltf/chunk_4_billion.glb");
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message, testing::HasSubstr("a chunk of 4294967280 bytes in a file"));
}

std::string float_keys(const std::vector<float>& values) {
  const std::uint32_t head[3] = {static_cast<std::uint32_t>(values.size()), 0,
                                 static_cast<std::uint32_t>(4 * values.size())};
  std::string bytes = "Kaydara FBX Binary  \rKeyValueFloatf";
  bytes.append(reinterpret_cast<const char*>(head), sizeof head);
  bytes.append(reinterpret_cast<const char*>(values.data()), 4 * values.size());
  return bytes;
}

TEST(SceneGuard_KeysBeyondAnyMotion, AreRefused) {
  const auto is_ok = [](const std::string& bytes) {
    return check_scene_bytes(bytes, "fbx", "a").ok();
  };
  EXPECT_TRUE(is_ok(float_keys({0.0f, 350.0f, -10.0f, 1e6f})));
  EXPECT_FALSE(is_ok(float_keys({0.0f, 1e30f, 0.0f})));
  EXPECT_FALSE(is_ok(float_keys({0.0f, INFINITY})));
  EXPECT_TRUE(is_ok("; FBX 7.4\nKeyValueFloat: *3 {\n a: 0,170.5,-3\n}\nKeyAttrFlags"));
  EXPECT_FALSE(is_ok("; FBX 7.4\nKeyValueFloat: *3 {\n a: 0,1e30,-3\n}\nKeyAttrFlags"));
  const std::string cut = float_keys({0.0f, 1.0f});
  for (size_t length = 0; length < cut.size(); ++length) EXPECT_TRUE(is_ok(cut.substr(0, length)));
}

}  // namespace
}  // namespace kinemote::io
