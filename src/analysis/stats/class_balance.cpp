#include "analysis/stats/class_balance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

#include "motion/core/random.h"

namespace kinemote::analysis {
namespace {

constexpr std::array<std::string_view, 5> kNames{"none", "class-weights", "sampler", "smote",
                                                 "undersample"};

std::vector<std::vector<int>> rows_by_class(const std::vector<int>& labels, int class_count) {
  std::vector<std::vector<int>> rows(class_count);
  for (size_t i = 0; i < labels.size(); ++i) rows[labels[i]].push_back(static_cast<int>(i));
  return rows;
}

/// Deals the items of one class in rounds, each in a new order.
class Rounds {
 public:
  explicit Rounds(std::vector<int> items) : items_(std::move(items)), next_(items_.size()) {}
  int draw(std::mt19937_64& random) {
    if (next_ == items_.size()) {
      shuffle(items_, random);
      next_ = 0;
    }
    return items_[next_++];
  }

 private:
  std::vector<int> items_;
  size_t next_;
};

/// The rows of one class nearest to each of them (by place in `members`), itself left out.
std::vector<std::vector<int>> neighbours_of(const Eigen::MatrixXd& rows,
                                            const std::vector<int>& members, int count) {
  std::vector<std::vector<int>> nearest(members.size());
  std::vector<std::pair<double, int>> order;
  for (size_t i = 0; i < members.size(); ++i) {
    order.clear();
    for (size_t j = 0; j < members.size(); ++j) {
      if (j == i) continue;
      order.emplace_back((rows.row(members[i]) - rows.row(members[j])).squaredNorm(), members[j]);
    }
    const auto kept = std::min<size_t>(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept),
                      order.end());
    for (size_t k = 0; k < kept; ++k) nearest[i].push_back(order[k].second);
  }
  return nearest;
}

Status check(const Eigen::MatrixXd& rows, const std::vector<int>& labels, int class_count) {
  if (rows.rows() != static_cast<Eigen::Index>(labels.size()) || labels.empty()) {
    return bad_input("SMOTE was given " + std::to_string(rows.rows()) + " rows and " +
                     std::to_string(labels.size()) + " labels; expected a label a row");
  }
  if (std::any_of(labels.begin(), labels.end(),
                  [&](int label) { return label < 0 || label >= class_count; })) {
    return bad_input("SMOTE was given a label outside its " + std::to_string(class_count) +
                     " classes");
  }
  if (!rows.allFinite()) return bad_input("SMOTE was given a value that is not a finite number");
  return {};
}

}  // namespace

std::string_view name_of(ClassBalance balance) { return kNames[static_cast<size_t>(balance)]; }

Result<ClassBalance> parse_balance(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (name == kNames[i]) return static_cast<ClassBalance>(i);
  }
  return usage_error("classes are not balanced by \"" + std::string(name) +
                     "\"; expected none, class-weights, sampler, smote or undersample");
}

std::vector<int> class_counts(const std::vector<int>& labels, int class_count) {
  std::vector<int> counts(class_count, 0);
  for (const int label : labels) ++counts[label];
  return counts;
}

std::vector<double> class_weights(const std::vector<int>& labels, int class_count) {
  const std::vector<int> counts = class_counts(labels, class_count);
  const auto occurring = static_cast<double>(
      std::count_if(counts.begin(), counts.end(), [](int count) { return count > 0; }));
  std::vector<double> weights;
  for (const int count : counts) {
    weights.push_back(count > 0 ? static_cast<double>(labels.size()) / (occurring * count) : 0.0);
  }
  return weights;
}

std::vector<int> balanced_epoch(const std::vector<int>& labels, int class_count, int size,
                                uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Rounds> classes;
  for (auto& rows : rows_by_class(labels, class_count)) {
    if (!rows.empty()) classes.emplace_back(std::move(rows));
  }
  if (classes.empty()) return {};
  if (size == 0) size = static_cast<int>(labels.size());
  // Where the size is no multiple of the classes, chance decides who has one draw more.
  std::vector<int> turns(classes.size());
  std::iota(turns.begin(), turns.end(), 0);
  shuffle(turns, random);
  std::vector<int> epoch;
  epoch.reserve(size);
  for (int i = 0; i < size; ++i) {
    epoch.push_back(classes[turns[static_cast<size_t>(i) % turns.size()]].draw(random));
  }
  shuffle(epoch, random);
  return epoch;
}

