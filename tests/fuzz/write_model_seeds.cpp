// Writes the seeds of model_fuzz anew, when the format of model files changes:
//
//   model_seeds tests/fuzz/corpus/models
#include <cstdio>
#include <filesystem>

#include "synthesis/control/small_model.h"

namespace {

using namespace kinemote;

bool write(const std::filesystem::path& path, const synthesis::ModelFile& file, bool is_half) {
  const Status status = synthesis::write_model_file(path, file, is_half);
  if (!status) std::fprintf(stderr, "%s\n", status.error().message.c_str());
  return status.ok();
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: model_seeds FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  synthesis::ModelFile file = test::small_file();
  if (!write(folder / "format2_half.kmodel", file, true)) return 1;
  file.card.kept_slide_m = 0.002;
  file.tensors["empty"] = {{0, 3}, {}};
  if (!write(folder / "format2_kept_slide.kmodel", file, false)) return 1;
  file.card.references.clear();
  file.card.spacing.clear();
  file.card.affect = {};
  file.card.content_targets.clear();
  return write(folder / "format2_no_references.kmodel", file, false) ? 0 : 1;
}
