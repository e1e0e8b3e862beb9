// Undo by snapshots of a small document.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kinemote::app {

/// A line of committed states with words for the steps between them. A commit after undo drops the
/// undone steps. Document: copyable, equality-comparable.
template <typename Document>
class History {
 public:
  explicit History(Document initial, size_t limit = 200) : limit_(limit) {
    states_.push_back({"", std::move(initial)});
  }

  const Document& current() const { return states_[position_].document; }

  /// Adds a step unless nothing changed; true if it did.
  bool commit(std::string label, Document document) {
    if (document == current()) return false;
    states_.resize(position_ + 1, states_.front());
    states_.push_back({std::move(label), std::move(document)});
    if (states_.size() > limit_ + 1) states_.erase(states_.begin());
    position_ = states_.size() - 1;
    return true;
  }
  /// Replaces the present state without a step: for what was found out later about it.
  void amend(Document document) { states_[position_].document = std::move(document); }
  /// Replaces the whole line: the new start cannot be undone.
  void reset(Document document) {
    states_.assign(1, {"", std::move(document)});
    position_ = 0;
  }

  bool can_undo() const { return position_ > 0; }
  bool can_redo() const { return position_ + 1 < states_.size(); }
  bool undo() { return can_undo() && (--position_, true); }
  bool redo() { return can_redo() && (++position_, true); }
  /// Words of the step that undo() would take back and redo() do again; "" if there is none.
  std::string undo_label() const { return can_undo() ? states_[position_].label : ""; }
  std::string redo_label() const { return can_redo() ? states_[position_ + 1].label : ""; }
  size_t step_count() const { return states_.size() - 1; }
  /// How many steps led to the present state; states are numbered from 0, the oldest.
  size_t position() const { return position_; }
  /// Words of the step that led to a state; "" for the oldest.
  const std::string& label(size_t state) const { return states_[state].label; }

 private:
  struct State {
    std::string label;  // of the step that led here
    Document document;
  };
  std::vector<State> states_;
  size_t position_ = 0;
  size_t limit_;
};

}  // namespace kinemote::app
