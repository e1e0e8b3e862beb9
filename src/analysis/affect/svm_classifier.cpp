#include <libsvm/svm.h>

#include <cstdlib>
#include <mutex>

#include "analysis/affect/row_kinds.h"

namespace kinemote::analysis {
namespace {

void be_quiet(const char*) {}

int kernel_number(SvmKernel kernel) {
  switch (kernel) {
    case SvmKernel::kLinear:
      return LINEAR;
    case SvmKernel::kPolynomial:
      return POLY;
    case SvmKernel::kSigmoid:
      return SIGMOID;
    case SvmKernel::kRbf:
      break;
  }
  return RBF;
}

/// LIBSVM's rows: pairs of an index from 1 and a value, ended by -1.
struct NodeRows {
  std::vector<svm_node> nodes;
  std::vector<svm_node*> starts;

  explicit NodeRows(const Eigen::MatrixXd& rows) {
    const Eigen::Index columns = rows.cols();
    nodes.reserve(rows.rows() * (columns + 1));
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      for (Eigen::Index c = 0; c < columns; ++c) {
        nodes.push_back({static_cast<int>(c) + 1, rows(i, c)});
      }
      nodes.push_back({-1, 0.0});
    }
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      starts.push_back(nodes.data() + i * (columns + 1));
    }
  }
};

/// What LIBSVM keeps of a fitted machine, as matrices: it lives on after the training rows are
/// gone, and can be written.
class Svm final : public RowClassifier {
 public:
  Svm(int class_count, ClassifierParts parts)
      : class_count_(class_count),
        parts_(std::move(parts)),
        scaler_(RowScaler::of(matrix_of(parts_, "scaler"))),
        vectors_(matrix_of(parts_, "vectors")) {
    const Eigen::MatrixXd kernel = matrix_of(parts_, "kernel");
    const Eigen::MatrixXd labels = matrix_of(parts_, "labels");  // 2 x classes: label, vectors
    const auto flat = [](const Eigen::MatrixXd& m) {
      return std::vector<double>(m.data(), m.data() + m.size());
    };
    rho_ = flat(matrix_of(parts_, "rho"));
    slope_ = flat(matrix_of(parts_, "slope"));
    offset_ = flat(matrix_of(parts_, "offset"));
    coefficients_ = matrix_of(parts_, "coefficients").transpose();  // one class's others a column
    for (Eigen::Index k = 0; k < coefficients_.cols(); ++k) {
      coefficient_rows_.push_back(coefficients_.col(k).data());
    }
    for (Eigen::Index k = 0; k < labels.cols(); ++k) {
      labels_.push_back(static_cast<int>(labels(0, k)));
      vector_counts_.push_back(static_cast<int>(labels(1, k)));
    }
    model_.param.svm_type = C_SVC;
    model_.param.kernel_type = static_cast<int>(kernel(0, 0));
    model_.param.degree = static_cast<int>(kernel(0, 1));
    model_.param.gamma = kernel(0, 2);
    model_.param.coef0 = kernel(0, 3);
    model_.nr_class = static_cast<int>(labels_.size());
    model_.l = static_cast<int>(vectors_.starts.size());
    model_.SV = vectors_.starts.data();
    model_.sv_coef = coefficient_rows_.data();
    model_.rho = rho_.data();
    model_.probA = slope_.data();
    model_.probB = offset_.data();
    model_.label = labels_.data();
    model_.nSV = vector_counts_.data();
  }
  Svm(const Svm&) = delete;
  Svm& operator=(const Svm&) = delete;

  Eigen::MatrixXd probabilities(const Eigen::MatrixXd& rows) const override {
    Eigen::MatrixXd out = Eigen::MatrixXd::Zero(rows.rows(), class_count_);
    const NodeRows nodes(scaler_(rows));
    std::vector<double> shares(labels_.size());
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
      svm_predict_probability(&model_, nodes.starts[i], shares.data());
      for (size_t k = 0; k < labels_.size(); ++k) out(i, labels_[k]) = shares[k];
    }
    return out;
  }
  int input_count() const override { return scaler_.input_count(); }
  ClassifierParts parts() const override { return parts_; }

 private:
  int class_count_;
  ClassifierParts parts_;
  RowScaler scaler_;
  mutable NodeRows vectors_;
  Eigen::MatrixXd coefficients_;
  std::vector<double*> coefficient_rows_;
  std::vector<double> rho_, slope_, offset_;
  std::vector<int> labels_, vector_counts_;
  svm_model model_{};
};

