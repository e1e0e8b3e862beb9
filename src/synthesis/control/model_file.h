// The model file: one file with everything a model needs, readable without torch.
// Layout: see tensor_file.h; the header's member is the card.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "synthesis/control/motion_model.h"
#include "synthesis/control/tensor.h"

namespace kinemote::synthesis {

/// Tensor names ending in "_scale" are divisors (finite, not zero); names starting with "card/" are
/// the card's own and reserved.
struct ModelFile {
  ModelCard card;
  std::map<std::string, Tensor> tensors;
};

/// Errors (bad input) in one sentence: not a file (a folder, a device, a silent pipe), not
/// readable, not a model file, newer version, truncated, damaged header, a tensor value that is not
/// finite or a normalisation scale that is zero (with the element's index). Memory: about twice the
/// file.
Result<ModelFile> read_model_file(const std::filesystem::path& path);

/// Written as float16 when `half_precision`: weights survive it; names starting with "scale/" and
/// the card's latents stay float32. The file appears whole or not at all.
/// Errors: usage for a tensor that cannot be written (shape and size differ, not finite, reserved
/// name, too large for float16); environment with the system's reason.
Status write_model_file(const std::filesystem::path& path, const ModelFile& file,
                        bool half_precision);

/// 16 hex digits that stand for a text (FNV-1a, 64 bits): names settings in outputs.
std::string short_hash(const std::string& text);

}  // namespace kinemote::synthesis
