#include "app/cli/augment_command.h"
#include "app/cli/command.h"
#include "app/cli/report_command.h"
#include "app/cli/sets_command.h"

namespace kinemote::app {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      demo_command(),    studio_command(),    corpus_command(),   info_command(),
      convert_command(), index_command(),     features_command(), map_command(),
      predict_command(), voice_command(),     fuse_command(),     ratings_command(),
      listen_command(),  send_command(),      render_command(),   generate_command(),
      restyle_command(), blend_command(),     train_command(),    evaluate_command(),
      strips_command(),  reproduce_command(), study_command(),    report_command(),
      augment_command(), sets_command(),      doctor_command(),
  };
  return table;
}

}  // namespace kinemote::app
