#include "view/ui/studio_state.h"

#include <vector>

#include "app/session.h"
#include "view/ui/studio_ui.h"

namespace kinemote::view {

app::ScriptState studio_state(const app::Session& session, const StudioUi& ui) {
  const app::StudioDocument& document = session.document();
  const int entry = session.current_entry();
  const auto list = [](const analysis::Pad& pad) {
    return std::vector<double>{pad.pleasure, pad.arousal, pad.dominance};
  };
  app::ScriptState state{
      {"clip", entry < 0 ? std::string() : session.library().entries()[entry].name},
      {"title", session.title()},
      {"generated", document.is_generated},
      {"content", document.content},
      {"style", document.style},
      {"restyled", document.is_restyled},
      {"strength", document.strength},
      {"pad", list(document.pad)},
      {"time_s", session.clock().time_s()},
      {"frame", static_cast<double>(session.clock().frame())},
      {"playing", session.clock().is_playing()},
      {"library", static_cast<double>(session.library().size())},
      {"visible", static_cast<double>(session.library().visible().size())},
      {"map", static_cast<double>(session.map().size())},
      {"hidden", static_cast<double>(session.map().hidden_count())},
      {"map_clusters", static_cast<double>(session.map().cluster_count())},
      {"map_colour", std::string(app::map_column_name(session.map().colour_column()))},
      {"map_placed", static_cast<double>(session.map_workspace().placed().size())},
      {"map_marker", session.map_workspace().stage_marker().has_value()},
      {"map_signature", session.document().map.resolved().signature},
      {"model", session.synthesiser().is_ready()},
      {"undo", session.history().undo_label()},
      {"undo_steps", static_cast<double>(session.history().step_count())},
      {"workspace", std::string(app::workspace_name(session.view().workspace))},
      {"overlay", session.view().overlay != app::Overlay::kNone},
      {"cells", static_cast<double>(session.view().layout().cells)},
      {"sync", std::string(app::sync_mode_name(document.lineup.sync))},
      {"markers", static_cast<double>(session.markers().size())},
      {"camera", camera_to_text(session.view().camera)},
      {"selected", static_cast<double>(session.library().selected().size())},
      {"submit_ms", ui.submit_ms()},
      {"first_figure_ms", session.latency().first_figure_ms()}};
  if (const auto& sheet = session.readings().curves()) {
    state.emplace_back("curves", static_cast<double>(sheet->request.ids.size()));
    state.emplace_back("curve_figures", static_cast<double>(sheet->figures.size()));
  }
  if (const auto& trace = session.readings().pad()) {
    state.emplace_back("pad_windows", static_cast<double>(trace->windows.size()));
  }
  if (const auto& comparison = session.compare_bench().comparison()) {
    state.emplace_back("difference_cm", 100.0 * comparison->difference.overall_m);
  }
  if (session.correlation().has_result()) {
    state.emplace_back("correlated_clips",
                       static_cast<double>(session.correlation().result().group_count));
  }
  if (session.measures() && session.measures()->pad) {
    state.emplace_back("pad_measured", list(*session.measures()->pad));
  }
  if (const app::PlayablePtr& motion = session.player().motion()) {
    state.emplace_back("shown", motion->origin);
    state.emplace_back("foot_slide_m", motion->slide.mean_m);
    state.emplace_back("height_m", motion->height_m);
    state.emplace_back("figures",
                       static_cast<double>((motion->has_figure ? 1 : 0) + motion->others.size()));
    state.emplace_back("point_sets", static_cast<double>(motion->points.size()));
  }
  if (const app::ImportInfo* info = session.import_info()) {
    state.emplace_back("import", info->summary());
    state.emplace_back("format", info->format);
    state.emplace_back("metres_per_unit", info->metres_per_unit);
    state.emplace_back("notes", static_cast<double>(info->warnings.size()));
    state.emplace_back("animations", static_cast<double>(info->animations.size()));
  }
  if (session.bones().has_map()) {
    state.emplace_back("joints_matched", static_cast<double>(session.bones().matched_count()));
    state.emplace_back("retargeted", session.bones().preview() != nullptr);
  }
  if (const auto pose = session.latency().pose(); pose.count > 0) {
    state.emplace_back("live_edits", static_cast<double>(pose.count));
    state.emplace_back("pose_median_ms", pose.median_ms);
    state.emplace_back("pose_p99_ms", pose.p99_ms);
    state.emplace_back("picture_median_ms", session.latency().picture().median_ms);
    state.emplace_back("picture_p99_ms", session.latency().picture().p99_ms);
    state.emplace_back("decode_ms", session.latency().last_decode_ms());
    state.emplace_back("superseded", static_cast<double>(session.synthesiser().dropped()));
  }
  for (const app::Message& message : session.messages().all()) {
    if (message.level == app::MessageLevel::kError) state.emplace_back("error", message.text);
  }
  return state;
}

}  // namespace kinemote::view
