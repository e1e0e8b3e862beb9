#include "app/map_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "app/map_clusters.h"

namespace kinemote::app {
namespace {

constexpr int kNeighbourCount = 12;
/// Categories beyond these share a group: nobody reads a longer legend.
constexpr size_t kMostGroups = 40;

std::string no_value_words(MapColumn column) {
  std::string words = map_column_words(column);
  if (words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return "no " + words.substr(0, words.find(','));
}

/// "cluster 10" after "cluster 9".
bool comes_before(const std::string& a, const std::string& b) {
  const auto split = [](const std::string& text) {
    return text.find_last_not_of("0123456789") + 1;
  };
  const size_t at = split(a);
  if (at == split(b) && a.compare(0, at, b, 0, at) == 0 && a.size() != b.size()) {
    return a.size() < b.size();
  }
  return a < b;
}

}  // namespace

void MapModel::set(MapResult result, const LabelStyles& styles, std::vector<int> entries) {
  const bool was_empty = result_ == nullptr;
  std::vector<MapPoint> positions;
  for (Eigen::Index i = 0; i < result.coordinates.rows(); ++i) {
    positions.push_back(
        {static_cast<float>(result.coordinates(i, 0)),
         result.coordinates.cols() > 1 ? static_cast<float>(result.coordinates(i, 1)) : 0.0f});
  }
  if (was_empty || positions != positions_) ++layout_generation_;
  positions_ = std::move(positions);
  const MapColumn colour = colour_, shape = shape_;
  result_ = std::make_shared<const MapResult>(std::move(result));
  styles_ = styles;
  entries_ = std::move(entries);
  entries_.resize(result_->clips.size(), -1);
  points_.clear();
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i] < 0) continue;
    if (static_cast<size_t>(entries_[i]) >= points_.size()) points_.resize(entries_[i] + 1, -1);
    points_[entries_[i]] = static_cast<int>(i);
  }
  neighbours_of_ = -1;
  ++generation_;
  find_outside();
  problems_.clear();
  for (int c = 0; c < kMapColumnCount; ++c) {
    problems_.push_back(app::column_problem(result_->clips, static_cast<MapColumn>(c)));
  }
  tree_ = make_map_tree(result_->dendrogram);
  const bool has_labels =
      column_problem(MapColumn::kLabel).empty() || !result_->clips.front().entry.label.empty();
  const MapColumn usual = has_labels ? MapColumn::kLabel : MapColumn::kCluster;
  const auto kept = [&](MapColumn column) {
    return was_empty || !column_problem(column).empty() ? usual : column;
  };
  colour_ = kept(colour);
  shape_ = kept(shape);
  size_by(size_ && column_problem(*size_).empty() ? size_ : std::nullopt);
  std::vector<int> clusters;
  for (const MapClip& clip : result_->clips) clusters.push_back(clip.cluster);
  show_clusters(std::move(clusters));
}

void MapModel::clear() {
  result_.reset();
  tree_ = {};
  positions_.clear();
  ++look_revision_;
}

void MapModel::show_clusters(std::vector<int> clusters) {
  clusters_ = std::move(clusters);
  cluster_count_ = 0;
  for (const int c : clusters_) cluster_count_ = std::max(cluster_count_, c + 1);
  confusion_ = map_confusion(result_->clips, clusters_);
  regroup_colours();
}

void MapModel::try_cut(int cluster_count) {
  if (tree_.is_empty() || cluster_count == cluster_count_) return;
  auto clusters = cut_by_size(result_->dendrogram, cluster_count);
  if (clusters) show_clusters(std::move(*clusters));
}

const std::string& MapModel::column_problem(MapColumn column) const {
  return problems_[static_cast<size_t>(column)];
}

void MapModel::colour_by(MapColumn column) {
  if (column == colour_ || (result_ && !column_problem(column).empty())) return;
  // Whoever never chose a shape of its own means both.
  if (shape_ == colour_ && !is_continuous(column)) shape_ = column;
  colour_ = column;
  if (result_) regroup_colours();
}

