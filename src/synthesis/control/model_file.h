// The model file: one file with everything a model needs, readable without torch.
//
// Layout: "KINEMOTE-MODEL 1\n", a line with the JSON header's byte count, the JSON header (card, tensor table
// with name, shape, type, byte offset), then raw little-endian tensors (float16 or float32).
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "synthesis/control/motion_model.h"

namespace kinemote::synthesis {

struct Tensor {
  std::vector<int64_t> shape;
  std::vector<float> values;
};

struct ModelFile {
  ModelCard card;
  std::map<std::string, Tensor> tensors;
};

/// Errors (bad input) in one sentence: not a model file, newer version, truncated, a normalisation scale that is zero or
/// not finite (with the channel's index).
Result<ModelFile> read_model_file(const std::filesystem::path& path);
/// Written as float16 when `half_precision` (weights survive it; latents and normalisation stay float32).
Status write_model_file(const std::filesystem::path& path, const ModelFile& file, bool half_precision);

}  // namespace kinemote::synthesis
