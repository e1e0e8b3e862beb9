#include "app/demo_job.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "app/assets.h"
#include "app/generate_job.h"
#include "app/markup.h"
#include "app/render_job.h"
#include "app/staged_folder.h"
#include "motion/io/atomic_file.h"
#include "motion/io/bvh.h"
#include "motion/io/csv.h"

namespace kinemote::app {
namespace {

namespace fs = std::filesystem;

/// How far out the grid and the corners of the tour lie.
constexpr double kGridReach = 0.8;
constexpr double kCornerReach = 1.0;
constexpr int kStripPoses = 7;
constexpr int kStripWidth = 1120;
constexpr int kStripHeight = 300;

const char* level_word(double value) { return value < 0.0 ? "low" : value > 0.0 ? "high" : "mid"; }

std::string level_sign(double value) { return value < 0.0 ? "−" : value > 0.0 ? "+" : "0"; }

struct Wish {
  DemoMotion::Part part;
  std::string name;
  std::string title;
  analysis::Pad pad;
};

std::string pad_name(const analysis::Pad& pad) {
  return std::string("pleasure-") + level_word(pad.pleasure) + "-arousal-" +
         level_word(pad.arousal) + "-dominance-" + level_word(pad.dominance);
}

std::string pad_title(const analysis::Pad& pad) {
  return "pleasure " + level_sign(pad.pleasure) + ", arousal " + level_sign(pad.arousal) +
         ", dominance " + level_sign(pad.dominance);
}

/// Five emotions by name, a grid of pleasure and arousal, the corners of the cube.
std::vector<Wish> wishes(const std::string& content, const std::vector<analysis::PadWord>& words) {
  std::vector<Wish> list;
  for (const char* word : {"happy", "angry", "afraid", "sad", "tired"}) {
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const analysis::PadWord& w) { return w.word == word; });
    if (found == words.end()) continue;
    list.push_back({DemoMotion::Part::kWord, content + "-" + word, word, found->pad});
  }
  for (const double arousal : {kGridReach, 0.0, -kGridReach}) {
    for (const double pleasure : {-kGridReach, 0.0, kGridReach}) {
      const analysis::Pad pad{pleasure, arousal, 0.0};
      list.push_back(
          {DemoMotion::Part::kGrid, content + "-grid-" + pad_name(pad), pad_title(pad), pad});
    }
  }
  for (int corner = 0; corner < 8; ++corner) {
    const analysis::Pad pad{corner & 4 ? kCornerReach : -kCornerReach,
                            corner & 2 ? kCornerReach : -kCornerReach,
                            corner & 1 ? kCornerReach : -kCornerReach};
    list.push_back(
        {DemoMotion::Part::kCorner, content + "-corner-" + pad_name(pad), pad_title(pad), pad});
  }
  return list;
}

class DemoBuilder {
 public:
  DemoBuilder(const DemoSettings& settings, fs::path folder, const Progress& progress)
      : folder_(std::move(folder)), progress_(progress) {
    demo_.settings = settings;
  }

  Status build() {
    if (Status s = make_corpus_part(); !s) return s;
    if (Status s = make_map_part(); !s) return s;
    if (Status s = generate_part(); !s) return s;
    if (Status s = draw_part(); !s) return s;
    if (Status s = write_tables(); !s) return s;
    if (Status s = io::write_atomically(folder_ / "index.html", gallery_html(demo_)); !s) return s;
    lap("tables and page");
    return {};
  }

  DemoResult take() { return std::move(demo_); }

 private:
  void lap(const std::string& phase) {
    const auto now = std::chrono::steady_clock::now();
    demo_.timings_s.emplace_back(phase, std::chrono::duration<double>(now - start_).count());
    start_ = now;
  }

  Status make_corpus_part() {
    synthesis::CorpusSettings settings;
    settings.clip_count = demo_.settings.corpus_clips;
    settings.seed = demo_.settings.seed;
    auto corpus = write_corpus(folder_ / "corpus", settings, progress_);
    if (!corpus) return corpus.error();
    demo_.corpus = std::move(*corpus);
    for (fs::path& file : demo_.corpus.files) file = file.lexically_relative(folder_);
    demo_.corpus.labels = demo_.corpus.labels.lexically_relative(folder_);
    lap("corpus");
    return {};
  }

  Status make_map_part() {
    ClipSet set;
    set.dataset.root = "the built-in corpus";
    set.dataset.scheme = "builtin";
    for (size_t i = 0; i < demo_.corpus.clips.size(); ++i) {
      const synthesis::CorpusClip& clip = demo_.corpus.clips[i];
      set.dataset.entries.push_back({demo_.corpus.files[i], clip.name, clip.label, clip.content,
                                     clip.take, clip.pad.values()});
    }
    set.load = [this](int i) -> Result<io::ClipImport> {
      return io::ClipImport{demo_.corpus.clips[i].clip};
    };
    MapSettings settings;
    settings.seed = demo_.settings.seed;
    settings.threads = demo_.settings.threads;
    auto map = make_map(set, settings, progress_);
    if (!map) return map.error();
    demo_.map = std::move(*map);
    if (Status s = io::write_atomically(folder_ / "map.json", map_to_json(demo_.map, false) + "\n");
        !s) {
      return s;
    }
    if (Status s = io::write_atomically(folder_ / "map.svg", map_to_svg(demo_.map)); !s) return s;
    lap("map");
    return {};
  }

