// What is measured of the motions on the stage over time, in the background.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/curve_sheet.h"
#include "app/latest_worker.h"
#include "app/pad_trace.h"
#include "app/view_state.h"

namespace kinemote::app {

/// What is to be measured: nothing where nobody looks.
struct ReadingsWish {
  std::vector<PlayablePtr> figures;  // of the stage, the leading one first; empty: none
  LaneChoice lanes;
  bool is_seen = true;  // false: the timeline is hidden
};

/// Keeps curves and emotion trace up with the stage: the newest wish counts, work for an older one
/// is broken off. One thread uses it.
class Readings {
 public:
  /// `wake` is called from worker threads when something is there to be taken.
  explicit Readings(std::function<void()> wake);
  ~Readings();
  Readings(const Readings&) = delete;
  Readings& operator=(const Readings&) = delete;

  /// The model that emotion is read with, and words for it.
  void set_reader(AffectReader reader, std::vector<analysis::PadWord> words);
  const AffectReader& reader() const { return reader_; }

  /// One step: asks for what is missing, a few times a second at most, and takes what is done.
  void update(const ReadingsWish& wish);
  /// True while something is measured, or will be.
  bool is_busy() const;

  /// Newest; of the motions before it while these are being measured. Null until there is one.
  const std::shared_ptr<const CurveSheet>& curves() const { return curves_; }
  const std::shared_ptr<const PadTrace>& pad() const { return pad_; }

 private:
  struct CurveWork {
    CurveRequest request;
    uint64_t ticket = 0;
  };
  struct PadWork {
    PadTraceRequest request;
    uint64_t ticket = 0;
  };
  using Time = std::chrono::steady_clock::time_point;

  AffectReader reader_;
  std::vector<analysis::PadWord> words_;
  std::shared_ptr<const CurveSheet> curves_;
  std::shared_ptr<const PadTrace> pad_;
  CurveRequest asked_curves_;
  PlayablePtr asked_pad_;
  bool lacks_curves_ = false, lacks_pad_ = false;  // wished for, and not asked for yet
  Time curves_posted_{}, pad_posted_{};
  // Work stops when its ticket is no longer the newest.
  std::atomic<uint64_t> curve_ticket_{0}, pad_ticket_{0};
  LatestWorker<CurveWork, CurveSheet> curve_worker_;
  LatestWorker<PadWork, PadTrace> pad_worker_;
};

/// The curves that the lanes show: the chosen ones, or the few of a plain timeline.
const std::vector<std::string>& shown_curves(const LaneChoice& lanes);
/// Adds a curve to the chosen ones, or takes it away; shows them.
void toggle_curve(LaneChoice& lanes, const std::string& id);

}  // namespace kinemote::app
