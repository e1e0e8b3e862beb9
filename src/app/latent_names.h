// What the user calls the latents of a model ("stoop").
#pragma once

#include <map>
#include <string>

namespace kinemote::app {

inline constexpr size_t kLongestLatentName = 40;  // bytes

/// Names by the hash of the model's settings, then by dimension, counted from 0.
using LatentNames = std::map<std::string, std::map<int, std::string>>;

/// The user's name of a latent; "latent 3" where it has none.
std::string latent_name(const LatentNames& names, const std::string& model_hash, int dimension);
/// Gives it a name; "": its own again. What is too long is cut at a whole character.
void name_latent(LatentNames& names, const std::string& model_hash, int dimension,
                 std::string name);

}  // namespace kinemote::app
