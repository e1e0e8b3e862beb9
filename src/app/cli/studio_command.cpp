// The window as a command.
#include <csignal>
#include <memory>

#include "app/cli/support.h"

namespace kinemote::app {

Command studio_command() {
  return {
      "studio",
      "Start here",
      "Open the studio window",
      "Without PATH it shows the built-in corpus. With --shot or --script it draws off-screen, "
      "needs no display, and exits.",
      {"studio corpus", "studio corpus --pad happy --shot happy.png --size 1600x900"},
      [](OptionSet& options) -> CommandRunner {
        struct Values {
          std::vector<std::string> paths;
          std::string script, shot, record, latent;
          std::string size;
          StudioOptions options;
        };
        const auto values = std::make_shared<Values>();
        StudioOptions& studio = values->options;
        options.positional("PATH", values->paths, "Motion files and folders");
        options.option("model", studio.model, "Model file; default: the built-in one")
            .value_name("FILE");
        options
            .option("affect", studio.affect,
                    "Model of `train pad` that emotion is read with; default: the model's own")
            .value_name("FILE");
        options
            .option("live", studio.live,
                    "Show poses as they come in: udp:PORT, udp:ADDRESS:PORT or stdin")
            .value_name("SOURCE");
        options.option("recogniser", studio.recogniser, "Recogniser that names what comes in live")
            .value_name("FILE");
        options.option("script", values->script, "Steps to perform off-screen (.json)")
            .value_name("FILE");
        options.option("shot", values->shot, "Write one picture (.png), off-screen, and exit")
            .value_name("FILE");
        options
            .option("record", values->record,
                    "Write what is done in the window and what it shows, a line of JSON each")
            .value_name("FILE");
        options
            .option("size", values->size,
                    "Size of window or picture, pixels; default: 1600x900, of the window as last "
                    "time")
            .value_name("WxH");
        options.option("theme", studio.theme, "dark, light or high-contrast; default: as last time")
            .value_name("WORD");
        options.option("ui-scale", studio.ui_scale, "Size of the interface; 0: as the monitor asks")
            .within(0.0, 2.5);
        options.flag("no-user-config", studio.no_user_config,
                     "Neither read nor write the saved layout");
        options.flag("reset-ui", studio.reset_ui, "Start with the default layout");
        options
            .option("workspace", studio.workspace,
                    "explore, compare, synthesise, analyse or present")
            .value_name("WORD");
        options.option("inspector", studio.inspector, "emotion, latent, motion or compare")
            .value_name("WORD");
        options.option("select", studio.select, "The clip to play").value_name("NAME");
        options.option("content", studio.content, "What to generate").value_name("NAME");
        options.option("pad", studio.pad, "The emotion to generate: numbers or a word")
            .value_name("P,A,D");
        options
            .option("pad-curve", studio.pad_curve,
                    "Emotion over time that drives the figure: keys such as \"0:sad;10:happy\", or "
                    "a CSV file (time_s, p, a, d)")
            .value_name("CURVE");
        options.option("latent", values->latent, "The point of latent space to generate")
            .value_name("Z1,Z2,...");
        options.option("seconds", studio.seconds, "Simulated time before the picture")
            .within(0.0, 600.0);
        options.flag("reduce-motion", studio.reduce_motion,
                     "No camera flights, no fades, and no tour that begins by itself");
        options
            .option("seen-as", studio.seen_as,
                    "Show the window as eyes see it that have deuteranopia, protanopia or "
                    "tritanopia, or as a grey print: grey")
            .value_name("WORD");
        options.flag("guide", studio.guide, "Show the four first steps");
        options.flag("trails", studio.trails, "Show the trails of hands and feet");
        options
            .option("tour", studio.tour,
                    "Play a tour (.json), or builtin: 90 seconds of emotion, as soon as it opens")
            .value_name("FILE");
        options.flag("kiosk", studio.kiosk,
                     "For exhibitions: the tour repeats until a hand moves and again after 30 s "
                     "without one; no menus, no quitting");
        options.flag("print-shortcuts", studio.print_shortcuts, "Print the table of keys and exit");
        return [values](Invocation& invocation) -> Result<Report> {
          if (!invocation.studio) {
            return environment_error("this build has no window; build the program \"kinemote\"");
          }
          StudioOptions wanted = values->options;
          wanted.paths.assign(values->paths.begin(), values->paths.end());
          wanted.script = values->script;
          wanted.shot = values->shot;
          wanted.record = values->record;
          if (!wanted.record.empty() && !(wanted.script.empty() && wanted.shot.empty())) {
            return usage_error("--record is for the window; --script and --shot have none");
          }
          wanted.has_size = !values->size.empty();
          const auto size = parse_size(wanted.has_size ? values->size : "1600x900");
          if (!size) return size.error();
          if (size->width < 640 || size->height < 480) {
            return usage_error("the studio needs at least 640x480 pixels, not " + values->size);
          }
          wanted.width = size->width;
          wanted.height = size->height;
          if (!values->latent.empty()) {
            auto latent = parse_numbers(values->latent, "--latent");
            if (!latent) return latent.error();
            wanted.latent = std::move(*latent);
          }
          if (wanted.kiosk && wanted.tour.empty()) wanted.tour = "builtin";
          wanted.seed = invocation.global.seed;
          wanted.threads = invocation.global.threads;
          wanted.quiet = invocation.global.quiet;
          // A window that waits for events would not see the wish to stop. Ending at once loses
          // nothing: files appear whole, and the layout is saved while the studio runs.
          std::signal(SIGINT, SIG_DFL);
          std::signal(SIGTERM, SIG_DFL);
          Report report;
          report.is_silent = true;
          report.exit_code = invocation.studio(wanted);
          return report;
        };
      }};
}

}  // namespace kinemote::app
