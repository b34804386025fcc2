// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/kernels/host/activation.hpp>

namespace eponym::inline EPONYM_ABI {

/// What an operation can do to its result before it writes it.
using kernels::activation;

}  // namespace eponym::inline EPONYM_ABI
