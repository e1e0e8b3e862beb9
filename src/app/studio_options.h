// What the command `studio` asks of the window: the border between the command line, which parses
// it, and the interface, which the command line may not include.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kinemote::app {

/// Settings of `kinemote studio`; every field has a command-line option of the same name.
struct StudioOptions {
  std::vector<std::filesystem::path> paths{};  // motions and folders; empty: the built-in corpus
  std::string model{};                         // --model: "" or "builtin": the shipped one; "none"
  std::string affect{};      // --affect F.json: what emotion is read with; "": what the model holds
  std::string live{};        // --live udp:PORT|stdin: shows what comes in; "": nothing
  std::string recogniser{};  // --recogniser F.krec: names what comes in live; "": nothing
  std::filesystem::path script{};  // --script F.json: steps to perform off-screen
  std::filesystem::path shot{};    // --shot F.png: one picture, off-screen, then exit
  std::filesystem::path record{};  // --record F: what a hand does in the window and sees there
  int width = 1600;                // --size WxH, pixels, [640, 8192]
  int height = 900;                //   [480, 8192]
  bool has_size = false;           // it was asked for: the window is not where it was last
  std::string theme{};             // --theme dark|light|high-contrast; "": the saved one
  double ui_scale = 0.0;           // --ui-scale [0.75, 2.5]; 0: what the monitor asks for
  bool no_user_config = false;     // --no-user-config: neither read nor write ui.json
  bool reset_ui = false;           // --reset-ui: start with the default layout
  uint64_t seed = 1;               // --seed (a global option)
  int threads = 0;                 // --threads (a global option); 0: all cores
  bool quiet = false;              // --quiet (a global option)

  // State to start in: for pictures, scripts and links in documents.
  std::string workspace{};      // --workspace explore|compare|synthesise|analyse|present; "": saved
  std::string inspector{};      // --inspector emotion|latent|motion|compare; "": the saved one
  std::string select{};         // --select NAME: the clip to play; "": the first
  std::string content{};        // --content NAME: what to generate
  std::string pad{};            // --pad "P,A,D" or a word: generates with it
  std::string pad_curve{};      // --pad-curve "0:sad;10:happy" or F.csv: drives what is generated
  std::vector<float> latent{};  // --latent z1,z2,…: sigma units; generates with it
  double seconds = 1.5;         // --seconds: simulated before the shot, fixed steps of 1/60 s
  bool trails = false;          // --trails: hands and feet
  bool reduce_motion = false;   // --reduce-motion: no flights, no fades
  std::string seen_as{};        // --seen-as deuteranopia|protanopia|tritanopia|grey; "": full
  bool guide = false;           // --guide: the first steps, also where they would not be shown
  std::string tour{};           // --tour FILE|builtin: plays it as soon as everything is there
  bool kiosk = false;           // --kiosk: the tour repeats, and nobody can quit
  bool print_shortcuts = false;  // --print-shortcuts: the table of docs/shortcuts.md, then exit
};

/// Opens the studio (or draws it off-screen) and returns an exit code of the command-line contract.
using StudioRunner = std::function<int(const StudioOptions&)>;

}  // namespace kinemote::app
