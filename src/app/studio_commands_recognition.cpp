// The commands of the Synthesis menu that train, open and question recognisers.
#include "app/studio_commands.h"

namespace kinemote::app {

namespace {

std::string no_recogniser_reason(const Session& session) {
  return session.recognisers().used() ? "" : "No recogniser is open: train or open one.";
}

std::string no_review_reason(const Session& session) {
  if (const std::string reason = no_recogniser_reason(session); !reason.empty()) return reason;
  return session.recognisers().review().is_empty()
             ? "What this recogniser was judged on is not known."
             : "";
}

void show_review(ViewState& view) {
  view.hides_panels = false;
  view.layout().second_cell = SecondCell::kRecognition;
}

/// Plays the case that the review has chosen, if there is one.
void play_chosen(Session& session) {
  const HeldOutReview& review = session.recognisers().review();
  if (review.chosen_case() < 0) return;
  const auto& which = review.chosen_cases()[static_cast<size_t>(review.chosen_case())];
  if (const Status played = session.play_case(which); !played) {
    session.messages().post(MessageLevel::kWarning, played.error().message);
  }
}

}  // namespace

void add_recognition_commands(CommandRegistry& registry, Status& status, Session& s) {
  const auto add = [&](StudioCommand command) {
    command.menu = "Synthesis";
    Status added = registry.add(std::move(command));
    if (!added && status) status = added;
  };
  ViewState& view = s.view();
  const auto open = [&view](Overlay overlay) {
    return [&view, overlay] { view.overlay = view.overlay == overlay ? Overlay::kNone : overlay; };
  };
  add({.id = "recogniser.train",
       .label = "Train a recogniser…",
       .tooltip = "Learns to tell the labels of the library or of a folder apart, and is judged on "
                  "clips that it has not seen.",
       .icon = "cubes",
       .synonyms = "learn classify emotion style label svm forest network recognise",
       .run = open(Overlay::kTrainRecogniser)});
  add({.id = "recogniser.open",
       .label = "Open a recogniser…",
       .tooltip = "Reads a .krec file, to be asked what the motion on the stage shows.",
       .icon = "folder-open",
       .synonyms = "load krec model classify",
       .run = open(Overlay::kOpenRecogniser)});
  add({.id = "recogniser.close",
       .label = "Close the recogniser",
       .tooltip = "Nothing is recognised any more.",
       .icon = "close",
       .run = [&s] { s.recognisers().close(); },
       .disabled_reason = [&s] { return no_recogniser_reason(s); }});
  add({.id = "view.recognition",
       .label = "Confusions of the recogniser",
       .tooltip = "Beside the 3-D view, what it took the clips for that it had not seen. A click "
                  "plays them.",
       .keys = {"Shift+R"},
       .icon = "heat-map",
       .synonyms = "confusion matrix mistakes precision recall f1 scores recognition",
       .run =
           [&view] {
             SecondCell& cell = view.layout().second_cell;
             const bool is_shown = cell == SecondCell::kRecognition && !view.hides_panels;
             if (is_shown) {
               cell = SecondCell::kMap;
             } else {
               show_review(view);
             }
           },
       .is_on = [&view] { return view.layout().second_cell == SecondCell::kRecognition; }});
  add({.id = "lanes.recognition",
       .label = "Recognised over time",
       .tooltip = "Shows on the timeline what the recogniser takes the motion for, and which "
                  "moments it looks at.",
       .keys = {"W"},
       .icon = "list",
       .synonyms = "probabilities attention lane classify timeline",
       .run =
           [&view] {
             view.lanes.shows_recognition = !view.lanes.shows_recognition;
             if (!view.lanes.shows_recognition) return;
             view.hides_panels = false;
             view.layout().shows_timeline = true;
           },
       .is_on = [&view] { return view.lanes.shows_recognition; }});
  add({.id = "recogniser.joints",
       .label = "Joints that matter",
       .tooltip = "Marks on the body which joints speak for or against what the recogniser says.",
       .keys = {"Shift+J"},
       .icon = "male",
       .synonyms = "attention integrated gradients importance explain body",
       .run = [&view] { view.lanes.shows_joints = !view.lanes.shows_joints; },
       .disabled_reason =
           [&s, &view] { return view.lanes.shows_joints ? "" : no_recogniser_reason(s); },
       .is_on = [&view] { return view.lanes.shows_joints; }});
  const auto add_step = [&](const char* id, const char* key, const char* label, const char* tooltip,
                            bool (HeldOutReview::*step)(int), int by) {
    add({.id = id,
         .label = label,
         .tooltip = tooltip,
         .keys = {key},
         .synonyms = "confusion mistake review",
         .repeats = true,
         .run =
             [&s, &view, step, by] {
               show_review(view);
               if ((s.recognisers().review().*step)(by)) play_chosen(s);
             },
         .disabled_reason = [&s] { return no_review_reason(s); }});
  };
  add_step("recogniser.next_mistake", "N", "Next mistake",
           "Goes to the next cell of the matrix that is a mistake, the most frequent first, and "
           "plays its surest clip.",
           &HeldOutReview::step_mistake, 1);
  add_step("recogniser.previous_mistake", "Shift+N", "Previous mistake",
           "Goes to the mistake before.", &HeldOutReview::step_mistake, -1);
  add_step("recogniser.next_case", "Shift+PgDn", "Next clip of the cell",
           "Plays the next clip or window of the matrix's chosen cell.", &HeldOutReview::step_case,
           1);
  add_step("recogniser.previous_case", "Shift+PgUp", "Previous clip of the cell",
           "Plays the one before.", &HeldOutReview::step_case, -1);
}

}  // namespace kinemote::app
