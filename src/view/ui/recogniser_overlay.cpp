#include "view/ui/recogniser_overlay.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "app/file_names.h"
#include "app/markup.h"
#include "view/ui/icons.h"
#include "view/ui/making_rows.h"
#include "view/ui/recogniser_scores.h"
#include "view/ui/training_curve.h"

namespace kinemote::view {

namespace {

using app::RecogniserFamily;

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts;
  std::istringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) {
    const size_t first = part.find_first_not_of(' '), last = part.find_last_not_of(' ');
    if (first != std::string::npos) parts.push_back(part.substr(first, last - first + 1));
  }
  return parts;
}

/// A named list of words; the chosen one is set.
template <typename Value, typename Names>
void value_combo(Ui& ui, const char* id, const Names& all, Value& value, float width) {
  std::vector<Choice> choices;
  int chosen = -1;
  for (const auto one : all) {
    if (one == value) chosen = static_cast<int>(choices.size());
    choices.push_back({std::string(name_of(one))});
  }
  if (combo(ui, id, choices, chosen, width)) value = *(std::begin(all) + chosen);
}

constexpr std::array kBalances{analysis::ClassBalance::kNone, analysis::ClassBalance::kClassWeights,
                               analysis::ClassBalance::kSampler, analysis::ClassBalance::kSmote,
                               analysis::ClassBalance::kUndersample};
constexpr std::array kSplits{analysis::SplitKind::kTake, analysis::SplitKind::kClip,
                             analysis::SplitKind::kContent, analysis::SplitKind::kWindow};

/// What does not belong to the new model is forgotten, so that it can be trained.
void set_model(app::RecogniserSpec& spec, const std::string& model) {
  spec.model = model;
  spec.network = {};
  if (const auto kind = synthesis::sequence_network_kind(model)) spec.network.kind = *kind;
  if (spec.family() == RecogniserFamily::kEncoder) spec.input = app::RecognitionInput::kSkeleton;
  if (spec.family() == RecogniserFamily::kSequence &&
      spec.balance == analysis::ClassBalance::kSmote) {
    spec.balance = analysis::ClassBalance::kSampler;
  }
}

/// The next setting on the same line, behind its name.
void beside(Ui& ui, const char* name) {
  ImGui::SameLine(0.0f, ui.px(16.0f));
  ImGui::AlignTextToFramePadding();
  text(ui, ui.fonts.body, ui.palette.text_dim, name);
  ImGui::SameLine(0.0f, ui.px(8.0f));
}

void model_rows(Ui& ui, app::RecogniserSpec& spec) {
  form_label(ui, "Recogniser", ui.px(kMakingColumn));
  const std::vector<std::string> models = app::recogniser_models();
  std::string model = spec.model;
  std::vector<Choice> choices;
  int chosen = 0;
  for (const std::string& name : models) {
    if (name == model) chosen = static_cast<int>(choices.size());
    choices.push_back({name});
  }
  if (combo(ui, "recogniser.model", choices, chosen, ui.px(170.0f))) {
    set_model(spec, models[static_cast<size_t>(chosen)]);
  }
  tooltip(ui,
          "Classifiers of rows learn in seconds; networks read frame by frame, learn in "
          "minutes and show what they look at; vae-encoder learns from motion without labels "
          "first.");
  beside(ui, "sees");
  value_combo(ui, "recogniser.input", app::kRecognitionInputs, spec.input, ui.px(150.0f));
  tooltip(ui,
          "The skeleton itself, or what a camera's pose estimator would give of it: 17 points "
          "in the picture, or 33 landmarks.");
}

