// The blind study that is going on in the studio: what is to be shown, and how long it has been.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/blind/blind_study.h"

namespace kinemote::app {

class BlindDesk {
 public:
  /// `show` puts a motion of the library on the stage, by its id.
  explicit BlindDesk(std::function<void(const std::string& id)> show) : show_(std::move(show)) {}

  /// Errors: those of BlindStudy::begin(); usage if the rater has judged everything.
  Status begin(BlindPlan plan, std::filesystem::path file);
  /// What was answered is kept.
  void stop() { study_.reset(); }
  bool is_active() const { return study_.has_value(); }
  /// Must be active.
  const BlindStudy& study() const { return *study_; }

  /// Time goes on for the rater while the motion can be seen.
  void tick(double elapsed_s, bool is_seen) { seconds_ += is_seen ? elapsed_s : 0.0; }
  /// Answers of the motion on the stage; the next one comes. After the last one the study is done.
  /// Errors: those of BlindStudy.
  Status choose(const std::string& choice);
  Status rate(const analysis::Pad& pad);

 private:
  Status go_on(Status status);

  std::function<void(const std::string& id)> show_;
  std::optional<BlindStudy> study_;
  double seconds_ = 0.0;
};

}  // namespace kinemote::app