void MapModel::shape_by(MapColumn column) {
  if (column == shape_ || is_continuous(column)) return;
  if (result_ && !column_problem(column).empty()) return;
  shape_ = column;
  if (result_) regroup_shapes();
}

MapModel::Grouping MapModel::grouped(MapColumn column) const {
  Grouping grouping;
  std::map<std::string, int> counts;
  std::vector<std::string> values;
  for (int i = 0; i < size(); ++i) {
    values.push_back(category_of(result_->clips[i], clusters_[i], column));
    ++counts[values.back()];
  }
  std::vector<std::string> names;
  for (const auto& [name, count] : counts) names.push_back(name);
  std::vector<std::string> shown = names;
  if (shown.size() > kMostGroups) {
    std::stable_sort(shown.begin(), shown.end(), [&](const std::string& a, const std::string& b) {
      return counts[a] > counts[b];
    });
    shown.resize(kMostGroups - 1);
  }
  std::sort(shown.begin(), shown.end(), comes_before);
  std::map<std::string, int> group_of;
  for (const std::string& name : shown) {
    const int index = static_cast<int>(grouping.groups.size());
    group_of[name] = index;
    const LabelStyle style = column == MapColumn::kLabel ? styles_.of(name) : label_style(index);
    grouping.groups.push_back({name.empty() ? no_value_words(column) : name, 0, style, false});
  }
  if (shown.size() < names.size()) {
    const int rest = static_cast<int>(grouping.groups.size());
    grouping.groups.push_back({std::to_string(names.size() - shown.size()) + " others", 0,
                               label_style(kColourCount - 1), false});
    for (const std::string& name : names) group_of.try_emplace(name, rest);
  }
  for (const std::string& value : values) {
    grouping.group_of.push_back(group_of[value]);
    ++grouping.groups[grouping.group_of.back()].count;
  }
  return grouping;
}

MapModel::Grouping MapModel::with_and_without(MapColumn column) {
  Grouping grouping;
  grouping.groups = {{map_column_words(column), 0, {0, 0}, false},
                     {no_value_words(column), 0, {kColourCount - 1, 3}, false}};
  low_ = std::numeric_limits<double>::infinity();
  high_ = -low_;
  for (const MapClip& clip : result_->clips) {
    const double value = number_of(clip, column);
    grouping.group_of.push_back(std::isnan(value) ? 1 : 0);
    ++grouping.groups[grouping.group_of.back()].count;
    if (std::isnan(value)) continue;
    low_ = std::min(low_, value);
    high_ = std::max(high_, value);
  }
  return grouping;
}

void MapModel::regroup_colours() {
  Grouping grouping = is_continuous(colour_) ? with_and_without(colour_) : grouped(colour_);
  // The same groups keep their state: a new map must not bring back what was hidden.
  for (MapGroup& group : grouping.groups) {
    for (const MapGroup& before : groups_) {
      if (before.name == group.name) group.is_hidden = before.is_hidden;
    }
  }
  groups_ = std::move(grouping.groups);
  group_of_ = std::move(grouping.group_of);
  regroup_shapes();
}

void MapModel::regroup_shapes() {
  ++look_revision_;
  shape_groups_.clear();
  shape_group_of_.clear();
  if (shape_ == colour_) return;
  Grouping grouping = grouped(shape_);
  shape_groups_ = std::move(grouping.groups);
  shape_group_of_ = std::move(grouping.group_of);
  // One column alone has the say over the shape: colours repeat after eight groups, shapes too.
  for (size_t g = 0; g < shape_groups_.size(); ++g) {
    shape_groups_[g].style = {kColourCount - 1, static_cast<int>(g) % kShapeCount};
  }
}

LabelStyle MapModel::style(int point) const {
  LabelStyle style = groups_[group_of_[point]].style;
  if (!shape_groups_.empty()) style.shape = shape_groups_[shape_group_of_[point]].style.shape;
  return style;
}

