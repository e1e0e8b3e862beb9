#include <algorithm>
#include <array>
#include <cfloat>

#include "app/file_names.h"
#include "app/markup.h"
#include "view/ui/making_rows.h"
#include "view/ui/model_overlays.h"

namespace kinemote::view {

namespace {

using Vae = synthesis::MotionVaeSettings;

/// A setting that is a number, with its range and what it does, named as on the command line.
struct WholeSetting {
  const char* name;
  int Vae::*value;
  int low, high;
  const char* help;
};
struct RealSetting {
  const char* name;
  double Vae::*value;
  double low, high;
  const char* format;
  const char* help;
};
constexpr std::array<WholeSetting, 9> kWholes{{
    {"latent", &Vae::latent, 2, 256, "Latent dimensions"},
    {"batch", &Vae::batch, 4, 4096, "Windows a step"},
    {"warmup-epochs", &Vae::warmup_epochs, 0, 1000, "Epochs in which the KL weight rises from 0"},
    {"patience", &Vae::patience, 0, 1000,
     "Epochs without better held-out windows before training stops; 0: a quarter of all"},
    {"hidden", &Vae::hidden, 16, 4096, "Units of the hidden layers"},
    {"dct", &Vae::dct, 4, 512, "Temporal cosine coefficients kept"},
    {"components", &Vae::components, 8, 2048, "Principal components kept"},
    {"window-frames", &Vae::window_frames, 16, 512, "Frames of a window"},
    {"hop-frames", &Vae::hop_frames, 1, 512, "Frames from one window's start to the next"},
}};
constexpr std::array<RealSetting, 8> kReals{{
    {"fps", &Vae::fps, 1.0, 240.0, "%.0f", "Frames per second of the model"},
    {"learning-rate", &Vae::learning_rate, 1e-5, 0.1, "%.5f", "Learning rate at the start"},
    {"beta", &Vae::beta, 0.0, 10.0, "%.3f", "Final weight of the KL divergence"},
    {"free-bits", &Vae::free_bits, 0.0, 5.0, "%.3f", "Nats per dimension that are not penalised"},
    {"position-weight", &Vae::position_weight, 0.0, 100.0, "%.2f", "Weight of joint positions"},
    {"velocity-weight", &Vae::velocity_weight, 0.0, 100.0, "%.2f", "Weight of joint velocities"},
    {"contact-weight", &Vae::contact_weight, 0.0, 100.0, "%.2f", "Weight of foot speed in contact"},
    {"test-share", &Vae::test_share, 0.02, 0.5, "%.2f", "Share of takes held out"},
}};

/// Two settings a line where the window is wide enough.
void more_settings(Ui& ui, Vae& vae) {
  const float name = ui.px(130.0f), cell = ui.px(256.0f);
  const int columns = ImGui::GetContentRegionAvail().x >= 2.0f * cell ? 2 : 1;
  const float left = ImGui::GetCursorPosX();
  int number = 0;
  const auto place = [&](const char* words) {
    if (number % columns > 0) ImGui::SameLine(left + static_cast<float>(number % columns) * cell);
    ++number;
    form_label(ui, words, name);
  };
  for (const WholeSetting& setting : kWholes) {
    place(setting.name);
    whole_field(ui, (std::string("train.") + setting.name).c_str(), vae.*setting.value, setting.low,
                setting.high, "%d", setting.help);
  }
  for (const RealSetting& setting : kReals) {
    place(setting.name);
    real_field(ui, (std::string("train.") + setting.name).c_str(), vae.*setting.value, setting.low,
               setting.high, setting.format, setting.help);
  }
}

void wish_rows(Ui& ui, TrainDialog& dialog) {
  Vae& vae = dialog.wish.vae;
  text_row(ui, "train.clips", "Clips", dialog.wish.clips, "a folder, or builtin",
           "A folder of motions with labels, or builtin: the built-in corpus.");
  text_row(ui, "train.out", "Model file", dialog.wish.out, "my.kmodel",
           "The file to write; ends in .kmodel.");
  form_label(ui, "Network", ui.px(kMakingColumn));
  std::vector<std::string> networks;
  int chosen = 0;
  for (const synthesis::NetworkKind kind : synthesis::kNetworkKinds) {
    if (kind == vae.network) chosen = static_cast<int>(networks.size());
    networks.emplace_back(name_of(kind));
  }
  if (segmented(ui, "train.network", networks, chosen)) {
    vae.network = synthesis::kNetworkKinds[static_cast<size_t>(chosen)];
  }
  form_label(ui, "Epochs", ui.px(kMakingColumn));
  whole_field(ui, "train.epochs", vae.epochs, 0, 100'000, vae.epochs == 0 ? "auto" : "%d",
              "Rounds through the data; 0: as many as its size asks for. Training stops early "
              "where held-out windows get no better.");
  ImGui::SameLine(0.0f, ui.px(16.0f));
  text(ui, ui.fonts.body, ui.palette.text_dim, "Seed");
  ImGui::SameLine(0.0f, ui.px(10.0f));
  auto seed = static_cast<int>(vae.seed);
  whole_field(ui, "train.seed", seed, 0, 1'000'000, "%d",
              "The same seed, settings, clips and machine give the same model.");
  vae.seed = static_cast<uint64_t>(seed);
  ImGui::SameLine(0.0f, ui.px(16.0f));
  if (text_button(ui, "train.more", dialog.shows_more ? "Fewer settings" : "More settings",
                  ButtonLook::kPlain)) {
    dialog.shows_more = !dialog.shows_more;
  }
  if (dialog.shows_more) more_settings(ui, vae);
}

/// The loss over epochs, and the held-out error where it is known.
void loss_picture(Ui& ui, const std::vector<synthesis::CurvePoint>& curve) {
  if (curve.size() < 2) return;
  const float width = ImGui::GetContentRegionAvail().x, height = ui.px(110.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + height}, ui.palette.panel.packed(), ui.px(5.0f));
  const float top = at.y + ui.px(22.0f), bottom = at.y + height - ui.px(6.0f);
  const bool has_held_out = curve.back().test_reconstruction > 0.0;
  const auto draw = [&](double synthesis::CurvePoint::*value, const Colour& colour) {
    double low = DBL_MAX, high = -DBL_MAX;
    for (const auto& point : curve) {
      low = std::min(low, point.*value);
      high = std::max(high, point.*value);
    }
    std::vector<ImVec2> places;
    for (size_t i = 0; i < curve.size(); ++i) {
      const auto x = static_cast<float>(i) / static_cast<float>(curve.size() - 1);
      const auto y = static_cast<float>((curve[i].*value - low) / std::max(1e-12, high - low));
      places.push_back({at.x + x * width, bottom - y * (bottom - top)});
    }
    list.AddPolyline(places.data(), static_cast<int>(places.size()), colour.packed(), 0,
                     ui.px(2.0f));
  };
  const Colour loss = data_colour(ui.palette, 1), held_out = data_colour(ui.palette, 0);
  draw(&synthesis::CurvePoint::train_loss, loss);
  if (has_held_out) draw(&synthesis::CurvePoint::test_reconstruction, held_out);
  const synthesis::CurvePoint& last = curve.back();
  const std::string words = "epoch " + std::to_string(last.epoch) + ": loss " +
                            app::fixed_text(last.train_loss, 4) + ", KL " +
                            app::fixed_text(last.kl_nats, 1) + " nats";
  draw_text(list, ui.fonts.small, {at.x + ui.px(8.0f), at.y + ui.px(4.0f)}, loss, words);
  if (has_held_out) {
    draw_text(list, ui.fonts.small,
              {at.x + ui.px(20.0f) + text_size(ui.fonts.small, words).x, at.y + ui.px(4.0f)},
              held_out, "held out " + app::fixed_text(last.test_reconstruction, 4));
  }
  ImGui::Dummy({width, height});
  ui.probe.add("train.curve", item_rect());
  tooltip(ui, "Each curve over its own range, from the first epoch to the last.");
}

void result_rows(Ui& ui) {
  const app::ModelBench& bench = ui.session.bench();
  if (!bench.train_error().empty()) {
    text_wrapped(ui, ui.fonts.body, ui.palette.warning, bench.train_error());
  }
  if (!bench.trained()) return;
  const app::TrainedModel& trained = *bench.trained();
  text_wrapped(ui, ui.fonts.body, ui.palette.text,
               trained.path.filename().string() + ": " + std::to_string(trained.clip_count) +
                   " clips, " + std::to_string(trained.report.active_units) +
                   " latent dimensions are active, " + app::fixed_text(trained.report.seconds, 0) +
                   " s.");
  if (text_button(ui, "train.use", "Use it", ButtonLook::kPrimary, ui.px(120.0f))) {
    ui.session.use_model(trained.path);
    ui.session.view().overlay = app::Overlay::kNone;
  }
  tooltip(ui, "Puts this model behind pad and sliders.");
}

}  // namespace

