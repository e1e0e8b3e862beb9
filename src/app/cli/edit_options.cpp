#include "app/cli/edit_options.h"

#include "app/cli/support.h"

namespace kinemote::app {

void declare_edits(OptionSet& options, EditOptions& values) {
  const char* group = "Edits, applied in this order";
  ClipEdits& edits = values.edits;
  options.flag("trim-tpose", edits.trims_t_pose, "Leave out the T-pose at the start").group(group);
  options.option("trim", values.trim, "Keep these seconds of the input, before all edits below")
      .value_name("A,B")
      .group(group);
  options.flag("fill-frozen", edits.fills_frozen, "Fill frames that the device repeated")
      .group(group);
  options.option("smooth", edits.smooth_hz, "Low-pass filter without delay; cut-off in Hz, 0: none")
      .within(0.0, 1000.0)
      .value_name("HZ")
      .group(group);
  options
      .option("skeleton", edits.skeleton,
              "Move to another skeleton: canonical, or that of a motion file")
      .value_name("FILE")
      .group(group);
  options
      .option("bone-map", edits.bone_map,
              "Which joint drives which (JSON); default: matched by names")
      .value_name("FILE")
      .group(group);
  options.flag("mirror", edits.mirrors, "Exchange left and right").group(group);
  options.flag("loop", edits.loops, "Cut and blend into a seamless loop").group(group);
  options.flag("in-place", edits.in_place, "Take the path and the facing out").group(group);
}

Result<std::vector<ClipEdit>> edits_of(const EditOptions& values,
                                       const std::shared_ptr<Warnings>& warnings) {
  ClipEdits edits = values.edits;
  if (!values.trim.empty()) {
    const Result<std::vector<float>> range = parse_numbers(values.trim, "--trim");
    if (!range) return range.error();
    if (range->size() != 2) {
      return usage_error("--trim: expected two times in seconds, like 0.5,3.2; found \"" +
                         values.trim + "\"");
    }
    edits.trim_s = std::pair<double, double>((*range)[0], (*range)[1]);
  }
  if (edits.is_empty()) return std::vector<ClipEdit>{};
  Result<ClipEditor> editor = ClipEditor::make(std::move(edits));
  if (!editor) return editor.error();
  const auto apply = [editor = std::move(editor).value(),
                      warnings](const Clip& clip) -> Result<Clip> {
    Result<EditedClip> edited = editor.apply(clip);
    if (!edited) return edited.error();
    warnings->insert(warnings->end(), edited->warnings.begin(), edited->warnings.end());
    return std::move(edited->clip);
  };
  return std::vector<ClipEdit>{apply};
}

}  // namespace kinemote::app
