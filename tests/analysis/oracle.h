// Reference numbers (JSON files of data_root()/../peers/oracles) for tests.
#pragma once

#include <Eigen/Core>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/real_data.h"

namespace kinemote::test {

inline nlohmann::json read_oracle(const std::string& file) {
  std::ifstream in(oracle_root() / file);
  return nlohmann::json::parse(in);
}

inline Eigen::MatrixXd matrix_of(const nlohmann::json& rows) {
  Eigen::MatrixXd m(rows.size(), rows.at(0).size());
  for (Eigen::Index i = 0; i < m.rows(); ++i) {
    for (Eigen::Index j = 0; j < m.cols(); ++j) m(i, j) = rows.at(i).at(j).get<double>();
  }
  return m;
}

}  // namespace kinemote::test

// Skips the running test where the reference numbers are not there.
#define KINEMOTE_NEEDS_ORACLE(file) KINEMOTE_NEEDS_DATA(kinemote::test::oracle_root() / (file))