void train_overlay(Ui& ui, TrainDialog& dialog, bool is_new) {
  app::ModelBench& bench = ui.session.bench();
  if (is_new) {
    dialog.error.clear();
    if (!dialog.is_used) {
      dialog.wish.out = app::free_path(std::filesystem::current_path() / "my.kmodel").string();
      dialog.wish.vae.seed = ui.session.options().seed;
      dialog.wish.vae.threads = ui.session.options().threads;
    }
    dialog.is_used = true;
  }
  if (const auto job = bench.train_info()) {
    loss_picture(ui, bench.curve());
    if (job_row(ui, "train.cancel", *job)) bench.cancel_training();
    return;
  }
  wish_rows(ui, dialog);
  const Status status = bench.check(dialog.wish);
  problem_line(ui, status ? dialog.error : status.error().message);
  const bool has_checkpoint = app::ModelBench::has_checkpoint(dialog.wish.out);
  std::error_code ignored;
  if (status && std::filesystem::exists(dialog.wish.out, ignored)) {
    text_wrapped(ui, ui.fonts.small, ui.palette.warning,
                 "This file exists and is replaced at the end.");
  }
  const auto begin = [&](bool resumes) {
    dialog.wish.resumes = resumes;
    const Status begun = bench.train(dialog.wish);
    dialog.error = begun ? "" : begun.error().message;
  };
  ImGui::Dummy({0.0f, ui.px(2.0f)});
  ImGui::BeginDisabled(!status);
  if (has_checkpoint) {
    if (text_button(ui, "train.resume", "Resume", ButtonLook::kPrimary, ui.px(120.0f))) begin(true);
    tooltip(ui, "Goes on from the checkpoint beside the model file, with the same settings.");
    ImGui::SameLine();
  }
  if (text_button(ui, "train.do", has_checkpoint ? "Train afresh" : "Train",
                  has_checkpoint ? ButtonLook::kRaised : ButtonLook::kPrimary, ui.px(120.0f))) {
    begin(false);
  }
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (text_button(ui, "train.close", "Close", ButtonLook::kRaised, ui.px(120.0f))) {
    ui.session.view().overlay = app::Overlay::kNone;
  }
  if (!bench.trained() && bench.train_error().empty()) return;
  section(ui, "Trained last");
  loss_picture(ui, bench.curve());
  result_rows(ui);
}

}  // namespace kinemote::view
