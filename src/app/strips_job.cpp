#include "app/strips_job.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "app/clip_edits.h"
#include "app/file_names.h"
#include "app/generate_job.h"
#include "app/staged_folder.h"
#include "app/version.h"
#include "motion/io/atomic_file.h"

namespace kinemote::app {
namespace {

using Json = nlohmann::ordered_json;

bool knows_content(const synthesis::ModelCard& card, const std::string& content) {
  return std::find(card.contents.begin(), card.contents.end(), content) != card.contents.end();
}

/// The content of a label's clips that is drawn: the wanted one, else the most common one that the
/// model knows; "" if there is none.
std::string content_of(const io::Dataset& data, const std::string& label, const std::string& wanted,
                       const synthesis::ModelCard& card) {
  std::map<std::string, int> counts;
  for (const io::DatasetEntry& entry : data.entries) {
    if (entry.label == label && knows_content(card, entry.content)) ++counts[entry.content];
  }
  if (counts.empty() || counts.count(wanted)) return counts.empty() ? "" : wanted;
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

std::vector<std::string> labels_of(const io::Dataset& data) {
  std::vector<std::string> labels;
  for (const io::DatasetEntry& entry : data.entries) {
    if (!entry.label.empty()) labels.push_back(entry.label);
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

/// The middle `seconds` of a clip; all of a shorter one.
Result<Clip> middle_of(const Clip& clip, double seconds, double& from_s) {
  const double length_s = (clip.frame_count - 1) * clip.frame_time_s;
  from_s = std::max(0.0, 0.5 * (length_s - seconds));
  if (from_s == 0.0) return clip;
  ClipEdits edits;
  edits.trim_s = {from_s, from_s + seconds};
  const Result<ClipEditor> editor = ClipEditor::make(edits);
  if (!editor) return editor.error();
  Result<EditedClip> edited = editor->apply(clip);
  if (!edited) return edited.error();
  return std::move(edited->clip);
}

Json page_of(const StripsResult& result, const StripsSettings& settings,
             const synthesis::ModelCard& card, const io::Dataset& data) {
  Json page;
  page["program"] = "kinemote";
  page["version"] = version();
  page["command"] = "strips";
  page["model"] = card.name;
  page["settings_hash"] = card.settings_hash;
  page["data"] = data.root.filename().string();
  page["seed"] = settings.seed;
  page["seconds"] = settings.seconds;
  page["poses"] = settings.render.strip;
  page["rows"] = {"generated", "real"};
  page["device"] = result.device;
  page["strips"] = Json::array();
  for (const EmotionStrip& strip : result.strips) {
    page["strips"].push_back({{"label", strip.label},
                              {"content", strip.content},
                              {"picture", strip.picture.string()},
                              {"asked_by", strip.is_style ? "style" : "pad"},
                              {"pad", strip.pad ? Json(*strip.pad) : Json(nullptr)},
                              {"pad_measured", strip.motion.pad_measured.values()},
                              {"real_clip", strip.real_clip},
                              {"real_from_s", strip.real_from_s}});
  }
  page["warnings"] = result.warnings;
  return page;
}

class StripsDrawer {
 public:
  StripsDrawer(synthesis::MotionModel& model, const ClipSet& clips, const StripsSettings& settings)
      : model_(model), clips_(clips), settings_(settings) {
    content_ = settings.content.empty() ? default_content(model.card()) : settings.content;
  }

  /// Nothing where a label cannot be drawn; the reason is in the warnings.
  Result<std::optional<EmotionStrip>> draw(const std::string& label, PictureMaker& maker,
                                           const std::filesystem::path& folder,
                                           Warnings& warnings) {
    EmotionStrip strip;
    strip.label = label;
    strip.content = content_of(clips_.dataset, label, content_, model_.card());
    if (strip.content.empty()) {
      warnings.push_back("\"" + label + "\" has no clip of a content that the model knows");
      return std::optional<EmotionStrip>();
    }
    const auto& entries = clips_.dataset.entries;
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const auto& e) {
      return e.label == label && e.content == strip.content;
    });
    strip.real_clip = entry->name;
    strip.pad = entry->pad;
    strip.is_style = model_.card().style_index(label) >= 0 &&
                     !(settings_.is_asked_by_pad && strip.pad.has_value());
    if (!strip.is_style && !strip.pad) {
      warnings.push_back("\"" + label + "\" is neither a style of the model nor has it a PAD");
      return std::optional<EmotionStrip>();
    }
    const Result<io::ClipImport> real = clips_.load(static_cast<int>(entry - entries.begin()));
    if (!real) return real.error();
    Result<Clip> shown = middle_of(real->clip, settings_.seconds, strip.real_from_s);
    if (!shown) return shown.error();

    synthesis::GenerateSettings wish;
    wish.content = strip.content;
    if (strip.is_style) wish.style = label;
    if (strip.pad) wish.pad = {(*strip.pad)[0], (*strip.pad)[1], (*strip.pad)[2]};
    wish.duration_s = settings_.seconds;
    wish.seed = settings_.seed;
    Result<synthesis::Generated> made = synthesis::generate(model_, wish);
    if (!made) return made.error();
    strip.motion = std::move(*made);

    const Result<Picture> picture = maker.draw({strip.motion.clip, *shown}, settings_.render);
    if (!picture) return picture.error();
    const Result<std::string> png = view::encode_png(picture->image);
    if (!png) return png.error();
    strip.picture = file_name_from(label) + ".png";
    if (Status s = io::write_atomically(folder / strip.picture, *png); !s) return s.error();
    return std::optional<EmotionStrip>(std::move(strip));
  }

 private:
  synthesis::MotionModel& model_;
  const ClipSet& clips_;
  const StripsSettings& settings_;
  std::string content_;
};

}  // namespace

Status StripsSettings::validate() const {
  if (!(seconds >= 0.5 && seconds <= 60.0)) {
    return usage_error("--seconds " + std::to_string(seconds) + ": expected 0.5 to 60");
  }
  if (render.strip < 2) {
    return usage_error("--poses " + std::to_string(render.strip) + ": expected 2 to 40");
  }
  return render.validate();
}

Result<StripsResult> draw_strips(synthesis::MotionModel& model, const ClipSet& clips,
                                 const StripsSettings& settings,
                                 const std::filesystem::path& folder, const Progress& progress) {
  if (const Status status = settings.validate(); !status) return status.error();
  if (!settings.content.empty() && !knows_content(model.card(), settings.content)) {
    return usage_error("the model does not know the content \"" + settings.content + "\"");
  }
  const std::vector<std::string> known = labels_of(clips.dataset);
  for (const std::string& label : settings.labels) {
    if (std::find(known.begin(), known.end(), label) == known.end()) {
      return usage_error("no clip is labelled \"" + label + "\"");
    }
  }
  Result<PictureMaker> maker = PictureMaker::make();
  if (!maker) return maker.error();
  Result<StagedFolder> staged = StagedFolder::make(folder);
  if (!staged) return staged.error();
  StripsResult result;
  result.device = maker->device().description();
  StripsDrawer drawer(model, clips, settings);
  const std::vector<std::string>& labels = settings.labels.empty() ? known : settings.labels;
  for (size_t i = 0; i < labels.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(labels.size());
    if (!report(progress, "drawing strips", share)) return cancelled();
    auto strip = drawer.draw(labels[i], *maker, staged->folder(), result.warnings);
    if (!strip) return strip.error();
    if (*strip) result.strips.push_back(std::move(**strip));
  }
  if (result.strips.empty()) {
    return bad_input("no strip can be drawn: " + (result.warnings.empty()
                                                      ? "the data has no labels"
                                                      : result.warnings.front()));
  }
  const Json page = page_of(result, settings, model.card(), clips.dataset);
  const std::string text = page.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  if (Status s = io::write_atomically(staged->folder() / "strips.json", text); !s) {
    return s.error();
  }
  Result<std::vector<std::filesystem::path>> files = staged->commit();
  if (!files) return files.error();
  result.files = std::move(*files);
  return result;
}

}  // namespace kinemote::app
