#include "motion/core/assignment.h"

#include <algorithm>
#include <limits>

namespace kinemote {
namespace {

/// For rows <= columns, `cost(row, column)`: the column of every row.
template <typename Cost>
std::vector<int> assign_wide(const Cost& cost, int rows, int columns) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  // Index 0 stands for "none" on both sides, so rows and columns count from 1 here.
  std::vector<double> row_potential(rows + 1, 0.0);
  std::vector<double> column_potential(columns + 1, 0.0);
  std::vector<int> row_of(columns + 1, 0);
  std::vector<int> previous(columns + 1, 0);
  std::vector<double> slack(columns + 1);
  std::vector<char> is_in_tree(columns + 1);
  for (int row = 1; row <= rows; ++row) {
    row_of[0] = row;
    std::fill(slack.begin(), slack.end(), kInfinity);
    std::fill(is_in_tree.begin(), is_in_tree.end(), 0);
    int column = 0;
    do {  // grow a tree of tight edges from this row until it reaches a free column
      is_in_tree[column] = 1;
      double least = kInfinity;
      int next = 0;
      for (int c = 1; c <= columns; ++c) {
        if (is_in_tree[c]) continue;
        const double reduced =
            cost(row_of[column] - 1, c - 1) - row_potential[row_of[column]] - column_potential[c];
        if (reduced < slack[c]) {
          slack[c] = reduced;
          previous[c] = column;
        }
        if (slack[c] < least) {
          least = slack[c];
          next = c;
        }
      }
      for (int c = 0; c <= columns; ++c) {
        if (is_in_tree[c]) {
          row_potential[row_of[c]] += least;
          column_potential[c] -= least;
        } else {
          slack[c] -= least;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = previous[column]) row_of[column] = row_of[previous[column]];
  }
  std::vector<int> column_of(rows, -1);
  for (int c = 1; c <= columns; ++c) {
    if (row_of[c] != 0) column_of[row_of[c] - 1] = c - 1;
  }
  return column_of;
}

}  // namespace

std::vector<int> assign(std::span<const double> costs, int rows, int columns) {
  const auto at = [&](int row, int column) {
    return costs[static_cast<size_t>(row) * columns + column];
  };
  if (rows <= columns) return assign_wide(at, rows, columns);
  const std::vector<int> row_of =
      assign_wide([&](int column, int row) { return at(row, column); }, columns, rows);
  std::vector<int> column_of(rows, -1);
  for (int c = 0; c < columns; ++c) column_of[row_of[c]] = c;
  return column_of;
}

}  // namespace kinemote
