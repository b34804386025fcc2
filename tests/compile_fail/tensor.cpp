// SPDX-License-Identifier: BSL-1.0
#include <eponym/tensor/create.hpp>
#include <eponym/tensor/parameter.hpp>

namespace ep = eponym;

ep::Tensor<ep::dyn, 3> const open = ep::Tensor<2, 3>();
ep::Tensor<2, 3> const claimed(open);
ep::Parameter<2, 3> const weight = ep::zeros<2, 3>();

#ifdef EPONYM_CASE_too_many_dimensions
ep::Tensor<1, 1, 1, 1, 1, 1, 1, 1, 1>* nine = nullptr;
auto const rank = nine->rank();  // error: a tensor has at most 8 dimensions
#endif

#ifdef EPONYM_CASE_negative_size
ep::Tensor<2, -3>* negative = nullptr;
auto const rank = negative->rank();  // error: a size is not negative, or is ep::dyn
#endif

#ifdef EPONYM_CASE_missing_size
auto const zeros = ep::zeros<ep::dyn, 3>();  // error: one argument for each size that is ep::dyn
#endif

#ifdef EPONYM_CASE_write_to_const
void write() { weight(0, 0) = 1; }  // error: (assignment of read-only location|cannot assign to return value)
#endif
