// What the last n items come to, in constant time an item. Private to the room.
#pragma once

#include <vector>

namespace kinemote::analysis {

/// Folds the last `capacity` items with two stacks: the older items as suffixes already folded, the
/// newer ones as one running prefix (Tangwongsan, Hirzel, Schneider 2017, "two-stacks"). Nothing is
/// ever subtracted, so that rounding does not pile up however long the stream, minima need no
/// search, and an infinity is forgotten once it has left.
///
/// `Fold` is made of an item, and `fold.append(newer)` joins two neighbouring folds; order counts.
/// Cost: two appends an item on average; once in `capacity` items one push() folds them all anew.
template <typename Item, typename Fold>
class SlidingFold {
 public:
  explicit SlidingFold(int capacity) : capacity_(capacity) {}

  void push(const Item& item) {
    if (size() == capacity_) drop_oldest();
    if (newer_.empty()) {
      prefix_ = Fold(item);
    } else {
      prefix_.append(Fold(item));
    }
    newer_.push_back(item);
  }

  int size() const { return static_cast<int>(newer_.size() + suffixes_.size()); }
  bool is_full() const { return size() == capacity_; }

  /// Of all items; there must be one.
  Fold total() const {
    if (suffixes_.empty()) return prefix_;
    Fold fold = suffixes_.back();
    fold.append(prefix_);
    return fold;
  }

  void clear() {
    newer_.clear();
    suffixes_.clear();
  }

 private:
  void drop_oldest() {
    if (suffixes_.empty()) {
      for (auto item = newer_.rbegin(); item != newer_.rend(); ++item) {
        Fold fold(*item);
        if (!suffixes_.empty()) fold.append(suffixes_.back());
        suffixes_.push_back(fold);
      }
      newer_.clear();
    }
    suffixes_.pop_back();
  }

  int capacity_;
  std::vector<Item> newer_;     // oldest first
  Fold prefix_;                 // of newer_
  std::vector<Fold> suffixes_;  // of the items before; the last one holds them all
};

}  // namespace kinemote::analysis
