// The one program: the command line, which is handed the window for its command `studio`.
#include "app/cli/run_cli.h"
#include "view/ui/remake_film.h"
#include "view/ui/studio.h"

int main(int argc, char** argv) {
  return kinemote::app::run_cli(argc, argv, kinemote::view::run_studio,
                                kinemote::view::remake_film);
}