void more_rows(Ui& ui, app::RecogniserWish& wish) {
  app::RecogniserSpec& spec = wish.spec;
  form_label(ui, "Balance", ui.px(kMakingColumn));
  value_combo(ui, "recogniser.balance", kBalances, spec.balance, ui.px(150.0f));
  tooltip(ui, "Against classes that are rare: none, or one remedy.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  check_box(ui, "recogniser.augment", "Augment", spec.augments,
            "Learn from mirrored, turned, scaled, warped… copies too.");
  if (spec.family() == RecogniserFamily::kRows) {
    ImGui::SameLine(0.0f, ui.px(16.0f));
    check_box(ui, "recogniser.grid", "Search settings", spec.searches_grid,
              "Tries settings inside the training part and keeps the best.");
  }
  form_label(ui, "Split by", ui.px(kMakingColumn));
  value_combo(ui, "recogniser.split", kSplits, wish.settings.split, ui.px(150.0f));
  tooltip(ui, "What is never on both sides. By window leaks: neighbours are near-copies.");
  beside(ui, "folds");
  whole_field(ui, "recogniser.folds", wish.settings.folds, 2, 20, "%d",
              "One of these parts judges; the others are learned from.");
  form_label(ui, "Window", ui.px(kMakingColumn));
  whole_field(ui, "recogniser.window", wish.settings.window_frames, 8, 512, "%d frames",
              "Length of what is judged at once, at 30 frames a second.");
  beside(ui, "hop");
  whole_field(ui, "recogniser.hop", wish.settings.hop_frames, 1, 512, "%d frames",
              "From one window's start to the next.");
  beside(ui, "clips a class");
  whole_field(ui, "recogniser.clips_a_class", spec.clips_a_class, 0, 10'000,
              spec.clips_a_class == 0 ? "all" : "%d", "Learn from so few clips of each class.");
  if (spec.family() != RecogniserFamily::kSequence) return;
  form_label(ui, "Learning rate", ui.px(kMakingColumn));
  real_field(ui, "recogniser.learning_rate", spec.learning_rate, 1e-5, 0.1, "%.5f",
             "At the start; falls to 0 along a cosine.");
  beside(ui, "batch");
  whole_field(ui, "recogniser.batch", spec.batch, 1, 4096, "%d", "Windows a step.");
  beside(ui, "patience");
  whole_field(ui, "recogniser.patience", spec.patience, 0, 1000, "%d",
              "Epochs without a better score on clips set aside, after which it stops; 0: never.");
}

void wish_rows(Ui& ui, RecogniserDialog& dialog) {
  app::RecogniserWish& wish = dialog.wish;
  text_row(ui, "recogniser.clips", "Clips", wish.clips, "the library, a folder, or builtin",
           "Empty: all labelled clips of the library. Or a folder of labelled motions, or builtin: "
           "the built-in corpus.");
  text_row(ui, "recogniser.classes", "Classes", dialog.classes, "all labels of two clips or more",
           "Labels to tell apart, as happy,sad,angry.");
  text_row(ui, "recogniser.out", "File", wish.out, "my.krec", "The file to write; ends in .krec.");
  model_rows(ui, wish.spec);
  form_label(ui, wish.spec.family() == RecogniserFamily::kRows ? "Seed" : "Epochs",
             ui.px(kMakingColumn));
  if (wish.spec.family() == RecogniserFamily::kSequence) {
    whole_field(ui, "recogniser.epochs", wish.spec.epochs, 1, 10'000, "%d",
                "Rounds through the data at most.");
    beside(ui, "seed");
  } else if (wish.spec.family() == RecogniserFamily::kEncoder) {
    whole_field(ui, "recogniser.encoder_epochs", wish.spec.encoder_epochs, 1, 1000, "%d",
                "Of the motion VAE that learns without labels.");
    beside(ui, "seed");
  }
  auto seed = static_cast<int>(wish.settings.seed);
  whole_field(ui, "recogniser.seed", seed, 0, 1'000'000, "%d",
              "The same seed, settings, clips and machine give the same recogniser.");
  wish.settings.seed = static_cast<uint64_t>(seed);
  ImGui::SameLine(0.0f, ui.px(16.0f));
  if (text_button(ui, "recogniser.more", dialog.shows_more ? "Fewer settings" : "More settings",
                  ButtonLook::kPlain)) {
    dialog.shows_more = !dialog.shows_more;
  }
  if (dialog.shows_more) more_rows(ui, wish);
}

