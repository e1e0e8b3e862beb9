#include "app/library.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <utility>

#include "app/make_job.h"
#include "motion/io/motion_file.h"

namespace kinemote::app {

namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Points without a body are no clip, and yet the stage shows them.
bool holds_points(const std::filesystem::path& path) {
  const Result<io::MotionImport> motion = io::read_motion(path);
  return motion && motion->figures.empty() && !motion->points.empty();
}

}  // namespace

class LoadProblems {
 public:
  void note(int index, const std::string& problem) {
    const std::lock_guard lock(mutex_);
    found_[index] = problem;
    has_news_ = true;
  }
  std::map<int, std::string> take() {
    if (!has_news_.exchange(false)) return {};
    const std::lock_guard lock(mutex_);
    return std::exchange(found_, {});
  }

 private:
  std::mutex mutex_;
  std::map<int, std::string> found_;
  std::atomic<bool> has_news_ = false;
};

std::string LibraryEntry::headline() const {
  if (is_named) return name;
  std::string words = content.empty() ? label : content;
  if (!content.empty() && !label.empty()) words += ", " + label;
  if (words.empty()) return name;
  words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

void Library::set(ClipSet set) {
  entries_.clear();
  loaders_.clear();
  dataset_entries_.clear();
  text_filter_.clear();
  chosen_labels_.clear();
  roots_.clear();
  unreadable_count_ = 0;
  problems_ = nullptr;
  clear_selection();
  append(std::move(set));
  refresh();
}

int Library::add(ClipSet set) {
  const std::string first =
      set.dataset.entries.empty() ? std::string() : set.dataset.entries.front().path.string();
  append(std::move(set));
  refresh();
  return find(first);
}

void Library::append(ClipSet set) {
  std::set<std::string> known;
  for (const LibraryEntry& entry : entries_) known.insert(entry.id);
  roots_.push_back(set.dataset.root);
  if (!problems_) problems_ = std::make_shared<LoadProblems>();
  const auto shared = std::make_shared<ClipSet>(std::move(set));
  const std::string& scheme = shared->dataset.scheme;
  const bool is_on_disk = scheme != "builtin" && scheme != kMadeScheme;
  for (int i = 0; i < shared->size(); ++i) {
    const io::DatasetEntry& from = shared->dataset.entries[i];
    LibraryEntry entry;
    entry.id = from.path.string();
    if (!known.insert(entry.id).second) continue;
    entry.name = from.name;
    entry.label = from.label;
    entry.content = from.content;
    if (from.pad) entry.pad = analysis::Pad{(*from.pad)[0], (*from.pad)[1], (*from.pad)[2]};
    if (is_on_disk) entry.path = from.path;
    entries_.push_back(std::move(entry));
    dataset_entries_.push_back(from);
    const auto index = static_cast<int>(loaders_.size());
    loaders_.push_back([shared, i, index, is_on_disk, problems = problems_] {
      Result<io::ClipImport> clip = shared->load(i);
      if (!clip && clip.error().code != ErrorCode::kCancelled &&
          !(is_on_disk && holds_points(shared->dataset.entries[i].path))) {
        problems->note(index, clip.error().message);
      }
      return clip;
    });
  }
  rename();
}

void Library::set_names(std::map<std::string, std::string> names) {
  if (names == names_) return;
  names_ = std::move(names);
  rename();
  refresh_visible();
}

void Library::rename() {
  for (size_t i = 0; i < entries_.size(); ++i) {
    const auto given = names_.find(entries_[i].id);
    entries_[i].is_named = given != names_.end();
    entries_[i].name = entries_[i].is_named ? given->second : dataset_entries_[i].name;
  }
}

int Library::find(const std::string& id_or_name) const {
  for (int i = 0; i < size(); ++i) {
    if (entries_[i].id == id_or_name) return i;
  }
  for (int i = 0; i < size(); ++i) {
    if (entries_[i].name == id_or_name || entries_[i].path.filename() == id_or_name) return i;
  }
  return -1;
}

void Library::set_duration(int index, double duration_s) {
  entries_[index].duration_s = duration_s;
}

std::vector<int> Library::indices_of(const std::vector<std::string>& ids) const {
  const std::set<std::string> wanted(ids.begin(), ids.end());
  std::vector<int> found;
  for (int i = 0; i < size(); ++i) {
    if (wanted.contains(entries_[i].id)) found.push_back(i);
  }
  return found;
}

void Library::set_problem(int index, const std::string& problem) {
  std::string& known = entries_[index].problem;
  unreadable_count_ += (problem.empty() ? 0 : 1) - (known.empty() ? 0 : 1);
  known = problem;
}

bool Library::note_problems() {
  if (!problems_) return false;
  const int before = unreadable_count_;
  for (const auto& [index, problem] : problems_->take()) set_problem(index, problem);
  return unreadable_count_ != before;
}

void Library::show_only(const std::vector<std::string>& ids) {
  std::set<std::string> only(ids.begin(), ids.end());
  if (only == only_) return;
  only_ = std::move(only);
  refresh_visible();
}

void Library::set_text_filter(std::string text) {
  text_filter_ = std::move(text);
  refresh_visible();
}

void Library::toggle_label(const std::string& label) {
  if (chosen_labels_.erase(label) == 0) chosen_labels_.insert(label);
  refresh_visible();
}

void Library::clear_filters() {
  text_filter_.clear();
  chosen_labels_.clear();
  refresh_visible();
}

void Library::select(const std::vector<int>& indices, SelectMode mode) {
  ++selection_revision_;
  if (mode == SelectMode::kReplace) selected_.clear();
  for (const int index : indices) {
    if (mode == SelectMode::kRemove) {
      selected_.erase(index);
    } else {
      selected_.insert(index);
    }
  }
}

void Library::clear_selection() {
  ++selection_revision_;
  selected_.clear();
}

void Library::toggle_selected(int index) {
  ++selection_revision_;
  if (selected_.erase(index) == 0) selected_.insert(index);
}

void Library::select_range(int first, int last) {
  const auto from = std::find(visible_.begin(), visible_.end(), first);
  const auto to = std::find(visible_.begin(), visible_.end(), last);
  if (from == visible_.end() || to == visible_.end()) return;
  ++selection_revision_;
  selected_.insert(std::min(from, to), std::max(from, to) + 1);
}

void Library::select_visible() {
  ++selection_revision_;
  selected_.insert(visible_.begin(), visible_.end());
}

ClipSet Library::clip_set() const {
  ClipSet set;
  set.dataset.entries = dataset_entries_;
  for (size_t i = 0; i < entries_.size(); ++i) set.dataset.entries[i].name = entries_[i].name;
  if (!roots_.empty()) set.dataset.root = roots_.front();
  set.load = [loaders = loaders_](int i) { return loaders[i](); };
  return set;
}

void Library::refresh() {
  std::map<std::string, int> counts;
  std::vector<std::string> labels;
  for (const LibraryEntry& entry : entries_) {
    ++counts[entry.label];
    labels.push_back(entry.label);
  }
  label_counts_.clear();
  for (const auto& [label, count] : counts) label_counts_.push_back({label, count});
  styles_ = LabelStyles(std::move(labels));
  refresh_visible();
}

void Library::refresh_visible() {
  std::vector<std::string> words;
  std::istringstream stream(lower(text_filter_));
  for (std::string word; stream >> word;) words.push_back(word);
  visible_.clear();
  shows_part_ = std::any_of(entries_.begin(), entries_.end(),
                            [&](const auto& entry) { return only_.contains(entry.id); });
  for (int i = 0; i < size(); ++i) {
    const LibraryEntry& entry = entries_[i];
    if (shows_part_ && !only_.contains(entry.id)) continue;
    if (!chosen_labels_.empty() && chosen_labels_.count(entry.label) == 0) continue;
    const std::string text = lower(entry.name + " " + entry.label + " " + entry.content);
    const bool matches = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
    if (matches) visible_.push_back(i);
  }
}

}  // namespace kinemote::app
