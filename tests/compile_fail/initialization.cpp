// SPDX-License-Identifier: BSL-1.0
// Initialisers for tensors that they do not fit.
#include <eponym/nn/initialization_matrix.hpp>
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace ep = eponym;
namespace init = eponym::nn::init;

void run(ep::Parameter<4, 3>& weight, ep::Parameter<ep::dyn, 3, 3>& kernels) {
    init::eye(weight);
    init::dirac{2}(kernels);
    init::kaiming_normal{.mode = init::fan_out, .nonlinearity = init::relu}(weight);
}

#ifdef EPONYM_CASE_eye
void wrong(ep::Parameter<4, 3, 3>& weight) {
    init::eye(weight);  // error: init::eye\(x\): x must have 2 dimensions, and has shape \(4, 3, 3\)
}
#endif

#ifdef EPONYM_CASE_dirac
void wrong(ep::Parameter<4, 3>& weight) {
    init::dirac{}(weight);  // error: init::dirac\(x\): x must have 3, 4 or 5 dimensions, and has shape \(4, 3\)
}
#endif

#ifdef EPONYM_CASE_fans_of_a_bias
void wrong(ep::Parameter<4>& bias) {
    init::xavier_uniform{}(bias);
    // error: init::xavier_uniform\(x\): x must have 2 or more dimensions, and has shape \(4,\)
}
#endif

#ifdef EPONYM_CASE_orthogonal_vector
void wrong(ep::Tensor<ep::dyn> const& x) {
    init::orthogonal{}(x);  // error: init::orthogonal\(x\): x must have 2 or more dimensions, and has shape \(\?,\)
}
#endif

#ifdef EPONYM_CASE_sparse
void wrong(ep::Tensor<4> const& x) {
    init::sparse{0.5}(x);  // error: init::sparse\(x\): x must have 2 dimensions, and has shape \(4,\)
}
#endif

#ifdef EPONYM_CASE_element_type
void wrong(ep::BasicTensor<std::int64_t, 4> const& x) {
    init::normal{}(x);  // error: init::normal\(x\): computes in float32 and float64, not in int64
}
#endif

#ifdef EPONYM_CASE_const_parameter
void wrong(ep::Parameter<4, 3> const& weight) {
    init::zeros(weight);  // error: nn::init: a member of a const model is not written to
}
#endif

#ifdef EPONYM_CASE_member
struct Wrong {
    ep::Parameter<4, 3, 3> weight = init::eye;  // error: init::eye\(x\): x must have 2 dimensions
};
auto wrong() { return Wrong{}; }
#endif

#ifdef EPONYM_CASE_member_without_fans
struct Wrong {
    ep::Parameter<4> bias = init::kaiming_uniform{.a = 0.1};
    // error: init::kaiming_uniform\(x\): x must have 2 or more dimensions, and has shape \(4,\)
};
auto wrong() { return Wrong{}; }
#endif
