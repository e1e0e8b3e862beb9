// The map as the studio shows it: colours, shapes, hidden groups, cuts of the tree being tried.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/label_styles.h"
#include "app/map_columns.h"
#include "app/map_job.h"
#include "app/map_relations.h"
#include "app/map_selection.h"
#include "app/map_tree.h"

namespace kinemote::app {

struct MapGroup {
  std::string name;  // "angry", "cluster 3", "no label"
  int count = 0;
  LabelStyle style;
  bool is_hidden = false;
};

/// A finished map with the state of its legend.
class MapModel {
 public:
  /// `entries`: the library index of every clip on the map, if it is in the library.
  void set(MapResult result, const LabelStyles& styles, std::vector<int> entries = {});
  void clear();
  bool has_map() const { return result_ != nullptr; }
  /// Grows with every new map; layout_generation() only where points lie elsewhere than before, so
  /// that views know when to fit again.
  size_t generation() const { return generation_; }
  size_t layout_generation() const { return layout_generation_; }
  /// Grows whenever points look different.
  size_t look_revision() const { return look_revision_; }
  const MapResult& result() const { return *result_; }
  std::shared_ptr<const MapResult> shared_result() const { return result_; }

  // --- Colour and shape ---
  MapColumn colour_column() const { return colour_; }
  MapColumn shape_column() const { return shape_; }
  /// A column that does not tell these clips apart is left alone.
  void colour_by(MapColumn column);
  /// Numbers have no shapes: those are left alone too.
  void shape_by(MapColumn column);
  /// Why a column cannot be had on this map; "" if it can.
  const std::string& column_problem(MapColumn column) const;
  /// Groups of the colour column. Of a number: those with a value, and those without.
  const std::vector<MapGroup>& groups() const { return groups_; }
  /// Groups of the shape column where that is another one; else empty.
  const std::vector<MapGroup>& shape_groups() const { return shape_groups_; }
  int group_of(int point) const { return group_of_[point]; }
  LabelStyle style(int point) const;
  bool is_hidden(int point) const;
  /// Place of a number between the least and the largest, [0, 1]; NaN where there is none.
  double colour_share(int point) const;
  /// The number that sizes of points stand for; none: all are alike.
  const std::optional<MapColumn>& size_column() const { return size_; }
  /// Categories, and columns that do not tell these clips apart, are left alone.
  void size_by(std::optional<MapColumn> column);
  /// Like colour_share(), of the sizes; 0.5 where there is no column.
  double size_share(int point) const;
  /// How many points of the map have the colour of this one.
  int group_size(int point) const { return groups_[group_of_[point]].count; }
  /// Least and largest value of a number as colour.
  double low() const { return low_; }
  double high() const { return high_; }
  void toggle_group(int group) { toggle(groups_, group); }
  void toggle_shape_group(int group) { toggle(shape_groups_, group); }
  /// Hides all others; if they are hidden already, shows all.
  void isolate_group(int group) { isolate(groups_, group); }
  void isolate_shape_group(int group) { isolate(shape_groups_, group); }
  int hidden_count() const;
  /// Shows the points of these library ids alone, on top of the legend; none, or none that is on
  /// the map: all.
  void show_only(const std::vector<std::string>& ids);

  // --- Points ---
  int size() const { return result_ ? static_cast<int>(result_->clips.size()) : 0; }
  /// Coordinates of the points, first two dimensions.
  const std::vector<MapPoint>& positions() const { return positions_; }
  MapPoint position(int point) const { return positions_[point]; }
  std::string id(int point) const { return result_->clips[point].entry.path.string(); }
  /// Point with that library id (or clip name), -1 if it is not on the map.
  int find(const std::string& id_or_name) const;
  /// Library index of a point and point of a library index; -1 if there is none.
  int entry_of(int point) const;
  int point_of(int entry) const;
  /// Share of the positive eigenvalues' sum that axis 0 or 1 has; empty if there are none.
  std::optional<double> explained_variance(int axis) const;
  /// Nearest clips by signature, kept for the point asked for last.
  const std::vector<MapNeighbour>& neighbours(int point) const;

  // --- Clusters ---
  const MapTree& tree() const { return tree_; }
  /// Shows the tree cut into k clusters before the map is made with them; nothing without a tree.
  void try_cut(int cluster_count);
  int cluster_count() const { return cluster_count_; }
  int cluster_of(int point) const { return clusters_[point]; }
  const MapConfusion& confusion() const { return confusion_; }

 private:
  struct Grouping {
    std::vector<MapGroup> groups;
    std::vector<int> group_of;
  };
  Grouping grouped(MapColumn column) const;
  Grouping with_and_without(MapColumn column);
  void regroup_colours();
  void regroup_shapes();
  void show_clusters(std::vector<int> clusters);
  void find_outside();
  void toggle(std::vector<MapGroup>& groups, int group);
  void isolate(std::vector<MapGroup>& groups, int group);

  std::shared_ptr<const MapResult> result_;
  LabelStyles styles_;
  std::vector<int> entries_, points_;  // of points; of entries
  std::vector<MapPoint> positions_;
  std::vector<std::string> problems_;  // one a column
  MapColumn colour_ = MapColumn::kLabel, shape_ = MapColumn::kLabel;
  std::vector<MapGroup> groups_, shape_groups_;
  std::vector<int> group_of_, shape_group_of_;
  double low_ = 0.0, high_ = 1.0;
  std::optional<MapColumn> size_;
  double smallest_ = 0.0, largest_ = 1.0;  // of its numbers
  MapTree tree_;
  std::vector<int> clusters_;
  int cluster_count_ = 0;
  MapConfusion confusion_;
  std::set<std::string> only_;
  std::vector<char> is_outside_;  // of points, where some alone are shown
  size_t generation_ = 0, layout_generation_ = 0, look_revision_ = 0;
  mutable std::vector<MapNeighbour> neighbours_;
  mutable int neighbours_of_ = -1;
};

}  // namespace kinemote::app
