// What the user calls the latents of a model ("stoop").
#pragma once

#include <map>
#include <string>

#include "motion/core/result.h"

namespace kinemote::app {

inline constexpr size_t kLongestLatentName = 40;  // bytes

/// Names by the hash of the model's settings, then by dimension, counted from 0.
using LatentNames = std::map<std::string, std::map<int, std::string>>;

/// The user's name of a latent; "latent 3" where it has none.
std::string latent_name(const LatentNames& names, const std::string& model_hash, int dimension);
/// Gives it a name; "": its own again. What is too long is cut at a whole character.
void name_latent(LatentNames& names, const std::string& model_hash, int dimension,
                 std::string name);

/// {"8f3a…": {"3": "stoop"}}: by model, then by the number that is on screen. A part of ui.json.
std::string latent_names_to_json(const LatentNames& names);
/// Adds those of such an object; what is none becomes a warning.
Warnings latent_names_from_json(const std::string& text, LatentNames& names);

}  // namespace kinemote::app