std::vector<int> undersampled_rows(const std::vector<int>& labels, int class_count, int cap,
                                   uint64_t seed) {
  std::mt19937_64 random(seed);
  auto classes = rows_by_class(labels, class_count);
  std::erase_if(classes, [](const auto& rows) { return rows.empty(); });
  size_t most = static_cast<size_t>(std::max(0, cap));
  if (cap <= 0) {
    most = labels.size();
    for (const auto& rows : classes) most = std::min(most, rows.size());
  }
  std::vector<int> kept;
  for (auto& rows : classes) {
    shuffle(rows, random);
    kept.insert(kept.end(), rows.begin(),
                rows.begin() + static_cast<std::ptrdiff_t>(std::min(most, rows.size())));
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

Status SmoteSettings::validate() const {
  if (neighbours < 1 || neighbours > 1000) {
    return usage_error("SMOTE needs 1 to 1000 neighbours");
  }
  return {};
}

Result<SmoteRows> smote(const Eigen::MatrixXd& rows, const std::vector<int>& labels,
                        int class_count, const SmoteSettings& settings) {
  if (Status s = settings.validate(); !s) return s.error();
  if (Status s = check(rows, labels, class_count); !s) return s.error();
  const auto classes = rows_by_class(labels, class_count);
  size_t largest = 0;
  for (const auto& members : classes) largest = std::max(largest, members.size());
  SmoteRows out;
  out.labels = labels;
  std::vector<Eigen::RowVectorXd> made;
  std::mt19937_64 random(settings.seed);
  for (int c = 0; c < class_count; ++c) {
    const std::vector<int>& members = classes[c];
    if (members.empty() || members.size() == largest) continue;
    if (members.size() == 1) {
      return bad_input("class " + std::to_string(c) +
                       " has one row; SMOTE needs two to make rows between them: leave the class "
                       "out, or balance in another way");
    }
    const auto nearest = neighbours_of(rows, members, settings.neighbours);
    std::vector<int> places(members.size());
    std::iota(places.begin(), places.end(), 0);
    Rounds starts(places);
    for (size_t i = members.size(); i < largest; ++i) {
      const int start = starts.draw(random);
      const auto& around = nearest[start];
      const int other = around[uniform_index(random, static_cast<int>(around.size()))];
      const double share = uniform01(random);
      made.emplace_back((1.0 - share) * rows.row(members[start]) + share * rows.row(other));
      out.labels.push_back(c);
    }
  }
  out.made = static_cast<int>(made.size());
  out.rows.resize(rows.rows() + out.made, rows.cols());
  out.rows.topRows(rows.rows()) = rows;
  for (int i = 0; i < out.made; ++i) out.rows.row(rows.rows() + i) = made[i];
  return out;
}

Status check_one_balance(const std::vector<ClassBalance>& asked, const std::vector<int>& labels,
                         int class_count) {
  std::vector<ClassBalance> ways;
  for (const ClassBalance balance : asked) {
    if (balance == ClassBalance::kNone) continue;
    if (std::find(ways.begin(), ways.end(), balance) == ways.end()) ways.push_back(balance);
  }
  if (ways.size() < 2) return {};
  int rarest = 0;
  int most = 0;
  for (const int count : class_counts(labels, class_count)) {
    if (count == 0) continue;
    rarest = rarest == 0 ? count : std::min(rarest, count);
    most = std::max(most, count);
  }
  const double ratio = rarest > 0 ? most / static_cast<double>(rarest) : 1.0;
  std::array<char, 32> factor{};
  std::snprintf(factor.data(), factor.size(), "%.1f",
                std::pow(ratio, static_cast<double>(ways.size() - 1)));
  std::string names(name_of(ways[0]));
  for (size_t i = 1; i < ways.size(); ++i) {
    names += (i + 1 == ways.size() ? " and " : ", ") + std::string(name_of(ways[i]));
  }
  return usage_error(names + " ask for balance at once: the rarest class would count " +
                     factor.data() + " times as much as the most frequent one; choose one of them");
}

}  // namespace kinemote::analysis
