#include "app/map_model.h"

#include <algorithm>
#include <map>

namespace kinemote::app {

void MapModel::set(MapResult result, const LabelStyles& styles) {
  result_ = std::move(result);
  styles_ = styles;
  ++generation_;
  const bool has_labels = std::any_of(result_->clips.begin(), result_->clips.end(),
                                      [](const MapClip& c) { return !c.entry.label.empty(); });
  colouring_ = has_labels ? MapColouring::kLabel : MapColouring::kCluster;
  refresh_groups();
}

void MapModel::set_colouring(MapColouring colouring) {
  if (colouring == colouring_) return;
  colouring_ = colouring;
  if (result_) refresh_groups();
}

void MapModel::refresh_groups() {
  groups_.clear();
  group_of_.assign(result_->clips.size(), 0);
  std::map<std::string, int> group_by_label;
  if (colouring_ == MapColouring::kLabel) {
    for (const MapClip& clip : result_->clips) group_by_label[clip.entry.label] = 0;
    for (auto& [label, group] : group_by_label) {
      group = static_cast<int>(groups_.size());
      groups_.push_back({label.empty() ? "no label" : label, 0, styles_.of(label), false});
    }
  } else {
    int cluster_count = 0;
    for (const MapClip& clip : result_->clips) {
      cluster_count = std::max(cluster_count, clip.cluster + 1);
    }
    for (int c = 0; c < cluster_count; ++c) {
      groups_.push_back({"cluster " + std::to_string(c + 1), 0, label_style(c), false});
    }
  }
  for (size_t i = 0; i < result_->clips.size(); ++i) {
    const MapClip& clip = result_->clips[i];
    group_of_[i] = colouring_ == MapColouring::kLabel ? group_by_label[clip.entry.label]
                                                      : std::max(0, clip.cluster);
    ++groups_[group_of_[i]].count;
  }
}

void MapModel::toggle_group(int group) { groups_[group].is_hidden = !groups_[group].is_hidden; }

void MapModel::isolate_group(int group) {
  bool is_alone = !groups_[group].is_hidden;
  for (size_t g = 0; g < groups_.size(); ++g) {
    if (static_cast<int>(g) != group && !groups_[g].is_hidden) is_alone = false;
  }
  for (MapGroup& other : groups_) other.is_hidden = !is_alone;
  groups_[group].is_hidden = false;
}

int MapModel::hidden_count() const {
  int count = 0;
  for (const MapGroup& group : groups_) count += group.is_hidden ? group.count : 0;
  return count;
}

std::array<float, 2> MapModel::position(int point) const {
  const Eigen::MatrixXd& at = result_->coordinates;
  return {static_cast<float>(at(point, 0)),
          at.cols() > 1 ? static_cast<float>(at(point, 1)) : 0.0f};
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

std::optional<double> MapModel::explained_variance(int axis) const {
  const Eigen::VectorXd& eigenvalues = result_->eigenvalues;
  if (axis >= eigenvalues.size()) return std::nullopt;
  if (result_->eigenvalue_sum <= 0.0) return std::nullopt;
  return std::max(0.0, eigenvalues[axis]) / result_->eigenvalue_sum;
}

}  // namespace kinemote::app
