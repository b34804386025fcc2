// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI::nn::detail {

/// The shortest decimal text that is the same double, as Python prints it: "0.1", "1e-05", "2.0".
std::string number_text(double number);

}  // namespace eponym::inline EPONYM_ABI::nn::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/nn/number_text.ipp>
#endif