void result_rows(Ui& ui) {
  const app::RecogniserBench& bench = ui.session.recognisers();
  if (!bench.train_error().empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning, bench.train_error());
  }
  if (!bench.used()) return;
  section(ui, "In use: " + bench.used()->path.filename().string());
  training_curve(ui, "recogniser.curve", bench.curve(), 0);
  score_rows(ui, *bench.used());
  if (text_button(ui, "recogniser.review", "See its confusions", ButtonLook::kRaised)) {
    app::ViewState& view = ui.session.view();
    view.overlay = app::Overlay::kNone;
    view.hides_panels = false;
    view.layout().second_cell = app::SecondCell::kRecognition;
  }
  tooltip(ui, "The matrix of the clips that it had not seen; a click plays them.");
}

}  // namespace

void train_recogniser_overlay(Ui& ui, RecogniserDialog& dialog, bool is_new) {
  app::RecogniserBench& bench = ui.session.recognisers();
  if (is_new) {
    dialog.error.clear();
    if (!dialog.is_used) {
      dialog.wish.out = app::free_path(std::filesystem::current_path() / "my.krec").string();
      dialog.wish.spec.model = "forest";
      dialog.wish.settings.seed = ui.session.options().seed;
      dialog.wish.threads = ui.session.options().threads;
    }
    dialog.is_used = true;
  }
  if (const auto job = bench.train_info()) {
    training_curve(ui, "recogniser.curve", bench.curve(), dialog.wish.spec.epochs);
    if (job_row(ui, "recogniser.cancel", *job)) bench.cancel_training();
    return;
  }
  wish_rows(ui, dialog);
  dialog.wish.settings.classes = parts_of(dialog.classes);
  const Status status = bench.check(dialog.wish, ui.session.library().size());
  problem_line(ui, status ? dialog.error : status.error().message);
  std::error_code ignored;
  if (status && std::filesystem::exists(dialog.wish.out, ignored)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning,
                 "This file exists and is replaced at the end.");
  }
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginDisabled(!status);
  if (text_button(ui, "recogniser.do", "Train", ButtonLook::kPrimary, ui.px(120.0f))) {
    const Status begun = bench.train(dialog.wish, ui.session.library().clip_set());
    dialog.error = begun ? "" : begun.error().message;
  }
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (text_button(ui, "recogniser.close_dialog", "Close", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  result_rows(ui);
}

void open_recogniser_overlay(Ui& ui, RecogniserDialog& dialog, bool is_new) {
  if (is_new) {
    dialog.error.clear();
    ImGui::SetKeyboardFocusHere();
  }
  std::string chosen;
  if (text_row(ui, "recogniser.path", "File", dialog.path, "my.krec",
               "A recogniser that was trained here or by kinemote train recogniser.")) {
    chosen = dialog.path;
  }
  const std::filesystem::path here = std::filesystem::current_path();
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(here, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".krec") files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  form_label(ui, files.empty() ? "" : "Here", ui.px(kMakingColumn));
  ImGui::BeginGroup();
  if (files.empty()) {
    text_wrapped(ui, ui.fonts.small, ui.palette.text_faint,
                 "There is none in the working folder, " + here.string() + ".");
  }
  for (const std::filesystem::path& file : files) {
    const std::string name = file.filename().string();
    if (ImGui::Selectable((std::string(icon("file")) + "  " + name).c_str())) {
      chosen = file.string();
    }
    ui.probe.add("recogniser.file:" + name, item_rect());
  }
  ImGui::EndGroup();
  problem_line(ui, dialog.error);
  if (text_button(ui, "recogniser.open_file", "Open", ButtonLook::kPrimary, ui.px(120.0f))) {
    chosen = dialog.path;
  }
  if (chosen.empty()) return;
  if (!app::is_recogniser_file(chosen)) {
    dialog.error = chosen + " is no recogniser; those that are end in .krec.";
    return;
  }
  ui.session.recognisers().open(chosen);
  ui.session.view().overlay = app::Overlay::kNone;
}

}  // namespace kinemote::view