  Status generate_part() {
    auto model = open_motion_model(demo_.settings.model);
    if (!model) {
      if (!demo_.settings.model.empty()) return model.error();
      demo_.warnings.push_back("no motions were generated: " + model.error().message);
      return {};
    }
    const synthesis::ModelCard& card = (*model)->card();
    demo_.model_name = card.name;
    demo_.settings_hash = card.settings_hash;
    demo_.pad_mae = card.affect.pad_mae;
    demo_.feature_names = card.affect.feature_names;
    std::string& content = demo_.settings.content;
    if (content.empty()) content = default_content(card);
    const Result<std::vector<io::PadTableRow>> table = load_pad_table();
    if (!table) return table.error();
    const std::vector<Wish> list = wishes(content, pad_words(*table));
    for (const Wish& wish : list) {
      const double fraction = demo_.motions.size() / static_cast<double>(list.size());
      if (!report(progress_, "generating motions", fraction)) return cancelled();
      synthesis::GenerateSettings settings;
      settings.pad = wish.pad;
      settings.content = content;
      settings.duration_s = demo_.settings.seconds;
      settings.seed = demo_.settings.seed;
      Result<synthesis::Generated> made = synthesis::generate(**model, settings);
      if (!made) return made.error();
      DemoMotion motion{wish.part, wish.name, wish.title, {}, {}, std::move(*made)};
      motion.motion.clip.name = wish.name;
      motion.bvh = fs::path("generated") / (wish.name + ".bvh");
      if (Status s = io::write_bvh(folder_ / motion.bvh, motion.motion.clip); !s) return s;
      demo_.motions.push_back(std::move(motion));
    }
    lap("generated motions");
    return {};
  }

  Status draw_part() {
    if (demo_.motions.empty()) return {};
    Result<PictureMaker> maker = PictureMaker::make();
    if (!maker) {
      demo_.warnings.push_back("no pictures were drawn: " + maker.error().message);
      return {};
    }
    demo_.device = maker->device().description();
    RenderSettings settings;
    settings.width = kStripWidth;
    settings.height = kStripHeight;
    settings.strip = kStripPoses;
    settings.theme = "light";
    for (size_t i = 0; i < demo_.motions.size(); ++i) {
      const double fraction = i / static_cast<double>(demo_.motions.size());
      if (!report(progress_, "drawing pictures", fraction)) return cancelled();
      DemoMotion& motion = demo_.motions[i];
      const Result<Picture> picture = maker->draw({motion.motion.clip}, settings);
      if (!picture) return picture.error();
      const Result<std::string> png = view::encode_png(picture->image);
      if (!png) return png.error();
      motion.picture = fs::path("generated") / (motion.name + ".png");
      if (Status s = io::write_atomically(folder_ / motion.picture, *png); !s) return s;
    }
    lap("pictures");
    return {};
  }

  /// One row a generated motion: asked and measured PAD, feet, and every feature beside its target.
  Status write_tables() {
    if (demo_.motions.empty()) return {};
    io::CsvTable table;
    table.text_columns = {"file"};
    table.number_columns = {"asked_pleasure",    "asked_arousal",      "asked_dominance",
                            "measured_pleasure", "measured_arousal",   "measured_dominance",
                            "foot_slide_mean_m", "foot_slide_worst_m", "data_distance"};
    for (const std::string& name : demo_.feature_names) {
      table.number_columns.push_back(name);
      table.number_columns.push_back(name + "_target");
    }
    for (const DemoMotion& item : demo_.motions) {
      const synthesis::Generated& motion = item.motion;
      std::vector<double> row;
      row.reserve(table.number_columns.size());
      for (const double value : motion.pad_asked.values()) row.push_back(value);
      for (const double value : motion.pad_measured.values()) row.push_back(value);
      row.insert(row.end(), {motion.slide.mean_m, motion.slide.worst_m, motion.data_distance});
      for (size_t i = 0; i < demo_.feature_names.size(); ++i) {
        row.push_back(motion.features_measured[i]);
        row.push_back(motion.features_target[i]);
      }
      table.texts.push_back({item.bvh.string()});
      table.numbers.push_back(std::move(row));
    }
    return io::write_csv(folder_ / "generated.csv", table);
  }

  const fs::path folder_;
  const Progress& progress_;
  DemoResult demo_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace

Result<DemoResult> run_demo(const fs::path& folder, const DemoSettings& settings,
                            const Progress& progress) {
  Result<StagedFolder> staged = StagedFolder::make(folder);
  if (!staged) return staged.error();
  DemoBuilder builder(settings, staged->folder(), progress);
  if (Status s = builder.build(); !s) return s.error();
  if (!report(progress, "finishing", 1.0)) return cancelled();
  Result<std::vector<fs::path>> files = staged->commit();
  if (!files) return files.error();
  DemoResult demo = builder.take();
  demo.files = std::move(*files);
  return demo;
}

}  // namespace kinemote::app
