// The list of motions that can be played, and what of it is shown.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/clip_set.h"
#include "app/label_styles.h"

namespace kinemote::app {

struct LibraryEntry {
  std::string id;  // unique and stable: the path, or "builtin/NAME"
  std::string name;
  std::string label;  // "" if unknown
  std::string content;
  std::optional<analysis::Pad> pad;
  bool is_named = false;       // the user gave the name
  double duration_s = 0.0;     // 0: not known before it is loaded
  std::filesystem::path path;  // of its file; empty for clips in memory
  std::string problem;         // why its file cannot be read, as was found out; ""

  /// What a reader calls it: "Walk, happy"; its name if neither content nor label is known.
  std::string headline() const;
};

/// What loaders on any thread could not read.
class LoadProblems;

/// Entries of one or more clip sets with a text and label filter.
class Library {
 public:
  /// Replaces everything; clears the filter.
  void set(ClipSet set);
  /// Adds the clips of a set that are not there yet; returns the index of the set's first clip.
  int add(ClipSet set);

  const std::vector<LibraryEntry>& entries() const { return entries_; }
  int size() const { return static_cast<int>(entries_.size()); }
  /// Index of an id, or of the first entry with that name or file name; -1 if there is none.
  int find(const std::string& id_or_name) const;
  /// What loads a clip's motion; the function may run on any thread and outlive the library. If it
  /// fails, note_problems() knows.
  std::function<Result<io::ClipImport>()> loader(int index) const { return loaders_[index]; }
  /// Indices of those ids that are here, in their order. Cost: one pass over library and ids.
  std::vector<int> indices_of(const std::vector<std::string>& ids) const;
  void set_duration(int index, double duration_s);
  /// Why it cannot be read; "": it can.
  void set_problem(int index, const std::string& problem);
  /// Takes what loaders found out since the last call; true if entries turned out to be unreadable.
  bool note_problems();
  /// Entries that nobody failed to read, and the others.
  int readable_count() const { return size() - unreadable_count_; }
  int unreadable_count() const { return unreadable_count_; }
  /// Calls entries by these names, by id; all others by those that their sets gave them.
  void set_names(std::map<std::string, std::string> names);

  /// Words that must all be in name, label or content (case does not matter).
  void set_text_filter(std::string text);
  const std::string& text_filter() const { return text_filter_; }
  /// Labels to show; none chosen: all.
  void toggle_label(const std::string& label);
  void clear_filters();
  bool is_filtered() const { return !text_filter_.empty() || !chosen_labels_.empty(); }
  const std::set<std::string>& chosen_labels() const { return chosen_labels_; }
  bool is_chosen(const std::string& label) const { return chosen_labels_.count(label) > 0; }
  /// Shows these ids alone, on top of the filter; none, or none that is here: all.
  void show_only(const std::vector<std::string>& ids);
  bool shows_part() const { return shows_part_; }
  /// Indices of the entries that pass the filter, in order.
  const std::vector<int>& visible() const { return visible_; }

  /// Clips chosen for what is done to several at once; indices, ascending.
  const std::set<int>& selected() const { return selected_; }
  void toggle_selected(int index);
  enum class SelectMode { kReplace, kAdd, kRemove };
  void select(const std::vector<int>& indices, SelectMode mode);
  /// Selects the visible clips from `first` to `last`, whichever comes first in the list.
  void select_range(int first, int last);
  void select_visible();
  void clear_selection();
  /// Grows with every change of the selection.
  size_t selection_revision() const { return selection_revision_; }

  struct LabelCount {
    std::string label;
    int count = 0;
  };
  /// All labels, alphabetically, with how many clips have them.
  const std::vector<LabelCount>& label_counts() const { return label_counts_; }
  const LabelStyles& styles() const { return styles_; }
  /// Every clip as one set, for the map.
  ClipSet clip_set() const;

 private:
  void append(ClipSet set);
  void rename();
  void refresh();
  void refresh_visible();

  std::vector<LibraryEntry> entries_;
  std::vector<std::function<Result<io::ClipImport>()>> loaders_;
  std::vector<std::filesystem::path> roots_;  // of the sets
  std::vector<io::DatasetEntry> dataset_entries_;
  std::map<std::string, std::string> names_;  // given by the user
  std::string text_filter_;
  std::set<std::string> chosen_labels_;
  std::set<std::string> only_;
  bool shows_part_ = false;
  std::vector<int> visible_;
  std::set<int> selected_;
  size_t selection_revision_ = 0;
  int unreadable_count_ = 0;
  std::shared_ptr<LoadProblems> problems_;
  std::vector<LabelCount> label_counts_;
  LabelStyles styles_;
};

}  // namespace kinemote::app
