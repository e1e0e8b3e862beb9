#include "app/cli/sets_command.h"

#include <memory>

#include "app/cli/support.h"
#include "app/session_file.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {

Command sets_command() {
  return {"sets",
          "Many clips",
          "Lists the named selections of a session of the studio, or writes them as CSV",
          "Ids are those of the library: paths of files, or \"made/1\" of what was made there.",
          {"sets work.kinemote", "sets work.kinemote --set sad --out sad.csv"},
          [](OptionSet& options) -> CommandRunner {
            struct Values {
              std::string session, name, out;
            };
            const auto values = std::make_shared<Values>();
            options.positional("SESSION", values->session, "Session file (.kinemote)").required();
            options.option("set", values->name, "Only this one").value_name("NAME");
            options.option("out", values->out, "Write set and id of every motion (.csv)")
                .value_name("FILE");
            return [values](Invocation&) -> Result<Report> {
              const auto state = read_session(values->session, ViewState{});
              if (!state) return state.error();
              std::vector<NamedSet> sets = state->document.sets.named;
              if (!values->name.empty()) {
                const NamedSet* one = state->document.sets.find(values->name);
                if (one == nullptr) {
                  return usage_error("--set " + values->name + ": " + values->session +
                                     " has no such set");
                }
                sets = {NamedSet(*one)};
              }
              Report report;
              report.json["sets"] = Json::array();
              for (const NamedSet& set : sets) {
                report.json["sets"].push_back({{"set", set.name}, {"ids", set.ids}});
                report.text += set.name + ": " + std::to_string(set.ids.size()) +
                               (set.ids.size() == 1 ? " motion\n" : " motions\n");
              }
              if (sets.empty()) report.text = "no sets\n";
              if (values->out.empty()) return report;
              if (Status s = write_atomically(values->out, sets_to_csv(sets)); !s) {
                return s.error();
              }
              report.json["files"] = {values->out};
              report.text += "wrote " + values->out + "\n";
              return report;
            };
          }};
}

}  // namespace kinemote::app