ClassifierParts parts_of(const svm_model& model, const RowScaler& scaler) {
  ClassifierParts parts;
  const int classes = model.nr_class;
  const int pairs = classes * (classes - 1) / 2;
  parts.matrices["scaler"] = scaler.matrix();
  parts.matrices["kernel"] = Eigen::RowVector4d(model.param.kernel_type, model.param.degree,
                                                model.param.gamma, model.param.coef0);
  Eigen::MatrixXd vectors(model.l, scaler.input_count());
  Eigen::MatrixXd coefficients(classes - 1, model.l);
  for (int i = 0; i < model.l; ++i) {
    for (int c = 0; c < scaler.input_count(); ++c) vectors(i, c) = model.SV[i][c].value;
    for (int k = 0; k + 1 < classes; ++k) coefficients(k, i) = model.sv_coef[k][i];
  }
  parts.matrices["vectors"] = vectors;
  parts.matrices["coefficients"] = coefficients;
  parts.matrices["rho"] = Eigen::Map<const Eigen::RowVectorXd>(model.rho, pairs);
  parts.matrices["slope"] = Eigen::Map<const Eigen::RowVectorXd>(model.probA, pairs);
  parts.matrices["offset"] = Eigen::Map<const Eigen::RowVectorXd>(model.probB, pairs);
  Eigen::MatrixXd labels(2, classes);
  for (int k = 0; k < classes; ++k) labels.col(k) << model.label[k], model.nSV[k];
  parts.matrices["labels"] = labels;
  return parts;
}

}  // namespace

Result<RowClassifierPtr> fit_svm(const LabelledRows& data, const RowClassifierSettings& settings,
                                 const RowScaler& scaler) {
  NodeRows nodes(scaler(data.rows));
  std::vector<double> labels(data.labels.begin(), data.labels.end());
  const svm_problem problem{static_cast<int>(labels.size()), labels.data(), nodes.starts.data()};
  svm_parameter parameter{};
  parameter.svm_type = C_SVC;
  parameter.kernel_type = kernel_number(settings.svm_kernel);
  parameter.degree = 3;
  parameter.gamma =
      settings.svm_gamma > 0.0 ? settings.svm_gamma : 1.0 / static_cast<double>(data.rows.cols());
  parameter.cache_size = 256.0;
  parameter.eps = 1e-3;
  parameter.C = settings.svm_c;
  parameter.shrinking = 1;
  parameter.probability = 1;
  if (const char* wrong = svm_check_parameter(&problem, &parameter)) {
    return usage_error(std::string("LIBSVM cannot learn so: ") + wrong);
  }
  // Its probabilities come from folds that it draws with rand(): one fit at a time, seeded.
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  svm_set_print_string_function(&be_quiet);
  std::srand(static_cast<unsigned>(settings.seed));
  svm_model* model = svm_train(&problem, &parameter);
  ClassifierParts parts = parts_of(*model, scaler);
  svm_free_and_destroy_model(&model);
  return svm_of(data.class_count, parts);
}

Result<RowClassifierPtr> svm_of(int class_count, const ClassifierParts& parts) {
  const Eigen::MatrixXd labels = matrix_of(parts, "labels");
  const Eigen::MatrixXd kernel = matrix_of(parts, "kernel");
  const Eigen::MatrixXd vectors = matrix_of(parts, "vectors");
  const Eigen::MatrixXd coefficients = matrix_of(parts, "coefficients");
  const Eigen::MatrixXd scaler = matrix_of(parts, "scaler");
  const Eigen::Index classes = labels.cols();
  const Eigen::Index pairs = classes * (classes - 1) / 2;
  bool fits = labels.rows() == 2 && classes >= 2 && kernel.size() == 4 && scaler.rows() == 2 &&
              scaler.cols() >= 1 && vectors.cols() == scaler.cols() &&
              coefficients.rows() == classes - 1 && coefficients.cols() == vectors.rows();
  for (const char* name : {"rho", "slope", "offset"}) {
    fits = fits && matrix_of(parts, name).size() == pairs;
  }
  fits = fits && (labels.row(0).array() >= 0.0).all() &&
         (labels.row(0).array() < class_count).all() && (labels.row(1).array() >= 0.0).all() &&
         labels.row(1).sum() == static_cast<double>(vectors.rows()) && kernel(0) >= 0.0 &&
         kernel(0) <= static_cast<double>(SIGMOID);
  if (!fits) return bad_input("its support vectors do not fit together");
  return RowClassifierPtr(std::make_shared<Svm>(class_count, parts));
}

}  // namespace kinemote::analysis
