// Making motion as jobs: what is under way, and how what was made turned out.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/job_queue.h"
#include "app/make_job.h"
#include "app/messages.h"
#include "app/playable.h"
#include "app/synthesiser.h"

namespace kinemote::app {

/// One thread (the interface's) uses it.
class Workshop {
 public:
  struct Services {
    JobQueue& jobs;
    MessageLog& messages;
    const Synthesiser& synthesiser;
  };
  /// What becomes of motions that were made: into the library and onto the stage. `is_loop`: their
  /// ends flow into their starts.
  using Deliver = std::function<void(ClipSet set, bool is_loop)>;

  Workshop(Services services, Deliver deliver)
      : services_(services), deliver_(std::move(deliver)) {}

  /// PAD words and their aliases, for what users write.
  void set_words(std::vector<analysis::PadWord> words) { words_ = std::move(words); }
  const std::vector<analysis::PadWord>& words() const { return words_; }

  /// "" if motion can be made now, else why not.
  std::string disabled_reason() const;
  /// Ok if these wishes can be met; else what is wrong with them (usage).
  Status check(const MakeSettings& wish) const;
  Status check(const RestyleJobSettings& wish) const;
  /// Begin a job. Errors: those of check(); nothing was begun then.
  Status make(const MakeSettings& wish);
  Status restyle(const PlayablePtr& clip, const RestyleJobSettings& wish);

  /// Newest last; of the last job that ended well.
  const std::vector<MadeMotion>& made() const { return made_; }

  /// Motions are numbered from here on: those of a session that was opened have theirs.
  void count_from(int next_number) { next_number_ = next_number; }

 private:
  using Work = std::function<Result<MadeMotions>(synthesis::MotionModel&, const Progress&)>;
  void submit(std::string name, Work work);
  void take(Result<MadeMotions> made);

  Services services_;
  Deliver deliver_;
  std::vector<analysis::PadWord> words_;
  std::vector<MadeMotion> made_;
  int next_number_ = 1;
};

/// The words of a PAD table and their aliases: what may be written for a PAD.
std::vector<analysis::PadWord> written_words(const std::vector<io::PadTableRow>& table);

/// "asked +0.80 +0.50 +0.10, measured +0.71 +0.46 +0.02"; what is not known is left out.
std::string outcome_text(const MadeMotion& motion);

}  // namespace kinemote::app
