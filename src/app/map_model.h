// The map as the studio shows it: groups by label or cluster, hidden groups, explained variance.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/label_styles.h"
#include "app/map_job.h"

namespace kinemote::app {

enum class MapColouring { kLabel, kCluster };

struct MapGroup {
  std::string name;  // "angry", "cluster 3", "no label"
  int count = 0;
  LabelStyle style;
  bool is_hidden = false;
};

/// A finished map with the state of its legend.
class MapModel {
 public:
  void set(MapResult result, const LabelStyles& styles);
  void clear() { result_.reset(); }
  bool has_map() const { return result_.has_value(); }
  /// Grows with every new map, so that views know when to fit again.
  size_t generation() const { return generation_; }
  const MapResult& result() const { return *result_; }

  MapColouring colouring() const { return colouring_; }
  void set_colouring(MapColouring colouring);
  const std::vector<MapGroup>& groups() const { return groups_; }
  int group_of(int point) const { return group_of_[point]; }
  bool is_hidden(int point) const { return groups_[group_of_[point]].is_hidden; }
  void toggle_group(int group);
  /// Hides all others; if they are hidden already, shows all.
  void isolate_group(int group);
  int hidden_count() const;

  int size() const { return result_ ? static_cast<int>(result_->clips.size()) : 0; }
  /// Coordinates of a point, first two dimensions.
  std::array<float, 2> position(int point) const;
  std::string id(int point) const { return result_->clips[point].entry.path.string(); }
  /// Point with that library id (or clip name), -1 if it is not on the map.
  int find(const std::string& id_or_name) const;
  /// Share of the positive eigenvalues' sum that axis 0 or 1 has; empty if there are none.
  std::optional<double> explained_variance(int axis) const;

 private:
  void refresh_groups();

  std::optional<MapResult> result_;
  LabelStyles styles_;
  MapColouring colouring_ = MapColouring::kLabel;
  std::vector<MapGroup> groups_;
  std::vector<int> group_of_;
  size_t generation_ = 0;
};

}  // namespace kinemote::app
