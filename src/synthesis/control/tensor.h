// A named array of a model file.
#pragma once

#include <cstdint>
#include <vector>

namespace kinemote::synthesis {

struct Tensor {
  std::vector<int64_t> shape;  // empty: a scalar
  std::vector<float> values;   // row-major
};

}  // namespace kinemote::synthesis
