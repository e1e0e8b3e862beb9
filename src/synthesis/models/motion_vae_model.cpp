#include "synthesis/models/motion_vae_model.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "synthesis/control/conditional_prior.h"
#include "synthesis/models/torch_backend.h"
#include "synthesis/models/training_windows.h"

namespace kinemote::synthesis {
namespace {

int64_t size_of(const std::map<std::string, Tensor>& tensors, const std::string& name, int axis) {
  const auto it = tensors.find(name);
  if (it == tensors.end() || it->second.shape.size() != 2) {
    throw std::runtime_error("matrix \"" + name + "\" is missing");
  }
  return it->second.shape[axis];
}

NetworkKind network_kind(const std::string& name) {
  for (const NetworkKind kind : kNetworkKinds) {
    if (name == name_of(kind)) return kind;
  }
  throw std::runtime_error("network \"" + name + "\" is unknown");
}

}  // namespace

Result<std::unique_ptr<MotionModel>> MotionVaeModel::make(ModelFile file) try {
  FrontShape front_shape;
  front_shape.channels = file.card.layout.channel_count();
  front_shape.frames = file.card.layout.frame_count;
  front_shape.components = static_cast<int>(size_of(file.tensors, "front/basis", 0));
  front_shape.dct =
      static_cast<int>(size_of(file.tensors, "front/basis", 1)) / front_shape.channels;
  if (front_shape.dct < 1 || front_shape.dct > front_shape.frames) {
    return bad_input("its basis does not fit its skeleton and window");
  }
  const LinearFront front = read_front(front_shape, file.tensors);
  const auto settings = nlohmann::json::parse(file.card.settings_json).at("train");
  NetworkShape shape;
  shape.kind = network_kind(settings.at("network").get<std::string>());
  shape.latent = file.card.latent_dim();
  shape.hidden = settings.at("hidden").get<int>();
  if (shape.hidden < 16 || shape.hidden > 4096) return bad_input("its hidden layers are no size");
  auto network =
      VaeNetwork::make(shape, front, KinematicTree::make(file.card.layout), file.tensors);
  return std::unique_ptr<MotionModel>(new MotionVaeModel(std::move(file.card), std::move(network)));
} catch (const std::exception& e) {
  return bad_input(std::string("its weights cannot be used (") + e.what() + ")");
}

Status MotionVaeModel::check(const Condition& condition) const {
  const auto contents = static_cast<int>(card_.contents.size());
  if (condition.content < 0 || condition.content >= contents) {
    return usage_error("content " + std::to_string(condition.content) +
                       " is unknown; the model has " + std::to_string(contents));
  }
  const auto styles = static_cast<int>(card_.styles.size());
  if (condition.style < -1 || condition.style >= styles) {
    return usage_error("style " + std::to_string(condition.style) + " is unknown; the model has " +
                       std::to_string(styles));
  }
  return {};
}

Result<MotionWindow> MotionVaeModel::decode(std::span<const float> latent,
                                            const Condition& condition) try {
  keep_to_one_core();
  if (latent.size() != card_.latent.size()) {
    return usage_error("a latent of " + std::to_string(latent.size()) +
                       " numbers was given; the model has " + std::to_string(card_.latent.size()));
  }
  if (Status s = check(condition); !s) return s.error();
  std::vector<float> code = prior().code_of(latent, condition);
  for (size_t d = 0; d < code.size(); ++d) {
    code[d] = static_cast<float>(card_.latent[d].mean + card_.latent[d].sd * code[d]);
  }
  const WindowLayout& layout = card_.layout;
  MotionWindow window =
      transposed(network_->decode(code, 1), layout.channel_count(), layout.frame_count);
  for (size_t i = layout.contact_offset(); i < window.size(); i += layout.channel_count()) {
    for (int c = 0; c < kContactCount; ++c) window[i + c] = std::clamp(window[i + c], 0.0F, 1.0F);
  }
  return window;
} catch (const std::exception& e) {
  return environment_error(std::string("decoding failed: ") + e.what());
}

Result<std::vector<float>> MotionVaeModel::encode(const MotionWindow& window,
                                                  const Condition& condition) try {
  keep_to_one_core();
  const WindowLayout& layout = card_.layout;
  const size_t expected = static_cast<size_t>(layout.channel_count()) * layout.frame_count;
  if (window.size() != expected) {
    return usage_error("a window of " + std::to_string(window.size()) +
                       " numbers was given; the model's have " + std::to_string(expected));
  }
  if (Status s = check(condition); !s) return s.error();
  const auto components =
      network_->components_of(transposed(window, layout.frame_count, layout.channel_count()), 1);
  std::vector<float> means;
  std::vector<float> log_variances;
  network_->encode(components, 1, means, log_variances);
  for (size_t d = 0; d < means.size(); ++d) {
    means[d] = static_cast<float>((means[d] - card_.latent[d].mean) / card_.latent[d].sd);
  }
  return prior().latent_of(means, condition);
} catch (const std::exception& e) {
  return environment_error(std::string("encoding failed: ") + e.what());
}

}  // namespace kinemote::synthesis
