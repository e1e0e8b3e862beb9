#include "app/recognition/study_job.h"

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>

#include "app/reproduce/study.h"
#include "app/settings_hash.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

/// Names, labels and takes of the clips stand for the data.
std::string digest_of(const ClipSet& clips) {
  std::string text;
  for (const io::DatasetEntry& entry : clips.dataset.entries) {
    text += entry.name + '\t' + entry.label + '\t' + entry.content + '\t' + entry.take + '\n';
  }
  return settings_hash(text);
}

std::string identity_of(const StudyPlan& plan, const RecogniserSpec& spec,
                        const std::string& digest) {
  auto identity = nlohmann::ordered_json::parse(trial_identity(plan.settings, spec));
  identity["clips"] = digest;
  return identity.dump();
}

}  // namespace

Result<StudyResult> run_study(const StudyPlan& plan, const ClipSet& clips,
                              const std::filesystem::path& folder, int threads,
                              const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const std::filesystem::path kept = folder / "trials";
  std::error_code failed;
  std::filesystem::create_directories(kept, failed);
  if (failed) {
    return environment_error("cannot make " + kept.string() + ": " + failed.message());
  }
  StudyResult result;
  result.plan = plan;
  result.data = plan.data;
  result.warnings = clips.dataset.warnings;
  const std::string digest = digest_of(clips);
  std::map<RecognitionInput, RecognitionSet> sets;
  const auto count = static_cast<double>(plan.recognisers.size());
  for (size_t t = 0; t < plan.recognisers.size(); ++t) {
    const RecogniserSpec& spec = plan.recognisers[t];
    const std::string identity = identity_of(plan, spec, digest);
    const std::filesystem::path file = kept / (settings_hash(identity) + ".json");
    if (std::filesystem::exists(file)) {
      const Result<std::string> text = read_file(file);
      if (!text) return text.error();
      auto trial = trial_of_json(*text, identity);
      if (trial) {
        result.trials.push_back(std::move(*trial));
        ++result.reused;
        continue;
      }
      result.warnings.push_back(file.string() + ": " + trial.error().message + "; made again");
    }
    const Progress here = [&](std::string_view phase, double fraction) {
      return report(progress, spec.name() + ": " + std::string(phase),
                    (static_cast<double>(t) + fraction) / count);
    };
    if (!sets.contains(spec.input)) {
      auto set = make_recognition_set(clips, spec.input, plan.settings, threads, true, here);
      if (!set) return set.error();
      for (const std::string& warning : set->warnings) result.warnings.push_back(warning);
      sets.emplace(spec.input, std::move(*set));
    }
    auto trial = run_trial(sets.at(spec.input), plan.settings, spec, threads, here);
    if (!trial) {
      if (trial.error().code == ErrorCode::kCancelled) return trial.error();
      TrialResult broken;
      broken.spec = spec;
      broken.error = trial.error().message;
      trial = broken;
    }
    if (Status s = write_atomically(file, trial_to_json(*trial, identity)); !s) return s.error();
    result.trials.push_back(std::move(*trial));
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace kinemote::app
