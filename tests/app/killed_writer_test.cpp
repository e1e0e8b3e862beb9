// Writers of this room, killed at random moments over an existing good file.
#include "support/killed_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "app/affect_file.h"
#include "app/index_job.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

TEST(KilledWriterOfAnIndex, LeavesTheOldFileOrTheNewOneWhole) {
  std::array<DatasetIndex, 2> indices;
  for (const int version : {0, 1}) {
    for (int i = 0; i < 1500 + 500 * version; ++i) {
      IndexedClip clip;
      clip.entry.path = "clip" + std::to_string(i) + ".bvh";
      clip.fps = 30.0;
      clip.split = "train";
      indices[version].clips.push_back(clip);
    }
  }
  test::expect_whole_after_kills("index.csv", [&indices](const fs::path& path, int version) {
    return write_index_csv(path, indices[version]);
  });
}

TEST(KilledWriterOfAnAffectModel, LeavesTheOldFileOrTheNewOneWhole) {
  std::array<AffectSource, 2> sources;
  for (const int version : {0, 1}) {
    analysis::RbfRegression& r = sources[version].model.pad_from_features;
    r.centres = Eigen::MatrixXd::Constant(300 + 100 * version, 10, 1.0 / 3.0);
  }
  test::expect_whole_after_kills("affect.json", [&sources](const fs::path& path, int version) {
    return write_affect_file(path, sources[version]);
  });
}

}  // namespace
}  // namespace kinemote::app