bool MapModel::is_hidden(int point) const {
  return (!is_outside_.empty() && is_outside_[point] != 0) || groups_[group_of_[point]].is_hidden ||
         (!shape_groups_.empty() && shape_groups_[shape_group_of_[point]].is_hidden);
}

double MapModel::colour_share(int point) const {
  if (high_ <= low_) return 0.5;
  return (number_of(result_->clips[point], colour_) - low_) / (high_ - low_);
}

void MapModel::size_by(std::optional<MapColumn> column) {
  if (column && (!is_continuous(*column) || (result_ && !column_problem(*column).empty()))) return;
  size_ = column;
  ++look_revision_;
  if (!size_ || !result_) return;
  smallest_ = std::numeric_limits<double>::infinity();
  largest_ = -smallest_;
  for (const MapClip& clip : result_->clips) {
    const double value = number_of(clip, *size_);
    if (std::isnan(value)) continue;
    smallest_ = std::min(smallest_, value);
    largest_ = std::max(largest_, value);
  }
}

double MapModel::size_share(int point) const {
  if (!size_ || largest_ <= smallest_) return 0.5;
  return (number_of(result_->clips[point], *size_) - smallest_) / (largest_ - smallest_);
}

void MapModel::show_only(const std::vector<std::string>& ids) {
  std::set<std::string> only(ids.begin(), ids.end());
  if (only == only_) return;
  only_ = std::move(only);
  find_outside();
  ++look_revision_;
  ++layout_generation_;  // what is left fills the view
}

void MapModel::find_outside() {
  is_outside_.clear();
  if (only_.empty() || !result_) return;
  std::vector<char> is_outside(result_->clips.size(), 0);
  size_t count = 0;
  for (size_t i = 0; i < is_outside.size(); ++i) {
    is_outside[i] = only_.contains(id(static_cast<int>(i))) ? 0 : 1;
    count += is_outside[i];
  }
  // Of another data set: it has no say here.
  if (count < is_outside.size()) is_outside_ = std::move(is_outside);
}

void MapModel::toggle(std::vector<MapGroup>& groups, int group) {
  groups[group].is_hidden = !groups[group].is_hidden;
  ++look_revision_;
}

void MapModel::isolate(std::vector<MapGroup>& groups, int group) {
  bool is_alone = !groups[group].is_hidden;
  for (size_t g = 0; g < groups.size(); ++g) {
    if (static_cast<int>(g) != group && !groups[g].is_hidden) is_alone = false;
  }
  for (MapGroup& other : groups) other.is_hidden = !is_alone;
  groups[group].is_hidden = false;
  ++look_revision_;
}

int MapModel::hidden_count() const {
  int count = 0;
  for (int i = 0; i < size(); ++i) count += is_hidden(i) ? 1 : 0;
  return count;
}

int MapModel::find(const std::string& id_or_name) const {
  for (int i = 0; i < size(); ++i) {
    if (id(i) == id_or_name) return i;
  }
  for (int i = 0; i < size(); ++i) {
    if (result_->clips[i].entry.name == id_or_name) return i;
  }
  return -1;
}

int MapModel::entry_of(int point) const {
  return point >= 0 && point < static_cast<int>(entries_.size()) ? entries_[point] : -1;
}

int MapModel::point_of(int entry) const {
  return result_ && entry >= 0 && entry < static_cast<int>(points_.size()) ? points_[entry] : -1;
}

std::optional<double> MapModel::explained_variance(int axis) const {
  const Eigen::VectorXd& eigenvalues = result_->eigenvalues;
  if (axis >= eigenvalues.size()) return std::nullopt;
  if (result_->eigenvalue_sum <= 0.0) return std::nullopt;
  return std::max(0.0, eigenvalues[axis]) / result_->eigenvalue_sum;
}

const std::vector<MapNeighbour>& MapModel::neighbours(int point) const {
  if (point != neighbours_of_) {
    neighbours_ = map_neighbours(*result_, point, kNeighbourCount);
    neighbours_of_ = point;
  }
  return neighbours_;
}

}  // namespace kinemote::app
