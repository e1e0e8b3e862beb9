#include "synthesis/control/model_file.h"

#include "motion/core/atomic_file.h"
#include "synthesis/control/model_card_json.h"
#include "synthesis/control/tensor_file.h"

namespace kinemote::synthesis {
namespace {

constexpr TensorFormat kFormat{"KINEMOTE-MODEL", 2, "model"};
constexpr const char* kCard = "card";

Result<ModelFile> parse(std::string_view bytes) {
  Result<TensorFile> parsed = parse_tensor_file(bytes, kFormat);
  if (!parsed) return parsed.error();
  const auto member = parsed->members.find(kCard);
  if (member == parsed->members.end()) {
    return bad_input("its header is damaged (key 'card' not found)");
  }
  ModelFile file;
  file.tensors = std::move(parsed->tensors);
  Result<ModelCard> card = detail::card_from_json(member->second, file.tensors);
  if (!card) return card.error();
  file.card = *std::move(card);
  std::erase_if(file.tensors, [](const auto& item) { return item.first.starts_with("card/"); });
  return file;
}

}  // namespace

std::string short_hash(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, hash >>= 4) out[i] = kDigits[hash & 0xF];
  return out;
}

Result<ModelFile> read_model_file(const std::filesystem::path& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return Error{bytes.error().code, "cannot read the model " + bytes.error().message};
  Result<ModelFile> file = parse(*bytes);
  if (!file) {
    return Error{file.error().code,
                 "cannot use " + path.string() + " as a model: " + file.error().message};
  }
  return file;
}

Status write_model_file(const std::filesystem::path& path, const ModelFile& file,
                        bool half_precision) {
  for (const auto& [name, tensor] : file.tensors) {
    if (name.starts_with("card/")) {
      return usage_error("tensor name \"" + name + "\" is reserved for the model card");
    }
  }
  TensorFile out;
  out.tensors = file.tensors;
  Result<std::string> card = detail::card_to_json(file.card, out.tensors);
  if (!card) return card.error();
  out.members[kCard] = *std::move(card);
  const Result<std::string> bytes = tensor_file_bytes(out, kFormat, [&](const std::string& name) {
    return half_precision && !name.starts_with("card/") && !name.starts_with("scale/");
  });
  if (!bytes) return bytes.error();
  return write_atomically(path, *bytes);
}

}  // namespace kinemote::synthesis
