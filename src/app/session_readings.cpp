// Session: what is measured over time and over the library.
#include "app/session.h"

namespace kinemote::app {

void Session::load_reader() {
  if (options_.affect.empty()) return;
  has_own_reader_ = true;
  jobs_.submit("Reading the affect model", [this](const Progress&) {
    auto source = std::make_shared<Result<AffectSource>>(load_affect_model(options_.affect));
    return [this, source] {
      if (!*source) {
        has_own_reader_ = false;
        jobs_.note_failure(source->error().message);
        messages_.post(MessageLevel::kError, source->error().message);
        return;
      }
      readings_.set_reader(reader_of(**source), words_);
      needs_measuring_ = true;
    };
  });
}

std::vector<PlayablePtr> Session::measured_figures() const {
  std::vector<PlayablePtr> figures;
  const PlayablePtr& motion = player_.motion();
  if (!motion || !motion->has_figure) return figures;
  figures.push_back(motion);
  for (const Companion& other : motion->others) figures.push_back(other.motion);
  if (document_.is_generated && clip_motion_ && clip_motion_id_ == document_.clip_id &&
      clip_motion_ != motion) {
    figures.push_back(clip_motion_);
  }
  return figures;
}

void Session::read_over_time() {
  if (!has_own_reader_ && readings_.reader().model != synthesiser_.affect()) {
    AffectReader reader;
    reader.model = synthesiser_.affect();
    reader.window_s = AffectSource{}.window_s();  // motion models' cards do not say it
    reader.hop_s = 0.25 * reader.window_s;
    if (synthesiser_.card() != nullptr) reader.name = synthesiser_.card()->name;
    readings_.set_reader(std::move(reader), words_);
  }
  const bool is_seen = !view_.hides_panels && view_.layout().shows_timeline;
  readings_.update({measured_figures(), view_.lanes, is_seen});
}

void Session::compute_correlation(const CorrelationChoices& choices) {
  correlation_.compute(library_.clip_set(), choices, options_.threads, options_.seed);
}

}  // namespace kinemote::app
