#include "app/tour/tour.h"

#include "app/assets.h"
#include "app/json/members.h"
#include "motion/core/atomic_file.h"

namespace kinemote::app {
namespace {

using Json = JsonMembers::Json;

analysis::Pad pad_of(const Json& json, const std::vector<analysis::PadWord>& words) {
  if (json.is_array() && json.size() == 3) {
    std::string text;
    for (const Json& number : json) text += (text.empty() ? "" : ",") + number.dump();
    const auto pad = analysis::parse_pad(text, words);
    if (!pad) throw std::runtime_error(pad.error().message);
    return *pad;
  }
  if (!json.is_string()) throw std::runtime_error("a PAD is three numbers or a word");
  const auto pad = analysis::parse_pad(json.get<std::string>(), words);
  if (!pad) throw std::runtime_error(pad.error().message);
  return *pad;
}

TourStep step_of(const Json& json, const std::vector<analysis::PadWord>& words) {
  JsonMembers members(json, "");
  TourStep step;
  members.take("caption", step.caption);
  members.take_number("seconds", 0.5, 600.0, step.seconds);
  members.take("waits", step.waits);
  members.take("clip", step.clip);
  members.take("label", step.label);
  members.take("content", step.content);
  members.take("commands", step.commands);
  if (const Json* pad = members.find("pad")) step.pads.push_back(pad_of(*pad, words));
  if (const Json* pads = members.find("pads")) {
    if (!pads->is_array()) members.refuse("pads", "has to be a list");
    for (const Json& pad : *pads) step.pads.push_back(pad_of(pad, words));
  }
  std::string camera;
  members.take("camera", camera);
  if (!camera.empty()) {
    if (const Status s = view::apply_camera_text(camera, step.camera.emplace()); !s) {
      members.refuse("camera", "cannot be read: " + s.error().message);
    }
  }
  if (members.find("trails") != nullptr) members.take("trails", step.trails.emplace());
  if (members.find("speed") != nullptr)
    members.take_number("speed", 0.1, 4.0, step.speed.emplace(1.0));
  members.finish();
  return step;
}

Tour tour_of(const Json& json, const std::vector<analysis::PadWord>& words) {
  JsonMembers members(json, "");
  Tour tour;
  members.take("title", tour.title);
  const Json* steps = members.find("steps");
  members.finish();
  if (steps == nullptr || !steps->is_array() || steps->empty()) {
    members.refuse("steps", "has to be a list of one step or more");
  }
  for (const Json& step : *steps) {
    try {
      tour.steps.push_back(step_of(step, words));
    } catch (const std::runtime_error& e) {
      throw std::runtime_error("step " + std::to_string(tour.steps.size() + 1) + ": " + e.what());
    }
  }
  return tour;
}

}  // namespace

double Tour::duration_s() const {
  double sum = 0.0;
  for (const TourStep& step : steps) sum += step.seconds;
  return sum;
}

Result<Tour> tour_of_json(const std::string& json, const std::vector<analysis::PadWord>& words) {
  try {
    return tour_of(Json::parse(json), words);
  } catch (const nlohmann::json::exception& e) {
    return bad_input(std::string("not a tour: ") + e.what());
  } catch (const std::runtime_error& e) {
    return bad_input(e.what());
  }
}

Result<Tour> read_tour(const std::filesystem::path& path,
                       const std::vector<analysis::PadWord>& words) {
  std::filesystem::path file = path;
  if (path.empty() || path == "builtin") {
    auto shipped = find_asset("tours/emotion.json");
    if (!shipped) return shipped.error();
    file = std::move(*shipped);
  }
  const Result<std::string> text = read_file(file);
  if (!text) return text.error();
  auto tour = tour_of_json(*text, words);
  if (!tour) return bad_input(file.string() + ": " + tour.error().message);
  return tour;
}

}  // namespace kinemote::app
