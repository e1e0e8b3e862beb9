#include <algorithm>

#include "analysis/features/motor_signature.h"

namespace kinemote::analysis {

Result<std::vector<SignatureColumn>> signature_columns(std::vector<Signature> signatures) {
  std::vector<SignatureColumn> columns;
  if (signatures.empty()) return columns;
  for (size_t g = 0; g < signatures.front().groups.size(); ++g) {
    const SignatureGroup& model = signatures.front().groups[g];
    SignatureColumn column{model.name, model.weight, model.dimensions, {}};
    std::vector<SignatureGroup*> found;
    bool is_still = true;
    for (Signature& signature : signatures) {
      // Clips of one data set usually have the same groups in the same order.
      auto it = g < signature.groups.size() && signature.groups[g].name == column.name
                    ? signature.groups.begin() + g
                    : std::find_if(signature.groups.begin(), signature.groups.end(),
                                   [&](const auto& group) { return group.name == column.name; });
      if (it == signature.groups.end()) break;
      if (it->dimensions != column.dimensions || it->weight != column.weight) {
        return bad_input("the motor signatures were made with different settings: \"" +
                         column.name + "\" differs in dimensions or weight");
      }
      is_still = is_still && it->is_still;
      found.push_back(&*it);
    }
    if (found.size() < signatures.size() || is_still) continue;
    for (SignatureGroup* group : found) column.samples.push_back(std::move(group->values));
    columns.push_back(std::move(column));
  }
  if (columns.empty()) {
    return bad_input(
        "the clips share no group of their motor signatures: their skeletons have no joint names "
        "in common; use pooled signatures or body parts");
  }
  return columns;
}

}  // namespace kinemote::analysis
