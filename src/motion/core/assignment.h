// The cheapest way to pair rows with columns.
#pragma once

#include <span>
#include <vector>

namespace kinemote {

/// Column of every row, each column at most once, with the least sum of costs; -1 for rows left
/// over when there are more rows than columns. `costs` is rows x columns, row-major, finite.
/// Shortest augmenting paths with potentials (Kuhn 1955; Jonker and Volgenant 1987,
/// doi:10.1007/BF02278710); ours because it is forty lines and no Debian library offers it alone.
/// Cost: O(min^2 * max).
std::vector<int> assign(std::span<const double> costs, int rows, int columns);

}  // namespace kinemote
