#include "app/cli/support.h"
#include "app/doctor_job.h"

namespace kinemote::app {

Command doctor_command() {
  return {"doctor",
          "Help",
          "Check that this machine has what the program needs",
          "Every check says ok, warn or fail, what was found, and how to fix it. Exits with 4 if "
          "something essential is missing.",
          {"doctor"},
          [](OptionSet&) -> CommandRunner {
            return [](Invocation&) -> Result<Report> {
              Report report;
              Json checks = Json::array();
              std::string missing;
              for (const Check& check : examine_machine()) {
                checks.push_back({{"name", check.name},
                                  {"status", status_word(check.status)},
                                  {"detail", check.detail},
                                  {"hint", check.hint},
                                  {"is_essential", check.is_essential}});
                std::string name = check.name;
                name.resize(16, ' ');
                std::string word = status_word(check.status);
                word.resize(6, ' ');
                report.text += word + name + check.detail + "\n";
                if (!check.hint.empty())
                  report.text += std::string(22, ' ') + "→ " + check.hint + "\n";
                if (check.is_essential && check.status == CheckStatus::kFail) {
                  missing += (missing.empty() ? "" : ", ") + check.name;
                }
              }
              report.json = {{"checks", std::move(checks)}};
              if (!missing.empty())
                report.verdict = environment_error("essential and missing: " + missing);
              return report;
            };
          }};
}

}  // namespace kinemote::app
